"""Drafts as cards: fronts made distinct, twins merged, empty sides kept out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from cards.asking.attributes import attributes
from cards.asking.front import told_apart
from cards.asking.pointing import without_pointers
from cards.chosen import with_choice
from cards.cutting import MAX_ROWS, Draft
from cards.model import Card, Reason, Source, Unit
from cards.words.wording import lines_on_screen

REACH = 8
"""Lines between two answers of one passage to the same question that are one answer."""

_HIGHLIGHT = re.compile(r"(?:\*\*)?(?<![\w=`])==(?=[^\s=`])([^=\n`]+)(?<=\S)==(?![\w=`])(?:\*\*)?")
_SIGN = re.compile(r"\b[b-hj-zB-HJ-Z]\d*\b(?!-)")
"""A letter that stands for something, and another one as a capital."""


class Piece(NamedTuple):
    """A draft and what its place in the note adds to it."""

    draft: Draft
    path: tuple[str, ...] = ()
    deck: str = ""
    tags: tuple[str, ...] = ()
    reading: str = ""
    passage: str = ""


@dataclass(slots=True)
class Assembled:
    """The cards of a note, and the drafts that became none."""

    cards: list[Card] = field(default_factory=list)
    dropped: list[tuple[Piece, Reason]] = field(default_factory=list)


def assemble(
    pieces: Sequence[Piece], file: str, unit: Unit = "line", places: Sequence[int] = ()
) -> Assembled:
    """The cards of a note, in the order of its lines.

    Args:
        places: the place in the file of each line, where that is not its number.
    """
    result = Assembled()
    seen: set[tuple[str, str]] = set()
    distinct = _distinct(sorted(pieces, key=lambda piece: piece.draft.start))
    flat = [_flat(front) for _, front in distinct]
    often = Counter(flat)
    for (piece, front), asked in zip(distinct, flat, strict=True):
        draft = piece.draft
        back = _in_bold(draft.back) if "==" in draft.back and not draft.explicit else draft.back
        front, back = front.strip(), (back if draft.explicit else without_pointers(back)).strip()
        if not front or not back:
            result.dropped.append((piece, "empty"))
            continue
        back = with_choice(front, back) if back[1:2] in _AFTER_LETTER or back[0] == "(" else back
        if often[asked] > 1:
            key = (asked, _flat(back))
            if key in seen:
                result.dropped.append((piece, "duplicate"))
                continue
            seen.add(key)
        start, end = draft.start, max(draft.end, draft.start)
        if places:
            start, end = places[min(start, len(places)) - 1], places[min(end, len(places)) - 1]
        result.cards.append(_card(piece, front, back, Source(file, start, end, piece.path, unit)))
    return result


_AFTER_LETTER = ("", "\n", ")", ".", "*", ":")
"""With which an answer goes on that is only a letter."""


def _in_bold(back: str) -> str:
    """A back with its highlights, which no screen knows, in bold; code stays as it is."""
    return back if "```" in back else _HIGHLIGHT.sub(lambda found: f"**{found[1].replace('**', '')}**", back)


def _flat(text: str) -> str:
    return " ".join(text.casefold().split())


def _card(piece: Piece, front: str, back: str, source: Source) -> Card:
    draft = piece.draft
    return Card(
        front=front,
        back=back,
        source=source,
        kind=draft.kind,
        id=draft.id,
        deck=draft.deck or piece.deck,
        tags=tuple(dict.fromkeys((*piece.tags, *draft.tags))),
        exercises=draft.exercises,
        passage=f"{source.file}#{piece.passage}",
        difficulty=draft.difficulty,
        reading=draft.reading or piece.reading,
    )


def _distinct(pieces: Sequence[Piece]) -> list[tuple[Piece, str]]:
    """Pieces with their fronts; equal ones with different backs get more context, or else their number."""
    items = _with_attributes(pieces)
    fronts = [piece.draft.question.front() for piece in items]
    groups: dict[str, list[int]] = {}
    for number, front in enumerate(fronts):
        groups.setdefault(front.casefold(), []).append(number)
    twice = [
        same for numbers in groups.values() if len(numbers) > 1 for same in _of_one_name(fronts, numbers)
    ]
    passages = Counter(items[numbers[0]].passage for numbers in twice)
    alone = (numbers for numbers in twice if passages[items[numbers[0]].passage] == 1)
    joined = {later for numbers in alone for later in _join(items, numbers)}
    for numbers in twice:
        numbers = [number for number in numbers if number not in joined]
        if len(numbers) < 2 or len({_flat(items[number].draft.back) for number in numbers}) < 2:
            continue
        if all(items[number].draft.explicit for number in numbers):
            continue
        questions = told_apart([items[number].draft.question for number in numbers])
        for number, question in zip(numbers, questions, strict=True):
            items[number] = items[number]._replace(draft=items[number].draft._replace(question=question))
            fronts[number] = question.front()
    return [pair for number, pair in enumerate(zip(items, fronts, strict=True)) if number not in joined]


def _with_attributes(pieces: Sequence[Piece]) -> list[Piece]:
    """Pieces that ask for what several passages tell of their own things as an attribute of these."""
    items = list(pieces)
    for number, asked in attributes([(piece.passage, piece.draft.question) for piece in pieces]).items():
        draft = items[number].draft
        kind = draft.kind if asked is draft.question else asked.kind
        items[number] = items[number]._replace(draft=draft._replace(question=asked, kind=kind))
    return items


def _of_one_name(fronts: Sequence[str], numbers: Sequence[int]) -> list[list[int]]:
    """Fronts that are equal but for capitals, by the signs in them for which those matter: m3 and M3."""
    groups: dict[tuple[str, ...], list[int]] = {}
    for number in numbers:
        groups.setdefault(tuple(_SIGN.findall(fronts[number])), []).append(number)
    return [same for same in groups.values() if len(same) > 1]


def _join(items: list[Piece], numbers: Sequence[int]) -> list[int]:
    """Puts the answers that one passage gives to one question together; those that are no more on their own.

    Nobody could tell which of the two is asked for: a passage with two lines that begin with "Benefit". Where
    a passage has several such labels, it tells of several things with the same labels.
    """
    first, gone = numbers[0], []
    for number in numbers[1:]:
        one, other = items[first], items[number]
        back = f"{one.draft.back.strip()}\n\n{other.draft.back.strip()}"
        if not _is_asked_again(one, other) or lines_on_screen(back) > MAX_ROWS:
            first = number
            continue
        end = max(one.draft.end, other.draft.end)
        items[first] = one._replace(draft=one.draft._replace(back=back, end=end))
        gone.append(number)
    return gone


def _is_asked_again(one: Piece, other: Piece) -> bool:
    """Whether a passage asks a second time what it has asked already, and tells something else."""
    first, second = one.draft, other.draft
    plain = not (first.explicit or second.explicit or first.question.verbatim or first.id or second.id)
    near = one.passage == other.passage and second.start - first.end <= REACH
    if not plain or not near or first.kind not in ("basic", "list"):
        return False
    numbered = told_apart([first.question, second.question])[0].text != first.question.text
    return numbered and _flat(first.back) != _flat(second.back)
