"""Pictures of cards: opened outside, only from beside the note, never fetched."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest

from cards.model import Source
from engine.errors import InputError
from quizapp.records import StudyCard
from quizapp.tui import decisions


def card(folder: Path, back: str) -> StudyCard:
    return StudyCard("c", "Front", back, "basic", "Deck", (), Source(str(folder / "note.md"), 1, 2))


@pytest.mark.parametrize(
    ("name", "there"),
    [
        ("plot.png", True),
        ("below/plot.png", True),
        ("../outside.png", False),
        ("plot.sh", False),
        ("missing.png", False),
        ("/etc/hostname", False),
    ],
)
def test_pictures_lie_beside_the_note(tmp_path: Path, name: str, there: bool) -> None:
    folder = tmp_path / "notes"
    (folder / "below").mkdir(parents=True)
    for file in (
        folder / "plot.png",
        folder / "below" / "plot.png",
        folder / "plot.sh",
        tmp_path / "outside.png",
    ):
        file.write_bytes(b"x")
    if there:
        assert decisions.local_images(card(folder, ""), [name]) == [(folder / name).resolve()]
    else:
        with pytest.raises(InputError, match="no picture beside the note"):
            decisions.local_images(card(folder, ""), [name])


async def test_a_picture_is_opened_with_its_key(
    running: Any, store: Path, home: Path, words: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from quizapp.workspace import Workspace

    (home / "plot.png").write_bytes(b"x")
    note = home / "pictures.md"
    note.write_text("# Pictures\n\n## What is drawn?\n\nThis:\n\n![a curve](plot.png)\n", encoding="utf-8")
    with Workspace.open(str(store)) as workspace:
        workspace.import_notes([note])
    opened: list[list[str]] = []
    monkeypatch.setattr(decisions.shutil, "which", lambda name: f"/bin/{name}")
    monkeypatch.setattr(subprocess, "Popen", lambda command, **_: opened.append(command))
    async with running("down", "down", "enter", "p", "space") as pilot:
        assert "▣ a curve" in words(pilot)
        assert opened == []
        await pilot.press("p")
        await pilot.pause()
        assert opened == [["xdg-open", str(home / "plot.png")]]


async def test_a_remote_picture_is_not_fetched(running: Any, tmp_path: Path) -> None:
    async with running() as pilot:
        decisions.open_images(pilot.app, card(tmp_path, "![x](https://example.org/x.png)"))
        assert pilot.app.clipboard == "https://example.org/x.png"
        with pytest.raises(InputError, match="no picture"):
            decisions.open_images(pilot.app, card(tmp_path, "text"))
