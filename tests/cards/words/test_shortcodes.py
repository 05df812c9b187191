"""Pictograms that are written as words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cards.words.shortcodes import without_shortcode

Pairs = Callable[..., list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (":bulb: wet the rope", "wet the rope"),
        (":+1::tada: it holds", "it holds"),
        (":warning: never knot it twice", "Warning: never knot it twice"),
        (": a definition", ": a definition"),
        (":: two sides", ":: two sides"),
        (":x:", ":x:"),
        ("at 10:30: the tide", "at 10:30: the tide"),
    ],
)
def test_shortcodes_before_a_line_are_no_part_of_it(text: str, left: str) -> None:
    assert without_shortcode(text) == left


def test_shortcodes_in_a_note(pairs: Pairs) -> None:
    text = "# Knots\n\n## :anchor: Bowline\n\n:white_check_mark: A bowline never slips.\n\n- :x: it jams"
    assert pairs(text) == [("What is Bowline (Knots)?", "A bowline never slips.\n\n- it jams")]
