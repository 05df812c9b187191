"""Entries of org-mode that are cards: those for Anki with their fields, items to drill with sides or gaps.

Source: the manuals of anki-editor and of org-drill.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from cards.marks.cloze import gaps_in
from cards.marks.lines import Marked

HEADING = re.compile(r"(\*+)\s+(.*?)\s*(:[\w@:]+:)?\s*$")
_PROPERTY = re.compile(r"\s*:([\w-]+):\s+(.*\S)\s*$")
_DECK = re.compile(r"(?i)#\+(?:PROPERTY:\s*ANKI_DECK|TITLE:)\s+(\S.*?)\s*$")
_END = re.compile(r"(?i)\s*:end:\s*$")
_GAP = re.compile(r"(?<!\[)\[([^\[\]|\n]+)(?:\|\|([^\[\]\n]*))?\](?![\[\](])")
_UNNAMED = re.compile(
    r"(?i)(?:drill|anki)?\s*(?:question|item|entry|card|note|fact|problem|sentence)?\s*\d*|[\d:. -]+"
)
"""The title of an entry that says nothing of its card."""
_SIDED = ("twosided", "multisided")
DRAWER_REACH = 4
"""Lines below a heading within which its properties begin: dates may stand before them."""
LONGEST_DRAWER = 100
"""Lines within which they end."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A heading with what stands below it, down to the next one of its level."""

    title: str
    tags: tuple[str, ...]
    properties: Mapping[str, str]
    start: int
    end: int
    body: str
    fields: Sequence[str]
    """What stands below each of the headings right below it."""

    @property
    def kind(self) -> str:
        return self.properties.get("ANKI_NOTE_TYPE", self.properties.get("DRILL_CARD_TYPE", "")).lower()


def cards_of_org(rows: Sequence[str], lines: Sequence[str]) -> list[Marked]:
    """The cards of all entries that say themselves that they are some.

    Args:
        rows: the file's own.
        lines: the same as Markdown, without drawers.
    """
    named = next((found for row in rows if (found := _DECK.match(row))), None)
    deck = named.group(1) if named else ""
    return [card for entry in _entries(rows, lines) for card in _cards(entry, deck)]


def _entries(rows: Sequence[str], lines: Sequence[str]) -> Iterator[_Entry]:
    heads = [(at, found) for at, row in enumerate(rows) if row[:1] == "*" and (found := HEADING.match(row))]
    for number, (at, found) in enumerate(heads):
        tags = tuple((found[3] or "").strip(":").split(":"))
        properties = _properties(rows[at + 1 : at + LONGEST_DRAWER])
        if "drill" in tags or "ANKI_NOTE_TYPE" in properties:
            after = number + 1
            while after < len(heads) and len(heads[after][1][1]) > len(found[1]):
                after += 1
            inside = heads[number + 1 : after]
            end = heads[after][0] if after < len(heads) else len(rows)
            starts = [start for start, head in inside if len(head[1]) == len(inside[0][1][1])]
            yield _Entry(
                title=found[2],
                tags=tuple(tag for tag in tags if tag and tag not in ("drill", "anki")),
                properties=properties,
                start=at + 1,
                end=end,
                body=_text(lines[at + 1 : starts[0] if starts else end]),
                fields=[_text(lines[one + 1 : other]) for one, other in pairwise((*starts, end))],
            )


def _properties(below: Sequence[str]) -> Mapping[str, str]:
    """The drawer of properties right below a heading."""
    own = list(takewhile(lambda row: row[:1] != "*" and not _END.match(row), below))
    if not any(row.strip().upper() == ":PROPERTIES:" for row in own[:DRAWER_REACH]):
        return {}
    return {found.group(1).upper(): found.group(2) for found in map(_PROPERTY.match, own) if found}


def _text(lines: Iterable[str]) -> str:
    return "\n".join(lines).strip()


def _cards(entry: _Entry, deck: str) -> Iterator[Marked]:
    """The cards of an entry; an item to drill that is a title above its answer is read like any heading."""
    title = "" if _UNNAMED.fullmatch(entry.title) else entry.title
    deck = entry.properties.get("ANKI_DECK", deck)
    made = Marked("", "", entry.start, entry.end, tags=entry.tags, deck=deck)
    if "ANKI_NOTE_TYPE" in entry.properties:
        yield from _of_anki(entry, title, made)
    elif entry.kind in _SIDED and len(entry.fields) > 1:
        one, other = entry.fields[:2]
        for front, back in ((one, other), (other, one)):
            yield replace(made, front=_text((entry.body or title, "", front)), back=back)
    elif len(entry.fields) == 1 and entry.body:
        answer = entry.fields[0]
        yield replace(made, front=_text((title, "", entry.body)), back=answer, unanswered=not answer)
    elif not entry.fields and _GAP.search(entry.body):
        for front, back in _gaps(entry.body):
            yield replace(made, front=front, back=back, kind="cloze")


def _of_anki(entry: _Entry, title: str, made: Marked) -> Iterator[Marked]:
    """The cards of a note for Anki; fields without a heading are the title and the text below it."""
    fields = [*entry.fields] if len(entry.fields) > 1 or "cloze" in entry.kind else []
    fields = fields or [title, entry.body, *entry.fields]
    fields = [field for field in fields if field]
    first, rest = fields[0] if fields else "", "\n\n".join(fields[1:])
    if "cloze" in entry.kind:
        for front, back in gaps_in(first):
            yield replace(made, front=front, back=f"{back}\n\n{rest}".strip(), kind="cloze")
    elif first:
        yield replace(made, front=first, back=rest, unanswered=not rest)
        if rest and "and reversed" in entry.kind:
            yield replace(made, front=rest, back=first)


def _gaps(text: str) -> Iterator[tuple[str, str]]:
    """A card for each gap between brackets, the hint behind two bars; the others are shown."""
    for gap in _GAP.finditer(text):
        before, behind = _GAP.sub(r"\1", text[: gap.start()]), _GAP.sub(r"\1", text[gap.end() :])
        yield f"{before}**[{gap.group(2) or '…'}]**{behind}", f"{before}**{gap.group(1)}**{behind}"
