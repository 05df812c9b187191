"""One pass over the lines of a note before it is parsed: front matter, comments, damage.

What must not be read as text (comments, front matter, merge marks, the table of contents between its
marks) is blanked, and a fence that is never closed is closed at the end of its section. The number
of lines never changes, so every later line number is true.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from cards.markdown.fences import FENCE
from cards.markdown.hidden import hide
from cards.markdown.metadata import read_metadata

_HEADING = re.compile(r"[ \t>]{0,8}#{2,6}[ \t]+\S")
MOST_STRAYS = 4
"""Fences that open nothing, of which a file may be freed."""
_SPAN_OR_COMMENT = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)|<!--")
_OUTER_REACH = 200
"""Lines within which the end of a comment around another comment is looked for."""
_TOC_START = re.compile(r"(?i)\s*(?:toc|start[ _-]?toc|markdown-toc|doctoc|toc[ _-]?start)\b")
_TOC_END = re.compile(r"(?i)\s*(?:/toc|toc ?stop|toc[ _-]?end|end[ _-]?toc|end doctoc)\b")
_CONFLICT = re.compile(r"(?:<{7}|>{7}|={7}|\|{7})(?: .*)?$")
_CONFLICTS = frozenset(("<<<<<<<", "=======", ">>>>>>>", "|||||||"))
_EDGE = re.compile(r"(---|\+\+\+)[ \t]*$")


@dataclass(frozen=True, slots=True)
class Comment:
    """An HTML comment: its lines (from 1, both included) and what it says."""

    start: int
    end: int
    text: str


@dataclass(slots=True)
class Scan:
    """The lines to parse, and what was taken out of them."""

    lines: list[str]
    metadata: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    first: int = 1
    """The first line after the front matter."""
    comments: list[Comment] = field(default_factory=list)
    contents: list[tuple[int, int]] = field(default_factory=list)
    """Tables of contents between their marks."""
    damaged: list[tuple[int, int]] = field(default_factory=list)
    """Lines of fences and comments that are never closed, and merge marks."""


def scan(text: str) -> Scan:
    """Blank what is no text; linear in its length."""
    result = Scan(text.split("\n"))
    _take_front_matter(result)
    _Walk(result, "<<<<<<<" in text).run()
    if "%%" in text:
        result.comments += [Comment(*one) for one in hide(result.lines, result.first - 1)]
        result.comments.sort(key=lambda comment: comment.start)
    _take_contents(result)
    return result


def _take_front_matter(scan: Scan) -> None:
    lines = scan.lines
    opening = _EDGE.match(lines[0])
    if not opening:
        return
    for index, line in enumerate(lines[1:400], start=1):
        if line.rstrip() == opening.group(1) or (line.rstrip() == "..." and lines[0].startswith("-")):
            inside = lines[1:index]
            if not inside or any(re.match(r"\s*\{?[\w\"'.-]+\s*[:=]", entry) for entry in inside):
                scan.metadata = read_metadata(inside)
                scan.lines[: index + 1] = [""] * (index + 1)
                scan.first = index + 2
            return
        if line.startswith("#") and line[1:2] == "#":
            return


def _take_contents(scan: Scan) -> None:
    """Blank what stands between the marks of a generated table of contents."""
    opened: int | None = None
    for comment in scan.comments:
        if opened is None and _TOC_START.match(comment.text) and not _TOC_END.match(comment.text):
            opened = comment.start
        elif opened is not None and _TOC_END.match(comment.text):
            scan.contents.append((opened, comment.end))
            scan.lines[opened - 1 : comment.end] = [""] * (comment.end - opened + 1)
            opened = None


class _Walk:
    """The state of the pass: where it is, and which fence is open."""

    def __init__(self, scan: Scan, merges: bool) -> None:
        """`merges` says whether a merge mark stands anywhere."""
        self.scan = scan
        self.merges = merges
        self.lines = scan.lines
        self.at = scan.first - 1
        self.fence: tuple[str, int, int] | None = None
        """Marker, line and quote depth of the open fence."""
        self.boundary: int | None = None
        """The first heading after a blank line since the fence was opened."""
        self.stray: int | None = None
        """The first bare fence whose code held a heading, since one that surely opened some."""
        self.strays = 0
        self.no_close_after = len(self.lines)
        """From this line on there is no end of a comment."""
        self.merging = False

    def run(self) -> None:
        while True:
            while self.at < len(self.lines):
                if self.fence:
                    self._inside(self.lines[self.at])
                else:
                    self._leap()
                self.at += 1
            if not self.fence or not (self._drop_stray() or self._close_at_boundary()):
                return

    def _leap(self) -> None:
        """On to the next line with a sign of what is taken out, and what it begins."""
        for at in range(self.at, len(self.lines)):
            line = self.lines[at]
            if "--" in line or "```" in line or "~~~" in line or (self.merges and line[:7] in _CONFLICTS):
                self.at = at
                self._outside(line)
                return
        self.at = len(self.lines)

    def _outside(self, line: str) -> None:
        if "```" in line or "~~~" in line:
            match = FENCE.match(line)
            if match:
                self._open(line, match)
                return
        if "<!--" in line:
            self._comment(line)
        elif line[:7] in _CONFLICTS and _CONFLICT.match(line):
            self._merge_mark(line)
        elif line.strip() == "-->":
            self.lines[self.at] = ""

    def _open(self, line: str, match: re.Match[str]) -> None:
        self.fence = (match.group(1), self.at, line[: match.start(1)].count(">"))
        self.boundary = None
        if match.group(2):
            self.stray = None

    def _inside(self, line: str) -> None:
        marker, opened, depth = self.fence or ("```", 0, 0)
        if marker[:3] in line:
            match = FENCE.match(line)
            if match and match.group(1).startswith(marker) and not match.group(2).strip():
                if self.boundary is not None and self.stray is None and self._is_bare(opened):
                    self.stray = opened
                self.fence = None
                return
            if match and match.group(2).strip() and self.boundary is not None and self._close_at_boundary():
                self.at -= 1
                return
        if depth and not line.lstrip().startswith(">"):
            self.fence = None
            self.at -= 1
        elif self.boundary is None and not self.lines[self.at - 1].strip() and _HEADING.match(line):
            self.boundary = self.at

    def _is_bare(self, opened: int) -> bool:
        match = FENCE.match(self.lines[opened])
        return match is not None and not match.group(2).strip()

    def _drop_stray(self) -> bool:
        """Where one fence too many turns text into code and code into text, take it away, and go on there."""
        if self.stray is None or self.boundary is not None or self.strays == MOST_STRAYS:
            return False
        inside, headings = True, [0, 0]
        for line in self.lines[self.stray + 1 :]:
            if FENCE.match(line):
                inside = not inside
            elif _HEADING.match(line):
                headings[inside] += 1
        if headings[True] <= headings[False]:
            return False
        self.strays += 1
        self.scan.damaged.append((self.stray + 1, self.stray + 1))
        self.lines[self.stray] = ""
        self.at, self.fence, self.stray = self.stray + 1, None, None
        return True

    def _close_at_boundary(self) -> bool:
        """End the open fence on the blank line before the next heading, and go on from there."""
        assert self.fence
        marker, opened, depth = self.fence
        self.scan.damaged.append((opened + 1, opened + 1))
        if self.boundary is None or self.boundary - 1 <= opened:
            self.fence = None
            return False
        self.lines[self.boundary - 1] = "> " * depth + marker
        self.at, self.fence, self.boundary = self.boundary, None, None
        return True

    def _comment(self, line: str) -> None:
        """Blank every comment that begins on this line; the pass goes on after the last one."""
        kept, position = [], 0
        while match := _SPAN_OR_COMMENT.search(line, position):
            begin = match.start()
            if match.group() != "<!--":
                kept.append(line[position : match.end()])
                position = match.end()
                continue
            kept.append(line[position:begin])
            row, after = self._end_of_comment(line, begin)
            if row > self.at:
                self._hide("".join(kept), line[begin + 4 :], row, after)
                return
            self._note(self.at, self.at, line[begin + 4 : after - 3])
            position = after
        self.lines[self.at] = "".join([*kept, line[position:]])

    def _hide(self, before: str, opening: str, row: int, after: int) -> None:
        first, rest = self.at, self.lines[row][after:]
        self._note(
            first,
            row,
            "\n".join([opening, *self.lines[first + 1 : row], self.lines[row][: max(after - 3, 0)]]),
        )
        self.lines[first] = before
        self.lines[first + 1 : row + 1] = [""] * (row - first)
        self.lines[row] = rest
        self.at = row - 1 if rest.strip() else row

    def _end_of_comment(self, line: str, begin: int) -> tuple[int, int]:
        """Row and column after the comment.

        Comments do not nest, but who comments out a passage that holds a comment ends it with a mark
        on a line of its own, and means that one. An unclosed comment ends with its section.
        """
        column = line.find("-->", begin + 4)
        if column >= 0:
            return self.at, column + 3
        inner = 0
        for row in range(self.at + 1, self.no_close_after):
            column = self.lines[row].find("-->")
            inner += "<!--" in self.lines[row]
            if column >= 0:
                outer = self._outer_end(row, inner) if inner else None
                return (outer, 3) if outer else (row, column + 3)
        self.no_close_after = min(self.no_close_after, self.at)
        self.scan.damaged.append((self.at + 1, self.at + 1))
        last = self.at
        while last + 1 < len(self.lines) and not _HEADING.match(self.lines[last + 1]):
            last += 1
        return last, len(self.lines[last])

    def _outer_end(self, row: int, inner: int) -> int | None:
        """The line that only ends a comment, if one follows before the next comment begins."""
        for later in range(row + 1, len(self.lines)):
            if self.lines[later].strip() == "-->":
                self.lines[later] = "-->"
                return later
            if "<!--" in self.lines[later] or later - row > _OUTER_REACH * inner:
                return None
        return None

    def _note(self, first: int, last: int, text: str) -> None:
        self.scan.comments.append(Comment(first + 1, last + 1, text.strip()))

    def _merge_mark(self, line: str) -> None:
        """The marks of an unresolved merge; a row of equal signs only counts between the others."""
        if line.startswith("<<<<<<<"):
            self.merging = True
        if not self.merging:
            return
        if line.startswith(">>>>>>>"):
            self.merging = False
        self.lines[self.at] = ""
        self.scan.damaged.append((self.at + 1, self.at + 1))
