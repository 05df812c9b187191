"""The hot path of studying: what may be asked, one item with all that it needs, one answer, one undo."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Integer, bindparam, func, insert, select, union_all, update
from sqlalchemy.dialects.sqlite import insert as upsert

from quizapp.records import Answer, Cached, Item, LogRow, Mode, Stale
from quizapp.schedule import Progress
from quizapp.skill import Skill
from quizapp.store import caches, rows
from quizapp.store.facts import Facts
from quizapp.store.log import ROWS, not_voided
from quizapp.store.queue import Queue
from quizapp.store.selection import with_cards
from quizapp.store.sources import inserted
from quizapp.store.tables import cards, items, links, log, skills, states

HELD = "at_hand"
"""The fact that names the item at hand, with the number of its answers so far."""

_LOAD = (
    select(
        *rows.CARD,
        items.c.id,
        items.c.key,
        items.c.suspended,
        items.c.buried_until,
        items.c.flag,
        items.c.note,
        cards.c.retired_ms,
        *(column for column in states.c if column.name not in ("item_id", "stability_fast")),
        skills.c.level.label("skill_level"),
        skills.c.run,
        skills.c.target,
        select(func.count()).where(log.c.item_id == items.c.id).scalar_subquery().label("answers"),
    )
    .select_from(
        with_cards(items)
        .outerjoin(states, states.c.item_id == items.c.id)
        .outerjoin(skills, skills.c.item_id == items.c.id)
    )
    .where(items.c.id == bindparam("item"))
)

_EXERCISES_OF_CARD = (
    select(links.c.exercise_item_id, items.c.key)
    .join(items, items.c.id == links.c.exercise_item_id)
    .where(links.c.item_id == bindparam("item"), ~links.c.removed)
    .order_by(items.c.key)
)

_CARDS_OF_EXERCISE = (
    select(links.c.item_id)
    .join(cards, cards.c.item_id == links.c.item_id)
    .where(links.c.exercise_item_id == bindparam("item"), ~links.c.removed, cards.c.retired_ms.is_(None))
)

_HISTORY = ROWS.where(
    log.c.item_id.in_(
        union_all(
            select(bindparam("item", type_=Integer)),
            select(items.c.id).where(items.c.joined_to == bindparam("item")),
        )
    ),
    log.c.voids.is_(None),
).order_by(log.c.at_ms, log.c.id)

_INSERT_LOG = insert(log)
_INSERT_STATE = upsert(states).on_conflict_do_nothing()
_UPDATE_STATE = update(states).where(
    states.c.item_id == bindparam("item"), states.c.log_id == bindparam("expected")
)


class Study(Queue):
    """The store as the study session sees it."""

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """What is done inside is written together, or not at all."""
        with self._database.write():
            yield

    def load(self, item: int) -> Item | None:
        """One item with its card, progress and links; None when there is none of this number."""
        with self._database.read() as connection:
            row = connection.execute(_LOAD, {"item": item}).one_or_none()
            return None if row is None else _item(row, connection)

    def history(self, item: int) -> list[LogRow]:
        """The answers to an item, and to those joined to it, oldest first."""
        with self._database.read() as connection:
            return [rows.log_row(row) for row in connection.execute(_HISTORY, {"item": item})]

    def held(self) -> int | None:
        """The item that was held last, if nothing was answered to it since."""
        number, _, answers = (Facts(self._database).get(HELD) or "").partition(" ")
        item = self.load(int(number)) if number.isdecimal() else None
        return item.id if item and str(item.answers) == answers else None

    def hold(self, item: Item) -> None:
        """Notes the item that is at hand, for a session to come."""
        Facts(self._database).put(HELD, f"{item.id} {item.answers}")

    def last_answer(self, modes: Sequence[Mode]) -> LogRow | None:
        """The newest answer of these modes that was not undone."""
        query = (
            ROWS.where(log.c.voids.is_(None), log.c.mode.in_(modes), not_voided)
            .order_by(log.c.id.desc())
            .limit(1)
        )
        with self._database.read() as connection:
            row = connection.execute(query).one_or_none()
            return None if row is None else rows.log_row(row)

    def record(
        self, answer: Answer, *, progress: Progress | None, skill: Skill | None, model: str, latest: int
    ) -> int:
        """Writes an answer and what follows from it; returns its number in the log.

        Args:
            answer: the answer.
            progress: the item's progress after it; None where the mode leaves the schedule alone.
            skill: the exercise's skill after it; None for a card.
            model: version of the memory model.
            latest: the last row of the log that the item's progress counted before.

        Raises:
            Stale: another program has answered the item meanwhile.
        """
        with self._database.write() as connection:
            number = inserted(connection.execute(_INSERT_LOG, rows.answer_values(answer)))
            if progress is not None:
                values = rows.state_values(progress, model, number)
                _write_state(connection, answer.item, values, latest)
            if skill is not None:
                caches.write_skill(connection, answer.item, skill)
        return number

    def void(self, row: LogRow, *, at_ms: int, day: int, left: Cached | None) -> int:
        """Undoes an answer and puts its item back to what the rest of its log says.

        Args:
            row: the answer that is undone.
            at_ms: UTC milliseconds of the undo.
            day: study day of the undo.
            left: what the item's log leads to without the answer; None when it is new again.
        """
        values = {"item_id": row.answer.item, "at_ms": at_ms, "day": day, "mode": row.answer.mode}
        with self._database.write() as connection:
            undoing = values | {"duration_ms": 0, "voids": row.id}
            number = inserted(connection.execute(_INSERT_LOG, undoing))
            caches.write(connection, row.owner, left)
        return number


def _write_state(connection: Connection, item: int, values: dict[str, Any], latest: int) -> None:
    if latest:
        written = connection.execute(_UPDATE_STATE, {"item": item, "expected": latest, **values})
    else:
        written = connection.execute(_INSERT_STATE, {"item_id": item, **values})
    if written.rowcount != 1:
        raise Stale


def _item(row: Any, connection: Connection) -> Item:
    exercises: tuple[str, ...] = ()
    if row.card_id is None:
        relatives = frozenset(connection.execute(_CARDS_OF_EXERCISE, {"item": row.id}).scalars())
    else:
        linked = connection.execute(_EXERCISES_OF_CARD, {"item": row.id}).all()
        relatives = frozenset(number for number, _ in linked)
        exercises = tuple(key.removeprefix("exercise:") for _, key in linked)
    return Item(
        id=row.id,
        key=row.key,
        card=None if row.card_id is None else rows.card_of(row[: len(rows.CARD)], exercises),
        progress=rows.progress_of(row),
        model=row.model or "",
        skill=rows.skill_of(row) or Skill(),
        suspended=row.suspended,
        buried_until=row.buried_until,
        flag=row.flag,
        note=row.note,
        answers=row.answers,
        latest=row.log_id or 0,
        retired=row.retired_ms is not None,
        relatives=relatives,
    )
