"""The command that writes decks for other programs."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cards.exports import FORMATS
from engine.errors import UsageError
from quizapp.cli.quizzes import Words, entries
from quizapp.records import Selection
from quizapp.whole import writing

if TYPE_CHECKING:
    from cards.model import Deck


@click.command()
@click.option("--format", "name", type=click.Choice(list(FORMATS)), required=True, help="In which format.")
@click.option("-o", "--output", metavar="FILE", type=click.Path(path_type=Path), help="Default: stdout.")
@click.option("--deck", "decks", multiple=True, help="Only this deck and those below it.")
@click.option("--tag", "tags", multiple=True, help="Only cards with this tag.")
@click.option("--topics", type=Words(), help="Only cards that call for exercises of these topics.")
@click.option("--only-due", is_flag=True, help="Only cards that are due today.")
@click.option("--with-history", is_flag=True, help="With every answer and schedule (apkg, json).")
@click.pass_obj
def export(
    obj: dict[str, Any],
    name: str,
    output: Path | None,
    decks: tuple[str, ...],
    tags: tuple[str, ...],
    topics: tuple[str, ...] | None,
    only_due: bool,
    with_history: bool,
) -> None:
    """Write cards to a file that other programs read."""
    check_place(output, name, to_terminal=output is None and sys.stdout.isatty())
    if with_history and not FORMATS[name].history:
        able = ", ".join(other for other, form in FORMATS.items() if form.history)
        raise UsageError(f"{name} carries no history: choose one of {able}, or leave out --with-history")
    from quizapp.outgoing import Wanted, deck_of
    from quizapp.workspace import Workspace

    exercises = None if topics is None else frozenset(entry.id for entry in entries(topics))
    wanted = Wanted(Selection(decks=decks, tags=tags), exercises, only_due, with_history)
    with Workspace.open(obj["store"]) as workspace:
        found = deck_of(workspace, wanted)
    if output is None:
        FORMATS[name].load()(found, sys.stdout.buffer)
        return
    write_whole(output, name, found)
    click.echo(f"{len(found.cards)} cards written to {output}.", err=True)


def check_place(output: Path | None, name: str, *, to_terminal: bool) -> None:
    """Refuse a place where the file would do harm.

    Raises:
      UsageError: bytes would go to a terminal, or the program that reads the file would take it for
        something else by its name.
    """
    chosen = FORMATS[name]
    if to_terminal and chosen.binary:
        raise UsageError(f"{name} is not text for a terminal; name a file with -o FILE")
    if output and chosen.misnomer and re.fullmatch(chosen.misnomer, output.name, re.IGNORECASE):
        raise UsageError(
            f"a file named {output.name} would replace everything in the program that reads it; "
            "choose another name with -o"
        )


def write_whole(output: Path, name: str, deck: Deck) -> None:
    """Write a file that is whole or absent, whatever happens on the way.

    Raises:
      InputError: the file cannot be written there.
    """
    with writing(output, "give another place with -o") as target:
        FORMATS[name].load()(deck, target)
