"""What the drawer of formulas promises: bounds, fallbacks, widths, and how each construct is laid out."""

from __future__ import annotations

import subprocess
import sys
import unicodedata

import pytest
from rich.cells import cell_len

from cards.formula import cells, display, drawable, fault, inline


def test_import_loads_no_parser() -> None:
    code = "import sys, cards.formula; sys.exit('latex2mathml' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("tex", "reason"),
    [
        (r"\frac{a}{b", "its braces do not match"),
        ("a}", "its braces do not match"),
        (r"\text{a", "its braces do not match"),
        (r"\left( a", "a \\left or \\right has no partner"),
        ("a_b_c", "it has two scripts in one place"),
        ("a^b^c", "it has two scripts in one place"),
        ("a_b^c^d", "it has two scripts in one place"),
        ("x_", "a script is missing"),
        (r"\frac{a}", "\\frac lacks an argument"),
        (r"{\hat}", "'}' stands where it means nothing"),
        (r"\softmax(x)", "\\softmax is not known"),
        (r"\newcommand{\a}{b}", "\\newcommand is not known"),
        (r"\text{\foo}", "it holds a command inside of words"),
        (r"\text{a $b}", "it holds a single '$'"),
        (r"\begin{tikzcd} a \end{tikzcd}", "the environment 'tikzcd' is not known"),
        (r"\begin{array}{c@{}c} a & b \end{array}", "the environment 'array' is not known"),
        (r"\begin{cases} a", "an environment has no end"),
        (r"\left\alpha a \right)", r"'\\alpha' is no bracket"),
        ("50% of x", "it holds '%', which means nothing inside of a formula"),
        ("a $ b", "it holds '$', which means nothing inside of a formula"),
        ("a & b", None),
        (r"\frac{a & b}{c}", "'&' stands where it means nothing"),
        ("\x1b[2J", "it holds the character U+001B"),
        ("{" * 41 + "}" * 41, "it is nested more than 40 deep"),
        ("a" * 2001, "it is longer than 2000 characters"),
        ("a" * 2000, None),
    ],
)
def test_a_fault_is_named_and_its_source_shown(tex: str, reason: str | None) -> None:
    assert fault(tex) == reason
    assert drawable(tex) == (reason is None)
    if reason and "\x1b" not in tex:
        assert inline(tex) == tex
        assert display(tex, 3000) == [tex]


@pytest.mark.parametrize(
    "tex",
    [
        "{" * 10_000,
        "{" * 10_000 + "}" * 10_000,
        r"\left(" * 300 + r"\right)" * 300,
        r"\hat" * 400 + "x",
        r"\sqrt" * 380 + "x",
        r"\frac" * 380,
        r"\sqrt{" * 40 + "x" + "}" * 40,
        r"\frac{1}{" * 40 + "x" + "}" * 40,
        r"\frac{\partial}{\partial" * 40 + "x" + "}" * 40,
        r"x^{" * 40 + "x" + "}" * 40,
        r"x_{(" * 40 + "x" + ")}" * 40,
        "|" * 2000,
        "(" * 2000,
        "(" * 1000 + ")" * 1000,
        "a+" * 1000,
        r"\begin{cases}" * 60 + r"\end{cases}" * 60,
        r"\def\a{\b\b}\def\b{\c\c}\def\c{\d\d}\a",
        r"\text{$\text{$\text{$x$}$}$}",
    ],
    ids=lambda tex: tex[:20],
)
def test_hostile_sources_are_shown_in_bounded_time(tex: str) -> None:
    assert inline(tex)
    for width in (5, 80):
        assert all(cells(line) <= width for line in display(tex, width))


def test_ten_megabytes_are_cut_and_nothing_is_lost() -> None:
    source = "x" * 10_000_000
    assert inline(source) == source
    lines = display(source, 80)
    assert len(lines) == 125_000
    assert set(map(len, lines)) == {80}


def test_an_empty_formula_is_one_empty_line() -> None:
    assert inline("  ") == ""
    assert display("", 10) == [""]


@pytest.mark.parametrize("width", [0, -5])
def test_no_width_at_all_is_a_width_of_one(width: int) -> None:
    assert display(r"\frac{a", width) == display(r"\frac{a", 1)
    assert display("a + b", width) == ["a", "+", "b"]


def test_nothing_reaches_the_terminal_that_it_would_obey() -> None:
    assert inline("a\x1b]0;x\x07b") == "a�]0;x�b"
    assert inline("\\text{a\u202eb}") == "\\text{a�b}"
    assert display("a\rb\x00", 10) == ["a", "b�"]


@pytest.mark.parametrize(
    "text", ["漢字", "👩‍🔬", "m̂", "x⃗", "∑∏∫", "ℝ", "ᵢⱼₖ", "𝐱𝒩𝔼", "é", "e\u0301", "⎛⎜⎝⎡⎢⎣⎧⎨⎩", "╱╲│─"]
)
def test_widths_are_those_of_the_terminal_library(text: str) -> None:
    assert cells(text) == cell_len(text)


