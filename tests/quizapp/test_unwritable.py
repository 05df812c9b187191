"""Stores that can be read and not written: what reads works, what writes says so in one sentence."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from cards.reconcile import card_id
from quizapp.cli import COMMANDS, run
from quizapp.config import Settings
from quizapp.errors import StoreError
from quizapp.store import open_store, readable
from quizapp.store.peek import peek
from quizapp.workspace import Workspace

SIDES = {"What does dropout do?": "It sets units to zero.", "What is ReLU?": "It is max(0, x)."}

IDS = [card_id(front, back) for front, back in SIDES.items()]

NOTE = "# Layers\n" + "".join(f"\n## {front}\n\n{back}\n" for front, back in SIDES.items())

READING = {
    "due": ("due",),
    "stats": ("stats",),
    "decks": ("decks",),
    "sources": ("sources",),
    "export": ("export", "--format", "csv", "-o", "{home}/cards.csv"),
    "package": ("export", "--format", "apkg", "-o", "{home}/cards.apkg"),
    "history": ("export", "--format", "apkg", "--with-history", "-o", "{home}/history.apkg"),
    "quiz": ("quiz", "--count", "2", "--topics", "convolution", "-o", "{home}/quiz.txt"),
    "dry run": ("import", "--dry-run", "{home}/other.md"),
    "doctor": ("doctor",),
    "backup": ("backup", "{home}/copy.sqlite"),
    "lint": ("lint", "{home}/other.md"),
    "exercises": ("exercises",),
    "exercise": ("exercise", "conv_output_size", "--seed", "1", "--json"),
    "snippet": ("snippet", "conv_output_size", "--seed", "1"),
    "config": ("config",),
}

WRITING = {
    "import": ("import", "{home}/other.md"),
    "study": ("study", "--plain"),
    "drill": ("drill", "conv_output_size"),
    "decks": ("decks", "--path", "exam"),
    "join": ("join", *IDS),
    "restore": ("restore", "{home}/sound.sqlite"),
    "sources": ("sources", "--remove", "1"),
}

NEITHER = {"check", "fit"}
"""One knows no store, the other wants hundreds of answers first."""


def test_every_command_reads_or_writes() -> None:
    named = {words[0] for words in (*READING.values(), *WRITING.values())}
    assert named | NEITHER == set(COMMANDS)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    (tmp_path / "other.md").write_text(NOTE.replace("dropout", "pooling"), encoding="utf-8")
    return tmp_path


@pytest.fixture
def filled(home: Path) -> Path:
    """A store with two cards in a folder of its own."""
    path = home / "shelf" / "store.sqlite"
    path.parent.mkdir()
    note = home / "note.md"
    note.write_text(NOTE, encoding="utf-8")
    with Workspace(Settings(), open_store(str(path))) as workspace:
        workspace.import_notes([note])
        numbers = workspace.store.items.numbers([f"card:{IDS[0]}"])
        workspace.store.edits.tag([*numbers.values()], ["path::exam"], 0)
    shutil.copy(path, home / "sound.sqlite")
    return path


@pytest.fixture
def unwritable(filled: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The same without the permission to write; root, who has it always, is told that there is none."""
    filled.chmod(0o444)
    filled.parent.chmod(0o555)
    if os.access(filled, os.W_OK):
        real, without = os.access, (filled, filled.parent)
        monkeypatch.setattr(os, "access", lambda path, mode: path not in without and real(path, mode))
    before = filled.read_bytes()
    yield filled
    assert filled.read_bytes() == before
    assert [*filled.parent.iterdir()] == [filled]
    filled.parent.chmod(0o755)


@pytest.fixture
def full(filled: Path, tmp_path: Path) -> Iterator[Path]:
    """The same on a disk without room."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(disk)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no disk of its own can be had here")
    path = disk / "store.sqlite"
    shutil.copy(filled, path)
    with (disk / "filling").open("wb", buffering=0) as filling, suppress(OSError):
        while filling.write(bytes(4096)):
            pass
    yield path
    subprocess.run(["umount", "-l", str(disk)], check=True)


@pytest.fixture
def call(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[int, str, str]]:
    def calling(store: Path, words: tuple[str, ...]) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO("\n1\n1\n\n3\n"))
        code = run(["--store", str(store), *(word.format(home=home) for word in words)])
        return code, *capsys.readouterr()

    return calling


@pytest.mark.parametrize("kind", ["unwritable", "full"])
@pytest.mark.parametrize("command", READING)
def test_what_reads_works(request: Any, call: Any, kind: str, command: str) -> None:
    code, _, said = call(request.getfixturevalue(kind), READING[command])
    assert code == 0, said


@pytest.mark.parametrize("kind", ["unwritable", "full"])
@pytest.mark.parametrize("command", WRITING)
def test_what_writes_says_so_in_one_sentence(request: Any, call: Any, kind: str, command: str) -> None:
    path = request.getfixturevalue(kind)
    code, _, said = call(path, WRITING[command])
    assert code == 4
    (line,) = [line for line in said.splitlines() if line.startswith("quizapp: ")]
    assert str(path) in line
    assert ("cannot be written; change" if kind == "unwritable" else "its disk is full; make room") in line


def test_a_glance_needs_no_permission(unwritable: Path) -> None:
    seen = peek(unwritable, 0)
    assert seen is not None
    assert (seen.cards, seen.new) == (2, 2)


def test_what_another_program_has_not_written_back_is_not_passed_over(filled: Path) -> None:
    with open_store(str(filled)) as store:
        store.library.add_source("file", "/a.md", 0)
        name, options = readable.for_reading(filled)
        assert "immutable" not in options
    name, options = readable.for_reading(filled)
    assert "immutable" in options
    assert name.endswith("/store.sqlite")


def test_a_store_of_odd_name_is_found(filled: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    odd = home / "what? 100% #1.sqlite"
    shutil.copy(filled, odd)
    monkeypatch.setattr(os, "access", lambda *_: False)
    with open_store(str(odd)) as store:
        assert len(store.library.ids()) == 2
        with pytest.raises(StoreError, match="cannot be written"):
            store.library.add_source("file", "/a.md", 0)
