"""Pictures of cards: drawn where the terminal can, framed elsewhere, opened outside, never fetched."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cards.model import Source
from engine.errors import InputError
from quizapp.pictures import Picture, cut, picture_file, pictures
from quizapp.tui import decisions, graphics
from quizapp.tui.typeset import typeset
from quizapp.tui.widgets.passage import PicturePane

HALF = "▀"


def place(folder: Path) -> Source:
    return Source(str(folder / "note.md"), 1, 2)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("no picture", []),
        ("![a curve](plot.png)", [Picture("a curve", "plot.png")]),
        ("![](<my plot.png>)", [Picture("", "my plot.png")]),
        ('![a](p.png "Title")', [Picture("a", "p.png")]),
        ("![a [b] c](x_(1).png)", [Picture("a [b] c", "x_(1).png")]),
        ("![a](p.png) ![a](p.png) ![b](q.png)", [Picture("a", "p.png"), Picture("b", "q.png")]),
        ("![open](p.png", []),
    ],
)
def test_pictures_are_found(text: str, found: list[Picture]) -> None:
    assert pictures(text) == found


PLOT = Picture("x", "a.png")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", [""]),
        ("words", ["words"]),
        ("![x](a.png)", [PLOT]),
        ("words\n\n![x](a.png)\n\nmore", ["words", PLOT, "more"]),
        ("words\n![x](a.png)\nmore", ["words", PLOT, "more"]),
        ("![x](a.png) ![y](b.png)", [PLOT, Picture("y", "b.png")]),
        ("beside ![x](a.png) words", ["beside ![x](a.png) words"]),
        ("```\n![x](a.png)\n```", ["```\n![x](a.png)\n```"]),
        ("- one\n- ![x](a.png)", ["- one\n- ![x](a.png)"]),
    ],
)
def test_a_text_is_cut_at_pictures_that_stand_alone(text: str, parts: list[str | Picture]) -> None:
    assert cut(text) == parts


@pytest.mark.parametrize(
    ("name", "there"),
    [
        ("plot.png", True),
        ("my%20plot.png", True),
        ("my plot.png", True),
        ("below/plot.png", True),
        ("below/../plot.png", True),
        ("../outside.png", False),
        ("link.png", False),
        ("plot.sh", False),
        ("missing.png", False),
        ("%00.png", False),
        ("a\0.png", False),
        ("/etc/hostname", False),
        ("file:///etc/hostname", False),
        ("data:image/png;base64,AAAA", False),
    ],
)
def test_files_of_pictures_lie_beside_the_note(tmp_path: Path, name: str, there: bool) -> None:
    folder = tmp_path / "notes"
    (folder / "below").mkdir(parents=True)
    for file in ("plot.png", "my plot.png", "below/plot.png", "plot.sh", "../outside.png"):
        (folder / file).write_bytes(b"x")
    (folder / "link.png").symlink_to(tmp_path / "outside.png")
    if there:
        assert picture_file(Picture("", name), place(folder)).is_file()
    else:
        with pytest.raises(InputError, match="no picture beside"):
            picture_file(Picture("", name), place(folder))


def test_a_card_without_a_note_has_no_files() -> None:
    with pytest.raises(InputError, match="beside a note"):
        picture_file(PLOT, None)


@pytest.mark.parametrize(
    ("text", "shown", "hidden"),
    [
        ("![a curve](plot.png)", ["▣ a curve"], ["plot.png"]),
        ("![](below/my%20plot.png)", ["▣ my plot.png"], ["%20"]),
        ("![$x^2$](plot.png)", ["▣ x²"], ["$"]),
        (
            "![a](https://example.org/p/a.png)",
            ["▣ a", "on example.org, not fetched"],
            ["/p/"],
        ),
        ("so:\n![a](plot.png)", ["so:", "│ ▣ a │"], []),
    ],
)
def test_a_frame_stands_for_a_picture(text: str, shown: list[str], hidden: list[str]) -> None:
    plain = typeset(text, 40).plain
    assert all(words in plain for words in shown), plain
    assert not any(words in plain for words in hidden), plain


@pytest.mark.parametrize(
    ("wanted", "environ", "manner"),
    [
        ("auto", {"TERM": "xterm-256color"}, "cells"),
        ("auto", {"TERM": "xterm-kitty"}, "kitty"),
        ("auto", {"TERM": "xterm-256color", "TERM_PROGRAM": "ghostty"}, "kitty"),
        ("auto", {"TERM": "foot-extra"}, "sixel"),
        ("auto", {"TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"}, "sixel"),
        ("auto", {"KONSOLE_VERSION": "230802"}, "sixel"),
        ("auto", {"KONSOLE_VERSION": "201200"}, "cells"),
        ("auto", {"TERM": "tmux-256color", "TERM_PROGRAM": "WezTerm"}, "cells"),
        ("auto", {"TERM": "xterm-kitty", "TMUX": "/tmp/x"}, "cells"),
        ("auto", {"TERM": "xterm-kitty", "NO_COLOR": "1"}, None),
        ("none", {"TERM": "xterm-kitty"}, None),
        ("sixel", {"TERM": "xterm-kitty"}, "sixel"),
    ],
)
def test_the_terminal_is_known_by_its_environment(
    wanted: str, environ: dict[str, str], manner: str | None
) -> None:
    assert graphics.manner(wanted, environ) == manner


@pytest.mark.parametrize(
    ("pixels", "cells"),
    [
        ((200, 100), (20, 5)),
        ((2000, 1000), (40, 10)),
        ((100, 4000), (1, 12)),
        ((4000, 1), (40, 1)),
        ((1, 1), (1, 1)),
    ],
)
def test_a_picture_keeps_its_shape_within_its_room(pixels: tuple[int, int], cells: tuple[int, int]) -> None:
    assert graphics.fitted(pixels, graphics.USUAL, 40, 12) == cells


@pytest.fixture
def plot(home: Path) -> Path:
    """A red picture on nothing, 40 by 20."""
    pillow = pytest.importorskip("PIL.Image")
    file = home / "plot.png"
    image = pillow.new("RGBA", (40, 20), (0, 0, 0, 0))
    image.paste((255, 0, 0, 255), (0, 0, 20, 20))
    image.save(file)
    return file


def test_what_is_transparent_stands_on_white(plot: Path) -> None:
    pixels = graphics.load(plot)
    assert pixels.getpixel((5, 5)) == (255, 0, 0)
    assert pixels.getpixel((35, 5)) == (255, 255, 255)


def test_large_pictures_are_made_smaller(plot: Path) -> None:
    from PIL import Image

    Image.new("L", (4000, 1000)).save(plot)
    assert graphics.load(plot).size == (1600, 400)


def truncated(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:60])


def words_only(file: Path) -> None:
    file.write_text("not a picture")


def vector(file: Path) -> None:
    file.rename(file.with_suffix(".svg"))


def bomb(file: Path) -> None:
    """A header that promises 30,000 by 30,000 pixels."""
    import struct
    import zlib

    header = b"IHDR" + struct.pack(">IIBBBBB", 30_000, 30_000, 1, 0, 0, 0, 0)
    chunk = struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk + b"\0\0\0\0IDAT")


def large(file: Path) -> None:
    from PIL import Image

    Image.new("1", (9_500, 9_000)).save(file)


def postscript(file: Path) -> None:
    from PIL import Image

    Image.new("L", (4, 4)).save(file, format="EPS")


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (truncated, "plot.png is damaged, or no picture"),
        (words_only, "plot.png is damaged, or no picture"),
        (postscript, "plot.png is damaged, or no picture"),
        (bomb, "plot.png has too many pixels to show"),
        (large, "plot.png has 9,500 × 9,000 pixels, too many to show"),
        (vector, "plot.svg is drawn by other programs only"),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_a_sentence(
    plot: Path, spoil: Callable[[Path], None], sentence: str
) -> None:
    spoil(plot)
    file = plot if plot.exists() else plot.with_suffix(".svg")
    with pytest.raises(InputError, match=sentence):
        graphics.load(file)


def test_the_library_does_not_ask_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("textual_image")
    for name in [name for name in sys.modules if name.startswith("textual_image")]:
        monkeypatch.delitem(sys.modules, name)
    said = _Terminal()
    monkeypatch.setattr(sys, "__stdout__", said)
    graphics.library.cache_clear()
    graphics.library()
    assert sys.__stdout__ is said
    assert said.getvalue() == ""
    graphics.library.cache_clear()


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def pictured(store: Path, home: Path) -> Callable[[str], None]:
    """Puts a card whose answer is a text into the store."""

    def put(text: str) -> None:
        from quizapp.workspace import Workspace

        note = home / "pictures.md"
        note.write_text(
            f"# Pictures\n\n## What is drawn?\n\nThis:\n\n{text}\n\nAnd more.\n", encoding="utf-8"
        )
        with Workspace.open(str(store)) as workspace:
            workspace.import_notes([note])

    return put


TO_THE_CARD = ("down", "down", "enter")

halfcells = pytest.mark.filterwarnings("ignore:Image.Image.getdata:DeprecationWarning")


async def drawn(pilot: Any) -> None:
    """Until the picture is drawn or refused."""
    for _ in range(500):
        await pilot.pause(0.01)
        panes = list(pilot.app.screen.query(PicturePane))
        if panes and all(pane._drawn is not None or pane.query_one("Frame")._note for pane in panes):
            await pilot.pause()
            return
    raise AssertionError("no picture came")


@halfcells
async def test_a_picture_is_drawn_in_its_text(
    running: Any,
    pictured: Callable[[str], None],
    plot: Path,
    words: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pytest.importorskip("textual_image")
    monkeypatch.setenv("QUIZAPP_PICTURES", "cells")
    pictured("![a curve](plot.png)")
    async with running(*TO_THE_CARD, size=(80, 30)) as pilot:
        await drawn(pilot)
        assert HALF not in words(pilot)
        await pilot.press("space")
        await pilot.pause()
        lines = words(pilot).split("\n")
        at = next(row for row, line in enumerate(lines) if HALF in line)
        assert "This:" in "\n".join(lines[:at])
        assert lines[at].strip() == HALF * 40
        assert lines[at + 10].strip() == "a curve"
        assert lines[at + 12].split("   ")[0] == "  And more."
        await pilot.resize_terminal(40, 30)
        await pilot.pause()
        await pilot.pause()
        assert HALF * 35 in words(pilot)
        assert HALF * 36 not in words(pilot)


@halfcells
async def test_a_back_that_begins_with_a_picture_comes_into_sight(
    running: Any,
    store: Path,
    home: Path,
    plot: Path,
    words: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pytest.importorskip("textual_image")
    from PIL import Image

    from quizapp.workspace import Workspace

    Image.new("RGB", (400, 160), "red").save(plot)
    monkeypatch.setenv("QUIZAPP_PICTURES", "cells")
    sides = "![front](plot.png)\n\n<!-- answer -->\n\n![back](plot.png)"
    (home / "seen.md").write_text(f"# Seen\n\n## What is it?\n<!-- card: seen -->\n\n{sides}\n", "utf-8")
    with Workspace.open(str(store)) as workspace:
        workspace.import_notes([home / "seen.md"])
    async with running(*TO_THE_CARD, size=(80, 30)) as pilot:
        await drawn(pilot)
        await pilot.press("space")
        for _ in range(100):
            await pilot.pause(0.01)
            _, _, below = words(pilot).partition("  front")
            if below.count(HALF * 40) >= 10:
                return
    raise AssertionError("the back stayed below the screen")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("![a curve](missing.png)", "there is no such file"),
        ("![a curve](../plot.png)", "is no picture beside the note"),
        ("![a curve](broken.png)", "broken.png is damaged"),
    ],
)
async def test_a_frame_says_why_there_is_no_picture(
    running: Any,
    pictured: Callable[[str], None],
    home: Path,
    words: Any,
    monkeypatch: pytest.MonkeyPatch,
    text: str,
    sentence: str,
) -> None:
    pytest.importorskip("textual_image")
    monkeypatch.setenv("QUIZAPP_PICTURES", "cells")
    (home / "broken.png").write_bytes(b"x")
    pictured(text)
    async with running(*TO_THE_CARD, size=(100, 30)) as pilot:
        await drawn(pilot)
        await pilot.press("space")
        await pilot.pause()
        assert "▣ a curve" in words(pilot)
        assert sentence in words(pilot)


async def test_kitty_is_sent_the_picture_and_told_to_forget_it(
    running: Any, pictured: Callable[[str], None], plot: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("textual_image")
    monkeypatch.setenv("QUIZAPP_PICTURES", "kitty")
    pictured("![a curve](plot.png)")
    async with running(*TO_THE_CARD) as pilot:
        await drawn(pilot)
        stdout, said = sys.__stdout__, io.StringIO()
        monkeypatch.setattr(sys, "__stdout__", said)
        await pilot.press("space")
        await pilot.pause()
        sent = re.findall("\x1b_Ga=p,i=([0-9]+)", said.getvalue())
        assert sent
        await pilot.press("3")
        await pilot.pause()
        forgotten = re.findall("\x1b_Ga=d,I=([0-9]+)", said.getvalue())
        assert set(forgotten) >= set(sent)
        monkeypatch.setattr(sys, "__stdout__", stdout)


async def test_without_the_extra_there_is_a_frame(
    running: Any,
    pictured: Callable[[str], None],
    plot: Path,
    words: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("QUIZAPP_PICTURES", "cells")
    monkeypatch.setattr(graphics, "find_spec", lambda name: None)
    pictured("![a curve](plot.png)")
    async with running(*TO_THE_CARD, "space") as pilot:
        assert "▣ a curve" in words(pilot)
        assert not pilot.app.screen.query(PicturePane)


async def test_a_picture_is_opened_with_its_key(
    running: Any, pictured: Callable[[str], None], home: Path, opened: list[list[str]]
) -> None:
    (home / "plot.png").write_bytes(b"x")
    pictured("![a curve](plot.png)")
    async with running(*TO_THE_CARD, "p", "space") as pilot:
        assert opened == []
        await pilot.press("p")
        await pilot.pause()
        assert opened == [["xdg-open", str(home / "plot.png")]]


@pytest.mark.parametrize("key", ["y", "n"])
async def test_a_remote_picture_is_handed_to_the_browser_when_told_to(
    running: Any, pictured: Callable[[str], None], words: Any, opened: list[list[str]], key: str
) -> None:
    pictured("![a curve](https://example.org/x.png)")
    async with running(*TO_THE_CARD, "space") as pilot:
        assert "on example.org, not fetched" in words(pilot)
        await pilot.press("p")
        await pilot.pause()
        assert opened == []
        assert "Let your browser fetch this picture from example.org?" in words(pilot)
        await pilot.press(key)
        await pilot.pause()
        assert opened == ([["xdg-open", "https://example.org/x.png"]] if key == "y" else [])


async def test_what_is_no_address_for_a_browser_is_refused(running: Any, opened: list[list[str]]) -> None:
    async with running() as pilot:
        with pytest.raises(InputError, match="http or https"):
            await decisions.open_pictures(pilot.app, "![x](file:///etc/passwd)", None)
        with pytest.raises(InputError, match="has no picture"):
            await decisions.open_pictures(pilot.app, "text", None)
        assert opened == []


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The commands that would have been started."""
    commands: list[list[str]] = []
    monkeypatch.setattr(shutil, "which", lambda name: f"/bin/{name}")
    monkeypatch.setattr(subprocess, "Popen", lambda command, **_: commands.append(command))
    return commands
