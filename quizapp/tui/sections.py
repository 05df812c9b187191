"""The parts of the statistics, each as lines to look at and as lines to read. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from textual.content import Content

from cards.markdown.text import counted
from quizapp import stats
from quizapp.records import Accuracy, DayCounts
from quizapp.stats import Replayed, Share
from quizapp.tui import plots
from quizapp.tui.figures import AHEAD, RECENT, Counts

NOTE = "$foreground-muted"

STABILITIES = (
    "under a day",
    "1 to 3 days",
    "3 to 7 days",
    "1 to 3 weeks",
    "3 weeks to 3 months",
    "3 months to a year",
    "over a year",
)
"""What the bins of `figures.STABILITIES` are called."""

Lines = list[Content]


def note(text: str) -> Content:
    """A line in a lower voice."""
    return Content.styled(text, NOTE)


def percent(share: Share) -> str:
    """`91 % (120 of 132)`."""
    if share.share is None:
        return "–"
    return f"{_percent(share.share)} ({share.part:,} of {share.whole:,})"


def _percent(share: float) -> str:
    return f"{share:.0%}".replace("%", " %")


def calendar(counts: Counts, width: int) -> Lines:
    """The past months at a glance, with the sums."""
    by_day = {_date(counts, one.day): one.reviews for one in counts.days}
    return [*plots.calendar(by_day, counts.today, weeks(width)), Content(), *_sums(counts)]


def weeks(width: int) -> int:
    """How many of them the calendar shows."""
    return max(4, min(26, (width - 4) // 2))


def _sums(counts: Counts) -> Lines:
    recent = counts.recent()
    answered, new = sum(one.reviews for one in recent), sum(one.new for one in recent)
    time = spent(sum(one.duration_ms for one in recent) / 1000)
    run = f"{counts.streak} days in a row." if counts.streak != 1 else "One day in a row."
    return [
        Content(f"{answered:,} answered in {RECENT} days, {new:,} of them new, in {time}."),
        note(run if counts.streak else "No day in a row yet: today can be the first."),
    ]


def spent(seconds: float) -> str:
    """Such as `40 seconds`, `12 minutes` or `2.5 hours`."""
    if seconds < 59.5:
        return counted(round(seconds), "second")
    if seconds < 5370:
        return counted(round(seconds / 60), "minute")
    return f"{seconds / 3600:,.1f} hours"


def calendar_numbers(counts: Counts, width: int) -> Lines:
    """The past months as a table."""
    months: dict[str, list[DayCounts]] = {}
    for one in counts.days:
        months.setdefault(f"{_date(counts, one.day):%B %Y}", []).append(one)
    head = note(f"{'month':<16}{'days':>6}{'answers':>9}{'new':>7}{'hours':>7}")
    rows = [_month_row(name, days) for name, days in reversed(months.items())]
    return [head, *rows, Content(), *_sums(counts)] if rows else _sums(counts)


def _month_row(name: str, days: Sequence[DayCounts]) -> Content:
    answers, new = sum(one.reviews for one in days), sum(one.new for one in days)
    hours = sum(one.duration_ms for one in days) / 3_600_000
    return Content(f"{name:<16}{len(days):>6,}{answers:>9,}{new:>7,}{hours:>7,.1f}")


def _date(counts: Counts, day: int) -> date:
    return counts.today + timedelta(days=day - counts.day)


def reviews(counts: Counts, width: int) -> Lines:
    """Answers a day."""
    span = days(width)
    by_day = {one.day: one.reviews for one in counts.days}
    values = [by_day.get(counts.day - back, 0) for back in range(span - 1, -1, -1)]
    return plots.bars(values, height=6, width=width, labels=(f"{span} days ago", "today"))


def days(width: int) -> int:
    """How many of them the plot of answers shows."""
    return max(14, min(90, width - 8))


def reviews_numbers(counts: Counts, width: int) -> Lines:
    """Answers a day as a table."""
    rows = [
        Content(f"{_dated(counts, one):<12}{one.reviews:>9,}{one.new:>7,}{one.duration_ms / 60_000:>10,.1f}")
        for one in reversed(counts.recent())
    ]
    return [note(f"{'day':<12}{'answers':>9}{'new':>7}{'minutes':>10}"), *rows] if rows else [_nothing()]


def _dated(counts: Counts, one: DayCounts) -> str:
    return f"{_date(counts, one.day):%d %b %Y}"


def _nothing() -> Content:
    return note(f"Nothing was answered in the last {RECENT} days.")


def retention(counts: Counts, replayed: Replayed | None, width: int) -> Lines:
    """How much was remembered when it was due."""
    kept = {f"last {RECENT} days": stats.retention(counts.recent())}
    if replayed is not None:
        kept |= {
            "young cards": replayed.retention.get("young", Share(0, 0)),
            "mature cards": replayed.retention.get("mature", Share(0, 0)),
        }
    if not any(share.whole for share in kept.values()):
        return [note("Nothing has come due so far: what is new today is asked again on later days.")]
    lines = shares(kept, width)
    return [*lines, note("Mature means that the interval was at least three weeks."), *_by_day(counts, width)]


def retention_numbers(counts: Counts, replayed: Replayed | None, width: int) -> Lines:
    """How much was remembered when it was due, day by day, as a table."""
    rows = [
        Content(f"{_dated(counts, one):<12}{percent(Share(one.recalled, one.due)):>19}")
        for one in reversed(counts.recent())
        if one.due
    ]
    if not rows:
        return retention(counts, replayed, width)
    return [note(f"{'day':<12}{'remembered':>19}"), *rows]


def _by_day(counts: Counts, width: int) -> Lines:
    """Retention on each of the recent days that had reviews."""
    found = dict(stats.retention_by_day(counts.recent()))
    if not found:
        return []
    days = range(counts.day - RECENT + 1, counts.day + 1)
    values = [100 * (found[day].share or 0.0) if day in found else 0.0 for day in days]
    labels = f"{RECENT} days ago", "today"
    plot = plots.bars(values, height=4, width=width, labels=labels, style="$success")
    return [Content(), note("percent, day by day"), *plot]


SHORTEST = 8
"""Cells of a bar, and of the name before it."""


def _cut(name: str, room: int) -> str:
    """A name in its room; what stands behind its last dot stays."""
    if len(name) <= room:
        return name
    start, dot, end = name.rpartition(" · ")
    return f"{start[: max(0, room - len(dot + end) - 1)].rstrip()}…{dot}{end}"


def shares(rows: Mapping[str, Share], width: int) -> Lines:
    """A bar for each share, with its figures."""
    figures = max((len(percent(share)) for share in rows.values()), default=0)
    names = [_cut(name, max(SHORTEST, width - figures - SHORTEST - 4)) for name in rows]
    labels = max(map(len, names), default=0)
    room = max(SHORTEST, min(40, width - labels - figures - 4))
    return [
        Content(f"{name:<{labels}}  ")
        + plots.share_bar(share.share or 0.0, room)
        + Content(f"  {percent(share)}")
        for name, share in zip(names, rows.values(), strict=True)
    ]


def forecast(counts: Counts, width: int) -> Lines:
    """Reviews that are coming."""
    values = counts.forecast
    if not any(values):
        return [note(f"Nothing comes due in the next {AHEAD} days.")]
    labels = "today", f"in {AHEAD - 1} days"
    lines = plots.bars(values, height=6, width=width, labels=labels, style="$accent")
    tomorrow = values[1] if len(values) > 1 else 0
    return [*lines, note(f"Tomorrow {tomorrow:,}; {sum(values):,} in {AHEAD} days.")]


def forecast_numbers(counts: Counts, width: int) -> Lines:
    """Reviews that are coming, as a table."""
    rows = [
        Content(f"{counts.today + timedelta(days=ahead):%a %d %b}{count:>10,}")
        for ahead, count in enumerate(counts.forecast)
    ]
    return [note(f"{'day':<10}{'reviews':>10}"), *rows]


def memory(counts: Counts, width: int) -> Lines:
    """How long things are remembered, and how hard they are."""
    if not any(counts.stabilities):
        return [note("Nothing has been learnt yet.")]
    lines = [note("Remembered for (stability)"), *counted_bars(STABILITIES, counts.stabilities, width)]
    lines += [Content(), note("Difficulty, from 1 to 10")]
    return [*lines, *counted_bars([str(grade) for grade in range(1, 11)], counts.difficulties, width)]


def counted_bars(names: Sequence[str], counts: Sequence[int], width: int) -> Lines:
    """A bar for each count, the longest for the largest."""
    labels, most = max(map(len, names), default=0), max(counts, default=0) or 1
    room = max(4, min(40, width - labels - 12))
    return [
        Content(f"{name:>{labels}}  ")
        + Content.styled("━" * max(round(count / most * room), count > 0), "$primary")
        + Content(f" {count:,}")
        for name, count in zip(names, counts, strict=True)
    ]


def calibration(replayed: Replayed | None, width: int) -> Lines:
    """What was predicted against what came true."""
    if replayed is None:
        return [note("Going through the log …")]
    if not replayed.calibration:
        return [note("It takes some reviews on later days to compare predictions with facts.")]
    rows = [
        Content(f"{_percent(one.predicted):>9}{_percent(one.recalled / one.reviews):>10}  ")
        + plots.share_bar(one.recalled / one.reviews, max(6, min(30, width - 36)))
        + Content(f" {one.reviews:,} reviews")
        for one in replayed.calibration
    ]
    return [note("predicted  recalled"), *rows]


def decks(counts: Counts, width: int) -> Lines:
    """Answers, time and retention by deck."""
    if not counts.decks:
        return [_nothing()]
    kept = [percent(Share(one.recalled, one.due)) for one in counts.decks]
    figures = max(map(len, [*kept, "retention"])) + 2
    labels = min(max(len(one.name) for one in counts.decks), max(12, width - 18 - figures))
    head = note(f"{'deck':<{labels}}{'answers':>9}{'seconds':>9}{'retention':>{figures}}")
    rows = []
    for one, share in zip(counts.decks, kept, strict=True):
        seconds = one.duration_ms / one.reviews / 1000
        name = Content(one.name.replace("::", " › ")).truncate(labels, ellipsis=True, pad=True)
        rows.append(name + Content(f"{one.reviews:>9,}{seconds:>9.1f}{share:>{figures}}"))
    return [head, *rows]


WEAKEST = 15
"""Exercises that are shown at a glance."""


def weakest(counts: Counts, titles: Mapping[str, str], width: int) -> Lines:
    """The exercises that go worst."""
    rows = sorted(counts.accuracy, key=lambda one: (one.right / one.tries, -one.tries))
    lines = _accuracies(rows[:WEAKEST], titles, width)
    return [*lines, note(f"The {WEAKEST} weakest of {len(rows)}.")] if len(rows) > WEAKEST else lines


def accuracy(counts: Counts, titles: Mapping[str, str], width: int) -> Lines:
    """How exercises go, level by level."""
    return _accuracies(counts.accuracy, titles, width)


def _accuracies(rows: Sequence[Accuracy], titles: Mapping[str, str], width: int) -> Lines:
    if not rows:
        return [note("No exercise has been tried yet.")]
    named = {
        f"{titles.get(one.exercise, one.exercise)} · level {one.level}": Share(one.right, one.tries)
        for one in rows
    }
    return shares(named, width)


def mistakes(
    counts: Counts, messages: Mapping[tuple[str, str], str], titles: Mapping[str, str], width: int
) -> Lines:
    """The learner's own mistakes, the most frequent first."""
    from quizapp.tui.widgets.laid import hanging

    if not counts.mistakes:
        return [note("No named mistake so far.")]
    lines: Lines = []
    for one in counts.mistakes[:20]:
        lead = Content.styled(f"{one.times:>3} of {one.tries:<3} ", "bold $text-error")
        text = Content(messages.get((one.exercise, one.mistake), one.mistake))
        exercise = Content.styled(f"  {titles.get(one.exercise, one.exercise)}", NOTE)
        lines += hanging(lead, text + exercise, width).split("\n")
    return lines
