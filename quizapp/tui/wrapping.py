"""Styled text in lines of a width, also where words are written without blanks between them.

Pure. Chinese and Japanese may be broken between any two signs, except that a line neither begins with
what closes nor ends with what opens; other writing is broken at blanks, and within a word only where the
word alone is too wide.
"""

from __future__ import annotations

import re

from textual.content import Content

from cards.formula.cells import cells, chunks

_HAN = "\u2e80-\u2fff\u3006\u3007\u3021-\u30fa\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_OPENING = "（〔〈《「『【〖｛［“‘"
_CLOSING = "、。，．：；！？）〕〉》」』】〗｝］”’…～ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々"

_UNSPACED = re.compile(f"[{_HAN}]")
_PIECE = re.compile(
    rf"\s*[{_OPENING}]*(?:(?![{_CLOSING}])[{_HAN}]|[^\s{_HAN}{_OPENING}{_CLOSING}]+)?[{_CLOSING}]*\s*"
)


def wrap(text: Content, width: int) -> list[Content]:
    """Lines of at most `width` cells; what follows a word that had to be broken has no blank before it."""
    if _UNSPACED.search(text.plain):
        return [
            line.rstrip()
            for part in text.split("\n", allow_blank=True)
            for line in part.divide(_ends(part.plain, width))
        ]
    first, *rest = text.wrap(width) or [Content()]
    return [first, *(line[len(line.plain) - len(line.plain.lstrip(" ")) :] for line in rest)]


def _ends(text: str, width: int) -> list[int]:
    """Where lines end, the last one left out."""
    ends: list[int] = []
    used = 0
    for match in _PIECE.finditer(text):
        whole, place = match[0], match.start()
        piece = whole.rstrip()
        if used and used + cells(piece) > width:
            ends.append(place)
            used = 0
        *full, last = chunks(piece, max(width - used, 2))
        for each in full:
            place += len(each)
            ends.append(place)
            used = 0
        used += cells(last) + len(whole) - len(piece)
    return ends
