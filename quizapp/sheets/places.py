"""The places for answers of a quiz as learning platforms know them: numbers with tolerances, words, options.

Platforms grade one number, or one text, at a time: vectors and matrices are taken cell by cell, sets and
shapes as text. What no platform can judge is said as such.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Literal

from cards.exports.pagejudge import WIDEST
from engine.choices import shown
from engine.compare import tolerances
from engine.model import Part
from engine.variant import Variant
from quizapp.quiz.grade import drawn_again
from quizapp.quiz.model import Blank, Question, letter
from quizapp.quiz.questions import BY_LETTERS

Sort = Literal["number", "words", "option", "open"]
"""How a place is answered; `open`: by anything that meets a condition, which only a person can judge."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """A wrong answer that is known, and what to say to it."""

    answer: str
    message: str


@dataclass(frozen=True, slots=True)
class Place:
    """One field to fill."""

    column: str
    """As in a file of answers; a cell adds its row and column."""
    label: str
    sort: Sort
    answer: str
    """The right answer: a number without its unit, the words, or the text of the option."""
    tolerance: float
    """Half the width of what counts; 0 for whole numbers and words."""
    also: tuple[str, ...]
    """Other answers that count."""
    options: tuple[str, ...]
    wrong: tuple[Wrong, ...]
    row: Literal["", "given", "rising"] = ""
    """For several whole numbers in one field: whether their order is asked for, or they are to rise."""

    @property
    def width(self) -> str:
        """The tolerance as a decimal number without an exponent, which not every platform reads."""
        return format(Decimal(format(self.tolerance, ".12g")), "f")


def without_letters(question: Question) -> Question:
    """A question as platforms ask it, where terms are matched by choosing what explains them."""
    if question.kind != "matching":
        return question
    text = question.text.replace(BY_LETTERS, "Match each term with")
    return replace(question, text=text, markdown=text)


def places(question: Question) -> list[Place]:
    """The fields of a question, in their order.

    Raises:
      InputError: this release draws another question than the quiz holds.
    """
    if question.kind == "choice" or question.kind == "matching":
        return [_lettered(question, blank) for blank in question.blanks]
    if question.kind == "short":
        return [_short(question.blanks[0])]
    variant = drawn_again(question)
    parts = {part.name: part for part in variant.parts}
    return [place for blank in question.blanks for place in _drawn(blank, variant, parts[blank.part])]


def _short(blank: Blank) -> Place:
    if not blank.also and re.fullmatch(r"[-−]?\d+(\.\d+)?", blank.answer):
        return Place(blank.column, blank.label, "number", blank.answer.replace("−", "-"), 0.0, (), (), ())
    return Place(blank.column, blank.label, "words", blank.answer, 0.0, tuple(typed_so(blank)[1:]), (), ())


def typed_so(blank: Blank) -> list[str]:
    """The answers that count, each as it is shown and then as keyboards have it."""
    shown = [blank.answer, *blank.also]
    plain = [answer.replace("−", "-").replace("×", "x") for answer in shown]
    return list(dict.fromkeys([*shown, *plain]))


def _lettered(question: Question, blank: Blank) -> Place:
    texts = tuple(option.text for option in question.options)
    right = next(text for index, text in enumerate(texts) if letter(index) == blank.answer)
    wrong = tuple(Wrong(option.text, option.message) for option in question.options if option.message)
    return Place(blank.column, blank.label, "option", right, 0.0, (), texts, wrong)


def _drawn(blank: Blank, variant: Variant, part: Part) -> Iterator[Place]:
    right = variant.answer[part.name]
    given = [(live.values[part.name], live.message) for live in variant.live if part.name in live.values]
    if part.accept is not None:
        yield Place(blank.column, blank.wanted, "open", shown(part, right), 0.0, (), (), ())
    elif part.kind == "choice":
        wrong = tuple(Wrong(str(value), message) for value, message in given if value != right)
        yield Place(blank.column, blank.wanted, "option", str(right), 0.0, (), tuple(part.options), wrong)
    elif part.kind in ("shape", "indices"):
        wrong = tuple(Wrong(_listed(value, part), message) for value, message in given)
        text = _listed(right, part)
        kept = part.ordered or part.kind == "shape"
        example = _EXAMPLES[part.kind, kept]
        yield Place(
            column=blank.column,
            label=f"{part.label} ({example})",
            sort="words",
            answer=text,
            tolerance=0.0,
            also=_spellings(text, part),
            options=(),
            wrong=wrong,
            row="given" if kept else "rising",
        )
    else:
        yield from _cells(blank, part, right, given)


_NONE = "none"
_EXAMPLES = {
    ("shape", True): "sizes with commas, such as 64, 32, 32",
    ("indices", True): "in order, with commas, such as 3, 0, 5; none if there are none",
    ("indices", False): "the smallest first, with commas, such as 0, 3, 5; none if there are none",
}
"""What a platform that knows only texts is to be given."""


def _listed(value: Any, part: Part) -> str:
    numbers = [int(one) for one in value]
    kept = part.ordered or part.kind == "shape"
    return ", ".join(map(str, numbers if kept else sorted(numbers))) or _NONE


def _spellings(text: str, part: Part) -> tuple[str, ...]:
    if text == _NONE:
        return ("-", "∅", "empty", "[]", "()", "{}")
    found = [text.replace(", ", ","), f"({text})", f"[{text}]", text.replace(", ", " ")]
    if part.kind == "shape":
        found += [text.replace(", ", sign) for sign in ("x", "×", " x ", " × ")]
    elif not part.ordered:
        found.append(f"{{{text}}}")
    return tuple(one for one in dict.fromkeys(found) if one != text)


def _cells(blank: Blank, part: Part, right: Any, given: list[tuple[Any, str]]) -> Iterator[Place]:
    """A field for each number; a mistake speaks in the cells in which it shows."""
    import numpy as np

    whole = np.asarray(right, dtype=float)
    reach = tolerances(part, whole) * WIDEST
    unit = f" in {part.unit}" if part.unit else ""
    for index in np.ndindex(whole.shape):
        mark = f"[{','.join(str(at + 1) for at in index)}]" if index else ""
        label = f"{part.label} {mark}".rstrip() + unit if index else blank.wanted
        value, width = float(whole[index]), float(reach[index])
        wrong = []
        for other, message in given:
            cell = float(np.asarray(other, dtype=float)[index]) if np.shape(other) == whole.shape else None
            if cell is not None and abs(cell - value) > 2 * width:
                wrong.append(Wrong(_number(part, other, index), message))
        answer = _number(part, right, index)
        yield Place(f"{blank.column}{mark}", label, "number", answer, width, (), (), tuple(wrong))


def _number(part: Part, value: Any, index: tuple[int, ...]) -> str:
    """A cell as a plain decimal number with all the digits that mean something."""
    import numpy as np

    number = float(np.asarray(value, dtype=float)[index])
    return np.format_float_positional(number, precision=15, fractional=False, trim="-")
