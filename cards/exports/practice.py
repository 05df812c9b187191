"""Exercises for programs that cannot draw: questions drawn in advance, checked, laid out as HTML and packed.

Each question is judged before it is written: the printed answer must be right, and what is printed for a
mistake must be recognised as that mistake. The first question also stands in plain HTML, for places
where no script runs. Nothing here knows a package or a file.
"""

from __future__ import annotations

import json
import math
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from html import escape
from typing import TYPE_CHECKING, Any

import engine
from cards.exports.pagejudge import wanted
from cards.model import Practice
from engine.show import blocks_of

if TYPE_CHECKING:
    from engine.model import Exercise, Part
    from engine.variant import Variant

VARIANTS = 30
TRIES = 4
"""Draws for each question that is wanted: where an exercise has few different ones, fewer are written."""


def practice(name: str, level: int, count: int = VARIANTS) -> Practice:
    """An exercise at one level with `count` different questions, or as many as there are.

    Raises:
      UsageError: there is no such exercise or level.
    """
    exercise = engine.exercise(name)
    drawn = list(_drawn(exercise, level, count))
    packed = _Packed()
    for variant in drawn:
        packed.add(variant)
    return Practice(
        id=f"exercise-{exercise.id}-{level}",
        exercise=exercise.id,
        level=level,
        title=exercise.title,
        topic=exercise.topic,
        question="\n".join(question(drawn[0])),
        answer="\n".join(answer(drawn[0])),
        variants=packed.text(),
        count=len(drawn),
    )


def _drawn(exercise: Exercise, level: int, count: int) -> Iterator[Variant]:
    """Different questions whose printed answers are judged to be right."""
    from engine.drawing import NoVariant

    seen: set[str] = set()
    for seed in range(1, count * TRIES + 1):
        try:
            variant = exercise.variant(seed, level)
        except NoVariant:
            continue
        if variant.question not in seen and _holds(variant):
            seen.add(variant.question)
            yield variant
        if len(seen) == count:
            return


def _holds(variant: Variant) -> bool:
    return variant.check(*(_shown(part, variant.answer[part.name]) for part in variant.parts)).correct


def _shown(part: Part, value: Any) -> str:
    from engine.choices import shown

    return f"{shown(part, value)} {part.unit}".rstrip()


def slips(variant: Variant) -> Iterator[tuple[Part, str, str]]:
    """What mistakes make of a part, as shown, and what the judge says to it; only where it names them."""
    from engine.grading import judge

    told: set[tuple[str, str]] = set()
    for part in variant.parts:
        for live in variant.live:
            if part.name not in live.values:
                continue
            given = _shown(part, live.values[part.name])
            said = judge(variant, part, given, {}, {})
            named = said.verdict == "mistake" and set(live.ids) <= set(said.mistakes)
            if named and (part.name, given) not in told:
                told.add((part.name, given))
                yield part, given, said.message


def question(variant: Variant) -> Iterator[str]:
    """What is asked, what to give, and folded hints, as lines of HTML."""
    from engine.variant import CARRY

    for fixed, block in blocks_of(variant.question):
        yield f"<pre>{_text(block)}</pre>" if fixed else f"<p>{_lined(block)}</p>"
    asked = [variant.wanted(part) for part in variant.parts]
    if len(asked) == 1:
        yield f"<p>Give {_text(asked[0])}.</p>"
    else:
        yield "<p>Give</p><ul>"
        yield from (f"<li>{_text(one)}</li>" for one in asked)
        yield "</ul>"
    if variant.rounds:
        yield f"<p>{_text(CARRY)}</p>"
    for number, hint in enumerate(variant.hints, 1):
        yield f'<details class="hint"><summary>Hint {number}</summary>{_text(hint)}</details>'


