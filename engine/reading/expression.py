"""Calculates a typed expression over a fixed grammar; the text is data and is never compiled or run.

Every number becomes a float as it is read, so no big-integer arithmetic exists; length, nesting and
magnitude are bounded, and the only names are π, e and the functions below.

    sum      product (("+" | "-") product)*
    product  signed (("*" | "×" | "·" | "/" | "//") signed)*      and  2π, 2 sqrt(3), 2√3
    signed   ("+" | "-")* power                                   so that -2^2 is -4
    power    percent (("^" | "**") signed)?
    percent  atom "%"*
    atom     number | constant | "(" sum ")" | "|" sum "|" | "⌊" sum "⌋" | "⌈" sum "⌉" | "√" atom
             | function "(" sum ("," sum)* ")" | function sign* atom

What people read in two ways is refused instead of guessed: 1/2π, ln 2/3, 2(3). A comma is a
decimal sign except between the values of min and max; log is the natural one, as in numpy; % is per cent.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from engine.reading.answer import Digits, Unreadable, quoted
from engine.reading.literal import literal
from engine.reading.tokens import END, Token, tokens

LARGEST = 1e100
_LONGEST = 200
_DEEPEST = 25

_CONSTANTS = {"pi": math.pi, "π": math.pi, "e": math.e}
_MULTIPLY = ("*", "×", "·")
_BINDS_TIGHTER = (*_MULTIPLY, "/", "//", "^", "**", "%", "(")
_CLOSED_BY = {"(": ")", "|": "|", "⌊": "⌋", "⌈": "⌉"}


@dataclass(frozen=True, slots=True)
class Number:
    """A value and the digits it was typed with; no digits for a calculation, which is exact."""

    value: float
    digits: Digits | None = None


@lru_cache(maxsize=512)  # a row is read once for each way to cut it, and most cuts share their pieces
def evaluate(text: str) -> Number:
    """The number that an expression of at most 200 characters denotes.

    Raises:
        Unreadable: anything but one finite number of at most 1e100 in magnitude.
    """
    if len(text) > _LONGEST:
        raise Unreadable(
            f"{quoted(text)} is longer than {_LONGEST} characters: type one number or expression"
        )
    return _Reader(text).whole()


def floor(value: float) -> float:
    """The whole number below, where a float a hair under a whole number counts as that number."""
    nearest = round(value)
    return float(nearest if abs(value - nearest) <= 1e-12 * max(1.0, abs(value)) else math.floor(value))


def _ceil(value: float) -> float:
    return -floor(-value)


_FUNCTIONS: dict[str, Callable[..., float]] = {
    "sqrt": math.sqrt,
    "exp": math.exp,
    "ln": math.log,
    "log": math.log,
    "log2": math.log2,
    "log10": math.log10,
    "abs": abs,
    "floor": floor,
    "ceil": _ceil,
    "sin": math.sin,
    "cos": math.cos,
    "tan": math.tan,
    "tanh": math.tanh,
    "min": lambda *values: min(values),
    "max": lambda *values: max(values),
    "|": abs,
    "⌊": floor,
    "⌈": _ceil,
}


class _Reader:
    """One pass over the tokens, by recursive descent."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = [*tokens(text), END]
        self._at = 0
        self._depth = 0

    def whole(self) -> Number:
        number = self._sum()
        if self._next is not END:
            raise self._unexpected()
        return Number(number.value + 0.0, number.digits)

    @property
    def _next(self) -> Token:
        return self._tokens[self._at]

    def _take(self, *signs: str) -> str:
        """The next token's text where it is one of these signs, else ""."""
        if self._next.kind != "sign" or self._next.text not in signs:
            return ""
        self._at += 1
        return self._tokens[self._at - 1].text

    def _sum(self) -> Number:
        left = self._product()
        while sign := self._take("+", "-"):
            right = self._product()
            left = self._bounded(left.value + right.value if sign == "+" else left.value - right.value)
        return left

    def _product(self) -> Number:
        left = self._signed()
        while True:
            if sign := self._take(*_MULTIPLY, "/", "//"):
                left = self._multiply(sign, left.value, self._signed().value)
            elif self._multiplies_silently():
                left = self._multiply("*", left.value, self._power().value)
            else:
                return left

    def _multiply(self, sign: str, left: float, right: float) -> Number:
        if sign in _MULTIPLY:
            return self._bounded(left * right)
        if right == 0:
            raise Unreadable(f"{quoted(self._text)} divides by zero: type a number or another expression")
        return self._bounded(left / right if sign == "/" else floor(left / right))

    def _multiplies_silently(self) -> bool:
        """Whether a number and a name or root side by side mean a product, as in 2π or 2 sqrt(3)."""
        number = self._tokens[self._at - 1]
        if number.kind != "number" or not (self._next.kind == "name" or self._next.text == "√"):
            return False
        name = self._next.text
        if name not in _FUNCTIONS and name not in ("π", "pi", "√"):
            return False
        before = self._tokens[self._at - 2] if self._at > 1 else END
        if before.kind == "name" or before.text in ("/", "//", "^", "**", "√"):
            raise self._two_ways(f"brackets and a * before {quoted(name)}")
        return True

    def _signed(self) -> Number:
        negative = False
        while sign := self._take("+", "-"):
            negative ^= sign == "-"
        number = self._power()
        return Number(-number.value, number.digits) if negative else number

    def _power(self) -> Number:
        base = self._percent()
        if not self._take("^", "**"):
            return base
        exponent = self._nested(self._signed)
        if (base.value == 0 and exponent.value < 0) or (base.value < 0 and exponent.value % 1):
            raise Unreadable(f"{quoted(self._text)} has a power without a real value: type the value itself")
        return self._calculated(math.pow, base.value, exponent.value)

    def _percent(self) -> Number:
        number = self._atom()
        while self._take("%"):
            digits = number.digits and Digits(number.digits.places + 2, number.digits.significant)
            number = Number(number.value / 100, digits)
        return number

    def _atom(self) -> Number:
        token = self._next
        if token.kind == "number":
            self._at += 1
            return self._literal(token.text)
        if token.kind == "name":
            self._at += 1
            return self._named(token)
        if self._take("√"):
            return self._calculated(math.sqrt, self._nested(self._atom).value)
        if opening := self._take(*_CLOSED_BY):
            number = self._nested(self._sum)
            self._close(opening)
            return number if opening == "(" else self._calculated(_FUNCTIONS[opening], number.value)
        raise self._unexpected()

    def _literal(self, text: str) -> Number:
        value, digits = literal(text)
        return Number(self._bounded(value).value, digits)

    def _named(self, token: Token) -> Number:
        name = token.text
        if name in _CONSTANTS:
            return Number(_CONSTANTS[name])
        if name in ("nan", "inf", "infinity"):
            raise Unreadable(f"{quoted(token.typed)} is no finite number: type the value of the answer")
        if name not in _FUNCTIONS:
            known = ", ".join(("π", "e", *(known for known in _FUNCTIONS if known.isalnum())))
            raise Unreadable(
                f"the name {quoted(token.typed)} is not known: type a number, or an expression with {known}"
            )
        if not self._take("("):
            return self._without_brackets(name)
        values = [self._nested(self._sum).value]
        while self._take(","):
            values.append(self._nested(self._sum).value)
        self._close("(")
        if len(values) > 1 and name not in ("min", "max"):
            raise self._two_ways(
                "ln of a number with a decimal point, or ln(8)/ln(2) for a logarithm to base 2"
            )
        return self._calculated(_FUNCTIONS[name], *values)

    def _without_brackets(self, name: str) -> Number:
        negative = self._take("-", "+") == "-"
        number = self._nested(self._atom)
        if self._next.text in _BINDS_TIGHTER or self._next.kind == "name" or self._next.text == "√":
            raise self._two_ways(f"brackets after {name}, such as {name}(2)")
        return self._calculated(_FUNCTIONS[name], -number.value if negative else number.value)

    def _close(self, opening: str) -> None:
        if not self._take(_CLOSED_BY[opening]):
            if self._next is END:
                closing = _CLOSED_BY[opening]
                raise Unreadable(f"{quoted(self._text)} opens a {opening} without closing it: add {closing}")
            raise self._unexpected()

    def _nested(self, rule: Callable[[], Number]) -> Number:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise Unreadable(
                f"{quoted(self._text)} is nested more than {_DEEPEST} deep: type a simpler expression"
            )
        number = rule()
        self._depth -= 1
        return number

    def _calculated(self, function: Callable[..., float], *values: float) -> Number:
        try:
            return self._bounded(function(*values))
        except OverflowError:
            raise self._too_large() from None
        except (ValueError, ZeroDivisionError):
            raise Unreadable(
                f"{quoted(self._text)} has a root or logarithm without a real value: type another one"
            ) from None

    def _bounded(self, value: float) -> Number:
        if not abs(value) <= LARGEST:
            raise self._too_large()
        return Number(value)

    def _too_large(self) -> Unreadable:
        return Unreadable(
            f"{quoted(self._text)} is larger than an answer can be (1e100): type a smaller number"
        )

    def _two_ways(self, way_out: str) -> Unreadable:
        return Unreadable(f"{quoted(self._text)} can be read in two ways: type {way_out}")

    def _unexpected(self) -> Unreadable:
        before = self._tokens[self._at - 1].typed if self._at else ""
        here, text = self._next.typed, quoted(self._text)
        if not here:
            return Unreadable(f"{text} stops too early: type a number after {quoted(before)}")
        if here in (",", ";"):
            return Unreadable(f"{text} has a {here} inside one number: type one, with a decimal point")
        if here in _CLOSED_BY.values() and self._after_number():
            return Unreadable(f"{text} closes a {here} that was not opened: type brackets in pairs")
        if self._after_number():
            gap = f"{text} has nothing between {quoted(before)} and {quoted(here)}"
            return Unreadable(f"{gap}: type one number, or * for times")
        return Unreadable(f"{text} has no number before {quoted(here)}: type one there")

    def _after_number(self) -> bool:
        before = self._tokens[self._at - 1] if self._at else END
        return before.kind in ("number", "name") or before.text in ("%", ")", "|", "⌋", "⌉")
