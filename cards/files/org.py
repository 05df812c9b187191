"""Org-mode as Markdown, line by line: headings, code, lists, links, emphasis, drill items."""

from __future__ import annotations

import re
from pathlib import PurePath

from cards.files.org_cards import HEADING, cards_of_org
from cards.files.source import FileText

_KEYWORD = re.compile(r"\s*#\+(\w+):?\s*(.*)$")
_BEGIN = re.compile(r"(?i)(\s*)#\+begin_(\w+)\s*(\S*).*$")
_END = re.compile(r"(?i)\s*#\+end_(\w+)")
_DRAWER = re.compile(r"\s*:(\w+):\s*$")
_LINK = re.compile(r"\[\[([^\]]+)\]\[([^\]]+)\]\]")
_BARE_LINK = re.compile(r"\[\[((?:https?|file):[^\]]+)\]\]")
_MARKS = (
    (re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])"), r"**\1**"),
    (re.compile(r"(?<![\w/:])/(?=[^\s/])([^/\n]+?)(?<=\S)/(?![\w/])"), r"*\1*"),
    (re.compile(r"(?<![\w=])[=~](?=\S)([^=~\n]+?)(?<=\S)[=~](?![\w=])"), r"`\1`"),
)
_STATE = re.compile(r"^(?:TODO|DONE|NEXT|WAITING|CANCELLED)\s+(?:\[#[A-C]\]\s*)?")
_TABLE_RULE = re.compile(r"\s*\|-[-+]*\|?\s*")
_ANSWER = re.compile(r"(?i)(?:the )?answers?:?")


def read_org(text: str, file: str) -> FileText | None:
    """Org lines as Markdown lines; a heading "Answer" below a drill item is its answer."""
    suffix = PurePath(file).suffix.lower()
    if suffix != ".org" and not (
        suffix in ("", ".txt") and re.search(r"(?m)^\*+ .*:drill:|^#\+TITLE:", text[:5000])
    ):
        return None
    lines: list[str] = []
    block = drawer = ""
    for row in text.split("\n"):
        begin, end = _BEGIN.match(row), _END.match(row)
        if block:
            lines.append(
                "```" if end and block == "code" else "" if end else f"> {row}" if block == "quote" else row
            )
            block = "" if end else block
        elif begin:
            block = {"src": "code", "example": "code", "quote": "quote"}.get(begin.group(2).lower(), "text")
            lines.append(f"```{begin.group(3)}" if block == "code" else "")
        elif drawer or _DRAWER.match(row):
            drawer = "" if re.match(r"(?i)\s*:end:\s*$", row) else "open"
            lines.append("")
        else:
            lines.append(_line(row))
    marked = cards_of_org(text.split("\n"), lines)
    for card in marked:
        lines[card.start - 1 : card.end] = [""] * (card.end - card.start + 1)
    return FileText(lines, marked)


def _line(row: str) -> str:
    heading = HEADING.match(row)
    if heading:
        title = _inline(_STATE.sub("", heading.group(2)))
        if _ANSWER.fullmatch(title):
            return ""
        tags = "".join(f" #{tag}" for tag in (heading.group(3) or "").strip(":").split(":") if tag)
        return f"{'#' * min(len(heading.group(1)), 6)} {title}{tags.replace(' #drill', '')}"
    keyword = _KEYWORD.match(row)
    if keyword:
        return ""
    if re.match(r"\s*(?:SCHEDULED|DEADLINE|CLOSED):\s*[<\[]", row):
        return ""
    if _TABLE_RULE.fullmatch(row):
        return row.replace("+", "|")
    item = re.match(r"(\s*)[-+]\s+(?:\[[ X-]\]\s+)?(.*)$", row)
    if item:
        return f"{item.group(1)}- {_inline(item.group(2))}"
    return _inline(row)


def _inline(text: str) -> str:
    text = _LINK.sub(r"[\2](\1)", text)
    text = _BARE_LINK.sub(r"<\1>", text)
    for pattern, replacement in _MARKS:
        text = pattern.sub(replacement, text)
    return text
