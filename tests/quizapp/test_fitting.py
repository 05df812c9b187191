"""The memory model fitted to a learner: better where there is something to learn, else silent."""

from __future__ import annotations

import random
from math import log

import pytest

from engine.errors import UsageError
from quizapp import fitting
from quizapp.fitting import LEAST, fit
from quizapp.memory import Memory, Model, Rating, model


def learner(growth: float, cards: int = 300, answers: int = 9) -> list[list[tuple[int, int]]]:
    """Histories of somebody whose memories grow so many times as fast as the published parameters say."""
    published = model()
    values = list(published.parameters)
    values[8] += log(growth)
    true = Model(tuple(values))
    chance = random.Random(5)
    found = []
    for _ in range(cards):
        memory: Memory | None = None
        day, history = chance.randrange(60), []
        for _ in range(answers):
            grade = 3
            if memory is not None:
                grade = 3 if chance.random() < true.retrievability(memory, day) else 1
            memory = true.advance(memory, Rating(grade), day)
            history.append((grade, day))
            planned = published.replay((Rating(one), at) for one, at in history)
            assert planned is not None
            day += max(1, round(planned.stability * chance.uniform(0.7, 1.3)))
        found.append(history)
    return found


@pytest.fixture(autouse=True)
def installed() -> None:
    pytest.importorskip("fsrs_rs_python")


def test_a_learner_who_forgets_sooner_is_foretold_better() -> None:
    found = fit(learner(0.25), model().parameters)
    assert found.better
    assert found.after < found.before - 0.01
    assert len(found.parameters) == 21
    assert model(found.parameters).version != model().version
    assert found.answers > LEAST


def test_a_fit_is_the_same_each_time() -> None:
    histories = learner(0.5, cards=80)
    assert fit(histories, model().parameters) == fit(histories, model().parameters)


def test_too_few_answers_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match="too few to fit"):
        fit(learner(1.0, cards=5), model().parameters)
    with pytest.raises(UsageError, match="0 answers are too few"):
        fit([], model().parameters)


def test_answers_of_one_day_teach_nothing_by_themselves() -> None:
    with pytest.raises(UsageError, match="0 answers are too few"):
        fit([[(3, 10)] * 50] * 50, model().parameters)


def test_a_clock_that_was_set_back_does_no_harm() -> None:
    histories = [
        [(rating, day - 30 * (at % 2)) for at, (rating, day) in enumerate(one)] for one in learner(1.0)
    ]
    assert fit(histories, model().parameters).answers > 0


def test_without_the_extra_the_way_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "fsrs_rs_python", None)
    with pytest.raises(UsageError, match=r"pip install 'quizapp\[fit\]'"):
        fit(learner(1.0, cards=2), model().parameters)


def test_a_panic_of_the_optimizer_becomes_a_sentence() -> None:
    class PanicException(BaseException):
        pass

    def panics() -> None:
        raise PanicException("called `Option::unwrap()` on a `None` value")

    with pytest.raises(UsageError, match="gave up"):
        fitting._guarded(panics)
    with pytest.raises(KeyboardInterrupt):
        fitting._guarded(lambda: (_ for _ in ()).throw(KeyboardInterrupt()))
