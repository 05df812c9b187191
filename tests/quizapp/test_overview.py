"""What is counted for first screens agrees with what a session would ask."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from quizapp.history import Scheduling
from quizapp.memory import Rating
from quizapp.question import Question
from quizapp.records import NewCard, Selection
from quizapp.schedule import DAY_MS
from quizapp.session import Options, Session
from quizapp.store.peek import peek, peek_decks
from quizapp.store.store import Store

Fill = Callable[..., list[int]]
MakeCard = Callable[..., NewCard]


@pytest.fixture
def studied(store: Store, fill: Fill, make_card: MakeCard, scheduling: Scheduling, now: int) -> int:
    """A store after two evenings, with every kind of rest in it; returns the time of the third."""
    numbers = fill(*(make_card(number, deck=f"D{number % 3}", exercises=("iou",)) for number in range(30)))
    for day in range(2):
        start = now + day * 12 * DAY_MS
        session = Session(store.study, scheduling, now_ms=start, seed=1, options=Options(new_limit=12))
        for turn in range(14):
            question = session.next(start + turn)
            if not isinstance(question, Question):
                break
            rating = (Rating.EASY, Rating.EASY, Rating.GOOD, Rating.AGAIN)[turn % 4]
            session.answer(question, rating, now_ms=start + turn, duration_ms=1000)
        session.undo(start + 100)
    later = now + 40 * DAY_MS
    store.items.suspend(numbers[0:2])
    store.items.bury(numbers[2:3], scheduling.calendar.day(later) + 1)
    store.items.bury(numbers[3:4], scheduling.calendar.day(later))
    store.library.retire(["c4", "c29"], now)
    return later


def test_a_peek_counts_what_a_session_holds(store: Store, scheduling: Scheduling, studied: int) -> None:
    day = scheduling.calendar.day(studied)
    seen = peek(store.path, day)
    assert seen is not None
    everything = Selection()
    assert seen.due == len(store.study.due(day, everything)) > 0
    assert seen.steps == len(store.study.steps(day, everything)) > 0
    assert seen.new == len(store.study.new_cards(day, everything, 1000)) > 5
    counts = store.study.counts(day)
    assert (seen.answered, seen.introduced, seen.reviewed) == (counts.reviews, counts.new, counts.due)


def test_a_peek_counts_today(store: Store, scheduling: Scheduling, studied: int, now: int) -> None:
    day = scheduling.calendar.day(now)
    seen, counts = peek(store.path, day), store.study.counts(day)
    assert seen is not None
    assert (seen.answered, seen.introduced, seen.reviewed) == (counts.reviews, counts.new, counts.due)
    assert seen.answered == 13


def test_decks_count_their_cards(store: Store, scheduling: Scheduling, studied: int) -> None:
    day = scheduling.calendar.day(studied)
    found = store.decks.all(day)
    assert [deck.name for deck in found] == ["D0", "D1", "D2"]
    assert sum(deck.cards for deck in found) == 28
    assert sum(deck.due for deck in found) > 0
    for deck in found:
        mine = Selection(decks=(deck.name,), kinds=("card",))
        assert deck.due >= len(store.study.due(day, mine))
        assert deck.new == len(store.study.new_cards(day, mine, 1000))
        assert deck.steps == len(store.study.steps(day, mine))


def test_a_forecast_counts_every_review_once(
    store: Store, scheduling: Scheduling, studied: int, now: int
) -> None:
    first = scheduling.calendar.day(now)
    days = store.decks.forecast(first, 400)
    assert len(days) == 400
    later = scheduling.calendar.day(studied)
    assert store.decks.forecast(later, 1)[0] == sum(days[: later - first + 1])
    assert days[0] == 0


def test_days_of_the_log(store: Store, scheduling: Scheduling, studied: int, now: int) -> None:
    first = scheduling.calendar.day(now)
    assert store.log.study_days() == [first, first + 12]
    found = store.log.days(first)
    assert [day.day for day in found] == [first, first + 12]
    assert found[0] == store.study.counts(first)
    assert store.log.days(first + 1) == found[1:]
    assert sum(day.reviews for day in found) == len(list(store.log.rows(modes=("review",))))
    undone = [row for row in store.log.rows(undone=True) if row.voided]
    assert len(undone) == 2
    assert not any(row.voided for row in store.log.rows(since_day=first + 1))


def test_a_peek_leaves_to_others_what_it_cannot_read(store: Store, tmp_path: Path) -> None:
    junk = tmp_path / "junk.sqlite"
    junk.write_bytes(os.urandom(5000))
    older = tmp_path / "older.sqlite"
    with closing(sqlite3.connect(older)) as connection, connection:
        connection.execute("CREATE TABLE alembic_version (version_num)")
        connection.execute("INSERT INTO alembic_version VALUES ('0001')")
    assert [peek(path, 1) for path in (junk, older, tmp_path / "none.sqlite")] == [None] * 3


def test_a_peek_at_decks_counts_as_the_store_does(store: Store, scheduling: Scheduling, studied: int) -> None:
    day = scheduling.calendar.day(studied)
    found = [(deck.name, deck.new, deck.due, deck.steps, deck.on) for deck in store.decks.all(day)]
    seen = peek_decks(store.path, day)
    assert seen is not None
    assert [(deck.name, deck.new, deck.due, deck.steps, deck.on) for deck in seen] == found


def test_a_tag_puts_cards_of_many_files_on_a_path(
    store: Store, fill: Fill, make_card: MakeCard, scheduling: Scheduling, now: int
) -> None:
    tags = ("path::exam-week", "plain")
    fill(
        *(make_card(number, file="/notes/a.md", tags=tags if number < 2 else ()) for number in range(3)),
        *(make_card(number, file="/notes/b.md", tags=tags if number < 4 else ()) for number in range(3, 9)),
    )
    store.library.put_file(1, "/notes/b.md", hash="h", reader="r", now_ms=now, study_path="B")
    store.decks.enable_path("B", enabled=False)
    day = scheduling.calendar.day(now)

    def asked() -> int:
        new = len(store.study.new_cards(day, Selection(), 1000))
        seen = peek(store.path, day)
        assert seen is not None
        assert seen.new == new == sum(deck.new for deck in store.decks.all(day))
        return new

    found = [(path.name, path.enabled, path.cards) for path in store.decks.paths()]
    assert found == [("B", False, 6), ("Exam week", False, 3)]
    assert asked() == 3
    store.decks.enable_path("Exam week")
    assert asked() == 4
    store.edits.write("c5", "tags", "path::exam-week", now)
    assert asked() == 5
    store.edits.revert("c5", "tags", now)
    assert asked() == 4
    store.library.retire(["c0", "c1"], now)
    assert [(path.name, path.cards) for path in store.decks.paths()] == [("B", 6), ("Exam week", 1)]
