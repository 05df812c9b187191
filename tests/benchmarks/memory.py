"""What an hour of study keeps in memory: 2,000 answers to cards and exercises, one program.

    python tests/benchmarks/memory.py [--cards N] [--answers N]

Every fifth question is an exercise, answered wrongly and then solved. Prints after each tenth of the answers
and a short rest what the process holds: resident memory, and objects that can be in cycles. The aim is no
growth after the first tenth, in which caches fill, but for the definitions of exercises not met before.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from large import clock, fill
from stage import Stage, lead, perform

from quizapp.tui.collecting import LOOK

TENTHS = 10

EXERCISE_EVERY = 5

PATIENCE = 60.0


class Study:
    """Answers one question after the other."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.app: Any = stage.app

    async def until(self, holds: Callable[[], bool]) -> None:
        async with asyncio.timeout(PATIENCE):
            while not holds():
                await asyncio.sleep(0.001)

    async def begin(self, cards: int) -> None:
        """Cram all exercises and as many cards as go with them."""
        import engine

        await self.until(lambda: self.app.opened and not list(self.app.workers))
        library = (await self.app.workspace()).store.library
        exercises = [*library.ensure_exercises([entry.id for entry in engine.catalogue()]).values()]
        numbers = iter(range(1, cards + 1))
        items = [
            next(numbers) if place % EXERCISE_EVERY else exercises[place // EXERCISE_EVERY]
            for place in range(min(cards, EXERCISE_EVERY * len(exercises)))
        ]
        await self.app.cram(items)
        await self.until(lambda: type(self.app.screen).__name__ == "StudyScreen")

    async def answer(self) -> None:
        """Answer one question, as not known, so that there is always a next one."""
        screen = self.app.screen
        shown = screen.sitting.shown
        if shown.round is not None:
            self.stage.press("7")
            self.stage.press("enter")
            self.stage.press("ctrl+g")
        else:
            self.stage.press("space")
        await self.until(lambda: screen.revealed)
        self.stage.press("1" if shown.round is None else "space")
        await self.until(lambda: screen.sitting.shown is not shown and not screen.revealed)

    async def play(self, answers: int) -> list[tuple[float, int]]:
        await self.begin(10 * answers)
        found = []
        for _ in range(TENTHS):
            for _ in range(answers // TENTHS):
                await self.answer()
            self.stage.frames.clear()
            self.stage.lateness.clear()
            self.stage.collections.clear()
            await asyncio.sleep(3 * LOOK)  # a rest, in which the program frees what is old
            gc.collect()
            found.append((resident(), len(gc.get_objects())))
        return found


def resident() -> float:
    """Megabytes that the process holds; 0 where the system does not tell."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1000 for line in lines if line.startswith("VmRSS")), 0.0)


def inside(store: str, answers: str, out: str) -> None:
    """The part that runs on the terminal."""
    from quizapp.tui.program import arranged

    lead(arranged(store, clock=clock(), seed=1), lambda stage: Study(stage).play(int(answers)), Path(out))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cards", type=int, default=5_000)
    parser.add_argument("--answers", type=int, default=2_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store.sqlite"
        fill(store, given.cards, given.cards)
        found = perform(__file__, [str(store), str(given.answers)])
    first = found[0]
    print(f"{'answers':>8}{'resident MB':>13}{'objects':>9}")
    for tenth, (megabytes, objects) in enumerate(found, 1):
        print(f"{tenth * given.answers // TENTHS:8}{megabytes:13.1f}{objects:9}")
    print(f"after the first tenth: {found[-1][0] - first[0]:+.1f} MB, {found[-1][1] - first[1]:+} objects")


if __name__ == "__main__":
    if len(sys.argv) == 4 and not sys.argv[1].startswith("-"):
        inside(*sys.argv[1:])
    else:
        main()
