"""A deck's history goes into the log once, whatever the log has already, and leads to what the log says."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cards.exports import FORMATS as OUT
from cards.imports import FORMATS as IN
from cards.model import Card, Deck, Phase, Review, Source
from quizapp.decks.history_in import MOVED_MS, write_history
from quizapp.decks.packages import Package, bring, read
from quizapp.errors import StoreError
from quizapp.history import Scheduling, begin, prove, settle
from quizapp.notes.importing import Linker
from quizapp.search import parse
from quizapp.store import sqlite
from quizapp.store.store import Store

DAY_MS = 86_400_000

PHASES: tuple[Phase, ...] = ("new", "learning", "review", "relearning")

reviews = st.builds(
    lambda days, later, rating, was, interval, wait, counts, now=1_700_000_000_000: Review(
        now + days * DAY_MS + later,
        (now + days * DAY_MS) // DAY_MS,
        rating,
        4000,
        was,
        interval,
        wait,
        counts,
    ),
    st.integers(0, 3),
    st.sampled_from((0, 1, MOVED_MS, MOVED_MS + 1, 2 * MOVED_MS, 60_000)),
    st.integers(1, 4),
    st.sampled_from(PHASES),
    st.sampled_from((0, 1, 30)),
    st.sampled_from((0, 600)),
    st.booleans(),
)
histories = st.dictionaries(
    st.sampled_from(("a", "b", "c", "unknown")),
    st.lists(reviews, max_size=6, unique_by=lambda one: one.at_ms).map(
        lambda each: sorted(each, key=lambda one: one.at_ms)
    ),
)


def expected(had: set[int], reviews: list[Review]) -> list[int]:
    """The times of the answers that are new beside those, one by one."""
    return [one.at_ms for one in reviews if not any(0 <= one.at_ms - time <= MOVED_MS for time in had)]


@settings(max_examples=40)
@given(histories, histories)
def test_what_is_new_is_written_once(
    store: Store,
    fill: Callable[..., list[int]],
    make_card: Callable[..., Any],
    scheduling: Scheduling,
    one: dict[str, list[Review]],
    other: dict[str, list[Review]],
) -> None:
    place = len(store.library.cards())
    items = dict(zip("abc", fill(*(make_card(place + at) for at in range(3))), strict=True))
    had: dict[str, set[int]] = {name: set() for name in items}
    for each in (one, other, other):
        touched = write_history(store, Deck(reviews=each), items, lambda at, of: None)
        new = {name: expected(had[name], each.get(name, [])) for name in items}
        for name in items:
            had[name] |= {*new[name]}
        assert touched.answers == sum(map(len, new.values()))
        begin(store, scheduling, touched.first)
        settle(store, scheduling, touched.more)
    rows = [row for row in store.log.rows() if row.answer.item in items.values()]
    told = {
        name: sorted(row.answer.at_ms for row in rows if row.answer.item == items[name]) for name in items
    }
    assert told == {name: sorted(times) for name, times in had.items()}
    assert prove(store.caches, scheduling, repair=False).wrong == ()


def shape(store: Store) -> set[tuple[str, str, str]]:
    """All tables, indexes and triggers."""
    with closing(sqlite3.connect(store.path)) as connection:
        return set(connection.execute("SELECT type, name, coalesce(sql, '') FROM sqlite_master"))


def given_deck(count: int, now: int) -> Deck:
    cards = [
        Card(f"What is number{at}?", "It.", Source("deck", at, at), id=f"c{at}", deck="D", changed_ms=now)
        for at in range(count)
    ]
    day = now // DAY_MS
    return Deck(cards, {card.id: [Review(now - DAY_MS, day - 1, 3, was="new", interval=1)] for card in cards})


def bring_in(store: Store, deck: Deck, now: int, scheduling: Scheduling, progress: Any = None) -> None:
    linker = Linker(lambda cards: [() for _ in cards], "none")
    bring(
        store,
        Package(store.path, deck, ""),
        scheduling=scheduling,
        linker=linker,
        now_ms=now,
        progress=progress,
    )


def test_a_great_deck_leaves_the_store_as_a_small_one_does(
    store: Store, scheduling: Scheduling, now: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quizapp.store.bulk.MANY", 2)
    before = shape(store)
    bring_in(store, given_deck(5, now), now, scheduling)
    assert shape(store) == before
    assert sqlite.faults(store.path) == []
    numbers = store.search.first(parse("number3"), 20_000, exercises=[], leech=8, limit=9)
    found = store.search.rows(numbers, 20_000, 8)
    assert [one.key for one in found] == ["card:c3"]
    row = next(store.log.rows())
    with pytest.raises(StoreError, match="same item"):
        store.study.void(
            replace(row, answer=replace(row.answer, item=row.owner + 1)), at_ms=now, day=1, left=None
        )


@pytest.mark.parametrize("rating", [0, 5])
def test_a_grade_that_nobody_can_give_is_refused(
    rating: int, store: Store, fill: Callable[..., list[int]], make_card: Callable[..., Any]
) -> None:
    (item,) = fill(make_card(0))
    deck = Deck((), {"c0": [Review(1, 1, 3), Review(2, 1, rating)]})
    with pytest.raises(StoreError, match="a rating that the log does not know"), store.transaction():
        write_history(store, deck, {"c0": item}, lambda at, of: None)
    assert not list(store.log.rows())


@pytest.mark.parametrize("stage", [1, 3, 4])
def test_a_great_deck_that_is_cancelled_leaves_no_trace(
    store: Store, scheduling: Scheduling, now: int, monkeypatch: pytest.MonkeyPatch, stage: int
) -> None:
    monkeypatch.setattr("quizapp.store.bulk.MANY", 2)
    before = shape(store)

    def stop(at: int, of: int, what: str) -> None:
        if at == stage and "history" not in what:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bring_in(store, given_deck(5, now), now, scheduling, stop)
    assert shape(store) == before
    assert not store.library.cards()
    assert not list(store.log.rows())
    bring_in(store, given_deck(5, now), now, scheduling)
    assert len(list(store.log.rows())) == 5


WRITTEN = {"anki": "apkg", "mochi": "mochi", "table": "tsv", "quizapp": "json"}
"""How each format that is read is written here."""


@pytest.mark.parametrize("name", IN)
def test_every_reading_is_told_and_can_be_stopped(
    name: str, tmp_path: Path, scheduling: Scheduling, now: int
) -> None:
    path = tmp_path / f"deck.{WRITTEN[name] if name != 'table' else 'txt'}"
    with path.open("wb") as target:
        OUT[WRITTEN[name]].load()(given_deck(1100, now), target)
    heard: list[str] = []
    package = read(path, scheduling, lambda at, of, what: heard.append(what))
    assert len(package.deck.cards) == 1100
    assert [what.rpartition(", ")[2] for what in heard[1:4]] == ["card 1", "card 501", "card 1,001"]

    def stop(at: int, of: int, what: str) -> None:
        if what.endswith("card 501"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read(path, scheduling, stop)
