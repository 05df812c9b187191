"""Decks of Mochi into a store: their answers arrive once, and all of them are counted."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from quizapp.decks import history_in as deckhistory
from quizapp.decks.packages import bring, is_package, read
from quizapp.history import Scheduling
from quizapp.notes.importing import Linker
from quizapp.store.store import Store

LINKER = Linker(lambda cards: [()] * len(cards), "none")


def test_a_deck_of_mochi_arrives_with_its_answers_once(
    tmp_path: Path, store: Store, scheduling: Scheduling, now: int
) -> None:
    path = tmp_path / "deck.mochi"
    rows = "".join(
        f'{{:date #inst "2023-11-{day}T10:00:00Z" :interval {days} :remembered? {known}}}'
        for day, days, known in ((10, 1, "true"), (11, 2.1, "true"), (13, 0.5, "false"))
    )
    with zipfile.ZipFile(path, "w") as package:
        card = f'{{:id :abcdefgh :content "Why?\\n---\\nSo." :tags #{{"t"}} :reviews [{rows}]}}'
        package.writestr(
            "data.edn", f'{{:version 2 :decks [{{:name "D" :cards [{card} {{:content "alone"}}]}}]}}'
        )
    assert is_package(path)
    for number, state in enumerate(("new", "kept")):
        report = bring(
            store, read(path, scheduling), scheduling=scheduling, linker=LINKER, now_ms=now + number
        )
        assert (report.summary[state], report.summary["skipped"]) == (1, 1)
    assert [row.answer.rating for row in store.log.rows()] == [3, 3, 1]
    (one,) = store.library.cards()
    assert (one.card.front, one.card.back, one.card.deck) == ("Why?", "So.", "D")
    assert list(store.caches.stored())


def test_answers_are_counted_however_they_are_written(
    tmp_path: Path, store: Store, scheduling: Scheduling, now: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deckhistory, "AT_ONCE", 2)
    path = tmp_path / "deck.mochi"
    answer = '{:date #inst "2023-11-10T10:00:00Z" :interval 1 :remembered? true}'
    cards = "".join(f'{{:id :card000{at} :content "{at}\\n---\\nb" :reviews [{answer}]}}' for at in range(5))
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("data.edn", f'{{:version 2 :decks [{{:name "D" :cards [{cards}]}}]}}')
    report = bring(store, read(path, scheduling), scheduling=scheduling, linker=LINKER, now_ms=now)
    assert "5 answers came along." in report.remarks
    assert sum(1 for _ in store.log.rows()) == 5
