"""A sound goes out to Anki and into a page, and comes home as what it was."""

from __future__ import annotations

import io
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from cards.exports.anki import write_apkg
from cards.exports.booklet import write_booklet
from cards.imports.anki import read_package
from cards.model import Card, Deck, Source
from cards.pictures import media

TONE = b"ID3 and a tone"
NAME = media.name_of(TONE, "mp3")
HEARD = f"![sound]({NAME})"
FRONTS = [HEARD, f"Hear **this**:\n\n{HEARD}", f"{HEARD} and say it: $x$"]


def package(deck: Deck, path: Path) -> Path:
    with path.open("wb") as target:
        write_apkg(deck, target)
    return path


def fields_in(path: Path) -> list[str]:
    inner = path.with_name("inner.anki2")
    with zipfile.ZipFile(path) as opened:
        inner.write_bytes(opened.read("collection.anki2"))
    with closing(sqlite3.connect(inner)) as database:
        return [fields for (fields,) in database.execute("SELECT flds FROM notes ORDER BY id")]


@pytest.fixture
def deck() -> Deck:
    cards = [Card(text, "It is a tone.", Source("", 0, 0), id=f"c{at}") for at, text in enumerate(FRONTS)]
    return Deck(cards, media={NAME: TONE})


def test_a_sound_is_one_of_anki_s_there_and_comes_home_as_it_was(deck: Deck, tmp_path: Path) -> None:
    path = package(deck, tmp_path / "deck.apkg")
    assert all(f"[sound:{NAME}]" in fields and "<img" not in fields for fields in fields_in(path))
    home = read_package(path, lambda at_ms: at_ms // 86_400_000)
    assert [card.front for card in home.cards] == FRONTS
    assert dict(home.media) == {NAME: TONE}
    assert not home.remarks


def test_a_page_plays_it(deck: Deck) -> None:
    page = io.BytesIO()
    write_booklet(deck, page)
    assert page.getvalue().decode().count('<audio controls src="data:audio/mpeg;base64,') == len(FRONTS)


def test_nobody_types_a_sound(tmp_path: Path) -> None:
    cards = [Card("Say it", HEARD, Source("", 0, 0), id="one", kind="typed")]
    path = package(Deck(cards, media={NAME: TONE}), tmp_path / "deck.apkg")
    (home,) = read_package(path, lambda at_ms: at_ms // 86_400_000).cards
    assert (home.kind, home.back) == ("basic", HEARD)


@pytest.mark.parametrize("mark", ["[sound:]", "[sound:<b>x</b>]", '[sound:x"y]'])
def test_what_is_no_name_is_no_sound(mark: str, tmp_path: Path) -> None:
    path = package(Deck([Card("Q", "A", Source("", 0, 0), id="one")]), tmp_path / "deck.apkg")
    inner = tmp_path / "collection.anki2"
    with zipfile.ZipFile(path) as opened:
        inner.write_bytes(opened.read("collection.anki2"))
    with closing(sqlite3.connect(inner, isolation_level=None)) as database:
        database.execute("UPDATE notes SET flds = ?", (f"Q\x1fA {mark}\x1f",))
    with zipfile.ZipFile(path, "w") as opened:
        opened.write(inner, "collection.anki2")
    (home,) = read_package(path, lambda at_ms: at_ms // 86_400_000).cards
    assert home.back == "A"
