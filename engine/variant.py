"""One drawn question: its parameters, text, right values, worked steps, hints and live mistakes.

Drawing tries redraws of one key until the checks pass: no tie or trivial answer, every `must`
mistake visible, and a calculation by hand with rounded steps still right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from engine import show
from engine.compare import DISTINCT, VISIBLE, apart, finite, plain, same
from engine.draw import Draw
from engine.errors import QuizappError, UsageError
from engine.model import Convention, Exercise, Mistake, Nodes, Params, Part, Run, arrays, call

if TYPE_CHECKING:
    from engine.grading import Result

CAP = 200
"""Redraws of one key before `NoVariant`."""

CARRY = "Carry one digit more on the way."
"""What a question says where intermediate numbers are rounded."""


class NoVariant(QuizappError):
    """No draw of a key passed the checks; `reasons` counts why each was refused."""

    def __init__(self, key: str, reasons: Counter[str]) -> None:
        counted = ", ".join(f"{reason}: {count}" for reason, count in reasons.most_common(5))
        super().__init__(f"{key}: none of {sum(reasons.values())} draws passed ({counted})")
        self.reasons = reasons


@dataclass(frozen=True, slots=True)
class Live:
    """Mistakes (or one convention) that this variant makes visible, with what they give.

    `values` holds the parts in which they can be told from the right answer. Mistakes that give
    the same values stand together.
    """

    ids: tuple[str, ...]
    message: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Variant:
    """A question of one key: see `Exercise.variant`."""

    exercise: Exercise
    seed: int
    level: int
    target: str | None
    parts: tuple[Part, ...]
    params: Params
    run: Run
    live: tuple[Live, ...]
    conventions: tuple[Live, ...]
    attempts: int
    target_met: bool
    """Whether the targeted mistake is visible; without a target, true."""

    @property
    def key(self) -> str:
        """`id@version:seed:level:target`, the name of this question for ever."""
        return variant_key(self.exercise, self.seed, self.level, self.target)

    @cached_property
    def answer(self) -> dict[str, Any]:
        """The right value of each part that is asked; for a predicate one example."""
        return {part.name: plain(self.run[part.name]) for part in self.parts}

    @cached_property
    def question(self) -> str:
        """The text of the question without the line that says what to give."""
        prompt = self.exercise.prompt_for(self.level)
        return prompt(self.params) if callable(prompt) else show.fill(prompt, self.params)

    @cached_property
    def prompt(self) -> str:
        """The whole text: the question, and what to give in which form."""
        return f"{self.question}\n\n{ask(self)}"

    def wanted(self, part: Part) -> str:
        """What to give for a part: its label, unit, form and number of digits."""
        return _ask_part(part, self.answer[part.name])

    @property
    def rounds(self) -> bool:
        """Whether numbers are rounded on the way, so that one digit more has to be carried."""
        return len(self.worked) > 1 and any(not part.exact and part.digits for part in self.parts)

    @cached_property
    def worked(self) -> list[tuple[str, list[str]]]:
        """The solution: for each step its rule and the lines with this variant's numbers."""
        for part in self.parts:
            self.run[part.name]
        done = [step for step in self.exercise.steps if step.name in self.run.done]
        return [
            (
                step.rule,
                [*self.run.rows.get(step.name, ()), *show.fill(step.worked, self.run.nodes).split("\n")],
            )
            for step in done
        ]

    @property
    def hints(self) -> list[str]:
        """The rules of the steps, one after the other."""
        return [rule for rule, _ in self.worked]

    @cached_property
    def choices(self) -> dict[str, Any]:
        """For each part four different answers as shown, the wrong ones from live mistakes."""
        from engine.choices import choices

        return choices(self)

    def check(self, *answers: str) -> Result:
        """Judge one typed answer for each part.

        Raises:
          engine.errors.UsageError: another number of answers than parts.
        """
        from engine.grading import check

        return check(self, answers)


