"""Nested outlines: with list marks, with indents alone, with numbers and letters, with a question inside."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Pairs = Callable[..., list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "- Hull\n  - Keel\n    - runs along the bottom\n    - holds the ribs\n"
            "  - Stern\n    - is the back end\n    - carries the rudder\n",
            [
                ("Keel (Hull): what are the 2 main points?", "- runs along the bottom\n- holds the ribs"),
                ("Stern (Hull): what are the 2 main points?", "- is the back end\n- carries the rudder"),
            ],
            id="names that each have points below them",
        ),
        pytest.param(
            "Fittings\n\tPlug - a stopper for the bilge\n\tCleat - a fitting for ropes\n",
            [
                ("What is Plug? (Fittings)", "a stopper for the bilge"),
                ("What is Cleat? (Fittings)", "a fitting for ropes"),
            ],
            id="labels indented below a name",
        ),
        pytest.param(
            "SHIP\n  Rig\n    masts\n    shrouds\n  Crew\n    cook\n    mate\n    captain\n",
            [
                ("Rig (SHIP): what are the 2 points?", "- masts\n- shrouds"),
                ("Crew (SHIP): what are the 3 points?", "- cook\n- mate\n- captain"),
            ],
            id="a map of names in three depths",
        ),
        pytest.param(
            "The harbour has a pier\n  that is closed in winter\n  and opened again in spring.\n",
            [
                (
                    "Explain: Boats",
                    "The harbour has a pier\n  that is closed in winter\n  and opened again in spring.",
                )
            ],
            id="text that was wrapped is no outline",
        ),
        pytest.param(
            "1. Ropes\n   1.1 Sheet\n      a) trims the sail\n      b) runs aft\n   1.2 Halyard\n"
            "      a) hoists the sail\n      b) is made fast at the mast\n",
            [
                ("Sheet (Ropes): what are the 2 points?", "- trims the sail\n- runs aft"),
                (
                    "Halyard (Ropes): what are the 2 main points?",
                    "- hoists the sail\n- is made fast at the mast",
                ),
            ],
            id="numbers of two parts with letters below them",
        ),
        pytest.param(
            "1810 Lighthouse built\n1834 New pier opened to ships\n1871-72 Harbour dredged\n",
            [
                ("What happened in 1810? (Boats)", "Lighthouse built"),
                ("What happened in 1834? (Boats)", "New pier opened to ships"),
                ("What happened in 1871-72? (Boats)", "Harbour dredged"),
            ],
            id="years before what happened, with nothing between",
        ),
        pytest.param(
            "1834 ships lay in port\n1810 masts were cut\n1871 men were hired\n",
            [("Explain: Boats", "1834 ships lay in port\n1810 masts were cut\n1871 men were hired")],
            id="numbers that are in no order are no years",
        ),
    ],
)
def test_outlines(pairs: Pairs, text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(f"# Boats\n\n{text}") == expected


def test_a_marked_question_ends_with_its_branch(pairs: Pairs) -> None:
    text = (
        "- Anchors\n    - Q: Why drop two?\n        - to hold in a storm\n        - to swing less\n"
        "    - Fluke\n        - digs into the ground\n        - is broad on mud\n"
    )
    assert ("Why drop two?", "- to hold in a storm\n- to swing less") in pairs(f"# Boats\n\n{text}")
