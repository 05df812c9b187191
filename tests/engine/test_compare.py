"""When two values count as the same."""

from __future__ import annotations

import pytest

from engine.compare import same
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
