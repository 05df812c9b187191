"""What the learner decides about an item: suspend, bury, flag, note, and joining two into one."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import bindparam, select, update

from quizapp.store.database import Database
from quizapp.store.tables import items


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

    def flag(self, numbers: Iterable[int], flag: int, note: str | None = None) -> None:
        """Marks items, 0 for no mark, with a word to oneself."""
        values = {"flag": flag} if note is None else {"flag": flag, "note": note}
        self._set(numbers, **values)

    def numbers(self, keys: Iterable[str]) -> dict[str, int]:
        """The numbers of items by their keys; keys that are unknown are left out."""
        wanted = list(keys)
        found: dict[str, int] = {}
        with self._database.read() as connection:
            for start in range(0, len(wanted), 500):
                chunk = wanted[start : start + 500]
                rows = connection.execute(select(items.c.key, items.c.id).where(items.c.key.in_(chunk)))
                found.update(rows.all())
        return found

    def _set(self, numbers: Iterable[int], **values: bool | int | str | None) -> None:
        rows = [{"item": number, **values} for number in numbers]
        if rows:
            with self._database.write() as connection:
                connection.execute(update(items).where(items.c.id == bindparam("item")), rows)
