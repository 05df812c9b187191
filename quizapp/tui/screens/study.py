"""Study: one question after the other, and nothing else beside it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual import getters, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from quizapp import schedule
from quizapp.memory import Rating
from quizapp.question import Pause, Question
from quizapp.sitting import Shown, Sitting
from quizapp.tui import decisions, whereabouts
from quizapp.tui.keys import bindings
from quizapp.tui.looks import looks
from quizapp.tui.screens.athand import AtHand
from quizapp.tui.told import told
from quizapp.tui.widgets.cardpane import CardPane
from quizapp.tui.widgets.exercisepane import ExercisePane
from quizapp.tui.widgets.gradebar import Grade, GradeBar
from quizapp.tui.widgets.keybar import KeyBar
from quizapp.tui.widgets.onepass import Words
from quizapp.tui.widgets.page import Page
from quizapp.tui.widgets.strand import Strand
from quizapp.tui.widgets.typedfield import TypedField

if TYPE_CHECKING:
    from quizapp.config import Settings
    from quizapp.records import Item

WAITING = 10.0
"""Seconds between two looks at the clock while a learning step is awaited."""


AHEAD = 0.05
"""Seconds that the front of a card has to come to the terminal before the back is laid out."""


class StudyScreen(AtHand):
    """Shows what the sitting gives out, and hands it the grades."""

    CSS_PATH = looks("study")
    BINDINGS = bindings("study")

    stage = getters.query_one(Page)
    card = getters.query_one(CardPane)
    grades = getters.query_one(GradeBar)
    strand = getters.query_one(Strand)

    def __init__(self, sitting: Sitting) -> None:
        super().__init__(sitting)
        self._in_log = False
        """Whether a practised exercise is in the log already."""
        self._keeping = asyncio.Lock()
        self._settings: Settings | None = None
        """Under which the question at hand was given out."""

    def compose(self) -> ComposeResult:
        with Horizontal(id="where"):
            yield Words("", id="deck")
            yield Words("", id="left")
        yield Strand()
        with Page(id="stage"):
            yield CardPane()
            yield Static("", id="end")
        yield GradeBar()
        yield KeyBar()

    async def on_mount(self) -> None:
        self._settings = self.app.settings
        self.set_interval(WAITING, self.look_at_clock)
        self.app.app_suspend_signal.subscribe(self, lambda _: self._at_shell(), immediate=True)
        self.app.app_resume_signal.subscribe(self, lambda _: self._back_from_shell(), immediate=True)
        self.set_interval(1, self._say_time)
        if self.sitting.shown is None:
            await self._advance()
        else:
            self.sitting.resume()
            await self._show(self.sitting.shown)

    def on_screen_suspend(self) -> None:
        self.sitting.rest()

    async def on_screen_resume(self) -> None:
        self.sitting.resume()
        if self._settings not in (None, self.app.settings):
            await self._adopt(self.app.settings)

    @told
    async def _adopt(self, settings: Settings) -> None:
        """Go on under settings that were changed meanwhile."""
        self._settings = settings
        scheduling = (await self.app.workspace()).scheduling
        await self.app.off_loop(self.sitting.adopt, scheduling, settings.options())
        if self.sitting.shown is not None:
            self._say_where(self.sitting.shown)
            self._show_grades()

    def _at_shell(self) -> None:
        if self.is_current:
            self.sitting.rest()

    def _back_from_shell(self) -> None:
        if self.is_current:
            self.sitting.resume()

    @told
    async def _advance(self) -> None:
        await self._show(await self.app.off_loop(self.sitting.advance))
        self.call_after_refresh(self._hold)
        self.set_timer(AHEAD, self.card.lay_out_ahead)
        if self.draft() != self._kept:
            self.keep_soon()

    @work(group="hold")
    @told
    async def _hold(self) -> None:
        """Note the question at hand; nobody waits for that."""
        await self.app.off_loop(self.sitting.hold)

    async def _show(self, shown: Shown) -> None:
        self.revealed = self._in_log = False
        await self._clear_away()
        question = shown.what if isinstance(shown.what, Question) else None
        card = question.item.card if question else None
        self.card.display = card is not None
        if card is not None:
            self.card.show(card, self.sitting.written)
        elif shown.round is not None:
            await self.stage.mount(ExercisePane(shown.round, self.sitting.written))
        if shown.round is None and (card is None or card.kind != "typed"):
            self.set_focus(self.stage)
        if self.stage.scroll_y:
            self.stage.scroll_home(animate=False)
        self._say_where(shown)
        self._say_end()
        self._show_grades()

    async def _clear_away(self) -> None:
        """Take the exercise before away; between two cards there is none, and no time to look far for it."""
        panes = [pane for pane in self.stage.children if isinstance(pane, ExercisePane)]
        if panes:
            await self.stage.remove_children(panes)

    def _say_where(self, shown: Shown) -> None:
        """The deck to the left, what is to come to the right."""
        self.query_one("#deck", Static).update(Content(whereabouts.place(shown)))
        self.query_one("#left", Static).update(Content(whereabouts.left(self.sitting)))
        self.strand.share = self.sitting.share

    def _say_time(self) -> None:
        """The time spent on this question, before what is to come."""
        if self._asked is not None and self.app.settings.show_time:
            seconds = self.sitting.spent_ms // 1000
            time = f"{seconds // 60}:{seconds % 60:02}"
            left = whereabouts.left(self.sitting)
            self.query_one("#left", Static).update(Content(f"{time}   {left}"))

    def _say_end(self) -> None:
        end = self.query_one("#end", Static)
        text = whereabouts.ending(self.sitting)
        if text or end.display:
            end.update(Content.from_markup(text))
            end.display = bool(text)

    def _show_grades(self) -> None:
        self.grades.display = self.revealed and self.sitting.graded
        if self.grades.display:
            waits = {
                rating: schedule.interval_text(standing)
                for rating, standing in self._question.standings.items()
            }
            self.grades.show(waits, self.sitting.proposed())
        self.refresh_bindings()

    async def look_at_clock(self) -> None:
        """Go on when a step that was awaited is due."""
        async with self._turn:
            shown = self.sitting.shown
            if shown is not None and isinstance(shown.what, Pause):
                await self._advance()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        round_, card = self._round, self._at_card
        if action == "reveal":
            return card and not self.revealed
        if action in ("grade", "grade_proposed"):
            return self.revealed and self.sitting.graded
        if action == "next":
            return self.revealed and not self.sitting.graded
        if action in ("home", "back"):
            return (self.sitting.mode == "review") == (action == "home")
        if action in ("another", "snippet", "reference"):
            return round_ is not None and self.revealed
        if action == "mine":
            return round_ is not None and self.revealed and bool(round_.attempt and round_.attempt.mistakes)
        if action in ("edit", "links", "source"):
            return card
        if action == "images":
            return card and "![" in self._shown_text
        if action == "practise":
            return (
                card
                and self.revealed
                and bool(self._question.item.card and self._question.item.card.exercises)
            )
        return action not in ("suspend", "bury", "flag", "info", "copy") or self._asked is not None

    def action_reveal(self) -> None:
        self.card.reveal()
        self.revealed = True
        self._show_grades()

    @on(TypedField.Judged)
    def show_judgement(self, event: TypedField.Judged) -> None:
        self.sitting.judgement = event.judgement
        self.set_focus(self.stage)
        self.action_reveal()

    @on(ExercisePane.Ended)
    @told
    async def end_round(self) -> None:
        if not any(pane.ended for pane in self.query(ExercisePane)):
            return  # it was of a question that is gone
        self.revealed = True
        self.note()
        self.set_focus(self.stage)
        self._show_grades()
        if not self.sitting.graded:
            await self._keep()

    async def _keep(self) -> None:
        """Write a practised exercise, once."""
        async with self._keeping:
            if not self._in_log:
                await self.app.off_loop(self.sitting.grade, self.sitting.proposed())
                self._in_log = True

    async def action_grade_proposed(self) -> None:
        await self.action_grade(int(self.sitting.proposed()))

    @told
    async def action_next(self) -> None:
        async with self._turn:
            if self.check_action("next", ()):
                await self._keep()
                await self._advance()

    @told
    async def action_grade(self, rating: int) -> None:
        async with self._turn:
            if not self.check_action("grade", ()):
                return
            item = self._question.item
            answered = await self.app.off_loop(self.sitting.grade, Rating(rating))
            await self._advance()
        if answered.leech:
            self._offer_rewriting(item)

    @work
    async def _offer_rewriting(self, item: Item) -> None:
        await decisions.offer_rewriting(self.app, item)

    @on(Grade.Pressed)
    async def grade_pressed(self, event: Grade.Pressed) -> None:
        await self.action_grade(int(event.rating))

    @told
    async def action_undo(self) -> None:
        """Take back the last answer, or that an item was put aside since."""
        async with self._turn:
            await self._take_back()

    async def _take_back(self) -> None:
        if (aside := self.sitting.aside) is not None:
            await decisions.wake(self.app, [aside])
            self.sitting.bring_back()
            await self._advance()
            self.notify("Back in study.", timeout=3)
        elif await self.app.off_loop(self.sitting.undo):
            await self._advance()
            self.notify("The last answer is taken back.", timeout=3)
        else:
            self.notify("There is nothing to take back.", timeout=3)

    async def action_home(self) -> None:
        await self.keep_draft()
        self.dismiss()

    async def action_back(self) -> None:
        await self.action_home()
