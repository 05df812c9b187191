"""A quiz: one question after the other, without a verdict until the end."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

from textual import getters, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

from quizapp.quiz import draft as quizdraft
from quizapp.quiz.run import QuizRun
from quizapp.quiz.sitting import hand_in
from quizapp.tui.ahead import in_turn
from quizapp.tui.drafting import DraftScreen
from quizapp.tui.keys import bindings
from quizapp.tui.looks import fitted, looks
from quizapp.tui.told import told
from quizapp.tui.widgets.answer import AnswerInput
from quizapp.tui.widgets.exercisepane import ExercisePane
from quizapp.tui.widgets.keybar import KeyBar
from quizapp.tui.widgets.page import Page
from quizapp.tui.widgets.questionpane import QuestionPane
from quizapp.tui.widgets.strand import Strand

CLOCK = 10_000
"""Milliseconds of a quiz with a time limit, after which the time that is left is written again."""


class QuizScreen(DraftScreen[None]):
    """Asks the questions of a run, and goes on to its result."""

    CSS_PATH = looks("study")
    BINDINGS = bindings("quiz")

    stage = getters.query_one(Page)
    strand = getters.query_one(Strand)

    draft_name = quizdraft.NAME

    def __init__(self, run: QuizRun) -> None:
        """
        Args:
            run: what is asked, from its next question on.
        """
        super().__init__()
        self.run = run
        self._kept = {}  # the run has written a draft when it began
        self._began = 0
        self._noted = run.left_ms(run.began_ms) or 0
        """The time that was left when it was written last."""
        self._over = False
        """Whether the time has run out."""
        self._turn = asyncio.Lock()
        """Of what ends a question: a key, a click and the clock may come at once."""

    def compose(self) -> ComposeResult:
        with Horizontal(id="where"):
            yield Static("", id="deck")
            yield Static("", id="left")
        yield Strand()
        yield Page(id="stage")
        yield KeyBar()

    async def on_mount(self) -> None:
        self.set_interval(1, self.look_at_clock)
        await self._advance()

    @told
    async def _advance(self) -> None:
        asked = self.run.advance()
        if asked is None:
            await self._finish()
            return
        await self.stage.query("ExercisePane, QuestionPane").remove()
        round_ = await self.app.off_loop(lambda: asked.round)
        pane = QuestionPane(asked.question) if round_ is None else ExercisePane(round_, silent=True)
        await self.stage.mount(pane)
        self.stage.scroll_home(animate=False)
        for field, text in zip(self.query(AnswerInput), self.run.written, strict=False):
            field.value = text
        self.run.written = ()
        self._began = self.app.clock()
        self._say_where()

    def _say_where(self) -> None:
        place = len(self.run.asked)
        self.query_one("#deck", Static).update(Content(f"question {place} of {self.run.plan.count}"))
        left = self.run.left_ms(self.app.clock())
        clock = "" if left is None else f"{left // 60_000}:{left // 1000 % 60:02} left"
        self.query_one("#left", Static).update(Content(clock))
        self.strand.share = (place - 1) / self.run.plan.count

    def look_at_clock(self) -> None:
        """Show the time that is left; the quiz ends with it."""
        left = self.run.left_ms(self.app.clock())
        if left != 0:
            self._say_where()
            if left is not None and self._noted - left >= CLOCK:
                self.keep_soon()
        elif self.is_current and not self._over:
            self._over = True
            self._time_is_up()

    def draft(self) -> Mapping[str, Any]:
        written = [field.value for field in self.query(AnswerInput)]
        now = self.app.clock()
        self._noted = self.run.left_ms(now) or 0
        return quizdraft.progress(self.run, now, written if any(written) else ())

    async def write_draft(self, content: Mapping[str, Any] | None) -> None:
        if content is None:
            await self.app.off_loop(quizdraft.drop, await self.app.workspace())
        else:
            await super().write_draft(content)

    def on_input_changed(self, event: Input.Changed) -> None:
        self.keep_soon()

    @work(group="end")
    @told
    async def _time_is_up(self) -> None:
        """Hand in what has been typed so far, and end."""
        async with self._turn:
            if self._finished:
                return
            typed = [field.value.strip() for field in self.query(AnswerInput)]
            if any(typed):
                await self._keep(typed)
            self.app.notify("The time is up." + (" What you had typed counts." if any(typed) else ""))
            await self._finish()

    @on(ExercisePane.Ended)
    @on(QuestionPane.Ended)
    @told
    async def end_question(self) -> None:
        async with self._turn:
            if not self._finished:
                await self._keep(self._typed())
                await self._advance()

    async def _keep(self, typed: Sequence[str]) -> None:
        now = self.app.clock()
        await self.app.off_loop(hand_in, self.run, typed, now, now - self._began)

    def _typed(self) -> Sequence[str]:
        round_ = self.run.asked[-1].round
        if round_ is None:
            return self.query_one(QuestionPane).typed
        return round_.attempt.typed if round_.attempt else ()

    async def _finish(self) -> None:
        from quizapp.tui.screens.quizresult import QuizResultScreen

        if self._finished:
            return
        await self.finish_draft()
        if self.is_current:
            # Not awaited here: this may run in a worker of the screen, which ends with it.
            self.app.call_later(self.app.switch_screen, fitted(QuizResultScreen(self.run), self.app))

    def action_skip(self) -> None:
        """Leave the question open."""
        for pane in (*self.query(ExercisePane), *self.query(QuestionPane)):
            pane.action_give_up()

    @in_turn
    async def action_leave(self) -> None:
        from quizapp.tui.screens.confirm import ConfirmScreen

        if not self._finished and await self.app.push_screen_wait(
            ConfirmScreen("End the quiz here and see the result?")
        ):
            async with self._turn:
                await self._finish()
