"""Commands about notes: read them into cards."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cards.imports import FORMATS
from cards.markdown.text import counted
from quizapp.cli.progress import Line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cards.model import Skipped, Source
    from quizapp.notes.report import ImportReport


def _listed() -> str:
    """What comes along with each format of decks."""
    return "\n\n".join(f"  {form.brings}." for form in FORMATS.values())


@click.command(name="import", epilog=f"Decks come in too:\n\n{_listed()}")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Show what would be read, and write nothing.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_obj
def import_notes(obj: dict[str, Any], paths: tuple[Path, ...], dry_run: bool, as_json: bool) -> None:
    """Read notes (files, or folders of files) into cards; importing again keeps what was learnt.

    Such as `quizapp import --dry-run notes` to see the cards first, or `quizapp import deck.apkg`. All of it,
    or nothing: Ctrl+C leaves no trace.
    """
    report = _read(obj["store"], paths, dry_run, listing=as_json)
    if as_json:
        click.echo(json.dumps(report.as_json(), ensure_ascii=False))
    elif dry_run:
        show(report)
    else:
        narrate(report)


def _read(store: str | None, paths: tuple[Path, ...], dry_run: bool, *, listing: bool) -> ImportReport:
    from quizapp.workspace import Workspace, preview, settings

    if dry_run and not _exists(settings(store).store):
        return preview(settings(store), paths)
    with Workspace.open(store) as workspace, Line("reading") as line:
        return workspace.import_notes(paths, dry_run=dry_run, listing=listing, progress=line)


def _exists(store: str) -> bool:
    """Whether there is a store that a dry run can compare with; it must not make one."""
    from quizapp.paths import default_store
    from quizapp.store.location import store_path

    return (store_path(store) if store else default_store()).is_file()


def place(source: Source) -> str:
    """`file:start-end`."""
    unit = "cell " if source.unit == "cell" else ""
    return f"{source.file}:{unit}{source.start}-{source.end}"


def show(report: ImportReport) -> None:
    """The cards as a table, then the passages that gave none with their reasons, on stdout."""
    from cards.terminal import line

    for one in report.cards:
        fields = (place(one.card.source), one.state, one.card.kind)
        click.echo("  ".join(fields) + f"\n    {line(one.card.front)}")
        back = line(one.card.back)
        click.echo(f"    → {back[:150]}{'…' if len(back) > 150 else ''}")
        if one.exercises:
            click.echo(f"    exercises: {', '.join(one.exercises)}")
    if report.skipped:
        click.echo(f"\nNo card from {counted(len(report.skipped), 'passage')}:")
    for why, found in _reasons(report):
        click.echo(f"  {why}: {len(found):,}")
        for passage in found:
            click.echo(f"    {place(passage.source)}  {line(passage.text)[:60]}")
    narrate(report, listed=True)


def _reasons(report: ImportReport) -> Iterator[tuple[str, list[Skipped]]]:
    """The reasons for which passages gave no card, first those to mend, each with its passages."""
    from quizapp.notes.report import WHY

    for reason, why in WHY.items():
        if found := [passage for passage in report.skipped if passage.reason == reason]:
            yield why, found


def narrate(report: ImportReport, *, listed: bool = False) -> None:
    """What an import did, in a few lines on stderr; without the reasons where passages are listed."""
    counts = report.summary
    parts = [f"{counts[state]} {state}" for state in ("new", "edited", "moved", "retired") if counts[state]]
    changes = ", ".join(parts) or "nothing changed"
    read = f"{counted(counts['files'], 'file')}, {counted(counts['cards'], 'card')}"
    click.echo(f"{read}: {changes}.", err=True)
    if report.skipped and not listed:
        count = counted(len(report.skipped), "passage")
        click.echo(f"No card from {count}; `quizapp import --dry-run` shows where:", err=True)
        for why, found in _reasons(report):
            click.echo(f"  {len(found):>5,}  {why}", err=True)
    for doubt in report.doubtful:
        click.echo(f"Card {doubt.new} is perhaps the same as {doubt.perhaps}.", err=True)
    for conflict in report.conflicts:
        click.echo(
            f"Card {conflict.card}: your own {conflict.field} stays, although the note has changed.", err=True
        )
    for remark in report.remarks:
        click.echo(remark, err=True)
    for file in report.unreadable:
        click.echo(f"Not read: {file.sentence}", err=True)
