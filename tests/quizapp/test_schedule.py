"""Study days, learning steps, fuzz, the four outcomes and replay."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta, timezone
from statistics import mean
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp import schedule
from quizapp.memory import Rating, model
from quizapp.schedule import Calendar, Policy, Progress, Review, Standing

MODEL = model()
POLICY = Policy()
AGAIN, HARD, GOOD, EASY = Rating


ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe")


def ms(text: str) -> int:
    return int(datetime.fromisoformat(text).timestamp() * 1000)


def studied(*ratings: Rating, gap: int = 0, policy: Policy = POLICY) -> Progress:
    """The progress after some answers, each when it was due and a number of days later."""
    progress, day, now = None, 100, 100 * schedule.DAY_MS
    for rating in ratings:
        standing = schedule.outcomes(progress, "card:a", day, policy, MODEL)[rating]
        progress = schedule.after(progress, Review(now, day, rating, standing), standing, MODEL)
        day = progress.due_day + gap
        now = progress.due_ms or day * schedule.DAY_MS
    assert progress is not None
    return progress


@pytest.mark.parametrize(
    ("instant", "zone", "date"),
    [
        ("2026-03-01T03:59:59+00:00", UTC, "2026-02-28"),
        ("2026-03-01T04:00:00+00:00", UTC, "2026-03-01"),
        ("2026-03-01T23:30:00+00:00", timezone(timedelta(hours=5)), "2026-03-02"),
        ("2026-03-01T02:30:00+00:00", timezone(timedelta(hours=-8)), "2026-02-28"),
        ("2026-03-29T01:59:00+00:00", ZoneInfo("Europe/Berlin"), "2026-03-28"),
        ("2026-03-29T02:00:00+00:00", ZoneInfo("Europe/Berlin"), "2026-03-29"),
        ("2026-10-25T02:59:00+00:00", ZoneInfo("Europe/Berlin"), "2026-10-24"),
        ("2026-10-25T03:00:00+00:00", ZoneInfo("Europe/Berlin"), "2026-10-25"),
    ],
)
def test_a_study_day_begins_at_four_in_the_morning(instant: str, zone: object, date: str) -> None:
    calendar = Calendar(4, zone)  # type: ignore[arg-type]
    assert calendar.date(calendar.day(ms(instant))).isoformat() == date


@given(
    st.integers(min_value=0, max_value=4_000_000_000_000),
    st.integers(0, 23),
    st.sampled_from(["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"]),
)
@settings(max_examples=200)
def test_a_day_contains_its_instants(at_ms: int, hour: int, zone: str) -> None:
    calendar = Calendar(hour, ZoneInfo(zone))
    day = calendar.day(at_ms)
    slack = 3_600_000  # a rollover hour that a change of clocks skips or repeats
    assert calendar.start(day) - slack <= at_ms < calendar.start(day + 1) + slack
    assert calendar.day(calendar.start(day) + slack) == day


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone cannot be changed here")
def test_the_zone_of_the_computer_is_used_where_none_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    try:
        assert Calendar().date(Calendar().day(ms("2026-03-01T18:59:00+00:00"))).isoformat() == "2026-03-01"
        assert Calendar().date(Calendar().day(ms("2026-03-01T19:00:00+00:00"))).isoformat() == "2026-03-02"
    finally:
        monkeypatch.undo()
        time.tzset()


def test_a_new_item_walks_its_steps() -> None:
    found = schedule.outcomes(None, "card:a", 100, POLICY, MODEL)
    assert found[AGAIN] == Standing("learning", 0, 0, 60)
    assert found[HARD] == Standing("learning", 0, 0, 330)
    assert found[GOOD] == Standing("learning", 1, 0, 600)
    assert found[EASY].phase == "review"
    assert found[EASY].interval >= 7


@pytest.mark.parametrize(
    ("ratings", "phase", "step", "wait"),
    [
        ((GOOD, GOOD), "review", 0, 0),
        ((GOOD, HARD), "learning", 1, 600),
        ((GOOD, AGAIN), "learning", 0, 60),
        ((AGAIN, GOOD, GOOD), "review", 0, 0),
        ((GOOD, GOOD, AGAIN), "relearning", 0, 600),
        ((GOOD, GOOD, AGAIN, HARD), "relearning", 0, 900),
        ((GOOD, GOOD, AGAIN, GOOD), "review", 0, 0),
        ((EASY,), "review", 0, 0),
    ],
)
def test_steps(ratings: tuple[Rating, ...], phase: str, step: int, wait: int) -> None:
    standing = studied(*ratings).standing
    assert (standing.phase, standing.step, standing.wait) == (phase, step, wait)
    assert (standing.interval > 0) == (phase == "review")


@pytest.mark.parametrize("rating", Rating)
def test_without_steps_every_answer_leads_to_a_day(rating: Rating) -> None:
    policy = Policy(learning_steps=(), relearning_steps=())
    for before in ((), (GOOD,), (GOOD, GOOD)):
        progress = studied(*before, policy=policy) if before else None
        standing = schedule.outcomes(progress, "card:a", 120, policy, MODEL)[rating]
        assert standing.phase == "review"
        assert standing.interval >= 1


def test_fewer_steps_than_before_are_no_trap() -> None:
    progress = studied(GOOD)
    shorter = Policy(learning_steps=(60,))
    found = schedule.outcomes(progress, "card:a", 100, shorter, MODEL)
    assert found[HARD] == Standing("learning", 0, 0, 90)
    assert found[GOOD].phase == "review"


def test_lapses_and_answers_are_counted() -> None:
    progress = studied(AGAIN, GOOD, GOOD, AGAIN, AGAIN, GOOD, AGAIN)
    assert (progress.reps, progress.lapses) == (7, 2)


@settings(max_examples=200)
@given(
    st.lists(st.sampled_from(Rating), max_size=10),
    st.integers(0, 30),
    st.sampled_from([0.75, 0.9, 0.97]),
    st.booleans(),
    st.text(min_size=1, max_size=5),
)
def test_better_grades_wait_longer(
    ratings: list[Rating], gap: int, retention: float, fuzz: bool, key: str
) -> None:
    policy = Policy(retention=retention, fuzz=fuzz)
    progress = studied(*ratings, gap=gap, policy=policy) if ratings else None
    day = progress.due_day + gap if progress else 100
    found = schedule.outcomes(progress, key, day, policy, MODEL)
    waits = [found[rating].interval * 86_400 + found[rating].wait for rating in Rating]
    assert waits == sorted(waits)
    days = [standing.interval for standing in found.values() if 0 < standing.interval < policy.longest]
    assert days == sorted(set(days))
    assert found == schedule.outcomes(progress, key, day, policy, MODEL)


def test_the_longest_interval_holds() -> None:
    policy = Policy(longest=30)
    progress = studied(EASY, EASY, EASY, EASY, policy=policy)
    found = schedule.outcomes(progress, "card:a", progress.due_day, policy, MODEL)
    assert [found[rating].interval for rating in (HARD, GOOD, EASY)] == [30, 30, 30]


@pytest.mark.parametrize(
    ("interval", "low", "high"),
    [(1.0, 1, 1), (2.0, 2, 2), (2.5, 2, 4), (5.0, 4, 6), (10.0, 8, 12), (30.0, 27, 33), (100.0, 93, 107)],
)
def test_fuzz_stays_in_its_range_and_uses_all_of_it(interval: float, low: int, high: int) -> None:
    """The ranges are Anki's: one day, and 15, 10 and 5 % of the days up to 7, 20 and beyond."""
    days = [schedule.spread(interval, 1, 36_500, (number + 0.5) / 1000) for number in range(1000)]
    assert (min(days), max(days)) == (low, high)
    share = 1000 / (high - low + 1)
    counts = [days.count(day) for day in range(low, high + 1)]
    assert all(count == pytest.approx(share, abs=1.01) for count in counts)


