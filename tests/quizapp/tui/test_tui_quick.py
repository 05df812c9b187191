"""A key costs one layout and one frame, and what it will show has been laid out before."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.content import Content
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widget import Widget

from quizapp.tui.looks import fitted
from quizapp.tui.typeset import typeset
from quizapp.tui.widgets.cardpane import CardPane
from quizapp.tui.widgets.inorder import InOrderInput
from quizapp.tui.widgets.laid import Laid
from quizapp.tui.widgets.page import Page
from quizapp.tui.widgets.prose import Prose

PATIENCE = 60
"""Seconds."""


def layouts(screen: Screen[Any]) -> list[Any]:
    """A list that grows with each layout of a screen."""
    found: list[Any] = []
    screen.screen_layout_refresh_signal.subscribe(screen, found.append, immediate=True)
    return found


async def test_answer_and_next_card_are_laid_out_once(running: Any) -> None:
    async with running("enter", "space", "1") as pilot:
        found = layouts(pilot.app.screen)
        for key in ("space", "1", "space", "3"):
            found.clear()
            await pilot.press(key)
            await pilot.pause()
            assert len(found) == 1, key


async def test_the_answer_is_set_while_the_question_is_read(
    running: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    laid_out: list[str] = []
    lay_out = CardPane.lay_out_ahead

    def note(card: CardPane) -> None:
        lay_out(card)
        laid_out.append(card.back.query_one(Prose).markdown)

    monkeypatch.setattr(CardPane, "lay_out_ahead", note)
    async with running("enter") as pilot:
        for grade in ("3", "3", "3"):
            async with asyncio.timeout(PATIENCE):
                while not laid_out or laid_out[-1] != pilot.app.screen._card.back:
                    await pilot.pause(0.01)
            before = typeset.cache_info().misses
            await pilot.press("space")
            assert pilot.app.screen.revealed
            assert typeset.cache_info().misses == before
            await pilot.press(grade)
            await pilot.pause()


async def test_what_is_on_a_page_is_not_dressed_anew_when_it_is_left(
    running: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running("enter") as pilot:
        page = pilot.app.screen.query_one(Page)
        page.focus()
        await pilot.pause()
        dressed: list[DOMNode] = []
        apply = Stylesheet.apply
        monkeypatch.setattr(
            Stylesheet, "apply", lambda sheet, node, **how: (dressed.append(node), apply(sheet, node, **how))
        )
        pilot.app.screen.set_focus(None)
        await pilot.pause()
        assert page in dressed
        assert not set(dressed) & set(page.walk_children())


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (140, 40)])
async def test_a_screen_knows_its_size_before_it_is_laid_out(running: Any, size: tuple[int, int]) -> None:
    async with running(size=size) as pilot:
        app = pilot.app
        marks = {mark for _, mark in (*app.HORIZONTAL_BREAKPOINTS, *app.VERTICAL_BREAKPOINTS)}
        shown = {mark for mark in app.screen.classes if mark in marks}
        assert len(shown) == 2
        assert fitted(Screen(), app).classes == shown


@pytest.mark.parametrize("key", ["enter", "b", "z", "t", "s"])
async def test_no_style_sheet_is_read_when_a_screen_is_opened(
    running: Any, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    async with running() as pilot:
        app, home = pilot.app, pilot.app.screen
        parsed: list[str] = []
        monkeypatch.setattr(app.stylesheet, "reparse", lambda: parsed.append(key))
        await pilot.press(key)
        await pilot.pause()
        assert app.screen is not home
        assert not parsed


async def test_the_end_of_a_page_is_reached_at_once(running: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    async with running("enter", "space", size=(60, 20)) as pilot:
        monkeypatch.setattr(Page, "animate", lambda *_, **__: pytest.fail("it was on its way"))
        page = pilot.app.screen.query_one("#stage", Page)
        pilot.app.screen.query_one("#back Prose", Prose).markdown = "\n\n".join(["a paragraph"] * 40)
        await pilot.pause()
        assert page.max_scroll_y
        for key, row in (("G", page.max_scroll_y), ("g", 0), ("end", page.max_scroll_y), ("home", 0)):
            await pilot.press(key)
            assert page.scroll_y == row


async def test_a_long_answer_does_not_move_what_is_being_read(running: Any) -> None:
    async with running("enter", "space", size=(60, 20)) as pilot:
        page = pilot.app.screen.query_one("#stage", Page)
        front = pilot.app.screen.query_one("#front Prose", Prose)
        before = front.region
        pilot.app.screen.query_one("#back Prose", Prose).markdown = "\n\n".join(["a paragraph"] * 40)
        await pilot.pause()
        assert page.show_vertical_scrollbar
        assert front.region == before


async def test_a_scrollbar_that_comes_leaves_its_text_less_room(running: Any) -> None:
    async with running("enter", size=(60, 20)) as pilot:
        page = pilot.app.screen.query_one("#stage", Page)
        page.styles.scrollbar_gutter = "auto"
        back = pilot.app.screen.query_one("#back Prose", Prose)
        back.markdown = "short"
        await pilot.press("space")
        await pilot.pause()
        room = back.size.width
        assert not page.show_vertical_scrollbar
        back.markdown = "\n\n".join(["a paragraph that is long enough to be broken into lines"] * 20)
        await pilot.pause()
        assert page.show_vertical_scrollbar
        assert back.size.width == room - page.styles.scrollbar_size_vertical
        assert page.virtual_size.height == _below(page)
        back.markdown = "short"
        await pilot.pause()
        assert not page.show_vertical_scrollbar
        assert back.size.width == room


def _below(page: Widget) -> int:
    """The line below the last one inside a page."""
    return max(child.virtual_region_with_margin.bottom for child in page.displayed_children)


class OneLine(App[None]):
    """A line to type into, for 20 cells."""

    CSS = "InOrderInput { width: 20; }"

    def compose(self) -> ComposeResult:
        yield InOrderInput(compact=True)


class Told(Laid):
    """Says a word and its width, and counts how often it was laid out."""

    word = "once"
    times = 0

    def laid_out(self, width: int) -> Content:
        self.times += 1
        return Content(f"{self.word} upon {width}")


async def test_a_text_is_laid_out_once_for_its_height_and_its_drawing() -> None:
    class Program(App[None]):
        def compose(self) -> ComposeResult:
            yield Told()

    async with Program().run_test(size=(20, 5)) as pilot:
        told = pilot.app.query_one(Told)
        assert told.render_line(0).text.startswith("once upon 20")
        assert told.times == 1
        told.word = "twice"
        told.refresh()
        await pilot.pause()
        assert told.render_line(0).text.startswith("twice upon 20")
        assert told.times == 2
        told.word = "twice\nor thrice"
        told.lay_out_anew()
        await pilot.pause()
        assert told.size.height == 2
        assert told.render_line(1).text.startswith("or thrice upon 20")
        await pilot.resize_terminal(30, 5)
        await pilot.pause()
        assert told.render_line(1).text.startswith("or thrice upon 30")


async def test_a_letter_lays_nothing_out_and_stays_in_sight() -> None:
    app = OneLine()
    async with app.run_test() as pilot:
        await pilot.pause()
        found = layouts(app.screen)
        await pilot.press(*"abcdefghijklmnopqrstuvwxyz")
        await pilot.pause()
        assert not found
        line = app.query_one(InOrderInput)
        assert "".join(segment.text for segment in line.render_line(0)).rstrip().endswith("xyz")
        await pilot.press("home")
        assert "".join(segment.text for segment in line.render_line(0)).startswith("abc")
