"""The memory model: two implementations agree, and days count as rollovers."""

from __future__ import annotations

import time

import numpy as np
import pytest
from fsrs.scheduler import LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS
from fsrs_rs_python import FSRS
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import UsageError
from quizapp.memory import Memory, Model, Rating, model

MODEL = model()
ORACLE = FSRS(list(MODEL.parameters))

histories = st.lists(
    st.tuples(st.sampled_from(Rating), st.integers(min_value=0, max_value=400)), min_size=1, max_size=20
)


@settings(max_examples=150)
@given(histories)
def test_states_and_intervals_agree_with_another_implementation(
    steps: list[tuple[Rating, int]],
) -> None:
    """fsrs-rs computes in single precision, hence the tolerance; same-day answers are among the steps."""
    memory, oracle, day = None, None, 0
    for number, (rating, wait) in enumerate(steps):
        wait = wait if number else 0
        day += wait
        memory = MODEL.advance(memory, rating, day)
        states = ORACLE.next_states(oracle, 0.9, wait)
        answer = (states.again, states.hard, states.good, states.easy)[rating - 1]
        oracle = answer.memory
        assert memory.stability == pytest.approx(oracle.stability, rel=2e-5)
        assert memory.difficulty == pytest.approx(oracle.difficulty, rel=2e-5)
        assert MODEL.interval(memory.stability, 0.9) == pytest.approx(answer.interval, rel=1e-4)


@pytest.mark.parametrize("retention", [0.7, 0.8, 0.9, 0.95, 0.99])
def test_the_interval_is_where_recall_falls_to_the_wish(retention: float) -> None:
    memory = Memory(stability=1000.0, difficulty=5.0, day=0)
    days = MODEL.interval(memory.stability, retention)
    assert MODEL.retrievability(memory, round(days)) == pytest.approx(retention, abs=1e-3)
    oracle = ORACLE.next_interval(1000.0, retention, 3)
    assert days == pytest.approx(oracle, rel=1e-4)


def test_an_evening_and_the_next_morning_are_one_day_apart() -> None:
    """Ten hours later but after a rollover: the long-term formula applies, not the same-day one."""
    first = MODEL.advance(None, Rating.GOOD, 100)
    next_morning = MODEL.advance(first, Rating.GOOD, 101)
    same_day = MODEL.advance(first, Rating.GOOD, 100)
    assert next_morning.stability == pytest.approx(7.32, abs=0.01)
    assert same_day.stability == pytest.approx(2.31, abs=0.01)


def test_a_clock_set_back_counts_as_the_same_day() -> None:
    first = MODEL.advance(None, Rating.GOOD, 100)
    assert MODEL.advance(first, Rating.GOOD, 90) == MODEL.advance(first, Rating.GOOD, 100)


def _parameters() -> st.SearchStrategy[Model]:
    bounds = zip(LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS, strict=True)
    return st.tuples(*(st.floats(low, high) for low, high in bounds)).map(Model)


@settings(max_examples=300)
@given(st.one_of(st.just(MODEL), _parameters()), histories)
def test_replay_is_the_sum_of_its_steps_to_the_last_bit(
    fitted: Model, steps: list[tuple[Rating, int]]
) -> None:
    """Days that stand still or run backwards are among the steps."""
    log = [
        (rating, wait % 50 if wait > 300 else 10 * number + wait)
        for number, (rating, wait) in enumerate(steps)
    ]
    memory = None
    for rating, day in log:
        memory = fitted.advance(memory, rating, day)
    assert fitted.replay(log) == memory


@settings(max_examples=100)
@given(st.one_of(st.just(MODEL), _parameters()), st.lists(histories.filter(bool), max_size=5))
def test_many_items_are_replayed_at_once_as_one_by_one(
    fitted: Model, each: list[list[tuple[Rating, int]]]
) -> None:
    """Histories of all lengths beside one another, none at all included."""
    logs = [[(rating, wait % 50 - 3 * at) for at, (rating, wait) in enumerate(steps)] for steps in each]
    answers = np.array([answer for log in logs for answer in log], dtype=np.int64).reshape(-1, 2)
    starts = np.cumsum([0, *map(len, logs)], dtype=np.int64)[:-1]
    stabilities, difficulties, days = fitted.replay_many(answers[:, 0], answers[:, 1], starts)
    alone = [memory for log in logs if (memory := fitted.replay(log))]
    assert stabilities.tolist() == pytest.approx([memory.stability for memory in alone], rel=1e-10)
    assert difficulties.tolist() == pytest.approx([memory.difficulty for memory in alone], rel=1e-10)
    assert days.tolist() == [memory.day for memory in alone]


def test_no_answers_leave_no_state() -> None:
    assert MODEL.replay([]) is None


def test_an_answer_never_sleeps(monkeypatch: pytest.MonkeyPatch) -> None:
    """py-fsrs's card sleeps when it is given no id."""

    def asleep(seconds: float) -> None:
        raise AssertionError(f"slept {seconds} s")

    monkeypatch.setattr(time, "sleep", asleep)
    memory = MODEL.advance(None, Rating.GOOD, 0)
    MODEL.retrievability(MODEL.advance(memory, Rating.GOOD, 3), 9)


@pytest.mark.parametrize("parameters", [(1.0,), (0.0,) * 21, (100.0,) * 21])
def test_impossible_parameters_are_refused(parameters: tuple[float, ...]) -> None:
    with pytest.raises(UsageError, match="FSRS-6 parameters"):
        Model(parameters)


@pytest.mark.parametrize("retention", [0.0, 1.0, 1.5, -0.1])
def test_an_impossible_retention_is_refused(retention: float) -> None:
    with pytest.raises(UsageError, match="between 0 and 1"):
        MODEL.interval(10.0, retention)


def test_the_version_names_the_parameters() -> None:
    other = (*MODEL.parameters[:-1], 0.2)
    assert Model(other).version != MODEL.version
    assert model(MODEL.parameters).version == MODEL.version
