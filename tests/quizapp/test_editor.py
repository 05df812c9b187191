"""The learner's editor: what is set for it, and what becomes of a file in it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from engine.errors import InputError
from quizapp.notes.editor import editor, read_back, run_editor


@pytest.mark.parametrize(
    ("named", "command"),
    [
        ("nano", ["nano", "+7", "note.md"]),
        ("/usr/bin/nvim -R", ["/usr/bin/nvim", "-R", "+7", "note.md"]),
        ("code --wait", ["code", "--wait", "note.md"]),
        ('"/opt/my editor/run"', ["/opt/my editor/run", "note.md"]),
    ],
)
def test_an_editor_is_told_the_line_where_it_understands(
    monkeypatch: pytest.MonkeyPatch, named: str, command: list[str]
) -> None:
    monkeypatch.setenv("VISUAL", named)
    assert editor(Path("note.md"), 7) == command


@pytest.mark.parametrize("named", ["", " "])
def test_where_none_is_set_a_known_one_is_looked_for(monkeypatch: pytest.MonkeyPatch, named: str) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", named)
    monkeypatch.setattr("shutil.which", lambda name: "/usr/bin/vi" if name == "vi" else None)
    assert editor(Path("note.md"))[0] == "vi"
    monkeypatch.setattr("shutil.which", lambda name: None)
    with pytest.raises(InputError, match="no editor is set"):
        editor(Path("note.md"))


@pytest.mark.parametrize(
    ("named", "words"),
    [
        ("vi 'half", "quotation mark too many: vi 'half"),
        ("/nowhere/editor", "cannot start /nowhere/editor: No such file"),
        (f"{sys.executable} -c 'raise SystemExit(3)'", r"ended with an error \(exit code 3\)"),
    ],
)
def test_an_editor_that_goes_wrong_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, named: str, words: str
) -> None:
    monkeypatch.setenv("VISUAL", named)
    with pytest.raises(InputError, match=words):
        run_editor(tmp_path / "note.md")


def test_a_file_that_the_editor_took_away_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="left no file to read: No such file"):
        read_back(tmp_path / "gone.py")
