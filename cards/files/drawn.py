"""Tables drawn with rules as pipe tables: grids, what databases print, boxes, columns of bare text.

Works on lines that are Markdown already; code in fences stays as it is. A frame around one column is a
drawing and no table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from cards.files.source import FileText, holds_any
from cards.files.spans import Cell, table_lines
from cards.markdown.fences import fenced

_MARKS = ("-+-", "--+", "==+", "-- --", "──", "━━", "══")
"""One of these stands in every drawn table."""
_GRID = re.compile(r" {0,3}\+(?:[-=:]{2,}\+){2,}\s*$")
_CROSSED = re.compile(r"\s{0,3}-{2,}(?:\+-{2,})+\s*$")
_DASHES = re.compile(r" {0,3}-{2,}(?: +-{2,})+ *$")
_SOLID = re.compile(r" {0,3}-{10,} *$")
_COUNTED = re.compile(r"\s*\(?\d+ rows?(?: in set)?(?: ?\([\w. ]+\))?\)?\s*$")
_BOX = re.compile(r" {0,3}[┌┏╔╒╓╭][─━═┬┳╦╤╥┯┰]+[┐┓╗╕╖╮]\s*$")
_AS_ASCII = str.maketrans(
    {
        **dict.fromkeys("│┃║", "|"),
        **dict.fromkeys("─━", "-"),
        "═": "=",
        **dict.fromkeys("┌┏╔╒╓╭┬┳╦╤╥┯┰┐┓╗╕╖╮├┣╠╞╟┡┢┠┝┼╋╬╪╫╇╈┿╂┤┫╣╡╢┩┪┨┥└┗╚╘╙╰┴┻╩╧╨┷┸┘┛╝╛╜╯", "+"),
    }
)
_FRAME = tuple("+|│┃║├┣╠┌┏╔└┗╚")
"""With which the lines of a frame begin: from none but its first one a table is looked for."""
_DASH = re.compile(r"-{2,}")
LONGEST = 500
"""Lines of a drawn table."""


def without_rules(text: FileText) -> FileText:
    """Lines in which the drawn tables are pipe tables, each line with its place."""
    if text.marked or not _may_hold(text.lines):
        return text
    made = list(_lines(text.lines))
    places = [place for place, _ in made]
    if places == list(range(1, len(text.lines) + 1)):
        return text
    if text.places:
        places = [text.places[place - 1] for place in places]
    return replace(text, lines=[line for _, line in made], places=places)


def _may_hold(lines: Sequence[str]) -> bool:
    return holds_any("\n".join(lines), _MARKS)


def _lines(rows: Sequence[str]) -> Iterator[tuple[int, str]]:
    at, code = 0, fenced(rows)
    kept: list[tuple[int, str]] = []
    while at < len(rows):
        found = None if at in code else _table(rows, at)
        if found:
            start, stop, cells = found
            del kept[len(kept) - (at - start) :]
            kept += table_lines(cells, start + 1)
            at = stop
        else:
            kept.append((at + 1, rows[at]))
            at += 1
    yield from kept


Found = tuple[int, int, list[list[Cell]]]
"""The first line of a table, the first one behind it, and its cells."""


def _table(rows: Sequence[str], at: int) -> Found | None:
    """The table whose first rule is this line."""
    row = rows[at]
    if "--" not in row and "==" not in row and "──" not in row and "━━" not in row and "══" not in row:
        return None
    if _GRID.match(row) or _BOX.match(row):
        inside = at > 0 and rows[at - 1].lstrip()[:1] in _FRAME
        return None if inside else _framed(rows, at)
    if _CROSSED.match(row):
        return _crossed(rows, at)
    return _in_columns(rows, at) if _DASHES.match(row) else None


def _framed(rows: Sequence[str], at: int) -> Found | None:
    """A grid or a box: its rows stand between rules, or on one line each below a header."""
    stop = at
    drawn: list[str] = []
    while stop < min(len(rows), at + LONGEST):
        line = rows[stop].translate(_AS_ASCII).strip()
        if not line.startswith(("+", "|")) or not line.endswith(("+", "|")):
            break
        drawn.append(line)
        stop += 1
    width = drawn[0].count("+") - 1
    ruled = [number for number, line in enumerate(drawn) if line.startswith("+") and set(line) <= set("+-=:")]
    if width < 2 or len(ruled) < 2 or len(drawn) < 4:
        return None
    doubled = any("=" in drawn[number] for number in ruled[1:-1])
    a_line_each = len(ruled) <= 3 and not doubled
    cells: list[list[Cell]] = []
    fresh = True
    for number, line in enumerate(drawn):
        if line.startswith("+") or "+--" in line:
            fresh = True
            continue
        parts = [part.strip() for part in line.strip("|").split("|")]
        if len(parts) != width:
            return None
        if fresh or a_line_each:
            cells.append([Cell(part, at + number + 1) for part in parts])
        else:
            cells[-1] = [
                cell._replace(text=f"{cell.text} {part}".strip())
                for cell, part in zip(cells[-1], parts, strict=True)
            ]
        fresh = False
    return (at, _behind_count(rows, stop), cells) if len(cells) > 1 else None


def _behind_count(rows: Sequence[str], stop: int) -> int:
    """The line behind a table, past the number of its rows."""
    return stop + (stop < len(rows) and _COUNTED.match(rows[stop]) is not None)


def _crossed(rows: Sequence[str], at: int) -> Found | None:
    """What a database prints: a header, dashes with crosses, a line for each row."""
    width = rows[at].count("+") + 1
    if at == 0 or rows[at - 1].count("|") != width - 1:
        return None
    stop = at + 1
    while stop < len(rows) and rows[stop].count("|") == width - 1:
        stop += 1
    lines = [at - 1, *range(at + 1, stop)]
    cells = [[Cell(part.strip(), number + 1) for part in rows[number].split("|")] for number in lines]
    return (at - 1, _behind_count(rows, stop), cells) if len(cells) > 1 else None


def _in_columns(rows: Sequence[str], at: int) -> Found | None:
    """Bare text in columns below a header, as wide as the dashes between them."""
    top = at - 1
    while top >= 0 and rows[top].strip() and at - top <= 4 and not _SOLID.match(rows[top]):
        top -= 1
    lined = top >= 0 and _SOLID.match(rows[top]) is not None
    if at == 0 or not rows[at - 1].strip() or (not lined and top < at - 2):
        return None
    edges = [match.start() for match in _DASH.finditer(rows[at])]
    stop = _end_of_columns(rows, at, lined)
    header = _joined([_sliced(rows[number], edges, number + 1) for number in range(top + 1, at)])
    cells = [header]
    fresh = True
    for number in range(at + 1, stop):
        line = rows[number]
        if not line.strip() or _SOLID.match(line) or _DASHES.match(line):
            fresh = True
            continue
        parts = _sliced(line, edges, number + 1)
        if fresh or not lined:
            cells.append(parts)
        else:
            cells[-1] = _joined([cells[-1], parts])
        fresh = False
    closed = stop < len(rows) and bool(_SOLID.match(rows[stop]) or _DASHES.match(rows[stop]))
    enough = len(cells) > 1 and all(sum(bool(cell.text) for cell in row) > 1 for row in cells[:2])
    return (top if lined else top + 1, stop + closed, cells) if enough else None


def _end_of_columns(rows: Sequence[str], at: int, lined: bool) -> int:
    """The first line behind the rows: a rule, or a blank line where no rule has opened the table."""
    last = min(len(rows), at + LONGEST)
    if lined:
        closing = next((number for number in range(at + 1, last) if _SOLID.match(rows[number])), None)
        if closing is not None:
            return closing
    stop = at + 1
    while stop < last and rows[stop].strip() and not _DASHES.match(rows[stop]):
        stop += 1
    return stop


def _sliced(line: str, edges: Sequence[int], place: int) -> list[Cell]:
    """The cells of a line; the first column begins with the line."""
    starts = [0, *edges[1:]]
    ends = [*edges[1:], len(line)]
    return [Cell(line[low:high].strip(), place) for low, high in zip(starts, ends, strict=True)]


def _joined(rows: Sequence[Sequence[Cell]]) -> list[Cell]:
    """Lines of one row as a row."""
    return [
        column[0]._replace(text=" ".join(cell.text for cell in column if cell.text))
        for column in zip(*rows, strict=True)
    ]
