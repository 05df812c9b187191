"""Numbered problems and their solutions: in lines, below labels, and as headings."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cards.model import Reading

Pairs = Callable[..., list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "**Problem 1:** How long is a stay of a mast of 9 m?\n**Solution:** About 10 m.",
            [("How long is a stay of a mast of 9 m?", "About 10 m.")],
        ),
        (
            "**Exercise 2:** Name parts of:\n- a mast\n- a hull\n\n**Answer:**\n1. foot, top\n2. bow, stern",
            [("Name parts of:\n\n- a mast\n- a hull", "1. foot, top\n2. bow, stern")],
        ),
        (
            "Task 3. Find the speed.\n\nSolution: divide\n\n$$v = s / t$$\n\nKeel: a beam",
            [("Find the speed.", "divide\n\n$$v = s / t$$"), ("What is Keel? (Practice)", "a beam")],
        ),
        (
            "Problem 4: Nobody has an answer.",
            [("Practice (Boats): what is the problem?", "Nobody has an answer.")],
        ),
        (
            "**Exercise 3:** How long?\n\n**Answer:** 3 m.\n\n**Exercise 4:** Find it.\n\nAnswer:\n\n4 m.",
            [("How long?", "3 m."), ("Find it.", "4 m.")],
        ),
        (
            "**Exercise 5:** How long are they?\n\n**Answer:**\n- 3 m\n- 5 m",
            [("How long are they?", "- 3 m\n- 5 m")],
        ),
        ("**Exercise 6:** Find the mast.\n\nIt is in the hold.", [("Find the mast.", "It is in the hold.")]),
    ],
)
def test_numbered_problems_with_their_solutions(
    pairs: Pairs, text: str, expected: list[tuple[str, str]]
) -> None:
    assert pairs(f"# Boats\n\n## Practice\n\n{text}\n") == expected


def test_a_problem_without_a_solution_is_reported(read_text: Callable[..., Reading]) -> None:
    reading = read_text("# Boats\n\n**Exercise 1:** Find the mast of:\n- a sloop\n- a yawl\n")
    assert not reading.cards
    assert ("empty", 3) in [(skip.reason, skip.source.start) for skip in reading.skipped]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "## Exercise 2: Ropes of a mast\n\nHow long is a stay of 9 m?\n\n**Solution:** About 10 m.",
            [("Ropes of a mast\n\nHow long is a stay of 9 m?", "About 10 m.")],
        ),
        (
            "### Problem 3\n\nA mast is 9 m. Find its stay.\n\nSolution:\n\nIt is\n\n- 10 m",
            [("A mast is 9 m. Find its stay.", "It is\n\n- 10 m")],
        ),
        (
            "### Example 1.2 (Find the stay)\n\nThe mast is 9 m.\n\n#### Solution\n\n10 m",
            [("Find the stay\n\nThe mast is 9 m.", "10 m")],
        ),
        (
            "## Problem 5: Leaks\n\nWater comes in.\n\n**Solution:** caulk it.",
            [
                ("Explain: Problem 5: Leaks (Boats)", "Water comes in."),
                ("Problem 5: Leaks (Boats): what is the solution?", "caulk it."),
            ],
        ),
    ],
)
def test_headings_that_number_a_problem(pairs: Pairs, text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(f"# Boats\n\n{text}\n") == expected


def test_the_mark_of_an_answer_alone_is_no_empty_passage(read_text: Callable[..., Reading]) -> None:
    reading = read_text("# Boats\n\n## What is a keel?\n\n**Answer:**\n\nThe beam below a hull.\n")
    assert [card.back for card in reading.cards] == ["The beam below a hull."]
    assert [skip.text for skip in reading.skipped] == ["Boats"]


def test_the_list_of_a_question_keeps_its_lines(pairs: Pairs) -> None:
    text = "Q: Which of them has two masts?\n- a sloop\n- a yawl\nA: The yawl.\n"
    assert pairs(text) == [("Which of them has two masts?\n\n- a sloop  \n- a yawl", "The yawl.")]
