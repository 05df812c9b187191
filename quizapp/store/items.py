"""What the learner decides about an item: suspend, bury, flag, note, and joining two into one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import exists, insert, literal, or_, select, update

from quizapp.store.database import Database
from quizapp.store.selection import among, numbered
from quizapp.store.tables import cards, items, links

Decided = tuple[bool, int | None, int, str]
"""What the learner decided of an item: whether it rests, the day until which it is put off, flag and note."""


class Items:
    """Decisions about items, by their numbers."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def suspend(self, numbers: Iterable[int], suspended: bool = True) -> None:
        """Takes items out of study until they are taken back."""
        self._set(numbers, suspended=suspended)

    def bury(self, numbers: Iterable[int], until: int | None) -> None:
        """Puts items off until a study day; None brings them back now."""
        self._set(numbers, buried_until=until)

    def wake(self, numbers: Iterable[int]) -> None:
        """Brings back into study what was suspended or buried."""
        self._set(numbers, suspended=False, buried_until=None)

    def flag(self, numbers: Iterable[int], flag: int, note: str | None = None) -> None:
        """Marks items, 0 for no mark, with a word to oneself."""
        values = {"flag": flag} if note is None else {"flag": flag, "note": note}
        self._set(numbers, **values)

    def decided(self, numbers: Collection[int]) -> dict[int, Decided]:
        """What the learner has decided of some items so far."""
        columns = (items.c.id, items.c.suspended, items.c.buried_until, items.c.flag, items.c.note)
        with self._database.read() as connection:
            found = connection.execute(select(*columns).where(among(items.c.id, numbers))).all()
        return {number: (suspended, until, flag, note) for number, suspended, until, flag, note in found}

    def restore(self, before: Mapping[int, Decided]) -> None:
        """Lets items stand as they stood."""
        alike: dict[Decided, list[int]] = {}
        for number, one in before.items():
            alike.setdefault(one, []).append(number)
        with self._database.write():
            for (suspended, until, flag, note), numbers in alike.items():
                self._set(numbers, suspended=suspended, buried_until=until, flag=flag, note=note)

    def rest(self, numbers: Collection[int]) -> bool:
        """Whether all of some items are suspended."""
        query = select(exists().where(among(items.c.id, numbers), ~items.c.suspended))
        with self._database.read() as connection:
            return not connection.execute(query).scalar_one()

    def cards(self, numbers: Collection[int]) -> list[int]:
        """Those of some items that are cards."""
        query = select(cards.c.item_id).where(among(cards.c.item_id, numbers)).order_by(cards.c.item_id)
        with self._database.read() as connection:
            return [*connection.execute(query).scalars()]

    def numbers(self, keys: Collection[str]) -> dict[str, int]:
        """The numbers of items by their keys; keys that are unknown are left out."""
        with self._database.read() as connection:
            return dict(connection.execute(numbered(keys)).all())

    def joined(self, numbers: Collection[int]) -> dict[int, int]:
        """Which of some items were joined to another, and to which."""
        query = select(items.c.id, items.c.joined_to).where(
            among(items.c.id, numbers), items.c.joined_to.is_not(None)
        )
        with self._database.read() as connection:
            found = connection.execute(query).all()
        return {number: kept for number, kept in found if kept is not None}

    def join(self, kept: int, dropped: int) -> None:
        """Lets one item carry on the history of another, which is asked no more.

        The links that the learner made or removed on the dropped card are made on the kept one.
        """
        mine = select(literal(kept), links.c.exercise_item_id, links.c.origin, links.c.removed).where(
            links.c.item_id == dropped, or_(links.c.origin == "learner", links.c.removed)
        )
        columns = ["item_id", "exercise_item_id", "origin", "removed"]
        with self._database.write() as connection:
            whole = or_(items.c.id == dropped, items.c.joined_to == dropped)
            connection.execute(update(items).where(whole).values(joined_to=kept))
            connection.execute(insert(links).prefix_with("OR REPLACE").from_select(columns, mine))

    def _set(self, numbers: Iterable[int], **values: bool | int | str | None) -> None:
        changed = update(items).where(among(items.c.id, list(numbers))).values(values)
        with self._database.write() as connection:
            connection.execute(changed)
