"""A deck's history goes into the log once, whatever the log has already, and leads to what the log says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cards.model import Deck, Phase, Review
from quizapp.deckhistory import MOVED_MS, write_history
from quizapp.history import Scheduling, begin, prove, settle
from quizapp.store.store import Store

DAY_MS = 86_400_000

PHASES: tuple[Phase, ...] = ("new", "learning", "review", "relearning")

reviews = st.builds(
    lambda days, later, rating, was, interval, wait, counts, now=1_700_000_000_000: Review(
        now + days * DAY_MS + later,
        (now + days * DAY_MS) // DAY_MS,
        rating,
        4000,
        was,
        interval,
        wait,
        counts,
    ),
    st.integers(0, 3),
    st.sampled_from((0, 1, MOVED_MS, MOVED_MS + 1, 2 * MOVED_MS, 60_000)),
    st.integers(1, 4),
    st.sampled_from(PHASES),
    st.sampled_from((0, 1, 30)),
    st.sampled_from((0, 600)),
    st.booleans(),
)
histories = st.dictionaries(
    st.sampled_from(("a", "b", "c", "unknown")),
    st.lists(reviews, max_size=6, unique_by=lambda one: one.at_ms).map(
        lambda each: sorted(each, key=lambda one: one.at_ms)
    ),
)


def expected(had: set[int], reviews: list[Review]) -> list[int]:
    """The times of the answers that are new beside those, one by one."""
    return [one.at_ms for one in reviews if not any(0 <= one.at_ms - time <= MOVED_MS for time in had)]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(histories, histories)
def test_what_is_new_is_written_once(
    store: Store,
    fill: Callable[..., list[int]],
    make_card: Callable[..., Any],
    scheduling: Scheduling,
    one: dict[str, list[Review]],
    other: dict[str, list[Review]],
) -> None:
    place = len(store.library.cards())
    items = dict(zip("abc", fill(*(make_card(place + at) for at in range(3))), strict=True))
    had: dict[str, set[int]] = {name: set() for name in items}
    for each in (one, other, other):
        touched = write_history(store, Deck(reviews=each), items, lambda at, of: None)
        new = {name: expected(had[name], each.get(name, [])) for name in items}
        for name in items:
            had[name] |= {*new[name]}
        assert touched.answers == sum(map(len, new.values()))
        begin(store, scheduling, touched.first)
        settle(store, scheduling, touched.more)
    rows = [row for row in store.log.rows() if row.answer.item in items.values()]
    told = {
        name: sorted(row.answer.at_ms for row in rows if row.answer.item == items[name]) for name in items
    }
    assert told == {name: sorted(times) for name, times in had.items()}
    assert prove(store.caches, scheduling, repair=False).wrong == ()
