"""Which draws are refused."""

from __future__ import annotations

import pytest

from engine.drawing import trivial
from engine.model import Part


@pytest.mark.parametrize(
    ("kind", "right", "params", "refused"),
    [
        ("number", 0.0, {}, True),
        ("number", 2.5, {"x": 2.5}, True),
        ("number", 2.5, {"x": 3.5}, False),
        ("vector", [1.0, 2.0], {"x": [1.0, 2.0]}, True),
        ("vector", [1.0, 2.0], {"x": [[1.0, 2.0]]}, False),
        ("shape", [8, 4, 4], {"layers": [["conv", 8, 3], ["pool", 2]]}, False),
        ("choice", "yes", {"x": [1.0]}, False),
    ],
)
def test_an_answer_that_stands_in_the_question_is_refused(kind, right, params, refused):
    assert (trivial(Part("y", "y", kind), right, params) is not None) is refused
