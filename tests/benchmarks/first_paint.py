"""First paint and data on screen of the study program, against an empty Textual app with a footer.

    python tests/benchmarks/first_paint.py [--runs N]

Every start is a process of its own on a pseudo-terminal of 80x24, from the start of the interpreter
until the first frame has been written (or the decks stand on the screen); the programs take turns.
Bytecode is compiled first. The store holds the shipped notes. Prints milliseconds and the ratio to the
floor, by medians and by the fastest runs, which other programs on the machine disturb less.
"""

from __future__ import annotations

import argparse
import compileall
import os
import pty
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from statistics import median

import textual

import quizapp
from quizapp.workspace import Workspace

FLOOR = """
import os, sys
from textual.app import App
from textual.widgets import Footer

class Empty(App):
    def compose(self):
        yield Footer()

    def on_mount(self):
        self.call_after_refresh(os._exit, 0)

Empty().run()
"""

FIRST = """
import os, sys
from quizapp.tui.app import QuizApp

class Measured(QuizApp):
    def on_mount(self):
        self.call_after_refresh(os._exit, 0)

Measured(sys.argv[1]).run()
"""

DATA = """
import os, sys
from quizapp.tui.app import QuizApp
from quizapp.tui.widgets.decklist import DeckList

fill = DeckList.show

def show(self, *seen):
    fill(self, *seen)
    self.call_after_refresh(os._exit, 0)

DeckList.show = show
QuizApp(sys.argv[1]).run()
"""


def start(program: str, store: Path) -> float:
    """Milliseconds until the program has shown what it ends at."""
    parent, child = pty.openpty()
    os.set_blocking(parent, True)
    drain = threading.Thread(target=_drain, args=(parent,), daemon=True)
    drain.start()
    environ = os.environ | {"TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24"}
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, "-c", program, str(store)],
        stdin=child,
        stdout=child,
        stderr=child,
        env=environ,
        check=True,
    )
    took = (time.perf_counter() - began) * 1000
    os.close(child)
    drain.join(timeout=1)
    os.close(parent)
    return took


def _drain(descriptor: int) -> None:
    try:
        while os.read(descriptor, 65536):
            pass
    except OSError:
        return  # the other end was closed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=15)
    runs = parser.parse_args().runs
    for package in (quizapp, textual):
        compileall.compile_dir(str(Path(package.__file__ or "").parent), quiet=2)
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store.sqlite"
        Workspace.open(str(store)).close()
        programs = {"empty app with a footer": FLOOR, "first paint": FIRST, "data on screen": DATA}
        times: dict[str, list[float]] = {name: [] for name in programs}
        for turn in range(runs + 1):
            for name, program in programs.items():
                took = start(program, store)
                if turn:
                    times[name].append(took)
    floors = times["empty app with a footer"]
    for name, took in times.items():
        ratio, best = median(took) / median(floors), min(took) / min(floors)
        print(f"{name:<26}{median(took):6.0f} ms  {ratio:5.2f} of the floor", end="")
        print(f"   (fastest {min(took):.0f} ms, {best:.2f})")


if __name__ == "__main__":
    main()
