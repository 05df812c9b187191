"""Tables that are drawn with tabs, with blanks or with bars, and have no line of dashes below their header.

Works on the lines of one paragraph; what a table asks is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from cards.markdown.tree import Block
from cards.words.wording import count_words

_PARTED = ((re.compile(r"\s*\|\s*"), "|"), (re.compile(r" *\t\s*"), "\t"), (re.compile(r" {2,}"), "  "))
"""What stands between two cells, and by what it is known."""
_PLAIN_NAME = re.compile(r"[^\W\d_][^:.!?;=→`]*")
"""A header that is no statement, formula or value."""
FEWEST, MAX_HEADER, MAX_TITLE = 3, 4, 6
"""Lines of such a table with its header, and words of a cell of that and of a title above."""
MOST_EMPTY = 4
"""Of as many rows one may lack its last cells."""
LEAST_SIDE, LEAST_ALIKE = 3, 4
"""Letters of a name, and in which the names of two things of one kind end alike: `Mitosis` and `Meiosis`."""
_COMMON_ENDS = ("tion", "tions", "ment", "ments")
"""With which columns of all kinds end."""


def drawn_table(block: Block, lines: Sequence[str]) -> list[Block] | None:
    """The table that lines are, below their title if they have one; None where they are no table."""
    for pattern, sign in _PARTED:
        first = 0 if sign in lines[0].strip() else 1
        if len(lines) - first < FEWEST or sign not in lines[first].strip():
            continue
        if first and not _is_title(lines[0]):
            return None
        rows = [pattern.split(line.strip().strip("|").strip()) for line in lines[first:]]
        width = len(rows[0])
        short = sum(len(row) < width for row in rows)
        if max(map(len, rows)) > width or short * MOST_EMPTY > len(rows) or not _has_header(rows):
            return None
        cells = tuple((*row, *[""] * (width - len(row))) for row in rows)
        start = block.start + first
        places = tuple((start + at, start + at) for at in range(len(cells)))
        table = Block("table", start, block.end, rows=cells, lines=places)
        title = [
            block._replace(end=block.start, text=f"{line.strip().rstrip(':')}:") for line in lines[:first]
        ]
        return [*title, table]
    return None


def _is_title(line: str) -> bool:
    name = line.strip().rstrip(":")
    return _PLAIN_NAME.fullmatch(name) is not None and count_words(name) <= MAX_TITLE


def _has_header(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row names its columns; of two columns it has to look different from the rest."""
    header, *told = rows
    if len(header) < 2 or not all(map(_names_column, header)) or not any(len(row) > 1 for row in told):
        return False
    if len(header) > 2:
        return True
    whole = [row for row in told if len(row) == len(header)]
    if all(any(map(str.isdigit, row[1])) for row in whole):
        return True
    capital = all(cell[0].isupper() for cell in header)
    small = [row for row in whole if all(cell[:1].islower() for cell in row)]
    return capital and len(small) * FEWEST >= len(told) * 2


def _names_column(cell: str) -> bool:
    return _PLAIN_NAME.fullmatch(cell) is not None and count_words(cell) <= MAX_HEADER


def are_sides(header: Sequence[str]) -> bool:
    """Whether two columns set things of one kind against each other: `TCP` and `UDP`."""
    one, two = header
    if min(len(one), len(two)) < LEAST_SIDE or one.casefold() == two.casefold():
        return False
    if one.isupper() and two.isupper():
        return True
    alike = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(one[::-1], two[::-1], strict=False))))
    return alike >= LEAST_ALIKE and not one.endswith(_COMMON_ENDS) and one[0].isupper() == two[0].isupper()
