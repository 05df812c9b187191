"""Figures that the database counts are those that one counts row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

import pytest

from quizapp.memory import Memory, Rating
from quizapp.records import Accuracy, Answer, Cached, LogRow, Mistake, NewCard, Reviewed
from quizapp.schedule import Progress, Standing
from quizapp.skill import Attempt
from quizapp.store.store import Store

Fill = Callable[..., list[int]]
MakeCard = Callable[..., NewCard]


@pytest.fixture
def answered(store: Store, fill: Fill, make_card: MakeCard) -> Store:
    """A store with answers of every kind: undone ones, others of a joined card, tries at exercises."""
    numbers = fill(*(make_card(number, exercises=("iou", "adam_step")) for number in range(4)))
    tried = store.items.numbers(["exercise:iou", "exercise:adam_step"])
    places = enumerate((day, number) for day in (1, 5, 9, 40) for number in numbers)
    answers = [_reviewed(number, day, turn) for turn, (day, number) in places]
    answers += [
        _tried(tried["exercise:iou" if turn % 3 else "exercise:adam_step"], turn) for turn in range(20)
    ]
    for answer in answers:
        store.study.record(answer, progress=None, skill=None, model="", latest=0)
    store.items.join(numbers[0], numbers[3])
    for modes in (("review",), ("drill",)):
        row = store.study.last_answer(modes)  # type: ignore[arg-type]
        assert row is not None
        store.study.void(row, at_ms=10**6, day=50, left=None)
    return store


def _reviewed(item: int, day: int, turn: int) -> Answer:
    standing = None if turn == 7 else Standing("review", 0, 10 * turn, 0)
    was = ("new", "review", None)[turn % 3]
    return Answer(item, 1000 - turn, day, "review", Rating(turn % 4 + 1), 1, was, standing)  # type: ignore[arg-type]


def _tried(item: int, turn: int) -> Answer:
    names = ((), ("sign",), ("sign", "bias", "sign"), ("bias",))[turn % 4]
    tried = Attempt("k", turn % 2 + 1, correct=not names, mistakes=names)
    return Answer(item, 2000 + turn, turn, ("drill", "quiz")[turn % 2], None, 1, attempt=tried)  # type: ignore[arg-type]


def attempts(store: Store, since_day: int) -> Iterator[tuple[str, Attempt]]:
    for row in store.log.rows(since_day=since_day):
        if row.answer.attempt is not None:
            yield row.key.removeprefix("exercise:"), row.answer.attempt


@pytest.mark.parametrize("since_day", [0, 7, 60])
def test_exercises(answered: Store, since_day: int) -> None:
    tries: Counter[tuple[str, int]] = Counter()
    right: Counter[tuple[str, int]] = Counter()
    times: Counter[tuple[str, str]] = Counter()
    for name, tried in attempts(answered, since_day):
        tries[name, tried.level] += 1
        right[name, tried.level] += tried.correct
        times.update((name, mistake) for mistake in set(tried.mistakes))
    accuracy = answered.figures.accuracy(since_day)
    assert accuracy == [Accuracy(*place, right[place], tries[place]) for place in sorted(tries)]
    found = answered.figures.mistakes(accuracy, since_day)
    assert {(one.exercise, one.mistake): one.times for one in found} == times
    for one in found:
        assert one.tries == sum(count for (name, _), count in tries.items() if name == one.exercise)
    assert found == sorted(found, key=lambda one: (-one.times, one.tries, one.exercise, one.mistake))


def test_nothing_was_tried(store: Store) -> None:
    assert store.figures.mistakes(store.figures.accuracy()) == []
    assert list(store.figures.reviewed()) == []


def test_mistakes_are_ranked(answered: Store) -> None:
    found = answered.figures.mistakes(answered.figures.accuracy())
    assert found[0] == Mistake("iou", "sign", 7, 13)


def test_answers_in_review_come_item_by_item(answered: Store) -> None:
    rows = sorted(answered.log.rows(modes=("review",)), key=lambda row: row.owner)
    assert len(rows) == 15
    assert len({row.owner for row in rows}) == 3
    assert [tuple(row) for row in answered.figures.reviewed()] == list(map(_plain, rows))


def _plain(row: LogRow) -> Reviewed:
    answer = row.answer
    interval = answer.standing.interval if answer.standing else None
    return row.owner, answer.day, answer.rating, answer.was == "review", interval


def test_memories_lie_in_half_open_bins(answered: Store) -> None:
    memories = [(0.5, 1.0), (1.0, 10.0), (2.9, 9.99), (400.0, 5.0)]
    numbers = answered.items.numbers([f"card:c{place}" for place in range(4)])
    answered.caches.replace(
        (number, Cached(_progress(*memory), "", 1, None))
        for number, memory in zip(numbers.values(), memories, strict=True)
    )
    stabilities, difficulties = answered.figures.memories((0, 1, 3), range(1, 11))
    assert sum(stabilities) == sum(difficulties) == 3
    assert stabilities == [1, 2, 0]
    assert difficulties == [1, 0, 0, 0, 0, 0, 0, 0, 1, 1]


def _progress(stability: float, difficulty: float) -> Progress:
    return Progress(Memory(stability, difficulty, 1), Standing("review", 0, 1, 0), 1, 0, 2, None, 1)
