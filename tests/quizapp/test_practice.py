"""Drill and cram: logged under their names, and the schedule stays as it was."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from quizapp.history import Scheduling
from quizapp.memory import Rating
from quizapp.practice import Practice, PracticeMode
from quizapp.question import Finished, Question
from quizapp.records import NewCard
from quizapp.session import Session
from quizapp.skill import Attempt
from quizapp.store.store import Store

Fill = Callable[..., list[int]]
MakeCard = Callable[..., NewCard]


def asked(practice: Practice, now: int) -> Question:
    found = practice.next(now)
    assert isinstance(found, Question)
    return found


@pytest.mark.parametrize("mode", ["cram", "drill"])
def test_practice_leaves_the_schedule_alone(
    store: Store, fill: Fill, make_card: MakeCard, scheduling: Scheduling, now: int, mode: PracticeMode
) -> None:
    numbers = fill(make_card(0), make_card(1))
    session = Session(store.study, scheduling, now_ms=now, seed=1)
    question = session.next(now)
    assert isinstance(question, Question)
    session.answer(question, Rating.GOOD, now_ms=now, duration_ms=1)
    before = [store.study.load(number).progress for number in numbers]  # type: ignore[union-attr]
    practice = Practice(store.study, scheduling, numbers, mode=mode, seed=1)
    for rating in (Rating.AGAIN, Rating.EASY):
        practice.answer(asked(practice, now), rating, now_ms=now + 9, duration_ms=1)
    assert [store.study.load(number).progress for number in numbers] == before  # type: ignore[union-attr]
    assert [row.answer.mode for row in store.log.rows()] == ["review", mode, mode]
    assert store.study.counts(scheduling.calendar.day(now)).reviews == 1


def test_cramming_brings_back_what_was_not_known(
    store: Store, fill: Fill, make_card: MakeCard, scheduling: Scheduling, now: int
) -> None:
    practice = Practice(store.study, scheduling, fill(make_card(0), make_card(1)), mode="cram", seed=1)
    keys = []
    for rating in (Rating.AGAIN, Rating.GOOD, Rating.GOOD):
        question = asked(practice, now)
        keys.append(question.item.key)
        practice.answer(question, rating, now_ms=now, duration_ms=1)
    assert keys == ["card:c0", "card:c1", "card:c0"]
    assert isinstance(practice.next(now), Finished)


def test_a_drill_goes_on_and_its_level_follows(store: Store, scheduling: Scheduling, now: int) -> None:
    numbers = list(store.library.ensure_exercises(["adam_step", "nms"]).values())
    practice = Practice(store.study, scheduling, numbers, mode="drill", seed=1)
    seen = []
    for _ in range(6):
        question = asked(practice, now)
        assert question.draw is not None
        seen.append((question.draw.exercise, question.draw.level))
        attempt = Attempt("k", question.draw.level, True)
        practice.answer(question, None, now_ms=now, duration_ms=1, attempt=attempt)
    assert seen == [(name, level) for level in (2, 2, 3) for name in ("adam_step", "nms")]


def test_undo_in_practice_takes_back_that_mode_alone(
    store: Store, fill: Fill, make_card: MakeCard, scheduling: Scheduling, now: int
) -> None:
    numbers = fill(make_card(0), make_card(1))
    session = Session(store.study, scheduling, now_ms=now, seed=1)
    question = session.next(now)
    assert isinstance(question, Question)
    session.answer(question, Rating.GOOD, now_ms=now, duration_ms=1)
    practice = Practice(store.study, scheduling, numbers, mode="cram", seed=1)
    first = asked(practice, now)
    practice.answer(first, Rating.AGAIN, now_ms=now, duration_ms=1)
    undone = practice.undo(now)
    assert undone is not None
    assert undone.owner == first.item.id
    assert asked(practice, now).item.id == first.item.id
    assert practice.remaining.total == 2
    assert practice.undo(now) is None
    assert store.study.counts(scheduling.calendar.day(now)).reviews == 1


def test_what_is_put_aside_or_suspended_is_not_asked(
    store: Store, fill: Fill, make_card: MakeCard, scheduling: Scheduling, now: int
) -> None:
    numbers = fill(make_card(0), make_card(1), make_card(2))
    practice = Practice(store.study, scheduling, [*numbers, 999], mode="cram", seed=1)
    practice.put_aside(asked(practice, now))
    store.items.suspend(numbers[1:2])
    assert asked(practice, now).item.id == numbers[2]
    practice.put_aside(asked(practice, now))
    assert isinstance(practice.next(now), Finished)
