"""Study and exercises in lines, for pipes, screen readers and plain terminals.

Everything goes through `Lines`: one stream read, one written. The end of the input leaves at any point;
what was answered before is kept.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

from engine import show
from quizapp import schedule
from quizapp.memory import Rating
from quizapp.question import Finished, Pause, Question
from quizapp.rounds import Round

if TYPE_CHECKING:
    from engine.grading import PartResult, Result
    from quizapp.practice import Practice
    from quizapp.session import Session

GRADES = {"1": Rating.AGAIN, "2": Rating.HARD, "3": Rating.GOOD, "4": Rating.EASY}
"""What is typed for each grade."""

KEYS = "? a hint, ! the solution, q to leave"


class Left(Exception):
    """The learner left, or the input ended."""


@dataclass(frozen=True, slots=True)
class Lines:
    """A learner who reads and types lines."""

    reader: TextIO
    writer: TextIO

    def say(self, text: str = "") -> None:
        """Write a text, its paragraphs broken to the terminal's width."""
        self.writer.write(show.wrapped(text, self.columns) + "\n")
        self.writer.flush()

    def ask(self, prompt: str) -> str:
        """The next line, without white space around it.

        Raises:
          Left: the input has ended, or `q` was typed.
        """
        self.writer.write(prompt)
        self.writer.flush()
        line = self.reader.readline()
        if not self.reader.isatty():  # nobody sees what is typed into a pipe, not even the line's end
            self.writer.write(line if line.endswith("\n") else f"{line}\n")
        if not line or line.strip() in ("q", "quit"):
            raise Left
        return line.strip()

    @property
    def columns(self) -> int:
        """Columns to write in: those of the terminal, at most 100."""
        return min(100, shutil.get_terminal_size((80, 24)).columns)


def ask(lines: Lines, round_: Round) -> None:
    """Ask a question until it is solved or given up.

    Raises:
      Left: the learner left before that.
    """
    lines.say(f"{round_.variant.exercise.title}\n\n{round_.variant.prompt}\n\n({KEYS})")
    while not round_.solved:
        typed = _answers(lines, round_)
        if typed is None:
            round_.give_up()
            _solution(lines, round_)
            return
        _verdicts(lines, round_, round_.submit(typed))
    _solution(lines, round_)


def _answers(lines: Lines, round_: Round) -> list[str] | None:
    """One line for each part; None when the solution is asked for."""
    typed: list[str] = []
    for part in round_.variant.parts:
        while (line := lines.ask(f"{part.label} > ")) in ("?", "!", ""):
            if line == "!":
                return None
            if line == "?":
                lines.say(f"  Hint: {round_.hint() or 'that was the last hint.'}")
        typed.append(line)
    return typed


SIGNS = {"right": "✓", "convention": "✓", "carried": "✓", "digits": "…", "unreadable": "?"}
"""A sign before each verdict that is not plainly wrong."""


def _verdicts(lines: Lines, round_: Round, result: Result) -> None:
    for part, verdict in zip(round_.variant.parts, result.parts, strict=True):
        sign = SIGNS.get(verdict.verdict, "✗")
        echo = f"{verdict.echo}. " if verdict.echo else ""
        lines.say(f"{sign} {part.label}: {echo}{verdict.message}")
        if len(round_.tries) > 1 and verdict.verdict in ("wrong", "mistake", "near"):
            _wrong_cells(lines, verdict)


def _wrong_cells(lines: Lines, verdict: PartResult) -> None:
    """From the second try on, name the first wrong cell."""
    if not isinstance(verdict.cells, list):
        return
    for index, cell in enumerate(verdict.cells, 1):
        row = cell if isinstance(cell, list) else [cell]
        for column, right in enumerate(row, 1):
            if not right:
                place = f"row {index}, column {column}" if isinstance(cell, list) else f"number {index}"
                lines.say(f"  The first that is wrong: {place}.")
                return


