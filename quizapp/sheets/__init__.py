"""Quizzes on paper and in files: one module and one registry line for each format.

A writer turns a quiz into one text, or into bytes, and writes no file. What it shows is the sheets, the key,
or both.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Literal

from quizapp.quiz.model import Quiz

Contents = Literal["sheets", "key", "all"]
"""What a file holds: the questions, the solutions, or first the one and then the other."""

Write = Callable[[Quiz, Contents], str | bytes]
"""Formats of text give text, the others bytes."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format that quizzes can be written in."""

    at: str
    """`module:function` under `quizapp.sheets`."""
    summary: str
    lacks: str = ""
    """What of a quiz it cannot carry; empty where that is nothing."""
    parted: bool = True
    """Whether the key can stand in a file of its own."""

    def load(self) -> Write:
        """The function that writes it."""
        module, function = self.at.split(":")
        write: Write = getattr(import_module(f"quizapp.sheets.{module}"), function)
        return write


_PAPER = "grading, for which the key is there"
_CARRIED = "credit for what follows from one's own wrong number"

FORMATS: dict[str, Format] = {
    "md": Format("markdown:write", "Markdown, for paper or any viewer", _PAPER),
    "txt": Format("text:write", "plain text, 78 columns wide", f"formulas but in plain signs, {_PAPER}"),
    "html": Format("page:write", "one page without network or script; its print is the paper sheet", _PAPER),
    "html-self": Format(
        "selfgrading:write",
        "one page that grades itself, without network",
        f"{_CARRIED}, rules that judge an answer (the learner compares it)",
        parted=False,
    ),
    "pdf": Format("pdf:write", "sheets and key for paper; needs pip install 'quizapp[pdf]'", _PAPER),
    "moodle": Format(
        "moodle:write",
        "Moodle XML: every mistake with its feedback, a category for each version",
        f"time, unequal points of parts, {_CARRIED}, rules that judge an answer (it becomes an essay)",
        parted=False,
    ),
    "gift": Format(
        "gift:write",
        "GIFT for most learning platforms, a question for each part",
        f"points, time, solutions, drawn formulas, {_CARRIED}, rules that judge (an essay instead)",
        parted=False,
    ),
    "qti": Format(
        "qti:write",
        "a QTI 2.1 package with a test for each version",
        f"time, {_CARRIED}, rules that judge an answer (a person scores it)",
        parted=False,
    ),
    "ipynb": Format(
        "notebook:write",
        "a Jupyter notebook that checks its answers",
        f"points, time, {_CARRIED}, rules that judge an answer (the learner compares it)",
        parted=False,
    ),
    "json": Format("lossless:write", "everything, for `quizapp quiz take` and `grade`", parted=False),
}
"""Each format by the name under which it is asked for."""
