"""Jupyter notebooks: Markdown cells are the note, a code cell is the code of the text above it."""

from __future__ import annotations

import json
import re
from typing import Any

from cards.files.source import FileText
from cards.markdown.text import clean
from engine.errors import InputError

_OF_THE_SHELL = re.compile(r"\s*(?:[!%]|#|(?:import|from)\s)")
"""Lines of a cell that set up and compute nothing."""
MAX_CELL = 24
"""Lines of a code cell that belongs on a card."""


def read_notebook(text: str, file: str) -> FileText:
    """A notebook as lines, each with the number of its cell.

    Raises:
        InputError: the name says notebook, the content does not.
    """
    try:
        book = json.loads(text)
        cells = [cell for cell in book["cells"] if isinstance(cell, dict)]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise InputError(
            f"{file}: this notebook is not valid JSON with cells; open and save it in Jupyter, or leave "
            f"it out."
        ) from None
    language = _language(book)
    lines: list[str] = []
    places: list[int] = []
    before = ""
    for number, cell in enumerate(cells, start=1):
        kind = cell.get("cell_type")
        rows = clean(_source(cell)).split("\n")
        if kind == "markdown":
            added = [*_closed(rows), ""]
        elif (
            kind == "code"
            and before == "markdown"
            and 0 < len(rows) <= MAX_CELL
            and any(row.strip() and not _OF_THE_SHELL.match(row) for row in rows)
        ):
            fence = "`" * (3 + max((len(run) for run in re.findall(r"`{3,}", "\n".join(rows))), default=0))
            added = [f"{fence}{language}", *rows, fence, ""]
        else:
            added = []
        before = str(kind)
        lines.extend(added)
        places.extend([number] * len(added))
    return FileText(lines or [""], places=places or [1], unit="cell")


def _source(cell: dict[str, Any]) -> str:
    source = cell.get("source", "")
    if isinstance(source, list):
        return "".join(part for part in source if isinstance(part, str))
    return source if isinstance(source, str) else ""


def _language(book: dict[str, Any]) -> str:
    info = book.get("metadata", {})
    name = info.get("kernelspec", {}).get("language", "python") if isinstance(info, dict) else "python"
    return name if isinstance(name, str) and re.fullmatch(r"[\w+#-]{1,20}", name) else "python"


def _closed(rows: list[str]) -> list[str]:
    """The lines of a cell; a fence that it leaves open ends with it."""
    opened = ""
    for row in rows:
        match = re.match(r"\s*(`{3,}|~{3,})(.*)$", row)
        if not match:
            continue
        if not opened:
            opened = match.group(1)
        elif match.group(1).startswith(opened) and not match.group(2).strip():
            opened = ""
    return [*rows, opened] if opened else rows
