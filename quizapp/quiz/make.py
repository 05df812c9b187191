"""Quiz sheets from cards and exercises: chosen, varied and keyed.

Every version of a quiz asks the same exercises at the same level in the same form, with other numbers, and
the same cards, with options in another order. All chance comes from streams that the seed names, so that the
same seed gives the same quiz on any machine.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice, zip_longest
from typing import TYPE_CHECKING

import engine
from cards.markdown.text import counted
from engine.draw import Draw
from engine.errors import UsageError
from quizapp.quiz.model import (
    KINDS,
    OF_EXERCISES,
    Blank,
    Kind,
    Option,
    Question,
    Quiz,
    Sheet,
    Slip,
    Worked,
    letter_of,
)
from quizapp.quiz.questions import arranged, matching_question, short_question, supply

if TYPE_CHECKING:
    from engine.model import Exercise, Part
    from engine.variant import Variant
    from quizapp.quiz.cards import Askable

OPTIONS = 4
"""Options of a question that is answered by a letter, where the exercise does not bring its own."""

TELLING = 2
"""So many of its wrong options stand for a mistake."""

TRIES = 20
"""Draws for one question of one version until it can be asked in its form."""

ALIKE_TRIES = 100
"""Draws until it has numbers of its own, too, and answers of the same form as in the first version."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a quiz is to be made of."""

    entries: Sequence[engine.Entry]
    count: int
    level: int
    seed: int
    versions: Sequence[str] = ("A",)
    kinds: Sequence[Kind] = KINDS
    title: str = "Quiz"
    cards: Sequence[Askable] = ()
    """For short answers and matching."""
    levels: Mapping[str, int] = field(default_factory=dict)
    """Of exercises that are asked at another level than `level`, by id."""

    def level_of(self, exercise: str) -> int:
        """The level at which an exercise is asked."""
        return self.levels.get(exercise, self.level)


def make(order: Order) -> Quiz:
    """The quiz that an order describes.

    Raises:
      UsageError: there are too few cards and exercises that have the level and can be asked in that form.
    """
    columns = _columns(order)
    sheets = [
        Sheet(version, _balanced(order, version, [column[index] for column in columns]))
        for index, version in enumerate(order.versions)
    ]
    return Quiz(order.title, order.seed, order.level, tuple(sheets))


def _columns(order: Order) -> list[list[Question]]:
    """For each number its question in each version; a kind that has no more to ask leaves its turn."""
    supply = _Supply(order)
    kinds = list(order.kinds)
    found: list[list[Question]] = []
    while kinds and len(found) < order.count:
        kind = kinds[len(found) % len(kinds)]
        column = supply.column(kind, len(found) + 1)
        if column:
            found.append(column)
        else:
            kinds = [other for other in kinds if other != kind]
    if len(found) < order.count:
        raise UsageError(_shortage(order, len(found)))
    return found


def _shortage(order: Order, made: int) -> str:
    if made:
        only = counted(made, "such question")
        return f"these cards make only {only}: ask for fewer, or add numeric to --kinds"
    if not set(order.kinds) & set(OF_EXERCISES):
        return "none of these cards has a short answer or a term to match: choose others or --kinds numeric"
    if not _fitting(order):
        return f"none of these exercises has level {order.level}: choose other topics or levels"
    return "these exercises make no such questions: choose other topics or --kinds numeric"


class _Supply:
    """Where the next question of a kind comes from."""

    def __init__(self, order: Order) -> None:
        self._order = order
        self._names = chosen(order)
        self._turns = max(0, 2 * len(_fitting(order)) - 1)
        shorts, groups = supply(order.cards, f"quiz/{order.seed}/cards", grouping="matching" in order.kinds)
        self._shorts, self._groups = iter(shorts), iter(groups)

    def column(self, kind: Kind, number: int) -> list[Question] | None:
        """A question of a kind for each version; None when there is no more."""
        if kind in OF_EXERCISES:
            return self._drawn(kind, number)
        question = self._short(number) if kind == "short" else self._matching(number)
        return [question] * len(self._order.versions) if question else None

    def _short(self, number: int) -> Question | None:
        short = next(self._shorts, None)
        return short_question(number, self._order.level, short) if short else None

    def _matching(self, number: int) -> Question | None:
        group = next(self._groups, None)
        return matching_question(number, self._order.level, group) if group else None

    def _drawn(self, kind: Kind, number: int) -> list[Question] | None:
        """The next exercise that fits the form, the rest of this round and all of the next being tried."""
        for name in islice(self._names, self._turns):
            column = _across(self._order, number, name, kind)
            if column:
                return column
        return None


