"""Pictures that came with decks: files in a folder beside the store, named by their content, never changed.

A picture is kept within a transaction of the store and goes with it when that leaves no trace.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

from cards.pictures import media
from engine.errors import InputError
from quizapp.errors import StoreError
from quizapp.store.database import Database
from quizapp.whole import writing


def folder_of(store: Path) -> Path:
    """The folder of a store's pictures; it need not exist."""
    return store.with_name(f"{store.stem}-pictures")


def keep(database: Database, name: str, content: bytes) -> None:
    """Keep a picture under the name that its content gives it.

    Raises:
        InputError: the name is no such name, or the folder cannot be written.
    """
    if not media.NAME.fullmatch(name):
        raise InputError(f"{name} is no name of a picture that travels")
    folder = folder_of(database.path)
    if (folder / name).exists():
        return
    if not folder.is_dir():
        try:
            folder.mkdir()
        except OSError as error:
            raise InputError(f"cannot create {folder}: {error.strerror}") from None
        database.when_undone(lambda: _leave(folder))
    database.when_undone(lambda: _discard(folder / name))
    with writing(folder / name, "make room there") as target:
        target.write(content)


def _discard(file: Path) -> None:
    with suppress(OSError):  # what failed is told; a file too many does no harm
        file.unlink(missing_ok=True)


def _leave(folder: Path) -> None:
    with suppress(OSError):  # another program has put something there
        folder.rmdir()


def copy_pictures(store: Path, other: Path) -> None:
    """Lets another store, or a backup, have the pictures of one; those that it has stay.

    Raises:
        StoreError: they cannot be written.
    """
    source, target = folder_of(store), folder_of(other)
    if source == target or not source.is_dir():
        return
    try:
        target.mkdir(exist_ok=True)
        for file in source.iterdir():
            if media.NAME.fullmatch(file.name) and not (target / file.name).exists():
                _copy(file, target / file.name)
    except OSError as error:
        raise StoreError(f"cannot write pictures to {target}: {error.strerror}; give another place") from None


def _copy(file: Path, target: Path) -> None:
    """A second name for the file where the disk can do that, which costs no room; a copy elsewhere."""
    try:
        os.link(file, target)
    except OSError:
        partial = target.with_name(f"{target.name}.part")
        shutil.copyfile(file, partial)
        partial.replace(target)
