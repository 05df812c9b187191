"""Commands that take care of the store and the settings."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import click

from quizapp import paths
from quizapp.workspace import Workspace, now_ms, settings


@click.command()
@click.argument("target", metavar="[FILE]", required=False, type=click.Path(path_type=Path))
@click.pass_obj
def backup(obj: dict[str, Any], target: Path | None) -> None:
    """Copy the store to FILE, or beside it under the date."""
    from quizapp.store.care import backup as copy

    click.echo(copy(settings(obj["store"]).store or None, target, now_ms()))


@click.command()
@click.argument("source", metavar="FILE", type=click.Path(path_type=Path))
@click.pass_obj
def restore(obj: dict[str, Any], source: Path) -> None:
    """Replace the store by a backup; what it held is kept beside it."""
    from quizapp.store.care import restore as replace

    kept = replace(settings(obj["store"]).store or None, source, now_ms())
    click.echo(f"Restored. What was there is kept as {kept}." if kept else "Restored.", err=True)


@click.command()
@click.pass_obj
def doctor(obj: dict[str, Any]) -> int:
    """Check the store, and compute memory states anew where they differ from the log."""
    from quizapp.history import prove
    from quizapp.store.sqlite import faults

    with Workspace.open(obj["store"]) as workspace:
        found = faults(workspace.store.path)
        proof = prove(workspace.store.caches, workspace.scheduling, repair=True)
        click.echo(f"store: {workspace.store.path}")
        click.echo(f"database: {'sound' if not found else '; '.join(found)}")
        click.echo(
            f"memory: {proof.answers} answers to {proof.items} items, {len(proof.wrong)} states mended"
        )
        for key in proof.wrong:
            click.echo(f"  {key}")
        named, lost = _pictures(workspace)
        click.echo(f"pictures: {named} came with decks, {len(lost)} of them are missing")
        for card, name in lost:
            click.echo(
                f"  {name} of card {card}: import its deck again, or restore a backup with its pictures"
            )
    return 1 if found else 0


def _pictures(workspace: Workspace) -> tuple[int, list[tuple[str, str]]]:
    """How many pictures cards have that came with decks, and the cards and names of those that are gone."""
    from cards.pictures.masked import beneath
    from cards.pictures.media import names_in

    cards = (one.card for one in workspace.store.library.cards())
    named = {name: card.id for card in cards for side in (card.front, card.back) for name in names_in(side)}
    folder = workspace.store.pictures
    for name in [name for name in named if name.endswith(".svg") and (folder / name).is_file()]:
        if below := beneath((folder / name).read_bytes()):
            named.setdefault(below, named[name])
    return len(named), [(card, name) for name, card in named.items() if not (folder / name).is_file()]


@click.command()
@click.option("--apply", is_flag=True, help="Use the fitted parameters from now on.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_obj
def fit(obj: dict[str, Any], apply: bool, as_json: bool) -> int:
    """Fit the memory model to your own answers, and say whether that predicts the newest ones better.

    Ends with 1 when it does not.
    """
    from quizapp.fitting import fit as fitted
    from quizapp.fitting import history_of

    with Workspace.open(obj["store"]) as workspace:
        histories = [history_of(rows) for _, rows in workspace.store.caches.histories()]
        found = fitted(histories, workspace.scheduling.model.parameters)
        if apply and found.better:
            _use(workspace, found.parameters)
    if as_json:
        click.echo(json.dumps({**asdict(found), "better": found.better, "applied": apply and found.better}))
    else:
        losses = f"{found.before:.4f} now, {found.after:.4f} fitted"
        click.echo(f"{found.answers:,} answers; log loss on the newest: {losses}.")
        click.echo(_advice(apply, found.better))
    return 0 if found.better else 1


def _advice(apply: bool, better: bool) -> str:
    if not better:
        return "The parameters in force predict as well: nothing is changed."
    return "The fitted parameters are in force." if apply else "`quizapp fit --apply` puts them in force."


def _use(workspace: Workspace, parameters: Sequence[float]) -> None:
    """Compute every memory state anew with the parameters, and set them: both, or neither."""
    from quizapp import config as settings_file
    from quizapp.history import prove
    from quizapp.memory import model

    scheduling = replace(workspace.scheduling, model=model(parameters))
    with workspace.store.transaction():
        prove(workspace.store.caches, scheduling, repair=True)
        settings_file.write(paths.config_file(), "fsrs_parameters", " ".join(map(str, parameters)))


@click.command()
@click.argument("name", required=False)
@click.argument("value", required=False)
@click.pass_obj
def config(obj: dict[str, Any], name: str | None, value: str | None) -> None:
    """Show all settings as a commented file, one by its NAME, or set it to VALUE."""
    from quizapp import config as settings_file

    file = paths.config_file()
    if name and value is not None:
        settings_file.write(file, name, value)
        click.echo(f"{name} is set in {file}.", err=True)
        return
    loaded = settings_file.load(file, os.environ, {"store": obj["store"]})
    if not name:
        click.echo(f"# {file}\n" + settings_file.as_toml(loaded), nl=False)
        return
    settings_file.check_name(name)
    sentence = settings_file.sentence(name)
    click.echo(f"{getattr(loaded.settings, name)}  ({loaded.origins[name]}: {sentence})")
