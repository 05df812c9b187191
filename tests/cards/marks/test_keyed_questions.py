"""Numbered questions whose answers stand together in a key below them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cards.model import Reading

Pairs = Callable[..., list[tuple[str, str]]]

QUESTIONS = """
# Boats

1. Which side is port?
a) left
b) right

2. What keeps a boat upright? a) the jib b) the keel c) the flag

3. A ketch has two masts. True / False

4. The rope of an anchor is its ________.

5. What is the bow?
"""
CARDS = [
    ("Which side is port?\n\n- A) left\n- B) right", "A) left"),
    ("What keeps a boat upright?\n\n- A) the jib\n- B) the keel\n- C) the flag", "B) the keel"),
    ("True or false: A ketch has two masts.", "True"),
    ("The rope of an anchor is its ________.", "rode"),
    ("What is the bow?", "The front of the boat,\nat the stem."),
]


@pytest.mark.parametrize(
    "key",
    [
        "## Answer key\n1. a\n2. B\n3. True\n4. rode\n5. The front of the boat,\n   at the stem.\n",
        "ANSWERS:\n\n1) A\n2) b)\n3) True\n4) rode\n5) The front of the boat,\n   at the stem.\n\n## Sails",
        "**Solutions**\n---\n1 - a\n2 - b\n3 - True\n4 - rode\n5 - The front of the boat,\n    at the stem.",
    ],
)
def test_answers_below_their_questions(pairs: Pairs, key: str) -> None:
    assert pairs(f"{QUESTIONS}\n{key}") == CARDS


def test_a_key_in_one_line_and_questions_that_it_leaves_out(read_text: Callable[..., Reading]) -> None:
    reading = read_text(f"{QUESTIONS}\nLösungen: 1 a, 2 b, 3 true\n")
    assert [(card.front, card.back.lower()) for card in reading.cards] == [
        (front, back.lower()) for front, back in CARDS[:3]
    ]
    assert [skip.text for skip in reading.skipped if skip.reason == "empty"][-2:] == [
        front for front, _ in CARDS[3:]
    ]


def test_numbered_steps_are_no_key(read_text: Callable[..., Reading]) -> None:
    text = "# Boats\n\n1. Hoist the jib.\n2. Sheet it in.\n\n## Solution\n\nTake a longer rope.\n"
    assert not [card for card in read_text(text).cards if "Hoist" in card.front]
