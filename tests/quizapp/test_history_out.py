"""A studied store as a package: Anki takes the history and comes to the same memory and the same days."""

from __future__ import annotations

import json
import sqlite3
import time
import warnings
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cards.exports.anki import write_apkg
from cards.imports.anki import read_package
from cards.model import Deck
from quizapp.config import Settings
from quizapp.decks.outgoing import Wanted, deck_of
from quizapp.history import Scheduling, settle
from quizapp.memory import Rating
from quizapp.question import Question
from quizapp.records import Answer, Selection
from quizapp.schedule import DAY_MS, Standing
from quizapp.session import Options, Session
from quizapp.skill import Attempt
from quizapp.store.store import Store
from quizapp.workspace import Workspace


@pytest.fixture
def studied(
    store: Store,
    fill: Callable[..., list[int]],
    make_card: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
) -> Workspace:
    """Thirty cards after a month of afternoons that end yesterday, none of them across a rollover."""
    numbers = fill(*(make_card(number, deck=f"D::{number % 3}") for number in range(30)))
    workspace = Workspace(Settings(), store)
    calendar = workspace.scheduling.calendar
    afternoon = calendar.start(calendar.day(int(time.time() * 1000))) - DAY_MS // 2
    for day in range(30, -1, -3):
        start = afternoon - day * DAY_MS
        session = Session(
            store.study, workspace.scheduling, now_ms=start, seed=day, options=Options(new_limit=6)
        )
        for turn in range(40):
            at = start + turn * 60_000
            question = session.next(at)
            if not isinstance(question, Question):
                break
            grade = (Rating.GOOD, Rating.GOOD, Rating.EASY, Rating.AGAIN, Rating.HARD)[(turn + day) % 5]
            session.answer(question, grade, now_ms=at, duration_ms=4000 + turn)
    store.items.suspend(numbers[:2])
    store.items.flag(numbers[2:4], 2)
    return workspace


@pytest.fixture
def deck(studied: Workspace) -> Deck:
    return deck_of(studied, Wanted(Selection(), history=True))


@pytest.fixture
def anki(tmp_path: Path) -> Iterator[Any]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        library = pytest.importorskip("anki.collection")
    collection = library.Collection(str(tmp_path / "collection.anki2"))
    collection.set_config("fsrs", True)

    def bring(deck: Deck, *, with_scheduling: bool = True) -> Any:
        path = tmp_path / "deck.apkg"
        with path.open("wb") as target:
            write_apkg(deck, target)
        options = library.ImportAnkiPackageOptions(with_scheduling=with_scheduling)
        request = library.ImportAnkiPackageRequest(package_path=str(path), options=options)
        collection.import_anki_package(request)
        return collection

    yield bring
    collection.close()


def cards_of(collection: Any) -> dict[str, Any]:
    found = (collection.get_card(number) for number in collection.find_cards(""))
    return {card.note().guid: card for card in found}


def test_anki_comes_to_the_same_memory_and_the_same_days(anki: Any, deck: Deck, studied: Workspace) -> None:
    collection = anki(deck)
    theirs = cards_of(collection)
    assert set(theirs) == {card.id for card in deck.cards}
    compared = 0
    for name, card in theirs.items():
        ours = deck.schedules[name]
        if not ours.stability:
            assert (card.type, card.reps) == (0, 0)
            continue
        state = collection.compute_memory_state(card.id)
        assert state.stability == pytest.approx(ours.stability, rel=1e-3)
        assert state.difficulty == pytest.approx(ours.difficulty, rel=1e-3)
        assert card.memory_state.stability == pytest.approx(ours.stability, rel=1e-3)
        assert (card.reps, card.lapses) == (ours.reps, ours.lapses)
        if ours.phase == "review":
            assert card.due - collection.sched.today == ours.due_day - studied.today
            assert card.ivl == ours.interval
        compared += 1
    assert compared > 10
    assert collection.fix_integrity()[1]


def test_what_was_put_to_rest_and_flagged_is_so_in_anki(anki: Any, deck: Deck) -> None:
    theirs = cards_of(anki(deck))
    assert {name for name, card in theirs.items() if card.queue == -1} == {"c0", "c1"}
    assert {name for name, card in theirs.items() if card.user_flag() == 2} == {"c2", "c3"}


def test_what_was_buried_by_hand_is_so_in_anki(anki: Any, studied: Workspace) -> None:
    number = studied.store.items.numbers(["card:c5"])["card:c5"]
    studied.store.items.bury([number], studied.today + 1)
    theirs = cards_of(anki(deck_of(studied, Wanted(Selection(), history=True))))
    assert {name: card.queue for name, card in theirs.items() if card.queue < -1} == {"c5": -3}


def test_the_log_is_whole_and_its_kinds_are_right(anki: Any, deck: Deck) -> None:
    collection = anki(deck)
    rows = collection.db.all("SELECT cid, id, ease, type FROM revlog ORDER BY cid, id")
    assert len(rows) == sum(len(reviews) for reviews in deck.reviews.values())
    first = {}
    for card, *rest in rows:
        first.setdefault(card, rest)
    assert {kind for _, _, kind in first.values()} == {0}  # anything else would count as a log that was cut
    assert {row[3] for row in rows} >= {0, 1, 2}


def test_an_answer_in_anki_goes_on_from_there(anki: Any, deck: Deck) -> None:
    collection = anki(deck)
    card = next(card for card in cards_of(collection).values() if card.queue == 2)
    before = card.memory_state.stability
    card.start_timer()
    collection.sched.answerCard(card, 3)
    after = collection.get_card(card.id)
    assert after.ivl >= 1
    assert after.memory_state.stability > before


def test_without_scheduling_everything_is_new(anki: Any, deck: Deck) -> None:
    assert {card.type for card in cards_of(anki(deck, with_scheduling=False)).values()} == {0}


