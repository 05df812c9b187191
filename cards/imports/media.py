"""The pictures and sounds of an Anki package: found by the names that fields speak of, proved, named by their
content.

They are read when they are asked for, one at a time. No name of the package ever becomes a path.

Source: Anki's rslib, `import_export/package/media.rs` and `proto/anki/import_export.proto` (`MediaEntries`).
"""

from __future__ import annotations

import io
import json
import re
import struct
import unicodedata
import zipfile
import zlib
from base64 import b64decode
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path
from typing import IO, Any
from urllib.parse import unquote

from cards.imports.container import refuse_paths, zstandard
from cards.imports.from_html import in_words, linked
from cards.imports.wire import every, fields_of, text_of
from cards.markdown.text import counted
from cards.pictures import media
from cards.pictures.masked import SIDE

NAMED = 80
"""Characters of a file's name where it stands for the picture."""
LIST = 100_000_000
"""Bytes of the list of files."""


SOUND = "[sound:"
_SOUND = re.compile(r"\[sound:([^\]<>\"\n]+)\]")
_HEARD = "sound:"
"""Before the name of a sound where it stands for a picture's."""


class Pictures(Mapping[str, bytes]):
    """The pictures and sounds that were asked for, by their new names; what was refused is counted."""

    def __init__(self, path: Path) -> None:
        self._package = zipfile.ZipFile(path)
        self._members = dict(self._listed())
        refuse_paths(path, self._members)
        self._taken: dict[str, str | None] = {}
        """New names by the names that fields speak of; None where there is no such picture."""
        self._found: dict[str, str] = {}
        """What fields speak of, by new names."""
        self._drawn: dict[str, bytes] = {}
        """Drawings over pictures, which the package does not hold."""
        self._sizes: dict[str, tuple[int, int]] = {}
        self._bytes = 0
        self._missing: set[str] = set()
        self._refused: set[str] = set()
        self._sounds: set[str] = set()
        """Those of what fields speak of that are to be heard."""

    def shown(self, source: str, words: str) -> str:
        """A picture of a field as Markdown; its words where there is none that can be used."""
        if source.startswith(("http://", "https://")):
            return linked(source, words)
        plain = source.removeprefix(_HEARD)
        name = self.take(plain)
        if plain != source:
            words = "sound" if media.NAME.fullmatch(plain) else in_words(plain[:NAMED])
        elif not words and not _written_out(source):
            words = in_words(unquote(source)[:NAMED])
        return f"![{words}]({name})" if name else f"\\[image: {words}\\]"

    def with_sounds(self, html: str) -> str:
        """A field whose sounds are pictures to who converts it, for `shown` to know them again; those that
        cannot be used stay marks, which no conversion keeps."""

        def put(match: re.Match[str]) -> str:
            source = " ".join(unescape(match[1]).split())
            self._sounds.add(source)
            return f'<img src="{_HEARD}{match[1]}">' if self.take(source) else match[0]

        return _SOUND.sub(put, html) if SOUND in html else html

    def take(self, source: str) -> str | None:
        """The new name of a picture that a field speaks of; None where there is none that can be used."""
        if source not in self._taken:
            self._taken[source] = self._proved(source)
        return self._taken[source]

    def draw(self, content: bytes) -> str:
        """The name of a drawing that was made of pictures that were taken."""
        name = media.name_of(content, "svg")
        self._drawn[name] = content
        return name

    def size(self, name: str) -> tuple[int, int]:
        """The pixels of a picture that was taken, as wide and as high as it is shown.

        Raises:
          ValueError: it has none, or hides them.
        """
        if name not in self._sizes:
            self._sizes[name] = _size(self[name])
        return self._sizes[name]

    @property
    def remarks(self) -> list[str]:
        """What was left out."""
        told = (
            (
                self._sounds & (self._missing | self._refused),
                "sound",
                ": missing, none by its content, or too large",
            ),
            (self._missing - self._sounds, "picture", " that the package names and does not hold"),
            (
                self._refused - self._sounds,
                "picture",
                " refused: none by its content, drawn with scripts, or too large",
            ),
        )
        return [f"Left out: {counted(len(some), what)}{why}." for some, what, why in told if some]

    def _proved(self, source: str) -> str | None:
        """The new name of a picture."""
        if not _written_out(source) and self._member(source) is None:
            self._missing.add(source)
            return None
        content = self._content(source)
        kind = media.kind_of(content, own=False) if content else None
        if content is None or kind is None or len(self._found) >= media.MOST:
            self._refused.add(source)
            return None
        name = media.name_of(content, kind)
        self._found.setdefault(name, source)
        return name

    def _member(self, source: str) -> str | None:
        """The file of the package that a field speaks of."""
        names = (_normal(unquote(source)), _normal(source))
        return next((self._members[name] for name in names if name in self._members), None)

    def _content(self, source: str) -> bytes | None:
        """A picture unpacked; None where it is damaged, or one too many."""
        if self._bytes >= media.MOST_BYTES:
            return None
        if _written_out(source):
            content = _decoded(source)
        else:
            content = self._unpacked(self._member(source) or "", media.LARGEST)
        self._bytes += media.LARGEST if content is None else len(content)
        return content

    def _unpacked(self, member: str, largest: int) -> bytes | None:
        """A file of the package; None where it is damaged or too large."""
        try:
            with self._package.open(member) as packed:
                content = self._read(packed, largest + 1)
        except (KeyError, OSError, RuntimeError, ValueError, EOFError, zlib.error, zipfile.BadZipFile):
            return None
        return content if len(content) <= largest else None

    def _read(self, packed: IO[bytes], size: int) -> bytes:
        if not self._zstd:
            return packed.read(size)
        library = zstandard()
        try:
            return bytes(library.ZstdFile(packed).read(size))
        except library.ZstdError as error:
            raise ValueError(str(error)) from None

    @property
    def _zstd(self) -> bool:
        return "collection.anki21b" in self._package.NameToInfo

    def _listed(self) -> Iterator[tuple[str, str]]:
        """Names that fields speak of, with the members that hold the files."""
        present = self._package.NameToInfo
        whole = self._unpacked("media", LIST) if "media" in present else None
        if not whole:
            return
        for member, name in _entries_of(whole) if self._zstd else _old_entries(whole):
            if member in present:
                yield _normal(name), member

    def __getitem__(self, name: str) -> bytes:
        if name in self._drawn:
            return self._drawn[name]
        source = self._found[name]
        content = (
            _decoded(source)
            if _written_out(source)
            else self._unpacked(self._member(source) or "", media.LARGEST)
        )
        assert content is not None  # it was read before
        return content

    def __iter__(self) -> Iterator[str]:
        yield from self._found
        yield from self._drawn

    def __len__(self) -> int:
        return len(self._found) + len(self._drawn)


