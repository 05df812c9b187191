"""Programs with notes in their comments: cells of `# %%`, of which some say that they are Markdown.

A program without such cells is no note, and nothing is asked from it. Nothing is run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from cards.files.source import FileText

_LANGUAGES = {".py": "python", ".r": "r", ".jl": "julia"}
_CELL = re.compile(r"# ?%%(.*)$")
_COMMENT = re.compile(r"# ?")
_QUOTES = ('"""', 'r"""', "'''")


def read_script(text: str, file: str) -> FileText:
    """The lines of a program's cells as Markdown and fences, each with its number."""
    rows = text.split("\n")
    if not any(_CELL.match(row) for row in rows):
        return FileText([""] * len(rows), other=[(1, len(rows), "a program")])
    made = list(_lines(rows, _LANGUAGES[PurePath(file).suffix.lower()]))
    return FileText([line for _, line in made], places=[number for number, _ in made])


def _lines(rows: Sequence[str], language: str) -> Iterator[tuple[int, str]]:
    markdown, fenced = False, False
    for number, row in enumerate(rows, start=1):
        cell = _CELL.match(row)
        if cell:
            if fenced:
                yield number, "```"
            markdown, fenced = "[markdown]" in cell.group(1) or "[md]" in cell.group(1), False
            yield number, ""
        elif markdown:
            yield number, "" if row.strip() in _QUOTES else _COMMENT.sub("", row, count=1)
        elif fenced or row.strip():
            if not fenced:
                yield number, f"```{language}"
            fenced = True
            yield number, row
        else:
            yield number, ""
    if fenced:
        yield len(rows), "```"