def _fitting(order: Order) -> dict[str, engine.Entry]:
    """The exercises that have the level at which they are asked, by id."""
    return {entry.id: entry for entry in order.entries if order.level_of(entry.id) in entry.levels}


def chosen(order: Order) -> Iterator[str]:
    """Exercises that have the level, topic after topic in turn; each again only when all were taken."""
    fitting = _fitting(order)
    draw = Draw(f"quiz/{order.seed}/exercises")
    while fitting:
        piles: dict[str, list[str]] = {}
        for name in draw.shuffled(list(fitting)):
            piles.setdefault(fitting[name].topic, []).append(name)
        yield from (name for name in chain(*zip_longest(*piles.values())) if name is not None)


def _across(order: Order, number: int, name: str, kind: Kind) -> list[Question] | None:
    """One question for each version: by letter where the exercise allows that in all of them.

    Where it does not, numbers are asked instead, unless the order wants none: then there is no question.
    """
    exercise = engine.exercise(name)
    if kind == "choice":
        for part in _by_mistakes(order, number, exercise):
            variants = _variants(order, number, exercise, part)
            if variants is not None:
                return [_choice(number, variant) for variant in variants]
        if "numeric" not in order.kinds:
            return None
    return [_numeric(number, variant) for variant in _variants(order, number, exercise, None) or ()]


def _by_mistakes(order: Order, number: int, exercise: Exercise) -> list[Part]:
    """The parts of a level, those first whose options stand for most mistakes, late ones before early."""
    probe = next(_draws(order, number, exercise, order.versions[0], None))
    counts = {name: sum(map(bool, found["mistakes"])) for name, found in probe.choices.items()}
    parts = reversed(exercise.asked(order.level_of(exercise.id)))
    return sorted(parts, key=lambda part: -counts.get(part.name, 0))


def _draws(
    order: Order, number: int, exercise: Exercise, version: str, part: str | None
) -> Iterator[Variant]:
    for attempt in range(ALIKE_TRIES):
        seed = Draw(f"quiz/{order.seed}/{version}/{number}/{attempt}").whole(0, 10**9 - 1)
        yield exercise.variant(seed, order.level_of(exercise.id), None, part)


def _variants(order: Order, number: int, exercise: Exercise, part: Part | None) -> list[Variant] | None:
    """A variant for each version, with numbers of its own and answers as long as the first one's where there
    are such; None if a version has none at all."""
    taken: list[Variant] = []
    for version in order.versions:
        draws = _draws(order, number, exercise, version, part.name if part else None)
        best, least = None, 3
        for attempt, variant in enumerate(draws):
            if best is None and attempt == TRIES:
                break
            if part is not None and not _offers(variant, part):
                continue
            lacks = 2 * any(variant.params == other.params for other in taken)
            lacks += bool(taken) and _form(variant) != _form(taken[0])
            if lacks < least:
                best, least = variant, lacks
            if not lacks:
                break
        if best is None:
            return None
        taken.append(best)
    return taken


def _form(variant: Variant) -> list[str]:
    """What is to be given for each part, such as three numbers with two decimals."""
    return [variant.wanted(part) for part in variant.parts]


def _offers(variant: Variant, part: Part) -> bool:
    """Whether a variant has as many options as the other versions, and enough of them are mistakes."""
    found = variant.choices.get(part.name)
    if found is None:
        return False
    if part.kind == "choice":
        return len(found["options"]) == len(part.options) and any(found["mistakes"])
    return len(found["options"]) == OPTIONS and sum(map(bool, found["mistakes"])) >= TELLING


def _numeric(number: int, variant: Variant) -> Question:
    from engine.variant import CARRY

    letters = (
        [chr(ord("a") + index) for index in range(len(variant.parts))] if len(variant.parts) > 1 else [""]
    )
    blanks = [
        _blank(variant, part, f"{number}{letter}")
        for part, letter in zip(variant.parts, letters, strict=True)
    ]
    text = f"{variant.question}\n\n{CARRY}" if variant.rounds else variant.question
    return _question(number, "numeric", variant, text, tuple(blanks))


