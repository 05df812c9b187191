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

    Args:
        path: the file; until then what it held before stays.
        way_out: how the refusal ends.

    Raises:
        InputError: the file cannot be written there.
    """
    partial = path.with_name(f"{path.name}.part")
    try:
        with partial.open("wb") as target:
            yield target
        partial.replace(path)
    except OSError as error:
        raise InputError(f"cannot write {path}: {error.strerror}; {way_out}") from None
    finally:
        partial.unlink(missing_ok=True)
