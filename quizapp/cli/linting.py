"""The command that tells an author what to mend in notes."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cards.markdown.text import counted
from engine.errors import InputError

if TYPE_CHECKING:
    from cards.lint import Finding
    from cards.model import Card
    from quizapp.notes.files import Note as NoteFile

NOT_LINES = (".ipynb", ".csv", ".tsv", ".yaml", ".yml", ".json")
"""Suffixes of files whose lines are not the author's own text."""


@click.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def lint(paths: tuple[Path, ...], as_json: bool) -> int:
    """Say what to mend in notes: gaps, faults, repetitions, formulas that contradict an exercise.

    A line for each finding: file, line, and what to mend. With --json, `findings` holds `file`, `start`,
    `end`, `rule` (empty, unanswered, damaged, formula, image, contradiction, repeated), `message`,
    `exercise` (what shows the right formula) and `unit` (line or cell). Ends with 1 when there are
    findings, with 3 when nothing can be read.
    """
    found, files = findings(paths)
    if as_json:
        summary = {"files": files, "findings": len(found)}
        shape = {"findings": [asdict(one) for one in found], "summary": summary}
        click.echo(json.dumps(shape, ensure_ascii=False))
    else:
        for one in found:
            click.echo(told(one))
        click.echo(f"{counted(files, 'file')}, {len(found) or 'nothing'} to mend.", err=True)
    return 1 if found else 0


def told(finding: Finding) -> str:
    """A finding in one line, beginning with its place."""
    cell = "cell " if finding.unit == "cell" else ""
    hint = f" (`quizapp exercise {finding.exercise}` computes it)" if finding.exercise else ""
    return f"{finding.file}:{cell}{finding.start}: {finding.message}{hint}"


def findings(paths: Sequence[Path]) -> tuple[list[Finding], int]:
    """What is to be mended in all notes under some paths, and how many notes that are.

    Raises:
      InputError: there is no note that can be read.
    """
    from cards.lint import repeated
    from quizapp.notes.files import find_notes

    notes, missing = find_notes(paths)
    found: list[Finding] = []
    cards: list[Card] = []
    refused = [one.sentence for one in missing]
    for note in notes:
        try:
            mine, read = _of_one(note)
        except InputError as error:
            refused.append(str(error))
            continue
        found += mine
        cards += read
    if len(refused) == len(notes) + len(missing):
        raise InputError(refused[0])
    for sentence in refused:
        click.echo(f"Not read: {sentence}", err=True)
    order = {note.shown: place for place, note in enumerate(notes)}
    found += repeated(cards)
    return sorted(found, key=lambda one: (order[one.file], one.start, one.rule)), len(notes) + len(
        missing
    ) - len(refused)


def _of_one(file: NoteFile) -> tuple[list[Finding], Sequence[Card]]:
    from cards import lint as rules
    from cards.markdown.text import decode
    from cards.parse import read_note
    from quizapp.notes.files import content

    data = content(file)
    reading = read_note(data, file.shown)
    lines = "" if Path(file.shown).suffix.lower() in NOT_LINES else decode(data, file.shown)
    note = rules.Note(file.shown, reading, lines, partial(_is_there, Path(file.name), Path(file.source)))
    return rules.lint(note), reading.cards


def _is_there(note: Path, given: Path, path: str) -> bool:
    """Whether there is a file at a path relative to a note; outside of the tree nothing is looked at."""
    place = Path(os.path.normpath(note.parent / path))
    if "\\" in path or not any(place.is_relative_to(folder) for folder in (note.parent, given)):
        return True
    try:
        return place.exists()
    except (OSError, ValueError):
        return False
