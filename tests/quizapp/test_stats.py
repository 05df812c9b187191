"""Statistics over small logs whose numbers were counted by hand."""

from __future__ import annotations

import pytest

from quizapp import stats
from quizapp.memory import Rating, model
from quizapp.records import Answer, DayCounts, LogRow
from quizapp.schedule import Standing
from quizapp.skill import Attempt

AGAIN, HARD, GOOD, EASY = Rating


def review(key: str, day: int, rating: Rating, was: str, interval: int, owner: int = 1) -> LogRow:
    standing = Standing("review", 0, interval, 0)
    answer = Answer(owner, day * 10, day, "review", rating, 1, was, standing)  # type: ignore[arg-type]
    return LogRow(day, key, answer, owner)


def attempt(exercise: str, level: int, correct: bool, *mistakes: str) -> LogRow:
    tried = Attempt("k", level, correct, mistakes=mistakes)
    return LogRow(1, f"exercise:{exercise}", Answer(1, 0, 0, "drill", None, 1, attempt=tried), 1)


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


def test_retention_by_maturity() -> None:
    rows = [
        review("card:a", 1, GOOD, "new", 5),
        review("card:b", 1, EASY, "new", 21, owner=2),
        review("card:a", 6, AGAIN, "review", 2),
        review("card:a", 8, GOOD, "review", 30),
        review("card:b", 22, GOOD, "review", 60, owner=2),
        review("card:a", 38, HARD, "review", 40),
    ]
    found = stats.retention_by_maturity(rows)
    assert found == {"young": stats.Share(1, 2), "mature": stats.Share(2, 2)}


def test_mistakes_are_ranked() -> None:
    rows = [
        attempt("adam_step", 2, False, "no_bias"),
        attempt("adam_step", 2, False, "no_bias", "sign"),
        attempt("adam_step", 2, True),
        attempt("iou", 1, False, "union"),
        attempt("iou", 2, False),
        review("card:a", 1, GOOD, "new", 5),
    ]
    assert stats.mistakes(rows) == [
        stats.Mistake("adam_step", "no_bias", 2, 3),
        stats.Mistake("iou", "union", 1, 2),
        stats.Mistake("adam_step", "sign", 1, 3),
    ]
    assert stats.accuracy(rows) == [
        stats.Accuracy("adam_step", 2, 1, 3),
        stats.Accuracy("iou", 1, 0, 1),
        stats.Accuracy("iou", 2, 0, 1),
    ]


def test_predictions_come_from_the_memory_before_each_review() -> None:
    known = model()
    rows = [
        review("card:a", 1, GOOD, "new", 2),
        review("card:a", 1, GOOD, "learning", 2),
        review("card:a", 4, AGAIN, "review", 2),
        review("card:b", 4, GOOD, "new", 2, owner=2),
    ]
    memory = known.replay([(GOOD, 1), (GOOD, 1)])
    assert memory is not None
    assert stats.predictions(rows, known) == [(known.retrievability(memory, 4), False)]


def test_calibration_bins_hold_equally_many() -> None:
    pairs = [(index / 10, index % 2 == 0) for index in range(10)]
    assert stats.calibration(pairs, 2) == [
        stats.Bin(pytest.approx(0.2), 3, 5),
        stats.Bin(pytest.approx(0.7), 2, 5),
    ]
    assert [one.reviews for one in stats.calibration(pairs, 3)] == [4, 4, 2]
    assert stats.calibration([], 10) == []
