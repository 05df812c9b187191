"""Studying on the screen: cards, grades, undo, exercises, leaving."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from engine.choices import shown
from quizapp.finding import find
from quizapp.notes.importing import add_card
from quizapp.records import Selection
from quizapp.store import open_store
from quizapp.tui.app import QuizApp
from quizapp.tui.screens.home import HomeScreen
from quizapp.tui.screens.study import StudyScreen
from quizapp.tui.widgets.answer import SAME, AnswerField
from quizapp.tui.widgets.exercisepane import ExercisePane
from quizapp.tui.widgets.solution import Solution
from quizapp.workspace import Workspace

Words = Callable[[Pilot[None]], str]


def logged(path: Path) -> list[tuple[str, int, bool]]:
    """The log as another program sees it: item, rating, whether it was undone."""
    with open_store(str(path)) as store:
        return [(row.key, int(row.answer.rating or 0), row.voided) for row in store.log.rows(undone=True)]


def app_of(pilot: Pilot[None]) -> QuizApp:
    assert isinstance(pilot.app, QuizApp)
    return pilot.app


def study_of(pilot: Pilot[None]) -> StudyScreen:
    assert isinstance(pilot.app.screen, StudyScreen)
    return pilot.app.screen


async def test_home_says_what_is_to_be_done(running: Any, words: Words) -> None:
    async with running() as pilot:
        seen = words(pilot)
        assert "3 to do today" in seen
        assert "3 new" in seen
        assert "Numbers" in seen
        assert "A deck on deep learning is ready" in seen


async def test_enter_starts_and_space_shows_the_answer(running: Any, words: Words) -> None:
    async with running("enter") as pilot:
        study = study_of(pilot)
        assert "What is 2 + 2?" in words(pilot)
        assert not study.revealed
        assert "because" not in words(pilot)
        await pilot.press("space")
        assert study.revealed
        seen = words(pilot)
        assert "It is 4, because 8/2 = 4." in seen
        assert all(grade in seen for grade in ("1 Again", "2 Hard", "3 Good", "4 Easy"))
        assert "1m" in seen
        assert "10m" in seen


@pytest.mark.parametrize(
    ("key", "rating"), [("1", 1), ("2", 2), ("3", 3), ("4", 4), ("space", 3), ("enter", 3)]
)
async def test_a_grade_is_on_the_disk_before_the_next_card(
    running: Any, store: Path, words: Words, key: str, rating: int
) -> None:
    async with running("enter", "space", key) as pilot:
        assert [row[1] for row in logged(store)] == [rating]
        assert "What is the softmax?" in words(pilot)
        assert not study_of(pilot).revealed


async def test_grades_do_nothing_before_the_answer_is_shown(running: Any, store: Path) -> None:
    async with running("enter", "3", "1") as pilot:
        assert logged(store) == []
        assert "front" not in study_of(pilot).card.classes


async def test_undo_asks_the_same_card_again(running: Any, store: Path, words: Words) -> None:
    async with running("enter", "space", "1", "u") as pilot:
        assert "What is 2 + 2?" in words(pilot)
        assert [row[2] for row in logged(store)] == [True]
        await pilot.press("u")
        assert "nothing to take back" in words(pilot)


@pytest.mark.parametrize("key", ["s", "b"])
async def test_undo_brings_back_what_was_just_put_aside(
    running: Any, store: Path, words: Words, key: str
) -> None:
    async with running("enter", "space", "1", key) as pilot:
        await pilot.pause()
        assert "How is it written" in words(pilot)
        await pilot.press("u")
        await pilot.pause()
        assert "What is the softmax?" in words(pilot)
        assert [row[2] for row in logged(store)] == [False]
        await pilot.press("u")
        await pilot.pause()
        assert "What is 2 + 2?" in words(pilot)
        assert [row[2] for row in logged(store)] == [True]


async def test_undo_is_a_key_also_where_an_answer_is_typed(running: Any, store: Path, words: Words) -> None:
    async with running("enter", "space", "1") as pilot:
        await start(pilot, "softmax")
        assert "^t undo" in words(pilot)
        await pilot.press("0", "u")
        assert pilot.app.focused.value == "0u"  # type: ignore[union-attr]
        await pilot.press("ctrl+t")
        assert "nothing to take back" in words(pilot)
        await enter(pilot, "1")
        await pilot.press("ctrl+g", "space")
        await pilot.pause()
        await pilot.press("ctrl+t")
        await pilot.pause()
        assert "The last answer is taken back." in words(pilot)


@pytest.mark.parametrize("keys", [("escape",), ("space", "escape"), ("space", "ctrl+g", "escape")])
async def test_practice_is_kept_when_it_ends_and_leads_back(
    running: Any, store: Path, words: Words, keys: tuple[str, ...]
) -> None:
    async with running("enter") as pilot:
        assert "esc home" in words(pilot)
        await start(pilot, "softmax")
        assert "esc back" in words(pilot)
        await pilot.press("ctrl+g", *keys)
        await pilot.pause()
        assert "What is 2 + 2?" in words(pilot)
    assert len(logged(store)) == 1 + keys.count("ctrl+g")


@pytest.mark.parametrize("keys", [("space", "3"), ("space", "3", "space", "3")])
async def test_the_end_of_a_practice_says_so(running: Any, words: Words, keys: tuple[str, ...]) -> None:
    async with running() as pilot:
        workspace = await app_of(pilot).workspace()
        items = [one.item for one in find(workspace, "softmax is:new", 0, 9) if not one.exercise]
        await app_of(pilot).cram(items[:1] * (len(keys) // 2 - 1))
        await pilot.press(*keys)
        await pilot.pause()
        assert ("All of them are known now." if len(keys) > 2 else "nothing to practise") in words(pilot)
        assert "Done for today" not in words(pilot)


async def test_undo_works_from_home_after_a_restart(running: Any, store: Path, words: Words) -> None:
    async with running("enter", "space", "4"):
        pass
    async with running("u", "enter") as pilot:
        assert "What is 2 + 2?" in words(pilot)
        assert [row[2] for row in logged(store)] == [True]


async def test_the_end_of_the_day_says_so(running: Any, words: Words) -> None:
    async with running("enter", *("space", "4") * 3) as pilot:
        assert "Done for today." in words(pilot)
        assert "3 answered, 3 of them new." in words(pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, HomeScreen)
        assert "Done for today" in words(pilot)


async def test_a_learning_step_that_is_awaited_comes_by_itself(
    running: Any, words: Words, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUIZAPP_LEARN_AHEAD_MINUTES", "0")
    async with running("enter", "space", "3", *("space", "4") * 2) as pilot:
        assert "The next learning step is due in 10 min." in words(pilot)
        clock.go(601)
        await study_of(pilot).look_at_clock()
        await pilot.pause()
        assert "What is 2 + 2?" in words(pilot)


async def test_leaving_in_the_middle_comes_back_to_the_same_card(running: Any, words: Words) -> None:
    async with running("enter", "space", "3", "escape") as pilot:
        assert isinstance(pilot.app.screen, HomeScreen)
        await pilot.press("enter")
        await pilot.pause()
        assert "What is the softmax?" in words(pilot)


async def test_time_away_from_the_card_does_not_count(running: Any, store: Path, clock: Any) -> None:
    async with running("enter") as pilot:
        clock.go(5)
        await pilot.press("escape")
        await pilot.pause()
        clock.go(3600)
        await pilot.press("enter")
        await pilot.pause()
        clock.go(2)
        await pilot.press("space", "3")
        await pilot.pause()
    with open_store(str(store)) as opened:
        assert [row.answer.duration_ms for row in opened.log.rows()] == [7000]


async def test_time_at_the_shell_does_not_count(running: Any, clock: Any) -> None:
    async with running("enter") as pilot:
        clock.go(5)
        app = app_of(pilot)
        app.app_suspend_signal.publish(app)
        clock.go(3600)
        app.app_resume_signal.publish(app)
        clock.go(2)
        assert study_of(pilot).sitting.spent_ms == 7000


async def start(pilot: Pilot[None], exercise: str) -> ExercisePane:
    await app_of(pilot).practise([exercise])
    await pilot.pause()
    return pilot.app.screen.query_one(ExercisePane)


async def enter(pilot: Pilot[None], answer: str) -> None:
    focused = pilot.app.focused
    assert focused is not None
    focused.value = answer  # type: ignore[attr-defined]
    await pilot.press("enter")
    await pilot.pause()


async def test_an_answer_field_says_what_it_reads(running: Any, words: Words) -> None:
    async with running() as pilot:
        await start(pilot, "softmax")
        await pilot.press(*"2/5")
        assert "read as 0.4" in words(pilot)
        await pilot.press("(")
        assert "has no partner" in words(pilot)


async def test_enter_goes_to_the_next_empty_field_before_it_judges(running: Any) -> None:
    async with running() as pilot:
        pane = await start(pilot, "softmax")
        await enter(pilot, "1.8")
        assert pilot.app.focused is pane.fields[1].input
        assert pane.round.tries == []
        await enter(pilot, "0.1, 0.2, 0.3, 0.4")
        assert len(pane.round.tries) == 1
        assert not pane.ended


async def test_a_free_try_tells_nothing_of_what_could_be_judged(running: Any, words: Words) -> None:
    async with running() as pilot:
        pane = await start(pilot, "softmax")
        first, second = pane.fields
        first.input.value, second.input.value = "99", "1, 2"
        await pilot.press("enter")
        await pilot.pause()
        assert pane.round.tries == []
        assert "Nothing is lost by this" in words(pilot)
        assert "✗" not in words(pilot)
        assert pilot.app.focused is second.input
        first.input.value, second.input.value = "1, 2", "0.1, 0.2, 0.3, 0.4"
        await pilot.press("enter")
        await pilot.pause()
        assert pilot.app.focused is first.input
        assert not second.verdict.display
        first.input.value = "99"
        await pilot.press("enter")
        await pilot.pause()
        assert len(pane.round.tries) == 1
        assert words(pilot).count("✗") == 2


@pytest.mark.parametrize(
    ("exercise", "examples"),
    [("softmax", ["", "such as 1, 2, 3, 4"]), ("conv_output_size", [""])],
)
async def test_how_several_numbers_are_written_is_seen(
    running: Any, exercise: str, examples: list[str]
) -> None:
    async with running() as pilot:
        pane = await start(pilot, exercise)
        assert [field.input.placeholder for field in pane.fields] == examples


async def test_the_example_of_an_answer_can_be_read(running: Any) -> None:
    from engine.grading import expected
    from engine.reading import read

    async with running() as pilot:
        pane = await start(pilot, "vector_products")
        variant = pane.round.variant
        kinds = {
            part.kind: field.input.placeholder for part, field in zip(variant.parts, pane.fields, strict=True)
        }
        part = next(part for part in variant.parts if part.kind == "matrix")
        assert read(kinds["matrix"].removeprefix("such as "), expected(variant, part)).value[0] == [1, 2]


async def test_fields_of_earlier_questions_are_forgotten(running: Any) -> None:
    async with running() as pilot:
        await start(pilot, "softmax")
        earlier = []
        for _ in range(6):
            fields = pilot.app.screen.query(ExercisePane).last().fields
            earlier += [weakref.ref(field.input) for field in fields]
            del fields
            await pilot.press("7", "ctrl+g", "space")
            await pilot.pause()
        gc.collect()
        assert sum(field() is not None for field in earlier) <= 2


async def test_a_named_mistake_is_said(running: Any, words: Words) -> None:
    async with running() as pilot:
        pane = await start(pilot, "conv_output_size")
        live = pane.round.variant.live[0]
        await enter(pilot, str(live.values["size"]))
        assert live.message.split(":")[0][:40] in " ".join(words(pilot).split())
        assert "✗" in words(pilot)


async def test_a_mistake_of_two_answers_is_explained_once(running: Any, words: Words) -> None:
    async with running() as pilot:
        pane = await start(pilot, "softmax")
        variant = pane.round.variant
        wrong = next(one for one in variant.live if len(one.values) == len(variant.parts))
        for field in pane.fields:
            field.input.value = shown(field.part, wrong.values[field.part.name])
        pane.fields[0].input.focus()
        await pilot.press("enter")
        said = " ".join(words(pilot).split())
        assert said.count(wrong.message.split(":")[0]) == 1
        assert SAME in said


async def test_wrong_cells_are_marked_on_the_second_try(running: Any, words: Words) -> None:
    async with running() as pilot:
        pane = await start(pilot, "softmax")
        right = pane.round.variant.answer["p"]
        await enter(pilot, "3.5")
        typed = ", ".join(f"{value:.3f}" for value in [right[0], 0.9, *right[2:]])
        await enter(pilot, typed)
        assert "0.9 ✗" not in words(pilot)
        await enter(pilot, "3.6")
        assert "0.9 ✗" in words(pilot)


async def test_what_cannot_be_read_costs_nothing(running: Any, words: Words) -> None:
    async with running() as pilot:
        pane = await start(pilot, "conv_output_size")
        await enter(pilot, "banana")
        assert pane.round.attempt is None
        assert "Nothing is lost by this" in words(pilot)


async def test_hints_come_one_by_one(running: Any, words: Words) -> None:
    async with running() as pilot:
        pane = await start(pilot, "conv_output_size")
        await pilot.press("ctrl+n")
        assert pane.round.variant.hints[0][:30] in words(pilot)
        assert pane.round.variant.hints[1][:30] not in words(pilot)
        await pilot.press("ctrl+n")
        assert pane.round.variant.hints[1][:30] in words(pilot)


async def test_a_right_answer_shows_the_worked_solution_and_is_logged(running: Any, store: Path) -> None:
    async with running() as pilot:
        pane = await start(pilot, "conv_output_size")
        await enter(pilot, str(pane.round.variant.answer["size"]))
        assert pane.ended
        assert pane.query_one(Solution)
        before = pane.round.variant.key
        await pilot.press("space")
        await pilot.pause()
        assert pilot.app.screen.query_one(ExercisePane).round.variant.key != before
    assert [row[0] for row in logged(store)] == ["exercise:conv_output_size"]


async def test_giving_up_counts_as_a_miss(running: Any) -> None:
    async with running() as pilot:
        pane = await start(pilot, "conv_output_size")
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert pane.ended
        assert pane.round.attempt is not None
        assert not pane.round.attempt.correct


async def test_a_question_mark_in_a_field_opens_the_help(running: Any, words: Words) -> None:
    async with running() as pilot:
        pane = await start(pilot, "conv_output_size")
        await pilot.press("question_mark")
        await pilot.pause()
        assert "Show one more hint." in words(pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert pane.query_one(AnswerField).value == ""
        assert pilot.app.focused is pane.fields[0].input


async def test_earlier_answers_come_back_with_the_arrow(running: Any) -> None:
    async with running() as pilot:
        pane = await start(pilot, "conv_output_size")
        await enter(pilot, "1001")
        await enter(pilot, "1002")
        await pilot.press("up", "up")
        assert pane.fields[0].value == "1001"
        await pilot.press("down")
        assert pane.fields[0].value == "1002"


async def test_paths_are_switched_and_home_follows(running: Any, words: Words) -> None:
    async with running("p", "enter", "escape") as pilot:
        await pilot.pause()
        assert "Mathematics for deep learning" in words(pilot)


async def test_one_deck_is_studied_alone(running: Any, words: Words) -> None:
    async with running("p", "enter", "escape", "down", "enter") as pilot:
        await pilot.pause()
        assert str(pilot.app.screen.query_one("#deck", Static).render()) == "Numbers"


async def test_a_store_that_cannot_be_opened_is_told_in_a_sentence(
    running: Any, home: Path, words: Words
) -> None:
    bad = home / "bad.sqlite"
    bad.write_bytes(b"not a database" * 500)
    async with running(where=bad) as pilot:
        assert "✗" in words(pilot)
        assert "is not a store of quizapp" in " ".join(words(pilot).split())


async def test_the_verdict_comes_into_view_on_a_small_screen(running: Any, words: Words) -> None:
    async with running(size=(60, 20)) as pilot:
        await start(pilot, "nms")
        await enter(pilot, "77")
        await pilot.pause()
        assert "✗" in words(pilot)


async def test_from_any_number_of_questions_like_this_one_key_leads_back(running: Any, words: Words) -> None:
    async with running("enter") as pilot:
        await start(pilot, "softmax")
        for _ in range(3):
            await pilot.press("ctrl+g", "n")
            await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert "What is 2 + 2?" in words(pilot)


async def test_after_a_wrong_answer_it_is_said_how_to_go_on(running: Any, words: Words) -> None:
    async with running() as pilot:
        await start(pilot, "conv_output_size")
        await enter(pilot, "999")
        assert "Try again, or give up and see the solution." in words(pilot)
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert "Try again" not in words(pilot)


async def test_what_is_still_to_be_typed_is_said(running: Any, words: Words) -> None:
    async with running() as pilot:
        pane = await start(pilot, "softmax")
        await pilot.press("enter")
        await pilot.pause()
        assert "All answers are judged together" in words(pilot)
        assert pane.round.tries == []


async def test_gaps_are_filled_where_they_stand(running: Any, store: Path, words: Words) -> None:
    with Workspace.open(str(store)) as workspace:
        card = {"front": "What is it?\n\nIt **[…]** a plane.", "back": "It **turns** a plane."}
        add_card(workspace.store.library, **card, kind="cloze", deck="A", tags=(), now_ms=0)
    async with running() as pilot:
        await app_of(pilot).study(Selection(decks=("A",)))
        await pilot.pause()
        assert "It […] a plane." in words(pilot)
        await pilot.press("space")
        await pilot.pause()
        seen = words(pilot)
        assert "What is it?" in seen
        assert "It turns a plane." in seen
        assert "[…]" not in seen
