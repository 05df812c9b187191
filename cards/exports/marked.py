"""Decks in the notations of other programs: hashcards, and the spaced-repetition plugin of Obsidian.

Neither has ids, so these programs take an edited card for a new one. Gaps are asked one by one there.

Source: hashcards, `src/parser.rs` (labels at the beginning of a line, gaps in brackets, no escapes) and its
change log (`---` parts cards); obsidian-spaced-repetition, user guide (a lone `?`, `::`, `==gap==`; blank
lines end cards, tags are decks) and `src/parser.ts` (which lines are code).
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Sequence
from itertools import groupby
from typing import BinaryIO

from cards.exports.notes import one_line
from cards.exports.spans import RULE, outside
from cards.model import Card, Deck
from cards.notation import BOLD, gapped

_LABEL = re.compile(r"^(?=[QAC]:)", re.MULTILINE)
_BLANKS = re.compile(r"\n(?:[ \t]*\n)+")
_RULED = outside(RULE)
_SECOND_COLON = re.compile(r"(?<=:):")
_ENDING = outside(r"(?P<blank>\n(?:[ \t]*\n)+)|(?P<mark>^[ \t]*\?\??[ \t]*$)|(?<=:):")
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
    text = _RULED.sub(_without_rule, side) if "---" in side else side
    return f"{lead}{_LABEL.sub(' ', text)}"


def _without_rule(match: re.Match[str]) -> str:
    """A longer rule; in code an invisible blank follows the dashes, so that they part no cards."""
    if match["sign"] is not None:
        return f"{match['rule']}-"
    return re.sub(RULE, "\\g<rule>\u200b", match.group(), flags=re.MULTILINE)


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
    """A text that ends nowhere, and in no line of which a question is told from an answer."""
    return _ENDING.sub(_unended, markdown.strip())


def _unended(match: re.Match[str]) -> str:
    """Code as it is, where the plugin knows it for code; a formula without blank lines."""
    text = match.group()
    if match["sign"] is None:
        if match["math"]:
            return _BLANKS.sub("\n", _SECOND_COLON.sub("{:}", text))
        return _BLANKS.sub("\n<br>\n", text) if text.startswith(" ") else text
    if match["mark"]:
        return text.replace("?", "\\?", 1)
    return "\n<br>\n" if match["blank"] else "&#58;"


def with_gaps(card: Card, opening: str, closing: str, taken: Sequence[str]) -> str | None:
    """The text of a cloze card with its gaps marked; None where the marks would say more than that."""
    asked = gapped(card.back)
    if card.kind != "cloze" or not card.front.endswith(asked) or asked == card.back:
        return None
    lead = card.front[: len(card.front) - len(asked)]
    if any(sign in lead + card.back for sign in taken):
        return None
    return lead + BOLD.sub(lambda gap: f"{opening}{' '.join(gap.group(2).split())}{closing}", card.back)
