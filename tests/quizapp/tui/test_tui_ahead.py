"""Keys that come in one burst, as over a slow line: each goes where it would have gone one by one."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from textual.events import Key
from textual.keys import _character_to_key
from textual.pilot import Pilot

from quizapp.quiz.run import Plan
from quizapp.records import Item
from quizapp.store import open_store
from quizapp.tui.screens.browse import BrowseScreen
from quizapp.tui.screens.quiz import QuizScreen
from quizapp.tui.screens.study import StudyScreen
from quizapp.tui.widgets.exercisepane import ExercisePane
from quizapp.tui.widgets.searchline import SearchLine

SOFTMAX = "What is the softmax?"
PATIENCE = 300
"""Turns of the loop in which everything is long done."""


def burst(pilot: Pilot[None], *keys: str) -> None:
    """Keys of which none waits for what the one before it brings."""
    for key in keys:
        letter = key if len(key) == 1 else None
        pilot.app.post_message(Key(_character_to_key(key) if letter else key, letter))


async def calm(pilot: Pilot[None]) -> None:
    """Until nothing is being done any more, or what is done waits for the learner."""
    for _ in range(PATIENCE):
        await pilot.pause()
        if pilot.app.ahead.is_idle and all(worker.is_finished for worker in pilot.app.workers):
            return


async def find(pilot: Pilot[None]) -> None:
    await pilot.press("b")
    await calm(pilot)
    pilot.app.screen.query_one(SearchLine).value = SOFTMAX
    await calm(pilot)
    await pilot.press("enter")
    await calm(pilot)


def stored(path: Path) -> Item:
    """The card as another program sees it."""
    with open_store(str(path)) as opened:
        number = next(one.item for one in opened.library.cards() if one.card.front == SOFTMAX)
        item = opened.study.load(number)
    assert item is not None
    return item


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        pytest.param(("f", "1", "enter"), (1, "", False), id="a flag"),
        pytest.param(("f", "2", *"usual", "enter"), (2, "usual", False), id="a flag with a word"),
        pytest.param(("f", "down", "down", "down", "enter", "escape"), (3, "", False), id="a flag of a list"),
        pytest.param(("f", "escape", "s"), (0, "", True), id="a choice that is left, and a deed"),
        pytest.param(("s", "s"), (0, "", False), id="two deeds"),
    ],
)
async def test_keys_in_a_burst(
    running: Any, store: Path, keys: tuple[str, ...], expected: tuple[int, str, bool]
) -> None:
    async with running() as pilot:
        await find(pilot)
        burst(pilot, *keys)
        await calm(pilot)
        assert isinstance(pilot.app.screen, BrowseScreen)
    item = stored(store)
    assert (item.flag, item.note, item.suspended) == expected


async def test_words_in_a_burst(running: Any, store: Path) -> None:
    async with running() as pilot:
        await find(pilot)
        burst(pilot, "t", *"basis base", "enter", "t", "end", *" soft", "enter", "s")
        await calm(pilot)
    item = stored(store)
    assert (set(item.card.tags), item.suspended) == ({"basis", "base", "soft"}, True)


async def test_a_burst_from_the_search_to_the_list(running: Any, store: Path) -> None:
    async with running() as pilot:
        burst(pilot, "b", *"softmax deck:numbers", "enter", "f", "1", "enter", "/", "x", "enter")
        await calm(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, BrowseScreen)
        assert screen.line.value == "softmax deck:numbersx"
    assert stored(store).flag == 1


async def test_a_key_and_a_click_at_once_are_one_answer(running: Any) -> None:
    async with running("enter", "space") as pilot:
        study = pilot.app.screen
        assert isinstance(study, StudyScreen)
        await asyncio.gather(study.action_grade(3), study.action_grade(1))
        assert study.sitting.done == 1
        assert not study.revealed


async def test_a_question_that_has_ended_does_not_end_the_next(running: Any) -> None:
    async with running() as pilot:
        await pilot.app.quiz(Plan(("convolution",), 3, 0, ("choice",)))
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, QuizScreen)
        screen.action_skip()
        screen.action_skip()
        await pilot.pause()
        await pilot.pause()
        assert len(screen.run.asked) == 2


@pytest.mark.parametrize("other", [False, True])
async def test_a_screen_closes_once(running: Any, other: bool) -> None:
    async with running() as pilot:
        await find(pilot)
        screen = pilot.app.screen
        if other:
            await pilot.press("question_mark")
        before = len(pilot.app.screen_stack)
        screen.dismiss()
        screen.dismiss()
        await pilot.pause()
        assert len(pilot.app.screen_stack) == before - (not other)


async def test_a_question_that_is_gone_reveals_nothing(running: Any) -> None:
    async with running("enter") as pilot:
        study = pilot.app.screen
        assert isinstance(study, StudyScreen)
        study.post_message(ExercisePane.Ended())
        await pilot.pause()
        assert not study.revealed


async def test_deeds_are_done_to_the_line_on_which_the_list_stands(running: Any, store: Path) -> None:
    async with running() as pilot:
        burst(pilot, "b", *"deck:numbers", "enter", "f", "1", "enter", "down", "f", "2", *"usual", "enter")
        burst(pilot, "t", *" basis", "enter", "down", "f", "3", "enter", "up", "s")
        await calm(pilot)
        numbers = pilot.app.screen.numbers
    with open_store(str(store)) as opened:
        items = [opened.study.load(number) for number in numbers]
    assert [(item.flag, item.note, item.suspended) for item in items] == [
        (1, "", False),
        (2, "usual", True),
        (3, "", False),
    ]
    assert ["basis" in item.card.tags for item in items] == [False, True, False]
