"""Gaps: `{{c1::text::hint}}` of Anki anywhere, `==text==` and `{{text}}` in notes that say they hold
cards, `**text**` where the front matter has `cloze: bold`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cards.marks.lines import Lines, Marked, unbulleted

_ANKI = re.compile(
    r"\{\{c?(\d+)::((?:(?!\}\}(?!\})|\{\{|::).){1,2000}?)(?:::((?:(?!\}\}|\{\{).){0,300}?))?\}\}(?!\})"
)
MAX_GAPS = 30
"""Gaps of one passage that are asked for."""
_MARKED = re.compile(
    r"==(?=[^\s=])((?:[^=\n]|=(?!=))+?)(?<=\S)=="
    r"|\{\{(?!(?:cloze|query|embed|renderer|video|tweet|youtube|iframe|function)\b|\[\[)(?:c?\d+:)?([^{}\n:]+)\}\}|\{(?=\d+:)\d+:([^{}\n]+)\}"
)


_QUOTES = re.compile(r"(?m)^[ \t]*>[ \t]?")
_CALLOUT = re.compile(r"\A\[!\w+\][+-]?[ \t]*")
_MARKED_OR_BOLD = re.compile(_MARKED.pattern + r"|(?<!\*)\*\*(?=[^\s*])([^*\n]+?)(?<=\S)\*\*(?!\*)")


def anki_gaps(lines: Lines) -> Iterator[Marked]:
    """A card for each number; the gaps of the others are shown."""
    if not lines.has("{{"):
        return
    for number, last in _passages(lines, _ANKI):
        text = lines.dedented(number, last)
        for front, back in gaps_in(unbulleted(text) if number == last else text):
            yield Marked(front, back, number, last, "cloze")


def gaps_in(text: str) -> list[tuple[str, str]]:
    """Front and back for each number of gaps in a text; of very many, the first ones."""
    groups = dict.fromkeys(match.group(1) for match in _ANKI.finditer(text))
    return [_sides(text, group) for group in list(groups)[:MAX_GAPS]]


def _sides(text: str, group: str) -> tuple[str, str]:
    def front(match: re.Match[str]) -> str:
        return f"**[{match.group(3) or '…'}]**" if match.group(1) == group else match.group(2)

    def back(match: re.Match[str]) -> str:
        return f"**{match.group(2)}**" if match.group(1) == group else match.group(2)

    return _ANKI.sub(front, text), _ANKI.sub(back, text)


def tagged_gaps(lines: Lines) -> Iterator[Marked]:
    """A card for each passage with gaps, each gap in turn."""
    mark = _MARKED
    if lines.bold_gaps:
        mark = _MARKED_OR_BOLD
    elif not (lines.has("==") or lines.has("{")) or not (lines.flashcards or _has_arrows(lines)):
        return
    for number, last in _passages(lines, mark):
        text = _unquoted(lines.dedented(number, last))
        text = unbulleted(text) if number == last else text
        gaps = list(mark.finditer(text))
        for chosen in range(min(len(gaps), MAX_GAPS)):
            front, back = (_shown(text, gaps, chosen, hidden) for hidden in (True, False))
            yield Marked(front, back, number, last, "cloze")


def _has_arrows(lines: Lines) -> bool:
    """Whether cards were found by the arrows of RemNote, which writes its gaps with braces."""
    return bool(lines.taken) and lines.has("{{") and any(map(lines.has, (" >> ", " >>>", " ;; ")))


def _unquoted(text: str) -> str:
    """The text of a quote without its signs and without what only says how it is set: `[!note]`."""
    if not text.startswith(">"):
        return text
    return _CALLOUT.sub("", _QUOTES.sub("", text), count=1)


def _shown(text: str, gaps: Sequence[re.Match[str]], chosen: int, hidden: bool) -> str:
    """A text with its gaps filled; the chosen one is hidden or marked."""
    parts, position = [], 0
    for number, match in enumerate(gaps):
        inside = next(group for group in match.groups() if group)
        parts.append(text[position : match.start()])
        parts.append(inside if number != chosen else "**[…]**" if hidden else f"**{inside}**")
        position = match.end()
    return "".join([*parts, text[position:]])


def _passages(lines: Lines, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """The paragraphs and list items that hold a gap."""
    number = 1
    while number <= len(lines):
        if not lines.free(number) or lines.blank(number) or lines.heading(number):
            number += 1
            continue
        last = number
        if not re.match(r"\s*(?:[-*+]|\d+[.)])\s", lines[number]):
            while (
                last < len(lines)
                and lines.free(last + 1)
                and not lines.blank(last + 1)
                and not lines.heading(last + 1)
            ):
                if re.match(r"\s*(?:[-*+]|1[.)])\s", lines[last + 1]):
                    break
                last += 1
        if any(pattern.search(lines[at]) for at in range(number, last + 1)):
            yield number, last
        number = last + 1
