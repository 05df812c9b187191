"""The figures of the statistics screen, read in two goes: counts at once, what replays the log later.

Blocking; called off the event loop. No widget is known here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from quizapp import stats
from quizapp.records import DayCounts, DeckFigures

if TYPE_CHECKING:
    from quizapp.workspace import Workspace

MONTHS = 182
"""Days that the calendar looks back."""

RECENT = 30
"""Days that counts of the recent past look back."""

AHEAD = 30
"""Days of the forecast."""


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
    memories: tuple[tuple[float, float], ...]
    """Stability and difficulty of what was learnt."""
    accuracy: tuple[stats.Accuracy, ...]
    mistakes: tuple[stats.Mistake, ...]

    def recent(self, days: int = RECENT) -> list[DayCounts]:
        """The days of the recent past that had answers."""
        return [one for one in self.days if one.day > self.day - days]


@dataclass(frozen=True, slots=True)
class Replayed:
    """What the whole log says when it is gone through."""

    retention: dict[str, stats.Share]
    """Of `young` and `mature` cards."""
    calibration: tuple[stats.Bin, ...]


def counted(workspace: Workspace, now_ms: int) -> Counts:
    """Counts on a study day."""
    store, calendar = workspace.store, workspace.scheduling.calendar
    day = calendar.day(now_ms)
    attempts = list(store.log.attempts())
    return Counts(
        today=calendar.date(day),
        day=day,
        days=tuple(store.log.days(day - MONTHS)),
        streak=stats.streak(store.log.study_days(), day),
        forecast=tuple(store.decks.forecast(day, AHEAD)),
        decks=tuple(store.figures.decks(day - RECENT + 1)),
        memories=tuple(store.figures.memories()),
        accuracy=tuple(stats.accuracy(attempts)),
        mistakes=tuple(stats.mistakes(attempts)),
    )


def replayed(workspace: Workspace) -> Replayed:
    """What the log says of memory; some ten microseconds an answer."""
    rows = list(workspace.store.log.rows(modes=("review",)))
    pairs = stats.predictions(rows, workspace.scheduling.model)
    return Replayed(stats.retention_by_maturity(rows), tuple(stats.calibration(pairs)))
