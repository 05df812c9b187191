"""A quiz as JSON, and back: the one format that can be taken and graded. It always holds the key.

    {"format": "quizapp-quiz/1", "title": "...", "seed": 7, "level": 2,
     "sheets": [{"version": "A", "questions": [
       {"number": 1, "kind": "numeric", "choice", "short" or "matching",
        "exercise": id or "" where cards are asked,
        "edition": 1, "seed": 5, "level": 2, "part": name or null,
        "inputs": {name: drawn value},                       these seven draw an exercise again
        "title": "...", "topic": "...", "text": "...", "points": 2, "seconds": 90,
        "blanks": [{"column": "1a", "part": name, or id of the card, "label": "...",
                    "wanted": label, form and digits,
                    "answer": right value as shown, or letter, "accepted": the interval that counts or "",
                    "slips": [{"answer": what a mistake gives, "ids": [mistakes], "message": "..."}],
                    "also": [other short answers that count]}],
        "options": [{"text": "...", "right": true, "ids": [mistakes], "message": "...", "markdown": "..."}],
        "solution": [{"rule": "...", "lines": ["..."], "markdown": "..."}],
        "card": id of the card of a short answer, or "", "markdown": "..."}]}]}

`blanks` are the places for answers: one for each part or term, or one for a letter or a word. `options` is
empty for numeric and short questions; in matching each but one is right for one term, and the term's `answer`
is its letter. `markdown` holds a text once more with its formulas as TeX, where it comes from a card, or is
empty. `points` may be changed by hand and are shared evenly by the blanks. Fields may be added; a reader
passes over those it does not know, and `also`, `markdown` and `card` may be missing.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import InputError
from quizapp.quiz.model import OF_EXERCISES, Question, Quiz, letter, letter_of
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
        place = ": ".join(filter(None, [str(path), ".".join(map(str, first["loc"]))]))
        message = f"{first['msg'][:1].lower()}{first['msg'][1:]}"
        raise InputError(
            f"{place}: {message}; write a quiz with `quizapp quiz --format json -o FILE`"
        ) from None
    return _consistent(quiz, path)


def _consistent(quiz: Quiz, path: Path) -> Quiz:
    if not quiz.sheets or not all(sheet.questions for sheet in quiz.sheets):
        raise InputError(f"{path}: the quiz has no questions; write it again")
    columns = quiz.sheets[0].columns
    if len(set(columns)) < len(columns) or any(sheet.columns != columns for sheet in quiz.sheets):
        raise InputError(f"{path}: the places for answers differ between versions; write the quiz again")
    named = [*columns, *(sheet.version for sheet in quiz.sheets)]
    if odd := next((name for name in named if not re.fullmatch(r"\w[\w-]{0,19}", name)), None):
        raise InputError(
            f"{path}: {odd[:40]!r} cannot name a version or a place for an answer; write up to 20 letters "
            "and digits"
        )
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
    if question.kind in ("choice", "matching") and not 2 <= len(question.options) <= 26:
        return "a question by letters has from 2 to 26 options"
    letters = {letter(index) for index in range(len(question.options))}
    if question.kind == "matching" and any(blank.answer not in letters for blank in question.blanks):
        return "a term's answer is the letter of no option"
    if question.kind in ("choice", "short") and len(question.blanks) != 1:
        return "it has one place for an answer"
    if question.kind == "choice" and question.blanks[0].answer != letter_of(question.options):
        return "the answer is not the letter of the right option"
    if question.kind == "short" and not question.blanks[0].answer.strip():
        return "there is no right answer"
    if question.kind in OF_EXERCISES and not question.exercise:
        return "it names no exercise"
    return ""
