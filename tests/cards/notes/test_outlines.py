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
                ("What does Keel (Hull) do?", "- runs along the bottom\n- holds the ribs"),
                ("What is Stern (Hull)?", "- is the back end\n- carries the rudder"),
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
            "Refit\n    scrape the hull\n    paint it twice\nOn-board rules\n    no shoes\n    no smoking\n"
            "ask the mate!\n",
            [
                ("Refit (Boats): what are the 2 points?", "- scrape the hull\n- paint it twice"),
                ("On-board rules (Boats): name the 2.", "- no shoes\n- no smoking"),
                ("Boats: what should be noted?", "ask the mate!"),
            ],
            id="a line without others below it among names with some",
        ),
        pytest.param(
            "1. Ropes\n   1.1 Sheet: trims the sail\n   1.2 Halyard: hoists the sail\n"
            "       - never of nylon, which stretches\n   1.3 Warp: moors the ship\n",
            [
                ("What is Sheet? (Ropes)", "trims the sail"),
                ("What is Halyard? (Ropes)", "hoists the sail\n\n- never of nylon, which stretches"),
                ("What is Warp? (Ropes)", "moors the ship"),
            ],
            id="numbers of two parts with a dash below one of them",
        ),
        pytest.param(
            "# Fog\n\n1. check the depth\n2. send a lookout\n3. give a signal\n   - one long: under way\n"
            "   - two long: stopped\n",
            [
                (
                    "Fog: what are the 3 steps?",
                    (
                        "1. check the depth\n2. send a lookout\n3. give a signal\n   - one long: under way\n"
                        "   - two long: stopped"
                    ),
                )
            ],
            id="steps of which one has a list",
        ),
        pytest.param(
            "- Flags\n  - alpha - diver down\n  - kilo → talk\n  - lima2 - stop at once\n",
            [
                ("What is alpha? (Flags)", "diver down"),
                ("What is kilo? (Flags)", "talk"),
                ("What does lima2 do? (Flags)", "stop at once"),
            ],
            id="an arrow before a single word among dashes",
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "## Wooden hulls\n**Evidence for:** Old ones float.\n**Evidence against:** Worms eat them.\n",
            [
                ("Wooden hulls: what is the evidence for it?", "Old ones float."),
                ("Wooden hulls: what is the evidence against it?", "Worms eat them."),
            ],
            id="evidence on both sides",
        ),
        pytest.param("## Cues\n- What is a keel?\n- Why reef?\n", [], id="cues without answers"),
        pytest.param(
            "## Drift\nExample\n- Ferry: the stream sets it down the river\n",
            [("Drift (Boats): what is an example?", "Ferry: the stream sets it down the river")],
            id="an example with a label",
        ),
        pytest.param(
            "## Rigs\n- [x] define a sloop - a boat with one mast\n- [ ] buy paint\n",
            [("Define a sloop. (Rigs)", "a boat with one mast")],
            id="a ticked task with its answer",
        ),
        pytest.param(
            "## Buoys\n- difference between class 1 and class 2 buoys\n"
            "  - class 1: round and red\n  - class 2: pointed and green\n",
            [
                (
                    "What is the difference between class 1 and class 2 buoys?",
                    "- class 1: round and red\n- class 2: pointed and green",
                ),
            ],
            id="numbered kinds of a difference keep their names",
        ),
        pytest.param(
            "## What is seamanship - the bowline?\nA knot with a loop that does not slip.\n",
            [("What is the bowline? (seamanship)", "A knot with a loop that does not slip.")],
            id="a subject behind its course",
        ),
    ],
)
def test_study_notes(pairs: Pairs, text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(f"# Boats\n\n{text}") == expected


def test_a_list_that_is_announced_keeps_the_points_that_have_cards_of_their_own(pairs: Pairs) -> None:
    text = (
        "Common jobs:\n- carry a cargo from one port to another (perhaps in another state):\n"
        "    - grain in sacks\n    - timber on deck\n"
        "- tow the barges of a yard\n    - These have no sails and only a short mast.\n"
        "- guide the larger ships into port\n"
    )
    front, back = pairs(f"# Boats\n\n{text}")[-1]
    assert front == "What are the 3 common jobs (Boats)?"
    assert "- carry a cargo from one port to another (perhaps in another state)\n- tow" in back
    assert "short mast.\n- guide" in back


@pytest.mark.parametrize(
    "goes_on",
    ["And the mate writes it into the log", "However, it holds in a calm", "This is done by the mate"],
)
def test_an_item_that_goes_on_from_the_one_before_it_is_no_title(pairs: Pairs, goes_on: str) -> None:
    text = f"- take the depth twice\n- {goes_on}\n    - also in port:\n        - at dawn\n- report it\n"
    assert not any(goes_on[4:] in front for front, _ in pairs(f"# Boats\n\n## Soundings\n\n{text}"))


def test_a_remark_in_brackets_is_no_title_of_a_list(pairs: Pairs) -> None:
    text = "Tides turn twice a day.\n\n$$h = 2 t$$\n(easy to see)\n- rise for six hours\n- fall for as many\n"
    assert not any("easy" in front for front, _ in pairs(f"# Boats\n\n## Tides\n\n{text}"))


@pytest.mark.parametrize("left", ["Must have a crew", "Yacht ≠ dinghy"])
def test_a_statement_beside_labels_is_kept_although_it_is_short(pairs: Pairs, left: str) -> None:
    text = f"- Yacht: a boat with a cabin for its crew\n- Dinghy: a small open boat\n- {left}\n"
    assert left in [back for _, back in pairs(f"# Boats\n\n{text}")]


def test_a_marked_question_ends_with_its_branch(pairs: Pairs) -> None:
    text = (
        "- Anchors\n    - Q: Why drop two?\n        - to hold in a storm\n        - to swing less\n"
        "    - Fluke\n        - digs into the ground\n        - is broad on mud\n"
    )
    assert ("Why drop two?", "- to hold in a storm\n- to swing less") in pairs(f"# Boats\n\n{text}")


def test_headings_of_items_are_below_those_of_the_items_around_them(pairs: Pairs) -> None:
    text = (
        "- ### Sails\n\t- ### Jib\n\t\t- ### Purpose\n\t\t\t- It points higher.\n"
        "\t- ### Main\n\t\t- ### Purpose\n\t\t\t- It drives the boat.\n\t- All are of canvas or of silk.\n"
        "- ### Ropes\n\t- They wear out in the sun.\n"
    )
    assert pairs(text) == [
        ("Jib (Sails): what is the purpose?", "It points higher."),
        ("Main (Sails): what is the purpose?", "It drives the boat."),
        ("Explain: Sails", "All are of canvas or of silk."),
        ("Explain: Ropes", "They wear out in the sun."),
    ]
