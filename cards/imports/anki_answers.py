"""Answers of Anki's review log: which of them drive the memory model, and on which study day they fell.

Source: Anki's rslib, `scheduler/fsrs/params.rs` (`reviews_for_fsrs`).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from itertools import compress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cards.bulk.answers import COLUMNS, NUMBERED, PHASES, Answers, opening
from cards.bulk.aside import Aside, Database, First
from cards.imports import Days
from cards.model import Phase

if TYPE_CHECKING:
    from numpy.typing import NDArray

_LEARN, _FILTERED = 0, 3
_PHASES: Mapping[int, Phase] = {_LEARN: "learning", 2: "relearning"}
"""Where a card stood, by the kind of the answer; in review for all other kinds."""
_DAY = 86_400
_LONGEST = 36_500
"""Days."""
_HOUR_MS = 3_600_000
_QUARTER = 900_000
LATEST_MS = 4_102_444_800_000
"""The year 2100: an answer after that, or before 2000, was never given."""
EARLIEST_MS = 946_684_800_000

_RAW = [(name, "i8") for name in ("card", "at_ms", "ease", "ivl", "factor", "time", "kind")]
_ANSWERS = f"""
    SELECT cid, id, ease, ivl, factor, time, type FROM revlog WHERE id BETWEEN {EARLIEST_MS} AND {LATEST_MS}
    ORDER BY id
"""


def log_aside(database: sqlite3.Connection, first: First) -> Aside:
    """The log of a collection, as `graded` has it; a long one is read while other work goes on.

    Args:
      database: the collection.
      first: what who reads a long one does before.
    """
    (count,) = database.execute("SELECT count(*) FROM revlog").fetchone()
    *_, file = database.execute("PRAGMA database_list").fetchone()
    return Aside(Database(Path(file), own=False, fixed=True), _ANSWERS, count, graded, first)


def graded(rows: NDArray[Any]) -> NDArray[Any]:
    """The graded answers of a log: (answers,) of `cards.answers.NUMBERED`, card by card, without their days.

    Args:
      rows: (rows, columns) of `_RAW`, oldest first.
    """
    import numpy as np

    found = rows.view(_RAW)[:, 0]
    found = found[np.argsort(found["card"], kind="stable")]
    answers = (found["ease"] >= 1) & (found["ease"] <= 4)
    counts = _counting(found, answers)[answers]
    return _table(found[answers], counts)


class Log:
    """The graded answers of a collection, card by card."""

    def __init__(self, table: NDArray[Any], day: Days) -> None:
        """
        Args:
          table: what `graded` gave.
          day: the learner's study days.
        """
        import numpy as np

        self._rows = table[[name for name, _ in COLUMNS]]
        """As `cards.answers.Answers` has them."""
        self._rows["day"] = _days(table["at_ms"], day)
        self._starts = np.flatnonzero(opening(table["card"]))
        self._cards = table["card"][self._starts]
        self._last = np.maximum.accumulate(np.where(table["counts"], np.arange(len(table)), -1))
        """For each row, the last one up to it that counts."""

    def answers(self, ids: Sequence[str], cards: Sequence[int], due_days: Sequence[int]) -> Answers:
        """The answers to some cards. The last of each that counts now leads to the day on which it is due.

        Args:
          ids: what the cards are called from now on.
          cards: their numbers in the collection.
          due_days: the study days on which they are due in review; 0 for a card that is not in review.
        """
        import numpy as np

        number, due = np.array(cards, dtype=np.int64), np.array(due_days, dtype=np.int64)
        place = np.searchsorted(self._cards, number)
        answered = np.append(self._cards, 0)[place] == number
        answered &= place < len(self._cards)
        starts = self._starts[place[answered]]
        ends = np.append(self._starts, len(self._rows))[place[answered] + 1]
        last, due = self._last[ends - 1], due[answered]
        led = (due != 0) & (last >= starts)
        last, due = last[led], due[led]
        self._rows["interval"][last] = np.clip(due - self._rows["day"][last], 1, _LONGEST)
        self._rows["wait"][last] = 0
        places = zip(starts.tolist(), ends.tolist(), strict=True)
        return Answers(self._rows, dict(zip(compress(ids, answered), places, strict=True)))


def _counting(found: NDArray[Any], graded: NDArray[Any]) -> NDArray[Any]:
    """Which answers the memory model counts: of each card those since its learning began for the last time.

    Args:
      found: (answers,) of `_RAW`, card by card, oldest first.
      graded: (answers,) whether a grade was given.
    """
    import numpy as np

    crammed = (found["kind"] == _FILTERED) & (found["factor"] == 0)
    group = np.cumsum(opening(found["card"])) - 1
    places = np.flatnonzero(~crammed)
    learning = (graded & (found["kind"] == _LEARN))[places]
    made_new = (~graded & (found["ivl"] == 0) & (found["factor"] == 0))[places]
    runs = learning & opening(group[places] * 2 + learning)
    run = np.maximum.accumulate(np.where(runs, np.arange(len(places)), 0))
    since = np.where(learning, places[run], places + 1)
    first = np.zeros(len(found), dtype=np.int64)
    marked = learning | made_new
    first[group[places][marked]] = since[marked]  # of several marks of one card the last one stays
    counts: NDArray[Any] = graded & ~crammed & (np.arange(len(found)) >= first[group])
    return counts


def _table(found: NDArray[Any], counts: NDArray[Any]) -> NDArray[Any]:
    """Graded answers of `_RAW` as a table of `NUMBERED`, without their days."""
    import numpy as np

    rows = np.zeros(len(found), NUMBERED)
    rows["card"], rows["at_ms"] = found["card"], found["at_ms"]
    rows["rating"], rows["counts"] = found["ease"], counts
    rows["duration_ms"] = np.clip(found["time"], 0, _HOUR_MS)
    rows["interval"] = np.clip(found["ivl"], 0, _LONGEST)
    rows["wait"] = -np.clip(found["ivl"], -_DAY, 0)
    rows["was"] = PHASES.index("review")
    for kind, phase in _PHASES.items():
        rows["was"][found["kind"] == kind] = PHASES.index(phase)
    counted = np.flatnonzero(counts)
    rows["was"][counted[opening(found["card"][counted])]] = PHASES.index("new")
    return rows


def _days(at_ms: NDArray[Any], day: Days) -> NDArray[Any]:
    """The study days of answers as Anki counts them: the second in which a day begins belongs to the day
    before.

    Many answers are given within a quarter of an hour, and in no zone does a day begin within one.
    """
    import numpy as np

    quarters = (at_ms // 1000 * 1000 - 1) // _QUARTER
    first = int(quarters.min(initial=LATEST_MS))
    given = np.bincount(quarters - first)
    days = np.zeros(len(given), dtype=np.int64)
    for place in np.flatnonzero(given).tolist():
        days[place] = day((first + place) * _QUARTER)
    found: NDArray[Any] = days[quarters - first]
    return found
