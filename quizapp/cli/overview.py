"""Commands that look at what there is: due, decks, statistics."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from engine.errors import UsageError

if TYPE_CHECKING:
    from quizapp.workspace import Workspace


@click.command()
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_obj
def due(obj: dict[str, Any], as_json: bool) -> None:
    """Count what is due today; reads the store with the standard library alone."""
    from quizapp.store import open_store
    from quizapp.store.location import store_path
    from quizapp.store.peek import peek
    from quizapp.workspace import now_ms, settings

    chosen = settings(obj["store"])
    path, day = store_path(chosen.store or None), chosen.calendar().day(now_ms())
    seen = peek(path, day)
    if seen is None and path.is_file():
        open_store(str(path)).close()  # upgrades an older store, or says what is wrong with it
        seen = peek(path, day)
    if as_json:
        click.echo(json.dumps(asdict(seen) if seen else None))
    elif seen is None:
        click.echo("There is no store yet: `quizapp` makes one, with the shipped deck in it.")
    else:
        click.echo(f"{seen.due} due, {seen.steps} in learning steps, {seen.new} of {seen.cards} cards new.")
        click.echo(f"Today: {seen.answered} answered, {seen.introduced} of them new.")


@click.command()
@click.option(
    "--path", "paths", multiple=True, metavar="NAME", help="Begin a study path of the shipped deck."
)
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_obj
def decks(obj: dict[str, Any], paths: tuple[str, ...], as_json: bool) -> None:
    """List decks and the study paths of the shipped deck."""
    from quizapp.workspace import Workspace

    with Workspace.open(obj["store"]) as workspace:
        for name in paths:
            begin(workspace, name)
        found, ways = workspace.store.decks.all(workspace.today), workspace.store.decks.paths()
    if as_json:
        shape = {"decks": [asdict(deck) for deck in found], "paths": [asdict(way) for way in ways]}
        click.echo(json.dumps(shape, ensure_ascii=False))
        return
    names = [deck.name for deck in found] + [way.name for way in ways]
    width = max(map(len, names), default=0)
    click.echo(click.style("Study paths", bold=True))
    for way in ways:
        state = "studied" if way.enabled else "not begun"
        click.echo(f"  {way.name:<{width}}  {way.cards:5} cards, {way.started} started, {state}")
    click.echo(click.style("Decks", bold=True))
    for deck in found:
        counts = f"{deck.due} due, {deck.steps} in steps, {deck.new} new"
        click.echo(f"  {deck.name:<{width}}  {deck.cards:5} cards: {counts}")


def begin(workspace: Workspace, name: str) -> None:
    """Switch a study path on, however its name is capitalised.

    Raises:
      UsageError: there is none of that name.
    """
    known = {way.name.casefold(): way.name for way in workspace.store.decks.paths()}
    if name.casefold() not in known:
        raise UsageError(f"there is no study path {name!r}: choose one of {', '.join(known.values())}")
    workspace.store.decks.enable_path(known[name.casefold()])


@click.command()
@click.option("--days", type=click.IntRange(1), default=30, show_default=True, help="How far to look back.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_obj
def stats(obj: dict[str, Any], days: int, as_json: bool) -> None:
    """Show reviews, retention, and the mistakes made most often."""
    from quizapp.workspace import Workspace

    with Workspace.open(obj["store"]) as workspace:
        shape = _stats(workspace, days)
    if as_json:
        click.echo(json.dumps(shape, ensure_ascii=False))
        return
    retained = shape["retention"]["share"]
    click.echo(f"{shape['answered']} answered in {days} days, {shape['new']} of them new.")
    share = "–" if retained is None else f"{retained:.0%}"
    click.echo(f"Streak: {shape['streak']} days. Retention: {share}.")
    for row in shape["mistakes"][:10]:
        click.echo(f"  {row['exercise']} {row['mistake']}: {row['times']} of {row['tries']}")


def _stats(workspace: Workspace, days: int) -> dict[str, Any]:
    from quizapp import stats as counting

    since = workspace.today - days + 1
    counts = workspace.store.log.days(since)
    retained = counting.retention(counts)
    accuracy = workspace.store.figures.accuracy(since)
    mistakes = workspace.store.figures.mistakes(accuracy, since)
    return {
        "days": [asdict(day) for day in counts],
        "answered": sum(day.reviews for day in counts),
        "new": sum(day.new for day in counts),
        "streak": counting.streak(workspace.store.log.study_days(), workspace.today),
        "retention": {"recalled": retained.part, "due": retained.whole, "share": retained.share},
        "accuracy": [asdict(row) for row in accuracy],
        "mistakes": [asdict(row) for row in mistakes],
    }
