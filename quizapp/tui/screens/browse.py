"""All cards and exercises: found as one types, looked at, put to rest, flagged, tagged, linked, edited."""

from __future__ import annotations

import re
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING

from textual import getters, work
from textual.app import ComposeResult
from textual.containers import Container, Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Rule, Static
from textual.widgets.option_list import Option
from textual.worker import WorkerCancelled

import engine
from engine.errors import QuizappError
from quizapp.finding import find_first, find_numbers, rows
from quizapp.records import Found, Item
from quizapp.search import WAYS, misread
from quizapp.tui import decisions
from quizapp.tui.ahead import in_turn
from quizapp.tui.app import QuizApp
from quizapp.tui.closing import ClosingScreen
from quizapp.tui.keys import bindings
from quizapp.tui.looks import looks
from quizapp.tui.painted import painted
from quizapp.tui.told import tell, told
from quizapp.tui.widgets.choices import Choices, Line
from quizapp.tui.widgets.factlist import Fact, FactList
from quizapp.tui.widgets.keybar import KeyBar
from quizapp.tui.widgets.page import Page
from quizapp.tui.widgets.prose import Prose
from quizapp.tui.widgets.searchline import SearchLine

if TYPE_CHECKING:
    from collections.abc import Awaitable, Sequence

    from quizapp.store.takeback import Stood
    from quizapp.workspace import Workspace

LIMIT = 200
"""Findings that are listed; a search can be made narrower."""

FIRST = 60
"""Findings that are on the screen before the lines of the others are made, where its height is not known."""

TAKEN_BACK = 10
"""How many of the last things that were done can be taken back, one after another."""

HELP = (
    "words · tag: deck: is:due is:new is:leech is:suspended is:retired flag: mistake: · a minus turns around"
)


