"""From which cards a quiz is made."""

from __future__ import annotations

import pytest

import engine
from quizapp.config import Settings
from quizapp.quiz import stock as quizstock
from quizapp.quiz.stock import linked
from quizapp.workspace import Workspace

CARDS = 12


@pytest.fixture
def workspace(store, fill, make_card):
    """Cards that call for one exercise, some of them for another one too, and cards that call for none."""
    fill(*(make_card(number, exercises=_exercises(number)) for number in range(CARDS)))
    return Workspace(Settings(), store)


def _exercises(number):
    return ((), ("iou",), ("iou", "relu"))[number % 3]


def test_cards_come_with_the_exercises_that_they_call_for(workspace):
    entries = [engine.entry("relu"), engine.entry("iou")]
    assert [(one.id, one.exercises) for one in linked(workspace, entries, 5, 1)] == [
        (f"c{number}", _exercises(number)) for number in range(CARDS) if number % 3
    ]
    assert {one.id for one in linked(workspace, entries[:1], 5, 1)} == {"c2", "c5", "c8", "c11"}
    assert linked(workspace, [engine.entry("adam_step")], 5, 1) == []


def test_of_very_many_cards_the_seed_says_which(workspace, monkeypatch):
    monkeypatch.setattr(quizstock, "FEWEST", 2)
    monkeypatch.setattr(quizstock, "FOR_EACH", 1)
    entries = [engine.entry("iou")]
    found = [[one.id for one in linked(workspace, entries, 3, seed)] for seed in (1, 1, *range(2, 9))]
    assert all(len(some) == 3 for some in found)
    assert found[0] == found[1]
    assert len({*map(tuple, found)}) > 2
