"""What the home screen shows of a store: what is due by deck, what was done today, the paths.

Read in one go off the event loop; plain records without a widget.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from quizapp.leeches import leeches
from quizapp.question import Remaining
from quizapp.records import DayCounts, DeckCounts, PathCounts
from quizapp.schedule import Calendar
from quizapp.stats import streak
from quizapp.tui.leftopen import newest

if TYPE_CHECKING:
    from quizapp.drafts import Draft
    from quizapp.workspace import Workspace


MONTHS = 270
"""Days that the calendar looks back."""


@dataclass(frozen=True, slots=True)
class Overview:
    """A store on a study day."""

    remaining: Remaining
    """What today's session holds, within the learner's limits."""
    today: DayCounts
    decks: tuple[DeckCounts, ...]
    paths: tuple[PathCounts, ...]
    months: dict[date, int]
    """Answers in review by day, of the past months."""
    day: date
    tomorrow: int
    """Reviews that fall due tomorrow."""
    streak: int
    """Study days in a row, up to today, on which something was answered."""
    untouched: bool
    """Whether nothing was ever answered."""
    leeches: int
    """Items that are forgotten again and again."""
    unfinished: Draft | None
    """What was left last and can be gone on with."""


def overview(workspace: Workspace, remaining: Remaining, day: int) -> Overview:
    """The store on a study day.

    Args:
        workspace: the learner's.
        remaining: of the session that a start would open.
        day: study day.
    """
    store = workspace.store
    days = store.log.study_days()
    zero = Calendar.date(0)
    return Overview(
        remaining=remaining,
        today=store.study.counts(day),
        decks=tuple(store.decks.all(day)),
        paths=tuple(store.decks.paths()),
        months={zero + timedelta(days=one.day): one.reviews for one in store.log.days(day - MONTHS)},
        day=Calendar.date(day),
        tomorrow=store.decks.forecast(day, 2)[1],
        streak=streak(days, day),
        untouched=not days,
        leeches=len(leeches(workspace, day)),
        unfinished=newest(workspace),
    )
