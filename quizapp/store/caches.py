"""Memory states and skills, which the log can always rebuild: written with each answer, or all at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, func, select
from sqlalchemy.dialects.sqlite import insert as upsert

from quizapp.records import Cached, LogRow
from quizapp.skill import Skill
from quizapp.store import rows
from quizapp.store.bulk import are_many, insert_columns, insert_rows
from quizapp.store.database import Database
from quizapp.store.log import ROWS, not_voided
from quizapp.store.selection import among
from quizapp.store.sqlite import bare
from quizapp.store.tables import items, log, skills, states


class Caches:
    """The caches as a whole, for the functions that prove or rebuild them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def histories(self, numbers: Collection[int] | None = None) -> Iterator[tuple[int, list[LogRow]]]:
        """Each item that was ever answered with its answers, oldest first, undone ones left out.

        Args:
            numbers: only these items; all of them when None.

        The answers to an item that was joined to another are that one's.
        """
        owner = ROWS.selected_columns.owner
        query = ROWS.where(log.c.voids.is_(None), not_voided).order_by(owner, log.c.at_ms, log.c.id)
        if numbers is not None:
            query = query.where(among(owner, numbers))
        with self._database.read() as connection:
            found = connection.execute(query.execution_options(yield_per=2000))
            for number, group in groupby(found, key=lambda row: row.owner):
                yield number, [rows.log_row(row) for row in group]

    def keys(self) -> dict[int, str]:
        """Every item's key by its number."""
        with self._database.read() as connection:
            return dict(connection.execute(select(items.c.id, items.c.key)).all())

    def stored(self, numbers: Collection[int] | None = None) -> dict[int, Cached]:
        """What the caches hold, by item.

        Args:
            numbers: only these items; all of them when None.
        """
        query = (
            select(
                items.c.id,
                *(column for column in states.c if column.name not in ("item_id", "stability_fast")),
                skills.c.level.label("skill_level"),
                skills.c.run,
                skills.c.target,
            )
            .select_from(
                items.outerjoin(states, states.c.item_id == items.c.id).outerjoin(
                    skills, skills.c.item_id == items.c.id
                )
            )
            .where(states.c.item_id.is_not(None) | skills.c.item_id.is_not(None))
        )
        if numbers is not None:
            query = query.where(among(items.c.id, numbers))
        with self._database.read() as connection:
            return {
                row.id: Cached(rows.progress_of(row), row.model or "", row.log_id or 0, rows.skill_of(row))
                for row in connection.execute(query)
            }

    def skills(self) -> dict[str, Skill]:
        """The skill of each exercise that was tried, by its id."""
        columns = (items.c.key, skills.c.level, skills.c.run, skills.c.target)
        query = select(*columns).join_from(skills, items, items.c.id == skills.c.item_id)
        with self._database.read() as connection:
            return {
                row.key.removeprefix("exercise:"): Skill(row.level, row.run, row.target)
                for row in connection.execute(query)
            }

    def replace(self, cached: Iterable[tuple[int, Cached | None]]) -> None:
        """Writes what is right for some items; None for an item that is new."""
        rows_of = dict(cached)
        learnt = [
            {"item_id": item, **rows.state_values(one.progress, one.model, one.latest)}
            for item, one in rows_of.items()
            if one and one.progress
        ]
        skilled = [
            {"item_id": item, "level": one.skill.level, "run": one.skill.run, "target": one.skill.target}
            for item, one in rows_of.items()
            if one and one.skill
        ]
        with self._database.write() as connection:
            connection.execute(states.delete().where(among(states.c.item_id, list(rows_of))))
            connection.execute(skills.delete().where(among(skills.c.item_id, list(rows_of))))
            insert_rows(connection, states, learnt)
            insert_rows(connection, skills, skilled)

    def begin(self, columns: Mapping[str, Sequence[Any]]) -> None:
        """Writes the memory states of items that had none, as columns by the names of the table."""
        count = len(columns["item_id"])
        with ExitStack() as stack:
            connection = stack.enter_context(self._database.write())
            present = connection.execute(select(func.count()).select_from(states)).scalar_one()
            if are_many(count, present):
                stack.enter_context(bare(connection, states.name))
            insert_columns(connection, states, columns)


def write(connection: Connection, item: int, cached: Cached | None) -> None:
    """Puts an item's state and skill in place of whatever the caches hold."""
    connection.execute(states.delete().where(states.c.item_id == item))
    connection.execute(skills.delete().where(skills.c.item_id == item))
    if cached is None:
        return
    if cached.progress is not None:
        values = rows.state_values(cached.progress, cached.model, cached.latest)
        connection.execute(states.insert(), {"item_id": item, **values})
    if cached.skill is not None:
        write_skill(connection, item, cached.skill)


def write_skill(connection: Connection, item: int, skill: Skill) -> None:
    """Writes the skill of an exercise over an older one."""
    values = {"level": skill.level, "run": skill.run, "target": skill.target}
    statement = upsert(skills).values(item_id=item, **values)
    connection.execute(statement.on_conflict_do_update(index_elements=["item_id"], set_=values))
