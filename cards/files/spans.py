"""Tables of other notations as pipe tables: a cell over several rows or columns is told in each of them.

Knows no notation; only lays out cells that somebody else has found.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

WIDEST = 40
"""Columns of a table."""
TALLEST = 60
"""Rows that a cell may span."""


class Cell(NamedTuple):
    """What a cell says, the line on which it begins, and how far it reaches."""

    text: str
    place: int
    rows: int = 1
    columns: int = 1


def laid_out(rows: Sequence[Sequence[Cell]]) -> list[list[Cell]]:
    """Rows of equal length in which a cell that spans several stands in each of them."""
    made: list[list[Cell]] = []
    below: dict[int, tuple[int, Cell]] = {}
    for row in rows:
        cells: list[Cell] = []
        waiting = list(row)
        while (waiting or len(cells) in below) and len(cells) < WIDEST:
            column = len(cells)
            if column in below:
                left, cell = below.pop(column)
                cells.append(cell)
                if left > 1:
                    below[column] = left - 1, cell
                continue
            cell = waiting.pop(0)
            for at in range(column, min(column + max(cell.columns, 1), WIDEST)):
                cells.append(cell)
                if cell.rows > 1:
                    below[at] = min(cell.rows, TALLEST) - 1, cell
        if cells:
            made.append(cells)
    width = max(map(len, made), default=0)
    return [[*cells, *[Cell("", cells[0].place)] * (width - len(cells))] for cells in made]


def table_lines(rows: Sequence[Sequence[Cell]], first: int) -> Iterator[tuple[int, str]]:
    """The lines of a pipe table with their places; the first row is its header.

    Args:
        first: the line with which the table begins.
    """
    yield first, ""
    for number, row in enumerate(rows):
        place = max(cell.place for cell in row)
        yield place, "| " + " | ".join(cell.text.replace("|", "\\|") for cell in row) + " |"
        if number == 0:
            yield place, "|" + " --- |" * len(row)
    yield max((cell.place for cell in rows[-1]), default=first) if rows else first, ""
