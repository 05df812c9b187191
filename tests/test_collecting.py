"""How garbage is looked for: never much at once, and when nothing happens."""

from __future__ import annotations

import subprocess
import sys

import pytest

STEPS = 5
"""Looks in which older objects are counted, what was drawn is let go of, they are counted again, looked
through, and what is left is counted."""

COLLECTIONS = """
import gc
import weakref
from types import SimpleNamespace
import textual._styles_cache
from quizapp.tui import collecting

app = SimpleNamespace(workers=[SimpleNamespace(is_finished=False)], screen_stack=["first", "second"])
collector = collecting.Collector(app)
gc.disable()
collecting.keep_what_is_loaded()
print(gc.isenabled(), gc.get_freeze_count() > 0)
kept, found = [], []
gc.callbacks.append(lambda phase, info: phase == "stop" and found.append(info["generation"]))

def look(times=1, moving=0):
    # says the oldest that were looked through
    found.clear()
    for _ in range(times):
        make(moving)
        collector.look()
    print(max(found, default="none"))

def make(many):
    kept.extend([] for _ in range(many))

def grow(many):
    make(many)
    gc.collect(1)  # older ones

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
    acts = "look(); make(2 * collecting.WORTH); look(); look(); look()"
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
grow(collecting.{more})
look({STEPS}, {400 * moving})
"""
    assert collections(acts) == [seen]


def test_what_a_look_through_old_objects_has_left_makes_no_other_one_due():
    acts = f"""
app.workers[0].is_finished = True
for more in (collecting.GROWN + 1000, collecting.GROWN // 2, collecting.GROWN // 2 + 1000):
    grow(more)
    look({STEPS})
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
grow(collecting.{many} + 1000)
look({STEPS})
print(gc.get_freeze_count() - before > collecting.{many})
"""
    assert collections(acts) == [looked, str(left_alone)]


def test_garbage_among_old_objects_is_freed():
    acts = f"""
app.workers[0].is_finished = True
class Node: pass
cycle = Node()
cycle.itself = cycle
gone = weakref.ref(cycle)
grow(collecting.GROWN + 1000)
del cycle
look({STEPS})
print(gone() is None)
"""
    assert collections(acts) == ["2", "True"]


def test_what_a_closed_screen_has_let_go_of_is_not_counted():
    acts = f"""
app.workers[0].is_finished = True
grow(collecting.MANY + 1000)
look({STEPS})
app.screen_stack = ["first"]
del kept[collecting.GROWN + 1000 :]
look({STEPS})
"""
    assert collections(acts) == ["none", "2"]