def test_widths_agree_for_the_letters_and_signs_of_mathematics() -> None:
    """Blocks in which no width has changed since this Python's Unicode tables."""
    blocks = (range(0x20, 0x7F), range(0xA0, 0x600), range(0x1D00, 0x1E00), range(0x2000, 0x2600))
    differing = [
        hex(code)
        for block in (
            *blocks,
            range(0x27C0, 0x2B00),
            range(0x3041, 0x3100),
            range(0x4E00, 0x9FFD),
            range(0x1D400, 0x1D800),
        )
        for code in block
        if unicodedata.category(chr(code))[0] in "LMNPS" and cells(chr(code)) != cell_len(chr(code))
    ]
    assert differing == []


@pytest.mark.parametrize(
    ("tex", "lines"),
    [
        (r"\frac{\text{漢字}}{x}", ["漢字", "────", " x"]),
        (r"\frac{\hat{m}}{10}", ["m̂", "──", "10"]),
        (r"\begin{bmatrix} \text{字} & a \\ b & \bar{c} \end{bmatrix}", ["⎡字  a⎤", "⎣b   c̄⎦"]),
        (r"\left(\begin{array}{r} \vec{v} \\ 10 \end{array}\right)", ["⎛ v⃗⎞", "⎝10⎠"]),
    ],
)
def test_wide_and_combining_characters_keep_columns_straight(tex: str, lines: list[str]) -> None:
    assert display(tex, 40) == lines


@pytest.mark.parametrize(
    ("tex", "line"),
    [
        (r"x^10 y_12", "x¹0y₁2"),
        (r"\frac12 + \frac{1}23 + \sqrt 10", "1/2 + (1/2)3 + √(1)0"),
        (r"2ex + 3in_1", "2ex + 3in₁"),
        (r"\text{a {nested} b}", "a nested b"),
        (r"\text{for } x_i \text{ in $A_j$}", "for xᵢ in Aⱼ"),
        (r"\text{50\% \& more\_so}", "50% & more_so"),
        (r"\begin{bmatrix} [a] & b \end{bmatrix}", "[[a], b]"),
        (r"\begin{aligned}[t] a &= b \\[2pt] &= c \end{aligned}", "a = b; = c"),
        (r"\operatorname{F1-score}(x)", "F1-score(x)"),
        (r"\operatorname*{arg\,min}_x f", "arg minₓ f"),
        (r"a \not\in B \not= C", "a ∉ B ≠ C"),
        ("a % a comment\n+ b", None),
        ("a %\n+ b", "a + b"),
        ("x̂ + ŷ", "x̂ + ŷ"),
        (r"(-x)(-1) - -y", "(−x)(−1) − −y"),
        (r"||x|| \cdot |x||y|", "||x|| · |x||y|"),
        (r"\lvert x \rvert \lVert y \rVert", "|x|‖y‖"),
        (r"p(a|b|c)", "p(a|b|c)"),
        (r"[0, 1) \cup (a, b]", "[0, 1) ∪ (a, b]"),
        (r"f: X \to Y", "f : X → Y"),
        (r"{\bf x} + {\cal L}", "𝐱 + ℒ"),
        (r"\mathbf{W}_{hh} \bm{\theta} \mathbb{1}_{x>0}", "𝐖ₕₕ 𝛉𝟙_(x>0)"),
        (r"\underset{x}{\text{argmin}} f", "argminₓ f"),
        (r"x^{**} + x^\dagger + x^{'}", "x** + x† + x′"),
        (r"{a \atop b}", "a, b"),
        (r"\hspace{1em} x \label{eq:1} \nonumber", "x"),
    ],
)
def test_sources_that_parsers_misread(tex: str, line: str | None) -> None:
    assert inline(tex) == (line if line is not None else " ".join(tex.split()))


@pytest.mark.parametrize(
    ("tex", "width", "lines"),
    [
        ("a = b + c = d + e", 12, ["a = b + c", "  = d + e"]),
        ("a = b + c + d + e", 10, ["a = b + c", "    + d", "    + e"]),
        (r"a = b, \qquad c = d", 12, ["a = b,", "c = d"]),
        (r"x = \left(a + b + c + d\right)", 12, ["x = (a + b", "    + c", "    + d)"]),
        (r"\text{one two three four}", 10, ["one two", "three four"]),
        (
            r"f = \begin{cases} a + b & \text{if } a > b \\ 0 & \text{otherwise} \end{cases}",
            19,
            ["    ⎧ a + b", "    ⎪     if a > b", "f = ⎨", "    ⎪ 0", "    ⎩     otherwise"],
        ),
        (r"\text{incomprehensibilities}", 10, [r"\text{inco", "mprehensib", "ilities}"]),
    ],
)
def test_what_is_too_wide_is_broken_where_a_reader_expects_it(tex: str, width: int, lines: list[str]) -> None:
    assert display(tex, width) == lines
