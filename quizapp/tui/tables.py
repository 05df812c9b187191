"""Tables of Markdown in columns for a width. Pure.

Where not all fits, those columns give way that cost the fewest lines; words and formulas are broken last.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from textual.content import Content

from cards.terminal import around
from quizapp.tui.wrapping import wrap

GAP = 2
"""Cells between two columns."""

NARROWEST = 6
"""Cells below which no column is squeezed."""

Words = tuple[int, ...]
"""The cells of each piece of a cell that is not broken."""


def table(
    rows: Sequence[Sequence[Content]], width: int, whole: str, rule: str, form: str = ""
) -> Iterator[Content]:
    """Columns with a line below the head; rows stand apart where cells go over several lines.

    Args:
        rows: the cells, the head first.
        width: cells of a line.
        whole: the style of what is not broken at its blanks, where it is all that a cell holds.
        rule: the style of the line.
        form: where the cells of each column stand, as the block of a table says it.
    """
    widths = column_widths([[_words(cell, whole) for cell in row] for row in rows], width)
    wrapped = [[wrap(cell, size) for cell, size in zip(row, widths, strict=False)] for row in rows]
    apart = any(len(cell) > 1 for row in wrapped[1:] for cell in row)
    for index, cells in enumerate(wrapped):
        if index > 1 and apart:
            yield Content()
        for number in range(max(map(len, cells), default=0)):
            parts = [(cell[number] if number < len(cell) else Content()).rstrip() for cell in cells]
            padded = [
                _padded(part, size, sign)
                for part, size, sign in zip(parts, widths, form.ljust(len(widths)), strict=False)
            ]
            line = Content(" " * GAP).join(padded)
            yield line.stylize("bold") if index == 0 else line
        if index == 0:
            yield Content.styled((" " * GAP).join("─" * size for size in widths), rule)


def _padded(part: Content, size: int, sign: str) -> Content:
    before, behind = around(size - part.cell_length, sign)
    return part.pad_left(before).pad_right(behind)


def _words(cell: Content, whole: str) -> Words:
    text = cell.plain
    if any(span.style == whole and span.end - span.start == len(text) for span in cell.spans):
        return (cell.cell_length,)
    return tuple(Content(word).cell_length for word in text.split())


def column_widths(rows: Sequence[Sequence[Words]], width: int) -> list[int]:
    """How wide each column is.

    Args:
        rows: the words of each cell.
        width: cells of a line.
    """
    columns = list(zip(*rows, strict=False))
    room = max(width - GAP * (len(columns) - 1), 1)
    widths = [min(max(max(map(_length, column)), 1), room) for column in columns]
    floors = [max(NARROWEST, *(max(words, default=0) for words in column)) for column in columns]

    @cache
    def lines(column: int, size: int) -> tuple[int, ...]:
        return tuple(_lines(words, size) for words in columns[column])

    def cost(column: int, size: int) -> int:
        """Lines that come when a column is narrowed to a size."""
        return sum(max(0, new - old) for new, old in zip(lines(column, size), tall, strict=True))

    def gain(column: int) -> int:
        """Cells by which a column can be narrowed for the lines that the first of them costs."""
        size = widths[column]
        least, price = max(floors[column], size - sum(widths) + room), cost(column, size - 1)
        return next((size - less for less in range(least, size) if cost(column, less) == price), 1)

    while sum(widths) > room and max(widths) > NARROWEST:
        tall = [max(row) for row in zip(*(lines(*one) for one in enumerate(widths)), strict=True)]
        gains = {column: gain(column) for column, size in enumerate(widths) if size > floors[column]}
        if not gains:
            widths[widths.index(max(widths))] -= 1
            continue
        chosen = min(gains, key=lambda one: (cost(one, widths[one] - 1) / gains[one], -widths[one]))
        widths[chosen] -= gains[chosen]
    return widths


def _length(words: Words) -> int:
    return sum(words) + max(len(words) - 1, 0)


def _lines(words: Words, size: int) -> int:
    """Into how many lines the words of a cell are broken."""
    count, used = 1, 0
    for word in words:
        if used and used + 1 + word > size:
            count, used = count + 1, 0
        used += word + (1 if used else 0)
    return count
