"""Comments between `%%` marks, as Obsidian has them: within a line, or over several.

What stands in code is left alone, and so is a mark that has no partner.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator

from cards.markdown.fences import fenced

_SPAN_OR_MARK = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)|(?<![%\S])%%(?!%)")
_END = "%%"


def hide(lines: list[str], first: int) -> Iterator[tuple[int, int, str]]:
    """Blanks such comments from an index on; gives the lines of each, from 1, and its text."""
    code, at = fenced(lines), first
    closes = deque(row for row in range(first, len(lines)) if _END in lines[row])
    while at < len(lines):
        if at not in code and _END in lines[at]:
            yield from _within(lines, at)
            if lines[at].lstrip().startswith(_END):
                while closes and closes[0] <= at:
                    closes.popleft()
                if closes:
                    last = closes.popleft()
                    yield at + 1, last + 1, _blank(lines, at, last)
                    at = last - 1 if lines[last].strip() else last
        at += 1


def _within(lines: list[str], at: int) -> Iterator[tuple[int, int, str]]:
    """Comments that begin and end on one line."""
    line, kept, position = lines[at], [], 0
    for match in _SPAN_OR_MARK.finditer(line):
        end = line.find(_END, match.end())
        if match.start() < position or match.group() != _END or end < 0:
            continue
        kept.append(line[position : match.start()])
        yield at + 1, at + 1, line[match.end() : end].strip()
        position = end + 2
    lines[at] = "".join([*kept, line[position:]]).rstrip() if kept or position else line


def _blank(lines: list[str], start: int, last: int) -> str:
    opening = lines[start].lstrip().removeprefix(_END)
    ending, _, rest = lines[last].partition(_END)
    text = "\n".join([opening, *lines[start + 1 : last], ending]).strip()
    lines[start:last] = [""] * (last - start)
    lines[last] = rest
    return text
