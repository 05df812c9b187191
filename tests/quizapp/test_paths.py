"""Where things are, and how a path is written for people."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizapp import paths


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("/home/me/notes/a.md", "~/notes/a.md"),
        ("/home/me", "~"),
        ("/home/mean/a.md", "/home/mean/a.md"),
        ("notes/a.md", "notes/a.md"),
        ("sqlite:////home/me/a.sqlite", "sqlite:////home/me/a.sqlite"),
    ],
)
def test_a_path_is_written_from_the_home(monkeypatch: pytest.MonkeyPatch, path: str, text: str) -> None:
    monkeypatch.setenv("HOME", "/home/me")
    assert paths.shown(path) == text
    assert paths.shown(Path(path)) == (text if "://" not in path else str(Path(path)))
