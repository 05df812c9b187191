"""Questions with their answers in the forms that people give them, and what they write down beside them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Pairs = Callable[..., list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Q. How do you tie a bight?\nA. With a fold.\n\nQ. How to splice\nA.\n```\nsplice --short\n```"
            "\n\nQ. End of a rope\nA. The bitter end.\n",
            [
                ("How do you tie a bight?", "With a fold."),
                ("How to splice", "```\nsplice --short\n```"),
                ("End of a rope", "The bitter end."),
            ],
            id="the answer below its mark",
        ),
        pytest.param(
            "Q. What is a bight?\nA. A fold.\n\n> [!question] Why is a rope wet?\n> It rains.\n",
            [("What is a bight?", "A fold."), ("Why is a rope wet?", "It rains.")],
            id="a box behind the last answer",
        ),
    ],
)
def test_marks_of_questions(pairs: Pairs, text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text) == expected
