"""Commands that study: the program on the screen, and the same in lines."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from engine.errors import UsageError
from quizapp.records import Selection

if TYPE_CHECKING:
    from quizapp.workspace import Workspace


@click.command()
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path))
@click.option("--plain", is_flag=True, help="In lines, for pipes and screen readers; ? lists the commands.")
@click.option("--deck", "decks", multiple=True, metavar="NAME", help="This deck and those below it alone.")
@click.option("--tag", "tags", multiple=True, metavar="TAG", help="Cards with this tag alone.")
@click.option("--new", "new_per_day", type=int, metavar="N", help="New items today.")
@click.option("--reviews", "reviews_per_day", type=int, metavar="N", help="Due reviews today at most.")
@click.option("--order", metavar="ORDER", help="Due reviews by due, random or topic.")
@click.option("--new-items", metavar="WHEN", help="New items after, mixed or before.")
@click.option(
    "--cram",
    metavar="SEARCH",
    help='In lines, go through what a search finds, such as "is:leech", and leave the schedule alone.',
)
@click.option("--seed", type=int, help="The same number draws the same questions.")
@click.pass_obj
def study(
    obj: dict[str, Any],
    /,
    paths: tuple[Path, ...],
    plain: bool,
    decks: tuple[str, ...],
    tags: tuple[str, ...],
    cram: str | None,
    seed: int | None,
    **given: Any,
) -> None:
    """Study what is due. PATHs (notes, or folders of notes) are imported first, and studied alone.

    What is said here about the queue counts for this session; `quizapp config` sets it for good.
    """
    from quizapp.workspace import Workspace, settings

    chosen = settings(obj["store"])
    wanted = _wanted(given)
    selection = Selection(decks=decks, tags=tags)
    if paths or decks:
        with Workspace.open(obj["store"]) as workspace:
            files = _imported(workspace, paths) if paths else ()
            _known(workspace, decks)
        selection = replace(selection, files=files)
    if cram is None and not plain and not chosen.plain:
        from quizapp.tui.program import open_program

        open_program(obj["store"], None if selection == Selection() else selection, wanted)
        return
    with Workspace.open(obj["store"]) as workspace:
        under = workspace.under(replace(workspace.settings, **wanted))
        if cram is None:
            _in_lines(under, selection, seed)
        else:
            _cram_in_lines(under, cram, seed)


def _wanted(given: Mapping[str, Any]) -> dict[str, Any]:
    """The settings that were given as options.

    Raises:
      UsageError: one has a wrong value.
    """
    from quizapp.config import read

    return {name: read(name, value) for name, value in given.items() if value is not None}


def _known(workspace: Workspace, decks: tuple[str, ...]) -> None:
    """Refuse a deck that there is not, with the nearest ones."""
    from difflib import get_close_matches

    names = [deck.name for deck in workspace.store.decks.all(workspace.today)]
    for wanted in decks:
        if not any(name == wanted or name.startswith(f"{wanted}::") for name in names):
            near = get_close_matches(wanted, names, n=3, cutoff=0.4)
            hint = f"did you mean {', '.join(near)}?" if near else "`quizapp decks` lists them."
            raise UsageError(f"there is no deck {wanted!r}: {hint}")


def _imported(workspace: Workspace, paths: tuple[Path, ...]) -> tuple[str, ...]:
    from quizapp.cli.notes import narrate

    narrate(workspace.import_notes(paths, listing=False))
    return tuple(str(path.absolute().resolve()) for path in paths)


def _in_lines(workspace: Workspace, selection: Selection, seed: int | None) -> None:
    from quizapp.lines.console import Lines
    from quizapp.lines.study import review
    from quizapp.sitting import Sitting
    from quizapp.workspace import now_ms

    sitting = Sitting(workspace.session(selection, seed), now_ms, facts=workspace.store.facts)
    review(Lines(sys.stdin, sys.stdout), workspace, sitting)


def _cram_in_lines(workspace: Workspace, typed: str, seed: int | None) -> None:
    from quizapp.finding import find
    from quizapp.lines.console import Lines
    from quizapp.lines.study import cram
    from quizapp.search import misread
    from quizapp.workspace import now_ms

    found = find(workspace, typed, workspace.today)
    if not found:
        hint = " ".join(misread(typed)) or "words, tag:, deck:, is:due, is:leech, flag: find"
        raise UsageError(f"nothing is found by {typed!r}: {hint[0].lower()}{hint[1:]}")
    cram(Lines(sys.stdin, sys.stdout), workspace, [one.item for one in found], clock=now_ms, seed=seed)
