"""Notes for interviews, wards and practice: short lines of all kinds one below the other."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Pairs = Callable[..., list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            """
            # Course

            ## Harbours

            Pier: stands on poles
            Mole: a wall of stones
            Use a buoy where it is deep

            ## Winds

            Föhn: warm and dry
            Bora: cold and falling
            NEVER anchor below a cliff
            """,
            [
                ("What is Pier? (Harbours)", "stands on poles"),
                ("What is Mole? (Harbours)", "a wall of stones"),
                ("Harbours (Course): what should be noted?", "Use a buoy where it is deep"),
                ("What is Föhn? (Winds)", "warm and dry"),
                ("What is Bora? (Winds)", "cold and falling"),
                ("Winds (Course): what must you never do?", "NEVER anchor below a cliff"),
            ],
            id="a free line behind labelled ones",
        ),
        pytest.param(
            """
            # Course

            ## Signals of the pilot

            210 stay away
            211 wait - a ship is leaving
            304 - come in
            420 harbour closed, e.g. in a storm
            """,
            [
                ("What does 210 mean? (Signals of the pilot)", "stay away"),
                ("What does 211 mean? (Signals of the pilot)", "wait - a ship is leaving"),
                ("What does 304 mean? (Signals of the pilot)", "come in"),
                ("What does 420 mean? (Signals of the pilot)", "harbour closed, e.g. in a storm"),
            ],
            id="codes before what they mean",
        ),
        pytest.param(
            """
            # Course

            ## Harbours

            Q: Why is there a mole?
            A: it breaks the waves

            WARNING: no ship may moor at the mole

            Quay 2 = ferries
            Quay 5 = trawlers
            Quay 7 = pilots
            """,
            [
                ("Harbours (Course): what must you be careful about?", "no ship may moor at the mole"),
                ("Why is there a mole?", "it breaks the waves"),
                ("What is Quay 2? (Harbours)", "ferries"),
                ("What is Quay 5? (Harbours)", "trawlers"),
                ("What is Quay 7? (Harbours)", "pilots"),
            ],
            id="a warning and lines with a sign of equality behind a marked answer",
        ),
        pytest.param(
            """
            # Course

            ## Ovens

            Fish
            cod 60 C
            eel 54-57
            ray 63 + 3 min rest

            ## Locks

            Sluice: lets water in
            Sill: dear to touch

            Tolls NOT allowed at sea
            Basin: full of boats
            """,
            [
                ("Cod: which value? (Fish)", "60 C"),
                ("Eel: which value? (Fish)", "54-57"),
                ("Ray: which value? (Fish)", "63 + 3 min rest"),
                ("What is Sluice? (Locks)", "lets water in"),
                ("What is Sill? (Locks)", "dear to touch"),
                ("Locks (Course): what should be noted?", "Tolls NOT allowed at sea"),
                ("What is Basin? (Locks)", "full of boats"),
            ],
            id="values with an addition, and a statement that is no title",
        ),
        pytest.param(
            """
            # Course

            ## Bread

            150 g rye
            250 g wheat
            300 ml water
            """,
            [("Explain: Bread (Course)", "150 g rye\n250 g wheat\n300 ml water")],
            id="amounts are no codes",
        ),
    ],
)
def test_short_lines_stand_for_themselves(pairs: Pairs, text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            """
            # Course

            ## Logbook

            undo the entry, keep its lines: git reset --soft HEAD~1

            lash a sail: two turns and a hitch

            go to harbour: steer by the lights

            print for boats: `PAPER=a5 make all`
            """,
            [
                ("Undo the entry, keep its lines: which command? (Logbook)", "git reset --soft HEAD~1"),
                ("How do you lash a sail? (Logbook)", "two turns and a hitch"),
                ("How do you go to harbour? (Logbook)", "steer by the lights"),
                ("Print for boats: which command? (Logbook)", "`PAPER=a5 make all`"),
            ],
            id="what somebody wants to do",
        ),
        pytest.param(
            """
            # Course

            ## Law of the sea

            Salvage = voluntary rescue or costly help

            Wind: fair or foul
            """,
            [
                ("What is Salvage? (Law of the sea)", "voluntary rescue or costly help"),
                ("Wind: which options are there? (Law of the sea)", "fair or foul"),
            ],
            id="two adjectives of one thing are no options",
        ),
        pytest.param(
            """
            # Course

            ## Rigs

            oar vs sail

            oar = wood, moved by hand
            sail = cloth, moved by wind
            """,
            [
                ("What is oar? (oar vs sail)", "wood, moved by hand"),
                ("What is sail? (oar vs sail)", "cloth, moved by wind"),
            ],
            id="names set against each other in small letters",
        ),
        pytest.param(
            """
            # Course

            ## Distances

            Cable: a tenth of a mile
            Reach: the way between two bends

            long fathom + a foot -> 7 feet
            """,
            [
                ("What is Cable? (Distances)", "a tenth of a mile"),
                ("What is Reach? (Distances)", "the way between two bends"),
                ("Long fathom + a foot → what? (Distances)", "7 feet"),
            ],
            id="a lone line with an arrow behind labelled ones",
        ),
    ],
)
def test_labels_are_asked_for_what_they_tell(
    pairs: Pairs, text: str, expected: list[tuple[str, str]]
) -> None:
    assert pairs(text) == expected
