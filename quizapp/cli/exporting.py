"""The command that writes decks for other programs."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cards.exports import FORMATS
from engine.errors import UsageError
from quizapp.records import Selection, StudyCard
from quizapp.whole import writing

if TYPE_CHECKING:
    from cards.model import Card


@click.command()
@click.option("--format", "name", type=click.Choice(list(FORMATS)), required=True, help="In which format.")
@click.option("-o", "--output", metavar="FILE", type=click.Path(path_type=Path), help="Default: stdout.")
@click.option("--deck", "decks", multiple=True, help="Only this deck and those below it.")
@click.option("--tag", "tags", multiple=True, help="Only cards with this tag.")
@click.option("--only-due", is_flag=True, help="Only cards that are due today.")
@click.pass_obj
def export(
    obj: dict[str, Any],
    name: str,
    output: Path | None,
    decks: tuple[str, ...],
    tags: tuple[str, ...],
    only_due: bool,
) -> None:
    """Write cards to a file that other programs read."""
    check_place(output, name, to_terminal=output is None and sys.stdout.isatty())
    from quizapp.workspace import Workspace

    with Workspace.open(obj["store"]) as workspace:
        day = workspace.today if only_due else None
        found = [
            card_of(card) for card in workspace.store.shelf.cards(Selection(decks=decks, tags=tags), day)
        ]
    if output is None:
        FORMATS[name].load()(found, sys.stdout.buffer)
        return
    write_whole(output, name, found)
    click.echo(f"{len(found)} cards written to {output}.", err=True)


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


def card_of(card: StudyCard) -> Card:
    """A card of the store as the formats take it."""
    from cards.model import Card, Source

    return Card(
        front=card.front,
        back=card.back,
        source=card.source or Source("", 0, 0),
        kind=card.kind,
        id=card.id,
        deck=card.deck,
        tags=card.tags,
        exercises=card.exercises,
        passage=card.passage,
        difficulty=card.difficulty,
        reading=card.reading,
        changed_ms=card.changed_ms,
    )


def write_whole(output: Path, name: str, cards: Sequence[Card]) -> None:
    """Write a file that is whole or absent, whatever happens on the way.

    Raises:
      InputError: the file cannot be written there.
    """
    with writing(output, "give another place with -o") as target:
        FORMATS[name].load()(cards, target)
