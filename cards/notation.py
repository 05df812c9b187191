"""The notation of the shipped notes: a heading followed by a comment that begins with `card:`.

Everything else in such a file is for readers only. `data/README.md` describes the notation to authors.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import get_args

from cards.asking.front import Question
from cards.cutting import Draft
from cards.markdown.scan import Comment
from cards.markdown.tree import Block, Section, render
from cards.model import Kind
from cards.words.wording import plain

_CARD = re.compile(r"\s*card\s*:", re.IGNORECASE)
_ENTRY = re.compile(r"\s*([\w-]+)\s*:\s*(.*?)\s*$", re.DOTALL)
_READING = re.compile(r"^Further reading\s*:\s*", re.IGNORECASE)
BOLD = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", re.DOTALL)
_KINDS = frozenset(get_args(Kind))

GAP = "[…]"
"""What stands in the front of a cloze card for the passage to remember."""

ANSWER = "answer"
"""What a comment says between the rest of a front and the back, where a heading cannot hold the front."""


def directives(comments: Sequence[Comment]) -> Sequence[Comment]:
    """The comments that carry a card."""
    return [comment for comment in comments if _CARD.match(comment.text)]


def read_notation(found: Sequence[Section], comments: Sequence[Comment]) -> dict[int, Draft]:
    """A draft for each heading that is followed by such a comment, by the number of its section."""
    starts = [section.start for section in found]
    owners: dict[int, Comment] = {}
    position = 0
    for comment in directives(comments):
        while position + 1 < len(found) and starts[position + 1] <= comment.start:
            position += 1
        if position < len(found) and _follows_heading(found[position], comment):
            owners.setdefault(position, comment)
    parting = [comment for comment in comments if comment.text.strip().casefold() == ANSWER]
    return {number: _draft(found, number, comment, owners, parting) for number, comment in owners.items()}


def _follows_heading(section: Section, comment: Comment) -> bool:
    before_text = not section.blocks or comment.end <= section.blocks[0].start
    return section.heading is not None and section.start <= comment.start and before_text


def _draft(
    found: Sequence[Section],
    number: int,
    comment: Comment,
    owners: Mapping[int, Comment],
    parting: Sequence[Comment],
) -> Draft:
    section = found[number]
    entries = read_directive(comment.text)
    body, last = _body(found, number, owners)
    asked, body = _parted(body, parting, comment.end, last)
    reading = ""
    if body and body[-1].kind == "paragraph" and _READING.match(body[-1].text):
        reading = _READING.sub("", body[-1].text).strip()
        body = body[:-1]
    kind: Kind = entries.get("kind", "basic")  # type: ignore[assignment]
    kind = kind if kind in _KINDS else "basic"
    title = "" if entries.get("front") == "below" else plain_front(section)
    back = render(body)
    rest = gapped(back) if kind == "cloze" and not asked else render(asked)
    front = "\n\n".join(part for part in (title, rest) if part)
    return Draft(
        question=Question(front, verbatim=True),
        back=back,
        start=section.start,
        end=max(last, comment.end),
        kind=kind,
        id=entries.get("card", ""),
        tags=_list(entries.get("tags", "")),
        exercises=_list(entries.get("exercises", "")),
        difficulty=int(entries["difficulty"]) if entries.get("difficulty", "") in ("1", "2", "3") else None,
        reading=reading,
        explicit=True,
    )


def gapped(back: str) -> str:
    """The text of a cloze card with a gap for each bold passage."""
    return BOLD.sub(f"**{GAP}**", back)


def _parted(
    body: list[Block], parting: Sequence[Comment], first: int, last: int
) -> tuple[list[Block], list[Block]]:
    """The blocks that belong to the front, and those of the back."""
    line = next((one.start for one in parting if first <= one.start <= last), first)
    asked = [block for block in body if block.end <= line]
    return asked, body[len(asked) :]


def plain_front(section: Section) -> str:
    """The heading as the author wrote it, on one line."""
    return " ".join(section.heading.text.split()) if section.heading else ""


def read_directive(text: str) -> dict[str, str]:
    """The keys of a comment, separated by semicolons or line ends."""
    entries: dict[str, str] = {}
    for part in re.split(r"[;\n]", text):
        match = _ENTRY.match(part)
        if match:
            entries[match.group(1).lower()] = match.group(2)
    return entries


def _body(found: Sequence[Section], number: int, owners: Mapping[int, Comment]) -> tuple[list[Block], int]:
    """The blocks up to the next heading of the same or a higher level, or the next card."""
    section = found[number]
    level = int(section.heading.info) if section.heading else 0
    blocks = list(section.blocks)
    for later in range(number + 1, len(found)):
        heading = found[later].heading
        if heading is None or int(heading.info) <= level or later in owners:
            break
        blocks.extend([heading, *found[later].blocks])
    blocks = [block for block in blocks if block.kind != "rule"]
    return blocks, max((block.end for block in blocks), default=section.start)


def _list(text: str) -> tuple[str, ...]:
    return tuple(plain(part) for part in text.split(",") if part.strip())
