"""The notation of the shipped notes, as `data/README.md` describes it."""

from __future__ import annotations

from collections.abc import Callable

from cards.model import Reading

ReadText = Callable[..., Reading]

NOTE = """
---
path: Kitchen
tags: [food]
---

# Sauces

Text for readers only.

## Why does a roux thicken?
<!-- card: roux-thickens; exercises: starch_ratio, ratio; tags: sauce, flour; difficulty: 2 -->

Starch swells at $60$ degrees.

### In detail
It bursts later.

Further reading: *On Food and Cooking*, chapter 11.

## Only for readers
No card here.

## The mother sauces
<!-- card: mother-sauces; kind: cloze -->

Béchamel is made of **milk**, velouté of **stock**.

## Without a body
<!-- card: empty-one -->
"""


def test_cards_carry_what_the_comment_says(read_text: ReadText) -> None:
    roux, mother = read_text(NOTE).cards
    assert (roux.id, roux.kind, roux.deck, roux.difficulty) == ("roux-thickens", "basic", "Sauces", 2)
    assert roux.front == "Why does a roux thicken?"
    assert roux.back == "Starch swells at $60$ degrees.\n\n**In detail**\n\nIt bursts later."
    assert roux.reading == "*On Food and Cooking*, chapter 11."
    assert (roux.exercises, roux.tags) == (("starch_ratio", "ratio"), ("food", "sauce", "flour"))
    assert (roux.source.start, roux.source.end) == (10, 18)
    assert roux.source.path == ("Sauces", "Why does a roux thicken?")
    assert mother.front == "The mother sauces\n\nBéchamel is made of **[…]**, velouté of **[…]**."
    assert mother.back == "Béchamel is made of **milk**, velouté of **stock**."


def test_other_text_is_for_readers(read_text: ReadText) -> None:
    reading = read_text(NOTE)
    assert reading.path == "Kitchen"
    assert [(skip.source.start, skip.reason) for skip in reading.skipped] == [
        (6, "no question"),
        (20, "no question"),
        (28, "empty"),
    ]


def test_a_comment_over_several_lines_and_unknown_values(read_text: ReadText) -> None:
    card = read_text("# T\n## Q?\n<!-- card: a-b\nkind: riddle; difficulty: 9; other: x\n-->\nBack.\n").cards[
        0
    ]
    assert (card.id, card.kind, card.difficulty, card.back) == ("a-b", "basic", None, "Back.")


def test_a_deeper_card_is_not_part_of_the_one_above(read_text: ReadText) -> None:
    cards = read_text("# T\n## A?\n<!-- card: a -->\nOne.\n### B?\n<!-- card: b -->\nTwo.\n").cards
    assert [(card.id, card.back) for card in cards] == [("a", "One."), ("b", "Two.")]


def test_the_words_of_a_front_stay_as_they_are_written(read_text: ReadText) -> None:
    note = "# Deck\n\n## adam\n<!-- card: a -->\nOne.\n\n## iPhone or ios?\n<!-- card: b -->\n\nBoth.\n"
    assert [card.front for card in read_text(note).cards] == ["adam", "iPhone or ios?"]
