"""Cards as YAML inside of a note: a fence `flashcard` with `Front:` and `Back:`, `cards:` above the text."""

from __future__ import annotations

import re

from cards.files.source import FileText
from cards.files.yaml import cards_of, record_of, records

_ANY = re.compile(r"```[ \t]*(?:flashcard|card|anki)")
FRONT_MATTER = 20_000
"""Characters in which the front matter of a note ends."""
_FENCE = re.compile(
    r"(?m)^(`{3,})[ \t]*(?:flashcards?|cards?|anki(?:-card)?)[ \t]*\n((?:.*\n){0,200}?)\1`*[ \t]*$"
)
_LIST = re.compile(r"\A---[ \t]*\n(?:.+\n)*?cards:[ \t]*\n((?:[ \t]*-?[ \t].*\n|\n)+)")


def holds_yaml_cards(text: str) -> bool:
    """Whether a fence of cards, or a list of them in the front matter, may stand in a text."""
    return _ANY.search(text) is not None or (text.startswith("---") and "\ncards:" in text[:FRONT_MATTER])


def with_yaml_cards(text: FileText) -> FileText:
    """Records with a front and a back, or a text with gaps, as cards; a fence without them is reported."""
    lines, marked, damaged = list(text.lines), list(text.marked), list(text.damaged)
    whole = "\n".join(lines)
    listed = _LIST.match(whole)
    before = whole.count("\n", 0, listed.start(1)) if listed else 0
    for record, first, last in records(listed.group(1).split("\n")) if listed else ():
        marked += cards_of(record, before + first, before + last)
    number = seen = 0
    for fence in _FENCE.finditer(whole):
        number += whole.count("\n", seen, fence.start())
        seen = fence.start()
        last = number + fence.group().count("\n")
        cards = cards_of(record_of(fence.group(2).split("\n")), number + 1, last + 1)
        marked += cards
        damaged += [] if cards else [(number + 1, last + 1, fence.group())]
        lines[number : last + 1] = [""] * (last + 1 - number)
    return FileText(lines, marked, text.places, text.unit, damaged, text.other)
