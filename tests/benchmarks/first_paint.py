"""First paint and data on screen of `quizapp`, against an empty Textual app with a footer.

    python tests/benchmarks/first_paint.py [--runs N]

Every start is a process of its own on a pseudo-terminal of 80x24, from the start of the interpreter until
words that only that frame holds have come out of the terminal; the programs take turns. Bytecode is
compiled first. The store holds the shipped notes. Prints milliseconds and the ratio to the floor: by the
clock, by the fastest runs, and by the processor time up to that moment, which other programs on the
machine disturb less.
"""

from __future__ import annotations

import argparse
import compileall
import os
import pty
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import textual

import cards
import engine
import quizapp
from quizapp.workspace import Workspace

FLOOR = """
from textual.app import App
from textual.widgets import Footer

class Empty(App):
    def compose(self):
        yield Footer()

Empty().run()
"""

PROGRAM = "import sys; sys.argv = ['quizapp']; from quizapp.cli import main; main()"

STARTS = {
    "empty app with a footer": (FLOOR, b"palette"),
    "first paint": (PROGRAM, b"quizapp"),
    "data on screen": (PROGRAM, b"Everything"),
}
"""Each start: the program, and words of the frame that is waited for."""


def start(program: str, words: bytes, store: Path) -> tuple[float, float]:
    """Milliseconds until the words are there: by the clock, and of processor time."""
    parent, child = pty.openpty()
    environ = {"TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24", "QUIZAPP_STORE": str(store)}
    began = time.perf_counter()
    running = subprocess.Popen(
        [sys.executable, "-c", program], stdin=child, stdout=child, stderr=child, env=os.environ | environ
    )
    seen = b""
    while words not in seen:
        seen += os.read(parent, 65536)
    took, worked = time.perf_counter() - began, _worked(running.pid)
    running.kill()
    running.wait()
    os.close(child)
    os.close(parent)
    return 1000 * took, 1000 * worked


def _worked(process: int) -> float:
    """Seconds of processor time of all threads; 0 where the system does not tell."""
    threads = Path(f"/proc/{process}/task").glob("*/schedstat")
    return sum(int(thread.read_text().split()[0]) for thread in threads) / 1e9


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=15)
    runs = parser.parse_args().runs
    for package in (engine, cards, quizapp, textual):
        compileall.compile_dir(str(Path(package.__file__ or "").parent), quiet=2)
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store.sqlite"
        Workspace.open(str(store)).close()
        times: dict[str, list[tuple[float, float]]] = {name: [] for name in STARTS}
        for turn in range(runs + 1):
            for name, (program, words) in STARTS.items():
                took = start(program, words, store)
                if turn:
                    times[name].append(took)
    floors = times["empty app with a footer"]
    print(f"{'':26}{'median':>8}{'ratio':>7}{'fastest':>9}{'ratio':>7}{'processor':>11}{'ratio':>7}")
    for name, starts in times.items():
        print(f"{name:<26}", end="")
        for pick, column, width in ((median, 0, 8), (min, 0, 9), (median, 1, 11)):
            mine, floor = (pick([one[column] for one in each]) for each in (starts, floors))
            print(f"{mine:{width}.0f}{mine / floor if floor else 0:7.2f}", end="")
        print()


if __name__ == "__main__":
    main()
