"""Decks as notes in the program's own notation, so that they read well anywhere and come back as they were.

`data/README.md` describes the notation. The words of a card are never changed, only where they would end
the card: a heading goes deeper, and a back that would be taken for a further reading gets its own.
"""

from __future__ import annotations

import io
import re
from itertools import groupby
from typing import BinaryIO

from cards.model import Card, Deck
from cards.notation import ANSWER, gapped

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r"^( {0,3})(#{1,2})(?=\s|$)")
_BLANK = re.compile(r"\n\s*\n")
_LINE = re.compile(r"[^\s#>|`~$<*+\-\d=][^\n]*|\d[^\n.)]*|\$(?!\$)[^\n]*|`(?!``)[^\n]*|\*\*(?=\S)[^\n]*")
_UNLISTED = re.compile(r"[,;\n]|--")


def write_notes(deck: Deck, target: BinaryIO) -> None:
    """Write a note with a heading for each deck and, below it, one for each card."""
    text = io.TextIOWrapper(target, encoding="utf-8", newline="\n")
    for name, members in groupby(deck.cards, key=lambda card: card.deck):
        text.write(f"# {one_line(name) or 'Cards'}\n\n")
        for card in members:
            text.write(note_of(card))
    text.flush()
    text.detach()


def note_of(card: Card) -> str:
    """One card in the notation."""
    title, rest = _sides(card)
    parts = [f"## {title}\n{_directive(card)}"]
    if rest is not None:
        parts += [deeper(rest), f"<!-- {ANSWER} -->"]
    parts.append(deeper(card.back))
    if card.reading:
        parts.append(f"Further reading: {_BLANK.sub(' ', card.reading.strip())}")
    return "\n\n".join(part for part in parts if part) + "\n\n"


def _sides(card: Card) -> tuple[str, str | None]:
    """The heading, and what of the front does not fit into it: None where all does."""
    title, _, rest = card.front.partition("\n\n")
    if card.kind == "cloze" and rest == gapped(card.back) and _heading(title):
        return title, None
    if _below(card):
        return one_line(card.source.path[-1]) if card.source.path else "Question", card.front
    return title, rest or None


def _below(card: Card) -> bool:
    """Whether the whole front stands below the heading, which is then for readers only."""
    title, _, rest = card.front.partition("\n\n")
    return not _heading(title) or (card.kind == "cloze" and not rest)


def _heading(text: str) -> bool:
    """Whether a text comes back from a heading as it is."""
    return _LINE.fullmatch(text) is not None and text == one_line(text) and not text.endswith("#")


def one_line(text: str) -> str:
    return " ".join(text.split())


def _directive(card: Card) -> str:
    entries = {
        "card": card.id,
        "kind": "" if card.kind == "basic" else card.kind,
        "front": "below" if _below(card) else "",
        "exercises": ", ".join(card.exercises),
        "tags": ", ".join(_UNLISTED.sub(" ", tag).strip() for tag in card.tags),
        "difficulty": str(card.difficulty or ""),
    }
    return f"<!-- {'; '.join(f'{key}: {value}' for key, value in entries.items() if value)} -->"


def deeper(markdown: str) -> str:
    """A text whose headings stand below that of its card."""
    fence, lines = "", []
    for line in markdown.strip("\n").split("\n"):
        mark = _FENCE.match(line)
        if mark and not fence:
            fence = mark.group(1)
        elif mark and fence and line.strip().startswith(fence):
            fence = ""
        lines.append(line if fence or mark else _HEADING.sub(r"\1###", line))
    return "\n".join(lines)