def _size(content: bytes) -> tuple[int, int]:
    import imagesize  # 40 ms, and few decks hide parts of pictures

    if media.kind_of(content, own=False) in ("svg", "tiff"):
        raise ValueError("a drawing has no pixels, and no browser shows TIFF")
    try:
        found = imagesize.get_info(io.BytesIO(content), dpi=False, colors=False, channels=False)
    except (struct.error, OSError, OverflowError, MemoryError, LookupError) as error:
        raise ValueError(f"a damaged picture: {error}") from None
    if not (0 < found.width <= SIDE and 0 < found.height <= SIDE):
        raise ValueError("a damaged picture")
    return found.width, found.height


def _written_out(source: str) -> bool:
    """Whether the picture itself stands in the place of its name."""
    return source.startswith("data:")


def _decoded(source: str) -> bytes | None:
    head, _, text = source.partition(",")
    if not head.endswith(";base64") or len(text) > 2 * media.LARGEST:
        return None
    try:
        return b64decode(unquote(text))
    except ValueError:
        return None


def _normal(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def _entries_of(message: bytes) -> Iterator[tuple[str, str]]:
    for number, entry in enumerate(every(message, 1)):
        yield str(number), text_of(fields_of(entry), 1)


def _old_entries(text: bytes) -> Iterator[tuple[str, str]]:
    try:
        shape: Any = json.loads(text)
    except (ValueError, RecursionError):
        return
    if isinstance(shape, dict):
        yield from ((member, name) for member, name in shape.items() if isinstance(name, str))
