"""The wheel carries the three packages and the notes; a checkout finds its own notes."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

WHERE = """
import cards, engine, json, quizapp
from quizapp.paths import shipped_notes
notes = shipped_notes()
print(json.dumps({
    "package": quizapp.__file__,
    "notes": str(notes),
    "files": sorted(file.name for file in notes.iterdir()),
    "words": sum(len(file.read_text("utf-8").split()) for file in notes.iterdir()),
    "exercises": len(engine.catalogue()),
}))
"""


def report(folder: Path | None) -> dict:
    import json
    import os

    environment = {**os.environ, "PYTHONPATH": str(folder or "")}
    command = [sys.executable, "-c", WHERE]
    run = subprocess.run(command, capture_output=True, text=True, env=environment, cwd="/", check=True)
    return json.loads(run.stdout)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    from hatchling.builders.wheel import WheelBuilder

    folder = tmp_path_factory.mktemp("wheel")
    (built,) = WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"])
    return Path(built)


def test_wheel_holds_packages_notes_types_and_migrations(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    for needed in ("engine/index.json", "engine/py.typed", "cards/py.typed", "quizapp/py.typed"):
        assert needed in names
    assert any(name.startswith("quizapp/_data/notes/") for name in names)
    assert any(name.startswith("quizapp/store/migrations/versions/") for name in names)
    assert any(name.endswith("licenses/LICENSE") for name in names)
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"cards", "engine", "quizapp"}


def test_installed_wheel_reads_its_notes(wheel, tmp_path):
    zipfile.ZipFile(wheel).extractall(tmp_path)
    found = report(tmp_path)
    assert Path(found["package"]).is_relative_to(tmp_path)
    assert Path(found["notes"]).is_relative_to(tmp_path)
    assert found["files"] == sorted(path.name for path in (ROOT / "data" / "notes").iterdir())
    assert found["words"] > 1000
    assert found["exercises"] > 9


def test_checkout_reads_its_own_notes():
    found = report(None)
    assert found["notes"] == str(ROOT / "data" / "notes")


def test_wheel_names_a_console_script(wheel):
    archive = zipfile.ZipFile(wheel)
    (entry,) = [name for name in archive.namelist() if name.endswith("entry_points.txt")]
    assert "quizapp = quizapp.cli:main" in archive.read(entry).decode()
