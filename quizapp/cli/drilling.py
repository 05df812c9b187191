"""Drills on the command line."""

from __future__ import annotations

import sys
from contextlib import suppress

import engine
from quizapp.lines.console import Ended, Lines
from quizapp.lines.study import drill
from quizapp.workspace import Workspace, now_ms


def drill_in_lines(
    store: str | None, names: list[str], level: int | None, count: int | None, seed: int | None
) -> None:
    """Ask exercises in turn, each at the learner's level unless one is chosen, until the learner leaves."""
    lines = Lines(sys.stdin, sys.stdout)
    ids = [engine.resolve(name).id for name in names]
    with Workspace.open(store) as workspace, suppress(Ended):
        drill(lines, workspace, ids, clock=now_ms, level=level, count=count, seed=seed)
