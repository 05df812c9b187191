"""Backups of a store with its pictures, and bringing one back."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from quizapp.errors import StoreError
from quizapp.store import schema, sqlite
from quizapp.store.database import Database
from quizapp.store.location import store_path
from quizapp.store.pictures import copy_pictures
from quizapp.store.readable import refusal


def backup(where: str | None, target: Path | None, now_ms: int) -> Path:
    """A consistent copy of a store in one file, also while other programs use it, its pictures beside it.

    Args:
        where: the store, as for `open_store`.
        target: the file to write, which must not exist; None for one beside the store.
        now_ms: UTC milliseconds, for the name of the file.

    Raises:
        StoreError: there is no store, no space, or the target exists.
    """
    path = store_path(where)
    if not path.is_file():
        raise StoreError(f"there is no store at {path} to back up")
    target = target or _free_name(path, "backup", now_ms)
    if target.exists():
        raise StoreError(f"{target} exists already; give the backup another name")
    schema.check_readable(path)
    _copy_safely(path, target)
    copy_pictures(path, target)
    return target


def restore(where: str | None, source: Path, now_ms: int) -> Path | None:
    """Puts a backup in the place of a store, after it was proved sound.

    Args:
        where: the store, as for `open_store`.
        source: the backup; an older one is upgraded, the file itself stays as it is.
        now_ms: UTC milliseconds, for the name of the copy of what is replaced.

    Returns the copy of the store that was replaced; None when there was none.

    Raises:
        StoreError: the backup is no store, damaged, or newer than the program, or the store cannot be
            written; nothing was replaced.
    """
    path = store_path(where)
    if not source.is_file():
        raise StoreError(f"there is no backup at {source}")
    if fault := refusal(path):
        raise StoreError(fault)
    with _folder_beside(path) as folder:
        copy = Path(folder) / "store.sqlite"
        schema.check_readable(source)
        sqlite.copy(source, copy, path)
        _prove(copy, source)
        kept = None
        if path.exists():
            kept = _keep(path, now_ms)
        sqlite.overwrite(path, copy)
    copy_pictures(source, path)
    return kept


def _folder_beside(path: Path) -> TemporaryDirectory[str]:
    try:
        return TemporaryDirectory(dir=path.parent, prefix=".restore-")
    except OSError as error:
        raise StoreError(
            f"cannot write {path.parent}: {error.strerror}; give --store another place"
        ) from None


def _prove(copy: Path, source: Path) -> None:
    """Upgrades the copy of a backup and looks through it."""
    if faults := sqlite.faults(copy):
        raise StoreError(f"{source} is damaged ({faults[0]}); give another backup")
    database = Database(copy)
    try:
        schema.prepare(database)
    finally:
        database.close()


def _keep(path: Path, now_ms: int) -> Path:
    """A copy of the store that is about to be replaced, sound or not."""
    kept = _free_name(path, "replaced", now_ms)
    try:
        _copy_safely(path, kept)
    except StoreError:
        kept.write_bytes(path.read_bytes())  # damaged: keep its bytes, somebody may save what is left
    copy_pictures(path, kept)
    return kept


def _copy_safely(path: Path, target: Path) -> None:
    """Copies a store so that the target is whole or absent."""
    partial = target.with_name(f"{target.name}.part")
    try:
        sqlite.copy(path, partial, target)
        partial.replace(target)
    except OSError as error:
        raise StoreError(f"cannot write {target}: {error.strerror}; give another place") from None
    finally:
        with suppress(OSError):  # where nothing can be written nothing is there
            partial.unlink(missing_ok=True)


def _free_name(path: Path, what: str, now_ms: int) -> Path:
    stamp = datetime.fromtimestamp(now_ms / 1000, UTC).strftime("%Y%m%d-%H%M%S")
    name = path.with_name(f"{path.stem}-{what}-{stamp}{path.suffix}")
    number = 2
    while name.exists():
        name = path.with_name(f"{path.stem}-{what}-{stamp}-{number}{path.suffix}")
        number += 1
    return name
