"""A large store for the other benchmarks: cards in the words of the shipped notes, and a long log.

Written past the library, as a million real answers would take hours.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle
from pathlib import Path

import engine
from cards.model import Card
from cards.parse import read_note
from quizapp import paths
from quizapp.config import Settings
from quizapp.memory import model
from quizapp.store import open_store
from quizapp.workspace import Workspace

NOW = 1_800_000_000_000
DAY = 20_833

DECKS = 20
LEECHES = 100
"""Of so many cards one is forgotten again and again."""

TRIES = 100
"""Answers to each exercise; every second one made its first mistake."""


def clock() -> Callable[[], int]:
    """A clock that stands at `NOW` when it is made, in UTC milliseconds."""
    began = time.time()
    return lambda: NOW + int(1000 * (time.time() - began))


def fill(path: Path, cards: int, rows: int, *, kept: Path | None = None) -> None:
    """Makes a store of `cards` cards and all exercises, nine tenths of them learnt, with `rows` answers.

    Args:
        path: the new store.
        cards: how many.
        rows: how many answers to cards.
        kept: copied if it exists, else made first and kept; it saves time when one measures again.
    """
    if kept is not None and not kept.exists():
        fill(kept, cards, rows)
    if kept is not None:
        shutil.copy(kept, path)
        return
    open_store(str(path)).close()
    base = sqlite3.connect(path)
    base.execute("PRAGMA synchronous=OFF")
    base.execute("INSERT INTO sources (id, kind, location, added_ms) VALUES (1, 'folder', '/notes', 0)")
    base.execute(
        "INSERT INTO files (id, source_id, path, hash, reader, read_ms)"
        " VALUES (1, 1, '/notes/a.md', '', '', 0)"
    )
    _put_cards(base, cards)
    _put_answers(base, cards * 9 // 10, rows)
    _put_attempts(base, cards)
    base.commit()
    base.execute("ANALYZE")
    base.close()
    with Workspace(Settings(), open_store(str(path))) as workspace:
        workspace.bring_shipped_notes()


def made_notes(folder: Path, megabytes: int) -> None:
    """Makes a folder of notes in the words of the shipped ones, as a learner writes them."""
    folder.mkdir()
    shipped = [card for path in _notes() for card in read_note(path.read_bytes(), path.name).cards]
    for part in range(megabytes):
        text = [f"# Part {part}"]
        size = 0
        for number in cycle(range(len(shipped))):
            card = shipped[number]
            section = f"## {part}.{len(text)} {card.front}\n\n{card.back}\n"
            text.append(section)
            size += len(section.encode())
            if size > 1_000_000:
                break
        (folder / f"part-{part}.md").write_text("\n".join(text), "utf-8")


def _put_cards(base: sqlite3.Connection, count: int) -> None:
    base.executemany(
        "INSERT INTO decks (id, name, place) VALUES (?, ?, ?)",
        [(place, f"Topic {place}", place) for place in range(1, DECKS + 1)],
    )
    numbers = range(1, count + 1)
    base.executemany(
        "INSERT INTO items (id, key, flag) VALUES (?, ?, ?)",
        [(number, f"card:c{number}", number % 50 == 0) for number in numbers],
    )
    base.executemany(
        "INSERT INTO cards (item_id, id, front, back, kind, deck_id, tags, file_id, start, end, unit,"
        " path, passage, explicit, created_ms, changed_ms)"
        " VALUES (?, ?, ?, ?, 'basic', ?, ?, 1, ?, ?, 'line', '[\"Heading\"]', ?, 0, 0, 0)",
        _cards(count),
    )


def _cards(count: int) -> Iterator[tuple[object, ...]]:
    shipped = [card for path in _notes() for card in read_note(path.read_bytes(), path.name).cards]
    for number in range(1, count + 1):
        card: Card = shipped[number % len(shipped)]
        back = f"{card.back}\n\nFact {number}."
        tags = json.dumps([*card.tags, f"lot-{number // 1000}"])
        deck = number % DECKS + 1
        yield number, f"c{number}", card.front, back, deck, tags, number, number, f"p{number // 3}"


def _notes() -> Sequence[Path]:
    return sorted(Path(str(paths.shipped_notes())).glob("*.md"))


def _put_answers(base: sqlite3.Connection, studied: int, rows: int) -> None:
    version = model().version
    base.executemany(
        "INSERT INTO states VALUES (?, ?, ?, 5.0, NULL, 'review', 0, ?, 0, ?, 0, ?, ?, ?, NULL, ?)",
        [
            (i, version, 10.0, 10, rows // studied, DAY - 12 + i % 30, NOW - 10**9, DAY - 2 + i % 30, i)
            for i in range(1, studied + 1)
        ],
    )
    base.execute("UPDATE states SET lapses = 9 WHERE item_id % ? = 0", [LEECHES])
    base.executemany(
        "INSERT INTO log (item_id, at_ms, day, mode, rating, duration_ms, was, phase, step, interval, wait)"
        " VALUES (?, ?, ?, 'review', ?, 4000, 'review', 'review', 0, ?, 0)",
        (
            (
                i % studied + 1,
                NOW - 10**11 + i * 90_000,
                DAY - 900 + i * 900 // rows,
                1 if i * 7919 % 100 < 10 else 2 + i * 31 % 3,
                1 + i * 7919 % 90,
            )
            for i in range(rows)
        ),
    )


def _put_attempts(base: sqlite3.Connection, cards: int) -> None:
    entries = engine.catalogue()
    first = cards + 1
    base.executemany(
        "INSERT INTO items (id, key) VALUES (?, ?)",
        [(first + place, f"exercise:{entry.id}") for place, entry in enumerate(entries)],
    )
    base.executemany(
        "INSERT INTO log (item_id, at_ms, day, mode, duration_ms, variant, level, correct, attempt)"
        " VALUES (?, ?, ?, 'drill', 60000, ?, 2, ?, ?)",
        (
            (
                first + place,
                NOW - 10**10 + turn * 1000,
                DAY - 100 + turn,
                f"{entry.id},1,{turn},2,",
                turn % 2,
                _attempt(entry, wrong=turn % 2 == 0),
            )
            for turn in range(TRIES)
            for place, entry in enumerate(entries)
        ),
    )


def _attempt(entry: engine.Entry, *, wrong: bool) -> str:
    mistakes = [one["id"] for one in entry.mistakes[:1]] if wrong else []
    return json.dumps(
        {
            "score": 1.0 - wrong,
            "typed": ["0.25, -0.5"],
            "verdicts": ["mistake" if wrong else "right"],
            "mistakes": mistakes,
            "hints": 0,
            "params": {"g": [0.25, -0.5], "lr": 0.01},
        }
    )
