"""Drawn matrices for somebody who listens."""

from __future__ import annotations

import pytest

import engine
from quizapp.lines.spoken import spoken

PAIR = """Multiply:

  x = [3, -1]    W = ⎡ -3  2.5  -2 ⎤    b = ⎡ 1 ⎤
                     ⎢  2  1    -2 ⎥        ⎣ 2 ⎦
                     ⎣  0  0     1 ⎦

Done."""


@pytest.mark.parametrize(
    ("drawn", "said"),
    [
        ("no matrix [1, 2]", "no matrix [1, 2]"),
        ("", ""),
        ("⎡ 1  2 ⎤\n⎣ 3  4 ⎦", "[1, 2; 3, 4]"),
        (
            PAIR,
            "Multiply:\n\n  x = [3, -1]    W = [-3, 2.5, -2; 2, 1, -2; 0, 0, 1]    b = [1; 2]\n\nDone.",
        ),
    ],
)
def test_a_matrix_stands_on_one_line(drawn: str, said: str) -> None:
    assert spoken(drawn) == said


def test_no_question_of_the_catalogue_keeps_a_tall_bracket() -> None:
    for entry in engine.catalogue():
        exercise = engine.exercise(entry.id)
        prompt = exercise.variant(seed=1, level=max(exercise.levels)).prompt
        said = spoken(prompt)
        assert not set(said) & set("⎡⎢⎣⎤⎥⎦"), said
        assert sorted(_numbers(said)) == sorted(_numbers(prompt))


def _numbers(text: str) -> list[str]:
    for sign in "⎡⎢⎣⎤⎥⎦[],;":
        text = text.replace(sign, " ")
    return text.split()
