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


COLLECTIONS = """
import gc
import weakref
from types import SimpleNamespace
import textual._styles_cache
from quizapp.tui import program

app = SimpleNamespace(workers=[SimpleNamespace(is_finished=False)], screen_stack=["first", "second"])
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

def grow(many):
    # older ones; the first look at them lets go of what was drawn
    make(many)
    gc.collect(1)
    collector.look()

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
    ("busy", "more", "moving", "seen"),
    [
        (False, "GROWN - 1000", False, "none"),
        (False, "GROWN + 1000", False, "2"),
        (True, "OUTGROWN + 1000", False, "none"),
        (False, "GROWN + 1000", True, "none"),
        (False, "OUTGROWN + 1000", True, "2"),
    ],
)
def test_old_objects_are_looked_through_when_they_have_become_many_more(busy, more, moving, seen):
    acts = f"""
app.workers[0].is_finished = {not busy}
grow(program.{more})
make({1000 * moving})
look()
"""
    assert collections(acts) == [seen]


def test_what_a_look_through_old_objects_has_left_makes_no_other_one_due():
    acts = """
app.workers[0].is_finished = True
for more in (program.GROWN + 1000, program.GROWN // 2, program.GROWN // 2 + 1000):
    grow(more)
    look()
"""
    assert collections(acts) == ["2", "none", "2"]


@pytest.mark.parametrize(
    ("many", "at_home", "looked", "left_alone"),
    [
        ("KEPT", True, "2", True),
        ("KEPT", False, "2", False),
        ("KEPT_ELSEWHERE", False, "2", True),
        ("MANY", True, "1", True),
        ("MANY", False, "none", False),
        ("TOO_MANY", False, "1", True),
    ],
)
def test_what_stays_is_left_alone_and_a_great_deal_is_never_looked_through(many, at_home, looked, left_alone):
    acts = f"""
app.workers[0].is_finished = True
app.screen_stack = app.screen_stack[: {2 - at_home}]
before = gc.get_freeze_count()
grow(program.{many} + 1000)
look()
print(gc.get_freeze_count() - before > program.{many})
"""
    assert collections(acts) == [looked, str(left_alone)]


def test_garbage_among_old_objects_is_freed():
    acts = """
app.workers[0].is_finished = True
class Node: pass
cycle = Node()
cycle.itself = cycle
gone = weakref.ref(cycle)
grow(program.GROWN + 1000)
del cycle
look()
print(gone() is None)
"""
    assert collections(acts) == ["2", "True"]


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
