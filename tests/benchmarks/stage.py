"""A stage for the other benchmarks: a Textual program on a pseudo-terminal of its own, led by a script.

The script runs on the program's own event loop. It presses keys, waits until the screen stands still, and
knows when each frame was written to the terminal and how late the loop came to a clock that ticks every
five milliseconds. Frames are really composed and written, as they are for a learner.
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import pty
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from typing import Any

from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Key

COLUMNS, LINES = 120, 40

TICK = 0.005
STILL = 0.06
"""Seconds without a frame after which the screen counts as standing still: four frames."""

LATE = 0.03
"""Seconds of lateness from which `--why` looks where the program is."""

SHOWN = 3
"""Stalls that `--why` explains."""

_SCHEDULED = Path("/proc/thread-self/schedstat")

Script = Callable[["Stage"], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Frame:
    """A moment, such as that at which a frame has reached the terminal, in seconds."""

    at: float
    worked: float
    """Processor time of the program."""

    @classmethod
    def now(cls) -> Frame:
        return cls(time.perf_counter(), time.process_time())


@dataclass(frozen=True, slots=True)
class Late:
    """How late a tick came, in seconds."""

    clock: float
    free: float
    """Without the time for which the loop could have worked and had no processor; the same where the system
    does not tell that."""
    loop: float
    """At most what the loop's thread worked meanwhile."""
    beat: float
    """When the tick before it came."""


def _queued() -> float:
    """Seconds for which this thread has waited for a processor; 0 where the system does not tell."""
    try:
        return int(_SCHEDULED.read_text("ascii").split()[1]) / 1e9
    except OSError:
        return 0.0


class _Terminal:
    """The file of the driver, which notes when what was written has reached the terminal."""

    def __init__(self, file: Any, frames: list[Frame]) -> None:
        self._file = file
        self._frames = frames

    def flush(self) -> None:
        self._file.flush()
        self._frames.append(Frame.now())

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


