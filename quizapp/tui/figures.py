"""The figures of the statistics screen, read in two goes: counts at once, what replays the log later.

Blocking; called off the event loop. No widget is known here.
"""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from quizapp import stats
from quizapp.errors import StoreError
from quizapp.leeches import leeches
from quizapp.records import Accuracy, DayCounts, DeckFigures, Found, Mistake
from quizapp.stats import Replayed

if TYPE_CHECKING:
    from quizapp.memory import Model
    from quizapp.workspace import Workspace

MONTHS = 182
"""Days that the calendar looks back."""

RECENT = 30
"""Days that counts of the recent past look back."""

LARGE = 30_000
"""Answers beyond which the log is gone through in a process of its own."""

STABILITIES = (0, 1, 3, 7, 21, 90, 365)
"""Days at which the bins of memories begin."""

AHEAD = 30
"""Days of the forecast."""

AT_ONCE = 2
"""Threads beside the one that counts."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What is counted in the database."""

    today: date
    day: int
    """Study day."""
    days: tuple[DayCounts, ...]
    """Of the past months, those with answers."""
    streak: int
    forecast: tuple[int, ...]
    """Reviews that fall due today and on the coming days."""
    decks: tuple[DeckFigures, ...]
    stabilities: tuple[int, ...]
    """Items by how long they are remembered, in the bins of `STABILITIES`."""
    difficulties: tuple[int, ...]
    """Items by difficulty, from 1 to 10."""
    accuracy: tuple[Accuracy, ...]
    mistakes: tuple[Mistake, ...]
    leeches: tuple[Found, ...]
    """What is forgotten again and again."""
    answers: int
    """Rows of the log."""

    def recent(self, days: int = RECENT) -> list[DayCounts]:
        """The days of the recent past that had answers."""
        return [one for one in self.days if one.day > self.day - days]


def counted(workspace: Workspace, now_ms: int) -> Counts:
    """Counts on a study day; the database works on some of them at once."""
    store, calendar = workspace.store, workspace.scheduling.calendar
    day = calendar.day(now_ms)
    with ThreadPoolExecutor(AT_ONCE) as threads:
        days = threads.submit(store.log.days, day - MONTHS)
        memories = threads.submit(store.figures.memories, STABILITIES, range(1, 11))
        forecast = threads.submit(store.decks.forecast, day, AHEAD)
        decks = threads.submit(store.figures.decks, day - RECENT + 1)
        accuracy = tuple(store.figures.accuracy())
        return Counts(
            today=calendar.date(day),
            day=day,
            mistakes=tuple(store.figures.mistakes(accuracy)),
            leeches=tuple(leeches(workspace, day)),
            accuracy=accuracy,
            answers=store.figures.answers(),
            streak=stats.streak(store.log.study_days(), day),
            days=tuple(days.result()),
            stabilities=tuple(memories.result()[0]),
            difficulties=tuple(memories.result()[1]),
            forecast=tuple(forecast.result()),
            decks=tuple(decks.result()),
        )


def replayed(workspace: Workspace) -> Replayed:
    """What the log says of memory."""
    return stats.replayed(workspace.store.figures.reviewed(), workspace.scheduling.model)


def replayed_apart(path: str, model: Model) -> Replayed:
    """The same of a large log, in a process of its own: the screen would halt while Python counts.

    Raises:
        StoreError: the process could not read the store.
    """
    # Not multiprocessing: its tracker wants the file descriptors that the screen has taken.
    command = [sys.executable, "-m", "quizapp.tui.figures", path, *map(repr, model.parameters)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise StoreError(f"cannot go through the log of {path}; `quizapp doctor` checks it")
    found = json.loads(done.stdout)
    retention = {name: stats.Share(*share) for name, share in found["retention"].items()}
    return Replayed(retention, tuple(stats.Bin(*one) for one in found["calibration"]))


def _main(path: str, *parameters: str) -> None:
    """Write what the log says as JSON to the standard output."""
    from quizapp.memory import model
    from quizapp.store import open_store

    with open_store(path) as store:
        found = stats.replayed(store.figures.reviewed(), model([float(one) for one in parameters]))
    retention = {name: [share.part, share.whole] for name, share in found.retention.items()}
    calibration = [[one.predicted, one.recalled, one.reviews] for one in found.calibration]
    sys.stdout.write(json.dumps({"retention": retention, "calibration": calibration}))


if __name__ == "__main__":
    _main(*sys.argv[1:])
