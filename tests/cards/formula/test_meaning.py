"""The line is read back as arithmetic: it has the value of the formula, and no reader could find another.

Values are counted in a finite field, with powers, roots and logarithms as arbitrary functions of their
arguments, so that every formula has one and two different readings have different ones.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass, field
from math import prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from cards.formula import inline

PRIME = 2**61 - 1
SUPER = {char: unicodedata.normalize("NFKD", char) for char in "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ᵃᵇᶜʷˣʸⁱ"}
SUB = {char: unicodedata.normalize("NFKD", char) for char in "₀₁₂₃₄₅₆₇₈₉₊₋₍₎ₐₓᵢⱼ"}


def of(name: str, *values: int) -> int:
    """The value of a name or a function: arbitrary, and always the same."""
    return (
        int.from_bytes(hashlib.sha256(f"{name}{[value % PRIME for value in values]}".encode()).digest()[:8])
        % PRIME
    )


def quotient(over: int, under: int) -> int:
    return over * pow(under, -1, PRIME) if under % PRIME else of("nothing", over)


NAMES = {
    **{name: name for name in ("a", "b", "c", "x_i", "w_q", "w_{bd}", "y_{i,j}")},
    "α": r"\alpha ",
    "Ω": r"\Omega ",
}
"""Names as the reader spells them, with braces only around more than one letter, and their TeX."""


@dataclass(frozen=True)
class Term:
    """A formula and its value."""

    tex: str
    value: int


letters = st.sampled_from(sorted(NAMES)).map(lambda name: Term(NAMES[name], of(name)))
numbers = st.sampled_from(["2", "3", "10", "0.5"]).map(lambda digits: Term(digits, of(digits)))


def larger(inner: SearchStrategy[Term]) -> SearchStrategy[Term]:
    group = inner.map(lambda part: Term(rf"\left({part.tex}\right)", part.value))
    fraction = st.builds(
        lambda a, b: Term(rf"\frac{{{a.tex}}}{{{b.tex}}}", quotient(a.value, b.value)), inner, inner
    )
    root = inner.map(lambda part: Term(rf"\sqrt{{{part.tex}}}", of("√", part.value)))
    cube = inner.map(lambda part: Term(rf"\sqrt[3]{{{part.tex}}}", of("∛", part.value)))
    log = st.one_of(group, fraction).map(lambda part: Term(rf"\log{part.tex}", of("log", part.value)))
    base = st.one_of(letters, group, letters.map(lambda name: Term(f"{{{name.tex}}}", name.value)))
    raised = st.builds(
        lambda a, b: Term(f"{a.tex}^{{{b.tex}}}", of("^", a.value, b.value)), base, st.one_of(inner, numbers)
    )
    factor = st.one_of(letters, letters, raised, fraction, root, cube, log, group)
    factors = st.lists(factor, min_size=2, max_size=4)
    side_by_side = st.builds(product, st.just(" "), factors)
    led_by_a_number = st.builds(lambda a, b: product(" ", [a, *b]), numbers, factors)
    dotted = st.builds(product, st.just(r" \cdot "), factors)
    signed = st.tuples(st.sampled_from("+-"), st.one_of(side_by_side, led_by_a_number, dotted, factor))
    total = st.lists(signed, min_size=1, max_size=3).map(added)
    return st.one_of(side_by_side, led_by_a_number, dotted, total, factor)


def product(sign: str, parts: list[Term]) -> Term:
    return Term(sign.join(part.tex for part in parts), prod(part.value for part in parts))


def added(parts: list[tuple[str, Term]]) -> Term:
    tex = " ".join(f"{sign} {part.tex}" for sign, part in parts).removeprefix("+ ")
    return Term(tex, sum(part.value if sign == "+" else -part.value for sign, part in parts))


terms = st.recursive(st.one_of(letters, numbers), larger, max_leaves=12)


class Ambiguous(AssertionError):
    """A line that can be read in two ways."""


TOKEN = re.compile(r"\s*(log|\d+(?:\.\d+)?|[_^]|\S)")


@dataclass
class Reader:
    """Reads a line as a careful human does, and refuses what convention leaves open."""

    line: str
    at: int = field(default=0)

    def peek(self) -> str:
        found = TOKEN.match(self.line, self.at)
        return found[1] if found else ""

    def take(self, wanted: str = "") -> str:
        found = TOKEN.match(self.line, self.at)
        assert found, f"the line ends where {wanted or 'a term'!r} should stand"
        assert not wanted or found[1] == wanted, f"{found[1]!r} instead of {wanted!r}"
        self.at = found.end()
        return found[1]

    def sum(self) -> int:
        value = self.product()
        while self.peek() in ("+", "−"):
            value += self.product() if self.take() == "+" else -self.product()
        return value

    def product(self) -> int:
        """Factors side by side, one slash at most, and no slash beside a dot."""
        if self.peek() == "−":
            self.take()
            return -self.product()
        value, dots, slashes = self.factor(), 0, 0
        while self.peek() not in ("", ")", "+", "−"):
            if self.peek() == "/":
                self.take()
                value, slashes = quotient(value, self.factor()), slashes + 1
                if self.peek() not in ("", ")", "+", "−"):
                    raise Ambiguous(f"something follows a denominator in {self.line!r}")
                continue
            if self.peek() == "·":
                self.take()
                dots += 1
            value *= self.factor()
        if dots and slashes:
            raise Ambiguous(f"a dot beside a slash in {self.line!r}")
        return value

    def factor(self) -> int:
        token = self.take()
        if token == "log":
            assert self.peek() == "(", "a function takes parentheses here"
            return of("log", self.factor())
        if token in "√∛":
            closed = self.peek() == "("
            inside = self.own() if closed else self.indexed(self.take())
            if closed and self.exponent() is not None:
                raise Ambiguous(f"an exponent after a root in {self.line!r}")
            if not closed and self.peek() not in ("", ")", "+", "−", "·", "/"):
                raise Ambiguous(f"something follows an open root in {self.line!r}")
            return of(token, inside)
        return self.group() if token == "(" else self.indexed(token)

    def group(self) -> int:
        value = self.sum()
        self.take(")")
        return self.raised(value)

    def raised(self, base: int) -> int:
        exponent = self.exponent()
        return base if exponent is None else of("^", base, exponent)

    def exponent(self) -> int | None:
        if small := self.small(SUPER):
            return Reader(small).whole()
        if self.peek() != "^":
            return None
        self.take()
        return self.own() if self.peek() == "(" else Reader(self.word()).whole()

    def own(self) -> int:
        """What stands in the parentheses of an index."""
        self.take("(")
        value = self.sum()
        self.take(")")
        return value

    def list(self) -> str:
        """Letters with commas, in the parentheses of an index."""
        start, self.at = self.at + 1, self.line.index(")", self.at) + 1
        return self.line[start : self.at - 1]

    def small(self, table: dict[str, str]) -> str:
        text = ""
        while self.at < len(self.line) and self.line[self.at] in table:
            text += table[self.take()]
        return text

    def word(self) -> str:
        """A bare index, which ends at the first blank or sign."""
        found = re.compile(r"[^\W_]+").match(self.line, self.at)
        assert found, "an index is missing"
        if set(found[0]) & set(SUPER) | set(found[0]) & set(SUB):
            raise Ambiguous(f"a small letter after a bare index in {self.line!r}")
        self.at = found.end()
        return found[0]

    def indexed(self, name: str) -> int:
        """A number or a letter with its index and its exponent, in either order."""
        before = self.exponent()
        sub = self.small(SUB)
        if not sub and self.peek() == "_":
            self.take()
            sub = self.list() if self.peek() == "(" else self.word()
        value = of(f"{name}_{{{sub}}}" if len(sub) > 1 else f"{name}_{sub}" if sub else name)
        after = self.exponent()
        assert before is None or after is None, "two exponents"
        exponent = after if before is None else before
        return value if exponent is None else of("^", value, exponent)

    def whole(self) -> int:
        value = self.sum()
        assert not self.peek(), f"{self.peek()!r} is left over"
        return value % PRIME


@given(terms)
@settings(max_examples=400)
def test_the_line_has_the_value_of_the_formula(term: Term) -> None:
    assert Reader(inline(term.tex)).whole() == term.value % PRIME


@pytest.mark.parametrize("line", ["a/bc", "a/b · c", "√ab", "√(a)²", "√a b", "w_q²", "a^b²"])
def test_the_reader_refuses_what_could_be_read_twice(line: str) -> None:
    with pytest.raises(Ambiguous):
        Reader(line).whole()


def test_the_reader_can_calculate() -> None:
    a, b, c = of("a"), of("b"), of("c")
    assert Reader("ab/c − (a)c").whole() == (quotient(a * b, c) - a * c) % PRIME
    assert Reader("−a² + a^(b/c)").whole() == (of("^", a, quotient(b, c)) - of("^", a, of("2"))) % PRIME
