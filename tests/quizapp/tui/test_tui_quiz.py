"""Quizzes on the screen, and cards whose answer is typed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

import engine
from quizapp.quiz import sitting as quizsitting
from quizapp.quiz.model import KINDS, Kind
from quizapp.quiz.run import Plan
from quizapp.quiz.sitting import MISSED, topics
from quizapp.skill import Skill
from quizapp.store import open_store
from quizapp.store.caches import write_skill
from quizapp.tui.app import QuizApp
from quizapp.tui.screens.home import HomeScreen
from quizapp.tui.screens.quiz import QuizScreen
from quizapp.tui.screens.quizresult import QuizResultScreen
from quizapp.tui.widgets.answer import AnswerInput
from quizapp.tui.widgets.exercisepane import ExercisePane
from quizapp.tui.widgets.questionpane import QuestionPane
from quizapp.tui.widgets.solution import Solution
from quizapp.workspace import Workspace

CONVOLUTION = ("convolution",)


async def begin(pilot: Pilot[None], plan: Plan) -> QuizScreen:
    assert isinstance(pilot.app, QuizApp)
    await pilot.app.quiz(plan)
    await pilot.pause()
    assert isinstance(pilot.app.screen, QuizScreen)
    return pilot.app.screen


async def answer(pilot: Pilot[None], *, right: bool) -> None:
    pane = pilot.app.screen.query_one(ExercisePane)
    variant = pane.round.variant
    for field in pane.fields:
        value = str(variant.answer[field.part.name]).strip("()")
        field.input.value = (
            value if right else "77777777" if field.part.kind in ("number", "integer") else value
        )
    pane.fields[0].input.focus()
    await pilot.press("enter")
    await pilot.pause()
    await pilot.pause()


async def test_no_verdict_comes_before_the_end(
    running: Any, store: Path, words: Any, monkeypatch: Any
) -> None:
    only = engine.entry("conv_output_size")
    monkeypatch.setattr("quizapp.quiz.sitting.engine.catalogue", lambda: [only])
    async with running() as pilot:
        screen = await begin(pilot, Plan(CONVOLUTION, 2, 0, ("numeric",)))
        assert "question 1 of 2" in words(pilot)
        await answer(pilot, right=False)
        assert "question 2 of 2" in words(pilot)
        assert "✗" not in words(pilot)
        await answer(pilot, right=True)
        assert isinstance(pilot.app.screen, QuizResultScreen)
        assert "1 of 2 right" in words(pilot)
        assert [one.correct for one in screen.run.answered] == [False, True]
        assert pilot.app.screen.query_one(Solution)
        await pilot.press("c")
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, HomeScreen)
    with open_store(str(store)) as opened:
        assert [row.answer.mode for row in opened.log.rows()] == ["quiz", "quiz"]
        made = [one.card for one in opened.library.cards() if one.card.deck == MISSED]
    assert len(made) == 1
    assert made[0].exercises == ("conv_output_size",)


async def test_the_quiz_ends_with_its_time(running: Any, clock: Any, words: Any) -> None:
    async with running() as pilot:
        screen = await begin(pilot, Plan(CONVOLUTION, 5, 2))
        assert "2:00 left" in words(pilot)
        clock.go(61)
        screen.look_at_clock()
        await pilot.pause()
        assert "0:59 left" in words(pilot)
        clock.go(60)
        screen.look_at_clock()
        await pilot.pause()
        await pilot.pause()
        assert isinstance(pilot.app.screen, QuizResultScreen)
        assert "0 of 5 right" in words(pilot)
        assert "5 not answered" in words(pilot)


@pytest.mark.parametrize("kind", ["numeric", "choice"])
async def test_what_was_typed_when_the_time_ran_out_counts(
    running: Any, clock: Any, words: Any, store: Path, settled: Any, kind: Kind
) -> None:
    async with running() as pilot:
        screen = await begin(pilot, Plan(CONVOLUTION, 2, 1, (kind,)))
        for field in screen.query(AnswerInput):
            field.value = "1"
        clock.go(60)
        for _ in range(3):
            screen.look_at_clock()
            await pilot.pause()
        await settled(pilot)
        assert isinstance(pilot.app.screen, QuizResultScreen)
        assert "1 not answered" in words(pilot)
        assert "What you had typed counts." in [one.message for one in pilot.app._notifications][-1]
        assert screen.run.asked[0].marks[0].typed == "1"
    with open_store(str(store)) as opened:
        assert len(list(opened.log.rows())) == 1


async def test_a_question_is_left_open_and_the_quiz_is_ended(running: Any, words: Any) -> None:
    async with running(size=(140, 40)) as pilot:
        await begin(pilot, Plan(CONVOLUTION, 3, 0))
        await pilot.press("ctrl+g")
        await pilot.pause()
        await pilot.pause()
        assert "question 2 of 3" in words(pilot)
        await pilot.press("escape")
        await pilot.pause()
        await pilot.press("y")
        await pilot.pause()
        await pilot.pause()
        assert isinstance(pilot.app.screen, QuizResultScreen)
        assert "You left it open." in words(pilot)


async def test_a_quiz_without_an_answer_says_so(running: Any, words: Any) -> None:
    async with running() as pilot:
        await begin(pilot, Plan(CONVOLUTION, 3, 0))
        await pilot.press("escape", "y")
        await pilot.pause()
        await pilot.pause()
        assert isinstance(pilot.app.screen, QuizResultScreen)
        assert "No question was answered" in words(pilot)
        assert "practise" not in words(pilot)


async def test_a_quiz_is_put_together(running: Any, words: Any) -> None:
    async with running("z", "a") as pilot:
        await pilot.press("space", "n")
        await pilot.pause()
        await pilot.press("3", "enter")
        await pilot.pause()
        await pilot.press("t")
        await pilot.pause()
        await pilot.press("x", "enter")
        await pilot.pause()
        assert "a whole number from 0 to 600" in " ".join(words(pilot).split())
        await pilot.press("ctrl+u", "5", "enter")
        await pilot.pause()
        assert "3 questions at your own level, in 5 minutes" in words(pilot)
        await pilot.press("l")
        await pilot.pause()
        await pilot.press("end", "enter")
        await pilot.pause()
        assert "3 questions at level 3, in 5 minutes" in words(pilot)
        await pilot.press("home", "space")
        await pilot.pause()
        assert "○ numbers to work out" in words(pilot)
        await pilot.press("enter")
        await pilot.pause()
        await pilot.pause()
        assert isinstance(pilot.app.screen, QuizScreen)
        assert pilot.app.screen.run.plan == Plan((topics()[0][0],), 3, 5, KINDS[1:], 3)


async def test_a_quiz_asks_at_the_learners_level_or_a_chosen_one(store: Path, clock: Any) -> None:
    with Workspace.open(str(store)) as workspace:
        item = workspace.store.library.ensure_exercises(["conv_output_size"])["conv_output_size"]
        with workspace.store.caches._database.write() as connection:
            write_skill(connection, item, Skill(level=3))
        levels = {}
        for chosen in (None, 1):
            run = quizsitting.begin(workspace, Plan(CONVOLUTION, 20, 0, ("numeric",), chosen), 1, clock)
            levels[chosen] = {one.exercise: one.level for one in run.sheet.questions}
    assert levels[None]["conv_output_size"] == 3
    assert set(levels[None].values()) == {2, 3}
    assert set(levels[1].values()) == {1}


async def test_words_and_letters_are_asked_too(running: Any, store: Path, words: Any) -> None:
    async with running(size=(120, 50)) as pilot:
        screen = await begin(pilot, Plan(CONVOLUTION, 3, 0, ("short", "matching", "choice")))
        for wrong in (False, False, True):
            pane = screen.query_one(QuestionPane)
            for field, blank in zip(pane.fields, pane.question.blanks, strict=True):
                field.input.value = "!?"
                await pilot.press("enter")
                await pilot.pause()
                field.input.value = ("B" if blank.answer == "A" else "A") if wrong else blank.answer
            assert "✗" not in words(pilot)
            pane.fields[0].input.focus()
            await pilot.press("enter")
            await pilot.pause()
            await pilot.pause()
        assert isinstance(pilot.app.screen, QuizResultScreen)
        assert "2 of 3 right" in words(pilot)
        assert "The taps" in words(pilot) or screen.run.asked[0].question.blanks[0].answer in words(pilot)
        kinds = [one.question.kind for one in screen.run.answered]
    assert kinds == ["short", "matching", "choice"]
    with open_store(str(store)) as opened:
        rows = list(opened.log.rows())
    assert {row.answer.mode for row in rows} == {"quiz"}
    assert [row.key.split(":")[0] for row in rows] == ["card"] * 5 + ["exercise"]


@pytest.fixture
def with_typed(store: Path) -> Path:
    from quizapp.notes.importing import add_card

    with Workspace.open(str(store)) as workspace:
        add_card(
            workspace.store.library,
            front="Who wrote Adam, with Ba?",
            back="Kingma\n\nIn 2015.",
            kind="typed",
            deck="A typed one",
            tags=(),
            now_ms=0,
        )
    return store


@pytest.mark.parametrize(
    ("typed", "said", "rating"),
    [
        ("kingma", "✓ Right.", 3),
        ("kingna", "Right, but for a slip: Kingma", 3),
        ("Kaiming", "✗ Not right", 1),
        ("", "✗", 1),
    ],
)
async def test_a_typed_answer_is_compared(
    running: Any, with_typed: Path, words: Any, typed: str, said: str, rating: int
) -> None:
    async with running("down", "down", "enter") as pilot:
        assert "Who wrote Adam" in words(pilot)
        await pilot.press(*typed, "enter")
        await pilot.pause()
        assert said in words(pilot)
        assert "In 2015." in words(pilot)
        await pilot.press("space")
        await pilot.pause()
    with open_store(str(with_typed)) as opened:
        assert [row.answer.rating for row in opened.log.rows()] == [rating]
