"""Pictures that a text names: where they stand in it, which files they may be, and opening them outside.

Nothing is read here, and nothing is ever fetched: an address is at most handed to the browser.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from cards.imports import FORMATS
from cards.markdown.tree import parse_blocks
from cards.pictures.media import IMAGE, NAME, is_heard, source_of
from engine.errors import InputError

if TYPE_CHECKING:
    from cards.model import Source

PACKAGES = tuple(suffix for form in FORMATS.values() for suffix in form.suffixes)
"""How files end whose cards bring their pictures along: what else lies beside them is none of theirs."""

SUFFIXES = frozenset((".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".svg", ".tif", ".tiff"))
"""Of files that may be handed to another program."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as a text names it."""

    alt: str
    """What it shows, in Markdown; may be empty."""
    source: str
    """A path or an address."""

    @property
    def host(self) -> str:
        """The machine that an address names; empty for a path."""
        return urlsplit(self.source).netloc if "://" in self.source else ""

    @property
    def remote(self) -> bool:
        return "://" in self.source or self.source.startswith(("data:", "//"))

    @property
    def heard(self) -> bool:
        """Whether it is a sound, which another program plays."""
        return is_heard(self.source)

    @property
    def words(self) -> str:
        """What stands for it where it cannot be shown."""
        return self.alt.strip() or unquote(self.source).rsplit("/", 1)[-1]


def pictures(markdown: str) -> list[Picture]:
    """The pictures that a text names, in their order, each once."""
    return list(dict.fromkeys(map(_picture, IMAGE.finditer(markdown))))


def pieces(paragraph: str) -> Iterator[str | Picture]:
    """A paragraph cut at the lines that hold pictures and nothing else."""
    words: list[str] = []
    for line in paragraph.split("\n"):
        found = [_picture(match) for match in IMAGE.finditer(line)]
        if found and not IMAGE.sub("", line).strip():
            if words:
                yield "\n".join(words)
            yield from found
            words = []
        else:
            words.append(line)
    if words:
        yield "\n".join(words)


def cut(markdown: str) -> list[str | Picture]:
    """A text cut at the pictures that stand alone in a paragraph, or on a line of one."""
    if "![" not in markdown:
        return [markdown]
    lines = markdown.split("\n")
    found: list[str | Picture] = []
    place = 0
    for block in parse_blocks(markdown):
        if block.kind != "paragraph" or "![" not in block.text:
            continue
        parts = list(pieces(block.text))
        if any(isinstance(part, Picture) for part in parts):
            found += [_joined(lines[place : block.start - 1]), *parts]
            place = block.end
    return [part for part in [*found, _joined(lines[place:])] if isinstance(part, Picture) or part.strip()]


def picture_file(picture: Picture, source: Source | None, kept: Path | None = None) -> Path:
    """The file of a picture, which lies in the folder of the note or below it, or came with a deck.

    Args:
        picture: named by a path.
        source: the passage that names it.
        kept: the folder of pictures that came with decks.

    Raises:
        InputError: it lies elsewhere, is of no kind that is a picture, or is not there.
    """
    if kept is not None and NAME.fullmatch(picture.source) and (kept / picture.source).is_file():
        return kept / picture.source
    if picture.remote or source is None or not source.file or source.file.endswith(PACKAGES):
        raise InputError(f"{picture.source} is no picture beside a note")
    folder = Path(source.file).parent.resolve()
    for name in dict.fromkeys((picture.source, unquote(picture.source))):
        if "\0" in name:
            continue
        file = (folder / name).resolve()
        if not file.is_relative_to(folder):
            raise InputError(f"{name} is no picture beside the note or in a folder below it")
        if file.suffix.lower() not in SUFFIXES:
            raise InputError(
                f"{name} is no picture beside the note: its name ends in none that pictures have"
            )
        if file.is_file():
            return file
    raise InputError(f"{unquote(picture.source)} is no picture beside the note: there is no such file")


def open_outside(what: str) -> None:
    """Hand a file or an address to the program that the system has for it.

    Raises:
        InputError: the system has no such program.
    """
    opener = next(filter(shutil.which, ("xdg-open", "open")), None)
    if opener is None:
        raise InputError(f"neither xdg-open nor open is found, which would open {what}")
    nothing = subprocess.DEVNULL
    subprocess.Popen([opener, what], stdin=nothing, stdout=nothing, stderr=nothing)


def _picture(match: re.Match[str]) -> Picture:
    return Picture(match["alt"], source_of(match))


def _joined(lines: list[str]) -> str:
    return "\n".join(lines).strip("\n")
