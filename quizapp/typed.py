"""Judges a typed answer to a card: case, accents and a slip of a letter are forgiven, a digit never.

The first line of the back is the answer, with ` | ` between several that count; what follows explains.
Pure text: no card is changed and nothing is scheduled here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

SLIPS = ((4, 0), (9, 1))
"""(letters at most, slips forgiven); longer answers are forgiven two."""

MOST_SLIPS = 2

Verdict = Literal["right", "slip", "wrong"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was typed, compared with what counts."""

    verdict: Verdict
    answer: str
    """The answer that counts and lies nearest, as plain text."""

    @property
    def correct(self) -> bool:
        return self.verdict != "wrong"


def answers(back: str) -> list[str]:
    """The answers that count, as plain text; the whole first line where it names one alone."""
    from cards.terminal import line

    first = next((row for row in back.split("\n") if row.strip()), "")
    return [line(part) for part in first.split(" | ") if part.strip()] or [""]


def judge(typed: str, back: str) -> Judgement:
    """The verdict on what was typed, given a card's back."""
    return judge_among(typed, answers(back))


def judge_among(typed: str, accepted: Sequence[str]) -> Judgement:
    """The verdict on what was typed, given the answers that count as plain text."""
    from rapidfuzz.distance import OSA

    said = plain(typed)
    ranked = sorted(accepted, key=lambda answer: OSA.distance(said, plain(answer)))
    nearest = ranked[0]
    wanted = plain(nearest)
    if said == wanted:
        return Judgement("right", nearest)
    same_digits = [c for c in said if c.isdigit()] == [c for c in wanted if c.isdigit()]
    if said and same_digits and OSA.distance(said, wanted) <= _slips(wanted):
        return Judgement("slip", nearest)
    return Judgement("wrong", nearest)


_TIMES = re.compile(r"(?<=\d)\s*[×x*]\s*(?=\d)")


def plain(text: str) -> str:
    """A text without case, accents, doubled blanks and punctuation around it, its signs as keyboards have
    them."""
    split = unicodedata.normalize("NFKD", text.casefold().replace("−", "-"))
    bare = "".join(character for character in split if not unicodedata.combining(character))
    bare = _TIMES.sub("x", bare)
    return " ".join(bare.split()).strip(" .,;:!?\"'`*")


def _slips(wanted: str) -> int:
    letters = sum(character.isalpha() for character in wanted)
    return next((slips for most, slips in SLIPS if letters <= most), MOST_SLIPS)
