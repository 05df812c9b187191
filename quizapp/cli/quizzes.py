"""Commands about quizzes: write one with its key, take one in the terminal, grade a class."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from cards.markdown.text import counted
from engine.errors import UsageError
from quizapp.cli.delivery import deliver, listed, output_option
from quizapp.cli.naming import Words
from quizapp.cli.quizgrading import answers, grade
from quizapp.cli.quizmaking import OWN, made_quiz
from quizapp.cli.quiztaking import take
from quizapp.sheets import FORMATS
from quizapp.whole import refuse

MOST_QUESTIONS = 1000


@click.group(
    invoke_without_command=True,
    subcommand_metavar="[take [FILE] | answers FILE | grade FILE ANSWERS]",
    epilog=f"\b\nFormats:\n{listed(FORMATS)}",
)
@click.option("--topics", "wanted", type=Words(), help="Topics or exercises, with commas. Default: all.")
@click.option("--decks", multiple=True, metavar="NAMES", help="Cards of these decks and those below them.")
@click.option("--tags", type=Words(complete=False), help="Cards with one of these tags.")
@click.option(
    "--count",
    type=click.IntRange(1, MOST_QUESTIONS),
    default=10,
    show_default=True,
    help="So many questions in each version.",
)
@click.option(
    "--level",
    type=click.Choice(("1", "2", "3", OWN)),
    default="2",
    show_default=True,
    help=f"Of the exercises; with `take` also {OWN}: each at your own.",
)
@click.option("--seed", type=int, help="The same number makes the same quiz; default: a new one.")
@click.option(
    "--versions", type=Words(complete=False), default="A", show_default=True, help="Such as A,B,C,D."
)
@click.option(
    "--kinds",
    type=Words(complete=False),
    default="numeric,choice,short,matching",
    show_default=True,
    help="Taken in turn; the first two ask exercises, the others cards.",
)
@click.option("--title", default="Quiz", show_default=True, help="Stands above each version.")
@click.option(
    "--format",
    "name",
    type=click.Choice(list(FORMATS)),
    default="md",
    show_default=True,
    help="In which format.",
)
@output_option
@click.option(
    "--key",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="The key in a file of its own, where the format has one.",
)
@click.pass_context
def quiz(context: click.Context, /, **options: Any) -> None:
    """Write a quiz: the same questions in each version, with other numbers or in another order, and a key.

    Such as `quizapp quiz --topics optimizers --versions A,B,C,D --format html -o quiz.html --key key.html`.

    Exercises come from --topics, cards from --decks and --tags; where only one side is given, the other
    follows by the exercises that cards call for. Without a store of yours the shipped deck serves.

    The key has the worked solutions and the mistake behind each wrong option. `quiz take` asks a quiz in the
    terminal, one of these options or a JSON quiz, `quiz answers FILE` writes an empty CSV for the answers to
    a JSON quiz, and `quiz grade FILE ANSWERS` grades a filled one.
    """
    if context.invoked_subcommand is None:
        write_quiz(context.obj["store"], **options)


def write_quiz(store: str | None, name: str, output: Path | None, key: Path | None, **options: Any) -> None:
    """Make a quiz and write it in a format."""
    if key is not None and not FORMATS[name].parted:
        raise UsageError(f"a quiz in {name} always holds its key: leave --key out")
    if key is not None and key == output:
        raise UsageError("the quiz and its key cannot be the same file: give --key another name")
    if key is not None:
        refuse(key, "give another place with --key")
    if options["level"] == OWN:
        raise UsageError(f"a sheet has one level for all: --level {OWN} goes with `take`")
    made = made_quiz(store, **options)
    write = FORMATS[name].load()
    deliver(output, write(made, "all" if key is None else "sheets"))
    if key is not None:
        deliver(key, write(made, "key"))
    asked, versions = counted(options["count"], "question"), counted(len(made.sheets), "version")
    click.echo(f"{asked} in {versions}, seed {made.seed}.", err=True)


for command in (take, answers, grade):
    quiz.add_command(command)
