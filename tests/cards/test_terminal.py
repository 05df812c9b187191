"""Markdown as lines to look at, and as lines that a voice reads."""

from __future__ import annotations

import pytest

from cards.terminal import render

TABLE = "| layer | size |\n|---|---|\n| conv | $n^2$ |\n| fc | 10 |"

SPOKEN = [
    ("It is\n\n$$p = \\frac{a}{b + c}$$", "It is\n\n  p = a/(b + c)"),
    ("$$A=\\begin{pmatrix}1&2\\\\3&4\\end{pmatrix}$$", "  A = (1, 2; 3, 4)"),
    (TABLE, "layer: conv; size: n²\nlayer: fc; size: 10"),
    ("| | size |\n|---|---|\n| fc | 10 |", "fc; size: 10"),
    ("- one\n- $\\frac12$", "- one\n- 1/2"),
]


@pytest.mark.parametrize(("markdown", "text"), SPOKEN)
def test_what_a_voice_reads_has_no_layout(markdown, text):
    assert render(markdown, 60, spoken=True) == text


def test_what_is_looked_at_is_stacked_and_aligned():
    assert render("$$\\frac{a}{b}$$", 60).split("\n") == ["   a", "  ───", "   b"]
    assert render(TABLE, 60).split("\n")[0] == "layer  size"


def test_a_long_spoken_formula_is_broken_to_the_width():
    tex = "$$" + " + ".join(f"x_{{{n}}}" for n in range(40)) + "$$"
    assert max(map(len, render(tex, 40, spoken=True).split("\n"))) <= 40
