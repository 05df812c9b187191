"""What a command may load: fails alike on every machine, which a clock does not."""

from __future__ import annotations

import gc
import os
import subprocess
import sys

import pytest
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import Monochrome
from textual.strip import Strip

from quizapp.tui.program import spare_caches

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


GREY = Monochrome()

PARTS = {
    "crop": lambda strip: strip.crop(1, 4),
    "divide": lambda strip: strip.divide([2, 5]),
    "style": lambda strip: strip.apply_style(Style(bold=True)),
    "filter": lambda strip: strip.apply_filter(GREY, Color(0, 0, 0)),
    "length": lambda strip: strip.adjust_cell_length(9),
    "crop and extend": lambda strip: strip.crop_extend(1, 9, None),
    "offsets": lambda strip: strip.apply_offsets(1, 2),
}


@pytest.mark.parametrize("part", PARTS)
def test_lines_remember_their_parts_without_caches(part, monkeypatch):
    words = [Segment("abc", Style(color="red")), Segment("def", Style(bold=True))]
    usual = PARTS[part](Strip(words))
    monkeypatch.setattr("textual.strip.FIFOCache", None)  # put back afterwards
    spare_caches()
    line = Strip(words)
    assert PARTS[part](line) == usual
    assert PARTS[part](line) is PARTS[part](line)
    looked_at = filter(gc.is_tracked, gc.get_referents(Strip(words)))
    assert {type(one) for one in looked_at} == {type, list}
