"""Notes on their way into the store: read in a thread that can be stopped, then taken as the learner chose.

Blocking; called off the event loop. Nothing is written before `take`, and that is one transaction.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cards.model import Source
from quizapp.records import BY_HAND

if TYPE_CHECKING:
    from quizapp.notes.report import ImportReport
    from quizapp.workspace import Workspace

Told = Callable[[int, int, str], None]
"""Told how many files are done, of how many, and the one that is next."""

AROUND = 2
"""Lines of the note that are shown before and after those of a card."""


class Stopped(Exception):
    """The learner stopped the reading."""


class Reading:
    """One reading of notes, which another thread may stop."""

    def __init__(self, workspace: Workspace, paths: Sequence[Path], told: Told) -> None:
        self._workspace = workspace
        self._paths = paths
        self._told = told
        self._stop = threading.Event()
        self.apart = 0
        """Cards that the learner wrote anew and that their note, changed since, does not give any more."""

    def stop(self) -> None:
        """Let the reading end before its next file or its next cards, and nothing be written after it."""
        self._stop.set()

    def preview(self) -> ImportReport:
        """What the notes would give.

        Raises:
            InputError: none of them can be read.
            Stopped: it was stopped.
        """
        return self._workspace.import_notes(self._paths, dry_run=True, progress=self._progress)

    def take(
        self, unticked: Collection[str], words: Mapping[str, tuple[str, str]], now_ms: int
    ) -> ImportReport:
        """Read the notes into the store.

        Args:
            unticked: ids of cards that are put to rest.
            words: front and back, by card id, that the learner wrote instead of the note's.
            now_ms: UTC milliseconds.

        Raises:
            QuizappError: nothing could be read, or the store cannot be written.
            Stopped: it was stopped; nothing was written.
        """
        store = self._workspace.store
        with store.transaction():
            report = self._workspace.import_notes(self._paths, progress=self._progress)
            numbers = store.items.numbers([f"card:{name}" for name in unticked])
            store.items.suspend(numbers.values())
            known = store.items.numbers([f"card:{name}" for name in words])
            for name, (front, back) in words.items():
                if f"card:{name}" in known:
                    store.edits.write(name, "front", front, now_ms)
                    store.edits.write(name, "back", back, now_ms)
                else:
                    self._keep_apart(front, back, now_ms)
            self._go_on()
        return report

    def _keep_apart(self, front: str, back: str, now_ms: int) -> None:
        """Make a card by hand of words whose card is gone."""
        from quizapp.notes.importing import add_card

        library = self._workspace.store.library
        add_card(library, front=front, back=back, kind="basic", deck=BY_HAND, tags=(), now_ms=now_ms)
        self.apart += 1

    def _go_on(self) -> None:
        if self._stop.is_set():
            raise Stopped

    def _progress(self, done: int, total: int, name: str) -> None:
        self._go_on()
        self._told(done, total, name)


def source_lines(source: Source) -> list[tuple[int, str, bool]]:
    """The lines of a note around a card: number, text, and whether they belong to the card.

    None where the note is a notebook, whose cells have no lines, or cannot be read.
    """
    from cards.markdown.text import decode
    from engine.errors import InputError

    if source.unit != "line":
        return []
    try:
        lines = decode(Path(source.file).read_bytes(), source.file).split("\n")
    except (OSError, InputError):
        return []
    first, last = max(1, source.start - AROUND), min(len(lines), source.end + AROUND)
    return [
        (number, lines[number - 1], source.start <= number <= source.end) for number in range(first, last + 1)
    ]
