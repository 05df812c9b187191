"""What another process finds out of a collection's cards is what would be read here."""

from __future__ import annotations

import gc
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from cards.bulk.aside import Aside
from cards.exports.anki import write_apkg
from cards.imports import anki, anki_ahead
from cards.imports.anki_ahead import words_ahead
from cards.imports.anki_sides import Words
from cards.model import Card, Deck, Review, Source

DAY_MS = 86_400_000
NOWHERE = Source("", 0, 0)
CARDS = [
    Card("What is **one**?", "- a list\n- of `two`", NOWHERE, id="list", reading="A book"),
    Card("The {{c1::first}} and the {{c2::second}}", "Both.", NOWHERE, kind="cloze", id="gaps"),
    Card("How is $x$ spelled?", "As it is.", NOWHERE, kind="typed", id="typed"),
    Card("Why?", "Because <it> is so & no other.", NOWHERE, id="why"),
]
REVIEWS = {"why": [Review(1_700_000_000_000, 19_675, 3)]}


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("package") / "deck.apkg"
    with path.open("wb") as target:
        write_apkg(Deck(CARDS, REVIEWS), target)
    return path


def read(path: Path) -> Deck:
    return anki.read_package(path, lambda at_ms: at_ms // DAY_MS)


def test_words_that_came_before_are_those_that_are_read(
    package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = read(package)
    for module in (anki, anki_ahead):
        monkeypatch.setattr(module, "BEFORE", 1)
    came: list[Words] = []

    def parts(log: Aside) -> Iterator[Words]:
        came.extend(words_ahead(log._here.args[0]))
        yield from came

    monkeypatch.setattr(Aside, "parts", parts)
    assert read(package).cards == alone.cards
    assert any(came)
    came[-1] = ("front", "back", "")  # it is these that are read
    monkeypatch.setattr(Aside, "parts", lambda log: iter(came))
    assert (read(package).cards[-1].front, read(package).cards[-1].back) == ("front", "back")


def test_a_collection_stays_until_its_answers_have_come(
    package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    deck = read(package)
    assert list(tmp_path.iterdir())
    assert list(deck.reviews) == ["why"]
    assert not list(tmp_path.iterdir())
    deck = read(package)
    del deck
    gc.collect()
    assert not list(tmp_path.iterdir())
