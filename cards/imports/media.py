"""The pictures of an Anki package: found by the names that fields speak of, proved, named by their content.

They are read when they are asked for, one at a time. No name of the package ever becomes a path.

Source: Anki's rslib, `import_export/package/media.rs` and `proto/anki/import_export.proto` (`MediaEntries`).
"""

from __future__ import annotations

import json
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any
from urllib.parse import unquote

from cards import media
from cards.imports.container import zstandard
from cards.imports.wire import every, fields_of, text_of

LIST = 100_000_000
"""Bytes of the list of files."""


class Pictures(Mapping[str, bytes]):
    """The pictures that were asked for by `take`, by their new names; what was refused is counted."""

    def __init__(self, path: Path) -> None:
        self._package = zipfile.ZipFile(path)
        self._members = dict(self._listed())
        self._taken: dict[str, str | None] = {}
        """New names by the names that fields speak of; None where there is no such picture."""
        self._found: dict[str, str] = {}
        """Members of the package by new names."""
        self._bytes = 0
        self.missing = 0
        self.refused = 0

    def take(self, source: str) -> str | None:
        """The new name of a picture that a field speaks of; None if the package has none that can be used."""
        if "://" in source or source.startswith("data:"):
            return None
        if source not in self._taken:
            self._taken[source] = self._proved(source)
        return self._taken[source]

    def _proved(self, source: str) -> str | None:
        names = (_normal(unquote(source)), _normal(source))
        member = next((self._members[name] for name in names if name in self._members), None)
        if member is None:
            self.missing += 1
            return None
        content = self._content(member)
        kind = media.kind_of(content, drawings=False) if content else None
        if content is None or kind is None:
            self.refused += 1
            return None
        name = media.name_of(content, kind)
        if name not in self._found:
            if len(self._found) >= media.MOST or self._bytes + len(content) > media.MOST_BYTES:
                self.refused += 1
                return None
            self._bytes += len(content)
            self._found[name] = member
        return name

    def _content(self, member: str, largest: int = media.LARGEST) -> bytes | None:
        """A member unpacked; None where it is damaged or too large."""
        try:
            with self._package.open(member) as packed:
                content = self._unpacked(packed, largest + 1)
        except (OSError, RuntimeError, ValueError, EOFError, zlib.error, zipfile.BadZipFile):
            return None
        return content if len(content) <= largest else None

    def _unpacked(self, packed: IO[bytes], size: int) -> bytes:
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
        whole = self._content("media", LIST) if "media" in present else None
        if not whole:
            return
        for member, name in _entries_of(whole) if self._zstd else _old_entries(whole):
            if member in present:
                yield _normal(name), member

    def __getitem__(self, name: str) -> bytes:
        content = self._content(self._found[name])
        assert content is not None  # it was read before
        return content

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


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
