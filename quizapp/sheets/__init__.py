"""Quizzes on paper and in files: one module and one registry line for each format.

A writer turns a quiz into one text, or into bytes, and writes no file. What it shows is the sheets, the key,
or both.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Literal

from quizapp.quiz import Quiz

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
    parted: bool = True
    """Whether the key can stand in a file of its own."""

    def load(self) -> Write:
        """The function that writes it."""
        module, function = self.at.split(":")
        write: Write = getattr(import_module(f"quizapp.sheets.{module}"), function)
        return write


FORMATS: dict[str, Format] = {
    "md": Format("markdown:write", "Markdown"),
    "txt": Format("text:write", "plain text, 78 columns wide"),
    "html": Format("page:write", "one page without network or script; its print is the paper sheet"),
    "html-self": Format("selfgrading:write", "one page that grades itself, without network", parted=False),
    "pdf": Format("pdf:write", "sheets and key for paper; needs pip install 'quizapp[pdf]'"),
    "moodle": Format(
        "moodle:write",
        "Moodle XML, mistakes with feedback; no credit for errors carried forward",
        parted=False,
    ),
    "gift": Format(
        "gift:write", "GIFT, a question for each part; no points, time or solutions", parted=False
    ),
    "qti": Format("qti:write", "a QTI 2.1 package; no credit for errors carried forward", parted=False),
    "ipynb": Format(
        "notebook:write", "a Jupyter notebook that checks its answers; counts no points", parted=False
    ),
    "json": Format("lossless:write", "everything, for `quizapp quiz take` and `grade`", parted=False),
}
"""Each format by the name under which it is asked for."""
