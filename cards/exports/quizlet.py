"""Decks for Quizlet and whatever else takes a term and a definition in a line: plain text, formulas drawn.

Quizlet's import has a tab between term and definition and a new line between cards: a side is one line.
"""

from __future__ import annotations

import io
from typing import BinaryIO

from cards.exports.anki_plain import RUNNING
from cards.exports.table import harmless
from cards.model import Deck
from cards.terminal import render

WIDE = 10_000
"""Cells; no line is broken before."""


def write_quizlet(deck: Deck, target: BinaryIO) -> None:
    """Write a line for each card."""
    text = io.TextIOWrapper(target, encoding="utf-8", newline="\n")
    for card in deck.cards:
        text.write(f"{flat(card.front)}\t{flat(card.back)}\n")
    text.flush()
    text.detach()


def flat(markdown: str) -> str:
    """A side as one line, what stood on lines of its own parted by slashes: nothing in it is stacked."""
    if len(markdown) < WIDE // 2 and RUNNING.fullmatch(markdown):
        return harmless(" ".join(markdown.split()))
    lines = (" ".join(line.split()) for line in render(markdown, WIDE, spoken=True).split("\n"))
    return harmless(" / ".join(line for line in lines if line))
