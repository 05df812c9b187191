"""The caches say what the log says, whatever happened."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.history import Scheduling, prove, settle
from quizapp.memory import Model, Rating
from quizapp.practice import Practice
from quizapp.question import Question
from quizapp.records import Answer, NewCard
from quizapp.schedule import DAY_MS, Policy
from quizapp.session import Options, Session
from quizapp.skill import Attempt
from quizapp.store import open_store
from quizapp.store.store import Store

Fill = Callable[..., list[int]]
MakeCard = Callable[..., NewCard]

POLICIES = (Policy(), Policy(retention=0.8, learning_steps=(30,), relearning_steps=(), fuzz=False))

answers = st.tuples(
    st.just("answer"), st.sampled_from(Rating), st.booleans(), st.sampled_from(["", "no_bias", "sign"])
)
events = st.lists(
    st.one_of(
        answers,
        answers,
        st.tuples(st.just("undo")),
        st.tuples(st.just("wait"), st.integers(1, 40 * 24)),
        st.tuples(st.just("back"), st.integers(1, 100)),
        st.tuples(st.just("settings"), st.sampled_from(POLICIES)),
        st.tuples(st.just("drill"), st.booleans()),
        st.tuples(st.just("restart")),
    ),
    max_size=25,
)


@settings(max_examples=25)
@given(events)
def test_caches_agree_with_the_log_after_any_history(
    make_card: MakeCard, scheduling: Scheduling, now: int, events: list[tuple[object, ...]]
) -> None:
    """Answers, undo, waiting, a clock set back, other settings, drills and restarts in any order."""
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "store.sqlite")
        store = open_store(path)
        source = store.library.add_source("folder", "/notes", now)
        store.library.put_file(source, "/notes/a.md", hash="h", reader="r", now_ms=now)
        store.library.put([make_card(0, exercises=("adam_step",)), make_card(1, exercises=("nms",))], now)
        options = Options(learn_ahead=10**6)
        session = Session(store.study, scheduling, now_ms=now, seed=1, options=options)
        for event in events:
            now += 7000
            if event[0] == "wait":
                now += int(str(event[1])) * 3_600_000
            elif event[0] == "back":
                now -= int(str(event[1])) * 3_600_000
            elif event[0] == "undo":
                session.undo(now)
            elif event[0] == "answer":
                _answer(session, now, *event[1:])  # type: ignore[arg-type]
            elif event[0] == "drill":
                _drill(store, scheduling, now, bool(event[1]))
            else:
                if event[0] == "settings":
                    scheduling = replace(scheduling, policy=event[1])  # type: ignore[arg-type]
                store.close()
                store = open_store(path)
                session = Session(store.study, scheduling, now_ms=now, seed=1, options=options)
        proof = prove(store.caches, scheduling, repair=False)
        store.close()
        assert proof.wrong == ()


def _answer(session: Session, now: int, rating: Rating, correct: bool, mistake: str) -> None:
    question = session.next(now)
    if isinstance(question, Question):
        attempt = None
        if question.draw:
            mistakes = (mistake,) if mistake and not correct else ()
            attempt = Attempt("k", question.draw.level, correct, mistakes=mistakes)
        session.answer(question, rating, now_ms=now, duration_ms=1, attempt=attempt)


def _drill(store: Store, scheduling: Scheduling, now: int, correct: bool) -> None:
    numbers = list(store.library.ensure_exercises(["adam_step"]).values())
    practice = Practice(store.study, scheduling, numbers, mode="drill", seed=3)
    question = practice.next(now)
    assert isinstance(question, Question)
    assert question.draw is not None
    attempt = Attempt("k", question.draw.level, correct)
    practice.answer(question, None, now_ms=now, duration_ms=1, attempt=attempt)


def test_wrong_caches_are_found_and_mended(
    store: Store, fill: Fill, make_card: MakeCard, scheduling: Scheduling, now: int
) -> None:
    fill(*(make_card(number) for number in range(5)))
    session = Session(store.study, scheduling, now_ms=now, seed=1)
    for _ in range(5):
        question = session.next(now)
        assert isinstance(question, Question)
        session.answer(question, Rating.GOOD, now_ms=now, duration_ms=1)
    with store._database.write() as connection:
        connection.exec_driver_sql("UPDATE states SET stability = stability + 1 WHERE item_id = 1")
        connection.exec_driver_sql("DELETE FROM states WHERE item_id = 2")
        connection.exec_driver_sql("INSERT INTO skills VALUES (3, 3, 0, 'ghost')")
        connection.exec_driver_sql("UPDATE states SET stability = stability * (1 + 1e-12) WHERE item_id = 4")
        connection.exec_driver_sql("UPDATE states SET difficulty = difficulty + 1e-6 WHERE item_id = 5")
    found = prove(store.caches, scheduling, repair=True)
    assert found.wrong == ("card:c0", "card:c1", "card:c2", "card:c4")  # last digits may differ
    assert (found.items, found.answers) == (5, 5)
    assert prove(store.caches, scheduling, repair=False).wrong == ()


def test_other_parameters_take_effect_item_by_item_and_by_rebuilding(
    store: Store, fill: Fill, make_card: MakeCard, scheduling: Scheduling, now: int
) -> None:
    """A state of another model is replayed before it is used; what was promised stays as it was."""
    numbers = fill(make_card(0), make_card(1))
    session = Session(store.study, scheduling, now_ms=now, seed=1)
    for _ in range(2):
        question = session.next(now)
        assert isinstance(question, Question)
        session.answer(question, Rating.EASY, now_ms=now, duration_ms=1)
    slower = tuple(
        value * (0.5 if index < 4 else 1) for index, value in enumerate(scheduling.model.parameters)
    )
    other = replace(scheduling, model=Model(slower))
    later = now + 60 * DAY_MS
    session = Session(store.study, other, now_ms=later, seed=1)
    question = session.next(later)
    assert isinstance(question, Question)
    session.answer(question, Rating.GOOD, now_ms=later, duration_ms=1)
    answered = store.study.load(question.item.id)
    assert answered is not None
    assert answered.model == other.model.version
    due = [store.study.load(number).progress.due_day for number in numbers]  # type: ignore[union-attr]
    assert len(prove(store.caches, other, repair=True).wrong) == 1
    assert [store.study.load(number).progress.due_day for number in numbers] == due  # type: ignore[union-attr]
    again = store.study.load(question.item.id)
    assert again is not None
    assert again.progress == answered.progress


def test_a_history_from_elsewhere_is_counted_in(
    store: Store,
    fill: Fill,
    make_card: MakeCard,
    log_answers: Callable[..., None],
    scheduling: Scheduling,
    now: int,
) -> None:
    """Answers of another program come without an outcome, and before what was answered here."""
    numbers = fill(make_card(0), make_card(1))
    session = Session(store.study, scheduling, now_ms=now, seed=1)
    question = session.next(now)
    assert isinstance(question, Question)
    session.answer(question, Rating.GOOD, now_ms=now, duration_ms=1)
    today = scheduling.calendar.day(now)
    log_answers(
        Answer(number, now - days * DAY_MS, today - days, "review", Rating.GOOD, 4000)
        for number in numbers
        for days in (30, 25, 9)
    )
    settle(store, scheduling, numbers)
    assert prove(store.caches, scheduling, repair=False).wrong == ()
    progress = [store.study.load(number).progress for number in numbers]  # type: ignore[union-attr]
    assert [one.reps for one in progress if one] == [4, 3]
    assert [one.memory.day for one in progress if one] == [today, today - 9]