def _blank(variant: Variant, part: Part, column: str) -> Blank:
    from engine.choices import shown
    from engine.grading import interval_text

    right = variant.answer[part.name]
    slips = [
        Slip(shown(part, live.values[part.name]), live.ids, live.message)
        for live in variant.live
        if part.name in live.values
    ]
    answer = f"{shown(part, right)} {part.unit}".rstrip()
    accepted = "" if part.accept else interval_text(part, right)
    return Blank(column, part.name, part.label, variant.wanted(part), answer, accepted, tuple(slips))


def _choice(number: int, variant: Variant) -> Question:
    (part,) = variant.parts
    found = variant.choices[part.name]
    messages = {live.ids: live.message for live in variant.live}
    options = [
        Option(text, index == found["correct"], tuple(ids), messages.get(tuple(ids), ""))
        for index, (text, ids) in enumerate(zip(found["options"], found["mistakes"], strict=True))
    ]
    unit = f" in {part.unit}" if part.unit else ""
    blank = Blank(
        str(number), part.name, part.label, f"one letter: {part.label}{unit}", letter_of(options), "", ()
    )
    return replace(_question(number, "choice", variant, variant.question, (blank,)), options=tuple(options))


def _question(number: int, kind: Kind, variant: Variant, text: str, blanks: tuple[Blank, ...]) -> Question:
    exercise = variant.exercise
    return Question(
        number=number,
        kind=kind,
        exercise=exercise.id,
        edition=exercise.version,
        seed=variant.seed,
        level=variant.level,
        part=variant.parts[0].name if kind == "choice" else None,
        inputs=dict(variant.params),
        title=exercise.title,
        topic=exercise.topic,
        text=text,
        points=len(blanks),
        seconds=exercise.seconds,
        blanks=blanks,
        options=(),
        solution=tuple(Worked(rule, tuple(lines)) for rule, lines in variant.worked),
    )


def _balanced(order: Order, version: str, questions: Sequence[Question]) -> tuple[Question, ...]:
    """The questions with their options moved so that every position is right about equally often."""
    draw = Draw(f"quiz/{order.seed}/{version}/positions")
    sizes = [len(question.options) if question.kind == "choice" else 0 for question in questions]
    terms = [len(question.options) if question.kind == "matching" else 0 for question in questions]
    return tuple(
        _placed(question, place, draw)
        if question.kind == "choice"
        else arranged(question, order_of_terms)
        if question.kind == "matching"
        else question
        for question, place, order_of_terms in zip(
            questions, positions(sizes, draw), permutations(terms, draw), strict=True
        )
    )


def permutations(sizes: Sequence[int], draw: Draw) -> list[list[int]]:
    """Where each term of matching questions with so many options is explained (0: no matching question).

    Among questions of one size no term of the same place finds its explanation at one position more than
    once oftener than at another.
    """
    found: list[list[int]] = [[] for _ in sizes]
    for size in sorted(set(sizes) - {0}):
        alike = [index for index, each in enumerate(sizes) if each == size]
        for at in range(0, len(alike), size):
            base, turns = draw.shuffled(range(size)), draw.shuffled(range(size))
            for index, turn in zip(alike[at : at + size], turns, strict=False):
                found[index] = [(place + turn) % size for place in base]
    return found


def positions(sizes: Sequence[int], draw: Draw) -> list[int]:
    """Where the right option stands in questions with so many options (0: none, and no matter).

    Among questions of one size no position is right more than once oftener than another.
    """
    places = [0] * len(sizes)
    for size in sorted(set(sizes) - {0}):
        alike = [index for index, each in enumerate(sizes) if each == size]
        first = draw.whole(0, size - 1)
        turns = draw.shuffled([(first + turn) % size for turn in range(len(alike))])
        for index, place in zip(alike, turns, strict=True):
            places[index] = place
    return places


def _placed(question: Question, place: int, draw: Draw) -> Question:
    options = draw.shuffled([option for option in question.options if not option.right])
    options.insert(place, next(option for option in question.options if option.right))
    (blank,) = question.blanks
    return replace(question, options=tuple(options), blanks=(replace(blank, answer=letter_of(options)),))
