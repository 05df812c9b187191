"""The container of a package: a zip bounded in every direction, and the collection in one of Anki's.

Nothing is written but one temporary file, and no name of the zip ever becomes a path: one that would leave
its folder in other programs tells a hostile package.
"""

from __future__ import annotations

import re
import sqlite3
import sys
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

from cards.bulk.aside import LONGEST_CELL, Database
from engine.errors import InputError

LARGEST = 4_000_000_000
"""Bytes of a collection, unpacked."""
MOST_MEMBERS = 500_000
CHUNK = 1 << 20

_PARTS = re.compile(r"[/\\]")
_COLLECTIONS = ("collection.anki21b", "collection.anki21", "collection.anki2")
"""Newest first: a package for newer programs also holds a stub for older ones."""


@contextmanager
def package(path: Path) -> Iterator[zipfile.ZipFile]:
    """A zip of a stranger, open for reading.

    Raises:
      InputError: within the block too, where it is no zip, damaged, encrypted, or of too many files.
    """
    try:
        with zipfile.ZipFile(path) as opened:
            if len(opened.filelist) > MOST_MEMBERS:
                raise InputError(f"{path} holds {len(opened.filelist):,} files, more than any package")
            refuse_paths(path, opened.NameToInfo)
            yield opened
    except (zipfile.BadZipFile, NotImplementedError, EOFError, zlib.error) as error:
        raise InputError(f"{path} is a damaged package ({error}); export it once more") from None
    except RuntimeError:
        raise InputError(f"{path} is encrypted; export it without a password") from None
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror or error}") from None


def refuse_paths(path: Path, names: Iterable[str]) -> None:
    """Refuse a package with a name that leads out of its folder.

    Raises:
      InputError: with that name.
    """
    for name in names:
        if name[:1] in ("/", "\\") or name[1:2] == ":" or (".." in name and ".." in _PARTS.split(name)):
            raise InputError(f"{path} holds a file named {name[:80]!r}, outside of its folder; it is refused")


@contextmanager
def collection(path: Path) -> Iterator[Path]:
    """The collection of a package, unpacked; gone from the disk when the block ends.

    Raises:
      InputError: within the block too, where the file is no package, damaged, or larger than any collection.
    """
    with TemporaryDirectory(prefix="quizapp-") as folder:
        unpacked = Path(folder) / "collection.sqlite"
        with package(path) as opened:
            _unpack(opened, unpacked, path)
        try:
            yield unpacked
        except sqlite3.DataError:
            most = LONGEST_CELL // 10**6
            raise InputError(f"{path} holds a field of more than {most} MB; it is refused") from None
        except sqlite3.Error as error:
            raise InputError(f"the collection in {path} is damaged ({error}); export it once more") from None


def _unpack(opened: zipfile.ZipFile, target: Path, path: Path) -> None:
    members = opened.NameToInfo
    name = next((one for one in _COLLECTIONS if one in members), None)
    if name is None:
        raise InputError(
            f"{path} holds no collection of Anki; give a file that Anki exported as .apkg or .colpkg"
        )
    with opened.open(name) as packed, target.open("wb") as out:
        written = 0
        for chunk in _chunks(packed, zstd=name.endswith("b"), path=path):
            written += len(chunk)
            if written > LARGEST:
                raise InputError(f"{path} unpacks to more than {LARGEST // 10**9} GB; it is refused")
            out.write(chunk)


def _chunks(packed: IO[bytes], *, zstd: bool, path: Path) -> Iterator[bytes]:
    if not zstd:
        while chunk := packed.read(CHUNK):
            yield chunk
        return
    library = zstandard()
    try:
        with library.ZstdFile(packed) as file:
            while chunk := file.read(CHUNK):
                yield chunk
    except library.ZstdError as error:
        raise InputError(f"{path} is a damaged package ({error}); export it once more") from None


def zstandard() -> Any:
    """The module that unpacks zstd: Python's own, or what brings it to older ones."""
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd
    return zstd


def open_database(file: Path) -> sqlite3.Connection:
    """An unpacked database of a stranger."""
    connection = Database(file, own=False, fixed=True).opened()
    connection.create_collation("unicase", lambda one, other: (one > other) - (one < other))
    connection.text_factory = partial(str, encoding="utf-8", errors="replace")
    return connection
