"""Followed notes, looked at again and again: what changed since the last look is read anew.

A look costs one `stat` a file. A change is read once two looks have seen it alike, so that a note which
is just being saved is not read by halves. Where a folder is away, nothing is taken for deleted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from quizapp.notes.files import files_under
from quizapp.notes.report import ImportReport

Files = Mapping[str, tuple[int, int]]
"""Nanoseconds of the last change and bytes, by path."""

TOLD = ("new", "edited", "moved", "retired")
"""What becomes of a card that is worth a word."""

MOST_FILES = 4
"""Files that a sentence names."""


class Watch:
    """Looks at followed files and folders."""

    def __init__(
        self, followed: Callable[[], Sequence[Path]], read: Callable[[Sequence[Path]], ImportReport]
    ) -> None:
        """
        Args:
            followed: gives the files and folders to look at.
            read: brings the notes under some paths into the store.
        """
        self._followed = followed
        self._import = read
        self._seen: dict[Path, Files] = {}
        self._read: dict[Path, Files] = {}

    def look(self) -> ImportReport | None:
        """Reads what changed and has come to rest; None where nothing has. Blocks.

        Raises:
            QuizappError: what changed could not be read; it is not tried again until it changes.
        """
        seen = {path: found for path in self._followed() if (found := _stats(path))}
        changed = [
            path for path, found in seen.items() if self._seen.get(path) == found != self._read.get(path)
        ]
        self._seen = seen
        self._read |= {path: seen[path] for path in changed}
        return self._import(changed) if changed else None


def _stats(path: Path) -> Files:
    found = {}
    for file in files_under(path):
        try:
            stat = file.stat()
        except OSError:  # it went away between the two calls
            continue
        found[str(file)] = (stat.st_mtime_ns, stat.st_size)
    return found


def told_changes(report: ImportReport) -> str:
    """What a reading changed, file by file: `bn.md: 3 new, 1 edited`; empty where it is nothing."""
    counts: dict[str, Counter[str]] = {}
    for one in report.cards:
        if one.state in TOLD:
            counts.setdefault(one.card.source.file, Counter())[one.state] += 1
    parts = [
        f"{Path(file).name}: {', '.join(f'{count[state]:,} {state}' for state in TOLD if count[state])}"
        for file, count in counts.items()
    ]
    parts += [f"{one.file} could not be read" for one in report.unreadable]
    if len(parts) > MOST_FILES:
        parts = [*parts[:MOST_FILES], f"and {len(parts) - MOST_FILES} more files"]
    return "\n".join(parts)
