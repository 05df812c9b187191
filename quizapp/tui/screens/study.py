"""Study: one question after the other, and nothing else beside it."""

from __future__ import annotations

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from quizapp import schedule
from quizapp.memory import Rating
from quizapp.question import Finished, Pause, Question
from quizapp.tui.app import QuizApp
from quizapp.tui.keys import bindings
from quizapp.tui.sitting import Shown, Sitting
from quizapp.tui.told import told
from quizapp.tui.widgets.cardpane import CardPane
from quizapp.tui.widgets.exercisepane import ExercisePane
from quizapp.tui.widgets.gradebar import Grade, GradeBar
from quizapp.tui.widgets.keybar import KeyBar
from quizapp.tui.widgets.page import Page
from quizapp.tui.widgets.strand import Strand

WAITING = 10.0
"""Seconds between two looks at the clock while a learning step is awaited."""


class StudyScreen(Screen[None]):
    """Shows what the sitting gives out, and hands it the grades."""

    BINDINGS = bindings("study")

    app = getters.app(QuizApp)
    stage = getters.query_one(Page)
    card = getters.query_one(CardPane)
    grades = getters.query_one(GradeBar)
    strand = getters.query_one(Strand)

    def __init__(self, sitting: Sitting) -> None:
        super().__init__()
        self.sitting = sitting
        self.revealed = False
        """Whether the answer is on the screen, so that it can be graded."""
        self._busy = False

    def compose(self) -> ComposeResult:
        with Horizontal(id="where"):
            yield Static("", id="deck")
            yield Static("", id="left")
        yield Strand()
        with Page(id="stage"):
            yield CardPane()
            yield Static("", id="end")
        yield GradeBar()
        yield KeyBar()

    async def on_mount(self) -> None:
        self.set_interval(WAITING, self.look_at_clock)
        if self.sitting.shown is None:
            await self._advance()
        else:
            self.sitting.resume()
            await self._show(self.sitting.shown)

    def on_screen_suspend(self) -> None:
        self.sitting.rest()

    def on_screen_resume(self) -> None:
        self.sitting.resume()

    @told
    async def _advance(self) -> None:
        await self._show(await self.app.off_loop(self.sitting.advance))

    async def _show(self, shown: Shown) -> None:
        self.revealed = False
        await self.query(ExercisePane).remove()
        question = shown.what if isinstance(shown.what, Question) else None
        card = question.item.card if question else None
        self.card.display = card is not None
        if card is not None:
            self.card.show(card)
        elif shown.round is not None:
            await self.stage.mount(ExercisePane(shown.round))
        if card is not None or shown.round is None:
            self.stage.focus()
        self.stage.scroll_home(animate=False)
        self._say_where(shown)
        self._say_end(shown)
        self._show_grades()

    def _say_where(self, shown: Shown) -> None:
        """The deck to the left, what is to come to the right."""
        self.query_one("#deck", Static).update(Content(_place(shown)))
        self.query_one("#left", Static).update(Content(self._left(shown)))
        self.strand.share = self.sitting.share

    def _left(self, shown: Shown) -> str:
        if self.sitting.mode != "review":
            return f"{self.sitting.done:,} practised" if self.sitting.done else "practice"
        left = shown.remaining
        parts = [(left.due, "due"), (left.steps, "learning"), (left.new, "new")]
        text = " · ".join(f"{count:,} {word}" for count, word in parts if count)
        return text or ("the last one" if isinstance(shown.what, Question) else "")

    def _say_end(self, shown: Shown) -> None:
        end = self.query_one("#end", Static)
        text = self._ending(shown)
        end.update(Content.from_markup(text))
        end.display = bool(text)

    def _ending(self, shown: Shown) -> str:
        if isinstance(shown.what, Finished):
            counts = shown.what.counts
            return (
                f"[b]Done for today.[/b]\n\n{counts.reviews:,} answered, {counts.new:,} of them new.\n"
                "[$foreground-muted]Escape goes home; u takes the last answer back.[/]"
            )
        if isinstance(shown.what, Pause):
            minutes = max(1, round((shown.what.until_ms - self.app.clock()) / 60_000))
            return (
                f"[b]Nothing more for now.[/b]\n\nThe next learning step is due in {minutes} min.\n"
                "[$foreground-muted]Stay here and it comes by itself, or go home with escape.[/]"
            )
        return ""

    def _show_grades(self) -> None:
        self.grades.display = self.revealed and self.sitting.graded
        if self.grades.display:
            waits = {
                rating: schedule.interval_text(standing)
                for rating, standing in self._question.standings.items()
            }
            self.grades.show(waits, self.sitting.proposed())
        self.refresh_bindings()

    @property
    def _question(self) -> Question:
        assert self.sitting.shown is not None
        assert isinstance(self.sitting.shown.what, Question)
        return self.sitting.shown.what

    @property
    def _at_card(self) -> bool:
        shown = self.sitting.shown
        return shown is not None and isinstance(shown.what, Question) and shown.round is None

    async def look_at_clock(self) -> None:
        """Go on when a step that was awaited is due."""
        shown = self.sitting.shown
        if shown is not None and isinstance(shown.what, Pause):
            await self._advance()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "reveal":
            return self._at_card and not self.revealed
        if action in ("grade", "grade_proposed"):
            return self.revealed and self.sitting.graded
        if action == "next":
            return self.revealed and not self.sitting.graded
        return True

    def action_reveal(self) -> None:
        self.card.reveal()
        self.revealed = True
        self._show_grades()

    @on(ExercisePane.Ended)
    def end_round(self) -> None:
        self.revealed = True
        self.stage.focus()
        self._show_grades()

    async def action_grade_proposed(self) -> None:
        await self.action_grade(int(self.sitting.proposed()))

    async def action_next(self) -> None:
        await self.action_grade_proposed()

    @told
    async def action_grade(self, rating: int) -> None:
        answered = await self.app.off_loop(self.sitting.grade, Rating(rating))
        if answered.leech:
            self.notify("This one was forgotten again and again: a leech. Rewriting it may help.", timeout=8)
        await self._advance()

    @on(Grade.Pressed)
    async def grade_pressed(self, event: Grade.Pressed) -> None:
        await self.action_grade(int(event.rating))

    @told
    async def action_undo(self) -> None:
        if await self.app.off_loop(self.sitting.undo):
            await self._advance()
            self.notify("The last answer is taken back.", timeout=3)
        else:
            self.notify("There is nothing to take back.", timeout=3)

    def action_home(self) -> None:
        self.dismiss()


def _place(shown: Shown) -> str:
    """Where the question belongs: its deck, or its topic and level."""
    if shown.round is not None:
        return f"{shown.round.variant.exercise.topic.capitalize()} · level {shown.round.variant.level}"
    if isinstance(shown.what, Question) and shown.what.item.card:
        return shown.what.item.card.deck.replace("::", " › ")
    return ""
