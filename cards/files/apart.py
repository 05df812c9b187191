"""Tables of Markdown whose rows stand apart, as programs leave them that put a blank line behind each line.

The rows move together, each line with its place; code in fences stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cards.files.source import FileText
from cards.markdown.fences import fenced

_APART = re.compile(r"\|[ \t]*\n[ \t]*\n[ \t]*\|[ \t]*:?--[-:| \t]*\n[ \t]*\n[ \t]*\|")
"""A row, the rule below the header and another row, with blank lines between them."""
_OF_RULES = frozenset("|-: \t")


def with_whole_tables(text: str) -> FileText:
    """The lines of a note, without the blank ones between the rows of its tables."""
    rows = text.split("\n")
    if not _APART.search(text):
        return FileText(rows)
    code = fenced(rows)
    gaps = {gap for at in range(2, len(rows)) if at not in code for gap in _gaps(rows, at)}
    kept = [at for at in range(len(rows)) if at not in gaps]
    return FileText([rows[at] for at in kept], places=[at + 1 for at in kept])


def _gaps(rows: Sequence[str], rule: int) -> Sequence[int]:
    """The blank lines inside of the table whose header stands above this line; none where it is no rule."""
    if not _is_rule(rows[rule]) or not _stands_apart(rows, rule) or rows[rule - 2].lstrip()[:1] != "|":
        return ()
    stop = rule
    while _stands_apart(rows, stop + 2) and not any(map(_is_rule, rows[stop + 3 : stop + 5])):
        stop += 2
    return range(rule - 1, stop, 2) if stop > rule else ()


def _is_rule(row: str) -> bool:
    return "--" in row and row.lstrip()[:1] == "|" and _OF_RULES.issuperset(row)


def _stands_apart(rows: Sequence[str], at: int) -> bool:
    """Whether a line is a row below a blank line."""
    return at < len(rows) and rows[at].lstrip()[:1] == "|" and not rows[at - 1].strip()
