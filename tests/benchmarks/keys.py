"""From a key to the frame on the terminal, from card to card, and from a search to its rows.

    python tests/benchmarks/keys.py [--cards N] [--rows N] [--store FILE] [--times N] [--only WORD]

The floor is an empty Textual app that shows another number at each key: what the library itself needs, its
waiting for its next frame included. `first` is the first frame after the key, for a search
the first one with its rows, and `whole` the last one before the screen stands still, in milliseconds by the
clock; `work` is the processor time of the program up to then, which other programs on the machine disturb
less. Card to card is also given without the time that the store took.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from large import clock, fill
from stage import Frame, Stage, lead, perform
from textual.app import App, ComposeResult
from textual.events import Paste
from textual.widgets import Footer, Static

from quizapp.tui.program import FRAMES

SEARCHES = (
    "gradient",
    "fact 77123",
    "zqx",
    "g",
    "gr",
    "gra",
    '"batch normalization"',
    "is:due",
    "is:new",
    "is:leech",
    "tag:metrics",
    "tag:zqx",
    "topic:4",
    "flag:1",
    "mistake:no_bias",
    "gradient is:due tag:lot-7",
    "zq",
    "",
)

Taken = tuple[float, float, float, float, int]
"""Milliseconds by the clock and of processor time, to the first frame and to the last; how many frames."""


class Empty(App[None]):
    """Shows how often a key was pressed."""

    pressed = 0

    def compose(self) -> ComposeResult:
        yield Static()
        yield Footer()

    def on_key(self) -> None:
        self.pressed += 1
        self.query_one(Static).update(f"{self.pressed}")


class Measure:
    """Keys pressed one after the other, each when the screen stands still."""

    def __init__(self, stage: Stage, times: int) -> None:
        self.stage = stage
        self.times = times
        self.app: Any = stage.app
        self.listed: list[Frame] = []
        """When the list was filled with what a search has found."""

    async def after(
        self,
        act: Callable[[], Frame],
        until: Callable[[], bool] = lambda: True,
        ready: Callable[[], float] = lambda: 0,
    ) -> Taken:
        """From an act to its frames; the first is the first one after what is waited for was ready."""
        began = act()

        def done() -> bool:
            """It is on the screen."""
            return until() and self.stage.frames[-1].at > ready() and (ready() > began.at or not ready())

        frames = await self.stage.still(began, done, shown=True)
        first, last = next(frame for frame in frames if frame.at > ready()), frames[-1]
        clock = [1000 * (frame.at - began.at) for frame in (first, last)]
        worked = [1000 * (frame.worked - began.worked) for frame in (first, last)]
        return clock[0], worked[0], clock[1], worked[1], len(frames)

    async def key(self, name: str, until: Callable[[], bool] = lambda: True) -> Taken:
        return await self.after(lambda: self.stage.press(name), until)

    def idle(self) -> bool:
        return not list(self.app.workers)

    async def empty(self) -> dict[str, list[Taken]]:
        await self.stage.still()
        return {"an empty app": [await self.key("x") for _ in range(self.times)]}

    async def opened(self) -> None:
        await self.stage.still(None, lambda: self.app.opened and self.idle())

    async def browse(self) -> dict[str, list[Taken]]:
        await self.key("b", lambda: type(self.app.screen).__name__ == "BrowseScreen" and self.idle())
        self.app.screen.line.cursor_blink = False
        choices = self.app.screen.choices
        choices.set_options = _noting(choices.set_options, self.listed)
        found: dict[str, list[Taken]] = {"down in a list": []}
        await self.key("enter")
        for _ in range(self.times):
            found["down in a list"].append(await self.key("j", self.idle))
        await self.key("slash")
        for typed in SEARCHES:
            found[f"search {typed or 'for all'}"] = [await self._search(typed) for _ in range(5)]
        await self.key("escape", lambda: type(self.app.screen).__name__ == "HomeScreen" and self.idle())
        return found

    async def _search(self, typed: str) -> Taken:
        line = self.app.screen.line
        line.value = "nothing that is there, but for" if not typed else ""
        await self.stage.still(None, self.idle)
        line.select_all()

        def paste() -> Frame:
            now = Frame.now()
            self.app._driver.send_message(Paste(typed or "the"))
            return now

        return await self.after(paste, self.idle, lambda: self.listed[-1].at)

    async def stats(self) -> dict[str, list[Taken]]:
        from quizapp.tui.screens.stats import StatsScreen

        shown: list[Frame] = []
        StatsScreen._show = _noting(StatsScreen._show, shown)  # type: ignore[method-assign]
        found = []
        for _ in range(3):
            shown.clear()
            taken = await self.after(
                lambda: self.stage.press("t"), lambda: bool(shown) and self.idle(), lambda: shown[0].at
            )
            found.append(taken)
            await self.key("escape", lambda: type(self.app.screen).__name__ == "HomeScreen" and self.idle())
        return {"statistics": found}

    async def study(self) -> dict[str, list[Taken]]:
        stored: list[float] = []
        _timed(stored)
        await self.key("enter", lambda: type(self.app.screen).__name__ == "StudyScreen" and self.idle())
        screen = self.app.screen
        shown, cards = [], []
        beyond: list[Taken] = []
        for _ in range(self.times):
            shown.append(await self.key("space", lambda: screen.revealed))
            stored.clear()
            taken = await self.key("3", lambda: not screen.revealed)
            store = 1000 * sum(stored)
            cards.append(taken)
            first, begun, whole, worked, frames = taken
            beyond.append((first - store, begun - store, whole - store, worked - store, frames))
        return {"show the answer": shown, "card to card": cards, "... beyond the store": beyond}


def _timed(stored: list[float]) -> None:
    """Notes how long each call into the session took."""
    from quizapp.sitting import Sitting

    for name in ("grade", "advance"):
        setattr(Sitting, name, _timing(getattr(Sitting, name), stored))


def _timing(call: Callable[..., Any], stored: list[float]) -> Callable[..., Any]:
    def timed(*arguments: Any) -> Any:
        began = time.perf_counter()
        try:
            return call(*arguments)
        finally:
            stored.append(time.perf_counter() - began)

    return timed


def _noting(call: Callable[..., Any], moments: list[Frame]) -> Callable[..., Any]:
    def noted(*arguments: Any) -> Any:
        result = call(*arguments)
        moments.append(Frame.now())
        return result

    return noted


def inside(kind: str, store: str, times: str, only: str, out: str) -> None:
    """The part that runs on the terminal."""
    if kind == "empty":
        lead(Empty(), lambda stage: Measure(stage, int(times)).empty(), Path(out))
        return
    from quizapp.tui.program import arranged

    async def play(stage: Stage) -> dict[str, list[Taken]]:
        measure = Measure(stage, int(times))
        await measure.opened()
        found: dict[str, list[Taken]] = {}
        acts: dict[str, Callable[[], Awaitable[dict[str, list[Taken]]]]]
        acts = {"browse": measure.browse, "stats": measure.stats, "study": measure.study}
        for name, act in acts.items():
            if only in name:
                found |= await act()
                await asyncio.sleep(0)
        return found

    lead(arranged(store, clock=clock(), seed=1), play, Path(out))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cards", type=int, default=100_000)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--store", type=Path, help="a store made before, which is copied; made when missing")
    parser.add_argument("--times", type=int, default=60)
    parser.add_argument("--only", default="", help="browse, stats or study")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store.sqlite"
        fill(store, given.cards, given.rows, kept=given.store)
        arguments = (str(store), str(given.times), given.only)
        found = perform(__file__, ["empty", *arguments])
        found |= perform(__file__, ["program", *arguments], TEXTUAL_FPS=FRAMES)
    print(f"cards {given.cards}, log rows {given.rows}")
    print(
        f"{'':28}{'first: p50':>11}{'p99':>7}{'work':>7}{'whole: p50':>12}{'p99':>7}{'work':>7}{'frames':>8}"
    )
    for name, taken in found.items():
        first, begun, whole, worked, frames = zip(*taken, strict=True)
        print(
            f"{name:28}{median(first):7.1f}{_p99(first):7.1f}{median(begun):7.1f}"
            f"{median(whole):7.1f}{_p99(whole):7.1f}{median(worked):7.1f}{median(frames):8.1f}"
        )


def _p99(values: Sequence[float]) -> float:
    return quantiles(values, n=100, method="inclusive")[98]


if __name__ == "__main__":
    if len(sys.argv) == 6 and sys.argv[1] in ("empty", "program"):
        inside(*sys.argv[1:])
    else:
        main()
