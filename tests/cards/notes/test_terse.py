"""Notes typed in a hurry or pasted out of a chat: what leans on the line above, and what does not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cards.announced import announced

Pairs = Callable[..., list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "keel: a beam\n - of oak\n - why: it holds\nmast: a pole\nboom -> holds the foot",
            [
                ("What is keel?", "a beam\n\n- of oak\n- why: it holds"),
                ("What is mast?", "a pole\nboom -> holds the foot"),
            ],
        ),
        (
            "keel: a beam\n - of oak felled when the moon was waning in May, and then\ndried: for years",
            [
                (
                    "What is keel?",
                    "a beam\n\n- of oak felled when the moon was waning in May, and then\n  dried: for years",
                )
            ],
        ),
    ],
)
def test_lines_at_the_margin_below_indented_points(
    pairs: Pairs, text: str, expected: list[tuple[str, str]]
) -> None:
    assert pairs(f"{text}\n") == expected


@pytest.mark.parametrize(
    ("line", "fronts"),
    [
        ("Time: O(n)", ["Splicing: what is the time complexity?"]),
        (
            "- Time: `O(n)`\n- Space: $O(1)$",
            ["Splicing: what is the time complexity?", "Splicing: what is the space complexity?"],
        ),
        (
            "- Time complexity: O(n)\n- Space complexity: O(n)",
            ["Splicing: what is the time complexity?", "Splicing: what is the space complexity?"],
        ),
        ("**Worst case:** $\\mathcal{O}(n^2)$", ["Splicing: what is the worst case complexity?"]),
        ("- Time: noon\n- Space: wide", ["What is Time? (Splicing)", "What is Space? (Splicing)"]),
        ("Common misinterpretation: it is a knot.", ["Splicing: what is the common misinterpretation?"]),
        (
            "Jib → front sail; mizzen → sail behind it",
            ["What is Jib? (Splicing)", "What is mizzen? (Splicing)"],
        ),
        ("Splice it -> test it; then sail.", ["Explain: Splicing"]),
        (
            "lay = the way in which strands are turned, as $z$. It is NOT a length!",
            ["What is lay? (Splicing)"],
        ),
        (
            "- slack = $1 - p$\n- rot: wet ends",
            ["What is the formula for slack? (Splicing)", "What is rot? (Splicing)"],
        ),
        (
            "One strand: $t = \\frac{x}{y}$ with $n - 1$ turns",
            ["What is the formula for One strand? (Splicing)"],
        ),
    ],
)
def test_what_a_line_says_of_its_title(pairs: Pairs, line: str, fronts: list[str]) -> None:
    assert [front for front, _ in pairs(f"# Splicing\n\n{line}\n")] == fronts


def test_an_answer_in_the_line_of_its_question_ends_above_a_title(pairs: Pairs) -> None:
    text = "Q: Does it float? Yes, always.\n\nReefing\nKeel: a beam\nMast: a pole\n"
    assert pairs(text) == [
        ("Does it float?", "Yes, always."),
        ("What is Keel? (Reefing)", "a beam"),
        ("What is Mast? (Reefing)", "a pole"),
    ]


def test_a_note_with_questions_of_its_author_has_its_first_line_as_title(pairs: Pairs) -> None:
    text = "Notes on gaff rigs\n\npeak: upper end\nthroat: lower end\n\nQ: Who sails?\nA: The crew.\n"
    assert [front for front, _ in pairs(text)] == [
        "What is peak? (gaff rigs)",
        "What is throat? (gaff rigs)",
        "Who sails?",
    ]


@pytest.mark.parametrize(
    ("line", "thing"),
    [
        ("Sure! Here's a concise summary of **Gaff Rigs (GRs)** 🧠", "Gaff Rigs (GRs)"),
        ("Certainly! Below is a detailed explanation of how a windlass works:", "windlass"),
        ("Of course! Here's a beginner-friendly guide to masts and spars:", "masts and spars"),
        ("This is an introduction to rigging.", "rigging"),
        ("Here is a brief overview of the key concepts in rigging:", ""),
        ("Here are some notes on your lecture", ""),
        ("Here is a summary of the chapter:", ""),
        ("A windlass lifts an anchor.", ""),
    ],
)
def test_what_a_chat_says_that_its_answer_is_about(line: str, thing: str) -> None:
    assert announced(["", line, "", "more"]) == thing


@pytest.mark.parametrize(
    ("title", "front"),
    [
        ("Core Idea", "Gaff rigs: what is the key point?"),
        ("Common pitfalls", "Gaff rigs: what must you be careful about?"),
        ("Historical context", "Explain: Historical context (Gaff rigs)"),
        ("Standing rigging", "Explain: Standing rigging"),
    ],
)
def test_titles_that_could_be_of_anything(pairs: Pairs, title: str, front: str) -> None:
    head = "Here's an overview of **Gaff rigs**:\n\n### Parts\n\nA gaff is a spar.\n\n"
    text = f"{head}### {title}\n\nIt spreads four corners, so that the mast may be short.\n"
    assert pairs(text, "chat-1.md")[-1][0] == front
