"""A quiz as plain text of 78 columns, a form feed between its pages; it holds no markup."""

from __future__ import annotations

from collections.abc import Iterator

from cards.markdown.text import counted
from engine import show
from quizapp.quiz.model import Blank, Question, Quiz, Sheet, letter
from quizapp.sheets import Contents

COLUMNS = 78
PAGE = "\f\n"


def write(quiz: Quiz, contents: Contents = "all") -> str:
    """The sheets, the key, or both, one version a page."""
    pages = [_sheet(quiz, sheet) for sheet in quiz.sheets] if contents != "key" else []
    if contents != "sheets":
        pages += [_key(quiz, sheet) for sheet in quiz.sheets]
    return PAGE.join("\n".join(page) + "\n" for page in pages)


def _sheet(quiz: Quiz, sheet: Sheet) -> list[str]:
    lines = [
        f"{quiz.title}, version {sheet.version}",
        effort_of(sheet),
        "",
        "Name: " + "_" * 40,
    ]
    for question in sheet.questions:
        lines += ["", *heading(question), "", show.wrapped(question.text, COLUMNS), "", *answers(question)]
    return lines


def heading(question: Question) -> Iterator[str]:
    """The number, the title and the points, underlined."""
    line = f"{question.number}. {question.title} ({points_of(question)})"
    yield line
    yield "-" * show.width(line)


def effort_of(sheet: Sheet) -> str:
    """`12 points, about 9 minutes`."""
    return f"{counted(sheet.points, 'point')}, about {counted(sheet.minutes, 'minute')}"


def points_of(question: Question) -> str:
    """`1 point`, `2 points`."""
    return counted(question.points, "point")


def answers(question: Question) -> Iterator[str]:
    """What to choose from, or a line for each answer."""
    if question.kind == "choice":
        yield f"Choose {question.blanks[0].wanted}."
    yield from options(question)
    if question.kind == "matching":
        yield ""
        yield from (f"____ {mark_of(question, blank)}{blank.label}" for blank in question.blanks)
    elif question.kind != "choice":
        for blank in question.blanks:
            yield show.wrapped(f"{mark_of(question, blank)}{blank.wanted}", COLUMNS)
            yield f"  = {'_' * 40}"
            yield from [f"    {'_' * 40}"] * (blank.rows - 1)


def options(question: Question) -> Iterator[str]:
    """The options of a choice or of matching, each behind its letter; what is laid out stays so."""
    for index, option in enumerate(question.options):
        mark = f"  {letter(index)})  "
        text = option.text if "\n" in option.text else show.wrapped(option.text, COLUMNS - len(mark))
        yield mark + text.replace("\n", "\n" + " " * len(mark))


def mark_of(question: Question, blank: Blank) -> str:
    """`a) ` before a place of several."""
    return f"{blank.column[-1]}) " if len(question.blanks) > 1 else ""


def _key(quiz: Quiz, sheet: Sheet) -> list[str]:
    lines = [f"{quiz.title}, version {sheet.version}: key", f"seed {quiz.seed}, level {quiz.level}"]
    for question in sheet.questions:
        lines += [
            "",
            *heading(question),
            "",
            *right_answers(question),
            "",
            *solution(question),
            *_wrong(question),
        ]
    return lines


def right_answers(question: Question) -> Iterator[str]:
    """The right answer of each place, with the interval that counts."""
    for blank in question.blanks:
        yield f"{blank.label} = {chosen(question, blank)}{counts(blank)}"


def chosen(question: Question, blank: Blank) -> str:
    """The right answer of a place; where letters are asked for, with the text of its option."""
    texts = (each.text for i, each in enumerate(question.options) if letter(i) == blank.answer)
    text = next(texts, "")
    return f"{blank.answer}) {text}" if text else blank.answer


def counts(blank: Blank) -> str:
    """What counts as well, in brackets: an interval, or other words."""
    found = blank.accepted or (f"also {' or '.join(blank.also)}" if blank.also else "")
    return f" ({found})" if found else ""


def solution(question: Question) -> Iterator[str]:
    """The worked solution, broken to the width."""
    for step in question.solution:
        yield show.wrapped(f"- {step.rule}", COLUMNS)
        yield from (f"    {line}" for row in step.lines for line in row.split("\n"))


def _wrong(question: Question) -> Iterator[str]:
    found = list(wrong_answers(question))
    if found:
        yield ""
        yield "Wrong answers and what is behind them:"
    for answer, message in found:
        yield show.wrapped(f"- {answer}: {message}", COLUMNS)


def wrong_answers(question: Question) -> Iterator[tuple[str, str]]:
    """Each wrong option, or what each mistake gives, with the mistake's message."""
    for index, option in enumerate(question.options):
        if not option.right:
            yield (
                f"{letter(index)}) {option.text}",
                option.message or "no classic mistake, but near the answer.",
            )
    for blank in question.blanks:
        for slip in blank.slips:
            yield f"{blank.label} = {slip.answer}", slip.message
