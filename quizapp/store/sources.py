"""Where notes come from: what was given to import, and the files that were found there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import CursorResult, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from quizapp.records import SourceCounts, StoredFile
from quizapp.store.database import Database
from quizapp.store.tables import cards, files, sources


class Sources:
    """Sources and files."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """What is done inside is written together, or not at all."""
        with self._database.write():
            yield

    def add_source(self, kind: str, location: str, now_ms: int) -> int:
        """The number of a source, which is added when it is new."""
        with self._database.write() as connection:
            found = connection.execute(select(sources.c.id).where(sources.c.location == location)).scalar()
            if found is not None:
                return found
            values = {"kind": kind, "location": location, "added_ms": now_ms}
            return inserted(connection.execute(insert(sources).values(values)))

    def sources(self) -> list[SourceCounts]:
        """The sources that have files, with what they hold."""
        live = cards.c.retired_ms.is_(None)
        query = (
            select(
                sources.c.id,
                sources.c.kind,
                sources.c.location,
                sources.c.name,
                func.count(files.c.id.distinct()),
                func.count(cards.c.item_id).filter(live),
                func.count(cards.c.item_id).filter(~live),
                func.max(files.c.read_ms),
            )
            .select_from(
                sources.join(files, files.c.source_id == sources.c.id).outerjoin(
                    cards, cards.c.file_id == files.c.id
                )
            )
            .where(~files.c.gone)
            .group_by(sources.c.id)
            .order_by(sources.c.id)
        )
        with self._database.read() as connection:
            return [SourceCounts(*row) for row in connection.execute(query)]

    def rename_source(self, source: int, name: str) -> None:
        """Gives a source a name of the learner's own."""
        with self._database.write() as connection:
            connection.execute(update(sources).where(sources.c.id == source).values(name=name))

    def remove_source(self, source: int, now_ms: int) -> None:
        """Follows a source no longer: its cards are retired, and return when it is imported again."""
        mine = select(files.c.id).where(files.c.source_id == source)
        live = cards.c.retired_ms.is_(None)
        with self._database.write() as connection:
            retiring = update(cards).where(cards.c.file_id.in_(mine), live)
            connection.execute(retiring.values(retired_ms=now_ms))
            connection.execute(update(files).where(files.c.source_id == source).values(gone=True))

    def files(self) -> dict[str, StoredFile]:
        """All known files by path."""
        columns = (
            files.c.id,
            files.c.source_id,
            files.c.path,
            files.c.hash,
            files.c.reader,
            files.c.gone,
            files.c.study_path,
            files.c.enabled,
            sources.c.location,
        )
        query = select(*columns).join(sources, sources.c.id == files.c.source_id)
        with self._database.read() as connection:
            return {row.path: StoredFile(*row) for row in connection.execute(query)}

    def put_file(
        self,
        source: int,
        path: str,
        *,
        hash: str,
        reader: str,
        now_ms: int,
        study_path: str = "",
        enabled: bool = True,
    ) -> int:
        """Notes that a file was read; returns its number.

        Args:
            source: the source that brought it.
            path: its name, unique in the store.
            hash: of its content.
            reader: version of the rules that read it.
            now_ms: UTC milliseconds.
            study_path: the path of learning that it names.
            enabled: whether the cards of a file that is new take part in studying.
        """
        values = {"source_id": source, "hash": hash, "reader": reader, "read_ms": now_ms, "gone": False}
        values["study_path"] = study_path
        statement = upsert(files).values(path=path, enabled=enabled, **values)
        statement = statement.on_conflict_do_update(index_elements=["path"], set_=values)
        with self._database.write() as connection:
            return int(connection.execute(statement.returning(files.c.id)).scalar_one())

    def mark_gone(self, paths: Iterable[str]) -> None:
        """Notes that files are missing."""
        with self._database.write() as connection:
            for path in paths:
                connection.execute(update(files).where(files.c.path == path).values(gone=True))


def inserted(result: CursorResult[Any]) -> int:
    """The number of the row that was inserted."""
    key = result.inserted_primary_key
    assert key is not None
    return int(key[0])