def variant_key(exercise: Exercise, seed: int, level: int, target: str | None) -> str:
    """The text that names a question and seeds its draw."""
    return f"{exercise.id}@{exercise.version}:{seed}:{level}:{target or ''}"


def draw_variant(exercise: Exercise, seed: int, level: int, target: str | None, part: str | None) -> Variant:
    """See `Exercise.variant`."""
    _known(exercise, level, target, part)
    drawn = _draw(exercise, seed, level, target)
    if drawn is None and target is not None:
        drawn = _draw(exercise, seed, level, None)
    if drawn is None:
        raise NoVariant(variant_key(exercise, seed, level, target), _reasons(exercise, seed, level))
    params, run, live, conventions, attempts = drawn
    met = target is None or any(target in group.ids for group in live)
    parts = exercise.asked(level, part)
    return Variant(exercise, seed, level, target, parts, params, run, live, conventions, attempts, met)


def _known(exercise: Exercise, level: int, target: str | None, part: str | None) -> None:
    if level not in exercise.levels:
        levels = show.sentence([str(each) for each in exercise.levels])
        raise UsageError(f"{exercise.id} has no level {level}: choose {levels}")
    if target is not None and exercise.mistake(target) is None:
        known = ", ".join(mistake.id for mistake in exercise.mistakes)
        raise UsageError(f"{exercise.id} knows no mistake {target!r}: choose one of {known}")
    if part is not None and part not in {each.name for each in exercise.parts}:
        known = ", ".join(each.name for each in exercise.parts)
        raise UsageError(f"{exercise.id} asks no part {part!r}: choose one of {known}")


Drawn = tuple[Params, Run, tuple[Live, ...], tuple[Live, ...], int]


def _draw(exercise: Exercise, seed: int, level: int, target: str | None) -> Drawn | None:
    key = variant_key(exercise, seed, level, target)
    for attempt in range(CAP):
        outcome = attempt_draw(exercise, f"{key}/{attempt}", level, target)
        if not isinstance(outcome, str):
            return *outcome, attempt + 1
    return None


def _reasons(exercise: Exercise, seed: int, level: int) -> Counter[str]:
    key = variant_key(exercise, seed, level, None)
    outcomes = (attempt_draw(exercise, f"{key}/{attempt}", level, None) for attempt in range(CAP))
    return Counter(outcome for outcome in outcomes if isinstance(outcome, str))


def attempt_draw(
    exercise: Exercise, key: str, level: int, target: str | None
) -> tuple[Params, Run, tuple[Live, ...], tuple[Live, ...]] | str:
    """One draw with all its checks; the reason where it is refused."""
    params = exercise.draw(Draw(key), level)
    given = {**exercise.constants, **arrays(params)}
    run = Run(exercise, given)
    parts = exercise.asked(level)
    if exercise.guard is not None and (reason := call(exercise.guard, run)):
        return str(reason)
    for part in parts:
        if reason := trivial(part, run[part.name], params):
            return f"{part.name} {reason}"
    if not survives_rounding(exercise, given, run, parts):
        return "rounded steps miss the answer"
    with np.errstate(all="ignore"):
        conventions = tuple(_alone(exercise, given, run, parts, each) for each in exercise.conventions)
        shown = [each for each in conventions if each.values]
        groups = [
            (mistake, _live_values(exercise, given, run, parts, mistake, shown))
            for mistake in exercise.mistakes
            if level in mistake.levels
        ]
    if reason := hidden_must(parts, groups, target):
        return reason
    return params, run, joined(parts, groups), tuple(shown)


def trivial(part: Part, right: Any, params: Params) -> str | None:
    """Why a right value needs no calculation: it is 0 or 1, or it stands in the question."""
    if not finite(plain(right)):
        return "is not finite"
    if part.may_repeat or part.accept is not None or part.kind == "choice":
        return None
    if part.kind in ("number", "integer"):
        given = [value for value in params.values() if isinstance(value, (int, float))]
        if any(not apart(part, value, right, 1.0) for value in (0, 1, *given)):
            return "is 0, 1 or stands in the question"
        return None
    given_lists = [value for value in params.values() if isinstance(value, list)]
    same_layout = [value for value in given_lists if np.shape(value) == np.shape(plain(right))]
    if any(not apart(part, value, plain(right), 1.0) for value in same_layout):
        return "is unchanged by the operation"
    return None


