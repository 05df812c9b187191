"""A sequence that tells how far it was gone through; what goes through it need not know."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, overload

STEP = 100
"""Pieces from one word to the next."""


class Counted(Sequence[Any]):
    """Pieces, and a word before every hundredth."""

    def __init__(self, pieces: Sequence[Any], tell: Callable[[int, int, str], object], what: str) -> None:
        """
        Args:
            pieces: what is gone through.
            tell: told how many pieces are done, of how many, and what they are; may stop the work by raising.
            what: the pieces' name.
        """
        self._pieces = pieces
        self._tell = tell
        self._what = what

    @overload
    def __getitem__(self, at: int) -> Any: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Any]: ...
    def __getitem__(self, at: int | slice) -> Any:
        return self._pieces[at]

    def __len__(self) -> int:
        return len(self._pieces)

    def __iter__(self) -> Iterator[Any]:
        total = len(self._pieces)
        for at, piece in enumerate(self._pieces):
            if not at % STEP:
                self._tell(at, total, self._what)
            yield piece
