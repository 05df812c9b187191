"""Cards that came from one note of Anki go back as one note: nothing is there twice, nothing is changed."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cards.exports import FORMATS
from cards.exports.anki_siblings import PAIRS, places
from cards.model import Card, Deck, Source
from quizapp.config import Settings
from quizapp.decks.outgoing import Wanted, deck_of
from quizapp.decks.packages import bring, read
from quizapp.history import Scheduling
from quizapp.memory import model
from quizapp.notes.importing import Linker
from quizapp.notes.report import ImportReport
from quizapp.records import Selection
from quizapp.schedule import Calendar
from quizapp.store import open_store
from quizapp.store.store import Store
from quizapp.workspace import Workspace

LOCAL = Scheduling(model(), calendar=Calendar(4))
LINKER = Linker(lambda cards: [()] * len(cards), "none")
ALL = Wanted(Selection(), history=True, pictures=True)
NOTES = {
    "Basic": ("What is one?", "1"),
    "Basic (and reversed card)": ("dog", "<b>Hund</b> \\(x_1\\)"),
    "Cloze": ("The {{c2::first}} and the {{c3::second::hint}}", "more"),
}
CARDS = "SELECT n.guid, c.ord, c.queue, c.due, c.reps, c.flags FROM cards c JOIN notes n ON n.id = c.nid"


def opened(anki: Any, folder: Path) -> Any:
    folder.mkdir()
    return anki.Collection(str(folder / "collection.anki2"))


@pytest.fixture
def collection(anki: Any, tmp_path: Path) -> Iterator[Any]:
    """Notes of three sorts, five cards, each of which was answered."""
    found = opened(anki, tmp_path / "anki")
    for name, words in NOTES.items():
        note = found.new_note(found.models.by_name(name))
        note.fields[:2] = words
        note.tags = ["a-tag"]
        found.add_note(note, 1)
    for number in found.db.list("SELECT id FROM cards"):
        card = found.get_card(number)
        card.start_timer()
        found.sched.answerCard(card, 4)
    yield found
    found.close()


def home(store: Store, path: Path) -> ImportReport:
    now = int(time.time() * 1000)
    return bring(store, read(path, LOCAL), scheduling=LOCAL, linker=LINKER, now_ms=now)


def written(deck: Deck, path: Path) -> Path:
    with path.open("wb") as target:
        FORMATS["apkg"].load()(deck, target)
    return path


def ids(store: Store) -> set[str]:
    return {one.card.id for one in store.library.cards()}


def test_a_collection_that_has_the_notes_stays_as_it_is(
    anki: Any, collection: Any, store: Store, tmp_path: Path
) -> None:
    assert home(store, anki.exported(collection, tmp_path / "in.apkg")).summary["new"] == 5
    before = collection.db.all("SELECT * FROM notes"), collection.db.all(CARDS)
    log = anki.imported(
        collection, written(deck_of(Workspace(Settings(), store), ALL), tmp_path / "out.apkg")
    )
    assert (len(log.conflicting), len(log.new), len(log.updated)) == (3, 0, 0)
    assert (collection.db.all("SELECT * FROM notes"), collection.db.all(CARDS)) == before


def test_another_collection_gets_as_many_notes_and_sends_the_same_cards_home(
    anki: Any, collection: Any, store: Store, tmp_path: Path
) -> None:
    home(store, anki.exported(collection, tmp_path / "in.apkg"))
    deck = deck_of(Workspace(Settings(), store), ALL)
    other = opened(anki, tmp_path / "other")
    try:
        assert len(anki.imported(other, written(deck, tmp_path / "out.apkg")).new) == 3
        assert (other.note_count(), other.card_count()) == (3, 5)
        assert {row[0] for row in other.db.all(CARDS)} == {row[0] for row in collection.db.all(CARDS)}
        assert other.db.list("SELECT reps FROM cards") == [1] * 5
        (reverse,) = map(other.get_card, other.find_cards("card:2 dog"))
        assert "<strong>Hund</strong> \\(x_1\\)" in reverse.question()
        assert "dog" not in reverse.question()
        assert "dog" in reverse.answer()

        # it is imported again, with other words
        newer = [replace(one, changed_ms=one.changed_ms + 5000, tags=("new",)) for one in deck.cards]
        changed = [replace(one, back=f"{one.back} indeed") for one in newer]
        log = anki.imported(other, written(replace(deck, cards=changed), tmp_path / "newer.apkg"))
        assert (len(log.updated), len(log.new), other.card_count()) == (3, 0, 5)
        assert "indeed" in other.get_card(reverse.id).answer()

        with open_store(str(tmp_path / "second.sqlite")) as second:
            home(second, anki.exported(other, tmp_path / "home.apkg"))
            assert ids(second) == ids(store)
        table = tmp_path / "home.txt"
        other.export_note_csv(
            out_path=str(table),
            limit=None,
            with_html=True,
            with_tags=True,
            with_deck=True,
            with_notetype=True,
            with_guid=True,
        )
        with open_store(str(tmp_path / "third.sqlite")) as third:
            home(third, table)
            assert ids(third) == ids(store)
    finally:
        other.close()


def test_one_card_of_a_note_goes_as_a_card_of_that_note(
    anki: Any, collection: Any, store: Store, tmp_path: Path
) -> None:
    home(store, anki.exported(collection, tmp_path / "in.apkg"))
    deck = deck_of(Workspace(Settings(), store), ALL)
    second = next(card for card in deck.cards if card.front.startswith("**Hund**"))
    path = written(replace(deck, cards=[second]), tmp_path / "one.apkg")
    assert not anki.imported(collection, path).new
    assert collection.card_count() == 5
    assert [one.id for one in read(path, LOCAL).deck.cards] == [second.id]


def card(number: int) -> Card:
    own = f"guid-{number}" if number > 1 else "guid"
    return Card("F", "B", Source("a.apkg", 1, 1), id=own, passage="a.apkg#guid")


@pytest.mark.parametrize(
    ("cards", "found"),
    [
        ([card(1)], {}),
        ([card(2)], {"guid-2": ("guid", 1)}),
        ([card(1), card(3)], {"guid": ("guid", 0), "guid-3": ("guid", 2)}),
        ([card(1), card(PAIRS + 1)], {}),
        ([replace(card(1), id="mine"), card(2)], {"guid-2": ("guid", 1)}),
        ([replace(card(2), id="guid-02")], {}),
        ([replace(card(2), passage="A heading")], {}),
        ([replace(card(2), source=Source("", 0, 0), passage="#guid")], {}),
    ],
)
def test_which_cards_share_a_note(cards: list[Card], found: dict[str, tuple[str, int]]) -> None:
    assert places(cards) == found
