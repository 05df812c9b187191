"""What a row of a table tells of the thing that it is about: `What is the purpose of a keel?`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cards.words.verbs import be

_ATTRIBUTES = frozenset(
    re.findall(
        r"\S+",
        """purpose purposes type types kind category formula formulas equation complexity use uses usage
        role range default defaults unit units symbol symbols capital size length width height weight
        cost costs price advantage advantages disadvantage disadvantages benefit benefits drawback
        drawbacks limitation limitations strength strengths weakness weaknesses input inputs output
        outputs result results year author authors origin cause causes effect effects treatment
        treatments location mechanism structure shape priority case cases goal goals objective metric
        metrics speed accuracy latency throughput port protocol layer syntax value values threshold
        choice dataset architecture activation loss function functions consequence consequences duration
        dose dosage pathogen vector charge mass density color colour population currency language
        optimizer framework license age area volume temperature notation symptoms signs derivative
        domain codomain period frequency amplitude scope command shortcut description definition meaning
        examples algorithms applications properties features""",
    )
)
"""Last words of a column's name that something has one of."""
_NAME = re.compile(r"[^\W\d_][\w-]*(?: [^\W\d_][\w-]*){0,2}")
_EXAMPLE = re.compile(r"examples?", re.IGNORECASE)


def ask_columns(key: str, names: Sequence[str]) -> str | None:
    """The question for what the columns of these names tell of a key; None where one is no attribute."""
    if not all(map(_is_attribute, names)) or any(sign in key for sign in "?:,"):
        return None
    if len(names) == 1 and _EXAMPLE.fullmatch(names[0]):
        return f"What is an example of {key}?"
    told = [_inside(name) for name in names]
    several = len(told) > 1 or be(told[0]) == "are"
    joined = f"{', '.join(told[:-1])} and {told[-1]}" if len(told) > 1 else told[0]
    return f"What {'are' if several else 'is'} the {joined} of {key}?"


def _is_attribute(name: str) -> bool:
    if not _NAME.fullmatch(name):
        return False
    return name.rsplit(" ", 1)[-1].lower() in _ATTRIBUTES or _EXAMPLE.fullmatch(name) is not None


def _inside(name: str) -> str:
    """A name as it stands inside of a sentence: without the capitals of a title."""
    return " ".join(word.lower() if word[1:].islower() else word for word in name.split())
