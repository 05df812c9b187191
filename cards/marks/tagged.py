"""A question that carries a tag: `question #card`, with the answer in the lines or the sub-list below."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cards.marks.lines import Lines, Marked, split_tags, unbulleted

_TAG = re.compile(r"(?i)(?<!\S)#(card|flashcard)(-reverse|-spaced|/reverse)?(?!\S)|\[\[card\]\]")
_ANY_TAG = re.compile(r"#(?i:(?:flash)?card)")
_PROPERTY = re.compile(r"(?:card-[\w-]+|id|collapsed|deck|tags|template)::\s*\S*")
_GAP = re.compile(r"\{\{cloze\s+(.+?)(?:\s*\\\\(.+?))?\}\}|\{\{c?\d*:{0,2}(.+?)(?:::[^{}]*)?\}\}")
_ID = re.compile(r"(?:^|\s)\^\w{6,}\s*$")


def tagged_questions(lines: Lines) -> Iterator[Marked]:
    """Logseq, Neuracache and the flashcard plugins of Obsidian; a tagged heading is read as a heading."""
    if not _ANY_TAG.search(lines.text) and not (lines.has("[[") and "[[card]]" in lines.text.lower()):
        return
    for number in range(1, len(lines) + 1):
        row = lines[number]
        tag = _TAG.search(row) if "card" in row.lower() and lines.free(number) else None
        if not tag or lines.heading(number):
            continue
        front, tags = split_tags(_TAG.sub("", row))
        front = _ID.sub("", unbulleted(front))
        bulleted = re.match(r"\s*[-*+]\s", row) is not None
        if not front:
            continue
        if "::" in front and not _GAP.search(front):
            left, _, right = front.partition("::")
            yield Marked(left.strip(" :"), right.strip(" :"), number, number, tags=tags)
            continue
        last = lines.below(number) if bulleted else lines.paragraph_end(number)
        gaps = _GAP.findall(front)
        if gaps:
            yield Marked(
                _GAP.sub(lambda match: f"**[{match.group(2) or '…'}]**", front),
                _GAP.sub(lambda match: f"**{match.group(1) or match.group(3)}**", front),
                number,
                number,
                "cloze",
                tags=tags,
            )
            continue
        back = (
            "\n".join(
                line
                for line in lines.dedented(number + 1, last).split("\n")
                if not _PROPERTY.fullmatch(unbulleted(line))
            )
            if last > number
            else ""
        )
        back = _ID.sub("", back).strip("\n")
        back = _single(back)
        yield Marked(front, back, number, last, tags=tags, unanswered=not back.strip())
        if back.strip() and tag.group(2) and "spaced" not in tag.group(2):
            yield Marked(back, front, number, last, tags=tags)


def _single(text: str) -> str:
    """The text of a list with one item."""
    rows = [row for row in text.split("\n") if row.strip()]
    return unbulleted(rows[0]) if len(rows) == 1 else text
