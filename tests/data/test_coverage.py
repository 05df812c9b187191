"""The tables under `tests/coverage/` say which card holds each known fact; here they are held to the deck.

An item is a fact (A000-1, B003-258) or a known error (E000-1) of the sources the deck was written from; a
row without a card says why none holds it.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from pathlib import Path

import pytest

from cards.parse import read_note

ROOT = Path(__file__).resolve().parents[2]
TABLES = sorted((ROOT / "tests" / "coverage").glob("*.tsv"))
DOCUMENTS = {"A000": 81, "A001": 80, "B002": 121, "B003": 258, "A004": 64}
"""Facts of each document."""


def rows() -> list[dict[str, str]]:
    found = []
    for path in TABLES:
        with path.open(encoding="utf-8", newline="") as file:
            found += [{**row, "table": path.stem} for row in csv.DictReader(file, delimiter="\t")]
    return found


def cards_of(row: dict[str, str]) -> list[str]:
    return [name.strip() for name in (row["card"] or "").split(",") if name.strip()]


ROWS = rows()
IDS = {
    card.id
    for path in sorted((ROOT / "data" / "notes").glob("*.md"))
    for card in read_note(path.read_bytes(), path.name).cards
}


def test_cards_of_the_tables_exist():
    named = {
        (row["item"], name.strip()) for row in ROWS for name in (row["card"] or "").split(",") if name.strip()
    }
    assert {(item, name) for item, name in named if name not in IDS} == set()


def test_a_row_names_a_card_or_says_why_none():
    silent = [
        row["item"] for row in ROWS if not (row["card"] or "").strip() and not (row["why"] or "").strip()
    ]
    assert silent == []


def test_items_are_written_in_one_way():
    assert [row["item"] for row in ROWS if not re.fullmatch(r"[ABE]\d{3}-\d+", row["item"])] == []


@pytest.mark.parametrize(("document", "count"), DOCUMENTS.items())
def test_every_fact_is_held_or_explained(document, count):
    covered = {row["item"] for row in ROWS}
    missing = [f"{document}-{n}" for n in range(1, count + 1) if f"{document}-{n}" not in covered]
    assert missing == []


def test_most_facts_and_errors_of_each_document_are_in_the_deck(record_property):
    held: dict[str, set[str]] = defaultdict(set)
    known: dict[str, set[str]] = defaultdict(set)
    for row in ROWS:
        document = row["item"].split("-")[0]
        known[document].add(row["item"])
        if cards_of(row):
            held[document].add(row["item"])
    shares = {document: len(held[document]) / len(items) for document, items in sorted(known.items())}
    for document, share in shares.items():
        record_property(document, f"{share:.0%}")
    assert min(shares.values()) >= 0.85, shares
