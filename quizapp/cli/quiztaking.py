"""The command that asks a quiz in the terminal; answers are logged where the learner has a store."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.errors import UsageError
from quizapp.cli.quizmaking import made_quiz

if TYPE_CHECKING:
    from quizapp.quiz.model import Quiz
    from quizapp.workspace import Workspace


@click.command(short_help="Ask a quiz in the terminal.")
@click.argument("file", metavar="[FILE]", required=False, type=click.Path(path_type=Path))
@click.option("--version", "version", help="Which version; default: the first.")
@click.option(
    "--minutes", type=click.IntRange(0, 600), default=0, help="How long it may take; 0 for no limit."
)
@click.pass_context
def take(context: click.Context, file: Path | None, version: str | None, minutes: int) -> int:
    """Ask a quiz in the terminal: a JSON quiz, or without FILE one of the options before `take`.

    Such as `quizapp quiz --topics optimizers --count 5 --level own take`. Verdicts come at the end. Each
    answer is kept in the store, if there is one, as practice that moves no schedule; a quiz that was cut off
    can be gone on with.
    """
    from quizapp.lines.console import Lines
    from quizapp.lines.quiz import begun, left
    from quizapp.lines.quiz import take as ask
    from quizapp.sheets.lossless import read
    from quizapp.sheets.text import effort_of
    from quizapp.workspace import now_ms

    if file is not None:
        _refuse_options(context)
    made = _made(context) if file is None else read(file)
    sheet = made.sheet(version) if version else made.sheets[0]
    _refuse_early(made)
    lines = Lines(sys.stdin, sys.stdout)
    with _learner(context.obj["store"]) as workspace:
        run = left(lines, workspace, now_ms())
        if run is None:
            lines.say(f"{made.title}, version {sheet.version}: {effort_of(sheet)}")
            run = begun(sheet, workspace, now_ms, minutes)
        return 0 if ask(lines, run, now_ms) else 1


MADE_OF = ("wanted", "decks", "tags", "count", "level", "seed", "versions", "kinds", "title")
"""The options that describe a quiz."""


def _made(context: click.Context) -> Quiz:
    """The quiz that the options before `take` describe."""
    assert context.parent is not None
    return made_quiz(context.obj["store"], **{name: context.parent.params[name] for name in MADE_OF})


def _refuse_options(context: click.Context) -> None:
    """A file is a quiz already: what is said of another one would be passed over."""
    assert context.parent is not None
    given = context.parent.get_parameter_source
    if any(given(name) is click.core.ParameterSource.COMMANDLINE for name in MADE_OF):
        raise UsageError("FILE is a quiz already: leave the options before `take` out, or leave out FILE")


def _refuse_early(made: Quiz) -> None:
    """What cannot be graded is refused before the first question is asked."""
    from quizapp.quiz.grade import drawn_again

    for question in made.sheets[0].questions:
        if question.kind == "numeric":
            drawn_again(question)


@contextmanager
def _learner(store: str | None) -> Iterator[Workspace | None]:
    """The learner's workspace; None where there is no store yet."""
    from quizapp.quiz.stock import has_store
    from quizapp.workspace import Workspace

    if not has_store(store):
        yield None
        return
    with Workspace.open(store) as workspace:
        yield workspace
