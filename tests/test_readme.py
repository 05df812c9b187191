"""The commands in the prose of README do what it says, one after the other, as a reader would try them."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest

from quizapp.cli import run

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text("utf-8")
NOTE = "# Optimizers\n\n## What does momentum keep?\n\nA share of the update before it.\n"


def commands() -> list[str]:
    """Commands with arguments; those that write what others read come first."""
    prose = README.split("## Keys")[0]
    found = [" ".join(text.split()) for text in re.findall(r"`quizapp ([^`|]+)`", prose)]
    shown = dict.fromkeys(text for text in found if " " in text)
    return sorted(shown, key=lambda text: "export" not in text)


def test_readme_has_commands():
    assert len(commands()) > 8


@pytest.mark.parametrize("command", commands())
def test_commands_of_the_prose_run(command, tmp_path, monkeypatch, capsysbinary):
    if command == "COMMAND --help":
        command = "due --help"
    monkeypatch.chdir(tmp_path)
    for name in ("CONFIG", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    (tmp_path / "NOTES").mkdir()
    (tmp_path / "NOTES" / "note.md").write_text(NOTE, "utf-8")
    if "import DECK" in command:
        assert run(["export", "--format", "apkg", "--deck", "Optimizers", "-o", "DECK.apkg"]) == 0
    if command.startswith("study") and "--plain" not in command:
        command += " --plain"
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    code = run(command.split())
    said = capsysbinary.readouterr()
    wanted = 1 if command.startswith(("check", "quiz", "lint")) and code == 1 else 0
    assert code == wanted, said
    assert b"Traceback" not in said.out + said.err
    for name in re.findall(r"(?:-o|--key) (\S+)", command):
        assert (tmp_path / name).stat().st_size > 1000


@pytest.mark.parametrize("place", re.findall(r"`((?:engine|cards|quizapp|tests)/[\w/.]+)`", README))
def test_places_of_the_prose_exist(place):
    assert (ROOT / place).exists()
