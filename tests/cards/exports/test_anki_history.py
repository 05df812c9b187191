"""The rows of Anki's review log that histories become."""

from __future__ import annotations

from typing import Any

from cards.exports.anki_history import answers
from cards.model import Card, Deck, Review, Source

AT = 1_700_000_000_000


def rows_of(deck: Deck) -> list[list[Any]]:
    return [row for some in answers(deck, enumerate(deck.cards)) for row in some.tolist()]


CARDS = [Card("Q", "A", Source("", 0, 0), id=name) for name in ("one", "two", "three")]


def test_answers_of_one_moment_have_milliseconds_of_their_own_and_keep_their_order() -> None:
    histories = {
        "two": [Review(AT, 1, 3, was="new", wait=600), Review(AT + 1, 1, 4, was="learning", interval=5)],
        "one": [Review(AT, 1, 1, was="new", wait=60)],
        "left out": [Review(AT, 1, 2)],
    }
    rows = rows_of(Deck(CARDS, histories))
    assert [(at - AT, card, rating) for at, card, rating, *_ in rows] == [(0, 0, 1), (1, 1, 3), (2, 1, 4)]


def test_what_an_answer_led_to_stands_before_the_next_one_and_practice_changes_nothing() -> None:
    histories = {
        "one": [
            Review(AT, 1, 3, 4000, was="new", wait=600),
            Review(AT + 9, 1, 3, 9_999_999, was="learning", interval=4),
            Review(AT + 19, 3, 1, was="review", counts=False),
        ],
        "two": [Review(AT + 4, 1, 1, was="relearning", wait=60)],
    }
    rows = rows_of(Deck(CARDS, histories))
    assert rows == [
        [AT, 0, 3, -600, 0, 0, 4000, 0],
        [AT + 4, 1, 1, -60, 0, 2500, 0, 2],
        [AT + 9, 0, 3, 4, -600, 0, 3_600_000, 0],
        [AT + 19, 0, 1, 4, 4, 0, 0, 3],
    ]
