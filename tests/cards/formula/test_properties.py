"""Formulas of a grammar: no drawing loses or invents a symbol, and no text at all makes one fail."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from cards.formula import cells, display, drawable, inline


@dataclass(frozen=True)
class Written:
    """TeX, with the letters, digits and operators that any drawing of it has to show."""

    tex: str
    symbols: str = ""


def wrap(shape: str, *parts: Written, symbols: str = "") -> Written:
    """Parts put into a shape with `%s` in their places."""
    return Written(
        shape % tuple(part.tex for part in parts), symbols + "".join(part.symbols for part in parts)
    )


COMMANDS = {
    r"\alpha": "α",
    r"\beta": "β",
    r"\theta": "θ",
    r"\Sigma": "Σ",
    r"\nabla": "∇",
    r"\infty": "∞",
    r"\partial": "∂",
    r"\ell": "ℓ",
    r"\log": "log",
    r"\max": "max",
    r"\text{if so}": "ifso",
    r"\mathrm{KL}": "KL",
    r"\mathbf{x}": "x",
    r"\mathbb{R}": "R",
    r"\mathcal{L}": "L",
    r"\operatorname{rank}": "rank",
    r"\sum": "∑",
    r"\int": "∫",
}
OPERATORS = {"+": "+", "-": "−", "=": "=", r"\cdot": "·", r"\le": "≤", r"\in": "∈", "<": "<", r"\odot": "⊙"}

atoms = st.one_of(
    st.sampled_from("abcfghijkmnpqrstuvwxyzABCDQSXYZ").map(lambda char: Written(char, char)),
    st.integers(0, 120).map(lambda number: Written(str(number), str(number))),
    st.sampled_from(sorted(COMMANDS)).map(lambda name: Written(name + " ", COMMANDS[name])),
)


OF_SHAPE = {r"\sum_{%s}^{%s}": "∑", r"\begin{aligned} %s &= %s \end{aligned}": "="}
"""What a shape shows besides its parts."""


def one(inner: SearchStrategy[Written], *shapes: tuple[str, str]) -> SearchStrategy[Written]:
    return st.builds(
        lambda shape, part: wrap(shape[0], part, symbols=shape[1]), st.sampled_from(shapes), inner
    )


def two(inner: SearchStrategy[Written], *shapes: str) -> SearchStrategy[Written]:
    return st.builds(
        lambda shape, a, b: wrap(shape, a, b, symbols=OF_SHAPE.get(shape, "")),
        st.sampled_from(shapes),
        inner,
        inner,
    )


def larger(inner: SearchStrategy[Written]) -> SearchStrategy[Written]:
    joined = st.builds(
        lambda first, sign, second: Written(
            f"{first.tex} {sign} {second.tex}", first.symbols + OPERATORS[sign] + second.symbols
        ),
        inner,
        st.sampled_from(sorted(OPERATORS)),
        inner,
    )
    return st.one_of(
        joined,
        two(
            inner,
            "%s %s",
            r"\frac{%s}{%s}",
            "{%s}_{%s}",
            "{%s}^{%s}",
            r"\left(%s\right)^{%s}",
            r"\sqrt[%s]{%s}",
        ),
        two(inner, r"\underbrace{%s}_{%s}", r"\overset{%s}{%s}", r"\xrightarrow[%s]{%s}", r"\sum_{%s}^{%s}"),
        two(inner, r"\begin{cases} %s & %s \end{cases}", r"\begin{aligned} %s &= %s \end{aligned}"),
        two(inner, r"\begin{bmatrix} %s \\ %s \end{bmatrix}", r"\left\lfloor %s \middle| %s \right\rfloor"),
        one(
            inner, (r"\sqrt{%s}", ""), ("(%s)", "()"), ("|%s|", "||"), (r"\hat{%s}", ""), (r"\boxed{%s}", "")
        ),
        one(inner, (r"\overline{%s}", ""), (r"\max_{%s} ", "max"), (r"{\bf %s}", ""), (r"\widehat{%s}", "")),
    )


formulas = st.recursive(atoms, larger, max_leaves=9)


def seen(text: str) -> Counter[str]:
    """Letters, digits and operators of a drawing, the small and styled ones as their plain selves."""
    plain = unicodedata.normalize("NFKD", text.replace("-", "−").replace("∛", "3").replace("∜", "4"))
    return Counter(char for char in plain if char.isalnum() or char in "+−=·≤∈<⊙∇∞∂∑∫")


def expected(written: Written) -> Counter[str]:
    return seen(written.symbols)


@given(formulas)
@settings(max_examples=300)
def test_a_line_neither_loses_nor_invents_a_symbol(written: Written) -> None:
    if drawable(written.tex):
        assert seen(inline(written.tex)) == expected(written)


@given(formulas, st.integers(1, 90))
@settings(max_examples=300)
def test_a_drawing_neither_loses_nor_invents_a_symbol(written: Written, width: int) -> None:
    lines = display(written.tex, width)
    if drawable(written.tex) and "\\" not in "".join(lines):
        assert seen("".join(lines)) == expected(written)


@given(formulas)
@settings(max_examples=200)
def test_nearly_all_of_the_grammar_is_drawn(written: Written) -> None:
    """What is refused has two scripts in one place, which TeX refuses too."""
    scripts = written.tex.count("_") + written.tex.count("^")
    assert drawable(written.tex) or scripts >= 2


COMMAND_PIECES = r"""
    \frac \sqrt \hat \left( \right) \left. \right| \sum \int \max \log \alpha \cdot \\ \not= \over \choose
    \begin{cases} \end{cases} \begin{array}{c|c} \end{array} \begin{aligned} \end{aligned} \hline \unknown
    \underbrace \overset \binom \quad \big \bigl \middle| \substack{ \tag{1} \boxed \pmod \mathbf \bf \def
    \text{a} \text{$x$} \operatorname{f} \limits \displaystyle \{ \} \| \color{red} \[ \) 中 é x̂ ‍ 👩‍🔬 % $ #
"""
PIECES = (*COMMAND_PIECES.split(), *"ab12 +-=,()[]|{}_^'&~:;.!/<>*\"`\n\x1b\u202e\ue000\ud800")


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join) | st.text(max_size=60), st.integers(1, 90))
@settings(max_examples=500)
def test_no_text_makes_a_drawing_fail_or_obey(tex: str, width: int) -> None:
    line, lines = inline(tex), display(tex, width)
    assert "\n" not in line
    assert lines
    for drawn in (line, *lines):
        assert all(unicodedata.category(char) not in ("Cc", "Cs", "Co") for char in drawn)
        assert not set(drawn) & set("\u202e\u200f\u2066")
    assert all(cells(drawn) <= max(width, 2) for drawn in lines)
