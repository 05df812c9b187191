"""Commands about quizzes: write one with its key, take one in the terminal, grade a class."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import engine
from cards.text import counted
from engine.errors import UsageError
from quizapp.cli.delivery import deliver, listed, output_option, printable
from quizapp.cli.exercises import of_topic, topics
from quizapp.cli.naming import Words, decks_named
from quizapp.records import Selection
from quizapp.sheets import FORMATS
from quizapp.whole import refuse

if TYPE_CHECKING:
    from quizapp.quiz import Kind, Quiz
    from quizapp.quizcards import Askable

MOST_QUESTIONS = 1000
MOST_VERSIONS = 52

OWN = "own"
"""Stands for the learner's own level of each exercise."""


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


def made_quiz(
    store: str | None,
    *,
    wanted: Sequence[str] | None,
    decks: Sequence[str],
    tags: Sequence[str] | None,
    count: int,
    level: str,
    seed: int | None,
    versions: Sequence[str],
    kinds: Sequence[str],
    title: str,
) -> Quiz:
    """The quiz that the options describe."""
    from quizapp.quizmake import Order, make

    if seed is None:
        import secrets

        seed = secrets.randbelow(10**6)
    asked = known_kinds(kinds)
    given, cards = material(store, asked, wanted, Selection(decks=tuple(decks), tags=tuple(tags or ())))
    levels = stored_levels(store) if level == OWN else {}
    base = 2 if level == OWN else int(level)
    return make(Order(given, count, base, seed, distinct(versions), asked, printable(title), cards, levels))


def stored_levels(store: str | None) -> dict[str, int]:
    """The learner's level of each exercise; none without a store."""
    from quizapp.quizstock import has_store, own_levels
    from quizapp.workspace import Workspace

    if not has_store(store):
        return {}
    with Workspace.open(store) as workspace:
        return own_levels(workspace)


def material(
    store: str | None, kinds: Sequence[Kind], wanted: Sequence[str] | None, selection: Selection
) -> tuple[list[engine.Entry], list[Askable]]:
    """The exercises and cards to choose from; where one side is named, the other follows by links.

    Args:
      selection: tags, and decks as they were typed.
    """
    from quizapp.quiz import OF_EXERCISES
    from quizapp.quizstock import chosen, following, stock

    given = entries(wanted)
    named = selection != Selection()
    if set(kinds) <= set(OF_EXERCISES) and not named:
        return given, []
    every = stock(store, Selection())
    decks = decks_named(selection.decks, {card.deck for card in every})
    cards = chosen(every, replace(selection, decks=decks))
    if named and not cards:
        raise UsageError("no card of these decks has one of these tags: choose others")
    return following(given, cards, topics=wanted is not None, selected=named)


def entries(wanted: Sequence[str] | None) -> list[engine.Entry]:
    """The exercises of topics, and those named one by one; all without any name."""
    if wanted is None:
        return list(engine.catalogue())
    found: dict[str, engine.Entry] = {}
    for name in wanted:
        try:
            found |= {entry.id: entry for entry in of_topic(name) or [engine.entry(name)]}
        except UsageError as error:
            raise UsageError(
                f"there is no topic {name!r}, and {error} The topics are {', '.join(topics())}"
            ) from None
    return list(found.values())


def distinct(versions: Sequence[str]) -> tuple[str, ...]:
    """The names of versions, if they can be told apart and printed."""
    if any(not re.fullmatch(r"[\w-]{1,20}", version) for version in versions):
        raise UsageError("versions are named by up to 20 letters and digits each, such as A,B,C,D")
    if len({version.casefold() for version in versions}) < len(versions):
        raise UsageError("two versions have the same name: give each its own, such as A,B,C,D")
    if len(versions) > MOST_VERSIONS:
        raise UsageError(f"a quiz has at most {MOST_VERSIONS} versions")
    return tuple(versions)


def known_kinds(kinds: Sequence[str]) -> tuple[Kind, ...]:
    """The kinds of questions by their names."""
    from quizapp.quiz import KINDS

    unknown = [kind for kind in kinds if kind not in KINDS]
    if unknown:
        raise UsageError(f"there is no kind of question {unknown[0]!r}: choose from {', '.join(KINDS)}")
    return tuple(kind for name in kinds for kind in KINDS if kind == name)


def add_commands() -> None:
    """The commands below `quiz`."""
    from quizapp.cli import quizgrading, quiztaking

    for command in (quiztaking.take, quizgrading.answers, quizgrading.grade):
        quiz.add_command(command)


add_commands()
