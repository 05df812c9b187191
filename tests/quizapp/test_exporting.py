"""Cards on their way from the store to a file: when they changed goes with them, the file is whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from cards.model import Deck
from engine.errors import InputError, UsageError
from quizapp.cli.exporting import check_place, write_whole
from quizapp.outgoing import card_of
from quizapp.records import Selection


@pytest.fixture
def shelved(store, fill, make_card):
    fill(make_card(0), make_card(1))
    return store


def changes(store):
    return {card.id: card_of(card).changed_ms for card in store.shelf.cards(Selection())}


def test_a_card_says_when_its_words_changed_and_not_when_it_was_read(shelved, make_card, now):
    assert changes(shelved) == {"c0": now, "c1": now}
    shelved.library.put([make_card(0), make_card(1, back="Another answer.")], now + 5000)
    assert changes(shelved) == {"c0": now, "c1": now + 5000}


def test_the_same_store_gives_the_same_package(shelved, tmp_path):
    packages = []
    for name in ("one.apkg", "two.apkg"):
        write_whole(
            tmp_path / name, "apkg", Deck([card_of(card) for card in shelved.shelf.cards(Selection())])
        )
        packages.append((tmp_path / name).read_bytes())
    assert packages[0] == packages[1]
    assert sorted(path.name for path in tmp_path.glob("*.apkg*")) == ["one.apkg", "two.apkg"]


def test_a_place_that_cannot_be_written_is_named(tmp_path):
    with pytest.raises(InputError, match=r"nowhere.*give another place with -o"):
        write_whole(tmp_path / "nowhere" / "deck.apkg", "apkg", Deck())


@pytest.mark.parametrize("name", ["collection.apkg", "Backup-2024.apkg", "deck.colpkg"])
def test_no_package_gets_a_name_by_which_anki_replaces_the_whole_collection(name):
    with pytest.raises(UsageError, match="would replace everything"):
        check_place(Path("somewhere") / name, "apkg", to_terminal=False)


@pytest.mark.parametrize(
    ("output", "name"), [("my collection.apkg", "apkg"), ("backup.apkg", "apkg"), ("collection.apkg", "csv")]
)
def test_other_names_are_fine(output, name):
    check_place(Path(output), name, to_terminal=False)


def test_a_package_does_not_go_to_a_terminal_but_to_a_pipe():
    with pytest.raises(UsageError, match="-o FILE"):
        check_place(None, "apkg", to_terminal=True)
    check_place(None, "apkg", to_terminal=False)
    check_place(None, "csv", to_terminal=True)
