"""A deck of another program brought in on the screen: what it cannot carry is told, and pictures come."""

from __future__ import annotations

import base64
import json
import sqlite3
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from cards.exports.anki import write_apkg
from cards.model import Card, Deck, Source
from quizapp.store import open_store
from quizapp.tui.screens.bring import BringScreen
from quizapp.tui.screens.home import HomeScreen
from quizapp.tui.widgets.searchline import SearchLine

PATIENCE = 90.0

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@pytest.fixture
def package(home: Path) -> Path:
    """Two notes of Anki: one with a picture, one with a sound alone."""
    path, inner = home / "deck.apkg", home / "collection.anki2"
    cards = [Card(name, "Back", Source("", 0, 0), id=name, deck="Trees", changed_ms=10**12) for name in "ab"]
    with path.open("wb") as target:
        write_apkg(Deck(cards), target)
    with zipfile.ZipFile(path) as opened:
        inner.write_bytes(opened.read("collection.anki2"))
    with sqlite3.connect(inner) as database:
        fields = {"a": 'Which tree?\x1f<img src="oak 1.png">\x1f', "b": "Hear!\x1f[sound:x.mp3]\x1f"}
        for guid, words in fields.items():
            database.execute("UPDATE notes SET flds = ? WHERE guid = ?", (words, guid))
    database.close()
    with zipfile.ZipFile(path, "w") as opened:
        opened.write(inner, "collection.anki2")
        opened.writestr("media", json.dumps({"0": "oak 1.png"}))
        opened.writestr("0", PNG)
    return path


async def until(pilot: Pilot[None], holds: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end
        await pilot.pause(0.01)


async def test_what_a_deck_cannot_carry_is_told_and_its_pictures_are_kept(
    running: Any, package: Path, store: Path, words: Any
) -> None:
    async with running("i") as pilot:
        pilot.app.screen.query_one(SearchLine).value = str(package)
        await pilot.pause()
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, BringScreen))
        await until(pilot, lambda: "1 file · 1 new · 1 passage gave none · 1 remark" in words(pilot))
        await pilot.press("w")
        await until(pilot, lambda: "Left out: 1 sound: missing" in words(pilot))
        seen = words(pilot)
        assert "deck.apkg:2" in seen
        assert "Only a sound" in seen
        await pilot.press("escape", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))
    with open_store(str(store)) as opened:
        (card,) = (one.card for one in opened.library.cards() if one.card.deck == "Trees")
        assert card.back.startswith("![oak 1.png](quizapp-")
        assert [file.read_bytes() for file in opened.pictures.iterdir()] == [PNG]
