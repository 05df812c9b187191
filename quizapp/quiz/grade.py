"""Grading filled sheets: typed answers against a quiz, and files of answers.

Numbers are judged by the engine on the same question, drawn again; letters and words by the key of the
sheet. A blank place scores nothing; what cannot be read scores nothing and is reported, so that a person can
look at it.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

import engine
from engine.errors import InputError, UsageError
from quizapp.quiz.model import Blank, Question, Quiz, Sheet, letter

if TYPE_CHECKING:
    from engine.variant import Variant

LARGEST = 50_000_000
"""Bytes of a file of answers that are read."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What one answer earned: `score`, a share from 0 to 1, of the `worth` of its place."""

    column: str
    typed: str
    verdict: str
    score: float
    mistakes: tuple[str, ...] = ()
    message: str = ""
    worth: float = 1.0

    @property
    def points(self) -> float:
        """The points earned."""
        return self.score * self.worth

    @property
    def unclear(self) -> bool:
        """Whether a person should look at it: it could not be judged."""
        return self.verdict in ("unreadable", "digits")


@dataclass(frozen=True, slots=True)
class Graded:
    """One person's sheet."""

    name: str
    version: str
    total: int
    marks: tuple[Mark, ...]

    @property
    def points(self) -> float:
        """The points earned, to two decimals."""
        return total(self.marks)


def total(marks: Iterable[Mark]) -> float:
    """The points of several marks, to two decimals."""
    return round(sum(mark.points for mark in marks), 2)


def grade_question(question: Question, typed: Sequence[str]) -> list[Mark]:
    """The marks for one text for each place of a question; its points are shared evenly.

    Raises:
      InputError: this release draws another question than the sheet holds.
    """
    pairs = list(zip(question.blanks, typed, strict=True))
    match question.kind:
        case "numeric":
            marks = _numbers(question, typed)
        case "choice":
            marks = [_choice(question, text) for text in typed]
        case "short":
            marks = [_short(blank, text) for blank, text in pairs]
        case "matching":
            marks = [_match(question, blank, text) for blank, text in pairs]
    return [replace(mark, worth=question.points / len(question.blanks)) for mark in marks]


def _numbers(question: Question, typed: Sequence[str]) -> list[Mark]:
    result = drawn_again(question).check(*typed)
    return [
        Mark(blank.column, text, part.verdict, part.score, part.mistakes, part.message)
        if text.strip()
        else Mark(blank.column, "", "blank", 0.0)
        for blank, text, part in zip(question.blanks, typed, result.parts, strict=True)
    ]


def _choice(question: Question, typed: str) -> Mark:
    column, text = question.blanks[0].column, typed.strip()
    place = _letter(question, column, text)
    if isinstance(place, Mark):
        return place
    option = question.options[place]
    if option.right:
        return Mark(column, text, "right", 1.0, (), "Right.")
    return Mark(
        column, text, "mistake" if option.ids else "wrong", 0.0, option.ids, option.message or "Not right."
    )


def _match(question: Question, blank: Blank, typed: str) -> Mark:
    text = typed.strip()
    place = _letter(question, blank.column, text)
    if isinstance(place, Mark):
        return place
    chosen = letter(place)
    if chosen == blank.answer:
        return Mark(blank.column, text, "right", 1.0, (), "Right.")
    other = next((each.label for each in question.blanks if each.answer == chosen), "")
    message = f"That explains {other}." if other else question.options[place].message or "Not right."
    return Mark(blank.column, text, "wrong", 0.0, (), message)


def _letter(question: Question, column: str, text: str) -> int | Mark:
    """The option that a letter names, counted from 0; a mark where it names none."""
    if not text:
        return Mark(column, "", "blank", 0.0)
    letters = [letter(index) for index in range(len(question.options))]
    wanted = text.strip("().: ").upper()
    if wanted in letters:
        return letters.index(wanted)
    return Mark(column, text, "unreadable", 0.0, (), f"type one letter from {letters[0]} to {letters[-1]}")


def _short(blank: Blank, typed: str) -> Mark:
    from quizapp.typed import judge_among

    text = typed.strip()
    if not text:
        return Mark(blank.column, "", "blank", 0.0)
    if not any(character.isalnum() for character in text):
        return Mark(blank.column, text, "unreadable", 0.0, (), "type a word or a number")
    accepted = (blank.answer, *blank.also)
    judged = judge_among(text, accepted)
    if judged.verdict == "right" or any(_same_number(text, answer) for answer in accepted):
        return Mark(blank.column, text, "right", 1.0, (), "Right.")
    if judged.verdict == "slip":
        return Mark(blank.column, text, "right", 1.0, (), f"Right; it is spelt {judged.answer}.")
    return Mark(blank.column, text, "wrong", 0.0, (), "Not right.")


def _same_number(typed: str, answer: str) -> bool:
    """Whether both are numbers of the same value, as in `.5` and `0.50`."""
    from engine.reading import Expected, Unreadable, read

    number = Expected("number")
    try:
        return read(typed, number).value == read(answer, number).value
    except Unreadable:
        return False


