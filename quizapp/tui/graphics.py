"""Pictures drawn in the terminal, where it can: in which manner, and their pixels.

Pillow and textual-image (the extra `images`) are imported on use, in a thread. The terminal is never
asked what it can: Textual reads all that it says, so an answer would come as keys. Files come from
strangers: only common formats are read, and none that unfolds to more pixels than a screen is worth.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Mapping
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Literal, NamedTuple, cast

from engine.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PIL.Image import Image as Pixels
    from textual_image.widget import HalfcellImage, SixelImage, TGPImage

Manner = Literal["kitty", "sixel", "cells"]
"""By the graphics protocol of kitty, by sixels, or by coloured half cells."""

TERMINALS: tuple[tuple[str, str, Manner], ...] = (
    ("TERM", "xterm-kitty", "kitty"),
    ("TERM", "xterm-ghostty", "kitty"),
    ("TERM_PROGRAM", "ghostty", "kitty"),
    ("TERM", "foot", "sixel"),
    ("TERM", "mlterm", "sixel"),
    ("TERM", "contour", "sixel"),
    ("TERM_PROGRAM", "WezTerm", "sixel"),
    ("TERM_PROGRAM", "iTerm.app", "sixel"),
    ("TERM_PROGRAM", "mintty", "sixel"),
)
"""Variables, how their values begin, and what the terminals that set them can."""

KONSOLE = "220400"
"""The first version of Konsole with sixels."""

FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF")
MOST_PIXELS = 80_000_000
LARGEST_DRAWING = 1_000_000
"""Bytes of a drawing of masks."""
LARGEST = (1600, 1200)
"""Pixels that are kept of a picture; more are not seen in a terminal."""


class Cell(NamedTuple):
    """Pixels of one cell of the terminal."""

    width: int
    height: int


USUAL = Cell(10, 20)


def available() -> bool:
    """Whether the extra is installed; imports nothing."""
    return find_spec("textual_image") is not None and find_spec("PIL") is not None


def manner(wanted: str, environ: Mapping[str, str]) -> Manner | None:
    """How pictures are drawn; None for not at all.

    Args:
        wanted: the setting: `auto`, `none`, or a manner.
        environ: the environment, by which a terminal is known.
    """
    if environ.get("NO_COLOR") or wanted == "none":
        return None
    if wanted != "auto":
        return cast(Manner, wanted)
    if environ.get("TMUX") or environ.get("TERM", "").startswith(("screen", "tmux")):
        return "cells"
    if environ.get("KONSOLE_VERSION", "") >= KONSOLE:
        return "sixel"
    for variable, beginning, found in TERMINALS:
        if environ.get(variable, "").startswith(beginning):
            return found
    return "cells"


def load(file: Path) -> Pixels:
    """The pixels of a picture, no more than `LARGEST`, on white where it is transparent.

    Raises:
        InputError: it has too many pixels, is of another format, or is damaged.
    """
    from PIL import Image, ImageOps

    if file.suffix.lower() == ".svg":
        return _masked(file)
    try:
        with Image.open(file, formats=FORMATS) as found:
            if found.width * found.height > MOST_PIXELS:
                raise InputError(
                    f"{file.name} has {found.width:,} × {found.height:,} pixels, too many to show"
                )
            found.draft("RGB", LARGEST)
            upright = ImageOps.exif_transpose(found)
            upright.thumbnail(LARGEST)
            coloured = upright.convert("RGBA")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise InputError(f"{file.name} has too many pixels to show") from None
    except InputError:
        raise
    except Exception as error:  # decoders answer what is damaged with whatever they stumble over
        raise InputError(f"{file.name} is damaged, or no picture: {type(error).__name__}") from error
    paper = Image.new("RGB", coloured.size, "white")
    paper.paste(coloured, mask=coloured)
    return paper


def _masked(file: Path) -> Pixels:
    """A picture with the masks of a drawing over it; no other drawing is shown here."""
    from PIL import ImageDraw, ImageFont

    from cards.pictures.masked import COLOURS, read

    masked = read(file.read_bytes()) if file.stat().st_size < LARGEST_DRAWING else None
    if masked is None:
        raise InputError(f"{file.name} is drawn by other programs only")
    pixels = load(file.with_name(masked.picture))
    pen = ImageDraw.Draw(pixels)
    for mask, look in masked.looks():
        fill, edge = COLOURS[look]
        corners = mask.outline(*pixels.size)
        if look == "label":
            font = ImageFont.load_default(max(1.0, mask.size * pixels.height))
            pen.rectangle(pen.textbbox(corners[0], mask.text, font), fill=fill)
            pen.text(corners[0], mask.text, edge, font)
        else:
            line = max(2, min(pixels.size) // 150)
            pen.polygon(corners, None if fill == "none" else fill, edge, line)
    return pixels


def drawing(manner: Manner, pixels: Pixels) -> HalfcellImage | SixelImage | TGPImage:
    """The widget that draws a picture; its size in cells is set by its styles.

    To be called after `library`, which may take its time.
    """
    from textual_image.widget import HalfcellImage, SixelImage, TGPImage

    if manner == "kitty":
        return TGPImage(pixels)
    return SixelImage(pixels) if manner == "sixel" else HalfcellImage(pixels)


@cache
def library() -> Cell:
    """Import textual-image without its questions to the terminal; the size of a cell."""
    cell = _cell()
    with _not_a_terminal(cell):
        import textual_image.widget  # noqa: F401
    return cell


@contextmanager
def _not_a_terminal(cell: Cell) -> Iterator[None]:
    """Hide the terminal from an import that would ask it, and answer in its place."""
    answers = {"TEXTUAL_CELL_WIDTH": str(cell.width), "TEXTUAL_CELL_HEIGHT": str(cell.height)}
    before = {name: os.environ.get(name) for name in answers}
    stdout = sys.__stdout__
    os.environ.update(answers)
    vars(sys)["__stdout__"] = io.StringIO()
    try:
        yield
    finally:
        vars(sys)["__stdout__"] = stdout
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _cell() -> Cell:
    """The size of a cell as the system knows it; the usual one where it does not."""
    try:
        import fcntl
        import struct
        import termios

        answer = fcntl.ioctl(sys.__stdout__.fileno(), termios.TIOCGWINSZ, bytes(8))  # type: ignore[union-attr]
    except (ImportError, OSError, AttributeError, ValueError):
        return USUAL
    rows, columns, width, height = struct.unpack("HHHH", answer)
    if min(rows, columns) == 0 or width < columns or height < rows:
        return USUAL
    return Cell(width // columns, height // rows)


def fitted(pixels: tuple[int, int], cell: Cell, width: int, height: int) -> tuple[int, int]:
    """The cells that a picture takes: its own size, made smaller where there is no room for it.

    Args:
        pixels: its width and height.
        cell: pixels of a cell.
        width: cells at most.
        height: cells at most.
    """
    scale = min(1.0, width * cell.width / pixels[0], height * cell.height / pixels[1])
    return (
        max(1, min(width, round(pixels[0] * scale / cell.width))),
        max(1, min(height, round(pixels[1] * scale / cell.height))),
    )
