"""Cards as questions of a sheet: a short answer, or several terms to match with what explains them.

The cards come chosen; chance comes in by draws that are handed in, and nothing is graded here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, zip_longest
from typing import TypeVar

from engine.draw import Draw
from quizapp.quiz.cards import NUMBER, Askable, Pair, Short, pair_of, short_of, stems
from quizapp.quiz.model import Blank, Kind, Option, Question, Worked, letter
from quizapp.typed import plain

PAIRS = 4
"""Terms of a matching question; a deck's last group may have one more."""

SECONDS_SHORT = 30
SECONDS_PAIR = 20
COLUMNS = 74

BY_LETTERS = "Give each term the letter of"
"""How a matching question begins on paper."""

_SIZES = re.compile(r"\d+(?:\s?×\s?\d+)+")
_FORMS = {1: "one word", 2: "two words"}

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Group:
    """Terms that are asked together, and one whose explanation is left over, so that none is found by the
    rest; None where the cards have no further one."""

    pairs: Sequence[Pair]
    spare: Pair | None


def supply(cards: Sequence[Askable], key: str, *, grouping: bool) -> tuple[list[Short], list[Group]]:
    """The short questions and the groups of terms that cards make; no card is in both.

    Decks take turns. The order of the cards does not matter.

    Args:
      cards: to choose from.
      key: names the stream of draws.
      grouping: whether terms are to be matched at all.
    """
    ordered = sorted(map(_harmless, cards), key=lambda card: (card.deck, card.id, card.front))
    groups = _groups([pair for card in ordered if (pair := pair_of(card))], key) if grouping else []
    taken = {pair.card.id for group in groups for pair in group.pairs}
    shorts = [short for card in ordered if card.id not in taken and (short := short_of(card))]
    mixed = Draw(f"{key}/short").shuffled(_distinct(shorts))
    return list(_in_turn(_piles(mixed, [short.card.deck for short in mixed]))), groups


def _harmless(card: Askable) -> Askable:
    """A card without characters that would command a terminal."""
    from cards.markdown.text import clean

    return replace(card, front=clean(card.front), back=clean(card.back), deck=clean(card.deck))


def _distinct(shorts: Sequence[Short]) -> list[Short]:
    """Without questions that have been asked in the same words."""
    return list({plain(short.question): short for short in reversed(shorts)}.values())[::-1]


def _groups(pairs: Sequence[Pair], key: str) -> list[Group]:
    """Terms of one deck together; what is left of each deck is grouped with the rest of others."""
    draw = Draw(f"{key}/matching")
    found: list[Group] = []
    for formula in (False, True):
        groups: list[list[Pair]] = []
        rest: list[Pair] = []
        alike = draw.shuffled(_clear([pair for pair in pairs if pair.formula is formula]))
        for pile in _piles(alike, [pair.card.deck for pair in alike]).values():
            whole, left = _full(pile)
            groups += whole
            rest += left
        groups += _full(rest)[0]
        found += [Group(group, _spare(group, alike, draw)) for group in groups]
    return draw.shuffled(found)


def _full(pairs: Sequence[Pair]) -> tuple[list[list[Pair]], list[Pair]]:
    """Groups of terms none of which is a kind of another, and the terms that are left."""
    groups: list[list[Pair]] = []
    for pair in pairs:
        open_to = (group for group in groups if len(group) < PAIRS and not _kin(pair, group))
        group = next(open_to, None)
        if group is None:
            groups.append([pair])
        else:
            group.append(pair)
    whole = [group for group in groups if len(group) == PAIRS]
    return whole, [pair for group in groups if len(group) < PAIRS for pair in group]


def _kin(pair: Pair, others: Sequence[Pair]) -> bool:
    """Whether a term has all words of one of the others, or that one all of its: one may explain both."""
    own = stems(pair.term)
    all_of = (stems(one.term) for one in others)
    return bool(own) and any(other and (own <= other or other <= own) for other in all_of)


def _spare(group: Sequence[Pair], alike: Sequence[Pair], draw: Draw) -> Pair | None:
    """A term that is not asked with these, of one of their decks if there is any."""
    others = [pair for pair in alike if pair not in group and not _kin(pair, group)]
    decks = {pair.card.deck for pair in group}
    near = [pair for pair in others if pair.card.deck in decks]
    return next(iter(draw.shuffled(near or others)), None)


