"""Tables of boxes: matrices, cases, aligned lines and the lines under a sum."""

from __future__ import annotations

import re
from itertools import pairwise

from cards.formula.boxes import Box, beside, blank, of_text, set_in, stacked
from cards.formula.tree import Table


def table(node: Table, lines: list[list[Box]]) -> Box:
    """A table of drawn cells: an odd number of lines stands on its middle line, an even one between two."""
    columns = range(max(map(len, lines)))
    widths = [max((line[place].width for line in lines if place < len(line)), default=0) for place in columns]
    numeric = {place for place in columns if node.form == "matrix" and _is_numeric(lines, place)}
    rows = [_line(node, line, widths, numeric) for line in lines]
    touching = [False, *(bool(upper.down + lower.up) for upper, lower in pairwise(rows))]
    if node.form != "lines":
        few = node.form == "cases" and len(rows) == 2
        touching = [any(touching) or few] * len(rows)
    placed: list[Box] = []
    tops: list[int] = []
    for number, line in enumerate(rows):
        if number in node.rules:
            placed.append(of_text("─" * line.width))
        elif number and touching[number]:
            placed.append(blank())
        tops.append(sum(len(box.lines) for box in placed))
        placed.append(line)
    if len(rows) in node.rules:
        placed.append(of_text("─" * rows[0].width))
    middle = len(rows) // 2
    between = (sum(len(box.lines) for box in placed) - 1) // 2
    return stacked(placed, tops[middle] + rows[middle].base if len(rows) % 2 else between, "l")


def _is_numeric(lines: list[list[Box]], place: int) -> bool:
    texts = [line[place].lines[0] for line in lines if place < len(line)]
    return all(re.fullmatch(r"[−+]?[\d.,]+", text) for text in texts)


def _line(table: Table, line: list[Box], widths: list[int], numeric: set[int]) -> Box:
    """One line of a table, its cells in their columns; numbers stand at the right."""
    out: list[Box] = []
    for place, width in enumerate(widths):
        cell = line[place] if place < len(line) else blank()
        between = (0 if place % 2 else 3) if table.form == "lines" else 2
        if place in table.bars:
            out.append(of_text(" │ " if place else "│ "))
        elif place:
            out.append(blank(between))
        align = "r" if place in numeric else table.align[place % len(table.align)]
        out.append(set_in(cell, width, align))
    if len(widths) in table.bars:
        out.append(of_text(" │"))
    return beside(out)
