"""Files that are written whole or not at all, whatever happens on the way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from engine.errors import InputError


@contextmanager
def writing(path: Path, way_out: str = "give another place") -> Iterator[BinaryIO]:
    """A file to write into, which takes the place of `path` when the block ends well.

    A link stays one, and what is no file, such as a pipe, is written into as it is.

    Args:
        path: the file; until then what it held before stays.
        way_out: how the refusal ends.

    Raises:
        InputError: the file cannot be written there.
    """
    refuse(path, way_out)
    try:
        if path.exists() and not path.is_file():
            with path.open("wb") as target:
                yield target
            return
        with _in_place_of(path.resolve()) as target:
            yield target
    except OSError as error:
        raise InputError(f"cannot write {path}: {error.strerror}; {way_out}") from None


@contextmanager
def _in_place_of(path: Path) -> Iterator[BinaryIO]:
    partial = path.with_name(f"{path.name}.part")
    try:
        with partial.open("wb") as target:
            yield target
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def refuse(path: Path, way_out: str = "give another place") -> None:
    """Refuse at once what cannot be a file, before long work is done for it.

    Raises:
        InputError: it is a folder, or lies in none.
    """
    if path.is_dir():
        raise InputError(f"cannot write {path}: it is a folder; {way_out}")
    if not path.parent.is_dir():
        raise InputError(f"cannot write {path}: there is no folder {path.parent}; {way_out}")
