"""What was begun and not finished is there again, however the program ended."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import TextArea

import engine
from quizapp.drafts import Drafts
from quizapp.notes.importing import add_card
from quizapp.quiz.run import Plan
from quizapp.store import open_store
from quizapp.tui.app import QuizApp
from quizapp.tui.screens.bring import BringScreen
from quizapp.tui.screens.browse import BrowseScreen
from quizapp.tui.screens.edit import EditScreen
from quizapp.tui.screens.home import HomeScreen
from quizapp.tui.screens.quiz import QuizScreen
from quizapp.tui.screens.quizplan import QuizPlanScreen
from quizapp.tui.screens.quizresult import QuizResultScreen
from quizapp.tui.screens.snippet import SnippetScreen
from quizapp.tui.screens.study import StudyScreen
from quizapp.tui.widgets.answer import AnswerInput

PATIENCE = 90.0

ENDINGS = ["left", "killed"]
"""The program is left by its key; or it ends without another word, a moment after the last change."""


async def until(pilot: Pilot[None], holds: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end
        await pilot.pause(0.01)


async def at(pilot: Pilot[None], screen: type[Any]) -> Any:
    """The screen, when it stands."""
    await until(pilot, lambda: isinstance(pilot.app.screen, screen))
    await pilot.pause()
    return pilot.app.screen


def kept(store: Path) -> dict[str, Any]:
    """The drafts by their names, as another program sees them."""
    with open_store(str(store)) as opened:
        return {draft.name: draft.content for draft in Drafts(opened.facts).all()}


def resting(store: Path, like: str) -> dict[str, bool]:
    """Whether cards are at rest, by their fronts."""
    query = "SELECT front, suspended FROM cards JOIN items i ON i.id = item_id WHERE front LIKE ?"
    with closing(sqlite3.connect(store)) as connection:
        return {front: bool(suspended) for front, suspended in connection.execute(query, (like,))}


def told(pilot: Pilot[None]) -> str:
    return " ".join(notification.message for notification in pilot.app._notifications)


async def end(pilot: Pilot[None], ending: str, store: Path, holds: Callable[[dict[str, Any]], bool]) -> None:
    """Let the program end; a killed one has had the moment after which what was done is on the disk."""
    if ending == "left":
        await pilot.press("ctrl+q")
        await until(pilot, lambda: pilot.app._exit)
    else:
        await until(pilot, lambda: holds(kept(store)))


async def begin_quiz(pilot: Pilot[None], plan: Plan) -> QuizScreen:
    assert isinstance(pilot.app, QuizApp)
    await pilot.app.quiz(plan)
    return await at(pilot, QuizScreen)  # type: ignore[no-any-return]


async def answer(pilot: Pilot[None], screen: QuizScreen, text: str) -> None:
    """Answer the question at hand, whatever its fields."""
    place = len(screen.run.asked)
    for field in screen.query(AnswerInput):
        field.value = text
    screen.query(AnswerInput).first().focus()
    await pilot.press("enter")
    await until(pilot, lambda: len(screen.run.asked) > place or not screen.is_current)
    await until(pilot, lambda: bool(screen.query(AnswerInput)) or not screen.is_current)


QUIZ = Plan(("convolution",), 3, 5, ("numeric",))


@pytest.mark.parametrize("ending", ENDINGS)
async def test_a_quiz_goes_on_where_it_was_left(
    running: Any, store: Path, clock: Any, words: Any, ending: str
) -> None:
    async with running() as pilot:
        screen = await begin_quiz(pilot, QUIZ)
        questions = screen.run.sheet.questions
        await answer(pilot, screen, "7777")
        clock.go(100)
        screen.query(AnswerInput).first().value = "12"
        await end(pilot, ending, store, lambda drafts: "12" in drafts["quiz"]["written"])
    clock.go(100_000)
    async with running() as pilot:
        assert "You left a quiz at question 2 of 3, with 3:20 left." in words(pilot)
        await pilot.press("r")
        screen = await at(pilot, QuizScreen)
        await until(pilot, lambda: bool(screen.query(AnswerInput)))
        assert screen.run.sheet.questions == questions
        assert {mark.typed for mark in screen.run.asked[0].marks} == {"7777"}
        assert screen.query(AnswerInput).first().value == "12"
        await until(pilot, lambda: "question 2 of 3" in words(pilot))
        assert "3:20 left" in words(pilot)
        await answer(pilot, screen, "12")
        await answer(pilot, screen, "13")
        await at(pilot, QuizResultScreen)
        await pilot.press("escape")
        await at(pilot, HomeScreen)
        await until(pilot, lambda: "You left a quiz" not in words(pilot))
    assert kept(store) == {}
    with open_store(str(store)) as opened:
        assert len([*opened.log.rows()]) == 3
        assert opened.facts.get("sheet_at_hand") is None


async def test_a_quiz_that_was_left_is_declined_with_one_key(running: Any, store: Path, words: Any) -> None:
    async with running() as pilot:
        await begin_quiz(pilot, QUIZ)
        await pilot.press("ctrl+q")
    async with running("x") as pilot:
        await until(pilot, lambda: "You left a quiz" not in words(pilot))
    assert kept(store) == {}


async def test_another_quiz_asks_about_the_one_that_was_left(running: Any, words: Any) -> None:
    async with running() as pilot:
        await begin_quiz(pilot, QUIZ)
        await pilot.press("ctrl+q")
    async with running("z") as pilot:
        await until(pilot, lambda: "Go on with it?" in words(pilot))
        await pilot.press("n")
        await at(pilot, QuizPlanScreen)
        await pilot.press("escape")
        await at(pilot, HomeScreen)
        await pilot.press("z")
        await until(pilot, lambda: "Go on with it?" in words(pilot))
        await pilot.press("y")
        await at(pilot, QuizScreen)


async def test_a_quiz_of_another_release_is_dropped_in_a_sentence(
    running: Any, store: Path, words: Any
) -> None:
    async with running() as pilot:
        await begin_quiz(pilot, QUIZ)
        await pilot.press("ctrl+q")
    with open_store(str(store)) as opened:
        opened.facts.put("sheet_at_hand", '{"sheets": 3}')
    async with running("r") as pilot:
        await until(pilot, lambda: "is of another release" in told(pilot))
        await until(pilot, lambda: "You left a quiz" not in words(pilot))
    assert kept(store) == {}


async def edit_softmax(pilot: Pilot[None]) -> EditScreen:
    await pilot.press("b")
    browse = await at(pilot, BrowseScreen)
    browse.line.value = "What is the softmax?"
    await until(pilot, lambda: browse._item is not None and "softmax" in browse._item.card.front)
    await pilot.press("enter", "e")
    return await at(pilot, EditScreen)  # type: ignore[no-any-return]


@pytest.mark.parametrize("ending", ENDINGS)
async def test_words_on_a_card_are_there_again(running: Any, store: Path, words: Any, ending: str) -> None:
    async with running() as pilot:
        await edit_softmax(pilot)
        await pilot.press("X", "Y")
        await end(
            pilot, ending, store, lambda drafts: any(one["front"][:2] == "XY" for one in drafts.values())
        )
    async with running() as pilot:
        assert "You were writing a card: “XYWhat is the softmax?”." in words(pilot)
        await pilot.press("r")
        screen = await at(pilot, EditScreen)
        await until(pilot, lambda: "is back" in told(pilot))
        assert screen.front.text == "XYWhat is the softmax?"
        await pilot.press("ctrl+s")
        await at(pilot, HomeScreen)
        await until(pilot, lambda: "You were writing" not in words(pilot))
    assert kept(store) == {}
    assert resting(store, "XYWhat%") == {"XYWhat is the softmax?": False}


async def test_a_new_card_is_there_again_where_cards_are_added(running: Any, store: Path) -> None:
    async with running("b", "enter", "n") as pilot:
        screen = await at(pilot, EditScreen)
        screen.query_one("#back", TextArea).text = "an answer"
        screen.deck.value = "Mine"
        await pilot.press("ctrl+t", "ctrl+q")
    async with running("b", "enter", "n") as pilot:
        screen = await at(pilot, EditScreen)
        await until(pilot, lambda: screen.back.text == "an answer")
        assert (screen.deck.value, screen.typed) == ("Mine", True)
        await pilot.press("escape", "y")
        await at(pilot, BrowseScreen)
    assert kept(store) == {}


async def test_words_that_are_thrown_away_leave_nothing(running: Any, store: Path) -> None:
    async with running() as pilot:
        await edit_softmax(pilot)
        await pilot.press("X")
        await until(pilot, lambda: kept(store) != {})
        await pilot.press("backspace")
        await until(pilot, lambda: kept(store) == {})
        await pilot.press("X")
        await until(pilot, lambda: kept(store) != {})
        await pilot.press("escape", "y")
        await at(pilot, BrowseScreen)
        await until(pilot, lambda: kept(store) == {})


async def test_what_was_written_is_dropped_after_a_question(running: Any, store: Path, words: Any) -> None:
    async with running() as pilot:
        await edit_softmax(pilot)
        await pilot.press("X", "ctrl+q")
    async with running("x") as pilot:
        await until(pilot, lambda: "Throw it away?" in words(pilot))
        await pilot.press("n")
        await at(pilot, HomeScreen)
        assert "You were writing" in words(pilot)
        await pilot.press("x")
        await until(pilot, lambda: "Throw it away?" in words(pilot))
        await pilot.press("y")
        await until(pilot, lambda: "You were writing" not in words(pilot))
    assert kept(store) == {}


async def preview(pilot: Pilot[None], note: Path) -> BringScreen:
    screen = BringScreen([note])
    await pilot.app.push_screen(screen)
    await until(pilot, lambda: screen.choices.highlighted is not None)
    return screen


@pytest.fixture
def note(home: Path) -> Path:
    path = home / "more.md"
    path.write_text(
        "# More\n\n## What is a?\n\nIt is one.\n\n## What is b?\n\nIt is two.\n", encoding="utf-8"
    )
    return path


@pytest.mark.parametrize("ending", ENDINGS)
async def test_choices_before_an_import_stand_again(
    running: Any, store: Path, note: Path, words: Any, ending: str
) -> None:
    async with running() as pilot:
        screen = await preview(pilot, note)
        await pilot.press("space")
        unticked = set(screen.unticked)
        await pilot.press("e")
        await at(pilot, EditScreen)
        await pilot.press("X")
        await end(pilot, ending, store, lambda drafts: len(drafts) == 2)
    assert len(unticked) == 1
    async with running() as pilot:
        assert "You were choosing the cards of more.md." in words(pilot)
        await pilot.press("r")
        screen = await at(pilot, BringScreen)
        await until(pilot, lambda: screen.choices.highlighted is not None)
        assert screen.unticked == unticked
        await pilot.press("down", "e")
        editor = await at(pilot, EditScreen)
        await until(pilot, lambda: editor.front.text.startswith("X"))
        await pilot.press("ctrl+s")
        await at(pilot, BringScreen)
        await pilot.press("enter")
        await at(pilot, HomeScreen)
    assert kept(store) == {}
    assert resting(store, "%What is _?") == {"What is a?": True, "XWhat is b?": False}


async def test_choices_are_not_thrown_away_unasked(running: Any, store: Path, note: Path, words: Any) -> None:
    async with running() as pilot:
        await preview(pilot, note)
        await pilot.press("space", "escape")
        await until(pilot, lambda: "throw away what you unticked" in " ".join(words(pilot).split()))
        await pilot.press("n")
        await at(pilot, BringScreen)
        await pilot.press("escape", "y")
        await at(pilot, HomeScreen)
    assert kept(store) == {}


async def test_a_changed_script_is_there_again(
    running: Any, store: Path, words: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def change(_: Any, file: Path) -> None:
        file.write_text("print('mine')\n", encoding="utf-8")

    monkeypatch.setattr("quizapp.tui.screens.snippet.in_editor", change)
    async with running() as pilot:
        await pilot.app.push_screen(SnippetScreen(engine.exercise("conv_output_size").variant(seed=1)))
        await pilot.press("e")
        await until(pilot, lambda: kept(store) != {})
        await pilot.press("ctrl+q")
    async with running() as pilot:
        assert "You changed a script on conv_output_size." in words(pilot)
        await pilot.press("r")
        screen = await at(pilot, SnippetScreen)
        await until(pilot, lambda: screen.script == "print('mine')\n")
        await pilot.press("escape")
        await until(pilot, lambda: "Throw away your script?" in words(pilot))
        await pilot.press("y")
        await at(pilot, HomeScreen)
    assert kept(store) == {}


async def test_a_script_on_an_exercise_that_is_gone_stays_and_is_told(
    running: Any, store: Path, words: Any
) -> None:
    gone = {"exercise": "softmaxx", "seed": 1, "level": None, "target": None, "script": "print(1)\n"}
    with open_store(str(store)) as opened:
        Drafts(opened.facts).keep("script:softmaxx", gone, 0)
    async with running("r") as pilot:
        await until(pilot, lambda: "softmaxx" in told(pilot))
        assert "You changed a script" in words(pilot)
    assert kept(store) == {"script:softmaxx": gone}


@pytest.mark.parametrize("ending", ENDINGS)
async def test_an_exercise_goes_on_with_its_hints_and_tries(
    running: Any, store: Path, words: Any, ending: str
) -> None:
    async with running() as pilot:
        await pilot.app.practise(["conv_output_size"])
        study = await at(pilot, StudyScreen)
        await pilot.press("ctrl+n")
        study.query(AnswerInput).first().value = "7777"
        await pilot.press("enter")
        await until(pilot, lambda: "The first try counts." in words(pilot))
        await pilot.press("8")
        asked = study._round.variant.key
        await end(pilot, ending, store, lambda drafts: "77778" in str(drafts))
    async with running() as pilot:
        pilot.app.seed = 8
        await pilot.app.practise(["conv_output_size"])
        study = await at(pilot, StudyScreen)
        await until(pilot, lambda: "hint 1" in words(pilot))
        assert study._round.variant.key == asked
        assert study.query(AnswerInput).first().value == "77778"
        assert "The first try counts." in words(pilot)
        await pilot.press("ctrl+g")
        await until(pilot, lambda: study.revealed)
        assert study._round.attempt.typed == ("7777",)
        await until(pilot, lambda: kept(store) == {})


async def test_half_an_answer_to_a_card_is_there_again(running: Any, store: Path, words: Any) -> None:
    with open_store(str(store)) as opened:
        opened.items.suspend(opened.items.numbers(f"card:{name}" for name in opened.library.ids()).values())
        card = {"front": "Who wrote Adam, with Ba?", "back": "Kingma", "kind": "typed"}
        add_card(opened.library, **card, deck="By hand", tags=(), now_ms=0)
    async with running("enter", *"Kin", "escape", "enter", "g") as pilot:
        study = await at(pilot, StudyScreen)
        assert study.card.typed.input.value == "King"
        await pilot.press("ctrl+q")
    async with running("enter", *"ma", "enter") as pilot:
        await until(pilot, lambda: "Right." in words(pilot))
        await pilot.press("3")
        await until(pilot, lambda: kept(store) == {})
