"""Commands for a class: an empty file for answers, and the grades of a filled one."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from engine.errors import InputError
from quizapp.cli.delivery import deliver, output_option, printable
from quizapp.cli.exercises import to_json

if TYPE_CHECKING:
    from quizapp.quiz.grade import Graded
    from quizapp.quiz.model import Quiz

COMMONEST = 20
"""Mistakes that the report lists; JSON has them all."""


@click.command(short_help="Write an empty CSV for the answers.")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@output_option
def answers(file: Path, output: Path | None) -> None:
    """Write an empty CSV for the answers to a JSON quiz: a column for each place, a row for each person.

    Such as `quizapp quiz answers quiz.json -o class.csv`.
    """
    from quizapp.sheets.lossless import read

    made = read(file)
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(["name", "version", *made.sheets[0].columns])
    for sheet in made.sheets:
        writer.writerow(["", sheet.version, *[""] * len(sheet.columns)])
    deliver(output, text.getvalue())


@click.command(short_help="Grade a CSV of answers.")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.argument("answers", metavar="ANSWERS", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="As JSON, with a verdict on each answer.")
def grade(file: Path, answers: Path, as_json: bool) -> None:
    """Grade a CSV of answers to a JSON quiz: points, hard questions, and the commonest mistakes.

    Such as `quizapp quiz grade quiz.json class.csv`, which `quiz answers` has begun.

    Its first line is name,version,1,2a,2b,... with the numbers of the questions; then one row a person.
    """
    from quizapp.quiz.grade import read_answers
    from quizapp.sheets.lossless import read

    made = read(file)
    graded = list(read_answers(answers, made))
    if not graded:
        raise InputError(f"{answers}: nobody has answered; fill a row for each person")
    for name, count in Counter(person.name.casefold() for person in graded).items():
        if count > 1:
            rows = f"{name or 'No name'} stands in {count} rows"
            click.echo(printable(f"{rows}: each is graded as a person of its own"), err=True)
    if as_json:
        to_json(grades_shape(made, graded))
        return
    for line in report(made, graded):
        click.echo(printable(line))
    for person in graded:
        for mark in person.marks:
            if mark.unclear:
                note = f"{person.name}, {mark.column}: {mark.typed!r} was not judged: {mark.message}"
                click.echo(printable(note), err=True)


def grades_shape(made: Quiz, graded: Sequence[Graded]) -> dict[str, Any]:
    """What everybody earned, with a verdict on each answer; how each question and each mistake fared."""
    from quizapp.quiz.grade import mistakes, shares

    people = [
        {
            "name": person.name,
            "version": person.version,
            "points": person.points,
            "total": person.total,
            "answers": [{**asdict(mark), "points": mark.points} for mark in person.marks],
        }
        for person in graded
    ]
    found = mistakes(made, graded).most_common()
    return {
        "people": people,
        "answers": [asdict(share) for share in shares(made, graded)],
        "mistakes": [{"column": column, "message": text, "count": count} for (column, text), count in found],
    }


def report(made: Quiz, graded: Sequence[Graded]) -> Iterator[str]:
    """A table of people, the share that each place earned, and the mistakes that were made."""
    from engine.show import table
    from quizapp.quiz.grade import mistakes, shares

    yield table(
        ["name", "version", "points", "of", "%"],
        [
            [one.name, one.version, f"{one.points:g}", str(one.total), f"{100 * one.points / one.total:.0f}"]
            for one in graded
        ],
    )
    yield ""
    mean = sum(one.points / one.total for one in graded) / len(graded)
    yield f"{len(graded)} people, {100 * mean:.0f} % on average"
    yield ""
    yield table(
        ["answer", "right", "left out", "question"],
        [
            [share.column, f"{100 * share.right:.0f} %", str(share.left_out), share.title]
            for share in shares(made, graded)
        ],
    )
    yield from _mistakes(mistakes(made, graded))


def _mistakes(found: Counter[tuple[str, str]]) -> Iterator[str]:
    if found:
        yield ""
        yield (
            "Mistakes:" if len(found) <= COMMONEST else f"The {COMMONEST} commonest of {len(found)} mistakes:"
        )
    for (column, message), count in found.most_common(COMMONEST):
        yield f"  {count} × {column}: {message}"
