"""Which mistakes and conventions a drawn question makes visible, and what they give.

A mistake shows where its answer lies well beyond the tolerance; mistakes that give the same numbers
share one message.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.compare import DISTINCT, VISIBLE, apart, finite, plain
from engine.model import Convention, Exercise, Mistake, Nodes, Part, Run


@dataclass(frozen=True, slots=True)
class Live:
    """Mistakes (or one convention) that this variant makes visible, with what they give.

    `values` holds the parts in which they can be told from the right answer. Mistakes that give
    the same values stand together.
    """

    ids: tuple[str, ...]
    message: str
    values: Mapping[str, Any]


def satisfies(part: Part, answer: Any, run: Run) -> bool:
    """Whether an answer meets a part's predicate."""
    assert part.accept is not None
    names = part.accept.__code__.co_varnames[: part.accept.__code__.co_argcount]
    try:
        return bool(part.accept(answer=answer, **{name: run[name] for name in names if name != "answer"}))
    except (ArithmeticError, ValueError, TypeError, IndexError):
        return False  # an answer outside of the predicate's domain, such as a kernel of 0


def values_under(
    exercise: Exercise, given: Nodes, parts: Sequence[Part], swap: Mapping[str, Callable[..., Any]]
) -> dict[str, Any]:
    """What the parts become with some nodes swapped; parts that cannot be computed are left out."""
    run = Run(exercise, given, swap=swap)
    values = {}
    for part in parts:
        try:
            value = plain(run[part.name])
        except (ArithmeticError, ValueError, IndexError):
            continue  # on this variant the mistake ends in no number at all
        if finite(value):
            values[part.name] = value
    return values


def _visible(part: Part, value: Any, run: Run, units: float) -> bool:
    if part.accept is not None and satisfies(part, value, run):
        return False
    return apart(part, value, plain(run[part.name]), units)


def live_convention(
    exercise: Exercise, given: Nodes, run: Run, parts: Sequence[Part], each: Convention
) -> Live:
    """A convention with the parts in which it gives something else; none where it does not show."""
    values = values_under(exercise, given, parts, each.swap)
    by_name = {part.name: part for part in parts}
    shown = {name: v for name, v in values.items() if _visible(by_name[name], v, run, DISTINCT)}
    return Live((each.id,), each.message, shown)


def live_values(
    exercise: Exercise,
    given: Nodes,
    run: Run,
    parts: Sequence[Part],
    mistake: Mistake,
    conventions: Sequence[Live],
) -> dict[str, Any]:
    """What a mistake gives, for the parts in which it shows and is no convention's answer."""
    values = values_under(exercise, given, parts, mistake.swap)
    shown = {}
    for part in parts:
        if part.name not in values or not _visible(part, values[part.name], run, VISIBLE):
            continue
        rivals = [live.values[part.name] for live in conventions if part.name in live.values]
        if all(apart(part, values[part.name], rival, DISTINCT) for rival in rivals):
            shown[part.name] = values[part.name]
    return shown


Group = tuple[Mistake, dict[str, Any]]


def hidden_must(parts: Sequence[Part], groups: Sequence[Group], target: str | None) -> str | None:
    """Why the draw hides a mistake that it must show, or shows two of them alike."""
    musts = [(mistake, values) for mistake, values in groups if mistake.must or mistake.id == target]
    for mistake, values in musts:
        if not values:
            return f"{mistake.id} invisible"
    for index, (mistake, values) in enumerate(musts):
        for other, others in musts[index + 1 :]:
            if not _distinct(parts, values, others):
                return f"{mistake.id} gives the same as {other.id}"
    return None


def _distinct(parts: Sequence[Part], a: Mapping[str, Any], b: Mapping[str, Any]) -> bool:
    if a.keys() != b.keys():
        return True
    return any(apart(part, a[part.name], b[part.name], DISTINCT) for part in parts if part.name in a)


def joined(parts: Sequence[Part], groups: Sequence[Group]) -> tuple[Live, ...]:
    """Visible mistakes; those that give the same numbers share one "either ... or ..." message."""
    lives: list[list[Group]] = []
    for mistake, values in groups:
        if not values:
            continue
        twin = next((each for each in lives if not _distinct(parts, values, each[0][1])), None)
        if twin is None:
            lives.append([(mistake, values)])
        else:
            twin.append((mistake, values))
    return tuple(
        Live(tuple(m.id for m, _ in group), either([m.message for m, _ in group]), group[0][1])
        for group in lives
    )


def either(messages: Sequence[str]) -> str:
    """One message, or several as alternatives."""
    unique = list(dict.fromkeys(messages))
    if len(unique) == 1:
        return unique[0]
    return "Either: " + " Or: ".join(unique)
