"""A quiz as JSON, and back: the one format that can be taken and graded. It always holds the key.

    {"format": "quizapp-quiz/1", "title": "...", "seed": 7, "level": 2,
     "sheets": [{"version": "A", "questions": [
       {"number": 1, "kind": "numeric" or "choice",
        "exercise": id, "edition": 1, "seed": 5, "level": 2, "part": name or null,
        "inputs": {name: drawn value},                       these seven draw the question again
        "title": "...", "topic": "...", "text": "...", "points": 2, "seconds": 90,
        "blanks": [{"column": "1a", "part": name, "label": "...", "wanted": label, form and digits,
                    "answer": right value as shown or letter, "accepted": the interval that counts or "",
                    "slips": [{"answer": what a mistake gives, "ids": [mistakes], "message": "..."}]}],
        "options": [{"text": "...", "right": true, "ids": [mistakes], "message": "..."}],
        "solution": [{"rule": "...", "lines": ["..."]}]}]}]}

`blanks` are the places for answers: one for each part, or one for a letter. `options` is empty for numeric
questions. `points` may be changed by hand and are shared evenly by the blanks. Fields may be added; a reader
passes over those it does not know.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import InputError
from quizapp.quiz import Question, Quiz
from quizapp.sheets import Contents

if TYPE_CHECKING:
    from pydantic import TypeAdapter

LARGEST = 50_000_000
"""Bytes of a file that are read."""


@lru_cache(maxsize=1)
def _adapter() -> TypeAdapter[Quiz]:
    from pydantic import TypeAdapter

    return TypeAdapter(Quiz)


def write(quiz: Quiz, contents: Contents = "all") -> str:
    """The whole quiz, whatever is asked for."""
    return _adapter().dump_json(quiz, indent=1).decode() + "\n"


def read(path: Path) -> Quiz:
    """The quiz of a file.

    Raises:
      InputError: it cannot be read or is no quiz.
    """
    from pydantic import ValidationError

    try:
        if path.stat().st_size > LARGEST:
            raise InputError(f"{path}: a quiz has at most {LARGEST:,} bytes; write a smaller one")
        quiz = _adapter().validate_json(path.read_bytes())
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}; give the JSON file of a quiz") from None
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "the file"
        message = f"{first['msg'][:1].lower()}{first['msg'][1:]}"
        raise InputError(
            f"{path}: {place}: {message}; write a quiz with `quizapp quiz --format json -o FILE`"
        ) from None
    return _consistent(quiz, path)


def _consistent(quiz: Quiz, path: Path) -> Quiz:
    if not quiz.sheets:
        raise InputError(f"{path}: the quiz has no sheet; write it again")
    columns = quiz.sheets[0].columns
    if len(set(columns)) < len(columns) or any(sheet.columns != columns for sheet in quiz.sheets):
        raise InputError(f"{path}: the places for answers differ between versions; write the quiz again")
    for sheet in quiz.sheets:
        for question in sheet.questions:
            if fault := _fault(question):
                place = f"version {sheet.version}, question {question.number}"
                raise InputError(f"{path}: {place}: {fault}; write the quiz again")
    return quiz


def _fault(question: Question) -> str:
    if not question.blanks:
        return "there is no place for an answer"
    if question.points < 1:
        return "it is worth less than a point"
    if question.kind == "choice" and sum(option.right for option in question.options) != 1:
        return "exactly one option has to be right"
    if question.kind == "choice" and not 2 <= len(question.options) <= 26:
        return "a choice has from 2 to 26 options"
    return ""
