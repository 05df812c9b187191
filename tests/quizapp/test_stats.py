"""Statistics over small logs whose numbers were counted by hand."""

from __future__ import annotations

from collections.abc import Iterator
from operator import itemgetter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp import stats
from quizapp.memory import Memory, Model, Rating, model
from quizapp.records import DayCounts, Reviewed

AGAIN, HARD, GOOD, EASY = Rating


@pytest.mark.parametrize(
    ("days", "length"),
    [([], 0), ([10], 1), ([9], 1), ([8], 0), ([10, 9, 8, 6], 3), ([9, 8], 2), ([10, 8], 1), ([11], 0)],
)
def test_streak(days: list[int], length: int) -> None:
    assert stats.streak(days, today=10) == length


def test_retention() -> None:
    days = [DayCounts(1, 9, 5, 4, 3, 1), DayCounts(2, 5, 5, 0, 0, 1), DayCounts(3, 6, 0, 6, 6, 1)]
    assert stats.retention(days) == stats.Share(9, 10)
    assert stats.retention(days).share == 0.9
    assert stats.retention([]).share is None
    assert stats.retention_by_day(days) == [(1, stats.Share(3, 4)), (3, stats.Share(6, 6))]


def test_true_retention_is_that_of_the_interval_which_ended() -> None:
    rows: list[Reviewed] = [
        (1, 1, GOOD, 0, 5),
        (1, 6, AGAIN, 1, 2),
        (1, 8, GOOD, 1, 30),
        (1, 38, HARD, 1, 40),
        (2, 1, EASY, 0, 21),
        (2, 22, GOOD, 1, 60),
    ]
    found = stats.replayed(rows, model()).retention
    assert found == {"young": stats.Share(1, 2), "mature": stats.Share(2, 2)}


def test_predictions_come_from_the_memory_before_each_review() -> None:
    known = model()
    memory = known.replay([(GOOD, 1), (GOOD, 1)])
    assert memory is not None
    found = known.foretold([(GOOD, 1), (GOOD, 1), (AGAIN, 4)])
    assert found == [(known.retrievability(memory, 4), False)]


@given(
    st.lists(
        st.tuples(
            st.integers(1, 4),
            st.integers(0, 90),
            st.sampled_from([None, *Rating]),
            st.integers(0, 1),
            st.none() | st.integers(0, 60),
        ),
        max_size=60,
    )
)
def test_a_log_gone_through_at_once_says_what_it_says_answer_by_answer(rows: list[Reviewed]) -> None:
    ordered = sorted(rows, key=itemgetter(0, 1))
    known = model()
    pairs = sorted(_one_by_one(ordered, known))
    size = max(1, -(-len(pairs) // 10))
    chunks = [pairs[start : start + size] for start in range(0, len(pairs), size)]
    assert stats.replayed(ordered, known) == stats.Replayed(
        _kept(ordered),
        tuple(
            stats.Bin(sum(p for p, _ in one) / len(one), sum(kept for _, kept in one), len(one))
            for one in chunks
        ),
    )


def _one_by_one(rows: list[Reviewed], known: Model) -> Iterator[tuple[float, bool]]:
    memories: dict[int, Memory] = {}
    for item, day, rating, _, _ in rows:
        if rating is None:
            continue
        before = memories.get(item)
        if before is not None and day > before.day:
            yield known.retrievability(before, day), rating != AGAIN
        memories[item] = known.advance(before, Rating(rating), day)


def _kept(rows: list[Reviewed]) -> dict[str, stats.Share]:
    intervals: dict[int, int] = {}
    counts = {"young": [0, 0], "mature": [0, 0]}
    for item, _, rating, due, interval in rows:
        if due and item in intervals:
            count = counts["mature" if intervals[item] >= stats.MATURE else "young"]
            count[0] += rating != AGAIN
            count[1] += 1
        if interval is not None:
            intervals[item] = interval
    return {name: stats.Share(*count) for name, count in counts.items()}


def test_calibration_bins_hold_equally_many() -> None:
    pairs = [(index / 10, index % 2 == 0) for index in range(10)]
    assert stats.calibration(pairs, 2) == [
        stats.Bin(pytest.approx(0.2), 3, 5),
        stats.Bin(pytest.approx(0.7), 2, 5),
    ]
    assert [one.reviews for one in stats.calibration(pairs, 3)] == [4, 4, 2]
    assert stats.calibration([], 10) == []
