"""Screens further inside as pictures: dialogs, imports, quizzes, verdicts, and a month of answers."""

from __future__ import annotations

import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from engine.choices import shown
from quizapp.quiz.run import Plan
from quizapp.tui.app import QuizApp
from quizapp.tui.refit import Refit
from quizapp.tui.screens import fit
from quizapp.tui.screens.bring import BringScreen
from quizapp.tui.screens.confirm import ConfirmScreen
from quizapp.tui.widgets.choices import Choices
from quizapp.tui.widgets.exercisepane import ExercisePane

SIZES = [(60, 20), (80, 24), (140, 40)]
THEMES = ["quizapp-dark", "quizapp-light"]

Steps = Callable[[Pilot[None]], Awaitable[None]]


async def settings(pilot: Pilot[None]) -> None:
    await pilot.press("s", "down", "down")


async def keymap(pilot: Pilot[None]) -> None:
    await pilot.press("s")
    await pilot.pause()
    choices = pilot.app.screen.query_one(Choices)
    choices.highlighted = choices.get_option_index("keys")
    await pilot.pause()
    await pilot.press("enter")


async def refused(pilot: Pilot[None]) -> None:
    """A setting is given a value that it does not take."""
    await pilot.press("s", *["down"] * 7, "enter")


async def picked(pilot: Pilot[None]) -> None:
    await pilot.press("enter", "f")


async def confirmed(pilot: Pilot[None]) -> None:
    question = "The card before was forgotten again and again. Write it in other words now?"
    await pilot.press("enter")
    await pilot.app.push_screen(ConfirmScreen(question))


async def choose_file(pilot: Pilot[None]) -> None:
    await pilot.press("i")


async def importing(pilot: Pilot[None]) -> None:
    note = Path("trees.md").resolve()
    note.write_text(TREES, encoding="utf-8")
    await pilot.app.push_screen(BringScreen([note]))


async def passed_over(pilot: Pilot[None]) -> None:
    await importing(pilot)
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    await pilot.press("w")


TREES = """# Trees

## What is an oak?

A tree with acorns, whose leaves are lobed.

## What is a fir?

A tree with cones:

- they stand upright,
- they fall apart on the tree.

## Empty
"""


async def quiz_question(pilot: Pilot[None]) -> None:
    assert isinstance(pilot.app, QuizApp)
    await pilot.app.quiz(Plan(("convolution",), 3, 10))


async def quiz_result(pilot: Pilot[None]) -> None:
    await quiz_question(pilot)
    for _ in range(3):
        await pilot.pause()
        await pilot.press("ctrl+g")
    await pilot.pause()


async def _exercise(pilot: Pilot[None], name: str) -> Any:
    assert isinstance(pilot.app, QuizApp)
    await pilot.app.practise([name])
    await pilot.pause()
    return pilot.app.screen.query_one(ExercisePane)


async def _answer(pilot: Pilot[None], pane: Any, values: dict[str, Any]) -> None:
    for field in pane.fields:
        field.input.value = shown(field.part, values[field.part.name])
    pane.fields[0].input.focus()
    await pilot.press("enter")
    await pilot.pause()


async def mistaken(pilot: Pilot[None]) -> None:
    """The answer of a named mistake, twice: the cells that are wrong are marked."""
    pane = await _exercise(pilot, "softmax")
    variant = pane.round.variant
    wrong = {**variant.answer, **variant.live[0].values}
    await _answer(pilot, pane, wrong)
    await _answer(pilot, pane, wrong)


async def convention(pilot: Pilot[None]) -> None:
    """Right, but under another convention than the question's."""
    pane = await _exercise(pilot, "rotary_position")
    variant = pane.round.variant
    await _answer(pilot, pane, {**variant.answer, **variant.conventions[0].values})


async def right(pilot: Pilot[None]) -> None:
    pane = await _exercise(pilot, "softmax")
    await _answer(pilot, pane, pane.round.variant.answer)


async def unread(pilot: Pilot[None]) -> None:
    pane = await _exercise(pilot, "softmax")
    pane.fields[0].input.value = "about a half"
    await pilot.pause()
    await pilot.press("enter")


async def matrices(pilot: Pilot[None]) -> None:
    await _exercise(pilot, "scaled_dot_product_attention")


async def finished(pilot: Pilot[None]) -> None:
    await pilot.press("enter", *("space", "4") * 3)


async def nothing_found(pilot: Pilot[None]) -> None:
    await pilot.press("b", *"zzz")


async def taken_back(pilot: Pilot[None]) -> None:
    """What is told beside the screen stands above the grades."""
    app, notify = pilot.app, pilot.app.notify
    app._disable_notifications = False
    app.notify = lambda *said, **more: notify(*said, **more | {"timeout": 3600})  # type: ignore[method-assign]
    await pilot.press("enter", "space", "3", "u", "space")


async def fitted(pilot: Pilot[None]) -> None:
    await pilot.press("s", "f")


async def studied_leeches(pilot: Pilot[None]) -> None:
    """Some things were forgotten again and again."""


async def studied_leeches_found(pilot: Pilot[None]) -> None:
    await pilot.press("l")


async def studied_home(pilot: Pilot[None]) -> None:
    """A month of answers was given."""


async def studied_about(pilot: Pilot[None]) -> None:
    await pilot.press("enter", "i")


async def studied_statistics(pilot: Pilot[None]) -> None:
    await pilot.press("t")


async def studied_numbers(pilot: Pilot[None]) -> None:
    await pilot.press("t", "n")


async def better(store: Path, *, apply: bool) -> Refit:
    return Refit(4_312, 0.3871, 0.3544, True)


SCENES: list[Steps] = [
    settings,
    keymap,
    refused,
    picked,
    confirmed,
    choose_file,
    importing,
    passed_over,
    quiz_question,
    quiz_result,
    mistaken,
    convention,
    right,
    unread,
    matrices,
    finished,
    nothing_found,
    taken_back,
    fitted,
    studied_leeches,
    studied_leeches_found,
    studied_home,
    studied_about,
    studied_statistics,
    studied_numbers,
]


WAITING: dict[Steps, tuple[str, ...]] = {
    keymap: ("KeymapScreen", "down", "down"),
    refused: ("AskScreen", "2", "enter"),
    picked: ("PickScreen",),
    choose_file: ("ChooseFileScreen",),
    fitted: ("FitScreen",),
}
"""Scenes in which a worker waits for the learner: the screen that it shows, and keys to press there."""


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__)
def test_it_looks_as_before(
    pictured: Callable[..., bool],
    home: Path,
    store: Path,
    lived: Path,
    monkeypatch: pytest.MonkeyPatch,
    scene: Steps,
    size: tuple[int, int],
    theme: str,
) -> None:
    monkeypatch.chdir(home)
    if scene.__name__.startswith("studied"):
        shutil.copy(lived, store)
    if "leeches" in scene.__name__:
        monkeypatch.setenv("QUIZAPP_LEECH_THRESHOLD", "2")
    monkeypatch.setattr(fit, "refit", better)
    assert pictured(store, scene, size, theme, WAITING.get(scene, ()))
