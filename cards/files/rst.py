"""reStructuredText as Markdown: headings by their rules, directives, fields, and code in double backticks.

The number of lines stays as it is. Lists, paragraphs and definitions are written alike in both.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cards.files.source import FileText

_RULE = re.compile(r"([=\-~^\"'#*+.:_`])\1{2,}\s*")
_DIRECTIVE = re.compile(r"(\s*)\.\. ([\w:-]+)::\s*(.*)")
_OPTION = re.compile(r"\s+:[\w-]+:(?:\s.*)?")
_FIELD = re.compile(r"(\s*):([^:`\n]{1,60}):\s+(\S.*)")
_UNSHOWN = re.compile(r"\.\. (?:_[^:]+:.*|\|[^|]+\| .*|\[\w+\] .*|(?![\w:-]+::).*)")
_ROLE = re.compile(r":[\w:+-]+:`([^`<\n]+?)(?:\s*<[^`<>\n]*>)?`")
_LINK = re.compile(r"`([^`<\n]+?)\s*<([^`<>\n]+)>`__?")
_CODE = re.compile(r"``([^`\n]+)``")
_CODES = ("code-block", "code", "sourcecode", "parsed-literal", "highlight")
_MATH = "math"
_SILENT = ("contents", "toctree", "image", "figure", "index", "include", "raw", "meta", "only", "sectnum")
_BOXES = (
    "note",
    "warning",
    "tip",
    "important",
    "hint",
    "caution",
    "danger",
    "attention",
    "seealso",
    "admonition",
)


def read_rst(text: str, file: str) -> FileText:
    """The lines of the same note in Markdown."""
    return FileText(_Lines(text.split("\n")).converted())


class _Lines:
    """The lines on their way; headings get the level that their rule has by its first use."""

    def __init__(self, rows: Sequence[str]) -> None:
        self.rows = rows
        self.lines = list(rows)
        self.levels: list[str] = []
        self.at = 0

    def converted(self) -> list[str]:
        while self.at < len(self.rows):
            if not (self._heading() or self._directive()):
                self.lines[self.at] = self._text(self.rows[self.at])
                self.at += 1
        return self.lines

    def _row(self, at: int) -> str:
        return self.rows[at] if at < len(self.rows) else ""

    def _heading(self) -> bool:
        """A title above its rule, or between two."""
        row, below = self._row(self.at), self._row(self.at + 1)
        framed = _RULE.fullmatch(row) and below.strip() and self._row(self.at + 2).strip() == row.strip()
        if framed:
            self.lines[self.at] = self.lines[self.at + 2] = ""
            self.lines[self.at + 1] = f"{self._mark(row[:1] * 2)} {self._text(below.strip())}"
            self.at += 3
            return True
        plain = bool(row.strip()) and not row[:1].isspace() and not _RULE.fullmatch(row)
        if not plain or not _RULE.fullmatch(below) or len(below.strip()) < len(row.strip()):
            return False
        self.lines[self.at], self.lines[self.at + 1] = f"{self._mark(below[:1])} {self._text(row)}", ""
        self.at += 2
        return True

    def _mark(self, rule: str) -> str:
        if rule not in self.levels:
            self.levels.append(rule)
        return "#" * min(self.levels.index(rule) + 1, 6)

    def _directive(self) -> bool:
        """A directive or a comment with the lines that are indented below it."""
        row = self._row(self.at)
        found = _DIRECTIVE.fullmatch(row)
        if not found:
            if not _UNSHOWN.fullmatch(row):
                return False
            self._blank(self.at, self.at + 1)
            return True
        indent, name, said = found.groups()
        end = self._end(len(indent))
        if name in _SILENT:
            self._blank(self.at, end)
        elif name in _CODES or name == _MATH:
            self._fenced(end, "$$" if name == _MATH else f"```{said}", "$$" if name == _MATH else "```")
        else:
            title = said if name in ("admonition", "seealso") or name not in _BOXES else ""
            box = "note" if name not in _BOXES else name
            self._quoted(end, f"> [!{box}] {title}".rstrip(), "" if title else said)
        return True

    def _end(self, depth: int) -> int:
        """The line behind the last one that is indented deeper."""
        last = self.at
        for at in range(self.at + 1, len(self.rows)):
            row = self.rows[at]
            if row.strip() and len(row) - len(row.lstrip()) <= depth:
                break
            last = at if row.strip() else last
        return last + 1

    def _blank(self, low: int, high: int) -> None:
        self.lines[low:high] = [""] * (high - low)
        self.at = high

    def _fenced(self, end: int, opening: str, closing: str) -> None:
        """Code in place of its directive, closed on the blank line below it."""
        self.lines[self.at] = opening
        body = [row for row in self.rows[self.at + 1 : end] if row.strip() and not _OPTION.fullmatch(row)]
        depth = min((len(row) - len(row.lstrip()) for row in body), default=0)
        for at in range(self.at + 1, end):
            self.lines[at] = "" if _OPTION.fullmatch(self.rows[at]) else self.rows[at][depth:]
        if end < len(self.rows):
            self.lines[end] = closing
        else:
            self.lines.append(closing)
        self.at = end + 1

    def _quoted(self, end: int, opening: str, said: str) -> None:
        """A box in place of its directive; what stands behind its name is its first line."""
        self.lines[self.at] = f"{opening} {said}".rstrip() if said else opening
        for at in range(self.at + 1, end):
            row = self.rows[at].strip()
            self.lines[at] = "" if _OPTION.fullmatch(self.rows[at]) else f"> {self._text(row)}".rstrip()
        self.at = end

    def _text(self, row: str) -> str:
        """A line of text with the marks of Markdown."""
        field = _FIELD.fullmatch(row) if ":" in row else None
        if field:
            row = f"{field.group(1)}**{field.group(2)}**: {field.group(3)}"
        if "`" not in row:
            return row
        row = _CODE.sub(r"`\1`", row)
        return _LINK.sub(r"[\1](\2)", _ROLE.sub(r"\1", row))