def drawn_again(question: Question) -> Variant:
    """The question's variant, the same as when the sheet was made.

    Raises:
      InputError: this release draws another question than the sheet holds.
    """
    try:
        variant = _drawn(question.exercise, question.seed, question.level)
    except UsageError as error:
        raise InputError(f"question {question.number}: {error}; write the quiz again") from None
    parts = [part.name for part in variant.parts]
    same = variant.exercise.version == question.edition and variant.params == question.inputs
    if not same or parts != [blank.part for blank in question.blanks]:
        raise InputError(
            f"question {question.number} ({question.exercise}) was changed, or made by another release: "
            "grade it with that release, or write the quiz again"
        )
    return variant


@lru_cache(maxsize=1024)
def _drawn(exercise: str, seed: int, level: int) -> Variant:
    return engine.exercise(exercise).variant(seed, level)


def grade_sheet(sheet: Sheet, name: str, typed: Sequence[str]) -> Graded:
    """One person's marks, given one text for each of the sheet's columns in order."""
    marks: list[Mark] = []
    rest = list(typed)
    for question in sheet.questions:
        own, rest = rest[: len(question.blanks)], rest[len(question.blanks) :]
        marks += grade_question(question, own)
    return Graded(name, sheet.version, sheet.points, tuple(marks))


@dataclass(frozen=True, slots=True)
class Share:
    """How a class fared with one place for an answer."""

    column: str
    title: str
    """Of its question."""
    right: float
    """The mean credit, from 0 to 1."""
    left_out: int


def shares(quiz: Quiz, graded: Sequence[Graded]) -> list[Share]:
    """How a class of one or more fared with each place, in their order."""
    titles = [question.title for question in quiz.sheets[0].questions for _ in question.blanks]
    columns = zip(*(person.marks for person in graded), strict=True)
    return [
        Share(
            marks[0].column,
            title,
            sum(mark.score for mark in marks) / len(marks),
            sum(mark.verdict == "blank" for mark in marks),
        )
        for title, marks in zip(titles, columns, strict=True)
    ]


def mistakes(quiz: Quiz, graded: Sequence[Graded]) -> Counter[tuple[str, str]]:
    """How often each mistake was made, by column and message: named ones, mixed terms, wrong words."""
    places = {blank.column: (q.kind, blank.label) for q in quiz.sheets[0].questions for blank in q.blanks}
    found: Counter[tuple[str, str]] = Counter()
    for mark in (mark for person in graded for mark in person.marks):
        kind, label = places[mark.column]
        if mark.mistakes:
            found[mark.column, mark.message] += 1
        elif kind == "matching" and mark.verdict == "wrong":
            found[mark.column, f"{label}: {mark.message}"] += 1
        elif kind == "short" and mark.verdict == "wrong":
            found[mark.column, f'"{mark.typed}" was typed.'] += 1
    return found


def read_answers(path: Path, quiz: Quiz) -> Iterator[Graded]:
    """Grade a CSV: a header `name,version,1,2a,2b,...`, then one row a person.

    Commas, semicolons and tabs separate, in any encoding that spreadsheets write; columns may stand in any
    order, and `version` may be missing where the quiz has one version. Rows that hold nothing but a version
    are passed over.

    Raises:
      InputError: the file cannot be read, or a line does not fit, with its number.
    """
    columns = quiz.sheets[0].columns
    rows = _rows(path)
    _, header = next(rows, (1, []))
    names = _trimmed([cell.strip().casefold() for cell in header], 0)
    places = {name: index for index, name in enumerate(names)}
    needed = ["name", *(["version"] if len(quiz.sheets) > 1 else []), *columns]
    missing = [name for name in needed if name not in places]
    if missing or len(places) != len(names):
        fault = f"the header lacks {', '.join(missing)}" if missing else "two columns have the same name"
        raise InputError(f"{path}:1: {fault}; it should be {','.join(['name', 'version', *columns])}")
    for line, row in rows:
        if not any(cell.strip() for name, cell in zip_longest(names, row, fillvalue="") if name != "version"):
            continue
        cells = _trimmed(row, len(names))
        if len(cells) != len(names):
            raise InputError(
                f"{path}:{line}: {len(cells)} cells stand under {len(names)} columns; put cells that contain "
                "the separator in quotes"
            )
        yield _graded(path, line, quiz, {name: cells[index] for name, index in places.items()})


def _trimmed(cells: list[str], least: int) -> list[str]:
    """Cells without empty ones at the end that are more than so many, as spreadsheets write them."""
    count = len(cells)
    while count > least and not cells[count - 1].strip():
        count -= 1
    return cells[:count]


def _graded(path: Path, line: int, quiz: Quiz, row: dict[str, str]) -> Graded:
    try:
        sheet = quiz.sheet(
            row.get("version", "") or (quiz.sheets[0].version if len(quiz.sheets) == 1 else "")
        )
    except UsageError as error:
        raise InputError(f"{path}:{line}: {error}") from None
    return grade_sheet(sheet, row["name"].strip(), [row[column] for column in sheet.columns])


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The cells of each row with the number of its last line."""
    from cards.markdown.text import decode

    try:
        if path.stat().st_size > LARGEST:
            raise InputError(f"{path}: a file of answers has at most {LARGEST:,} bytes; split it")
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}; give a CSV of answers") from None
    try:
        text = decode(data, str(path))
    except InputError:
        raise InputError(f"{path} is no text: save it as CSV") from None
    first = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count))
    try:
        for row in reader:
            yield reader.line_num, row
    except csv.Error as error:
        raise InputError(f"{path}:{reader.line_num}: {error}; save it as CSV again") from None
