"""Decks in the notations of other programs: hashcards, and the spaced-repetition plugin of Obsidian.

Neither has ids, so these programs take an edited card for a new one. Gaps are asked one by one there.

Source: hashcards, `src/parser.rs` (labels at the beginning of a line, gaps in brackets, no escapes);
obsidian-spaced-repetition, user guide (a lone `?`, `::`, `==gap==`; blank lines end cards, tags are decks).
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Sequence
from itertools import groupby
from typing import BinaryIO

from cards.exports.notes import one_line
from cards.model import Card, Deck
from cards.notation import BOLD, gapped

_LABEL = re.compile(r"^(?=[QAC]:)", re.MULTILINE)
_BLANKS = re.compile(r"\n(?:[ \t]*\n)+")
_LONE_MARK = re.compile(r"^(\s*)(\?\??)(\s*)$", re.MULTILINE)
_SHORT = re.compile(r"[^:;{}`$#\n]{1,60}")
_TAG = re.compile(r"[^\w/]+")


def write_hashcards(deck: Deck, target: BinaryIO) -> None:
    """Write one note; its front matter names the deck where all cards are of one."""
    text = io.TextIOWrapper(target, encoding="utf-8", newline="\n")
    names = {card.deck for card in deck.cards}
    if len(names) == 1 and names != {""}:
        text.write(f"---\nname = {json.dumps(names.pop(), ensure_ascii=False)}\n---\n\n")
    for card in deck.cards:
        text.write(f"{_hashcard(card)}\n\n")
    text.flush()
    text.detach()


def _hashcard(card: Card) -> str:
    filled = with_gaps(card, "[", "]", taken=("[", "]"))
    if filled:
        return f"C: {_LABEL.sub(' ', filled)}"
    return f"Q:{_labelled(card.front)}\nA:{_labelled(card.back)}"


def _labelled(side: str) -> str:
    """A side behind its label; what is no running text stands on lines of its own."""
    lead = " " if side[:1].isalnum() else "\n"
    return f"{lead}{_LABEL.sub(' ', side)}"


def write_obsidian(deck: Deck, target: BinaryIO) -> None:
    """Write one note with a tag `#flashcards/...` for each deck."""
    text = io.TextIOWrapper(target, encoding="utf-8", newline="\n")
    for name, members in groupby(deck.cards, key=lambda card: card.deck):
        tag = "/".join(part for level in name.split("::") if (part := _TAG.sub("-", level).strip("-")))
        text.write(f"# {one_line(name) or 'Cards'}\n\n#flashcards{f'/{tag}' if tag else ''}\n\n")
        for card in members:
            text.write(f"{_obsidian(card)}\n\n")
    text.flush()
    text.detach()


def _obsidian(card: Card) -> str:
    filled = with_gaps(card, "==", "==", taken=("==", "::"))
    if filled:
        return _unbroken(filled)
    if _SHORT.fullmatch(card.front) and _SHORT.fullmatch(card.back):
        return f"{card.front} :: {card.back}"
    return f"{_unbroken(card.front)}\n?\n{_unbroken(card.back)}"


def _unbroken(markdown: str) -> str:
    """A text without blank lines, which would end the card."""
    return _BLANKS.sub("\n<br>\n", _LONE_MARK.sub(r"\1\\\2\3", markdown.strip()))


def with_gaps(card: Card, opening: str, closing: str, taken: Sequence[str]) -> str | None:
    """The text of a cloze card with its gaps marked; None where the marks would say more than that."""
    asked = gapped(card.back)
    if card.kind != "cloze" or not card.front.endswith(asked) or asked == card.back:
        return None
    lead = card.front[: len(card.front) - len(asked)]
    if any(sign in lead + card.back for sign in taken):
        return None
    return lead + BOLD.sub(lambda match: f"{opening}{match.group(2)}{closing}", card.back)
