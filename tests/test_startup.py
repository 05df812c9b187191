"""What a command may load: fails alike on every machine, which a clock does not."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from quizapp.tui.program import LONG

HEAVY = ("textual", "rich", "sqlalchemy", "alembic", "numpy", "pydantic", "markdown_it", "fsrs", "rapidfuzz")

RUN = """
import sys
from quizapp.cli import run
code = run({arguments!r})
print("LOADED", *sorted(set({heavy!r}) & set(sys.modules)))
sys.exit(code)
"""


def loaded(arguments: list[str], tmp_path) -> set[str]:
    environment = {**os.environ, "QUIZAPP_STORE": str(tmp_path / "store.sqlite"), "HOME": str(tmp_path)}
    code = RUN.format(arguments=arguments, heavy=HEAVY)
    command = [sys.executable, "-c", code]
    run = subprocess.run(command, capture_output=True, text=True, env=environment, check=True)
    (line,) = [line for line in run.stdout.splitlines() if line.startswith("LOADED")]
    return set(line.split()[1:])


@pytest.mark.parametrize(
    "arguments",
    [["--version"], ["--help"], ["exercises"], ["exercises", "--json"], ["due"]],
    ids=" ".join,
)
def test_looking_loads_nothing_heavy(arguments, tmp_path):
    assert loaded(arguments, tmp_path) == set()


def test_drawing_a_question_needs_numpy_and_nothing_else(tmp_path):
    assert loaded(["exercise", "iou", "--seed", "1", "--json"], tmp_path) == {"numpy"}


def test_importing_the_packages_does_no_work(tmp_path):
    code = f"import engine, cards, quizapp, sys; print(len(set({HEAVY!r}) & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "0"


def test_the_program_opens_without_the_library_of_commands(tmp_path):
    code = (
        "import sys; sys.argv = ['quizapp']; from quizapp.cli import run;"
        "print(run(), 'click' in sys.modules, 'textual' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["2", "False", "False"]
    assert "--plain" in run.stderr


COLLECTIONS = """
import gc
from types import SimpleNamespace
import textual._styles_cache
from quizapp.tui import program

app = SimpleNamespace(workers=[SimpleNamespace(is_finished=False)])
collector = program.Collector(app)
gc.disable()
program.keep_what_is_loaded()
print(gc.isenabled(), gc.get_freeze_count() > 0)
kept, found = [], []
gc.callbacks.append(lambda phase, info: phase == "stop" and found.append(info["generation"]))

def look():
    found.clear()
    collector.look()
    print("-".join(map(str, found)) or "none")

def make(many):
    kept.extend([] for _ in range(many))

{acts}
"""


def collections(acts: str) -> list[str]:
    """What the acts say, after whether garbage is looked for and whether what was loaded is kept."""
    code = COLLECTIONS.format(acts=acts)
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    said = run.stdout.split()
    assert said[:2] == ["True", "True"]
    return said[2:]


def test_new_objects_are_looked_through_when_nothing_happens():
    acts = "look(); make(2 * program.WORTH); look(); look(); look()"
    assert collections(acts) == ["none", "none", "1", "none"]


@pytest.mark.parametrize(
    ("busy", "times", "moving", "seen"),
    [
        (False, "DUE - 1", False, "none"),
        (False, "DUE", False, "2"),
        (True, "OVERDUE", False, "none"),
        (False, "DUE", True, "none"),
        (False, "OVERDUE", True, "2"),
    ],
)
def test_old_objects_are_looked_through_when_they_are_due(busy, times, moving, seen):
    acts = f"""
app.workers[0].is_finished = {not busy}
look()
for _ in range(program.{times}):
    gc.collect(1)
make({1000 * moving})
look()
"""
    assert collections(acts) == ["none", seen]


def test_a_large_import_is_looked_through_once_nothing_has_happened_for_long():
    acts = """
app.workers[0].is_finished = True
make(program.MANY)
for _ in range(program.DUE):
    gc.collect(1)
for _ in range(program.LONG + 1):
    look()
"""
    assert collections(acts) == [*["none"] * (LONG - 1), "2", "none"]


def test_what_a_great_deal_of_notes_leaves_is_never_looked_through_again():
    acts = """
app.workers[0].is_finished = True
make(program.TOO_MANY)
before = gc.get_freeze_count()
for _ in range(program.OVERDUE):
    gc.collect(1)
make(1000)
look()
print(gc.get_freeze_count() - before > program.TOO_MANY)
for _ in range(program.OVERDUE):
    gc.collect(1)
look()
"""
    assert collections(acts) == ["1", "True", "2"]
