"""Finding note files, and their content: nothing else is known of them here."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cards.suffixes import NOTE_SUFFIXES
from engine.errors import InputError
from quizapp.notes.report import Unreadable

LARGEST_NOTE = 64_000_000
"""Bytes; a file beyond that is no note."""

SHIPPED = "shipped:"
"""What the names of the program's own notes begin with."""

PACKAGE = "package"
"""What the store calls the reader of a deck of another program: no note, and no import of notes misses it."""

_PASSED_OVER = frozenset(("node_modules", "__pycache__", "venv", "site-packages"))


@dataclass(frozen=True, slots=True)
class Note:
    """A file to read."""

    name: str
    """What the store calls it: an absolute path, or a name of the shipped notes."""
    shown: str
    """What the report calls it."""
    read: Callable[[], bytes]
    source: str = ""
    """The path that was given and that led to it."""


def find_notes(paths: Sequence[Path], apart: Collection[Path] = ()) -> tuple[list[Note], list[Unreadable]]:
    """The notes under files and folders, each once, and the paths at which there is nothing to read.

    A file is taken whatever its name; in folders hidden names and other suffixes are passed over.

    Args:
        paths: files and folders.
        apart: files below them that are no notes.
    """
    notes: dict[str, Note] = {}
    missing: list[Unreadable] = []
    for path in paths:
        found = list(files_under(path))
        if not found:
            missing.append(Unreadable(str(path), nothing_at(path)))
        for file in found:
            if file in apart:
                continue
            name = str(file.absolute().resolve())
            notes.setdefault(name, Note(name, str(file), file.read_bytes, str(path.absolute().resolve())))
    return list(notes.values()), missing


def nothing_at(path: Path) -> str:
    """Why there is nothing to read at a path."""
    reason = "holds no notes" if path.is_dir() else "does not exist"
    return f"{path} {reason}; look at its name"


def files_under(path: Path) -> Iterator[Path]:
    """The note files under a folder, in the order of their names; a file itself."""
    if path.is_file():
        yield path
        return
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in _PASSED_OVER)
        for name in sorted(names):
            file = Path(folder) / name
            if not name.startswith(".") and file.suffix.lower() in NOTE_SUFFIXES and file.is_file():
                yield file


def content(note: Note) -> bytes:
    """The bytes of a note.

    Raises:
        InputError: it cannot be read, or is too large to be a note.
    """
    try:
        data = note.read()
    except OSError as error:
        raise InputError(f"cannot read {note.shown}: {error.strerror}") from None
    if len(data) > LARGEST_NOTE:
        raise InputError(f"{note.shown} is larger than {LARGEST_NOTE // 1_000_000} MB; split it")
    return data


def under(name: str, root: str) -> bool:
    """Whether a note is the one that a path names, or lies below it."""
    return name == root or name.startswith(root if root == SHIPPED else root.rstrip(os.sep) + os.sep)
