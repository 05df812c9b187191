"""Commands about where cards come from: the sources that are followed, and cards that are the same fact."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from cards.markdown.text import counted
from engine.errors import UsageError

if TYPE_CHECKING:
    from quizapp.records import SourceCounts
    from quizapp.workspace import Workspace


@click.command()
@click.option("--rename", nargs=2, metavar="NUMBER NAME", help="Give a source a name of your own.")
@click.option("--remove", metavar="NUMBER", help="Follow a source no longer; its cards are retired.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_obj
def sources(obj: dict[str, Any], rename: tuple[str, str] | None, remove: str | None, as_json: bool) -> None:
    """List the files and folders that cards were read from; rename one, or follow it no longer."""
    from quizapp.workspace import Workspace, now_ms

    with Workspace.open(obj["store"]) as workspace:
        if rename:
            workspace.store.library.rename_source(_known(workspace, rename[0]).id, rename[1])
        if remove:
            workspace.store.library.remove_source(_known(workspace, remove).id, now_ms())
        found = workspace.store.library.sources()
    if as_json:
        click.echo(json.dumps([asdict(source) for source in found], ensure_ascii=False))
        return
    for source in found:
        held = f"{counted(source.files, 'file')}, {counted(source.cards, 'card')}" + (
            f", {source.retired} retired" * bool(source.retired)
        )
        click.echo(f"{source.id:4}  {source.name or source.location}: {held}")


def _known(workspace: Workspace, number: str) -> SourceCounts:
    found = workspace.store.library.sources()
    for source in found:
        if str(source.id) == number:
            return source
    numbers = ", ".join(str(source.id) for source in found)
    raise UsageError(f"there is no source {number!r}: choose one of {numbers}")


@click.command()
@click.argument("kept")
@click.argument("dropped")
@click.pass_obj
def join(obj: dict[str, Any], kept: str, dropped: str) -> None:
    """Let the card KEPT carry on the history of the card DROPPED, which is the same fact."""
    from quizapp.history import join as unite
    from quizapp.workspace import Workspace

    with Workspace.open(obj["store"]) as workspace:
        unite(workspace.store, workspace.scheduling, kept, dropped)
    click.echo(f"{kept} carries on the history of {dropped}.", err=True)
