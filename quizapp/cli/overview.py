"""Commands that look at what there is: due, decks, statistics."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

import click


@click.command()
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_obj
def due(obj: dict[str, Any], as_json: bool) -> None:
    """Count what is due today; reads the store with the standard library alone."""
    from quizapp.store.location import store_path
    from quizapp.store.peek import peek
    from quizapp.workspace import now_ms, settings

    chosen = settings(obj["store"])
    seen = peek(store_path(chosen.store or None), chosen.calendar().day(now_ms()))
    if as_json:
        click.echo(json.dumps(asdict(seen) if seen else None))
    elif seen is None:
        click.echo("There is no store yet: `quizapp` makes one, with the shipped deck in it.")
    else:
        click.echo(f"{seen.due} due, {seen.steps} in learning steps, {seen.new} of {seen.cards} cards new.")
        click.echo(f"Today: {seen.answered} answered, {seen.introduced} of them new.")


@click.command()
@click.option("--path", "paths", multiple=True, metavar="NAME", help="Begin a study path of the shipped deck.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_obj
def decks(obj: dict[str, Any], paths: tuple[str, ...], as_json: bool) -> None:
    """List decks and the study paths of the shipped deck."""
    from quizapp.workspace import Workspace

    with Workspace.open(obj["store"]) as workspace:
        for name in paths:
            workspace.store.decks.enable_path(name)
        found, ways = workspace.store.decks.all(workspace.today), workspace.store.decks.paths()
    if as_json:
        shape = {"decks": [asdict(deck) for deck in found], "paths": [asdict(way) for way in ways]}
        click.echo(json.dumps(shape, ensure_ascii=False))
        return
    width = max([len(one.name) for one in (*found, *ways)], default=0)
    click.echo(click.style("Study paths", bold=True))
    for way in ways:
        state = "studied" if way.enabled else "not begun"
        click.echo(f"  {way.name:<{width}}  {way.cards:5} cards, {way.started} started, {state}")
    click.echo(click.style("Decks", bold=True))
    for deck in found:
        counts = f"{deck.due} due, {deck.steps} in steps, {deck.new} new"
        click.echo(f"  {deck.name:<{width}}  {deck.cards:5} cards: {counts}")
