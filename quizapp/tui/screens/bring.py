"""Import: the cards that notes would give, beside the lines that they come from, before anything is kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from os import pathsep
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import getters, work
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.content import Content
from textual.widgets import OptionList, ProgressBar, Rule, Static
from textual.widgets.option_list import Option

from cards.markdown.text import counted
from engine.errors import QuizappError
from quizapp.records import BY_HAND, StudyCard
from quizapp.tui.ahead import in_turn
from quizapp.tui.bringing import Reading, Stopped, source_lines
from quizapp.tui.drafting import DraftScreen
from quizapp.tui.keys import bindings
from quizapp.tui.looks import looks
from quizapp.tui.painted import painted
from quizapp.tui.told import tell
from quizapp.tui.widgets.choices import Choices, Line
from quizapp.tui.widgets.keybar import KeyBar
from quizapp.tui.widgets.notelines import NoteLines
from quizapp.tui.widgets.page import Page
from quizapp.tui.widgets.prose import Prose

if TYPE_CHECKING:
    from cards.model import Card
    from quizapp.notes.report import ImportReport, ReportedCard

STATES = {
    "new": "$text-success",
    "edited": "$text-warning",
    "moved": "$text-warning",
    "retired": "$text-error",
}

MOST = 2000
"""Cards that are listed; all of them are imported."""


THROW_AWAY = "Leave, and throw away what you unticked and wrote?"


class BringScreen(DraftScreen[None]):
    """Reads notes, shows what they give, and takes what is ticked."""

    CSS_PATH = looks("panes")
    BINDINGS = bindings("import")
    AUTO_FOCUS = "Choices"

    choices = getters.query_one(Choices)
    progress = getters.query_one(ProgressBar)
    said = getters.query_one("#said", Static)

    def __init__(self, paths: Sequence[Path]) -> None:
        super().__init__()
        self._paths = tuple(paths)
        self._reading: Reading | None = None
        self._report: ImportReport | None = None
        self._taking = False
        """Whether cards are on their way into the store."""
        self._changed: list[ReportedCard] = []
        self.cards: list[ReportedCard] = []
        """Those that are listed."""
        self._writing_on = ""
        """The card whose words are being written."""
        self.unticked: set[str] = set()
        """Ids of cards that are put to rest when they are taken."""
        self.words: dict[str, tuple[str, str]] = {}
        """Front and back that were written instead of the note's, by card id."""

    def compose(self) -> ComposeResult:
        with Vertical(id="bringing"):
            yield Static("reading …", id="said")
            yield ProgressBar(show_eta=False)
        with Container(id="panes"):
            yield Choices()
            with Page(id="preview", can_focus=False), Vertical(id="previewed"):
                yield Prose(id="front")
                yield Rule()
                yield Prose(id="back")
                yield NoteLines()
        yield KeyBar()

    def on_mount(self) -> None:
        self.set_class(True, "-nothing")
        self.read()

    def on_unmount(self) -> None:
        """Let go of what was read at once, not when the screen is found to be garbage."""
        self._reading = self._report = None
        self._changed = []
        self.cards = []

    @work(exclusive=True, group="read")
    async def read(self) -> None:
        """Read the notes without keeping anything."""
        try:
            self._reading = Reading(await self.app.workspace(), self._paths, self._told)
            self._report = await self.app.off_loop(self._reading.preview)
            await self._take_up()
        except Stopped:
            self.dismiss()
            return
        except QuizappError as error:
            self.app.notify(str(error), severity="error", timeout=10, markup=False)
            self.dismiss()
            return
        self.progress.display = False
        self._take_in(self._report)
        await painted(self)  # the list and the card beside it come after their ground
        await self._list()

    async def _take_up(self) -> None:
        """Let the choices stand that were made when the program ended."""
        if (left := await self.left()) is not None:
            self.unticked = set(left["unticked"])
            self.words = {name: (front, back) for name, (front, back) in left["words"].items()}
            self.notify("What you unticked and wrote here is back.")

    @property
    def draft_name(self) -> str:
        return "import:" + pathsep.join(str(path.absolute()) for path in self._paths)

    def draft(self) -> Mapping[str, Any] | None:
        if not (self.unticked or self.words or self._writing_on):
            return None
        return {
            "unticked": sorted(self.unticked),
            "words": {name: [*sides] for name, sides in self.words.items()},
        }

    def _told(self, done: int, total: int, name: str) -> None:
        """Called in the reading thread."""
        self.app.call_from_thread(self._say_progress, done, total, name)

    def _say_progress(self, done: int, total: int, name: str) -> None:
        self.progress.update(total=total, progress=done)
        self.said.update(Content(f"reading {name}"))

    def _take_in(self, report: ImportReport) -> None:
        self._changed = [one for one in report.cards if one.state != "kept"]
        self.cards = self._changed[:MOST]
        self.set_class(not self.cards, "-nothing")
        self._summarise()

    async def _list(self) -> None:
        self.choices.set_options(await self.app.off_loop(self._options))
        if self.cards:
            self.choices.highlighted = 0
        self.refresh_bindings()

    def _summarise(self) -> None:
        assert self._report is not None
        counts = self._report.summary
        parts = [
            f"{counts[name]:,} {name}"
            for name in ("new", "edited", "moved", "retired", "kept")
            if counts[name]
        ]
        skipped = f"{counted(counts['skipped'], 'passage')} gave none" if counts["skipped"] else ""
        remarks = counted(len(self._report.remarks), "remark") if self._report.remarks else ""
        rest = f"{len(self.unticked):,} put to rest" if self.unticked else ""
        listed = f"the first {MOST:,} are listed, enter takes all" if len(self._changed) > MOST else ""
        files = counted(counts["files"], "file")
        words = " · ".join(filter(None, [files, *parts, skipped, remarks, rest, listed]))
        self.said.update(Content(words or "there is nothing in it"))

    def _options(self) -> list[Option]:
        return [Option(Line.of(self._line(one)), id=str(place)) for place, one in enumerate(self.cards)]

    def _line(self, one: ReportedCard) -> Content:
        from quizapp.tui.typeset import inline

        ticked = one.card.id not in self.unticked
        mark = Content.styled("✓ ", "$text-success") if ticked else Content.styled("○ ", "$foreground-muted")
        state = Content.styled(f"{one.state:<8}", STATES.get(one.state, "$foreground-muted"))
        front = self.words.get(one.card.id, (one.card.front, ""))[0]
        return mark + state + inline(front).truncate(120, ellipsis=True)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        self._look()

    @work(exclusive=True, group="look")
    async def _look(self) -> None:
        one = self._chosen
        if one is None:
            return
        await painted(self)  # the list comes first
        lines = await self.app.off_loop(source_lines, one.card.source)
        front, back = self.words.get(one.card.id, (one.card.front, one.card.back))
        self.query_one("#front", Prose).markdown = front
        self.query_one("#back", Prose).markdown = back
        self.query_one(NoteLines).show(one.card.source, lines)
        self.query_one("#preview", Page).scroll_home(animate=False)

    @property
    def _chosen(self) -> ReportedCard | None:
        place = self.choices.highlighted
        return self.cards[place] if place is not None and place < len(self.cards) else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("accept", "tick", "tick_all", "edit", "skipped"):
            return self._report is not None and not self._taking
        return True

    def action_tick(self) -> None:
        one = self._chosen
        if one is not None and one.state != "retired":
            self.unticked ^= {one.card.id}
            self.keep_soon()
            self._redraw()
            self.choices.action_cursor_down()

    async def action_tick_all(self) -> None:
        """Tick all, or none where all are ticked; also those that are not listed."""
        every = {one.card.id for one in self._changed if one.state != "retired"}
        self.unticked = set() if self.unticked else every
        self.keep_soon()
        self._summarise()
        await self._list()

    def _redraw(self) -> None:
        place, one = self.choices.highlighted, self._chosen
        if place is not None and one is not None:
            self.choices.replace_option_prompt_at_index(place, self._line(one))
        self._summarise()

    @in_turn
    async def action_edit(self) -> None:
        from quizapp.tui.screens.edit import EditScreen

        one = self._chosen
        if one is None:
            return
        front, back = self.words.get(one.card.id, (one.card.front, one.card.back))
        screen = EditScreen(_as_study(replace(one.card, front=front, back=back)), keep=False)
        self._writing_on = one.card.id
        self.keep_soon()
        if await self.app.push_screen_wait(screen):
            self.words[one.card.id] = (screen.front_words, screen.back_words)
            self._redraw()
            self._look()
        self._writing_on = ""
        self.keep_soon()

    async def action_skipped(self) -> None:
        """The passages that gave no card, with their reasons."""
        from quizapp.tui.screens.skipped import SkippedScreen

        if self._report is not None:
            await self.app.push_screen(SkippedScreen(self._report))

    @work(group="take")
    async def action_accept(self) -> None:
        assert self._reading is not None
        self.said.update("importing …")  # fits beside the progress: nothing below has to move for it
        self._mark_taking(True)
        try:
            report = await self.app.off_loop(
                self._reading.take, frozenset(self.unticked), dict(self.words), self.app.clock()
            )
        except Stopped:
            self.app.notify("Stopped: nothing was imported.")
            self.dismiss()
            return
        except QuizappError as error:
            tell(self, error)
            self._mark_taking(False)
            self._summarise()
            return
        await self.finish_draft()
        self.app.rise()
        self.app.notify(_taken(report, len(self.unticked), self._reading.apart), title="Imported")
        self.dismiss()

    def _mark_taking(self, taking: bool) -> None:
        self._taking = taking
        self.progress.display = taking
        self.refresh_bindings()

    @in_turn
    async def action_cancel(self) -> None:
        """Stop reading, or leave without keeping anything."""
        from quizapp.tui.screens.confirm import ConfirmScreen

        chosen = self.draft() is not None and not self._taking
        if chosen and not await self.app.push_screen_wait(ConfirmScreen(THROW_AWAY)):
            return
        if self._reading is not None:
            self._reading.stop()
        if self._taking:
            self.said.update("stopping …")  # it may be too late: what became of the cards is said by `accept`
        else:
            await self.finish_draft()
            self.dismiss()


def _taken(report: ImportReport, unticked: int, apart: int) -> str:
    """What became of the cards, and how many of them rest."""
    counts = Counter(report.summary)
    parts = [f"{counts[name]:,} {name}" for name in ("new", "edited", "moved", "retired") if counts[name]]
    rest = [f"{unticked:,} put to rest"] if unticked else []
    mine = f" {apart:,} of your wording kept in “{BY_HAND}”: the note has changed since." if apart else ""
    return f"{', '.join([*parts, *rest]) or 'Nothing new'}.{mine}"


def _as_study(card: Card) -> StudyCard:
    return StudyCard(card.id, card.front, card.back, card.kind, card.deck, tuple(card.tags), card.source)
