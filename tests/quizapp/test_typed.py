"""Typed answers: what is forgiven, and what is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.typed import answers, judge, plain


@pytest.mark.parametrize(
    ("typed", "back", "verdict"),
    [
        ("Adam", "Adam", "right"),
        ("  adam. ", "Adam", "right"),
        ("Poincare", "Poincaré", "right"),
        ("naïve  bayes", "Naive Bayes", "right"),
        ("momentun", "momentum", "slip"),
        ("momnetum", "momentum", "slip"),
        ("mometm", "momentum", "wrong"),
        ("regularisaton", "regularization", "slip"),
        ("cat", "car", "wrong"),
        ("ResNet-50", "ResNet-50", "right"),
        ("ResNet-51", "ResNet-50", "wrong"),
        ("resnett-50", "ResNet-50", "slip"),
        ("1989", "1998", "wrong"),
        ("3x3", "3×3", "right"),
        ("3 X 3", "$3 \\times 3$", "right"),
        ("3x5", "3×3", "wrong"),
        ("-3", "$-3$", "right"),
        ("", "x", "wrong"),
        ("dropout", "**Dropout**\n\nIt was proposed in 2012.", "right"),
        ("x_1", "$x_1$", "wrong"),
        ("x₁", "$x_1$", "right"),
        ("SGD", "stochastic gradient descent | SGD", "right"),
        ("stochastic gradient descend", "SGD | stochastic gradient descent", "slip"),
    ],
)
def test_what_counts(typed: str, back: str, verdict: str) -> None:
    assert judge(typed, back).verdict == verdict


@given(st.text(min_size=1, max_size=60).filter(lambda text: plain(text) and "|" not in text))
def test_the_answer_itself_is_right(text: str) -> None:
    back = answers(text)[0]
    if plain(back):
        assert judge(back, text).correct


@given(st.from_regex(r"[a-z]{6,12} \d{3}", fullmatch=True), st.integers(0, 2), st.integers(1, 9))
def test_a_wrong_digit_is_never_forgiven(text: str, place: int, shift: int) -> None:
    digits = list(text[-3:])
    digits[place] = str((int(digits[place]) + shift) % 10)
    assert judge(text[:-3] + "".join(digits), text).verdict == "wrong"