def _solution(lines: Lines, round_: Round) -> None:
    from engine.choices import shown
    from engine.grading import interval_text

    lines.say("\nSolution")
    for rule, rows in round_.variant.worked:
        lines.say(f"- {rule}")
        for row in rows:
            lines.say(f"    {row}")
    for part in round_.variant.parts:
        right = round_.variant.answer[part.name]
        counts = interval_text(part, right)
        lines.say(
            f"= {part.label}: {shown(part, right)} {part.unit}".rstrip() + (f" ({counts})" if counts else "")
        )
    lines.say()


Clock = Callable[[], int]
"""UTC milliseconds."""


def study(lines: Lines, session: Session | Practice, clock: Clock) -> int:
    """Ask what the session gives out until it ends or the learner leaves.

    Returns:
      How many answers were written.
    """
    done = 0
    try:
        while True:
            question = session.next(clock())
            if isinstance(question, (Finished, Pause)):
                lines.say(_end(question, clock()))
                return done
            done += _one(lines, session, question, clock)
    except Left:
        lines.say(f"\n{done} answered; everything is kept.")
    return done


def _end(question: Finished | Pause, now_ms: int) -> str:
    if isinstance(question, Pause):
        minutes = max(1, round((question.until_ms - now_ms) / 60_000))
        return f"Nothing more for now; the next step is due in {minutes} min."
    return f"Done for today: {question.counts.reviews} answered, {question.counts.new} of them new."


def _one(lines: Lines, session: Session | Practice, question: Question, clock: Clock) -> int:
    """One question; returns how many answers stand more than before."""
    began = clock()
    left = session.remaining.total
    lines.say(f"\n[{left} more]" if left else "\n[the last one]")
    if question.item.kind == "exercise":
        return _exercise(lines, session, question, clock, began)
    return _card(lines, session, question, clock, began)


def _card(lines: Lines, session: Session | Practice, question: Question, clock: Clock, began: int) -> int:
    from cards.terminal import render

    card = question.item.card
    assert card is not None
    lines.say(render(card.front, lines.columns))
    if lines.ask("(Enter shows the answer, u takes the last one back, q leaves) ") == "u":
        return _undo(lines, session, clock)
    lines.say(render(card.back, lines.columns))
    rating = _grade(lines, question, Rating.GOOD)
    if rating is None:
        return _undo(lines, session, clock)
    now = clock()
    session.answer(question, rating, now_ms=now, duration_ms=now - began)
    return 1


def _exercise(lines: Lines, session: Session | Practice, question: Question, clock: Clock, began: int) -> int:
    import engine

    draw = question.draw
    assert draw is not None
    round_ = Round(engine.exercise(draw.exercise).variant(draw.seed, draw.level, draw.target))
    ask(lines, round_)
    assert round_.attempt is not None
    now = clock()
    proposed = round_.proposed((now - began) / 1000)
    rating = _grade(lines, question, proposed) if question.standings else proposed
    if rating is None:
        return _undo(lines, session, clock)
    session.answer(question, rating, now_ms=now, duration_ms=now - began, attempt=round_.attempt)
    return 1


def _grade(lines: Lines, question: Question, proposed: Rating) -> Rating | None:
    """The learner's grade; None when the last answer is to be taken back instead."""
    words = []
    for key, rating in GRADES.items():
        standing = question.standings.get(rating)
        wait = f" ({schedule.interval_text(standing)})" if standing else ""
        words.append(f"{key} {rating.name.lower()}{wait}")
    while True:
        typed = lines.ask(f"{', '.join(words)} [{int(proposed)}] > ")
        if typed == "u":
            return None
        if typed in GRADES or not typed:
            return GRADES.get(typed, proposed)
        lines.say("Type 1, 2, 3 or 4, or Enter for the one in brackets.")


def _undo(lines: Lines, session: Session | Practice, clock: Clock) -> int:
    undone = session.undo(clock())
    if undone is None:
        lines.say("There is nothing to take back.")
        return 0
    lines.say("The last answer is taken back.")
    return -1
