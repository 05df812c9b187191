"""What an import of notes costs that did not change: their hash, so nothing that reads notes is loaded."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

READERS = ("markdown_it", "cards.parse", "cards.linking", "rapidfuzz")

RUN = """
import sys
from quizapp.cli import run
code = run(["import", sys.argv[1]])
print("LOADED", *sorted({readers!r} & sys.modules.keys()))
sys.exit(code)
"""


def test_notes_that_did_not_change_are_not_read(tmp_path: Path) -> None:
    note = tmp_path / "note.md"
    note.write_text("# Layers\n\n## What is a layer?\n\nA map of numbers.\n", "utf-8")
    environment = {**os.environ, "QUIZAPP_STORE": str(tmp_path / "store.sqlite"), "HOME": str(tmp_path)}

    def loaded() -> list[str]:
        command = [sys.executable, "-c", RUN.format(readers=set(READERS)), str(note)]
        run = subprocess.run(command, capture_output=True, text=True, env=environment, check=True)
        (line,) = [line for line in run.stdout.splitlines() if line.startswith("LOADED")]
        return line.split()[1:]

    assert {"markdown_it", "cards.parse", "cards.linking"} <= set(loaded())
    assert loaded() == []
