"""Frames that are put together of what is seen are those that Textual draws."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

import pytest
from rich.segment import Segment
from textual._compositor import Compositor
from textual.app import App, ComposeResult
from textual.containers import Container, Vertical, VerticalScroll
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static, TextArea

from quizapp.tui.drawing import drawn

CHOPS = Compositor._render_chops
"""Textual's own way."""

Line = list[tuple[str, str]]


class Crowded(App[None]):
    """Whatever may stand on a screen, one over the other."""

    LAYERS: ClassVar = ("below", "above")
    CSS = """
    Screen { layers: below above; background: #102030; }
    #framed { border: round red; outline: dashed blue; padding: 1 2; height: 9; }
    #hatched { hatch: cross green; height: 4; }
    #lined { keyline: thin yellow; layout: grid; grid-size: 2; height: 7; }
    #tinted { tint: red 30%; opacity: 50%; height: 3; }
    #scrolled { height: 6; background: #203040; }
    #over { layer: above; offset: 7 5; width: 20; height: 8; background: #405060; padding: 1; }
    #docked { dock: bottom; height: 1; }
    """

    def compose(self) -> ComposeResult:
        with Container(id="framed"):
            yield Static("framed words, 漢字 too")
        yield Container(Static("on a pattern"), id="hatched")
        with Container(id="lined"):
            yield Static("one")
            yield Static("two")
        yield Container(Static("under a colour"), id="tinted")
        with VerticalScroll(id="scrolled"):
            yield OptionList(*map(str, range(20)))
        yield Input("typed")
        yield TextArea("some\nlines")
        yield Vertical(Static("over 漢字漢字漢字漢字漢字漢字漢字"), id="over")
        yield Static("docked", id="docked")


def shown(
    way: Callable[..., Any], of: Compositor, crop: Region, wanted: Callable[[int], bool]
) -> list[list[tuple[int, Line]]]:
    """What is put on the screen of the wanted lines, piece by piece."""
    for widget in of.visible_widgets:
        widget._styles_cache.clear()
    return [
        [(at, _words(strip)) for at, strip in line.items() if wanted(y) and strip is not None]
        for y, line in enumerate(way(of, crop, wanted))
    ]


def _words(strip: Strip) -> Line:
    return [(text, str(style)) for text, style, _ in Segment.simplify(strip)]


PARTS = {
    "all": (Region(0, 0, 80, 40), lambda y: True),
    "a few lines": (Region(0, 3, 80, 20), {3, 4, 9, 17, 22}.__contains__),
    "a line": (Region(10, 8, 5, 1), {8}.__contains__),
}


@pytest.mark.parametrize("scrolled", [0, 3])
async def test_each_piece_is_what_textual_draws(scrolled: int) -> None:
    app = Crowded()
    async with app.run_test(size=(80, 40)) as pilot:
        app.query_one("#scrolled").scroll_to(y=scrolled, animate=False)
        await pilot.pause()
        found = app.screen._compositor
        for name, (crop, wanted) in PARTS.items():
            assert shown(drawn, found, crop, wanted) == shown(CHOPS, found, crop, wanted), name


async def test_the_screens_look_as_textual_draws_them(running: Any) -> None:
    async with running(size=(120, 40)) as pilot:
        for keys in ((), ("b",), ("question_mark",), ("escape", "escape", "t")):
            await pilot.press(*keys)
            await pilot.pause()
            found = pilot.app.screen._compositor
            crop = found.size.region
            _, wanted = PARTS["all"]
            assert shown(drawn, found, crop, wanted) == shown(CHOPS, found, crop, wanted), keys


async def test_what_lies_under_something_else_is_not_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    app = Crowded()
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.pause()
        lines: dict[str, int] = {}
        draw = Widget.render_lines

        def note(widget: Widget, crop: Region) -> list[Strip]:
            lines[widget.id or type(widget).__name__] = crop.height
            return draw(widget, crop)

        monkeypatch.setattr(Widget, "render_lines", note)
        drawn(app.screen._compositor, Region(0, 0, 80, 40), lambda y: y in (8, 9))
        assert lines["over"] == 1, "its lines are alike"
        assert lines["framed"] == 1, "it ends in the first of the two lines"
        assert not {"docked", "scrolled"} & set(lines)
