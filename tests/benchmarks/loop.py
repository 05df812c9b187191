"""How late the event loop comes to a ticking clock while the program works, at 100,000 cards.

    python tests/benchmarks/loop.py [--cards N] [--rows N] [--store FILE] [--only WORD] [--why]

The aim is that nothing holds the loop for more than 50 ms. The floor is the same clock in an empty Textual
app whose text changes with each tick. `longest` is by the clock, with what other programs on the machine
took; `with a processor` leaves out the time for which the loop had work and no processor, and `own work`
counts no more than the loop worked, so that the difference is what it waited for the program's own threads;
`garbage` is the longest collection.
`--why` says where the loop was in its longest stalls.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Awaitable, Callable
from itertools import count
from pathlib import Path
from typing import Any

from large import clock, fill, made_notes
from stage import Stage, lead, perform
from textual.app import App, ComposeResult
from textual.widgets import Footer, Static

from quizapp.tui.program import FRAMES

AIM = 50.0

ANSWERS = 30

MANY = "deck:1"
"""What finds more than half of the cards."""


LINKED = 'deck:optimizers "Adam"'
"""What finds cards that call for exercises."""


class Empty(App[None]):
    """Shows a number that grows."""

    def compose(self) -> ComposeResult:
        yield Static()
        yield Footer()

    def on_mount(self) -> None:
        numbers = count()
        self.set_interval(0.02, lambda: self.query_one(Static).update(f"{next(numbers)}"))


async def idle(stage: Stage) -> dict[str, Any]:
    """The floor."""

    async def wait() -> None:
        await stage.still(None, lambda: len(stage.lateness) > 600)

    import stage as module

    module.STILL = -1  # its screen never stands still
    return {"an empty app": await stage.measured(wait())}


class Acts:
    """What a learner does, each from the first screen back to it."""

    def __init__(self, stage: Stage, notes: Path) -> None:
        self.stage = stage
        self.notes = notes
        self.app: Any = stage.app

    async def key(self, *keys: str, until: Callable[[], bool] = lambda: True) -> None:
        """Press keys one after the other, each when the screen stands still."""
        for name in keys:
            await self.stage.still(self.stage.press(name), until)

    async def home(self) -> None:
        """Back to the first screen."""
        await self.key("escape", until=lambda: self.on("HomeScreen"))

    def on(self, name: str) -> bool:
        return self.shows(name) and not list(self.app.screen.workers)

    def shows(self, name: str) -> bool:
        return type(self.app.screen).__name__ == name

    async def open(self) -> None:
        await self.stage.still(None, lambda: self.app.opened and not list(self.app.workers))

    async def browse(self) -> None:
        await self.key("b", until=lambda: self.on("BrowseScreen"))
        for letter in "gradient":
            self.stage.press(letter)
            await self.stage.still(None, most=1)
        await self.key("enter")
        await self.key(*["j"] * 30, *["pagedown"] * 8, *["pageup"] * 4)
        await self.key("slash", *["backspace"] * 8, *"zqx", "enter")
        await self.home()

    async def study(self) -> None:
        await self.key("enter", until=lambda: self.on("StudyScreen"))
        for _ in range(ANSWERS):
            await self.key("space", "3")
        await self.key("u")
        await self.home()

    async def exercise(self) -> None:
        await self.app.practise(["adam_step"])
        await self.stage.still(None, lambda: self.on("StudyScreen"))
        await self.key("1", "enter", "ctrl+g")
        await self.app.pop_screen()

    async def stats(self) -> None:
        await self.stage.still(self.stage.press("t"), lambda: self.on("StatsScreen"), most=400)
        await self.home()

    async def quiz(self) -> None:
        from quizapp.quiz.run import Plan
        from quizapp.quiz.sitting import topics

        await self.app.quiz(Plan(tuple(name for name, _ in topics()), 20, 0))
        await self.stage.still(None, lambda: self.on("QuizScreen"))
        await self.key("ctrl+g", "ctrl+g", "ctrl+g", "escape")
        await self.key("y", until=lambda: self.on("QuizResultScreen"))
        await self.home()

    async def fit(self) -> None:
        from quizapp.tui.screens.fit import FitScreen

        await self.app.push_screen(FitScreen())
        await self.stage.still(None, lambda: self.on("FitScreen"), most=1000)
        await self.key("escape")

    async def preview(self) -> None:
        from quizapp.tui.screens.bring import BringScreen

        await self.app.push_screen(BringScreen([self.notes]))
        await self.stage.still(None, lambda: self.on("BringScreen"), most=1000)
        await self.key("j", "j", "pagedown", "pagedown")

    async def take(self) -> None:
        await self.key("enter", until=lambda: self.on("HomeScreen"))

    async def many(self) -> None:
        """Put ten thousand cards to rest and back, tag and link them."""
        await self.key("b", until=lambda: self.on("BrowseScreen"))
        self.app.screen.line.value = MANY
        await self.stage.still(None, lambda: self.on("BrowseScreen"))
        await self.key("enter")
        for act in ("s", "s", "t", "l"):
            await self.key("a", until=lambda: len(self.app.screen.marked) > 9_000)
            if act == "s":
                await self.key(act, until=self.done)
            else:
                await self.stage.still(self.stage.press(act), lambda: not self.shows("BrowseScreen"))
                await self.key(*"adam", "enter")
                if act == "l":
                    await self.stage.still(None, lambda: self.app.screen._changed)
                    self.stage.press("escape")
                await self.stage.still(None, self.done, most=300)
        await self.home()

    def done(self) -> bool:
        """Whether what was marked in browsing was dealt with."""
        return self.on("BrowseScreen") and not self.app.screen.marked

    async def export(self) -> None:
        """Look at cards while the command writes all of them to a file, from the same store."""
        where = str(self.app.store_path)
        command = [sys.executable, "-m", "quizapp", "--store", where, "export", "--format", "json"]
        writing = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.DEVNULL)
        await self.key("b", until=lambda: self.on("BrowseScreen"))
        await self.key("enter")
        while writing.returncode is None:
            await self.key(*["j"] * 10, *["k"] * 10)
        await self.home()

    async def every(self) -> None:
        """Mark all cards and nothing."""
        await self.key("b", until=lambda: self.on("BrowseScreen"))
        await self.key("enter")
        for marked in (True, False):
            await self.key("a", until=lambda here=marked: bool(self.app.screen.marked) == here)
        await self.home()

    async def card(self) -> None:
        """Look at a card, what is known of it and its script; edit and flag it; practise its exercises."""
        await self.key("b", until=lambda: self.on("BrowseScreen"))
        self.app.screen.line.value = LINKED
        await self.stage.still(None, lambda: self.on("BrowseScreen"))
        await self.key("enter", "e", *"word")
        await self.key("escape", until=lambda: self.shows("ConfirmScreen"))
        await self.key("y", until=lambda: self.on("BrowseScreen"))
        await self.key("f", "1", *"why")
        await self.key("enter", until=lambda: self.on("BrowseScreen"))
        await self.key("x", until=lambda: self.on("StudyScreen"))
        await self.key("1", "enter", "ctrl+n", "ctrl+g", "v", "escape", "i", "escape", "n")
        await self.key("escape", until=lambda: self.on("BrowseScreen"))
        await self.home()

    async def help(self) -> None:
        """Help, the palette and the calendar, from the first screen and from the list."""
        await self.key("question_mark", "pagedown", "escape", "ctrl+p", *"set", "escape")
        await self.key("tab", *["left"] * 9, *["up"] * 3, "tab")
        await self.key("b", until=lambda: self.on("BrowseScreen"))
        await self.key("enter", "question_mark", "escape", "ctrl+p", *"set", "escape")
        await self.home()

    async def leeches(self) -> None:
        await self.key("l", until=lambda: self.on("BrowseScreen"))
        await self.key(*["j"] * 5)
        await self.home()

    async def paths(self) -> None:
        """Choose study paths, and put a quiz together."""
        await self.key("p", "space", "space", "escape", "z", "space", "space", "a", "a", "escape")

    async def settings(self) -> None:
        await self.key("s", until=lambda: self.on("SettingsScreen"))
        await self.key("j", "j")
        await self.home()


ORDER = (
    "open",
    "browse",
    "study",
    "exercise",
    "stats",
    "quiz",
    "settings",
    "help",
    "paths",
    "card",
    "leeches",
    "every",
    "many",
    "export",
    "fit",
    "preview",
    "take",
)


def inside(kind: str, store: str, notes: str, only: str, why: str, out: str) -> None:
    """The part that runs on the terminal."""
    if kind == "empty":
        lead(Empty(), idle, Path(out))
        return
    from quizapp.tui.program import arranged

    async def play(stage: Stage) -> dict[str, Any]:
        acts = Acts(stage, Path(notes))
        found = {}
        for name in ORDER:
            if name == "open" or only in name or (name == "preview" and only == "take"):
                act: Callable[[], Awaitable[None]] = getattr(acts, name)
                found[name] = await stage.measured(act())
        return found

    lead(arranged(store, clock=clock(), seed=1), play, Path(out), why=bool(why))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cards", type=int, default=100_000)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--store", type=Path, help="a store made before, which is copied; made when missing")
    parser.add_argument("--only", default="", help="only the acts whose name holds this")
    parser.add_argument("--why", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store, notes = Path(folder) / "store.sqlite", Path(folder) / "notes"
        fill(store, given.cards, given.rows, kept=given.store)
        made_notes(notes, megabytes=5)
        arguments = (str(store), str(notes), given.only, "why" if given.why else "")
        times = perform(__file__, ["empty", *arguments])
        times |= perform(__file__, ["program", *arguments], TEXTUAL_FPS=FRAMES)
    print(f"cards {given.cards}, log rows {given.rows}, aim {AIM:.0f} ms")
    print(f"{'':14}{'longest':>9}{'with a processor':>18}{'own work':>10}{'garbage':>9}{'p99':>7}   in ms")
    for name, one in times.items():
        print(
            f"{name:14}{one['longest']:9.1f}{one['free']:18.1f}{one['loop']:10.1f}{one['garbage']:9.1f}{one['p99']:7.1f}"
            f"   in {one['seconds']:.1f} s"
        )
        for late, worked, stacks in one["stalls"] if given.why else ():
            print(f"  {late:.1f} ms, of them {worked:.1f} of work")
            for stack, seen in stacks:
                print(f"    {seen:3} {stack}")


if __name__ == "__main__":
    if len(sys.argv) == 7 and sys.argv[1] in ("empty", "program"):
        inside(*sys.argv[1:])
    else:
        main()
