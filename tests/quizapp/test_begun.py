"""A question that is left before it is graded goes on where it was, in another program and on another day."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from quizapp.history import Scheduling
from quizapp.memory import Rating
from quizapp.practice import Practice
from quizapp.question import Question
from quizapp.records import NewCard
from quizapp.schedule import DAY_MS
from quizapp.session import Session
from quizapp.sitting import Sitting
from quizapp.store.store import Store

Fill = Callable[..., list[int]]
MakeCard = Callable[..., NewCard]
Sit = Callable[..., Sitting]


@pytest.fixture
def sit(store: Store, fill: Fill, make_card: MakeCard, scheduling: Scheduling, now: int) -> Sit:
    """A sitting in review so many days after the card of an exercise was learnt."""
    fill(make_card(0, exercises=("conv_output_size",)))
    evening = Session(store.study, scheduling, now_ms=now, seed=0)
    card = evening.next(now)
    assert isinstance(card, Question)
    evening.answer(card, Rating.EASY, now_ms=now, duration_ms=1)

    def begin(days: int = 1, seconds: int = 0) -> Sitting:
        at = now + days * DAY_MS
        session = Session(store.study, scheduling, now_ms=at, seed=days)
        times = iter([at] * 3 + [at + 1000 * seconds] * 99)
        sitting = Sitting(session, lambda: next(times), facts=store.facts)
        sitting.advance()
        return sitting

    return begin


def end(sitting: Sitting) -> None:
    """The program ends, a moment after something was done."""
    sitting.hold()
    sitting.begun.write(sitting.now_ms)


def round_of(sitting: Sitting):  # type: ignore[no-untyped-def]
    assert sitting.shown is not None
    assert sitting.shown.round is not None
    return sitting.shown.round


@pytest.mark.parametrize("days", [1, 2], ids=["the same day", "another day"])
def test_hints_tries_words_and_time_come_back_with_the_question(sit: Sit, days: int) -> None:
    before = sit(1, seconds=30)
    round_of(before).hint()
    round_of(before).submit(["7777"])
    round_of(before).hint()
    before.note(["12"])
    end(before)
    after = sit(days)
    found = round_of(after)
    assert found.variant.key == round_of(before).variant.key
    assert (found.hints, found.attempt) == (round_of(before).hints, round_of(before).attempt)
    assert found.attempt.typed == ("7777",)
    assert found.attempt.hints == 1
    assert after.written == ("12",)
    assert after.spent_ms == 30_000


def test_a_solution_that_was_seen_stays_seen(sit: Sit) -> None:
    before = sit()
    round_of(before).give_up()
    before.note([""])
    end(before)
    assert round_of(sit()).over


@pytest.mark.parametrize("written", [[""], []])
def test_nothing_done_leaves_nothing(sit: Sit, store: Store, written: list[str]) -> None:
    sitting = sit()
    sitting.note(["1"])
    end(sitting)
    sitting.note(written)
    end(sitting)
    assert store.facts.under("draft:") == {}
    assert sit().written == ()


def test_a_grade_ends_it_and_the_next_question_begins_empty(sit: Sit, store: Store) -> None:
    sitting = sit()
    round_of(sitting).submit(["7777"])
    sitting.note(["7777"])
    end(sitting)
    sitting.grade(Rating.AGAIN)
    assert round_of(sit(2)).tries == []
    end(sitting)
    assert store.facts.under("draft:") == {}


def test_a_question_of_another_release_begins_anew(sit: Sit) -> None:
    before = sit()
    before.note(["12"])
    before.begun._all[next(iter(before.begun._all))]["drawn"]["key"] = "conv_output_size@0:1:2:"
    end(before)
    assert sit().written == ()


def test_a_drill_takes_up_what_it_asks_for(store: Store, scheduling: Scheduling, now: int) -> None:
    [number] = store.library.ensure_exercises(["conv_output_size"]).values()

    def drill(seed: int, level: int | None = None) -> Sitting:
        practice = Practice(store.study, scheduling, [number], mode="drill", seed=seed)
        sitting = Sitting(practice, lambda: now, "drill", level=level, facts=store.facts)
        sitting.advance()
        return sitting

    before = drill(1)
    before.note(["12"])
    end(before)
    assert drill(2, level=1).written == ()
    after = drill(2)
    assert after.written == ("12",)
    assert round_of(after).variant.key == round_of(before).variant.key
