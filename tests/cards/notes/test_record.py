"""Notes in the shape of records, outlines and speech: what belongs together stays together."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Pairs = Callable[..., list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            """
            # Boat engine
            ---
            Symptom: no water at the outlet
            Cause: the impeller is worn
            Fix: a new impeller
            ---
            Symptom: black smoke
            Cause: too much diesel
            Fix: clean the nozzle
            """,
            [
                ("No water at the outlet (Boat engine): what causes it?", "the impeller is worn"),
                ("No water at the outlet (Boat engine): what is the solution?", "a new impeller"),
                ("Black smoke (Boat engine): what causes it?", "too much diesel"),
                ("Black smoke (Boat engine): what is the solution?", "clean the nozzle"),
            ],
            id="records with the same labels",
        ),
        pytest.param(
            """
            # Words of sailors
            Word: lee
            Meaning: the side away from the wind
            Opposite: windward

            Word: fathom
            Meaning: six feet of depth
            """,
            [
                ("What is lee (Words of sailors)?", "the side away from the wind"),
                ("Lee: opposite?", "windward"),
                ("What is fathom (Words of sailors)?", "six feet of depth"),
            ],
            id="words with their meanings",
        ),
        pytest.param(
            """
            # Splicing
            Cost: two hours

            Benefit: it holds

            Cost: a fid
            """,
            [
                ("Splicing: what does it cost?", "two hours\n\na fid"),
                ("Splicing: what are the advantages?", "it holds"),
            ],
            id="a label that comes back once is no record",
        ),
        pytest.param(
            """
            # Radio commands
            ```bash
            radio scan         # look for stations
            $ radio mute -a    # no sound from any of them
            ```
            """,
            [
                ("What does `radio scan` do?", "look for stations"),
                ("What does `radio mute -a` do?", "no sound from any of them"),
            ],
            id="commands with remarks",
        ),
        pytest.param(
            """
            # Anchor chain
            | Cues | Notes |
            |---|---|
            | Where is it kept? | In the bow |
            | Length | five times the depth |
            """,
            [
                ("Where is Anchor chain kept?", "In the bow"),
                ("What is Length? (Anchor chain)", "five times the depth"),
            ],
            id="a table of cues and notes",
        ),
        pytest.param(
            """
            # Dye test
            Materials
            dye, bucket, hull

            Results
            one leak at the keel

            Sources of error
            - rain
            - waves
            """,
            [
                ("Dye test: what is needed?", "dye, bucket, hull"),
                ("Dye test: what are the results?", "one leak at the keel"),
                ("Sources of error (Dye test): name the 2.", "- rain\n- waves"),
            ],
            id="labels without a colon above their text",
        ),
        pytest.param(
            """
            # Sails
            I. Square sails
               A. They are set across the ship
               B. Best where the wind comes from behind
            II. Fore-and-aft sails
               A. They are set along the ship
               B. Best where the wind comes from ahead
            """,
            [
                (
                    "Square sails: what are the 2 main points?",
                    "- They are set across the ship\n- Best where the wind comes from behind",
                ),
                (
                    "Fore-and-aft sails: what are the 2 main points?",
                    "- They are set along the ship\n- Best where the wind comes from ahead",
                ),
            ],
            id="an outline with Roman numbers and letters",
        ),
        pytest.param(
            """
            # Interview

            Interviewer: What is ballast?
            Me: Weight low in the hull.

            **Interviewer:** OK, and what does a keel do?
            **Me:** It stops the boat from drifting to leeward.
            """,
            [
                ("What is ballast?", "Weight low in the hull."),
                ("What does a keel do?", "It stops the boat from drifting to leeward."),
            ],
            id="an interview by its speakers",
        ),
        pytest.param(
            """
            Rigging (A. Sailor)
            - Your Highlight on page 3 | Added on Monday, May 1, 2023 10:00:00 AM

            Baggywrinkle: worn rope around a stay against chafe.
            ==========
            Rigging (A. Sailor)
            - Your Note on page 9 | Added on Monday, May 1, 2023 10:05:00 AM

            Why tar the rope? Against rot.
            ==========
            """,
            [
                (
                    "What is Baggywrinkle? (Rigging (A. Sailor))",
                    "worn rope around a stay against chafe.",
                ),
                ("Why tar the rope? (Rigging (A. Sailor))", "Against rot."),
            ],
            id="the marked places of an e-book",
        ),
    ],
)
def test_what_belongs_together(pairs: Pairs, text: str, expected: list[tuple[str, str]]) -> None:
    found = pairs(text)
    assert [pair for pair in found if pair in expected] == expected, found


@pytest.mark.parametrize(
    "text",
    [
        "# Code\n\n```\nx = foo(3)  # calls it\ny = x + 1   # one more\n```\n",
        "# Code\n\n```python\nrope.cut()   # cuts\nrope.tie()   # ties\n```\n",
        "# Code\n\n```bash\nradio scan   # looks\nradio mute\n```\n",
    ],
)
def test_remarks_of_a_program_are_no_answers(pairs: Pairs, text: str) -> None:
    assert not [front for front, _ in pairs(text) if front.startswith("What does `")]


def test_many_records_are_cut_alike(pairs: Pairs) -> None:
    text = "".join(f"Port: harbour {number}\nDepth: {number} feet\n\n" for number in range(300))
    found = pairs(f"# Chart\n\n## Ports\n\n{text}")
    assert [front for front, _ in found] == [f"Harbour {number}: depth?" for number in range(300)]


def test_choices_with_letters_are_no_outline(pairs: Pairs) -> None:
    text = "1. Which is a knot?\n   A. bowline\n   B. rudder\n   Answer: A\n"
    assert [back.split("\n")[0] for _, back in pairs(text)] == ["A) bowline"]
