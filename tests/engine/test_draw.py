"""Draws are the same for ever, lie on their grids, and keep their distances."""

from __future__ import annotations

import itertools
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.draw import Draw

keys = st.text(max_size=20)


def test_the_stream_of_a_key_never_changes():
    draw = Draw("adam_step@1:7:2:/0")
    assert [draw.whole(0, 999) for _ in range(6)] == FIRST_OF_ADAM


FIRST_OF_ADAM = [785, 331, 928, 315, 724, 894]
"""random.Random(first 8 bytes of SHA-256 of the key, big-endian), `int(1000 * random())`; Python 3.11."""


@given(keys, st.integers(-50, 50), st.integers(0, 40))
def test_whole_numbers_stay_within_their_bounds(key, low, span):
    assert low <= Draw(key).whole(low, low + span) <= low + span


@given(keys, st.integers(0, 3))
def test_decimals_are_the_numbers_that_are_printed(key, places):
    value = Draw(key).decimal(-3, 7, places)
    assert -3 <= value <= 7
    assert -Decimal(repr(value)).as_tuple().exponent <= max(places, 1)


@given(keys)
def test_shuffling_keeps_every_option(key):
    assert sorted(Draw(key).shuffled(range(9))) == list(range(9))


@given(keys)
def test_spread_decimals_keep_their_distance(key):
    values = sorted(Draw(key).spread(4, 0, 3, 1, gap=0.3))
    assert all(b - a > 0.3 - 1e-9 for a, b in itertools.pairwise(values))


@given(keys)
def test_signed_decimals_keep_away_from_zero(key):
    assert all(0.5 <= abs(value) <= 2 for value in Draw(key).vector(5, 0.5, 2, 1, signed=True))


def test_a_spread_that_cannot_be_is_refused():
    with pytest.raises(ValueError, match="cannot be drawn"):
        Draw("k").spread(9, 0, 1, 1, gap=0.5)
