"""Small things that belong to a store and travel with it: one text under each name."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert as upsert

from quizapp.store.database import Database
from quizapp.store.tables import meta


class Facts:
    """Texts by name."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, name: str) -> str | None:
        """The text under a name; None when nothing was put there."""
        with self._database.read() as connection:
            return connection.execute(select(meta.c.value).where(meta.c.name == name)).scalar()

    def put(self, name: str, value: str) -> None:
        """Puts a text under a name, over an older one."""
        statement = upsert(meta).values(name=name, value=value)
        with self._database.write() as connection:
            connection.execute(
                statement.on_conflict_do_update(index_elements=["name"], set_={"value": value})
            )

    def drop(self, name: str) -> None:
        """Forgets the text under a name; there may be none."""
        with self._database.write() as connection:
            connection.execute(meta.delete().where(meta.c.name == name))

    def under(self, prefix: str) -> dict[str, str]:
        """All texts whose names begin with something, by their names."""
        query = select(meta.c.name, meta.c.value).where(meta.c.name.startswith(prefix, autoescape=True))
        with self._database.read() as connection:
            return dict(connection.execute(query).all())
