"""The first screen: what is to be done today, deck by deck, and one key to begin."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import getters, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static

from engine.errors import QuizappError
from quizapp.tui import leftopen
from quizapp.tui.ahead import in_turn
from quizapp.tui.app import QuizApp
from quizapp.tui.keys import bindings
from quizapp.tui.looks import read_ahead
from quizapp.tui.painted import painted
from quizapp.tui.told import told
from quizapp.tui.widgets.decklist import DeckList
from quizapp.tui.widgets.keybar import KeyBar
from quizapp.tui.widgets.months import Months
from quizapp.tui.widgets.parts import Parts

if TYPE_CHECKING:
    from quizapp.drafts import Draft
    from quizapp.records import DeckCounts
    from quizapp.store.peek import Peek
    from quizapp.tui.overview import Overview

WELCOME = (
    "Notes become flashcards; formulas become exercises, drawn anew each time.\n"
    "What was hard comes back soon, what you know well comes back in weeks.\n"
    "A deck on deep learning is ready: [b]enter[/b] begins, [b]p[/b] picks other study paths."
)

READY_SOON = "Getting the cards ready …"
"""Before anything is known of a store: the first start reads the shipped deck, which takes seconds."""

ABOVE, MONTHS = 6, 9
"""Lines above the decks, and those of the calendar with the one that parts it from them."""


class HomeScreen(Screen[None]):
    """What is due, and one key to start."""

    BINDINGS = bindings("home")
    AUTO_FOCUS = "DeckList"

    app = getters.app(QuizApp)
    decks = getters.query_one(DeckList)
    headline = getters.query_one("#headline", Static)
    today = getters.query_one("#today", Parts)
    months = getters.query_one(Months)
    welcome = getters.query_one("#welcome", Static)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._leeches = 0
        self._unfinished: Draft | None = None

    def compose(self) -> ComposeResult:
        with Vertical(id="home"):
            yield Static("quizapp", id="name")
            yield Static(" ", id="headline")
            yield Parts(id="today")
            yield Static("", id="unfinished")
            yield Static("", id="welcome")
            yield DeckList()
            yield Months()
        yield KeyBar()

    def on_mount(self) -> None:
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        """The first frame stands; now load what stands behind it."""
        self.run_worker(self._load())

    async def _load(self) -> None:
        if (glance := await self.app.off_loop(_glance, self.app)) is not None:
            self._show_glance(*glance)
        else:
            self.headline.update(READY_SOON)
        try:
            await self.refresh_overview()
            if refusal := (await self.app.workspace()).store.refusal:
                self.notify(f"{refusal}. Until then nothing is kept.", severity="warning", markup=False)
            await self.app.begin()
        except QuizappError as error:
            self.headline.update(Content(f"✗ {error}"))
            self.app.settle()
            return
        await self.app.warm_up()
        await read_ahead(self.app)
        self.app.settle()
        if self.app.settings.watch_seconds:
            self.set_interval(self.app.settings.watch_seconds, self._look_again)

    async def _look_again(self) -> None:
        """Begin a look at followed notes where none is going on, nor a question being asked."""
        if self.is_active and not any(worker.group == "watch" for worker in self.workers):
            self.run_worker(self.look_at_notes(), group="watch")

    @told
    async def look_at_notes(self) -> None:
        """Read followed notes that changed, and say what became of their cards."""
        from quizapp.notes.watching import told_changes

        workspace = await self.app.workspace()
        report = await self.app.off_loop(workspace.watch.look)
        if report is None or not (changes := told_changes(report)):
            return
        self.app.notify(changes, title="Notes read again", markup=False)
        self.app.rise()
        await self.refresh_overview()

    def _show_glance(self, glance: Peek, decks: Sequence[DeckCounts]) -> None:
        """Numbers at a glance, until today's queue is known."""
        settings = self.app.settings
        due = min(glance.due, max(0, settings.reviews_per_day - glance.reviewed))
        new = min(glance.new, max(0, settings.new_per_day - glance.introduced))
        self._say(due, glance.steps, new, glance.answered)
        self.decks.show(decks, due + glance.steps, new)

    def _say(self, due: int, steps: int, new: int, answered: int, streak: int = 0, tomorrow: int = 0) -> None:
        total = due + steps + new
        self.headline.update(Content(f"{total:,} to do today" if total else "Done for today"))
        parts = [
            _due(due, steps) if total else "",
            f"{new:,} new" if total else "",
            f"{answered:,} answered today" if answered else "",
            f"{streak} days in a row" if streak > 1 else "",
            f"{tomorrow:,} due tomorrow" if tomorrow else "",
            _leeches(self._leeches),
        ]
        self.today.say(list(filter(None, parts)) or ["Nothing is due: p switches paths on."])

    async def refresh_overview(self) -> None:
        """Read anew what is to be done."""
        workspace = await self.app.workspace()
        seen = await self.app.off_loop(self.app.overview, workspace)
        self._show(seen)

    def _show(self, seen: Overview) -> None:
        left = seen.remaining
        self._leeches = seen.leeches
        self._show_unfinished(seen.unfinished)
        self._say(left.due, left.steps, left.new, seen.today.reviews, seen.streak, seen.tomorrow)
        if seen.untouched:
            self.welcome.update(Content.from_markup(WELCOME))
        self.welcome.display = seen.untouched
        self.months.set_class(bool(seen.months), "-known")
        self.months.show(seen.months, seen.day)
        self.decks.show(seen.decks, left.due + left.steps, left.new)
        self._fit()

    def _show_unfinished(self, draft: Draft | None) -> None:
        self._unfinished = draft
        line = self.query_one("#unfinished", Static)
        line.update(Content(leftopen.KINDS[draft.kind].sentence(draft)) if draft else "")
        line.display = draft is not None
        self.refresh_bindings()

    def on_resize(self) -> None:
        self._fit()

    def _fit(self) -> None:
        """Show the calendar right below the decks, also on a low screen that has the lines for it."""
        self.decks.styles.max_height = max(1, self.decks.option_count)
        needed = ABOVE + 2 * (self._unfinished is not None) + self.decks.option_count + MONTHS + 1
        self.months.set_class(self.app.size.height >= needed, "-fits")
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "calendar":
            return self.months.display
        if action in ("resume", "drop"):
            return self._unfinished is not None
        return action != "leeches" or self._leeches > 0

    def action_calendar(self) -> None:
        """To the days of the calendar, and back to the decks."""
        self.set_focus(self.decks if self.months.has_focus else self.months)

    def on_screen_resume(self) -> None:
        if self.app.opened:
            self._count_again()

    @work(exclusive=True, group="count")
    @told
    async def _count_again(self) -> None:
        """Count when the screen stands: to be drawn while a thread counts would take twice the time."""
        await painted(self)
        await self.refresh_overview()

    @told
    async def action_start(self) -> None:
        await self.app.study_deck(self.decks.chosen)

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        await self.action_start()

    @told
    async def action_paths(self) -> None:
        from quizapp.tui.screens.paths import PathsScreen

        workspace = await self.app.workspace()
        await self.app.push_screen(PathsScreen(await self.app.off_loop(workspace.store.decks.paths)))

    async def action_browse(self) -> None:
        await self.app.go("browse")

    async def action_leeches(self) -> None:
        await self.app.go_to_leeches()

    @in_turn
    async def action_import_notes(self) -> None:
        from cards.suffixes import NOTE_SUFFIXES
        from quizapp.tui.screens.bring import BringScreen
        from quizapp.tui.screens.choosefile import ChooseFileScreen

        chosen = await self.app.push_screen_wait(ChooseFileScreen(Path.cwd(), NOTE_SUFFIXES))
        if chosen is not None:
            await self.app.push_screen(BringScreen([chosen]))

    @in_turn
    @told
    async def action_resume(self) -> None:
        """Go on with what was left unfinished."""
        if (draft := self._unfinished) is not None:
            await leftopen.go_on(self.app, draft)
            await self.refresh_overview()

    @in_turn
    @told
    async def action_drop(self) -> None:
        """Drop what was left unfinished; what was written is not thrown away unasked."""
        from quizapp.tui.screens.confirm import ConfirmScreen

        if (draft := self._unfinished) is None:
            return
        kind = leftopen.KINDS[draft.kind]
        question = f"{kind.sentence(draft)}\n\nThrow it away?"
        if not kind.written or await self.app.push_screen_wait(ConfirmScreen(question)):
            await leftopen.drop(self.app, draft)
            await self.refresh_overview()

    @in_turn
    @told
    async def action_quiz(self) -> None:
        from quizapp.tui.screens.confirm import ConfirmScreen
        from quizapp.tui.screens.quizplan import QuizPlanScreen

        draft = self._unfinished
        if draft is not None and draft.kind == "quiz":
            question = f"{leftopen.KINDS[draft.kind].sentence(draft)}\n\nGo on with it?"
            if await self.app.push_screen_wait(ConfirmScreen(question)):
                await leftopen.go_on(self.app, draft)
                return
        plan = await self.app.push_screen_wait(QuizPlanScreen())
        if plan is not None:
            await self.app.quiz(plan)

    async def action_stats(self) -> None:
        await self.app.go("stats")

    async def action_settings(self) -> None:
        await self.app.go("settings")

    @told
    async def action_undo(self) -> None:
        if await self.app.undo_last():
            self.notify("The last answer is taken back; it is asked next.")
            await self.refresh_overview()
        else:
            self.notify("There is nothing to take back.")

    async def action_leave(self) -> None:
        await self.app.action_leave()


def _due(due: int, steps: int) -> str:
    """How much is due, learning steps included, as the decks count it."""
    return f"{due + steps:,} due" + (f" ({steps:,} in learning)" if steps else "")


def _leeches(count: int) -> str:
    return f"{count} {'leech' if count == 1 else 'leeches'}" if count else ""


def _glance(app: QuizApp) -> tuple[Peek, list[DeckCounts]] | None:
    """What can be read without the database library; None while there are no cards."""
    from quizapp.store.peek import peek, peek_decks

    day = app.settings.calendar().day(app.clock())
    glance = peek(app.store_path, day)
    decks = peek_decks(app.store_path, day)
    return (glance, decks) if glance and decks else None
