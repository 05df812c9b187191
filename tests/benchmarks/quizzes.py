"""The processor time that making and writing 1,000 quiz questions takes, beside drawing as many variants."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TypeVar

import engine
from quizapp.quiz.make import Order, make
from quizapp.sheets import FORMATS

QUESTIONS = 1000
T = TypeVar("T")


def timed(work: Callable[[], T]) -> tuple[float, T]:
    start = time.process_time()
    made = work()
    return time.process_time() - start, made


def main(names: list[str]) -> None:
    entries = [entry for entry in engine.catalogue() if 2 in entry.levels]
    exercises = [engine.exercise(entries[at % len(entries)].id) for at in range(QUESTIONS)]
    drawing, _ = timed(lambda: [one.variant(seed, level=2) for seed, one in enumerate(exercises)])
    order = Order(entries, QUESTIONS, 2, 7, ("A",), kinds=("numeric", "choice"))
    making, quiz = timed(lambda: make(order))
    print(f"{QUESTIONS} variants drawn: {drawing:.2f} s")
    print(f"quiz made: {making:.2f} s, {making / drawing:.2f} times the drawing")
    for name in names or list(FORMATS):
        write = FORMATS[name].load()
        writing, content = timed(lambda write=write: write(quiz, "all"))  # type: ignore[misc]
        print(f"{name}: {writing:.2f} s, {len(content) / 1e6:.1f} MB")


if __name__ == "__main__":
    main(sys.argv[1:])
