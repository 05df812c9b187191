"""Keys that come at once, as over a slow line, work in their order."""

from __future__ import annotations

from typing import Any

import pytest
from textual.events import Key
from textual.pilot import Pilot

from quizapp.tui.app import QuizApp
from quizapp.tui.screens.edit import EditScreen
from quizapp.tui.widgets.exercisepane import ExercisePane

KEYS = {"\t": "tab", "\r": "enter", "\b": "backspace", "\x15": "ctrl+u", "<": "left"}


async def exercise(pilot: Pilot[None], name: str) -> ExercisePane:
    assert isinstance(pilot.app, QuizApp)
    await pilot.app.practise([name])
    await pilot.pause()
    return pilot.app.screen.query_one(ExercisePane)


def press_at_once(pilot: Pilot[None], typed: str) -> None:
    for character in typed:
        key = KEYS.get(character, character)
        pilot.app.post_message(Key(key, character if key == character else None))


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("12\t34", ["12", "34"]),
        ("12\b3", ["13", ""]),
        ("12\x153", ["3", ""]),
        ("12<3", ["132", ""]),
        ("1\r34", ["1", "34"]),
        ("12\b3\r4\b5", ["13", "5"]),
        ("\r1\b2\t3\b4\t5", ["25", "4"]),
    ],
)
async def test_keys_that_come_at_once_work_in_their_order(
    running: Any, typed: str, written: list[str]
) -> None:
    async with running() as pilot:
        pane = await exercise(pilot, "softmax")
        press_at_once(pilot, typed)
        await pilot.pause()
        assert [field.value for field in pane.fields] == written


async def test_what_comes_with_enter_does_not_change_the_answer(running: Any) -> None:
    async with running() as pilot:
        pane = await exercise(pilot, "conv_output_size")
        right = pane.round.variant.answer["size"]
        press_at_once(pilot, f"{right}\r3")
        await pilot.pause()
        assert pane.round.solved
        assert pane.fields[0].value == str(right)


@pytest.mark.parametrize(
    ("typed", "front", "back"),
    [("ab\bc", "ac", ""), ("ab<c", "acb", ""), ("a\rb\tc\bd", "a\nb", "d"), ("ab\x15c\tde", "c", "de")],
)
async def test_words_are_written_in_their_order(running: Any, typed: str, front: str, back: str) -> None:
    async with running() as pilot:
        screen = EditScreen()
        await pilot.app.push_screen(screen)
        press_at_once(pilot, typed)
        await pilot.pause()
        assert (screen.front.text, screen.back.text) == (front, back)
