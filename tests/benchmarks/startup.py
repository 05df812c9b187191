"""How long the commands that only look take, against `python -c pass` timed in the same run.

python tests/benchmarks/startup.py
"""

from __future__ import annotations

import compileall
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RUNS = 15

FLOOR = [sys.executable, "-c", "pass"]
COMMANDS = {
    "--version": 6.0,
    "--help": None,
    "exercises --json": None,
    "due": None,
    "check iou --seed 1 -- 1 2 3": None,
}
"""Each command with the ratio that is aimed at, where there is an aim."""


def seconds(command: list[str], environment: dict[str, str]) -> float:
    """Wall time of one whole process."""
    start = time.perf_counter()
    subprocess.run(command, capture_output=True, env=environment, check=False)
    return time.perf_counter() - start


def main() -> None:
    """Print a table of ratios; commands and floor take turns, so that a drifting machine hits both."""
    for package in ("engine", "cards", "quizapp"):
        compileall.compile_dir(ROOT / package, quiet=2)
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "QUIZAPP_STORE": str(Path(folder) / "store.sqlite")}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        print(f"{'command':32} {'median ms':>9} {'ratio':>6} {'aim':>5}")
        for name, aim in COMMANDS.items():
            command = [str(Path(sys.executable).with_name("quizapp")), *name.split()]
            pairs = [(seconds(FLOOR, environment), seconds(command, environment)) for _ in range(RUNS)]
            ratio = statistics.median(own / floor for floor, own in pairs)
            median = 1000 * statistics.median(own for _, own in pairs)
            print(f"quizapp {name:24} {median:9.1f} {ratio:6.1f} {aim or '':>5}")


if __name__ == "__main__":
    main()