def test_chance_is_even_and_belongs_to_the_item() -> None:
    factors = [schedule.fuzz_factor(f"card:{number}", 3) for number in range(2000)]
    assert 0 <= min(factors) < 0.01
    assert 0.99 < max(factors) < 1
    assert mean(factors) == pytest.approx(0.5, abs=0.02)
    assert schedule.fuzz_factor("card:1", 3) == factors[1]
    assert schedule.fuzz_factor("card:1", 4) != factors[1]


def test_what_was_promised_survives_other_settings() -> None:
    """A replay takes the outcome that was written with each answer, whatever is set by now."""
    reviews, progress = [], None
    for number, rating in enumerate((GOOD, GOOD, GOOD, AGAIN, GOOD)):
        day = progress.due_day if progress else 100
        standing = schedule.outcomes(progress, "card:a", day, POLICY, MODEL)[rating]
        reviews.append(Review(day * schedule.DAY_MS + number, day, rating, standing))
        progress = schedule.after(progress, reviews[-1], standing, MODEL)
    other = Policy(retention=0.75, learning_steps=(), relearning_steps=(), fuzz=False)
    assert schedule.replay(reviews, "card:a", other, MODEL) == progress


def test_a_log_of_another_program_is_scheduled_by_our_rules() -> None:
    reviews = [Review(day * schedule.DAY_MS, day, GOOD) for day in (1, 1, 5, 20)]
    progress = schedule.replay(reviews, "card:a", POLICY, MODEL)
    assert progress is not None
    assert (progress.phase, progress.reps) == ("review", 4)
    assert progress.due_day > 20


@pytest.mark.parametrize(
    ("lapses", "threshold", "leech"),
    [
        (7, 8, False),
        (8, 8, True),
        (9, 8, False),
        (12, 8, True),
        (16, 8, True),
        (1, 1, True),
        (2, 1, True),
        (5, 0, False),
    ],
)
def test_leeches(lapses: int, threshold: int, leech: bool) -> None:
    assert schedule.is_leech(lapses, threshold) is leech


@pytest.mark.parametrize(
    ("standing", "text"),
    [
        (Standing("learning", 0, 0, 30), "30s"),
        (Standing("learning", 0, 0, 60), "1m"),
        (Standing("learning", 0, 0, 330), "5.5m"),
        (Standing("relearning", 0, 0, 7200), "2h"),
        (Standing("review", 0, 1, 0), "1d"),
        (Standing("review", 0, 30, 0), "30d"),
        (Standing("review", 0, 45, 0), "1.5mo"),
        (Standing("review", 0, 340, 0), "11mo"),
        (Standing("review", 0, 420, 0), "1.1y"),
        (Standing("review", 0, 36_500, 0), "99.9y"),
    ],
)
def test_an_interval_in_a_few_characters(standing: Standing, text: str) -> None:
    assert schedule.interval_text(standing) == text
