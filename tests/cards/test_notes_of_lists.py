"""Outlines, lists and tables as people type them at work: titles between items, columns, bare pairs."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Pairs = Callable[..., list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Lamps\n - port = red\n - starboard = green\nShapes\n - cone = under sail and motor\n"
            " - ball = at anchor\n",
            [
                ("What is port? (Lamps)", "red"),
                ("What is starboard? (Lamps)", "green"),
                ("What is cone? (Shapes)", "under sail and motor"),
                ("What do you know about ball? (Shapes)", "at anchor"),
            ],
            id="a title glued to an item",
        ),
        pytest.param(
            "**Near the coast**\n- fog: sound a long blast every two minutes, and slow down at once\n"
            "**Far out**\n- storm: heave to\n- ice: turn back\n",
            [
                (
                    "What is fog? (Near the coast)",
                    "sound a long blast every two minutes, and slow down at once",
                ),
                ("What is storm? (Far out)", "heave to"),
                ("What is ice? (Far out)", "turn back"),
            ],
            id="a title in bold glued to a long item",
        ),
        pytest.param(
            "1805\n- Trafalgar\n- Ulm\n- Austerlitz\n1815\n- Ligny\n- Quatre Bras\n- Waterloo\n",
            [
                ("1805: name the 3.", "- Trafalgar\n- Ulm\n- Austerlitz"),
                ("1815: name the 3.", "- Ligny\n- Quatre Bras\n- Waterloo"),
            ],
            id="years between items",
        ),
    ],
)
def test_titles_between_items(pairs: Pairs, text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text) == expected
