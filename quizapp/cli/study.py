"""Commands that study: the program on the screen, and the same in lines."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from engine.errors import UsageError
from quizapp.records import Selection

if TYPE_CHECKING:
    from quizapp.workspace import Workspace


def open_program(store: str | None, selection: Selection | None = None) -> None:
    """Open the screens; without a terminal, say how to study in lines."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("this is no terminal: `quizapp study --plain` studies in lines.")
    from quizapp.tui.app import QuizApp

    QuizApp(store, selection=selection).run()


@click.command()
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path))
@click.option("--plain", is_flag=True, help="In lines, for pipes and screen readers.")
@click.option("--seed", type=int, help="The same number draws the same questions.")
@click.pass_obj
def study(obj: dict[str, Any], paths: tuple[Path, ...], plain: bool, seed: int | None) -> None:
    """Study what is due. PATHs (notes, or folders of notes) are imported first, and studied alone."""
    from quizapp.workspace import Workspace, settings

    selection = None
    if paths:
        with Workspace.open(obj["store"]) as workspace:
            selection = _imported(workspace, paths)
    if plain or settings(obj["store"]).plain:
        with Workspace.open(obj["store"]) as workspace:
            _in_lines(workspace, selection, seed)
    else:
        open_program(obj["store"], selection)


def _imported(workspace: Workspace, paths: tuple[Path, ...]) -> Selection:
    from quizapp.cli.notes import narrate

    narrate(workspace.import_notes(paths, listing=False))
    return Selection(files=tuple(str(path.absolute().resolve()) for path in paths))


def _in_lines(workspace: Workspace, selection: Selection | None, seed: int | None) -> None:
    from quizapp.plain import Lines, study
    from quizapp.workspace import now_ms

    study(Lines(sys.stdin, sys.stdout), workspace.session(selection, seed), now_ms)
