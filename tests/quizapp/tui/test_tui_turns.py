"""Nobody waits long: messages of a screen leave others their turn, a dialog shades only what has changed."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from rich.segment import Segment
from rich.style import Style
from textual.app import App, ComposeResult
from textual.color import Color
from textual.css.scalar import Scalar
from textual.geometry import Size
from textual.message import Message
from textual.message_pump import MessagePump
from textual.renderables.background_screen import BackgroundScreen
from textual.screen import Screen
from textual.strip import Strip
from textual.widgets import Static

from quizapp.tui import program
from quizapp.tui.screens.ask import AskScreen
from quizapp.tui.widgets.behind import Behind, shaded


class Work(Message):
    """Something to do."""


class Worker(App[None]):
    """Notes what it did, and when others had their turn."""

    def __init__(self) -> None:
        super().__init__()
        self.done: list[str] = []

    def on_work(self) -> None:
        self.done.append("work")
        asyncio.get_running_loop().call_later(0, self.done.append, "turn")


@pytest.mark.parametrize(("long", "done"), [(-1.0, "work turn work turn"), (1e9, "work work turn turn")])
async def test_after_a_long_message_others_have_their_turn(
    monkeypatch: pytest.MonkeyPatch, long: float, done: str
) -> None:
    monkeypatch.setattr(MessagePump, "_dispatch_message", MessagePump._dispatch_message)
    monkeypatch.setattr(program, "LONG", long)
    program.give_way()
    app = Worker()
    async with app.run_test() as pilot:
        app.post_message(Work())
        app.post_message(Work())
        await pilot.pause()
        await pilot.pause()
    assert " ".join(app.done) == done


async def test_a_screen_is_laid_out_once_when_it_opens_and_for_each_new_size(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Screen, "_screen_resized", Screen._screen_resized)
    program.lay_out_once()
    app = App[None]()
    sizes: list[Size] = []
    lay_out = Screen._refresh_layout

    def note(self: Screen[Any], size: Size | None = None, scroll: bool = False) -> None:
        sizes.extend([size] if size else [])
        lay_out(self, size, scroll)

    monkeypatch.setattr(Screen, "_refresh_layout", note)
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(Screen())
        await pilot.pause()
        sizes.clear()
        await app.push_screen(Screen())
        await pilot.pause()
        assert sizes == [Size(80, 24)]
        await pilot.resize_terminal(60, 20)
        await pilot.pause()
        assert set(sizes[1:]) == {Size(60, 20)}


class Dressed(Screen[None]):
    """Notes when all its widgets were looked at for their styles."""

    times = 0

    CSS = "Static { width: 1fr; }"

    def compose(self) -> ComposeResult:
        yield Static("words")

    def update_node_styles(self, animate: bool = True) -> None:
        self.times += 1
        super().update_node_styles(animate)


@pytest.mark.parametrize(("arranged", "times"), [(False, 1), (True, 0)])
async def test_a_screen_that_opens_is_dressed_once(
    monkeypatch: pytest.MonkeyPatch, arranged: bool, times: int
) -> None:
    monkeypatch.setattr(Screen, "_on_screen_resume", Screen._on_screen_resume)
    if arranged:
        program.dress_once()
    app = App[None]()
    async with app.run_test() as pilot:
        screen = Dressed()
        await app.push_screen(screen)
        await pilot.pause()
        assert screen.times == times
        assert screen.query_one(Static).styles.width == Scalar.parse("1fr")


def pieces(strips: list[Strip]) -> list[list[tuple[str, str]]]:
    return [[(text, str(style)) for text, style, _ in strip.simplify()] for strip in strips]


async def test_a_dialog_shades_the_screen_behind_it_as_textual_does(running: Any) -> None:
    async with running("b") as pilot:
        await pilot.app.push_screen(AskScreen("Name?", "", "", lambda _: None))
        await pilot.pause()
        behind = pilot.app.screen._behind
        assert isinstance(behind, Behind)
        own = pilot.app.screen.visual_style
        found = behind.render_strips(80, 24, own, None)  # type: ignore[arg-type]
        console = pilot.app.console
        options = console.options.update(width=80, height=24)
        lines = console.render_lines(
            BackgroundScreen(behind.screen, behind.shade), options, style=own.rich_style, pad=False
        )
        assert pieces(found) == pieces([Strip(line) for line in lines][:24])


async def test_a_line_is_shaded_when_it_has_changed(running: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    async with running("b") as pilot:
        await pilot.app.push_screen(AskScreen("Name?", "", "", lambda _: None))
        await pilot.pause()
        behind = pilot.app.screen._behind
        shades: list[Strip] = []
        shade = Behind._shaded
        monkeypatch.setattr(Behind, "_shaded", lambda self, strip: shades.append(strip) or shade(self, strip))
        own = pilot.app.screen.visual_style
        behind.render_strips(80, 24, own, None)
        behind.render_strips(80, 24, own, None)
        before = len(shades)
        count = behind.screen.query_one("#count")
        count.update("other words")
        behind.render_strips(80, 24, own, None)
        assert before <= 24
        assert len(shades) == before + 1


@pytest.mark.parametrize("alpha", [0.0, 0.6])
def test_a_shaded_style_is_no_command(alpha: float) -> None:
    style = Style(color="#ff0000", bgcolor="#000000", bold=True, meta={"@click": "leave"})
    found = shaded(style, Color(255, 255, 255, alpha))
    expected = list(BackgroundScreen.process_segments([Segment("x", style)], Color(255, 255, 255, alpha)))
    assert found == expected[0].style
    assert not found.meta
    assert found.bold
