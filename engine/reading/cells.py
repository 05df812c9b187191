"""Reads one number, and a row of them whose separators are not known beforehand.

"0.1, 0.2", "0.1 0.2", "0,1; 0,2", "0,1 0,2" are rows of two. Every way to cut the text is tried; the one
that gives the asked count counts, and where two ways do and differ, the text is refused as ambiguous.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from engine.reading.answer import Digits, Unreadable, quoted, spelled_briefly
from engine.reading.expression import LARGEST, Number, evaluate
from engine.reading.text import split_outside
from engine.reading.units import factor

_LONGEST = 200
_GROUPED = re.compile(r"(?<![0-9.,_])[1-9][0-9]{0,2}(?:[ '][0-9]{3})+(?![0-9])")
_MIXED = re.compile(r"([+-]?) ?([0-9]{1,15}) ([1-9][0-9]{0,14})/([1-9][0-9]{0,14})")
_UNIT = re.compile(
    r"(.*(?:[0-9.)|⌋⌉%]|(?<![^\W\d_])(?:pi|π|e)(?![^\W\d_]))) *((?:%|[^\W\d_]+)(?:[ /][^\W\d_]+)*)", re.DOTALL
)
_PER_CENT = re.compile(r"(?<=[0-9)]) *per ?cent\b", re.IGNORECASE)
_CONSTANTS = ("e", "pi", "π")
_LEADING_ZEROS = re.compile(r"[+-]?0[0-9]{2,}")


@dataclass(frozen=True, slots=True)
class Cell:
    """One number in the asked unit; `factor` is what the typed one was converted by, None without a unit."""

    value: float
    digits: Digits | None
    factor: float | None = None


def read_cell(text: str, unit: str = "") -> Cell:
    """One number or expression with or without its unit, thousands grouped or mixed ("3 1/2").

    Raises:
        Unreadable: anything else.
    """
    text = _PER_CENT.sub("%", text.strip())
    if not text:
        raise Unreadable("no number was typed: type one such as 0.5 or 1/3")
    if len(text) > _LONGEST:
        raise Unreadable(
            f"{quoted(text)} is longer than {_LONGEST} characters: type one number or expression"
        )
    written, typed_unit = _apart(text, unit)
    number = _mixed(written) or evaluate(_GROUPED.sub(_joined, written))
    return _converted(number, factor(typed_unit, unit)) if typed_unit else Cell(number.value, number.digits)


def _apart(text: str, unit: str) -> tuple[str, str]:
    """The number and the unit behind it; per cent is a unit only where it is asked for."""
    match = _UNIT.fullmatch(text)
    if match is None or match[2].casefold() in _CONSTANTS or (match[2] == "%" != unit):
        return text, ""
    if unit == "%" and "%" in match[1]:
        raise Unreadable(f"{quoted(text)} has more than one %: type the per cent as one number")
    return match[1], match[2]


def _joined(match: re.Match[str]) -> str:
    return match[0].replace(" ", "").replace("'", "")


def _mixed(text: str) -> Number | None:
    """The value of "3 1/2"."""
    match = _MIXED.fullmatch(text)
    if match is None or float(match[3]) >= float(match[4]):
        return None
    if _GROUPED.search(text):
        whole, top, bottom = match[2], match[3], match[4]
        raise Unreadable(
            f"{quoted(text)} could be {whole}{top}/{bottom} or {whole} + {top}/{bottom}: type one of these"
        )
    size = float(match[2]) + float(match[3]) / float(match[4])
    return Number(-size if match[1] == "-" else size)


def _converted(number: Number, times: float) -> Cell:
    value = number.value * times
    if abs(value) > LARGEST:
        raise Unreadable("the number is larger than an answer can be (1e100): type a smaller number")
    digits = number.digits
    if digits and times != 1:
        digits = Digits(math.floor(digits.places - math.log10(times) + 1e-9), digits.significant)
    return Cell(value, digits, times)


def read_row(text: str, count: int | None, unit: str = "", *, decimal_comma: bool = True) -> list[Cell]:
    """The numbers of a row, cut so that there are `count` of them wherever a cut gives that many.

    The row may have another length where none does: the caller knows what that means. With
    `decimal_comma=False` a comma always separates.

    Raises:
        Unreadable: a value cannot be read, or two cuts fit and give different numbers.
    """
    text = text.strip(" \n").rstrip(" \n,;")
    fitting: list[list[Cell]] = []
    others: list[list[Cell]] = []
    refusals: list[Unreadable] = []

    def attempt(cut: list[str]) -> None:
        try:
            row = _read_all(cut, unit)
        except Unreadable as refusal:
            refusals.append(refusal)
        else:
            (fitting if count in (None, len(row)) else others).append(row)

    for cut in _cuts(text, count, decimal_comma):
        attempt(cut)
    if not fitting and "|" in text:
        attempt(split_outside(text.removeprefix("|"), r"\|"))
    if fitting:
        return _the_only(text, fitting)
    if others:
        return others[0]
    raise refusals[0] if refusals else _one_or_several(text)


def _cuts(text: str, count: int | None, decimal_comma: bool) -> Iterator[list[str]]:
    """The ways to cut a row, likeliest first; thousands such as 1,000 are never cut in two."""
    if re.search(r"[;\n]", text):
        yield split_outside(text, r"[;\n]")
    cuts = []
    if "," in text:
        cuts.append(split_outside(text, ","))
    if decimal_comma and re.search(r",\s", text):
        cuts.append(split_outside(text, r",\s+"))
    by_blanks = split_outside(text, r"\s+")
    if "," not in text or (decimal_comma and (count == 1 or len(by_blanks) > 1)):
        cuts.append(by_blanks)
    yield from (cut for cut in cuts if not any(map(_LEADING_ZEROS.fullmatch, cut)))
    if count == 1 and len(by_blanks) > 1:
        yield [text]


def _read_all(pieces: list[str], unit: str) -> list[Cell]:
    row = []
    for place, piece in enumerate(pieces, 1):
        try:
            row.append(read_cell(piece, unit))
        except Unreadable as refusal:
            raise Unreadable(f"value {place}: {refusal}" if len(pieces) > 1 else str(refusal)) from None
    factors = {cell.factor for cell in row}
    if None in factors and factors - {None, 1.0}:
        raise Unreadable(f"only some values have the unit of their own: type every value in {unit}")
    return row


def _the_only(text: str, rows: list[list[Cell]]) -> list[Cell]:
    readings = {tuple(cell.value for cell in row): row for row in rows}
    if len(readings) > 1:
        first, second, *_ = map(spelled_briefly, readings)
        raise Unreadable(f"{quoted(text)} could be {first} or {second}: put semicolons between the values")
    return rows[0]


def _one_or_several(text: str) -> Unreadable:
    return Unreadable(f"{quoted(text)} could be one number or several: put a semicolon between two values")
