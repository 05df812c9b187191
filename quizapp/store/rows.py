"""Rows of the database to records and back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from sys import intern
from typing import Any, cast

from sqlalchemy import ColumnElement, Integer, Row, String, case, false, func, type_coerce

from cards.bulk.answers import PHASES
from cards.model import Card, Kind, Schedule, Source, Unit
from quizapp.memory import Memory, Rating
from quizapp.records import Answer, LogRow, Mode, StudyCard
from quizapp.schedule import Phase, Progress, Standing
from quizapp.skill import Attempt, Skill
from quizapp.store.tables import cards, decks, files, items, log, states


def progress_of(row: Row[Any]) -> Progress | None:
    """From the columns of `states`; None where the row has none."""
    if row.stability is None:
        return None
    return Progress(
        memory=Memory(row.stability, row.difficulty, row.day),
        standing=Standing(cast(Phase, row.phase), row.step, row.interval, row.wait),
        reps=row.reps,
        lapses=row.lapses,
        due_day=row.due_day,
        due_ms=row.due_ms,
        answered_ms=row.answered_ms,
    )


def state_values(progress: Progress, model: str, log_id: int) -> dict[str, Any]:
    """The columns of `states`, but for the item's number."""
    return {
        "model": model,
        "stability": progress.memory.stability,
        "difficulty": progress.memory.difficulty,
        "phase": progress.standing.phase,
        "step": progress.standing.step,
        "interval": progress.standing.interval,
        "wait": progress.standing.wait,
        "reps": progress.reps,
        "lapses": progress.lapses,
        "day": progress.memory.day,
        "answered_ms": progress.answered_ms,
        "due_day": progress.due_day,
        "due_ms": progress.due_ms,
        "log_id": log_id,
    }


def skill_of(row: Row[Any]) -> Skill | None:
    """From the columns of `skills`, whose level is labelled `skill_level`."""
    return None if row.skill_level is None else Skill(row.skill_level, row.run, row.target)


CARD = (
    cards.c.id.label("card_id"),
    cards.c.front,
    cards.c.back,
    cards.c.kind,
    decks.c.name.label("deck"),
    type_coerce(cards.c.tags, String).label("tags"),
    cards.c.passage,
    cards.c.difficulty.label("card_difficulty"),
    cards.c.reading,
    cards.c.changed_ms,
    files.c.path.label("file"),
    cards.c.start,
    cards.c.end,
    type_coerce(cards.c.path, String).label("path"),
    cards.c.unit,
)
"""What a query has to select for `card_of`."""


def card_of(values: Sequence[Any], exercises: Iterable[str]) -> StudyCard:
    """From the columns of `CARD` in their order; what many cards have is held once."""
    name, front, back, kind, deck, tags, passage, difficulty, reading, changed_ms, *place = values
    return StudyCard(
        id=name,
        front=front,
        back=back,
        kind=cast(Kind, intern(kind)),
        deck=intern(deck),
        tags=_listed(tags),
        source=_source(*place),
        passage=passage,
        exercises=tuple(exercises),
        difficulty=difficulty,
        reading=reading,
        changed_ms=changed_ms,
    )


_NOWHERE = Source("", 0, 0)
"""The source of a card that was made by hand."""


def leaving_card(values: Sequence[Any], exercises: Iterable[str]) -> Card:
    """The same as the formats take it."""
    name, front, back, kind, deck, tags, passage, difficulty, reading, changed_ms, *place = values
    return Card(
        front,
        back,
        _source(*place) or _NOWHERE,
        cast(Kind, intern(kind)),
        name,
        intern(deck),
        _listed(tags),
        tuple(exercises),
        passage,
        difficulty,
        reading,
        changed_ms,
    )


def _source(file: str | None, start: int, end: int, path: str, unit: str) -> Source | None:
    if file is None:
        return None
    return Source(intern(file), start, end, _listed(path), cast(Unit, intern(unit)))


@lru_cache(maxsize=1000)
def _listed(text: str) -> tuple[str, ...]:
    """A list that is kept as JSON: few lists are those of many cards."""
    return tuple(json.loads(text))


def answer_values(answer: Answer) -> dict[str, Any]:
    """The columns of `log`."""
    standing, attempt = answer.standing, answer.attempt
    return {
        "item_id": answer.item,
        "at_ms": answer.at_ms,
        "day": answer.day,
        "mode": answer.mode,
        "rating": None if answer.rating is None else int(answer.rating),
        "duration_ms": answer.duration_ms,
        "was": answer.was,
        "phase": standing.phase if standing else None,
        "step": standing.step if standing else None,
        "interval": standing.interval if standing else None,
        "wait": standing.wait if standing else None,
        "variant": attempt.variant if attempt else None,
        "level": attempt.level if attempt else None,
        "correct": attempt.correct if attempt else None,
        "attempt": _attempt_values(attempt) if attempt else None,
    }


def log_row(row: Row[Any]) -> LogRow:
    """From the columns of `log`, with the item's `key` and whether it was `voided`."""
    answer = Answer(
        item=row.item_id,
        at_ms=row.at_ms,
        day=row.day,
        mode=cast(Mode, row.mode),
        rating=None if row.rating is None else Rating(row.rating),
        duration_ms=row.duration_ms,
        was=row.was,
        standing=None if row.phase is None else Standing(row.phase, row.step, row.interval, row.wait),
        attempt=_attempt_of(row) if row.attempt is not None else None,
    )
    return LogRow(row.id, row.key, answer, row.owner, bool(row.voided))


REVIEW = (
    log.c.at_ms,
    log.c.day,
    log.c.rating,
    log.c.duration_ms,
    case({phase: place for place, phase in enumerate(PHASES)}, value=log.c.was, else_=PHASES.index("review")),
    func.coalesce(log.c.interval, 0),
    func.coalesce(log.c.wait, 0),
    type_coerce(log.c.mode == "review", Integer),
)
"""An answer as `cards.answers.COLUMNS` has it; one outside of the schedule does not count."""


_NEW = Schedule()
_STANDING = (
    *("phase", "stability", "difficulty", "due_day", "due_ms"),
    *("interval", "reps", "lapses", "answered_ms"),
)
"""Columns of `states` that a schedule has by the same names."""


def schedule_columns(today: int) -> Sequence[ColumnElement[Any]]:
    """What a query of `items`, with what `states` has of them, selects for a `Schedule`, field by field."""
    stands = [func.coalesce(states.c[name], getattr(_NEW, name)) for name in _STANDING]
    buried = func.coalesce(items.c.buried_until > today, false())
    return [*stands, items.c.suspended, buried, items.c.flag]


def _attempt_values(attempt: Attempt) -> dict[str, Any]:
    return {
        "score": attempt.score,
        "typed": _texts(attempt.typed),
        "verdicts": _texts(attempt.verdicts),
        "mistakes": _texts(attempt.mistakes),
        "hints": attempt.hints,
        "params": attempt.params,
    }


def _attempt_of(row: Row[Any]) -> Attempt:
    kept = row.attempt
    return Attempt(
        variant=row.variant,
        level=row.level,
        correct=row.correct,
        score=kept["score"],
        typed=tuple(kept["typed"]),
        verdicts=tuple(kept["verdicts"]),
        mistakes=tuple(kept["mistakes"]),
        hints=kept["hints"],
        params=kept["params"],
    )


def _texts(values: Sequence[str]) -> list[str]:
    return [str(value) for value in values]
