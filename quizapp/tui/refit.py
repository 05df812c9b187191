"""The memory model fitted in a process of its own: the screen would halt while the optimizer works.

What is run is `quizapp fit`; nothing is computed here.
"""

from __future__ import annotations

import asyncio
import json
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from engine.errors import InputError

DONE = (0, 1)
"""Exit codes of a fit that came to its end: it is better, or it is not."""


@dataclass(frozen=True, slots=True)
class Refit:
    """What a fit gave."""

    answers: int
    before: float
    """Log loss of the parameters in force on the newest answers."""
    after: float
    """That of parameters fitted to the older ones."""
    better: bool


async def refit(store: Path, *, apply: bool) -> Refit:
    """Fit the model to the answers in a store; being cancelled ends the process.

    Args:
        store: the database.
        apply: whether better parameters are put in force, with all memory states computed anew.

    Raises:
        InputError: it cannot be done; says why.
    """
    command = [sys.executable, "-m", "quizapp", "--store", str(store), "fit", "--json"]
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        *command, *(["--apply"] if apply else []), stdin=asyncio.subprocess.DEVNULL, stdout=pipe, stderr=pipe
    )
    try:
        out, refusal = await process.communicate()
    except asyncio.CancelledError:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()
        raise
    if process.returncode not in DONE or not out:
        lines = refusal.decode(errors="replace").strip().splitlines()
        raise InputError(lines[-1].removeprefix("quizapp: ") if lines else "the optimizer was stopped")
    found = json.loads(out)
    return Refit(found["answers"], found["before"], found["after"], found["better"])
