"""Lists with signs of their own, as word processors copy them, as lists of Markdown: `•`, `○`, `▪`, `➢`.

The number of lines stays as it is; how deep an item is shows in its indentation and in its sign.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from cards.files.source import FileText
from cards.markdown.fences import fenced

_SIGNS = "•●▪◦‣∙○■□►▸➢➤❖◆◇"
_ITEM = re.compile(rf"([ \t]*)([{_SIGNS}\uf0b7\uf0a7]|o(?=\t))[ \t\u00a0]+(?=\S)")
DEEPEST = 8
"""Lists inside of lists; deeper items stand beside them."""


def with_own_bullets(text: FileText) -> FileText:
    """Lines whose bullets are those of Markdown; the same ones where there are none of others."""
    if text.marked:
        return text
    lines = _converted(text.lines)
    return replace(text, lines=lines) if lines else text


def _converted(rows: Sequence[str]) -> list[str]:
    """The lines with other bullets, none at all where an outline shows its depth by nothing else."""
    whole = "\n".join(rows)
    if not any(map(whole.__contains__, f"{_SIGNS}\uf0b7\uf0a7")):
        return []
    found = {at: match for at, row in enumerate(rows) if (match := _ITEM.match(row))}
    signs = {match.group(2) for match in found.values()}
    if len(signs) < 2 and not any(match.group(1) for match in found.values()):
        return []
    lines = list(rows)
    open_items: list[tuple[int, str]] = []
    code = fenced(rows)
    for at, row in enumerate(rows):
        item = None if at in code else found.get(at)
        if item:
            key = len(item.group(1).expandtabs(4)), item.group(2)
            while open_items and key not in open_items and open_items[-1][0] > key[0]:
                open_items.pop()
            if key in open_items:
                del open_items[open_items.index(key) + 1 :]
            else:
                open_items.append(key)
            depth = min(len(open_items) - 1, DEEPEST)
            lines[at] = f"{'    ' * depth}- {row[item.end() :]}"
        elif not row.strip() or not row[:1].isspace():
            open_items = open_items if not row.strip() else []
        elif open_items:
            lines[at] = f"{'    ' * min(len(open_items), DEEPEST + 1)}{row.strip()}"
    return lines
