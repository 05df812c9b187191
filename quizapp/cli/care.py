"""Commands that take care of the store and the settings."""

from __future__ import annotations

import os
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
    return 1 if found else 0


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
