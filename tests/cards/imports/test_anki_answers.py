"""Anki's review log read as one table says of each card what a walk over its answers says."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cards.bulk.answers import Answers
from cards.imports.anki_answers import Log, graded
from cards.model import Review

START = 1_700_000_000_000
DAY_MS = 86_400_000

Row = tuple[int, int, int, int, int, int, int]
"""Card, time, ease, interval, factor, time taken, kind: a row of Anki's log."""


def log_of(rows: Sequence[Row]) -> Log:
    found = np.array(sorted(rows, key=lambda row: row[1]), dtype=np.int64).reshape(-1, 7)
    return Log(graded(found), lambda at_ms: at_ms // DAY_MS)


def walked(rows: Sequence[Row]) -> list[Review]:
    """The answers of one card as Anki's own loop goes through them, from the newest to the oldest."""
    first, in_run = 0, False
    for place in reversed(range(len(rows))):
        _, _, ease, ivl, factor, _, kind = rows[place]
        if (kind, factor) == (3, 0):
            continue
        if ease in (1, 2, 3, 4) and kind == 0:
            first, in_run = place, True
        elif in_run:
            break
        elif ease not in (1, 2, 3, 4) and ivl == factor == 0:
            first = place + 1
            break
    found: list[Review] = []
    for place, (_, at_ms, ease, ivl, factor, taken, kind) in enumerate(rows):
        counts = place >= first and (kind, factor) != (3, 0)
        if ease not in (1, 2, 3, 4):
            continue
        begins = counts and not any(one.counts for one in found)
        was = "new" if begins else "learning" if kind == 0 else "relearning" if kind == 2 else "review"
        day = (at_ms // 1000 * 1000 - 1) // DAY_MS
        interval, wait = min(max(ivl, 0), 36_500), min(max(-ivl, 0), 86_400)
        spent = min(max(taken, 0), 3_600_000)
        found.append(Review(at_ms, day, ease, spent, was, interval, wait, counts))
    return found


rows_of_logs = st.lists(
    st.tuples(
        st.integers(1, 3),
        st.integers(START, START + 40 * DAY_MS),
        st.integers(0, 5),
        st.sampled_from((-90_000, -600, 0, 1, 30, 40_000)),
        st.sampled_from((0, 2500)),
        st.sampled_from((-5, 4000, 4_000_000)),
        st.integers(0, 5),
    ),
    max_size=30,
    unique_by=lambda row: row[1],
)


@given(rows_of_logs)
def test_the_table_says_what_a_walk_says(rows: list[Row]) -> None:
    found = log_of(rows).answers("4312", (4, 3, 1, 2), (0,) * 4)
    ordered = sorted(rows)
    expected = {str(card): walked(list(each)) for card, each in groupby(ordered, key=lambda row: row[0])}
    assert found == {card: each for card, each in expected.items() if each}
    assert Answers.of(dict(found)) == found


@given(rows_of_logs, st.integers(START // DAY_MS, START // DAY_MS + 200))
def test_the_last_answer_that_counts_leads_to_the_day_on_which_the_card_is_due(
    rows: list[Row], due: int
) -> None:
    found = log_of(rows).answers("12345", (1, 2, 3, 4, 0), (due,) * 5)
    plain = log_of(rows).answers("123", (1, 2, 3), (0,) * 3)
    assert found.keys() == plain.keys()
    for card, before in plain.items():
        last = max((at for at, one in enumerate(before) if one.counts), default=None)
        for at, (one, old) in enumerate(zip(found[card], before, strict=True)):
            if at == last:
                assert (one.interval, one.wait) == (max(due - old.day, 1), 0)
            else:
                assert one == old
