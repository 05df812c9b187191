"""An answer and the next card at 100,000 cards and 1,000,000 log rows, against one durable commit.

    python tests/benchmarks/answer.py [--cards N] [--rows N] [--answers N]

The floor is one insert into a table of its own in a bare `sqlite3` connection with the same pragmas
(WAL, synchronous=FULL), on the same disk and in the same run, taken in turn with the answers. Prints
milliseconds and the ratio to the floor's median.
"""

from __future__ import annotations

import argparse
import sqlite3
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

from large import NOW, fill

from quizapp.history import Scheduling
from quizapp.memory import Rating, model
from quizapp.question import Question
from quizapp.session import Options, Session
from quizapp.store import open_store


def floor(path: Path) -> sqlite3.Connection:
    base = sqlite3.connect(path, isolation_level=None)
    base.execute("PRAGMA journal_mode=WAL")
    base.execute("PRAGMA synchronous=FULL")
    base.execute("CREATE TABLE plain (id INTEGER PRIMARY KEY, words TEXT)")
    return base


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--cards", type=int, default=100_000)
    options.add_argument("--rows", type=int, default=1_000_000)
    options.add_argument("--answers", type=int, default=500)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "store.sqlite"
        fill(path, given.cards, given.rows)
        bare = floor(Path(folder) / "floor.sqlite")
        started = time.perf_counter()
        store = open_store(str(path))
        opened = time.perf_counter()
        session = Session(
            store.study,
            Scheduling(model()),
            now_ms=NOW,
            seed=1,
            options=Options(review_limit=9999, new_limit=100),
        )
        filled = time.perf_counter()
        floors, answers, nexts = [], [], []
        question = session.next(NOW)
        for number in range(given.answers):
            begun = time.perf_counter()
            bare.execute("INSERT INTO plain (words) VALUES (?)", ("x" * 100,))
            floors.append(time.perf_counter() - begun)
            assert isinstance(question, Question)
            rating = Rating.AGAIN if number % 10 == 0 else Rating.GOOD
            begun = time.perf_counter()
            session.answer(question, rating, now_ms=NOW + number * 4000, duration_ms=4000)
            answered = time.perf_counter()
            question = session.next(NOW + number * 4000)
            answers.append(answered - begun)
            nexts.append(time.perf_counter() - answered)
        both = [answer + after for answer, after in zip(answers, nexts, strict=True)]
        unit = median(floors)
        print(f"cards {given.cards}, log rows {given.rows}, answers {given.answers}")
        print(f"open {1000 * (opened - started):.1f} ms, queue {1000 * (filled - opened):.1f} ms")
        rows = (("one durable commit", floors), ("answer", answers), ("next card", nexts), ("both", both))
        for name, times in rows:
            middle, p99 = median(times), quantiles(times, n=100)[98]
            print(f"{name:20} median {1000 * middle:7.3f} ms  p99 {1000 * p99:7.3f} ms  x{middle / unit:.2f}")


if __name__ == "__main__":
    main()