def answer(variant: Variant) -> Iterator[str]:
    """The right values, the worked solution, and what the classic mistakes give, as lines of HTML."""
    for part in variant.parts:
        right = variant.answer[part.name]
        value = f"<b>{_text(part.label)} = {_text(_shown(part, right))}</b>"
        yield f"<p>{value}{_counts(part, right)}</p>"
    yield '<ol class="worked">'
    for rule, lines in variant.worked:
        text = "\n".join(lines)
        flow = "" if any(fixed for fixed, _ in blocks_of(text)) else ' class="flow"'
        yield f"<li>{_text(rule)}<pre{flow}>{_text(text)}</pre></li>"
    yield "</ol>"
    if found := _by_message(variant):
        yield '<details class="mistakes"><summary>What classic mistakes give</summary><ul>'
        for message, given in found.items():
            yield f"<li>{_text(message)}"
            yield "".join(f"<br>{_text(one)}" for one in given) + "</li>"
        yield "</ul></details>"


def _by_message(variant: Variant) -> dict[str, list[str]]:
    """What is said of mistakes, with the values that they give."""
    found: dict[str, list[str]] = {}
    for part, given, message in slips(variant):
        found.setdefault(message, []).append(f"{part.label} = {given}")
    return found


def _counts(part: Part, right: Any) -> str:
    """The interval that counts, or that other answers count as well."""
    from engine.grading import interval_text

    if part.accept:
        return " (one example; others count as well)"
    interval = interval_text(part, right)
    return f" ({_text(interval)})" if interval else ""


def _text(text: str) -> str:
    return escape(text, quote=False)


def _lined(text: str) -> str:
    return _text(text).replace("\n", "<br>")


class _Packed:
    """Questions with what their judge needs; each line, head and verdict is written once.

    Near misses are named for single numbers alone: those of matrices would be a third of the package.
    """

    def __init__(self) -> None:
        self._lines: dict[str, int] = {}
        self._heads: dict[str, int] = {}
        self._verdicts: dict[str, int] = {}
        self._variants: list[dict[str, Any]] = []

    def add(self, variant: Variant) -> None:
        self._variants.append(
            {
                "question": [_place(self._lines, line) for line in _split(question, variant)],
                "answer": [_place(self._lines, line) for line in _split(answer, variant)],
                "parts": [self._part(variant, part) for part in variant.parts],
            }
        )

    def _part(self, variant: Variant, part: Part) -> list[Any]:
        head = {"label": part.label, "options": list(part.options), **wanted(variant, part)}
        known = [
            [_place(self._verdicts, _json([one["verdict"], one["message"]])), _short(one["cells"])]
            for one in head.pop("known")
            if one["verdict"] != "near" or len(one["cells"]) == 1
        ]
        return [_place(self._heads, _json(head)), known]

    def text(self) -> str:
        """All of it as JSON in base 64, which no program takes for markup."""
        shape = {
            "lines": list(self._lines),
            "heads": [json.loads(head) for head in self._heads],
            "verdicts": [json.loads(verdict) for verdict in self._verdicts],
            "variants": self._variants,
        }
        return b64encode(_json(shape).encode()).decode()


def _split(written: Callable[[Variant], Iterator[str]], variant: Variant) -> list[str]:
    return "\n".join(written(variant)).split("\n")


def _place(table: dict[str, int], text: str) -> int:
    return table.setdefault(text, len(table))


def _json(value: Mapping[str, Any] | list[Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _short(cells: list[list[float]]) -> list[list[float]]:
    """Intervals with few digits; an end moves outwards by less than a thousandth of the interval."""
    return [[_moved(low, high, low), _moved(low, high, high)] for low, high in cells]


def _moved(low: float, high: float, end: float) -> float:
    if low == high:
        return int(end) if end == int(end) else end
    places = 3 - math.floor(math.log10(high - low))
    step = 10.0**-places
    moved = (math.floor(end / step) if end == low else math.ceil(end / step)) * step
    return int(moved) if places <= 0 else round(moved, places)
