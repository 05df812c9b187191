"""A learner's script: what it prints, and what stops it."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import pytest

from quizapp.runner import LONGEST_OUTPUT, Run, run_script

SLEEPS = "import time\nprint('begun', flush=True)\ntime.sleep(600)\n"


@pytest.mark.parametrize(
    ("script", "ok", "output", "errors"),
    [
        ("print(1 + 1)", True, "2\n", ""),
        ("print('é → ∑')", True, "é → ∑\n", ""),
        ("import sys\nsys.stdout.buffer.write(b'\\xff')", True, "�", ""),
        ("print(1)\n1 / 0", False, "1\n", "ZeroDivisionError: division by zero"),
        ("print((1)", False, "", "SyntaxError: '(' was never closed"),
        ("input()", False, "", "EOFError"),
        ("raise SystemExit(3)", False, "", ""),
        ("x = 'a' * 10**10", False, "", "MemoryError"),
        ("import os\nos.abort()", False, "", ""),
    ],
)
def test_what_a_script_prints_and_how_it_ends(script: str, ok: bool, output: str, errors: str) -> None:
    outcome = run_script(script, seconds=60)
    assert (outcome.ok, outcome.output) == (ok, output)
    assert errors in outcome.errors
    assert "<string>" not in outcome.errors


def test_a_script_without_an_end_is_stopped_and_its_words_are_kept() -> None:
    outcome = run_script(SLEEPS, seconds=1)
    assert not outcome.ok
    assert outcome.output in ("begun\n", "")  # a busy machine may not have come so far
    assert "stopped after 1 seconds" in outcome.errors


def test_a_script_that_prints_without_an_end_is_stopped() -> None:
    outcome = run_script("while True:\n    print('x' * 1000)\n", seconds=60)
    assert not outcome.ok
    assert len(outcome.output) == LONGEST_OUTPUT
    assert f"printed more than {LONGEST_OUTPUT:,}" in outcome.errors


def test_a_script_is_stopped_from_another_thread() -> None:
    run = Run(SLEEPS, seconds=60)
    stopper = threading.Thread(target=run.stop)
    stopper.start()
    outcome = run.outcome()
    stopper.join()
    assert (outcome.ok, outcome.errors) == (False, "stopped\n")


@pytest.mark.skipif(os.name != "posix", reason="groups of processes")
def test_what_a_script_has_started_ends_with_it(tmp_path: Path) -> None:
    told = tmp_path / "number"
    starts = "import subprocess\ndone = subprocess.Popen(['sleep', '600'])\n"
    assert run_script(f"{starts}open({str(told)!r}, 'w').write(str(done.pid))\n", seconds=60).ok
    number = int(told.read_text())
    until = time.monotonic() + 60
    while _alive(number) and time.monotonic() < until:
        time.sleep(0.01)
    assert not _alive(number)


def _alive(number: int) -> bool:
    """Whether a process runs; one that has ended and waits for its parent does not."""
    try:
        return "Z" not in Path(f"/proc/{number}/stat").read_text().rpartition(")")[2]
    except OSError:
        return False
