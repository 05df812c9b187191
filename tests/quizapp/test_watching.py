"""Looks at followed notes: what is read, when, and what is said of it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from cards.model import Card, Source
from quizapp.notes.report import ImportReport, ReportedCard, State, Unreadable
from quizapp.notes.watching import Watch, told_changes


class Reader:
    """Remembers what it was asked to read."""

    def __init__(self) -> None:
        self.asked: list[list[Path]] = []

    def __call__(self, paths: Sequence[Path]) -> ImportReport:
        self.asked.append(list(paths))
        return ImportReport()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "a.md").write_text("# A\n", encoding="utf-8")
    return tmp_path / "notes"


def settled(watch: Watch) -> None:
    watch.look()
    watch.look()


def test_a_folder_is_read_when_two_looks_see_the_same_and_then_no_more(folder: Path) -> None:
    reader = Reader()
    watch = Watch(lambda: [folder], reader)
    assert watch.look() is None
    assert watch.look() is not None
    assert watch.look() is None
    assert reader.asked == [[folder]]


@pytest.mark.parametrize("change", ["edit", "add", "remove", "touch"])
def test_a_change_is_read_once_it_has_come_to_rest(folder: Path, change: str) -> None:
    reader = Reader()
    (folder / "b.md").write_text("# B\n", encoding="utf-8")
    watch = Watch(lambda: [folder], reader)
    settled(watch)
    note = folder / ("c.md" if change == "add" else "b.md")
    if change == "remove":
        note.unlink()
    elif change == "touch":
        os.utime(note, ns=(0, 1))
    else:
        note.write_text("# Half", encoding="utf-8")
        watch.look()
        note.write_text("# Half a note and the rest\n", encoding="utf-8")
    assert watch.look() is None
    assert watch.look() is not None
    assert reader.asked == [[folder], [folder]]


def test_only_the_source_that_changed_is_read(folder: Path, tmp_path: Path) -> None:
    reader = Reader()
    single = tmp_path / "single.md"
    single.write_text("# One\n", encoding="utf-8")
    watch = Watch(lambda: [folder, single], reader)
    settled(watch)
    single.write_text("# One, longer\n", encoding="utf-8")
    settled(watch)
    assert reader.asked == [[folder, single], [single]]


def test_a_folder_that_is_away_or_emptied_is_left_alone(folder: Path) -> None:
    reader = Reader()
    watch = Watch(lambda: [folder], reader)
    settled(watch)
    away = folder.rename(folder.with_name("away"))
    settled(watch)
    away.rename(folder)
    settled(watch)
    assert reader.asked == [[folder]]


def reported(file: str, *states: State) -> tuple[ReportedCard, ...]:
    return tuple(ReportedCard(Card("f", "b", Source(file, 1, 1)), state) for state in states)


@pytest.mark.parametrize(
    ("report", "said"),
    [
        (ImportReport(), ""),
        (ImportReport(cards=reported("x/a.md", "kept", "kept")), ""),
        (ImportReport(cards=reported("x/a.md", "edited", "new", "new")), "a.md: 2 new, 1 edited"),
        (
            ImportReport(cards=(*reported("a.md", "retired"), *reported("b.md", "moved"))),
            "a.md: 1 retired\nb.md: 1 moved",
        ),
        (ImportReport(unreadable=(Unreadable("c.md", "…"),)), "c.md could not be read"),
        (
            ImportReport(cards=sum((reported(f"{n}.md", "new") for n in range(6)), ())),
            "0.md: 1 new\n1.md: 1 new\n2.md: 1 new\n3.md: 1 new\nand 2 more files",
        ),
    ],
)
def test_what_changed_is_told_file_by_file(report: ImportReport, said: str) -> None:
    assert told_changes(report) == said