def _clear(pairs: Sequence[Pair]) -> list[Pair]:
    """Pairs of which no two have the same term or are explained alike."""
    terms, explained = set[str](), set[str]()
    found = []
    for pair in pairs:
        term, explanation = plain(pair.term), plain(pair.explanation)
        if term not in terms and explanation not in explained:
            found.append(pair)
        terms.add(term)
        explained.add(explanation)
    return found


def _piles(things: Sequence[T], names: Sequence[str]) -> Mapping[str, list[T]]:
    piles: dict[str, list[T]] = {}
    for name, thing in zip(names, things, strict=True):
        piles.setdefault(name, []).append(thing)
    return piles


def _in_turn(piles: Mapping[str, list[T]]) -> Iterator[T]:
    return (thing for thing in chain(*zip_longest(*piles.values())) if thing is not None)


def short_question(number: int, level: int, short: Short) -> Question:
    """The question of a card that one short text answers."""
    card = short.card
    answer, *also = short.answers
    form = _form(answer)
    blank = Blank(str(number), card.id, "answer", f"answer ({form})", answer, "", (), tuple(also))
    solution = (Worked("The whole card", _rendered(card.back), card.back),)
    asked = _question(number, level, "short", card.deck, short.question, (blank,), solution)
    return replace(asked, points=1, seconds=SECONDS_SHORT, card=card.id)


def _form(answer: str) -> str:
    """What is to be typed, without telling it."""
    if _SIZES.fullmatch(answer):
        return "sizes, as in 64×32"
    return "a number" if NUMBER.fullmatch(answer) else _FORMS.get(len(answer.split()), "a few words")


def matching_question(number: int, level: int, group: Group) -> Question:
    """The question that asks for what explains each term; its options stand in the order of the terms."""
    from cards.terminal import line

    pairs, spare = group.pairs, group.spare
    blanks = [
        Blank(
            f"{number}{letter(index).lower()}",
            pair.card.id,
            pair.term,
            f"{pair.term}: one letter",
            letter(index),
            "",
            (),
        )
        for index, pair in enumerate(pairs)
    ]
    options = [Option(line(pair.explanation), True, (), "", pair.explanation) for pair in pairs]
    if spare:
        told = f"That explains {spare.term}."
        options.append(Option(line(spare.explanation), False, (), told, spare.explanation))
    what = "formula" if pairs[0].formula else "explanation"
    decks = {pair.card.deck for pair in pairs}
    solution = [Worked(pair.term, (line(pair.explanation),), pair.explanation) for pair in pairs]
    title = decks.pop() if len(decks) == 1 else "Terms"
    text = f"{BY_LETTERS} its {what}{'; one is left over' if spare else ''}."
    asked = _question(number, level, "matching", title, text, tuple(blanks), tuple(solution))
    return replace(
        asked, options=tuple(options), points=-(-len(pairs) // 2), seconds=SECONDS_PAIR * len(pairs)
    )


def arranged(question: Question, places: Sequence[int]) -> Question:
    """A matching question whose n-th option, and with it the n-th term's, stands at the n-th of these places,
    counted from 0."""
    options = [question.options[places.index(place)] for place in range(len(places))]
    blanks = [
        replace(blank, answer=letter(place)) for blank, place in zip(question.blanks, places, strict=False)
    ]
    return replace(question, options=tuple(options), blanks=tuple(blanks))


def _question(
    number: int,
    level: int,
    kind: Kind,
    title: str,
    markdown: str,
    blanks: tuple[Blank, ...],
    solution: tuple[Worked, ...],
) -> Question:
    return Question(
        number=number,
        kind=kind,
        exercise="",
        edition=0,
        seed=0,
        level=level,
        part=None,
        inputs={},
        title=title or "Cards",
        topic=title,
        text="\n".join(_rendered(markdown)),
        points=1,
        seconds=0,
        blanks=blanks,
        options=(),
        solution=solution,
        markdown=markdown,
    )


def _rendered(markdown: str) -> tuple[str, ...]:
    from cards.terminal import render

    return tuple(render(markdown, COLUMNS).split("\n"))
