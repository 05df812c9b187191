"""Everything that can go wrong for a person, as one small tree.

    QuizappError
    ├── UsageError        a name, option or combination that does not exist    exit 2
    ├── InputError        a file or an answer that could not be read           exit 3
    └── StoreError        (quizapp.errors) the store cannot be used            exit 4

Each carries one sentence that says what, where and what to do; the command line and the screen
show the same one.
"""

from __future__ import annotations

from typing import ClassVar


class QuizappError(Exception):
    """Base of the tree; `str(error)` is the sentence for people."""

    exit_code: ClassVar[int] = 1


class UsageError(QuizappError):
    """A name, option or combination that does not exist."""

    exit_code: ClassVar[int] = 2


class InputError(QuizappError):
    """Something that was handed in could not be read."""

    exit_code: ClassVar[int] = 3
