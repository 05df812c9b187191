"""A quiz as a Jupyter notebook: what is asked, a cell to answer in, a cell that judges, a folded solution.

It needs nothing but Python. A wrong answer that is known is named by its mistake. Not carried: credit for
what follows from one's own earlier wrong number, and answers that are judged by a condition, which the
learner compares with the solution.

Source: nbformat documentation, format 4.5.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from quizapp.quiz.model import Blank, Question, Quiz, Sheet
from quizapp.sheets import Contents
from quizapp.sheets.markdown import blocks, fenced, prose
from quizapp.sheets.places import Place, places
from quizapp.sheets.text import mark_of, options, points_of

JUDGE = '''import re


def fits(cell, value, reach):
    if isinstance(value, list):
        text = str(cell) if isinstance(cell, (str, int)) else " ".join(str(one) for one in cell)
        row = [int(one) for one in re.findall(r"-?\\d+", text)]
        word = cell.strip(" []{}()-").lower() if isinstance(cell, str) else ""
        said = row or word in ("", "none", "empty")
        return bool(said) and (row if reach == "given" else sorted(row)) == value
    if isinstance(value, str):
        return str(cell).strip().casefold() == value.casefold()
    return abs(float(cell) - value) <= reach


def check(name, given, wanted):
    """Compares an answer with what counts, cell by cell, and names a mistake that is known."""
    assert given is not None, f"{name} has no answer yet"
    cells = [given]
    row = isinstance(wanted[0][0][0], list)
    while not row and any(hasattr(cell, "__iter__") and not isinstance(cell, str) for cell in cells):
        cells = [one for cell in cells for one in (cell if hasattr(cell, "__iter__") else [cell])]
    assert len(cells) == len(wanted), f"{name} takes {len(wanted)} values, not {len(cells)}"
    missed, said = False, ""
    for cell, (right, reach, known) in zip(cells, wanted):
        if not any(fits(cell, value, reach) for value in right):
            missed = True
            said = said or next((message for value, message in known if fits(cell, value, reach)), "")
    assert not missed, f"{name}: {said or 'not right'}"
    print(f"{name}: right")'''
"""What the first cell of a notebook defines."""


def write(quiz: Quiz, contents: Contents = "all") -> str:
    """All versions in one notebook, whatever is asked for."""
    cells = list(_cells(quiz))
    shape = {
        "cells": [{**cell, "id": f"cell-{number}"} for number, cell in enumerate(cells)],
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(shape, ensure_ascii=False, indent=1) + "\n"


def _cells(quiz: Quiz) -> Iterator[dict[str, Any]]:
    yield _code(JUDGE, hidden=True)
    for sheet in quiz.sheets:
        yield _markdown(f"# {prose(quiz.title)}, version {prose(sheet.version)}")
        for question in sheet.questions:
            yield from _question(sheet, question)


def _question(sheet: Sheet, question: Question) -> Iterator[dict[str, Any]]:
    heading = f"## {question.number}. {prose(question.title)} ({points_of(question)})"
    asked = question.markdown or "\n\n".join(blocks(question.text))
    listed = "\n".join(options(question))
    yield _markdown("\n\n".join(part for part in (heading, asked, fenced(listed) if listed else "") if part))
    fields = [
        list(group) for _, group in groupby(places(question), key=lambda place: place.column.split("[")[0])
    ]
    for blank, cells in zip(question.blanks, fields, strict=True):
        name = f"answer_{sheet.version}_{blank.column}"
        name = "".join(sign if sign.isalnum() else "_" for sign in name)
        label = f"# {mark_of(question, blank)}{_told(blank, cells[0])}"
        yield _code(f"{label}\n{name} = None")
        if cells[0].sort != "open":
            wanted = [_wanted(question, blank.answer, cell) for cell in cells]
            yield _code(f"check({name!r}, {name}, {wanted!r})", tags=("check",), hidden=True)
    yield _markdown("\n\n".join(_solution(question)), hidden=True)


def _told(blank: Blank, place: Place) -> str:
    """What an answer is; several whole numbers can be a list."""
    return f"{place.label}, as a list" if place.row else blank.wanted or blank.label


def _wanted(
    question: Question, letter: str, place: Place
) -> tuple[list[Any], float | str, list[tuple[Any, str]]]:
    """The answers that count, their tolerance or order, and the wrong ones that are known."""
    if place.row:
        return [_row(place.answer)], place.row, [(_row(wrong.answer), wrong.message) for wrong in place.wrong]
    if place.sort == "number":
        known = [(float(wrong.answer), wrong.message) for wrong in place.wrong]
        return [float(place.answer)], place.tolerance, known
    if question.options:
        told = {option.text: option.message for option in question.options}
        letters = [chr(ord("A") + at) for at in range(len(question.options))]
        spoken = [
            (sign, told[text]) for sign, text in zip(letters, place.options, strict=True) if told.get(text)
        ]
        return [letter], 0.0, [(sign, message) for sign, message in spoken if sign != letter]
    return [place.answer, *place.also], 0.0, [(wrong.answer, wrong.message) for wrong in place.wrong]


def _row(text: str) -> list[int]:
    """Whole numbers from their usual spelling."""
    return [int(one) for one in re.findall(r"-?\d+", text)]


def _solution(question: Question) -> Iterator[str]:
    yield "**Solution**"
    yield "\n".join(f"- {prose(blank.label)} = **{prose(blank.answer)}**" for blank in question.blanks)
    for step in question.solution:
        yield prose(step.rule)
        yield step.markdown or fenced("\n".join(step.lines))


def _markdown(source: str, *, hidden: bool = False) -> dict[str, Any]:
    return {
        "cell_type": "markdown",
        "metadata": _metadata(hidden, ("solution",) if hidden else ()),
        "source": source,
    }


def _code(source: str, *, tags: tuple[str, ...] = (), hidden: bool = False) -> dict[str, Any]:
    metadata = _metadata(hidden, tags)
    return {
        "cell_type": "code",
        "execution_count": None,
        "metadata": metadata,
        "outputs": [],
        "source": source,
    }


def _metadata(hidden: bool, tags: tuple[str, ...]) -> dict[str, Any]:
    """Folded in JupyterLab and in books that are made of notebooks."""
    folded = {"jupyter": {"source_hidden": True}} if hidden else {}
    return {**folded, "tags": [*tags, "hide-cell"] if hidden else [*tags]}
