"""Histories on their way out are read piece by piece, each piece once."""

from __future__ import annotations

import pytest

from quizapp.decks.history_out import PIECE, Pieces

NAMES = [f"n{number}" for number in range(2 * PIECE + 5)]


@pytest.fixture
def fetched():
    """The pieces that were asked for, each as its numbers."""
    return []


@pytest.fixture
def pieces(fetched):
    def fetch(numbers):
        fetched.append(list(numbers))
        return {number: f"value {number}" for number in numbers if number % 10}

    places = {name: place for place, name in enumerate(NAMES)}
    numbers = [5000 + place for place in range(len(NAMES))]
    return Pieces(places, numbers, fetch, lambda at, of: None, {"more": "value of another"})


def test_going_through_in_order_fetches_each_piece_once(pieces, fetched):
    found = dict(pieces.items())
    assert [len(numbers) for numbers in fetched] == [PIECE, PIECE, 5]
    assert found["n1"] == "value 5001"
    assert found["more"] == "value of another"
    assert "n10" not in found
    assert len(found) == len(pieces) == len(NAMES) - len(NAMES) // 10


def test_a_name_is_found_wherever_it_stands(pieces):
    assert pieces["n1234"] == "value 6234"
    assert pieces["n3"] == "value 5003"
    assert pieces.get("n20") is None
    assert pieces.get("nobody") is None
    with pytest.raises(KeyError, match="n20"):
        pieces["n20"]


def test_whether_there_is_any_takes_one_piece(pieces, fetched):
    assert pieces
    assert len(fetched) == 1


def test_it_is_told_how_far_the_reading_is():
    told = []
    places, numbers = {"a": 0, "b": 1}, [1, 2]
    nothing = Pieces(places, numbers, lambda _: {}, lambda at, of: told.append((at, of)))
    assert not nothing
    assert told == [(0, 2)]