class Stage:
    """A running program with its frames and its clock."""

    def __init__(self, app: App[Any], why: bool) -> None:
        self.app = app
        self.frames: list[Frame] = []
        self.lateness: list[Late] = []
        self._beat = time.perf_counter()
        self._collects_since = 0.0
        self.collections: list[float] = []
        """How long each collection of garbage took, in seconds of its thread's work."""
        self._stacks: dict[float, Counter[str]] = {}
        """Where the loop was in each long stall."""
        frames = self.frames

        class Driver(LinuxDriver):
            def __init__(self, *arguments: Any, **options: Any) -> None:
                super().__init__(*arguments, **options)
                self._file: Any = _Terminal(self._file, frames)

        app.driver_class = Driver
        gc.callbacks.append(self._collecting)
        if why:
            threading.Thread(target=self._look, args=(threading.get_ident(),), daemon=True).start()

    def _collecting(self, phase: str, info: dict[str, int]) -> None:
        if phase == "start":
            self._collects_since = time.thread_time()
        else:
            self.collections.append(time.thread_time() - self._collects_since)

    async def tick(self) -> None:
        """Note how late each tick comes."""
        while True:
            self._beat, queued, held = time.perf_counter(), _queued(), time.thread_time()
            await asyncio.sleep(TICK)
            late = time.perf_counter() - self._beat - TICK
            queued, held = _queued() - queued, time.thread_time() - held
            free = max(0.0, late - queued)
            self.lateness.append(Late(late, free, min(free, held), self._beat))

    def _look(self, thread: int) -> None:
        while True:
            time.sleep(0.004)
            if time.perf_counter() - self._beat > TICK + LATE:
                stack = traceback.extract_stack(sys._current_frames()[thread])
                lines = [f"{Path(one.filename).name}:{one.lineno} {one.name}" for one in stack[-9:]]
                self._stacks.setdefault(self._beat, Counter())[" < ".join(reversed(lines))] += 1

    def press(self, key: str) -> Frame:
        """Press a key as the driver does; the moment at which it was pressed."""
        now = Frame.now()
        driver = self.app._driver
        assert driver is not None
        driver.send_message(Key(key, key if len(key) == 1 else " " if key == "space" else None))
        return now

    async def still(
        self,
        since: Frame | None = None,
        until: Callable[[], bool] = lambda: True,
        *,
        shown: bool = False,
        most: float = 120,
    ) -> list[Frame]:
        """Wait until a condition holds and the screen stands still; the frames up to then.

        Args:
            since: what came before is no matter; now when None.
            until: the condition.
            shown: whether there must be a frame.
            most: seconds.

        Raises:
            TimeoutError: that was not the case in time.
        """
        since = since or Frame.now()
        while time.perf_counter() < since.at + most:
            await asyncio.sleep(0.002)
            frames = [frame for frame in self.frames[-100:] if frame.at > since.at]
            last = frames[-1] if frames else since
            quiet = time.perf_counter() - last.at > STILL and (frames or not shown)
            if quiet and until() and not self._busy():
                return frames
        raise TimeoutError(f"{self.app.screen} did not stand still: {self._busy() or 'it waits'}")

    def _busy(self) -> list[object]:
        """Where messages wait, and what has still to be painted."""
        screen = self.app.screen
        nodes = (self.app, screen, *screen.walk_children())
        waiting: list[object] = [
            node for node in nodes if not node._message_queue.empty() or node._next_callbacks
        ]
        due = screen._layout_required or screen._repaint_required
        return [*waiting, *screen._dirty_widgets, *(["its layout"] if due else [])]

    async def measured(self, act: Awaitable[Any]) -> dict[str, Any]:
        """The longest stalls and the 99th percentile of the lateness during an act, in milliseconds.

        `longest` is by the clock, which also counts what other programs on the machine take; `free` leaves
        out the time without a processor, but counts waiting for the program's own threads; `loop` and `p99`
        count no more than the loop worked.
        """
        self.lateness.clear()
        self.collections.clear()
        self._stacks.clear()
        began = time.perf_counter()
        await act
        loops = [late.loop for late in self.lateness]
        worst = sorted(self.lateness, key=lambda late: late.free)[: -SHOWN - 1 : -1]
        return {
            "longest": 1000 * max(late.clock for late in self.lateness),
            "free": 1000 * max(late.free for late in self.lateness),
            "loop": 1000 * max(loops),
            "garbage": 1000 * max(self.collections, default=0.0),
            "p99": 1000 * quantiles(loops, n=100)[98],
            "seconds": time.perf_counter() - began,
            "stalls": [
                (1000 * late.free, 1000 * late.loop, self._stacks[late.beat].most_common(6))
                for late in worst
                if late.beat in self._stacks
            ],
        }


def lead(app: App[Any], script: Script, out: Path, *, why: bool = False) -> None:
    """Run a program under a script and write what it returns as JSON; called inside the terminal."""
    stage = Stage(app, why)

    async def play(_: Any) -> None:
        ticking = asyncio.create_task(stage.tick())
        try:
            out.write_text(json.dumps(await script(stage)), "utf-8")
        except Exception:
            out.with_suffix(".error").write_text(traceback.format_exc(), "utf-8")
            raise
        finally:
            ticking.cancel()
            app.exit()

    asyncio.run(app.run_async(auto_pilot=play))


def perform(program: str, arguments: Sequence[str], **environ: str) -> Any:
    """What a program says that calls `lead` with its last argument, run on a terminal with an empty home.

    Raises:
        RuntimeError: it failed.
    """
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.json"
        parent, child = pty.openpty()
        threading.Thread(target=_drain, args=(parent,), daemon=True).start()
        homes = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"), folder)
        size = {"TERM": "xterm-256color", "COLUMNS": str(COLUMNS), "LINES": str(LINES)}
        subprocess.run(
            [sys.executable, program, *arguments, str(out)],
            stdin=child,
            stdout=child,
            stderr=child,
            env=os.environ | homes | size | environ,
            check=False,
        )
        os.close(child)
        os.close(parent)
        if not out.exists():
            error = out.with_suffix(".error")
            raise RuntimeError(error.read_text("utf-8") if error.exists() else "it ended without a word")
        return json.loads(out.read_text("utf-8"))


def _drain(descriptor: int) -> None:
    try:
        while os.read(descriptor, 65536):
            pass
    except OSError:
        return  # the other end was closed
