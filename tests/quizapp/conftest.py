"""A store in a temporary folder, cards to put in it, a frozen start of time, and Anki itself."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from cards.model import Card, Source
from quizapp.history import Scheduling
from quizapp.memory import model
from quizapp.records import Answer, NewCard, Origin
from quizapp.schedule import Calendar
from quizapp.store import open_store
from quizapp.store.store import Store

MakeCard = Callable[..., NewCard]


@pytest.fixture
def now() -> int:
    """2023-11-14 22:13:20 UTC, in milliseconds."""
    return 1_700_000_000_000


@pytest.fixture
def scheduling() -> Scheduling:
    """The published parameters, days that begin at 04:00 UTC."""
    from datetime import UTC

    return Scheduling(model(), calendar=Calendar(4, UTC))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(str(tmp_path / "store.sqlite")) as opened:
        yield opened


@pytest.fixture
def make_card() -> MakeCard:
    """A card of the note `/notes/a.md`, by its number."""

    def make(number: int, *, passage: str = "", exercises: tuple[str, ...] = (), **fields: object) -> NewCard:
        file = str(fields.pop("file", "/notes/a.md"))
        card = Card(
            front=str(fields.pop("front", f"What is {number}?")),
            back=str(fields.pop("back", f"It is {number}.")),
            source=Source(file, number + 1, number + 1, ("Numbers",)),
            id=str(fields.pop("id", f"c{number}")),
            deck=str(fields.pop("deck", "Numbers")),
            passage=passage or f"{file}#{number}",
            **fields,  # type: ignore[arg-type]
        )
        origin: Origin = "note"
        return NewCard(card, explicit=False, exercises=tuple((name, origin) for name in exercises))

    return make


@pytest.fixture
def fill(store: Store, make_card: MakeCard, now: int) -> Callable[..., list[int]]:
    """Puts so many cards into the store; returns their item numbers."""

    def put(*cards: NewCard) -> list[int]:
        source = store.library.add_source("folder", "/notes", now)
        for file in sorted({one.card.source.file for one in cards}):
            store.library.put_file(source, file, hash="h", reader="r", now_ms=now)
        store.library.put(cards, now)
        numbers = store.items.numbers([f"card:{one.card.id}" for one in cards])
        return [numbers[f"card:{one.card.id}"] for one in cards]

    return put


@pytest.fixture
def log_answers(store: Store) -> Callable[[Iterable[Answer]], None]:
    """Puts answers into the log alone, as if another program had left them to be counted in."""

    def write(answers: Iterable[Answer]) -> None:
        for answer in answers:
            store.study.record(answer, progress=None, skill=None, model="", latest=0)

    return write


class Anki:
    """Anki's own library: collections, and packages out of them and into them."""

    def __init__(self, library: Any) -> None:
        self._library = library
        self.Collection = library.Collection

    def exported(self, collection: Any, path: Path, *, legacy: bool = False) -> Path:
        """A package of all notes with all that belongs to them; deflated if `legacy`, else of zstd."""
        options = self._library.ExportAnkiPackageOptions(
            with_scheduling=True, with_deck_configs=True, with_media=True, legacy=legacy
        )
        collection.export_anki_package(out_path=str(path), options=options, limit=None)
        return path

    def imported(self, collection: Any, path: Path) -> Any:
        """What Anki tells of a package that it has read."""
        options = self._library.ImportAnkiPackageOptions(with_scheduling=True)
        request = self._library.ImportAnkiPackageRequest(package_path=str(path), options=options)
        return collection.import_anki_package(request).log


@pytest.fixture(scope="session")
def anki() -> Anki:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return Anki(pytest.importorskip("anki.collection"))
