"""AsciiDoc as Markdown lines: headings, lists, terms, code, tables, admonitions, inline marks.

Attributes, includes and anchors say nothing to a learner and become blank lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cards.files.source import FileText

_HEADING = re.compile(r"(={1,6})\s+(\S.*?)(?:\s+=+)?\s*$")
_ATTRIBUTE = re.compile(r":!?[\w-]+!?:(?:\s.*)?$")
_BLOCK_ATTRIBUTE = re.compile(r"\[(?!\[)[^\]]*\]\s*$|\[\[[^\]]*\]\]\s*$")
_SOURCE = re.compile(r"\[(?:source|,)\s*,?\s*([\w+#-]+)?.*\]\s*$")
_MATH_BLOCK = re.compile(r"\[(?:latexmath|stem|asciimath)\b.*\]\s*$")
_VERBATIM = re.compile(r"(-{4,}|\.{4,}|\+{4,}|`{3,})\s*(\w*)\s*$")
_FRAME = re.compile(r"(?:={4,}|\*{4,}|_{4,}|--)\s*$")
_SILENT = re.compile(r"(?:include|toc|ifdef|ifndef|endif|ifeval)::|<<<\s*$|'{3}\s*$|//(?!/)|\+\s*$")
_TITLE = re.compile(r"\.([^\s.].*?)\s*$")
_ITEM = re.compile(r"\s*(\*{1,5}|-|\.{1,5}|\d+\.)\s+(?:\[[ x*]\]\s+)?(\S.*)$")
_TERM = re.compile(r"\s*(\S.*?)(:{2,4}|;;)(?:\s+(.*))?$")
_ADMONITION = re.compile(r"(NOTE|TIP|IMPORTANT|WARNING|CAUTION):\s+(\S.*)$")
_PICTURE = re.compile(r"image::?([^\s\[\]]{1,400})\[([^\[\]]{0,400})\]")
_CELL = re.compile(r"(?<!\\)(?:\d*[.+<>^*aehlmdsv\d]{0,6})?\|")
_INLINE = (
    (re.compile(r"(?:link:|xref:)([^\s\[\]]{1,400})\[([^\[\]]{0,400})\]"), r"[\2](\1)"),
    (re.compile(r"(?<![(\[<])(https?://[^\s\[\]]{1,400})\[([^\[\]]{1,400})\]"), r"[\2](\1)"),
    (re.compile(r"<<[^,<>]{1,200},\s*([^<>]{1,200})>>"), r"\1"),
    (re.compile(r"<<([^<>]+)>>"), r"\1"),
    (re.compile(r"(?:stem|latexmath|asciimath):\[((?:[^\[\]\\]|\\.){0,400})\]"), r"$\1$"),
    (re.compile(r"\[\.?[\w.-]+\]#([^#\n]+)#"), r"\1"),
    (re.compile(r"\(\(\(?[^()]{1,200}\)?\)\)"), ""),
    (re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]+?)(?<=[^\s*])\*(?![\w*])"), r"**\1**"),
    (re.compile(r"(?<!\w)_(?=[^\s_])([^_\n]+?)(?<=[^\s_])_(?!\w)"), r"*\1*"),
)
_SPAN = re.compile(r"(`[^`\n]+`|\$[^$\n]+\$)")


def read_asciidoc(text: str, file: str) -> FileText:
    """AsciiDoc lines as Markdown lines, each with the number of the line that it comes from."""
    made = list(_lines(text.split("\n")))
    return FileText([line for _, line in made], places=[number for number, _ in made])


def _lines(rows: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Each line with its number in the file."""
    at, announced, in_header = 0, "", False
    while at < len(rows):
        row = rows[at]
        verbatim = _VERBATIM.match(row)
        if row.rstrip() == "////":
            end = _closing(rows, at)
            yield from ((number + 1, "") for number in range(at, end + 1))
        elif verbatim or (announced == "$$" and row.strip() == "++++"):
            end = _closing(rows, at)
            fence = "$$" if announced == "$$" else "```"
            language = "" if fence == "$$" else announced or (verbatim.group(2) if verbatim else "")
            yield at + 1, f"{fence}{language}"
            yield from ((number + 1, rows[number]) for number in range(at + 1, end))
            yield end + 1, fence
        elif row.rstrip() in ("|===", ",===", "!==="):
            end = _closing(rows, at)
            yield from _table(rows[at + 1 : end], at + 2)
            yield end + 1, ""
        else:
            end = at
            in_header = (in_header and bool(row.strip())) or (row.startswith("= ") and at < 5)
            yield at + 1, "" if in_header and not row.startswith("= ") else _line(row)
        announced = _announced(row) or (announced if end == at and not row.strip() else "")
        at = end + 1


def _closing(rows: Sequence[str], at: int) -> int:
    """The line with the same delimiter as this one; the last line where none follows."""
    sign = rows[at].rstrip() if not rows[at].startswith("```") else "```"
    return next((end for end in range(at + 1, len(rows)) if rows[end].rstrip() == sign), len(rows) - 1)


def _announced(row: str) -> str:
    """What a line of attributes says of the block below it: its language, or that it is a formula."""
    if _MATH_BLOCK.match(row):
        return "$$"
    source = _SOURCE.match(row)
    return (source.group(1) or "") if source else ""


def _line(row: str) -> str:
    heading = _HEADING.match(row)
    if heading:
        return f"{'#' * len(heading.group(1))} {_inline(heading.group(2))}"
    if any(mark.match(row) for mark in (_ATTRIBUTE, _BLOCK_ATTRIBUTE, _FRAME, _SILENT)):
        return ""
    item = _ITEM.match(row)
    if item:
        mark = item.group(1)
        numbered = mark[0] in ".0123456789"
        depth = len(mark) - 1 if mark[0] in "*." else 0
        return f"{'    ' * depth}{'1.' if numbered else '-'} {_inline(item.group(2))}"
    title = _TITLE.match(row)
    if title:
        return f"**{_inline(title.group(1))}**"
    admonition = _ADMONITION.match(row)
    if admonition:
        return f"{admonition.group(1).capitalize()}: {_inline(admonition.group(2))}"
    term = _TERM.match(row)
    if term and "://" not in row:
        return f"- **{_inline(term.group(1))}**: {_inline(term.group(3) or '')}".rstrip()
    return _inline(row)


def _inline(text: str) -> str:
    text = _PICTURE.sub(r"![\2](\1)", text)
    parts = _SPAN.split(text)
    for at in range(0, len(parts), 2):
        for pattern, replacement in _INLINE:
            parts[at] = pattern.sub(replacement, parts[at])
    return "".join(parts)


def _table(rows: Sequence[str], first: int) -> Iterator[tuple[int, str]]:
    """The rows of a table; a row is as long as its first line, or as the lines up to the first blank one."""
    cells: list[tuple[int, str]] = []
    width = 0
    for number, row in enumerate(rows, start=first):
        if not row.strip():
            width = width or len(cells)
        elif _CELL.search(row):
            found = [part.strip() for part in _CELL.split(row)[1:]]
            cells += [(number, _inline(cell).replace("|", "\\|")) for cell in found]
            width = width or (len(found) if len(found) > 1 else 0)
        elif cells:
            cells[-1] = (cells[-1][0], f"{cells[-1][1]} {_inline(row.strip())}")
    width = width or 1
    yield first, ""
    for at in range(0, len(cells), width):
        yield cells[at][0], "| " + " | ".join(cell for _, cell in cells[at : at + width]) + " |"
        if at == 0:
            yield cells[at][0], "|" + " --- |" * width
