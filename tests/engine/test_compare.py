"""When two values count as the same."""

from __future__ import annotations

import pytest

from engine.compare import comes_out_even, same
from engine.model import Part


@pytest.mark.parametrize(
    ("right", "typed", "counts"),
    [
        (12, 12, True),
        (12, 13, False),
        (12.6, 12, True),
        (12.6, 13, True),
        (12.6, 14, False),
        ([3, 4.5], [3, 5], True),
        ([3, 4.5], [4, 5], False),
    ],
)
def test_neighbours_of_a_whole_number_are_wrong_where_whole_numbers_are_asked(right, typed, counts):
    part = Part("y", "y", "vector" if isinstance(right, list) else "number", digits=0)
    assert same(part, typed, right) is counts


@pytest.mark.parametrize(
    ("right", "digits", "even"),
    [
        (3.25, 2, True),
        (0.1 + 0.2, 1, True),
        (3.25, 1, False),
        ([1.5, 1 / 3], 3, False),
        ([[0.5, -2]], 1, True),
    ],
)
def test_values_without_further_decimals_come_out_even(right, digits, even):
    assert comes_out_even(Part("y", "y", digits=digits), right) is even