class BrowseScreen(ClosingScreen[None]):
    """A search, what it finds, and the one that is looked at."""

    CSS_PATH = looks("panes")
    BINDINGS = bindings("browse")
    AUTO_FOCUS = "SearchLine"

    app = getters.app(QuizApp)
    line = getters.query_one(SearchLine)
    choices = getters.query_one(Choices)

    def __init__(self, typed: str = "") -> None:
        """
        Args:
            typed: the search to begin with.
        """
        super().__init__()
        self._typed = typed
        self.numbers: list[int] = []
        """Of all that is found, as far as it is listed."""
        self.found: list[Found] = []
        """The same once it has been read; those that are seen come first."""
        self.marked: set[int] = set()
        """Numbers of the items that were marked."""
        self._item: Item | None = None
        self._before: deque[Stood] = deque(maxlen=TAKEN_BACK)
        """How the items stood to which something was done, the last of it last."""

    def compose(self) -> ComposeResult:
        with Horizontal(id="searching"):
            yield SearchLine(HELP, submits=True)
            yield Static("", id="count")
        with Container(id="panes"):
            yield Choices()
            with Page(id="preview", can_focus=False), Vertical(id="previewed"):
                yield Prose(id="front")
                yield Rule()
                yield Prose(id="back")
                yield FactList(id="facts")
        yield KeyBar()

    def on_mount(self) -> None:
        self.line.value = self._typed
        if self._typed:
            self.set_focus(self.choices)
        self.look_up()

    def on_input_changed(self, event: Input.Changed) -> None:
        self.look_up()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        self.set_focus(self.choices)
        self._await_finding()

    @in_turn
    async def _await_finding(self) -> None:
        """Let the keys that follow be for what is found, and not for what was there before."""
        for worker in [one for one in self.workers if one.node is self and one.group == "search"]:
            with suppress(WorkerCancelled):
                await worker.wait()
        await self._at_hand()

    @work(exclusive=True, group="search")
    async def look_up(self) -> None:
        """Find what is typed; a later search takes the place of this one."""
        try:
            workspace = await self.app.workspace()
            place = self.choices.highlighted or 0
            high = self.choices.size.height
            first = max(high + 1 if high else FIRST, place + 1)  # with one more the list has its scrollbar
            numbers, found, options = await self.app.off_loop(self._find, workspace, self.line.value, first)
        except QuizappError as error:
            tell(self, error)
            return
        self.numbers, self.found = numbers, found
        self.choices.set_options(options)
        self.choices.highlighted = min(place, len(found) - 1) if found else None
        self._count()
        if not found:
            perhaps = [("perhaps", sentence) for sentence in misread(self.line.value)]
            self._show(None, [("found", "nothing"), *perhaps, ("", ""), *WAYS])
        if numbers[first:]:
            await painted(self)
            more, options = await self.app.off_loop(self._rows, workspace, numbers[first:])
            self.found += more
            self.choices.add_options(options)

    def _find(
        self, workspace: Workspace, typed: str, first: int
    ) -> tuple[list[int], list[Found], list[Option]]:
        """The numbers of all that is found, and the first rows with their options."""
        day = workspace.scheduling.calendar.day(self.app.clock())
        numbers = find_first(workspace, typed, day, LIMIT)
        return numbers, *self._rows(workspace, numbers[:first])

    def _rows(self, workspace: Workspace, numbers: Sequence[int]) -> tuple[list[Found], list[Option]]:
        found = rows(workspace, numbers, workspace.scheduling.calendar.day(self.app.clock()))
        return found, [Option(self._line(one), id=str(one.item)) for one in found]

    def _line(self, one: Found) -> Line:
        from quizapp.tui.typeset import inline

        mark = ("✓ ", "$text-accent") if one.item in self.marked else "  "
        state, style = _state(one)
        flag = ("⚑ ", "$text-warning") if one.flag else ""
        text = inline(one.front) if not one.exercise else Content(engine.entry(one.exercise).title)
        words = text.truncate(100, ellipsis=True)
        return Line.of(Content.assemble(mark, (f"{state:<{STATE}}", style), flag, words))

    def _count(self) -> None:
        more = "+" if len(self.numbers) == LIMIT else ""
        marked = f" · {len(self.marked):,} marked" if self.marked else ""
        self.query_one("#count", Static).update(Content(f"{len(self.numbers):,}{more} found{marked}"))

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        assert event.option_id is not None
        self.look_at(int(event.option_id))

    @work(exclusive=True, group="look")
    async def look_at(self, number: int) -> None:
        """Show one item."""
        await self._look_at(number)

    async def _look_at(self, number: int) -> None:
        workspace = await self.app.workspace()
        item = await self.app.off_loop(workspace.store.study.load, number)
        if item is not None:
            from quizapp.about import facts

            await painted(self)  # the list comes first
            day = workspace.scheduling.calendar.day(self.app.clock())
            self._show(item, facts(item, workspace.scheduling, day))

    def _show(self, item: Item | None, facts: Sequence[Fact]) -> None:
        self._item = item
        self.query_one("#panes").set_class(item is None, "-nothing")
        front = back = ""
        if item is not None and item.card is not None:
            front, back = item.card.front, item.card.back
        elif item is not None:
            entry = engine.entry(item.exercise)
            front, back = f"**{entry.title}**", entry.summary
        self.query_one("#front", Prose).markdown = front
        self.query_one("#back", Prose).markdown = back
        self.query_one(FactList).found = facts
        self.query_one("#preview", Page).scroll_home(animate=False)
        self.refresh_bindings()

    @property
    def chosen(self) -> list[int]:
        """The marked items, or the one on which the list stands."""
        place = self.choices.highlighted
        return sorted(self.marked) or ([] if place is None else [self.numbers[place]])

    async def _at_hand(self) -> Item | None:
        """The item on which the list stands, though it may not be shown yet."""
        place = self.choices.highlighted
        if place is not None and (self._item is None or self._item.id != self.numbers[place]):
            await self._look_at(self.numbers[place])
        return self._item

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "links" and self.marked:
            return True
        if action in ("edit", "links", "source"):
            return self._item is not None and self._item.card is not None
        return True

    def action_mark(self) -> None:
        place = self.choices.highlighted
        if place is not None:
            self.marked ^= {self.numbers[place]}
            self.choices.replace_option_prompt_at_index(place, self._line(self.found[place]))
            self.choices.action_cursor_down()
            self._count()

    @told
    async def action_mark_all(self) -> None:
        """Mark all that is found, listed or not, or nothing."""
        workspace = await self.app.workspace()
        day = workspace.scheduling.calendar.day(self.app.clock())
        every = set(await self.app.off_loop(find_numbers, workspace, self.line.value, day))
        self.marked = set() if every <= self.marked else self.marked | every
        self.look_up()

    @in_turn
    async def action_suspend(self) -> None:
        workspace = await self.app.workspace()
        rest = await self.app.off_loop(workspace.store.items.rest, self.chosen)
        way_back = "undo or the same key brings it back"
        await self._decide(self.chosen, decisions.suspend(self.app, self.chosen, not rest, way_back))

    @in_turn
    async def action_bury(self) -> None:
        await self._decide(self.chosen, decisions.bury(self.app, self.chosen))

    @in_turn
    async def action_flag(self) -> None:
        item = await self._at_hand()
        if item is not None:
            await self._decide(self.chosen, decisions.flag(self.app, self.chosen, item.flag, item.note))

    @in_turn
    async def action_tag(self) -> None:
        if cards := await self._cards():
            await self._decide(cards, decisions.tag(self.app, cards))

    @in_turn
    async def action_edit(self) -> None:
        item = await self._at_hand()
        if item is not None and item.card is not None:
            await self._decide([item.id], decisions.edit(self.app, item.card))

    @in_turn
    async def action_links(self) -> None:
        if cards := await self._cards():
            await self._decide(cards, decisions.link(self.app, cards))

    async def _cards(self) -> list[int]:
        """Those of the chosen items that are cards."""
        workspace = await self.app.workspace()
        return await self.app.off_loop(workspace.store.items.cards, self.chosen)

    @in_turn
    async def action_source(self) -> None:
        item = await self._at_hand()
        if item is not None and item.card is not None:
            await self._do(decisions.open_source(self.app, item.card))

    @in_turn
    async def action_add(self) -> None:
        from quizapp.tui.screens.edit import EditScreen

        desk = EditScreen()
        if await self.app.push_screen_wait(desk):
            await self._look_again()
            await self._go_to(f"card:{desk.made}", desk.front_words)

    async def _go_to(self, key: str, words: str) -> None:
        """Stand on a card; where it is not among those found, its words are looked for instead."""
        workspace = await self.app.workspace()
        number = (await self.app.off_loop(workspace.store.items.numbers, [key]))[key]
        if number not in self.numbers:
            longest = max(re.split(r'["\n]', words), key=len)
            self.line.value = f'"{longest.strip()}"'
        else:
            self.choices.highlighted = self.numbers.index(number)

    @in_turn
    async def action_undo(self) -> None:
        """Take back what was done here last, and what was done before it when asked again."""
        if not self._before:
            self.notify("What is done to cards here can be taken back; nothing was done yet.")
            return
        before = self._before.pop()
        if not await self._do(decisions.take_back(self.app, before)):
            self._before.append(before)

    async def _decide(self, numbers: Sequence[int], deed: Awaitable[bool | None]) -> None:
        """Do something to items that can be taken back."""
        workspace = await self.app.workspace()
        before = await self.app.off_loop(workspace.store.takeback.stood, numbers)
        if await self._do(deed):
            self._before.append(before)

    async def _do(self, deed: Awaitable[bool | None]) -> bool:
        """Do something to the chosen items, and look again; whether it was done, else they stay marked."""
        try:
            done = await deed is not False
        except QuizappError as error:
            done = False
            tell(self, error)
        if done:
            self.marked.clear()
        await self._look_again()
        return done

    async def _look_again(self) -> None:
        with suppress(WorkerCancelled):  # a later search has taken its place
            await self.look_up().wait()
        if self._item is not None:
            self.look_at(self._item.id)

    @told
    async def action_practise(self) -> None:
        item = await self._at_hand()
        if item is not None:
            await decisions.practise(self.app, item)

    @told
    async def action_cram(self) -> None:
        """Go through all that is found, or marked, and leave the schedule alone."""
        numbers: Sequence[int] = sorted(self.marked) or self.numbers
        if numbers:
            await self.app.cram(numbers)

    def action_search(self) -> None:
        self.set_focus(self.line)

    def action_close(self) -> None:
        self.dismiss()


STATE = 9
"""Cells of the word on where an item stands."""


def _state(one: Found) -> tuple[str, str]:
    """One word on where an item stands, and its style."""
    if one.retired:
        return "retired", "$foreground-disabled"
    if one.suspended:
        return "at rest", "$foreground-disabled"
    if one.buried:
        return "put off", "$foreground-disabled"
    if one.leech:
        return "leech", "$text-error"
    if one.phase is None:
        return ("new", "$text-primary") if one.on else ("off", "$foreground-disabled")
    if one.phase != "review":
        return "learning", "$text-warning"
    if (one.wait or 0) <= 0:
        return "due", "bold $text-accent"
    return f"in {one.wait} d", "$foreground-muted"
