"""Frames that are put together of what is seen are those that Textual draws."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, ClassVar

import pytest
from rich.cells import cell_len
from textual import app as apps
from textual import screen as screens
from textual import widget as widgets
from textual._compositor import ChopsUpdate, Compositor, LayoutUpdate
from textual._styles_cache import StylesCache
from textual.app import App, ComposeResult
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.filter import ANSIToTruecolor
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static, TextArea
from textual.widgets.option_list import Option

from quizapp.tui.drawing import Frames
from quizapp.tui.lines import Lines, Truecolors
from quizapp.tui.widgets.choices import Choices, Line

Cells = dict[int, tuple[str, str]]
"""What stands at each cell of a line, with its look."""


@pytest.fixture(autouse=True)
def _frames(monkeypatch: pytest.MonkeyPatch) -> None:
    """Programs are drawn as they are for a learner."""
    monkeypatch.setattr(screens, "Compositor", Frames)
    monkeypatch.setattr(widgets, "StylesCache", Lines)
    monkeypatch.setattr(apps, "ANSIToTruecolor", Truecolors)


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


def shown(compositor: Compositor, crop: Region, wanted: Callable[[int], bool]) -> list[Cells]:
    """What is put on the screen of the wanted lines, cell by cell."""
    lines = compositor._render_chops(crop, wanted)
    return [_cells(line) if wanted(y) else {} for y, line in enumerate(lines)]


def _cells(line: Mapping[int, Strip | None]) -> Cells:
    found = {}
    for at, strip in line.items():
        for text, look, _ in strip or ():
            for character in text:
                found[at] = character, str(look)
                at += cell_len(character)
    return found


def as_textual_draws(screen: Screen[Any], crop: Region, wanted: Callable[[int], bool]) -> list[Cells]:
    """The same by Textual's own ways alone."""
    plain = Compositor()
    vars(plain).update(vars(screen._compositor), _cuts=None)
    filters = [
        ANSIToTruecolor(one._terminal_theme) if isinstance(one, Truecolors) else one
        for one in screen.app._filters
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(screen.app, "_filters", filters)
        for widget in plain.visible_widgets:
            patch.setattr(widget, "_styles_cache", StylesCache())
        return shown(plain, crop, wanted)


def _words(strip: Strip) -> list[tuple[str, str]]:
    """What is seen of a strip: its words with their looks."""
    looks = groupby(strip, lambda segment: str(segment.style))
    return [("".join(segment.text for segment in segments), look) for look, segments in looks]


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
        for name, (crop, wanted) in PARTS.items():
            found = shown(app.screen._compositor, crop, wanted)
            assert found == as_textual_draws(app.screen, crop, wanted), name
            assert any(found)


async def test_the_screens_look_as_textual_draws_them(running: Any) -> None:
    async with running(size=(120, 40)) as pilot:
        for keys in ((), ("b",), ("question_mark",), ("escape", "escape", "t")):
            await pilot.press(*keys)
            await pilot.pause()
            screen, (_, wanted) = pilot.app.screen, PARTS["all"]
            crop = screen.size.region
            assert shown(screen._compositor, crop, wanted) == as_textual_draws(screen, crop, wanted), keys


@dataclass
class Painted:
    """What the frames of a program have left on its terminal."""

    cells: list[Cells] = field(default_factory=list)
    frames: Counter[str] = field(default_factory=Counter)

    def paint(self, update: ChopsUpdate) -> None:
        """A part of the screen is drawn anew."""
        for y, low, high in update.spans:
            for end, (at, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=True):
                if at <= high and end > low:
                    seen = _cells({at: strip})
                    self.cells[y] |= {place: cell for place, cell in seen.items() if place < min(end, high)}
        self.frames["partial"] += 1

    def paint_whole(self, frames: Frames) -> None:
        """The whole screen is drawn."""
        self.cells = shown(frames, frames.size.region, lambda y: True)
        self.frames["full"] += 1


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Painted:
    """A terminal that remembers what was painted."""
    painted = Painted()
    some, every = Frames.render_partial_update, Frames.render_full_update

    def partial(frames: Frames) -> ChopsUpdate | None:
        if (update := some(frames)) is not None:
            painted.paint(update)
        return update

    def full(frames: Frames, simplify: bool = False) -> LayoutUpdate:
        painted.paint_whole(frames)
        return every(frames, simplify)

    monkeypatch.setattr(Frames, "render_partial_update", partial)
    monkeypatch.setattr(Frames, "render_full_update", full)
    return painted


async def test_what_is_drawn_anew_leaves_the_screen_as_a_whole_frame_would(
    running: Any, terminal: Painted
) -> None:
    async with running(size=(120, 40)) as pilot:
        for keys in (
            ("b",),
            (*"gra", "enter"),
            ("j", "j"),
            ("slash", "backspace"),
            ("escape",),
            ("s",),
            ("space",),
        ):
            await pilot.press(*keys)
            await pilot.pause()
            compositor = pilot.app.screen._compositor
            whole = shown(compositor, compositor.size.region, lambda y: True)
            assert terminal.cells == whole, keys
    assert terminal.frames["partial"] > 10


KEYS = (
    *("b", "escape", "enter", "space", "j", "k", "down", "up", "left", "right", "tab", "slash", "backspace"),
    *("pagedown", "pageup", "home", "end", "question_mark", "ctrl+p", "ctrl+g", *"1234tszpixnefuayvgrom"),
)
SIZES = ((80, 24), (120, 40), (60, 20))


@pytest.mark.thorough
@pytest.mark.parametrize("seed", range(24))
async def test_whatever_is_pressed_the_screen_is_as_textual_draws_it(
    running: Any, terminal: Painted, seed: int
) -> None:
    chance, trail = random.Random(seed), list[object]()
    async with running(size=chance.choice(SIZES)) as pilot:
        while len(trail) < 150 and pilot.app.is_running and not pilot.app._exit:
            trail.append(await _act(pilot, chance))
            await pilot.pause()
            screen = pilot.app.screen
            if not screen._compositor._dirty_regions:  # else a frame is on its way
                whole = as_textual_draws(screen, screen.size.region, lambda y: True)
                assert terminal.cells == whole, trail[-12:]
    assert terminal.frames["partial"] > 10


async def _act(pilot: Any, chance: random.Random) -> object:
    """Press a key, move or press the mouse, or change the size; returns what was done."""
    what, (width, height) = chance.random(), pilot.app.size
    spot = chance.randrange(width), chance.randrange(height)
    if what < 0.85:
        key = chance.choice(KEYS)
        await pilot.press(key)
        return key
    if what < 0.97:
        await (pilot.hover if what < 0.93 else pilot.click)(offset=spot)
        return spot
    size = chance.choice(SIZES)
    await pilot.resize_terminal(*size)
    return size


async def test_a_map_made_anew_while_a_frame_is_drawn_is_for_the_next_frame(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = Crowded()
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.pause()
        frames, screen = app.screen._compositor, app.screen.size.region
        draw = Widget.render_lines

        def invalidate(widget: Widget, crop: Region) -> list[Strip]:
            frames._visible_widgets = {}
            return draw(widget, crop)

        whole = shown(frames, screen, lambda y: True)
        monkeypatch.setattr(Widget, "render_lines", invalidate)
        frames._dirty_regions = {Region(0, 0, 80, 39)}
        update = frames.render_partial_update()
        assert update is not None
        for y, (line, ends) in enumerate(zip(update.chops[:39], update.chop_ends, strict=False)):
            assert len(line) == len(ends)
            assert _cells(line) == whole[y]


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
        app.screen._compositor._render_chops(Region(0, 0, 80, 40), lambda y: y in (8, 9))
        assert lines["over"] == 1, "its lines are alike"
        assert lines["framed"] == 1, "it ends in the first of the two lines"
        assert not {"docked", "scrolled"} & set(lines)


TEXTS = ["", "words", "漢字 too", "x" * 10]


async def test_a_line_of_a_list_is_what_textual_draws() -> None:
    styled = [Content.styled(text, "bold red") + Content("!") for text in TEXTS]
    choices, plain = Choices(*(Option(Line.of(text)) for text in styled)), OptionList(*map(Option, styled))

    class Lists(App[None]):
        CSS = "Choices, OptionList { width: 20; height: 20; & > .option-list--option { padding: 0 1; } }"

        def compose(self) -> ComposeResult:
            yield choices
            yield plain

    async with Lists().run_test(size=(80, 50)):
        for style in (choices.get_visual_style("option-list--option"), Style(bold=True)):
            for at, text in enumerate(TEXTS):
                drawn_, expected = (
                    [_words(strip) for strip in one._get_option_render(one.options[at], style)]
                    for one in (choices, plain)
                )
                assert drawn_ == expected, text


async def test_a_line_that_is_too_long_is_cut() -> None:
    choices = Choices(Option(Line.of(Content("long words " * 9))), Option(Line.of(Content("漢字" * 9))))

    class Lists(App[None]):
        CSS = "Choices { width: 20; border: none; padding: 0; & > .option-list--option { padding: 0 1; } }"

        def compose(self) -> ComposeResult:
            yield choices

    async with Lists().run_test():
        assert [choices.render_line(y).text for y in (0, 1)] == [
            " long words long w… ",
            " 漢字漢字漢字漢字 … ",
        ]
