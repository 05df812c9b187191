"""How learning goes: what was done, what is coming, what is remembered, which mistakes return."""

from __future__ import annotations

import asyncio
from functools import partial

from textual import getters
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

import engine
from quizapp.stats import Replayed
from quizapp.tui import readings, sections
from quizapp.tui.app import QuizApp
from quizapp.tui.closing import ClosingScreen
from quizapp.tui.figures import LARGE, Counts, counted, replayed, replayed_apart
from quizapp.tui.forgotten import forgotten
from quizapp.tui.keys import bindings
from quizapp.tui.looks import looks
from quizapp.tui.painted import painted
from quizapp.tui.told import told
from quizapp.tui.widgets.keybar import KeyBar
from quizapp.tui.widgets.page import Page
from quizapp.tui.widgets.section import Section

GUTTER = 4
"""Cells between two columns, as the style sheet has them."""


class StatsScreen(ClosingScreen[None]):
    """Plots to look at; their numbers on request."""

    CSS_PATH = looks("sheet")
    BINDINGS = bindings("stats")
    AUTO_FOCUS = "Page"

    app = getters.app(QuizApp)
    page = getters.query_one(Page)

    def __init__(self) -> None:
        super().__init__()
        self._leeches = False

    def compose(self) -> ComposeResult:
        with Page(), Vertical(classes="sheet"):
            yield Static("Statistics", classes="title")
        yield KeyBar()

    def on_mount(self) -> None:
        self.run_worker(self._load())

    @told
    async def _load(self) -> None:
        workspace = await self.app.workspace()
        await painted(self)  # the counting takes all processors
        counts = await self.app.off_loop(counted, workspace, self.app.clock())
        await self._show(counts)
        if counts.answers > LARGE:
            where, model = str(workspace.store.path), workspace.scheduling.model
            found = await self.app.off_loop(replayed_apart, where, model)
        else:
            found = await self.app.off_loop(replayed, workspace)
        await self._show_replayed(counts, found)

    async def _show(self, counts: Counts) -> None:
        sheet = self.query_one(".sheet", Vertical)
        shown = _sections(counts, None)
        for section in shown:
            section.laid_out(self._column)
            await asyncio.sleep(0)  # all of them and their frame would be too long for one turn
        await sheet.mount_all(shown)
        self._leeches = bool(counts.leeches)
        self.refresh_bindings()

    async def _show_replayed(self, counts: Counts, found: Replayed) -> None:
        """Show the log too, in the sections that stand already: one of them may be read."""
        async with self.batch():
            for section, other in zip(self.query(Section), _sections(counts, found), strict=True):
                section.adopt(other)
                await asyncio.sleep(0)

    @property
    def _column(self) -> int:
        """Cells of a section."""
        width = self.query_one(".sheet", Vertical).content_size.width
        return (width - GUTTER) // 2 if self.has_class("-wide") else width

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action != "leeches" or self._leeches

    async def action_leeches(self) -> None:
        await self.app.go_to_leeches()

    def action_numbers(self) -> None:
        """Plots to numbers and back."""
        for section in self.query(Section):
            section.numbers = not section.numbers

    def action_read(self) -> None:
        self.focus_next("Section")

    def action_close(self) -> None:
        self.dismiss()


def _sections(counts: Counts, found: Replayed | None) -> list[Section]:
    entries = engine.catalogue()
    titles = {entry.id: entry.title for entry in entries}
    messages = {(entry.id, one["id"]): one["message"] for entry in entries for one in entry.mistakes}
    return [
        Section(
            "The past months",
            partial(sections.calendar, counts),
            partial(sections.calendar_numbers, counts),
            said=partial(readings.calendar, counts),
            across=7,
        ),
        Section(
            "Answers a day",
            partial(sections.reviews, counts),
            partial(sections.reviews_numbers, counts),
            said=partial(readings.reviews, counts),
        ),
        Section(
            "What is coming",
            partial(sections.forecast, counts),
            partial(sections.forecast_numbers, counts),
            said=partial(readings.forecast, counts),
            begin=0,
        ),
        Section(
            "Remembered when due",
            partial(sections.retention, counts, found),
            partial(sections.retention_numbers, counts, found),
            said=partial(readings.retention, counts),
        ),
        Section("Memory", partial(sections.memory, counts)),
        Section("Predictions", partial(sections.calibration, found)),
        Section("Decks", partial(sections.decks, counts)),
        Section(
            "Exercises",
            partial(sections.weakest, counts, titles),
            partial(sections.accuracy, counts, titles),
        ),
        Section("Your mistakes", partial(sections.mistakes, counts, messages, titles)),
        Section("Forgotten again and again", partial(forgotten, counts.leeches, titles)),
    ]
