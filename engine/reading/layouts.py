"""Reads what is laid out of several numbers: vectors, matrices, shapes and intervals.

Wrong rows, columns or lengths are refused with the layout that is asked for; a shape of another rank is an
answer. No value is judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.reading.answer import (
    Answer,
    Expected,
    Unreadable,
    as_whole,
    quoted,
    spelled,
    spelled_briefly,
    spelled_list,
)
from engine.reading.cells import Cell, read_cell, read_row
from engine.reading.text import bracketed_groups, inside, split_outside

_Rows = list[list[Cell]]

_TIMES = re.compile(r" *× *|(?<=[0-9)]) *[xX] *(?=[0-9(])")
_BETWEEN = re.compile(
    r"(?:between |from )?(.+?)(?: *\.\.+ *| to | and | *<=? *[^\W\d_]\w* *<=? *| *≤ *[^\W\d_]\w* *≤ *)(.+)",
    re.DOTALL,
)
_DASHED = re.compile(r"([+-]?[0-9]*[.,]?[0-9]+%?)(?:-| - )([+-]?[0-9]*[.,]?[0-9]+%?)")


def read_vector(text: str, expected: Expected) -> Answer:
    length = expected.shape[0] if expected.shape else None
    row = read_row(_unnested(text), length, expected.unit)
    values = [cell.value for cell in row]
    if length is not None and len(values) != length:
        raise Unreadable(
            f"{_counted(length)} asked for, {len(values)} read as {spelled_briefly(values)}:"
            f" type {_example_row(length)}"
        )
    layout = f"{len(values)} value{'s' * (len(values) != 1)}"
    return Answer(values, spelled_list(values), tuple(cell.digits for cell in row), layout)


def _counted(length: int) -> str:
    return "1 value is" if length == 1 else f"{length} values are"


def _without_brackets(text: str) -> str:
    inner = inside(text)
    return text if inner is None else inner


def _example_row(length: int, first: int = 1) -> str:
    return f"[{', '.join(str(n) for n in range(first, first + length))}]" if length <= 6 else "[1, 2, ...]"


def _unnested(text: str) -> str:
    """A vector without its brackets, also where it is written as one row or one column of a matrix."""
    inner = _without_brackets(text)
    groups = bracketed_groups(inner) if inner.startswith("[") else []
    if len(groups) == 1:
        return groups[0]
    return ";".join(groups) or inner


def read_matrix(text: str, expected: Expected) -> Answer:
    rows = _best_rows(text, expected)
    columns = len(rows[0])
    for number, row in enumerate(rows, 1):
        if len(row) != columns:
            raise Unreadable(
                f"row 1 has {columns} values, row {number} has {len(row)}: type rows of one length,"
                f" such as {_example_matrix(expected.shape)}"
            )
    if expected.shape and (len(rows), columns) != expected.shape:
        asked = "×".join(map(str, expected.shape))
        raise Unreadable(
            f"a {asked} matrix is asked for, {len(rows)}×{columns} was read:"
            f" type it such as {_example_matrix(expected.shape)}"
        )
    values = [[cell.value for cell in row] for row in rows]
    shown = f"[{', '.join(map(spelled_list, values))}]"
    digits = tuple(cell.digits for row in rows for cell in row)
    return Answer(values, shown, digits, f"{len(rows)}×{columns}")


def _example_matrix(shape: tuple[int, ...]) -> str:
    rows, columns = shape or (2, 2)
    if rows * columns > 16:
        return "[[1, 2, ...], [3, 4, ...], ...]"
    return f"[{', '.join(_example_row(columns, 1 + columns * row) for row in range(rows))}]"


def _best_rows(text: str, expected: Expected) -> _Rows:
    """The reading of the asked shape; else the first rectangular one; else the first at all."""
    columns = expected.shape[1] if expected.shape else None
    readings: list[_Rows] = []
    refusals: list[Unreadable] = []
    for rows in _row_cuts(text):
        try:
            readings.append(_read_rows(rows, columns, expected.unit))
        except Unreadable as refusal:
            refusals.append(refusal)
    if not readings:
        raise refusals[0]
    fitting = [
        rows for rows in readings if expected.shape in ((), (len(rows), len(rows[0]))) and _is_even(rows)
    ]
    values = [[[cell.value for cell in row] for row in rows] for rows in fitting]
    if expected.shape and any(other != values[0] for other in values):
        raise Unreadable(f"{quoted(text)} can be cut in two ways: type {_example_matrix(expected.shape)}")
    return next(iter(fitting), None) or next(filter(_is_even, readings), readings[0])


def _is_even(rows: _Rows) -> bool:
    return len({len(row) for row in rows}) == 1


def _read_rows(rows: list[str], columns: int | None, unit: str) -> _Rows:
    read = []
    for number, row in enumerate(rows, 1):
        try:
            read.append(read_row(row, columns, unit))
        except Unreadable as refusal:
            raise Unreadable(f"row {number}: {refusal}" if len(rows) > 1 else str(refusal)) from None
    return read


def _row_cuts(text: str) -> Iterator[list[str]]:
    """The ways to cut a matrix into rows: brackets, lines, semicolons, bars, or one row alone."""
    inner = _without_brackets(text)
    if groups := bracketed_groups(inner):
        yield groups
    if "\n" in inner:
        yield [line for line in split_outside(inner, r"\n") if line] or [inner]
    if re.search(r"[;\n]", inner):
        yield [row for row in split_outside(inner, r"[;\n]") if row] or [inner]
    if "\n" not in inner:
        yield [inner]
    if "|" in inner:
        yield split_outside(inner, r"\|")


def read_shape(text: str, _: Expected) -> Answer:
    inner = _without_brackets(text)
    sizes = _sizes(inner) if inner else []
    value = tuple(as_whole(cell.value) for cell in sizes)
    shown = f"({', '.join(map(spelled, value))}{',' * (len(value) == 1)})"
    return Answer(value, shown, tuple(cell.digits for cell in sizes), "the shape")


def _sizes(text: str) -> list[Cell]:
    if re.search(r"[,;\n]", text):
        return read_row(text, None, decimal_comma=False)
    if len(crossed := _TIMES.split(text)) > 1:
        return [read_cell(size) for size in crossed]
    if re.fullmatch(r"[0-9]+(?: *\* *[0-9]+)+", text):
        sizes = re.sub(r" *\* *", ", ", text[:40])
        raise Unreadable(
            f"{quoted(text)} could be the shape ({sizes}) or one size: type ({sizes}), or the product with a"
            " comma behind it"
        )
    return read_row(text, None, decimal_comma=False)


def read_interval(text: str, expected: Expected) -> Answer:
    low, high = _ends(text, expected.unit)
    value = (low.value, high.value)
    if low.value > high.value:
        raise Unreadable(
            f"the interval {spelled_list(value)} ends below its start: type {spelled_list(reversed(value))}"
        )
    return Answer(value, spelled_list(value), (low.digits, high.digits), "the interval")


def _ends(text: str, unit: str) -> tuple[Cell, Cell]:
    if re.match(r"[\[(\]]", text) and re.search(r"[\])\[]\Z", text) and not bracketed_groups(text)[1:]:
        text = text[1:-1].strip()
    if ends := _BETWEEN.fullmatch(text) or _DASHED.fullmatch(text):
        return read_cell(ends[1], unit), read_cell(ends[2], unit)
    row = read_row(text, 2, unit)
    if len(row) != 2:
        raise Unreadable(f"the 2 ends of an interval are asked for, {_seen(row)}: type it such as [0.1, 0.3]")
    return row[0], row[1]


def _seen(row: list[Cell]) -> str:
    return f"{len(row)} value{' was' if len(row) == 1 else 's were'} read"