def hand_rounder(digits: int) -> Callable[[Any], Any]:
    """Round floats as somebody does by hand: to `digits` decimals, and to no fewer significant ones."""

    def rounder(value: Any) -> Any:
        array = np.asarray(value)
        if array.dtype.kind != "f":
            return value
        magnitude = np.floor(np.log10(np.where(array == 0, 1.0, np.abs(array))))
        places = np.maximum(digits, digits - 1 - magnitude)
        scale = 10.0 ** np.minimum(places, 200)
        rounded = np.round(array * scale) / scale
        rounded = np.where(np.isfinite(rounded), rounded, array)
        return float(rounded) if rounded.ndim == 0 else rounded

    return rounder


def survives_rounding(exercise: Exercise, given: Nodes, run: Run, parts: Sequence[Part]) -> bool:
    """Whether steps rounded to one digit more than asked still lead to right answers."""
    asked = [part for part in parts if part.kind in ("number", "vector", "matrix")]
    if not asked:
        return True
    rounded = Run(exercise, given, rounder=hand_rounder(max(part.digits for part in asked) + 1))
    return all(_accepts(part, plain(rounded[part.name]), run) for part in parts)


def _accepts(part: Part, value: Any, run: Run) -> bool:
    return satisfies(part, value, run) if part.accept else same(part, value, plain(run[part.name]))


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


def _alone(exercise: Exercise, given: Nodes, run: Run, parts: Sequence[Part], each: Convention) -> Live:
    values = values_under(exercise, given, parts, each.swap)
    by_name = {part.name: part for part in parts}
    shown = {name: v for name, v in values.items() if _visible(by_name[name], v, run, DISTINCT)}
    return Live((each.id,), each.message, shown)


def _live_values(
    exercise: Exercise,
    given: Nodes,
    run: Run,
    parts: Sequence[Part],
    mistake: Mistake,
    conventions: Sequence[Live],
) -> dict[str, Any]:
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


def ask(variant: Variant) -> str:
    """The line that says what to give, in which form and with how many digits."""
    lines = [variant.wanted(part) for part in variant.parts]
    carry = f" {CARRY}" if variant.rounds else ""
    if len(lines) == 1:
        return f"Give {lines[0]}.{carry}"
    return "Give\n" + "\n".join(f"  {line}" for line in lines) + (f"\n{carry.strip()}" if carry else "")


def _ask_part(part: Part, right: Any) -> str:
    unit = f" in {part.unit}" if part.unit else ""
    return f"{part.label}{unit}{_form(part, right)}"


def _form(part: Part, right: Any) -> str:
    places = "significant digits" if part.significant else "decimals" if part.digits != 1 else "decimal"
    digits = f"{part.digits} {places}" if part.digits else "a whole number"
    match part.kind:
        case "number":
            return f" ({digits})"
        case "integer":
            return " (a whole number)"
        case "vector":
            return f" ({len(right)} numbers, {digits})" if part.digits else f" ({len(right)} whole numbers)"
        case "matrix":
            size = f"a {len(right)}×{len(right[0])} matrix"
            return f" ({size}, {digits})" if part.digits else f" ({size} of whole numbers)"
        case "shape":
            return " (sizes, such as 64×32×32)"
        case "indices":
            order = "in order, such as 3 0 5" if part.ordered else "in any order, such as 0 3 5"
            return f" ({order}; none if there are none)"
        case "interval":
            return f" (low and high end, {digits})"
        case "choice":
            letters = [f"{chr(ord('a') + i)}) {text}" for i, text in enumerate(part.options)]
            return ": " + "   ".join(letters)
