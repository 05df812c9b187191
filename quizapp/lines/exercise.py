"""An exercise in lines: the question, hints, answers echoed as they are read, verdicts, the solution.

What cannot be read costs nothing. A part that is right is not asked again.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Set
from typing import TYPE_CHECKING

from quizapp.lines.desk import Desk, Moment
from quizapp.lines.script import indented
from quizapp.lines.spoken import spoken
from quizapp.rounds import Round

if TYPE_CHECKING:
    from engine.grading import PartResult, Result
    from engine.model import Part
    from engine.variant import Variant

RIGHT = frozenset(("right", "convention", "carried"))
"""Verdicts after which a part is not asked again."""

MOST_CELLS = 8
"""Wrong numbers of a vector or matrix that are named."""


class GivenUp(Exception):
    """The learner wants the solution."""


def work(desk: Desk) -> None:
    """Ask the exercise at hand until it is solved or given up, then show the solution.

    Raises:
        Left: the learner left before that.
        Anew: what is at hand has changed.
    """
    round_ = _at(desk)
    desk.moment = Moment.WORK
    say_question(desk)
    typed = [*desk.written] or [""] * len(round_.variant.parts)
    asked, right = set(range(len(typed))), set[int]()
    try:
        if round_.tries:
            asked, right = _judged(desk, round_.tries[-1], right)
        while not round_.over:
            _fill(desk, typed, asked)
            result = round_.submit(typed)
            desk.note(typed)
            asked, right = _judged(desk, result, right)
    except GivenUp:
        round_.give_up()
        desk.note(typed)
    desk.moment = Moment.SOLVED
    say_solution(desk)


def _judged(desk: Desk, result: Result, right: Set[int]) -> tuple[set[int], set[int]]:
    """Say the verdicts; the parts to ask again, and those that are right."""
    _say_verdicts(desk, result, right)
    if result.free:
        return {place for place, part in enumerate(result.parts) if part.unclear}, {*right}
    now = {place for place, part in enumerate(result.parts) if part.verdict in RIGHT}
    return {*range(len(result.parts))} - now, now


def _at(desk: Desk) -> Round:
    assert desk.round is not None
    return desk.round


def say_question(desk: Desk) -> None:
    """The title, the level and what is asked, with the hints so far."""
    round_ = _at(desk)
    variant = round_.variant
    desk.say(f"{variant.exercise.title} (level {variant.level})\n\n{spoken(variant.prompt)}\n")
    for number, hint in enumerate(round_.hints, 1):
        desk.say(f"Hint {number}: {hint}")


def _fill(desk: Desk, typed: list[str], asked: Set[int]) -> None:
    """Ask the parts that are not right or not clear yet; what was typed before stands in brackets."""
    for place, part in enumerate(_at(desk).variant.parts):
        if place in asked:
            typed[place] = _answer(desk, part, typed[place])
            desk.note(typed)


def _answer(desk: Desk, part: Part, before: str) -> str:
    """One answer that can be read."""
    wanted = _at(desk).variant.wanted(part) if part.kind != "choice" else part.label
    prompt = f"{part.label} [{before}] > " if before else f"{wanted}, ? lists commands > "
    while True:
        line = desk.ask(prompt) or before
        if not line:
            desk.say("Type the answer; :h gives a hint, :g the worked solution, ? lists more.")
        elif _echo(desk, part, line):
            return line


def _echo(desk: Desk, part: Part, line: str) -> bool:
    """Say how an answer is read, or why it is not; whether it could be."""
    from engine.grading import expected
    from engine.reading import Unreadable, read

    try:
        echo = read(line, expected(_at(desk).variant, part)).echo
    except Unreadable as refusal:
        known = desk.find(line)
        desk.say(f"  {refusal}" + (f". As a command it begins with a colon: :{line}" if known else ""))
        return False
    if echo:
        desk.say(f"  {echo}")
    return True


def said(part: PartResult) -> str:
    """A verdict in words: whether it is right stands first, because no colour or sign tells it."""
    if part.unclear or part.verdict in RIGHT or part.message.startswith("Not right"):
        return part.message
    return f"Not right. {part.message}"


def _say_verdicts(desk: Desk, result: Result, right: Set[int]) -> None:
    """The verdicts that are new; where something could not be judged, on that alone."""
    round_ = _at(desk)
    for place, (part, verdict) in enumerate(zip(round_.variant.parts, result.parts, strict=True)):
        if (place in right and verdict.verdict in RIGHT) or (result.free and not verdict.unclear):
            continue
        desk.say(f"{part.label}: {said(verdict)}")
        wrong = not verdict.unclear and verdict.verdict not in RIGHT
        if len(round_.tries) > 1 and wrong and (cells := wrong_cells(verdict.cells)):
            desk.say(f"  Wrong: {cells}.")
    if result.free:
        desk.say("Nothing is lost by this: mend what could not be judged.")


def wrong_cells(cells: object) -> str:
    """The places of wrong numbers in words, counted from 1; empty for a single number."""
    if not isinstance(cells, list) or not cells:
        return ""
    places = list(_places(cells))
    more = f" and {len(places) - MOST_CELLS} more" if len(places) > MOST_CELLS else ""
    return "; ".join(places[:MOST_CELLS]) + more


def _places(cells: list[object]) -> Iterator[str]:
    for index, cell in enumerate(cells, 1):
        if isinstance(cell, list):
            yield from (f"row {index}, column {column}" for column, right in enumerate(cell, 1) if not right)
        elif not cell:
            yield f"number {index}"


def say_hint(desk: Desk) -> None:
    """One more hint."""
    round_ = _at(desk)
    hint = round_.hint()
    desk.note(desk.written)
    desk.say(f"Hint {len(round_.hints)}: {hint}" if hint else "That was the last hint.")


def give_up(desk: Desk) -> None:
    raise GivenUp


def say_solution(desk: Desk) -> None:
    """The worked solution, and what counts."""
    desk.say("\n".join(["", "Solution", *solution(_at(desk).variant, desk.lines.columns), ""]))


def solution(variant: Variant, columns: int) -> Iterator[str]:
    """Each step with this variant's numbers, then the right answers with what else counts."""
    from engine.choices import shown
    from engine.grading import interval_text

    for rule, rows in variant.worked:
        yield textwrap.fill(f"- {rule}", columns, subsequent_indent="  ", break_long_words=False)
        yield from (f"    {row}" for row in spoken("\n".join(rows)).splitlines())
    for part in variant.parts:
        right = variant.answer[part.name]
        counts = interval_text(part, right)
        text = f"= {part.label}: {shown(part, right)} {part.unit}".rstrip()
        text += f" ({counts})" if counts else ""
        yield textwrap.fill(text, columns, subsequent_indent="  ", break_long_words=False)


def say_reference(desk: Desk) -> None:
    """How the function behind the exercise is defined."""
    from quizapp.reference import definition, documentation

    exercise = _at(desk).variant.exercise
    desk.say(f"{indented(documentation(exercise))}\n\n{indented(definition(exercise))}\n")
