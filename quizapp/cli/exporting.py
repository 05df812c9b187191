"""The command that writes decks for other programs."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cards.exports import FORMATS
from cards.markdown.text import counted
from engine.errors import UsageError
from quizapp.cli.delivery import listed, output_option
from quizapp.cli.naming import Words, decks_named
from quizapp.cli.progress import Line
from quizapp.cli.quizmaking import entries
from quizapp.counted import Counted
from quizapp.records import Selection
from quizapp.whole import writing

if TYPE_CHECKING:
    from cards.model import Deck


class Levels(click.ParamType[Any, Any]):
    """Levels separated by commas."""

    name = "levels"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        words = [word.strip() for word in str(value).split(",")]
        if not all(word in ("1", "2", "3") for word in words):
            self.fail("give levels from 1 to 3, such as 1,2", param, ctx)
        return tuple(sorted({int(word) for word in words}))


@click.command(epilog=f"\b\nFormats:\n{listed(FORMATS)}")
@click.option("--format", "name", type=click.Choice(list(FORMATS)), required=True, help="In which format.")
@output_option
@click.option("--topics", type=Words(), help="Only cards that call for exercises of these topics.")
@click.option(
    "--decks",
    "--deck",
    "decks",
    multiple=True,
    metavar="NAMES",
    help="Only these decks and those below them.",
)
@click.option(
    "--tags", "--tag", multiple=True, type=Words(complete=False), help="Only cards with one of these tags."
)
@click.option("--only-due", is_flag=True, help="Only cards that are due today.")
@click.option(
    "--exercises",
    "practice",
    is_flag=True,
    help="Also the exercises that these cards call for (apkg), with 30 checked questions each.",
)
@click.option(
    "--levels", type=Levels(), help="Of those exercises, such as 1,2,3. Default: 2, or the nearest one."
)
@click.option(
    "--with-history", is_flag=True, help="With every answer and schedule (apkg, json; mochi: answers)."
)
@click.pass_obj
def export(
    obj: dict[str, Any],
    name: str,
    output: Path | None,
    decks: tuple[str, ...],
    tags: tuple[tuple[str, ...], ...],
    topics: tuple[str, ...] | None,
    only_due: bool,
    practice: bool,
    levels: tuple[int, ...] | None,
    with_history: bool,
) -> None:
    """Write cards to a file that other programs read.

    Such as `quizapp export --topics optimizers --exercises --format apkg -o optimizers.apkg`. Importing that
    again updates the cards and keeps what was learnt.

    Pictures beside the notes go along in apkg, mochi, html and json; what stays out is said.
    """
    check_place(output, name, to_terminal=output is None and sys.stdout.isatty())
    check_contents(name, history=with_history, exercises=practice or levels is not None)
    from quizapp.decks.outgoing import Wanted, deck_of
    from quizapp.workspace import Workspace

    exercises = None if topics is None else frozenset(entry.id for entry in entries(topics))
    with (
        Workspace.open(obj["store"]) as workspace,
        Line("drawing") as drawing,
        Line("reading") as reading,
        Line("writing") as written,
    ):
        known = [deck.name for deck in workspace.store.decks.all(workspace.today)] if decks else []
        wanted = Wanted(
            Selection(decks=decks_named(decks, known), tags=tuple(chain.from_iterable(tags))),
            exercises,
            only_due,
            with_history,
            practice or levels is not None,
            levels or (),
            FORMATS[name].media,
        )
        found = deck_of(workspace, wanted, drawing, reading)
        drawing.end()
        reading.end()
        if not found.cards and not only_due:
            raise UsageError("no card is in this selection: leave some of --topics, --decks and --tags out")
        for remark in found.remarks:
            click.echo(remark, err=True)
        if output is None:
            FORMATS[name].load()(found, sys.stdout.buffer)
            return
        write_whole(output, name, replace(found, cards=Counted(found.cards, written, "cards")))
    click.echo(f"{_contents(found)} written to {output}.", err=True)


def _contents(deck: Deck) -> str:
    found = [counted(len(deck.cards), "card")]
    found += [counted(len(deck.exercises), "exercise")] if deck.exercises else []
    found += [counted(len(deck.media), "picture")] if deck.media else []
    return " and ".join(filter(None, (", ".join(found[:-1]), found[-1])))


def check_contents(name: str, *, history: bool, exercises: bool) -> None:
    """Refuse what a format cannot carry.

    Raises:
      UsageError: which formats can.
    """
    for wanted, what, option, able in (
        (history, "history", "--with-history", [other for other, form in FORMATS.items() if form.history]),
        (exercises, "exercises", "--exercises", [other for other, form in FORMATS.items() if form.exercises]),
    ):
        if wanted and name not in able:
            choices = " or ".join(filter(None, (", ".join(able[:-1]), able[-1])))
            choose = f"choose {choices}, or leave out {option}"
            raise UsageError(f"{name} carries no {what}: {choose}")


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
