"""One open store: the doors to its tables by purpose, and its care."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from quizapp.store import schema
from quizapp.store.bulk import are_many
from quizapp.store.caches import Caches
from quizapp.store.database import Database
from quizapp.store.decks import Decks
from quizapp.store.edits import Edits
from quizapp.store.facts import Facts
from quizapp.store.figures import Figures
from quizapp.store.items import Items
from quizapp.store.library import Library
from quizapp.store.location import store_path
from quizapp.store.log import Log
from quizapp.store.pictures import folder_of, keep
from quizapp.store.search import Search
from quizapp.store.shelf import Shelf
from quizapp.store.study import Study
from quizapp.store.takeback import TakeBack


class Store:
    """A store that is ready to use; close it, or use it as a context manager."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.study = Study(database)
        self.items = Items(database)
        self.log = Log(database)
        self.decks = Decks(database)
        self.figures = Figures(database)
        self.search = Search(database)
        self.caches = Caches(database)
        self.library = Library(database)
        self.shelf = Shelf(database)
        self.edits = Edits(database)
        self.facts = Facts(database)
        self.takeback = TakeBack(database)

    @classmethod
    def open(cls, where: str | None = None, *, busy_ms: int = 5000) -> Store:
        """See `quizapp.store.open_store`."""
        database = Database(store_path(where), busy_ms)
        try:
            schema.prepare(database)
        except BaseException:
            database.close()
            raise
        return cls(database)

    @property
    def path(self) -> Path:
        """The file."""
        return self._database.path

    @property
    def refusal(self) -> str:
        """Why it cannot be written, in a sentence; empty where it can be."""
        return self._database.refusal

    @property
    def pictures(self) -> Path:
        """The folder of the pictures that came with decks, beside the file; it need not exist."""
        return folder_of(self.path)

    def keep_picture(self, name: str, content: bytes) -> None:
        """Keep a picture that came with a deck; see `quizapp.store.pictures.keep`."""
        keep(self._database, name, content)

    @contextmanager
    def transaction(self, cards: int = 0) -> Iterator[None]:
        """What is done through this store inside the block is written together, or not at all.

        Args:
            cards: about how many come; with more than there are, it takes less time.
        """
        with self._database.write(many=are_many(cards, self.shelf.held() if cards else 0)):
            yield

    def close(self) -> None:
        self._database.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
