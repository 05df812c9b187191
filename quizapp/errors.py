"""The application's branch of the error tree that `engine.errors` draws."""

from __future__ import annotations

from typing import ClassVar

from engine.errors import QuizappError


class StoreError(QuizappError):
    """The store is locked, damaged, newer than the program, or has no space."""

    exit_code: ClassVar[int] = 4
