"""A note cut at its headings, with its own lines: for whoever needs the author's text and not its cards."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cards.markdown.fences import fenced

_HEADING = re.compile(r" {0,3}(#{1,6})\s+(.*?)\s*#*\s*$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a passage."""

    number: int
    text: str
    code: bool
    """Whether it stands in a fence or is one."""


@dataclass(frozen=True, slots=True)
class Passage:
    """What stands under a heading up to the next one."""

    path: tuple[str, ...]
    """The headings above it, its own last."""
    lines: tuple[Line, ...]
    """The heading is the first, where there is one."""

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


def passages(text: str) -> list[Passage]:
    """The passages of a Markdown text; headings inside of fences are code."""
    found: list[Passage] = []
    path: list[tuple[int, str]] = []
    lines: list[Line] = []
    rows = text.split("\n")
    code = fenced(rows)

    def close() -> None:
        if any(line.text.strip() for line in lines):
            found.append(Passage(tuple(title for _, title in path), tuple(lines)))
        lines.clear()

    for number, row in enumerate(rows, 1):
        heading = None if number - 1 in code else _HEADING.match(row)
        if heading:
            close()
            level = len(heading.group(1))
            path = [*(entry for entry in path if entry[0] < level), (level, heading.group(2))]
        lines.append(Line(number, row, number - 1 in code))
    close()
    return found
