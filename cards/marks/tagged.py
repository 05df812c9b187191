"""A question that carries a tag: `question #card`, with the answer in the lines or the sub-list below."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from cards.marks.lines import Lines, Marked, dedented, split_tags, unbulleted

_TAG = re.compile(r"(?i)(?<!\S)#(card|flashcard)(-reverse|-spaced|/reverse)?(?!\S)|#?\[\[(?:flash)?card\]\]")
_ANY_TAG = re.compile(r"#(?i:(?:flash)?card)")
_PROPERTY = re.compile(
    r"(?:card-[\w-]+|id|collapsed|deck|tags|template|background-color|heading|logseq\.[\w.-]+)::.*"
)
_REFERENCE = re.compile(r"(?:\{\{embed\s+)?\(\(([\w-]{8,})\)\)(?:\s*\}\})?")
"""Another point of an outline, by its key."""
_GAP = re.compile(r"\{\{cloze\s+(.+?)(?:\s*\\\\(.+?))?\}\}|\{\{c?\d*:{0,2}(.+?)(?:::[^{}]*)?\}\}")
_BULLETED = re.compile(r"\s*[-*+]\s")
_KEY = re.compile(r"\^\d{13}\s*$")
"""By which Anki knows a card, at its end."""
_BREAK = re.compile(r"<br\s*/?>")
_LETTER = re.compile(r"\w")
NEAR = 2
"""Lines within which the question and the answer of a tag that stands alone are looked for."""
LONGEST = 100
"""Lines within which the key of a card is looked for."""
_ID = re.compile(r"(?:^|\s)\^\w{6,}\s*$")


def tagged_questions(lines: Lines) -> Iterator[Marked]:
    """Logseq, Neuracache and the flashcard plugins of Obsidian, in lines, outlines and headings."""
    if not _ANY_TAG.search(lines.text) and not (lines.has("[[") and "card]]" in lines.text.lower()):
        return
    for number in range(1, len(lines) + 1):
        row = lines[number]
        tag = _TAG.search(row) if "card" in row.lower() and lines.free(number) else None
        if tag:
            yield from _tagged(lines, number, tag)


def _tagged(lines: Lines, number: int, tag: re.Match[str]) -> Iterator[Marked]:
    """The cards of a line with a tag."""
    front, tags = split_tags(_TAG.sub("", lines[number]))
    front = _ID.sub("", unbulleted(front))
    front = front.strip("*_ ") if front.startswith(("**", "__")) else front
    if lines.heading(number):
        yield from _reversible(_headed(lines, number, number, tags), tag)
    elif not front:
        yield from _reversible(_lone(lines, number, tags), tag)
    elif _GAP.search(front):
        hidden = _GAP.sub(lambda match: f"**[{match.group(2) or '…'}]**", front)
        shown = _GAP.sub(lambda match: f"**{match.group(1) or match.group(3)}**", front)
        yield Marked(hidden, shown, number, number, "cloze", tags=tags)
    elif "::" in front:
        left, _, right = front.partition("::")
        yield Marked(left.strip(" :"), right.strip(" :"), number, number, tags=tags)
    else:
        last = lines.below(number) if _BULLETED.match(lines[number]) else lines.paragraph_end(number)
        back = _single(_below(lines, number, last))
        yield from _reversible(Marked(front, back, number, last, tags=tags, unanswered=not back.strip()), tag)


def _reversible(card: Marked | None, tag: re.Match[str]) -> Iterator[Marked]:
    """A card, and its reverse where the tag asks for it."""
    if card:
        yield card
    if card and not card.unanswered and tag.group(2) and "spaced" not in tag.group(2):
        yield replace(card, front=card.back, back=card.front)


def _headed(lines: Lines, heading: int, tag: int, tags: tuple[str, ...]) -> Marked | None:
    """The card of a heading with a tag on its line or the next, down to another heading or tag."""
    below = range(tag + 1, len(lines) + 1)
    over = (at for at in below if lines.heading(at) or (lines.free(at) and _TAG.search(lines[at])))
    last = next(over, len(lines) + 1) - 1
    front, _ = split_tags(_TAG.sub("", lines[heading]).lstrip("# "))
    back = _below(lines, tag, last)
    return Marked(front, back, heading, last, tags=tags) if front and back else None


def _lone(lines: Lines, number: int, tags: tuple[str, ...]) -> Marked | None:
    """The question above a line that is only a tag, with the answer below it."""
    last = lines.filled(number - 1, max(1, number - NEAR)) if number > 1 else 0
    begin = lines.filled(number + 1, min(len(lines), number + NEAR)) if number < len(lines) else 0
    if not last or not begin or not lines.free(last):
        return None
    if lines.heading(last):
        return _headed(lines, last, number, tags)
    first = last
    while first > 1 and lines.free(first - 1) and not lines.heading(first - 1) and _says(lines[first - 1]):
        first -= 1
    end = _keyed_end(lines, begin) or lines.paragraph_end(begin)
    rows = [_KEY.sub("", row) for row in lines.rows[begin - 1 : end]]
    while rows and not _says(rows[-1]) and "```" not in rows[-1]:
        rows.pop()
    front, back = " ".join(lines.dedented(first, last).split()), dedented(rows).strip()
    return Marked(front, back, first, end, tags=tags, unanswered=not back)


def _keyed_end(lines: Lines, begin: int) -> int:
    """The line with the key of the card whose answer begins here; 0 where another card comes first."""
    for at in range(begin, min(len(lines), begin + LONGEST) + 1):
        if lines.heading(at) or (lines.free(at) and _TAG.search(lines[at])):
            return 0
        if _KEY.search(lines[at]):
            return at
    return 0


def _says(row: str) -> bool:
    """Whether a line has a word in it."""
    return _LETTER.search(_BREAK.sub("", row)) is not None


def _below(lines: Lines, number: int, last: int) -> str:
    """What stands below a question, gaps shown, without the books that are kept of it."""
    rows = [row for row in lines.rows[number:last] if not _PROPERTY.fullmatch(unbulleted(row))]
    back = _ID.sub("", dedented(rows)).strip("\n")
    if "((" in back:
        back = _REFERENCE.sub(lambda match: lines.keyed(match.group(1)), back)
    return _GAP.sub(lambda match: (match.group(1) or match.group(3)).strip(), back) if "{{" in back else back


def _single(text: str) -> str:
    """The text of a list with one item."""
    rows = [row for row in text.split("\n") if row.strip()]
    return unbulleted(rows[0]) if len(rows) == 1 else text