def test_known_cards_are_never_rescheduled(anki: Any, deck: Deck) -> None:
    collection = anki(Deck(deck.cards))
    before = {name: (card.type, card.due) for name, card in cards_of(collection).items()}
    collection = anki(deck)
    assert {name: (card.type, card.due) for name, card in cards_of(collection).items()} == before


def test_the_package_says_when_its_days_began_and_which_scheduler_it_has(deck: Deck, tmp_path: Path) -> None:
    path = tmp_path / "deck.apkg"
    with path.open("wb") as target:
        write_apkg(deck, target)
    with zipfile.ZipFile(path) as package:
        assert {entry.compress_type for entry in package.infolist()} == {zipfile.ZIP_DEFLATED}
        (tmp_path / "c.anki2").write_bytes(package.read("collection.anki2"))
    with sqlite3.connect(tmp_path / "c.anki2") as database:
        created, settings = database.execute("SELECT crt, conf FROM col").fetchone()
        times = [at for (at,) in database.execute("SELECT id FROM revlog")]
    database.close()
    assert json.loads(settings)["schedVer"] == 2
    assert created // 86_400 == min(
        [reviews[0].day for reviews in deck.reviews.values()]
        + [card.changed_ms // DAY_MS for card in deck.cards]
    )
    assert len(set(times)) == len(times)
    assert max(times) <= time.time() * 1000 + DAY_MS


def test_without_the_scheduler_s_version_anki_would_read_other_grades(
    anki: Any, deck: Deck, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The trap that `schedVer` avoids: Good becomes Easy in the steps, and so does the memory."""
    from cards.exports import anki as writer

    whole = writer.settings
    monkeypatch.setattr(
        writer,
        "settings",
        lambda cards: {key: value for key, value in whole(cards).items() if key != "schedVer"},
    )
    collection = anki(deck)
    wrong = [
        name
        for name, card in cards_of(collection).items()
        if deck.schedules[name].stability
        and collection.compute_memory_state(card.id).stability
        != pytest.approx(deck.schedules[name].stability, rel=1e-2)
    ]
    assert wrong


def test_the_history_comes_back_as_it_was(deck: Deck, studied: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "deck.apkg"
    with path.open("wb") as target:
        write_apkg(deck, target)
    again = read_package(path, studied.scheduling.calendar.day)
    plain = {
        name: [replace(one, was="review", interval=0, wait=0) for one in reviews]
        for name, reviews in deck.reviews.items()
    }
    assert {
        name: [replace(one, was="review", interval=0, wait=0) for one in reviews]
        for name, reviews in again.reviews.items()
    } == plain
    assert isinstance(studied.scheduling, Scheduling)


def test_the_history_of_an_exercise_goes_with_the_level_that_is_asked_next(
    anki: Any,
    store: Store,
    fill: Callable[..., list[int]],
    make_card: Callable[..., Any],
    log_answers: Callable[..., None],
) -> None:
    fill(make_card(0, exercises=("iou",)))
    workspace = Workspace(Settings(), store)
    at = int(time.time() * 1000) - 20 * DAY_MS
    number = store.items.numbers(["exercise:iou"])["exercise:iou"]
    calendar = workspace.scheduling.calendar
    for days, interval in ((0, 3), (3, 8), (11, 30)):
        then = at + days * DAY_MS
        log_answers(
            [
                Answer(
                    item=number,
                    at_ms=then,
                    day=calendar.day(then),
                    mode="review",
                    rating=Rating.GOOD,
                    duration_ms=9000,
                    was="review" if days else "new",
                    standing=Standing("review", 0, interval, 0),
                    attempt=Attempt(f"iou@1:{days}:2:", 2, True),
                )
            ]
        )
    settle(store, workspace.scheduling, [number])
    deck = deck_of(workspace, Wanted(Selection(), history=True, practice=True, levels=(1, 2, 3)))
    assert {name: len(rows) for name, rows in deck.reviews.items()} == {"exercise-iou-3": 3}
    card = cards_of(anki(deck))["exercise-iou-3"]
    assert (card.reps, card.type) == (3, 2)
    assert card.memory_state.stability == pytest.approx(deck.schedules["exercise-iou-3"].stability, rel=1e-3)
    assert cards_of(anki(deck))["exercise-iou-1"].reps == 0


def test_it_is_told_how_far_a_history_has_been_read(studied: Workspace) -> None:
    told: list[tuple[int, int, str]] = []
    deck = deck_of(studied, Wanted(Selection(), history=True), reading=lambda *at: told.append(at))
    assert told == [(0, 30, "cards"), (0, 30, "answers")]
    answers = {name: list(reviews) for name, reviews in deck.reviews.items()}
    logged = [row for row in studied.store.log.rows() if row.answer.rating is not None]
    assert sum(map(len, answers.values())) == len(logged)
    assert deck.first_day == min(row.answer.day for row in logged)
    assert sum(deck.schedules[card.id].suspended for card in deck.cards) == 2
    assert told[2:] == [(0, 30, "schedules")]


def test_the_answers_to_joined_cards_leave_as_one_history(studied: Workspace) -> None:
    before = deck_of(studied, Wanted(Selection(), history=True))
    kept, dropped, *_ = before.reviews
    numbers = studied.store.items.numbers([f"card:{kept}", f"card:{dropped}"])
    expected = sorted([*before.reviews[kept], *before.reviews[dropped]], key=lambda one: one.at_ms)
    studied.store.items.join(numbers[f"card:{kept}"], numbers[f"card:{dropped}"])
    after = deck_of(studied, Wanted(Selection(), history=True))
    assert dropped not in after.reviews
    assert after.reviews[kept] == expected
