"""Cards on their way from the store to a file: when they changed goes with them, the file is whole."""

from __future__ import annotations

import pytest

from engine.errors import InputError
from quizapp.cli.exporting import card_of, write_whole
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
        write_whole(tmp_path / name, "apkg", [card_of(card) for card in shelved.shelf.cards(Selection())])
        packages.append((tmp_path / name).read_bytes())
    assert packages[0] == packages[1]
    assert sorted(path.name for path in tmp_path.glob("*.apkg*")) == ["one.apkg", "two.apkg"]


def test_a_place_that_cannot_be_written_is_named(tmp_path):
    with pytest.raises(InputError, match=r"nowhere.*give another place with -o"):
        write_whole(tmp_path / "nowhere" / "deck.apkg", "apkg", [])
