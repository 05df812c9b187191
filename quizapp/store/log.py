"""Reading the review log: whole rows for replay and export, days for the statistics."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack, contextmanager

from sqlalchemy import Connection, exists, func, select

from cards.bulk.answers import PHASES
from quizapp.errors import StoreError
from quizapp.records import PRACTICE, DayCounts, Given, LogRow, Mode
from quizapp.store import rows
from quizapp.store.bulk import are_many
from quizapp.store.database import Database
from quizapp.store.packing import packed
from quizapp.store.selection import among
from quizapp.store.sqlite import bare
from quizapp.store.tables import items, log

voiding = log.alias("voiding")
not_voided = ~exists(select(1).where(voiding.c.voids == log.c.id).correlate(log))

OWNER = func.coalesce(items.c.joined_to, items.c.id)
"""The item whose history an answer belongs to."""

ROWS = select(
    log,
    items.c.key,
    OWNER.label("owner"),
    (~not_voided).label("voided"),
).join(items, items.c.id == log.c.item_id)
"""Answers as `rows.log_row` reads them; rows that void others are for the caller to leave out."""

_PHASES = " ".join(f"WHEN {place} THEN '{phase}'" for place, phase in enumerate(PHASES))
_COLUMNS = "item_id, at_ms, day, rating, duration_ms, mode, was, phase, step, interval, wait"
_TOLD = ", ".join(f"{{{name}}}" for name in _COLUMNS.split(", ")[:5])
_REVIEWED = f"""
    {_TOLD}, 'review', CASE {{was}} {_PHASES} END, CASE {{phase}} {_PHASES} END, 0, {{interval}}, {{wait}}
"""
_EITHER = f"""
    {_TOLD}, iif({{was}} < {PRACTICE}, 'review', 'cram'), CASE {{was}} {_PHASES} END,
    iif({{was}} < {PRACTICE}, CASE {{phase}} {_PHASES} END, NULL), iif({{was}} < {PRACTICE}, 0, NULL),
    iif({{was}} < {PRACTICE}, {{interval}}, NULL), iif({{was}} < {PRACTICE}, {{wait}}, NULL)
"""
"""What the columns are made of where no answer was practice, and where some were."""

TOGETHER = 2000
"""Answers of one statement."""

DAY = (
    func.count(),
    func.count().filter(log.c.was == "new"),
    func.count().filter(log.c.was == "review"),
    func.count().filter(log.c.was == "review", log.c.rating > 1),
    func.coalesce(func.sum(log.c.duration_ms), 0),
)
"""The numbers of `DayCounts` after the day."""


class Log:
    """The answers of all items, undone ones left out unless they are asked for."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @contextmanager
    def extending(self, count: int) -> Iterator[Callable[[Given], None]]:
        """Gives a function that writes answers which were given elsewhere, in a transaction with all else.

        They are numbered on from the newest; what they lead to is for `quizapp.history` to count in.

        Args:
            count: how many answers there will be.
        """
        with ExitStack() as stack:
            connection = stack.enter_context(self._database.write())
            if are_many(count, self.newest()):
                stack.enter_context(bare(connection, log.name))
            yield lambda answers: _extend(connection, answers)

    def newest(self) -> int:
        """The number of the last row; 0 when there is none."""
        with self._database.read() as connection:
            return connection.execute(select(func.coalesce(func.max(log.c.id), 0))).scalar_one()

    def times(self, numbers: Collection[int]) -> list[tuple[int, int]]:
        """Items and times, in UTC milliseconds, of all answers to some items, undone ones included."""
        query = select(log.c.item_id, log.c.at_ms).where(among(log.c.item_id, numbers), log.c.voids.is_(None))
        with self._database.read() as connection:
            return [(item, at_ms) for item, at_ms in connection.execute(query).all()]

    def rows(
        self, *, since_day: int | None = None, modes: tuple[Mode, ...] = (), undone: bool = False
    ) -> Iterator[LogRow]:
        """The answers, oldest first, read as they are asked for.

        Args:
            since_day: the first study day; the whole log when None.
            modes: only these; all when empty.
            undone: whether answers that were undone come too, marked as voided.
        """
        query = ROWS.where(log.c.voids.is_(None)).order_by(log.c.at_ms, log.c.id)
        if since_day is not None:
            query = query.where(log.c.day >= since_day)
        if modes:
            query = query.where(log.c.mode.in_(modes))
        if not undone:
            query = query.where(not_voided)
        with self._database.read() as connection:
            for row in connection.execute(query.execution_options(yield_per=2000)):
                yield rows.log_row(row)

    def days(self, since_day: int) -> list[DayCounts]:
        """What was answered in review on each study day that had answers, oldest first."""
        query = (
            select(log.c.day, *DAY)
            .where(log.c.day >= since_day, log.c.mode == "review", log.c.voids.is_(None), not_voided)
            .group_by(log.c.day)
            .order_by(log.c.day)
        )
        with self._database.read() as connection:
            return [DayCounts(*row) for row in connection.execute(query)]

    def study_days(self) -> list[int]:
        """Every study day on which something was answered, in any mode."""
        query = select(log.c.day).where(log.c.voids.is_(None)).distinct().order_by(log.c.day)
        with self._database.read() as connection:
            return list(connection.execute(query).scalars())


def _extend(connection: Connection, answers: Given) -> None:
    """Writes answers, one or more, which no CHECK of the table looks at."""
    ratings = answers["rating"]
    if ((ratings < 1) | (ratings > 4)).any():
        raise StoreError("an answer has a rating that the log does not know; nothing was written")
    told = packed(answers)
    made = (_EITHER if (answers["was"] == PRACTICE).any() else _REVIEWED).format(**told.columns)
    for start in range(0, len(ratings), TOGETHER):
        some = told.words[start : start + TOGETHER]
        connection.exec_driver_sql(
            f"{told.given(len(some))} INSERT INTO log ({_COLUMNS}) SELECT {made} FROM given",
            tuple(some.ravel().tolist()),
        )
