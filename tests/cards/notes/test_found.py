"""Notes as they are found: questions with list marks, headings with tags, lists of names, tables of parts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cards.asking.predicates import ask_predicate
from cards.model import Reading

Pairs = Callable[..., list[tuple[str, str]]]

ONE, TWO = "A keel is a beam.", "A mast carries the sails."


def test_questions_with_list_marks_are_answered_below(pairs: Pairs) -> None:
    text = f"# Boats\n\n* i. What is below the hull?\n\n{ONE}\n\n* ii. What carries the sails?\n\n{TWO}\n"
    assert pairs(text) == [
        ("What is below the hull? (Boats)", ONE),
        ("What carries the sails? (Boats)", TWO),
    ]


def test_questions_that_were_ticked_off(read_text: Callable[..., Reading]) -> None:
    text = (
        f"- [x] What is below the hull?\n\n{ONE}\n\n- [x] Formally define a mast\n\n{TWO}\n\n"
        "- [x] Give an example of a rig\n- [ ] What does a jib do\n\nIt pulls.\n"
    )
    reading = read_text(text)
    assert [card.front.split(" (")[0] for card in reading.cards] == [
        "What is below the hull?",
        "Formally define a mast",
        "What does a jib do?",
    ]
    assert [skip.source.start for skip in reading.skipped if skip.reason == "empty"] == [9]


def test_bold_numbers_begin_questions_of_any_length(read_text: Callable[..., Reading]) -> None:
    long = "A hull of wood that lies in the sun all summer long dries out until its seams open wide."
    text = (
        f"**1.** {long} How do you close its seams before the boat is launched?\n\nWet it.\n\n"
        f"**2.** {long} Then why does it sink?\n\n***\n\n**3.** What is a seam?\n\nA gap.\n"
    )
    reading = read_text(f"# Boats\n\n{text}")
    assert [card.back for card in reading.cards] == ["Wet it.", "A gap."]
    assert "empty" in [skip.reason for skip in reading.skipped]


def test_both_sides_of_a_difference_are_one_answer(pairs: Pairs) -> None:
    sides = "**Sloops:** have one mast.\n\n**Yawls:** have two masts."
    asked = "What is the difference between sloops and yawls?"
    text = f"# Boats\n\n1. Why do we sail?\n\nFor joy.\n\n2. {asked}\n\n{sides}\n"
    assert pairs(text)[1] == (f"{asked} (Boats)", sides)


@pytest.mark.parametrize(
    ("heading", "front"),
    [
        ('Racing: The "Start" Trick', 'What is "Start" Trick (Racing)?'),
        ("Optional: Storm Sails", "What are Storm Sails?"),
        ("Example: Gaff rig", "What is Gaff rig?"),
        ("Reefing: smaller is safer", "Explain: Reefing"),
        ("Introduction to Rigging", "What is Rigging?"),
        ("Gaff-2(1998)", "What is Gaff-2?"),
        ("How Reefing Works", "How does Reefing work?"),
    ],
)
def test_headings_with_tags(pairs: Pairs, heading: str, front: str) -> None:
    body = "Gaff is a spar of wood." if heading.startswith("Gaff") else "It is a thing of ropes."
    found = pairs(f"# Boats\n\n## {heading}\n\n{body}\n\n## Masts\n\nMasts are poles.\n")[0][0]
    assert found.removesuffix(" (Boats)").replace(" (Boats)?", "?") == front


def test_headings_with_numbers_may_lack_a_blank(pairs: Pairs) -> None:
    text = "# Boats\n\n##1. Hulls\n\nHulls are bodies.\n\n## Masts\n\nThe ##1 mast is a pole.\n"
    assert pairs(text)[0] == ("What are Hulls (Boats)?", "Hulls are bodies.")


def test_points_that_one_blank_sets_below_another(pairs: Pairs) -> None:
    text = "* **Sloops**:\n * have one mast\n * are fast\n\n* **Yawls:**\n * have two masts\n * are slow\n"
    assert pairs(f"# Boats\n\n{text}") == [
        ("Sloops (Boats): name the 2.", "- have one mast\n- are fast"),
        ("Yawls (Boats): name the 2.", "- have two masts\n- are slow"),
    ]


@pytest.mark.parametrize(
    ("text", "cards"),
    [
        (
            "- **Logs**:\n  - source\n  - date\n- Flags",
            [("Logs (Boats): name the 2.", "- source\n- date")],
        ),
        (
            "1. **Log:** the meter\n2. Lead\n3. **Chart:** a map\n4. Fid",
            [
                ("What is Log? (Boats)", "the meter"),
                ("Boats: name the 4.", "1. Log\n2. Lead\n3. Chart\n4. Fid"),
            ],
        ),
        (
            "Hemp\nManila (strong)\nNylon - stretches, sinks",
            [("Boats: name the 3.", "- Hemp\n- Manila (strong)\n- Nylon - stretches, sinks")],
        ),
        (
            "`reef()` takes it in\n`tack()` turns the boat\nhalyard: a rope that lifts\nsheet: a rope",
            [
                ("What does reef() do? (Boats)", "takes it in"),
                ("What does tack() do? (Boats)", "turns the boat"),
                ("What is halyard? (Boats)", "a rope that lifts"),
            ],
        ),
        (
            "Common knots include:\n- bowline\n- hitch",
            [("What are common knots (Boats)?", "- bowline\n- hitch")],
        ),
        ("Each section includes:\n- a drawing\n- a list of parts", []),
    ],
)
def test_lists_of_names(pairs: Pairs, text: str, cards: list[tuple[str, str]]) -> None:
    assert [card for card in pairs(f"# Boats\n\n{text}\n") if card in cards] == cards
    assert cards or not pairs(f"# Boats\n\n{text}\n")


def test_lists_below_sentences_go_with_them(pairs: Pairs) -> None:
    told = "Gaffs have high throats, which is good in a gale and bad when the wind is very light."
    text = f"Rigs differ in their spars.\n\n{told}\n\n- easy to reef\n- heavy\n\n"
    other = (
        "Lugs have low throats, which is bad in gales and good when the wind is light.\n\n- light\n- cheap\n"
    )
    found = dict(pairs(f"# Boats\n\n## Rigs\n\n{text}{other}"))
    assert found["What do Gaffs have? (Rigs)"] == f"{told}\n\n- easy to reef\n- heavy"


@pytest.mark.parametrize(
    ("table", "front"),
    [
        (
            "| Component | Purpose |\n|---|---|\n| Keel | holds |\n| Mast | carries |",
            "What is the purpose of Keel? (Boats)",
        ),
        (
            "| Force class | Signs |\n|---|---|\n| I | calm |\n| II | waves |",
            "What are the signs of Force class I? (Boats)",
        ),
        ("| Pros | Cons |\n|---|---|\n| fast | wet |\n| light | weak |", "Parts (Boats): Pros and Cons?"),
    ],
)
def test_tables_of_parts(pairs: Pairs, table: str, front: str) -> None:
    assert pairs(f"# Boats\n\n## Parts\n\n{table}\n")[0][0] == front


def test_formulas_below_sentences(pairs: Pairs) -> None:
    text = (
        "## Lift\n\nLet $v$ be a speed. The lift is a\n**force** of the wind if:\n\n$$L = v^2$$\n\n"
        "## Drag\n\nThe drags of $A$ are the roots of this equation:\n\n$$D = v^2$$\n\n"
        "## Trim\n\nTrim:\n\n$$t = 1$$\n\nThis rig is stable because:\n\n- it is low\n- it is wide\n"
    )
    fronts = [front for front, _ in pairs(f"# Boats\n\n{text}")]
    assert fronts == [
        "What is the formula of Lift (Boats)?",
        "What is Drag (Boats)?",
        "What is the formula of Trim (Boats)?",
        "Why is Trim stable?",
    ]


def test_somebody_has_made_it() -> None:
    assert ask_predicate("the Sloop", False, "was", "designed by Ann Lee") == "Who designed the Sloop?"
    assert ask_predicate("the Sloop", False, "was", "sunk by a gale") != "Who sunk the Sloop?"


def test_chatter_is_no_answer(pairs: Pairs) -> None:
    text = "Lugs come from gaffs. What is a gaff again? Don't worry, here it is:\n- a spar\n- at the head"
    assert [front for front, _ in pairs(f"# Boats\n\n## Lugs\n\n{text}\n")] == ["Explain: Lugs (Boats)"]


def test_a_heading_in_the_order_of_a_statement_has_one_answer(pairs: Pairs) -> None:
    answer = "Without paint:\n\n- wood rots\n- worms come"
    assert pairs(f"# Boats\n\n## Why Hulls are Painted\n\n{answer}\n") == [("Why are Hulls painted?", answer)]


def test_points_with_a_break_behind_their_name(pairs: Pairs) -> None:
    below = "  \n  It is old.\n    * of oak\n    * of iron:\n        * grey\n        * red\n"
    found = pairs(f"# Boats\n\n* Keel{below}* Mast{below}")
    assert found[0] == ("What is Keel (Boats)?", "It is old.\n\n- of oak")


def test_text_above_the_first_heading_of_a_note_without_a_name(pairs: Pairs) -> None:
    text = "“A keel is the beam below a hull.\nIt holds the frames.”\n\n## Masts\n\nA mast is a pole.\n"
    assert pairs(text)[0] == ("What is a keel?", "A keel is the beam below a hull.\nIt holds the frames.")


def test_a_motto_above_what_a_note_is_about(pairs: Pairs) -> None:
    text = "# Keels\n\n> Describe keels\n\nKeels are beams below a hull.\n\n## Masts\n\nA mast is a pole.\n"
    assert "Keels are beams below a hull." in pairs(text)[0][1]
