"""Answers of chat programs, kept as notes: headings that lean on the first one, boxes, examples."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cards.model import Reading

Pairs = Callable[..., list[tuple[str, str]]]
ReadText = Callable[..., Reading]


def test_the_thing_that_the_first_heading_asks_for_is_that_of_the_others(pairs: Pairs) -> None:
    text = (
        "### What is a gaff rig?\nA rig with a spar above its sail.\n\n"
        "### How it works (roughly)\nTwo halyards hoist the spar.\n\n"
        "### Pros and Cons\n**Pros**\n- short masts\n- simple gear\n\n"
        "**Cons**\n- heavy spars\n- more ropes\n\n"
        "### When should you use it?\n- on old boats\n- on canals\n"
    )
    assert [front for front, _ in pairs(text, "n.md")] == [
        "What is a gaff rig?",
        "How does gaff rig work?",
        "Gaff rig: what are the advantages?",
        "Gaff rig: what are the disadvantages?",
        "When should you use gaff rig?",
    ]


def test_all_cards_of_one_thing_are_in_one_deck(read_text: ReadText) -> None:
    text = "### What is a gaff rig?\nA rig.\n\n### How it works\nIt hangs.\n\n### Pros\n- cheap\n- short\n"
    assert {card.deck for card in read_text(text, "n.md").cards} == {"gaff rig"}


def test_headings_that_each_ask_what_a_thing_is_are_of_no_other(pairs: Pairs) -> None:
    text = (
        "### What is a keel?\nA beam.\n\n### What is a mast?\nA pole.\n\n### How it works\nThe wind blows.\n"
    )
    assert [front for front, _ in pairs(text, "n.md")][:2] == ["What is a keel?", "What is a mast?"]


def test_an_example_stays_whole_and_what_it_supposes_is_no_formula(pairs: Pairs) -> None:
    example = (
        "Suppose s = [10, 20, 30] and h = 20. The sails are [-10, 0, 10]. With 3 reefs these are [9, 2, 1]."
    )
    assert pairs(f"# Reefing\n\n## Rigs\n\nA rig.\n\n## Example\n{example}\n")[-1] == (
        "Reefing: what is an example?",
        example,
    )


def test_remarks_in_boxes_below_a_list_are_of_the_title(pairs: Pairs) -> None:
    text = (
        "# Rigs\n\n- masts of oak from the north\n- sails of hemp from the south\n\n"
        "> 💡 **Intuition**: a mast is a lever.\n\n"
        "⚠️ **Common mistake**: forgetting the stays.\n"
    )
    assert pairs(text)[1:] == [
        ("Rigs: what is the intuition?", "a mast is a lever."),
        ("Rigs: what is the common mistake?", "forgetting the stays."),
    ]


@pytest.mark.parametrize(
    "title",
    [
        "Reefing Explained",
        "Understanding Reefing: A Complete Guide",
        "Reefing — a Deep Dive",
        "Crash Course in Reefing",
        "An Introduction to Reefing",
        "Reefing - Study Guide",
    ],
)
def test_what_the_title_of_a_guide_is_about(pairs: Pairs, title: str) -> None:
    told = "> **Intuition**: less sail means less wind, and so a boat that stays upright in a gust at sea."
    text = f"# {title}\n\n{told}\n\n## Pros\n\n- cheap\n- quick\n\n## TL;DR\n\nReef early.\n"
    assert [front for front, _ in pairs(text)] == [
        "Reefing: what is the intuition?",
        "Reefing: what are the advantages?",
        "Reefing: what is the key point?",
    ]


def test_answers_that_fold_away_in_a_list_or_a_line(pairs: Pairs) -> None:
    text = (
        "# Rigs\n\n## Quiz\n\n1. What is a reef?\n   <details><summary>Answer</summary>A fold.</details>\n\n"
        "2. Why reef?\n   <details>\n   <summary>Show answer</summary>\n\n   To keep upright.\n\n"
        "   </details>\n\n"
        "**When?** <details><summary>Show</summary>In a gale.</details>\n"
    )
    assert [back for _, back in pairs(text)] == ["A fold.", "To keep upright.", "In a gale."]


def test_labels_of_what_is_calculated(pairs: Pairs) -> None:
    layer = "- **How:** slides along the mast\n- **Output size:** `⌊(W − K + 2P) / S⌋ + 1`\n"
    formulas = "- Output: $O = W + 2$\n- Area of sail: $A = L h$\n"
    assert pairs(f"# Sails\n\n## Gaff layer\n\n{layer}\n## Formulas to know\n\n{formulas}") == [
        ("Gaff layer: how does it work?", "slides along the mast"),
        ("What is the formula for Output size? (Gaff layer)", "`⌊(W − K + 2P) / S⌋ + 1`"),
        ("What is the formula for Output? (Sails)", "$O = W + 2$"),
        ("What is the formula for Area of sail? (Sails)", "$A = L h$"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '❌ "Keels keep masts up." → ✅ Stays keep masts up.',
            ("Keels keep masts up: what is wrong?", "Stays keep masts up."),
        ),
        (
            "- ❌ Sails push only → ✅ they also pull\n- ❌ Oars are for races -> ✅ they save crews",
            ("Sails push only: what is wrong? (Errors)", "they also pull"),
        ),
        (
            "❌ Wrong: pull the sheet in a gust\n✅ Right: ease the sheet in a gust",
            ("Pull the sheet in a gust: what is wrong?", "ease the sheet in a gust"),
        ),
    ],
)
def test_what_is_wrong_and_what_is_right(pairs: Pairs, text: str, expected: tuple[str, str]) -> None:
    assert pairs(f"# Boats\n\n## Errors\n\n{text}\n")[0] == expected


def test_what_is_wrong_is_asked_in_english_notes_only(pairs: Pairs) -> None:
    text = (
        "# Boote\n\nEin Boot ist ein Fahrzeug, das auf dem Wasser schwimmt und nicht sinkt.\n\n"
        "## Fehler\n\n❌ Der Kiel hält den Mast. → ✅ Die Wanten halten den Mast.\n"
    )
    assert not [front for front, _ in pairs(text) if "wrong" in front]


def test_what_is_for_and_against_is_no_correction(pairs: Pairs) -> None:
    assert (
        pairs("# Boats\n\n## When to use\n\n- ✅ on canals\n- ❌ at sea\n")[0][1]
        == "- ✅ on canals\n- ❌ at sea"
    )


def test_a_list_of_questions_with_its_answers_behind_a_fold(pairs: Pairs) -> None:
    answers = "<details>\n<summary>Answers</summary>\n\n1. It heels.\n2. About 10 m\n\n</details>\n"
    text = f"# Boats\n\n## Review\n\n1. What does a boat do in a gust?\n2. Calculate the stay.\n\n{answers}"
    assert pairs(text) == [
        ("What does a boat do in a gust?", "It heels."),
        ("Calculate the stay. (Review)", "About 10 m"),
    ]


def test_signs_in_bold_before_what_they_are_equal_to(pairs: Pairs) -> None:
    text = "# Work\n\n## Laws\n\n- **W** = F s\n- **MAP** ≈ D + (S − D) / 3\n- **k** = constant\n"
    assert pairs(text) == [
        ("What is the formula for W? (Laws)", "W = F s"),
        ("What is the formula for MAP? (Laws)", "MAP ≈ D + (S − D) / 3"),
        ("What is k? (Laws)", "= constant"),
    ]


def test_terms_in_bold_that_are_equal_to_something_in_one_line(pairs: Pairs) -> None:
    assert pairs("# Boats\n\n## Ropes\n\n**sheet** = rope of a sail; **stay** = rope of a mast\n") == [
        ("What is sheet? (Ropes)", "rope of a sail"),
        ("What is stay? (Ropes)", "rope of a mast"),
    ]


def test_a_worked_example_is_one_answer(pairs: Pairs) -> None:
    text = "A boat has A = 20 m, B = 30 m, C = 4.\n\n- S = 20 + 30 = **50**\n- T = 50 / 4 = **12.5**"
    assert pairs(f"# Work\n\n## Laws\n\n### Worked example\n\n{text}\n") == [
        ("Explain: Worked example (Laws)", text)
    ]


@pytest.mark.parametrize(
    ("question", "front"),
    [
        ("Why does this help a crew?", "Why does this help a crew? (Reefing)"),
        ("Is that a problem in a gale?", "Is that a problem in a gale? (Reefing)"),
        ("Why does this sail tear in a gale?", "Why does this sail tear in a gale?"),
    ],
)
def test_a_question_about_what_was_told_before_it_has_its_title(
    pairs: Pairs, question: str, front: str
) -> None:
    text = f"# Boats\n\n## Reefing\n\nA reef is a fold.\n\nQ: {question}\nA: The hull stays upright.\n"
    assert (front, "The hull stays upright.") in pairs(text)
