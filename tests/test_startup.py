"""What a command may load: fails alike on every machine, which a clock does not."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

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
from quizapp.tui import program

app = SimpleNamespace(workers=[SimpleNamespace(is_finished=False)])
older = program.Older(app)
gc.disable()
program.keep_what_is_loaded()
print(gc.isenabled(), gc.get_freeze_count() > 0)
kept, found = [], []
gc.callbacks.append(lambda phase, info: info["generation"] == 2 and found.append(phase == "stop"))

def make(many):
    while gc.get_count()[2] < many:
        kept.append([])

for busy, many in ((False, 1), (False, program.DUE), (True, program.OVERDUE), (False, program.OVERDUE)):
    app.workers[0].is_finished = not busy
    for _ in range(2):
        make(many)
        older.look()
        print(sum(found))
"""


def test_what_was_loaded_is_looked_through_no_more_and_what_is_old_when_asked():
    run = subprocess.run([sys.executable, "-c", COLLECTIONS], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["True", "True", *"00011123"]
