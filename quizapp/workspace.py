"""The learner's workspace: settings, the open store, and what turns answers into due dates.

The one place that puts the pieces together; commands and screens are handed a workspace.
"""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from engine.errors import InputError
from quizapp import catalogue, config, paths
from quizapp.config import Settings
from quizapp.history import Scheduling
from quizapp.memory import model
from quizapp.records import Selection
from quizapp.session import Session

if TYPE_CHECKING:
    from quizapp.notes.importing import Linker, Progress
    from quizapp.notes.report import ImportReport
    from quizapp.notes.watching import Watch
    from quizapp.store.store import Store


def now_ms() -> int:
    """UTC milliseconds."""
    return time.time_ns() // 1_000_000


def settings(store: str | None = None) -> Settings:
    """The settings in force; the command line's `--store` wins."""
    return config.load(paths.config_file(), os.environ, {"store": store}).settings


def preview(settings: Settings, files: Sequence[Path]) -> ImportReport:
    """What files would give a store that does not exist yet."""
    scheduling = Scheduling(model(settings.fsrs_parameters), settings.policy(), settings.calendar())
    return _import(None, files, scheduling, catalogue.linker(), dry_run=True)


def _import(
    store: Store | None,
    files: Sequence[Path],
    scheduling: Scheduling,
    linker: Linker,
    *,
    dry_run: bool,
    listing: bool = True,
    progress: Progress | None = None,
) -> ImportReport:
    from quizapp.decks.packages import is_known, is_package, tables_in
    from quizapp.notes.importing import import_notes
    from quizapp.notes.report import ImportReport, Unreadable, united

    now = now_ms()

    def bring(path: Path) -> ImportReport:
        from quizapp.decks.packages import bring, read

        return bring(
            store,
            read(path, scheduling, progress),
            scheduling=scheduling,
            linker=linker,
            now_ms=now,
            dry_run=dry_run,
            progress=progress,
        )

    packages = [path for path in files if is_package(path)]
    notes = [path for path in files if path not in packages]
    tables = [table for path in notes for table in tables_in(path)]
    reports = [bring(path) for path in packages]
    for path in tables:
        if store and not listing and is_known(store, path):
            reports.append(ImportReport(files=1, unchanged=1))
            continue
        try:
            reports.append(bring(path))
        except InputError as error:
            reports.append(ImportReport(unreadable=(Unreadable(str(path), str(error)),)))
    if notes or not packages:
        reports.append(
            import_notes(
                store.library if store else None,
                notes,
                apart=tables,
                linker=linker,
                now_ms=now,
                dry_run=dry_run,
                listing=listing,
                progress=progress,
            )
        )
    return united(reports)


@dataclass
class Workspace:
    """Everything that studying needs; close it, or use it as a context manager."""

    settings: Settings
    store: Store

    @classmethod
    def open(cls, store: str | None = None) -> Workspace:
        """The workspace of the settings, with the shipped notes in its store, if that can be written.

        Args:
            store: path or URL given on the command line.

        Raises:
            QuizappError: the settings or the store cannot be used.
        """
        from quizapp.store import open_store

        chosen = settings(store)
        workspace = cls(chosen, open_store(chosen.store or None))
        if not workspace.store.refusal:
            workspace.bring_shipped_notes()
        return workspace

    def under(self, settings: Settings) -> Workspace:
        """The same store under other settings; this workspace where they are the same."""
        return self if settings == self.settings else Workspace(settings, self.store)

    def bring_shipped_notes(self) -> ImportReport:
        """Read the program's own notes where they are newer than what the store has."""
        from quizapp.notes.importing import import_shipped

        return import_shipped(self.store.library, linker=self.linker, now_ms=now_ms())

    def import_notes(
        self,
        files: Sequence[Path],
        *,
        dry_run: bool = False,
        listing: bool = True,
        progress: Progress | None = None,
    ) -> ImportReport:
        """Read notes, and decks of other programs, into the store: all of them, or nothing."""
        with nullcontext() if dry_run else self.store.transaction():
            return _import(
                self.store,
                files,
                self.scheduling,
                self.linker,
                dry_run=dry_run,
                listing=listing,
                progress=progress,
            )

    def followed(self) -> list[Path]:
        """The learner's own files and folders that notes are read from."""
        return [Path(one.location) for one in self.store.library.sources() if one.kind != "shipped"]

    @cached_property
    def watch(self) -> Watch:
        """Looks for changes of followed notes."""
        from quizapp.notes.watching import Watch

        return Watch(self.followed, lambda paths: self.import_notes(paths, listing=False))

    @cached_property
    def linker(self) -> Linker:
        """Finds the exercises of cards."""
        return catalogue.linker()

    @cached_property
    def scheduling(self) -> Scheduling:
        """Model, policy and calendar of the settings."""
        chosen = self.settings
        return Scheduling(model(chosen.fsrs_parameters), chosen.policy(), chosen.calendar(), catalogue.levels)

    def session(self, selection: Selection | None = None, seed: int | None = None) -> Session:
        """Today's queue; without a seed the day is one, so that a new start asks the same questions."""
        now = now_ms()
        return Session(
            self.store.study,
            self.scheduling,
            now_ms=now,
            seed=self.scheduling.calendar.day(now) if seed is None else seed,
            options=self.settings.options(),
            selection=selection,
        )

    @property
    def today(self) -> int:
        """The number of this study day."""
        return self.scheduling.calendar.day(now_ms())

    def close(self) -> None:
        self.store.close()

    def __enter__(self) -> Workspace:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
