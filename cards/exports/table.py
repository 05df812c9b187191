"""Decks as tables: CSV and TSV with the header lines that Anki reads.

Source: Anki manual, "Importing text files": `#separator`, `#html`, `#guid column`, `#deck column`,
`#tags column`. With the guid, importing again updates a note in place.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import BinaryIO

from cards.exports.anki_schema import HOME_DECK
from cards.model import Card, Deck

COLUMNS = ("guid", "deck", "tags", "Front", "Back")
"""The last two are the fields of Anki's "Basic", which finds them by their names."""

RISKY = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins with one of these is a formula to a spreadsheet."""


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula; the blank means nothing to Markdown or Anki."""
    return f" {cell}" if cell.startswith(RISKY) else cell


def write_csv(deck: Deck, target: BinaryIO) -> None:
    """Write a table separated by commas."""
    _write(deck.cards, target, ",", "Comma")


def write_tsv(deck: Deck, target: BinaryIO) -> None:
    """Write a table separated by tabs."""
    _write(deck.cards, target, "\t", "Tab")


def _write(cards: Sequence[Card], target: BinaryIO, separator: str, name: str) -> None:
    text = io.TextIOWrapper(target, encoding="utf-8", newline="")
    text.write(f"#separator:{name}\n#html:false\n#columns:{separator.join(COLUMNS)}\n")
    text.write("#guid column:1\n#deck column:2\n#tags column:3\n")
    writer = csv.writer(text, delimiter=separator, lineterminator="\n")
    quoting = csv.writer(text, delimiter=separator, lineterminator="\n", quoting=csv.QUOTE_ALL)
    for card in cards:
        tags = " ".join("_".join(tag.split()) for tag in card.tags)
        cells = (card.id, card.deck or HOME_DECK, tags, card.front, card.back)
        comment = card.id.startswith("#")  # what Anki takes such a row for, unless it is quoted
        (quoting if comment else writer).writerow([harmless(cell) for cell in cells])
    text.flush()
    text.detach()
