"""What a part asks for, what was read of the learner's text, and the refusal when nothing could be.

Nothing here reads or judges.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from engine.errors import InputError

Kind = Literal["number", "integer", "vector", "matrix", "shape", "indices", "choice", "interval"]
Value = float | list[float] | list[list[float]] | tuple[float, ...]

_LONGEST_QUOTE = 40
_MOST_VALUES = 6


class Unreadable(InputError):
    """The typed text is no answer of the asked kind; it costs nothing and says what to type."""


@dataclass(frozen=True, slots=True)
class Expected:
    """The layout of an answer.

    Args:
        kind: what is asked for.
        shape: `(n,)` of a vector, `(rows, columns)` of a matrix; empty where any size is read. For
            `indices` a given `(n,)` asks for exactly n of them. Never used for a `shape`, whose rank is
            part of the answer.
        unit: the unit in which the value is returned, such as "px", "MB", "GFLOPs", "%".
        options: the texts of a choice; for `indices` the names of the items, typed instead of positions.
        ordered: whether the order of `indices` counts.
    """

    kind: Kind
    shape: tuple[int, ...] = ()
    unit: str = ""
    options: tuple[str, ...] = ()
    ordered: bool = True


@dataclass(frozen=True, slots=True)
class Digits:
    """How precisely one number was typed.

    `places` counts digits after the decimal point, in the asked unit: "0.50" has 2, "50%" 2, "1e-3" 3,
    "80" 0. It is negative where the last typed digit stands left of the ones: "1.2e6" has -5. The typed
    number is thus known within half of 10**-places. `significant` counts from the first digit that is not
    0: "1.0001" has 5, "0.0012" 2, "80" 2.
    """

    places: int
    significant: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What was read.

    `value` is a float for a number, an int for a whole number where it is whole, a list for a vector,
    nested lists for a matrix, a tuple for a shape, for indices (sorted and without repeats where order
    does not count) and for the two ends of an interval, and the position, from 0, of a choice.
    `digits` has one entry for each cell, row by row; None for a calculation such as 1/3 or sqrt(2), which is
    exact. `shown` is the value as text that reads as the same answer again.
    """

    value: Value
    shown: str
    digits: tuple[Digits | None, ...] = ()
    layout: str = ""

    @property
    def places(self) -> int | None:
        """Fewest places typed in any cell, None where every cell is a calculation."""
        return min((typed.places for typed in self.digits if typed), default=None)

    @property
    def significant(self) -> int | None:
        """Fewest significant digits typed in any cell, None where every cell is a calculation."""
        return min((typed.significant for typed in self.digits if typed), default=None)

    @property
    def echo(self) -> str:
        """The line that tells people what was read, such as "read as 2×2 [[1, 2], [3, 4]]"."""
        return " ".join(filter(None, ("read as", self.layout, self.shown)))


def quoted(text: str) -> str:
    """The text in quotation marks, shortened, with everything unprintable escaped."""
    short = text if len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 1] + "…"
    return '"' + "".join(c if c.isprintable() else ascii(c)[1:-1] for c in short) + '"'


def spelled(value: float) -> str:
    """A number for people: whole ones without a point, others with at most twelve digits."""
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    exact = repr(float(value))
    return exact if len(exact) <= 14 else f"{value:.12g}"


def spelled_list(values: Iterable[float]) -> str:
    return f"[{', '.join(map(spelled, values))}]"


def spelled_briefly(values: Sequence[float]) -> str:
    """The list as it stands in a refusal, with six values at most."""
    if len(values) <= _MOST_VALUES:
        return spelled_list(values)
    return f"{spelled_list(values[:_MOST_VALUES])[:-1]}, ...]"


def as_whole(value: float) -> float:
    """The same number, as an int where it is whole and a float holds it exactly."""
    return int(value) if value == int(value) and abs(value) <= 2**53 else value
