"""Exercises for programs that cannot draw: drawn in advance, and dated by what the store saw of them before.

A package must say when its words last changed. What an exercise asks comes from the program, which keeps no
such time; the store therefore remembers a digest of what was written, and when that digest was first seen.
"""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Generator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from hashlib import sha256
from itertools import starmap
from typing import TYPE_CHECKING

import engine
from cards.model import Practice
from engine.registry import default_level

if TYPE_CHECKING:
    from quizapp.notes.importing import Progress
    from quizapp.store.facts import Facts

SEEN = "exercises written"
"""The fact that holds a digest and a time for each exercise and level."""


WORTH_HELP = 25
"""Exercises for each helper; fewer are drawn before it stands ready."""


def draw(
    exercises: Sequence[str],
    levels: Sequence[int],
    facts: Facts,
    now_ms: int,
    progress: Progress | None = None,
) -> list[Practice]:
    """Exercises at some levels, those that have them; without levels at the level that is asked by default.

    Args:
        exercises: ids; those that do not exist any more are left out.
        levels: from 1 to 3.
        facts: where the store remembers what was written.
        now_ms: UTC milliseconds, the time of what is new.
        progress: told before each.
    """
    wanted = [
        (entry.id, level)
        for entry in engine.catalogue()
        if entry.id in exercises
        for level in (levels or (default_level(entry.levels),))
        if level in entry.levels
    ]
    drawn: list[Practice] = []
    with closing(_drawn(wanted)) as found:
        for at, (name, level) in enumerate(wanted):
            if progress:
                progress(at, len(wanted), f"{name}, level {level}")
            drawn.append(next(found))
    return _dated(drawn, facts, now_ms)


def _drawn(wanted: Sequence[tuple[str, int]]) -> Generator[Practice, None, None]:
    """Each in its turn; where they are many, all cores draw."""
    from cards.exports.practice import practice

    helpers = min(_cores(), len(wanted) // WORTH_HELP)
    if helpers < 2:
        yield from starmap(practice, wanted)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    pool = ProcessPoolExecutor(helpers, get_context("spawn"), initializer=_leave_interrupts)
    try:
        yield from pool.map(practice, *zip(*wanted, strict=True), chunksize=4)
    finally:
        pool.shutdown(cancel_futures=True)


def _cores() -> int:
    """Those that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _leave_interrupts() -> None:
    """A helper ends with the program that it helps, which the keyboard interrupts."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _dated(drawn: Sequence[Practice], facts: Facts, now_ms: int) -> list[Practice]:
    seen: dict[str, tuple[str, int]] = json.loads(facts.get(SEEN) or "{}")
    digests = {one.id: _digest(one) for one in drawn}
    new: Mapping[str, tuple[str, int]] = {
        name: (digest, now_ms) for name, digest in digests.items() if seen.get(name, ("", 0))[0] != digest
    }
    if new:
        seen.update(new)
        facts.put(SEEN, json.dumps(seen))
    return [replace(one, changed_ms=seen[one.id][1]) for one in drawn]


def _digest(one: Practice) -> str:
    words = "\x1f".join((one.title, one.topic, one.question, one.answer, one.variants))
    return sha256(words.encode()).hexdigest()[:16]
