"""The front of a card in the making: its text, and the context that is added where it is needed.

Knows no note and no rule; what is asked is decided elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from cards.labels.points import point_of
from cards.labels.titles import is_empty, is_glossary
from cards.model import Kind

ASKS_CODE = "Write the code: "
"""How a front begins that asks for code."""
_ANNOUNCES = re.compile(
    r"\b(?:these|the following|as follows"
    r"|in (?:two|three|four|five|six|several|many|some|various|\d+) (?:\w+ )?\w+s)$",
    re.IGNORECASE,
)
"""The end of a line that only leads to what stands below it."""
_ARTICLE = re.compile(r"\A(?:What|Why|How|Where|When) (?:is|are|do|does) (?:The|An?) (?=[a-z])")
"""The beginning of a question about a title that begins with an article."""
_ASKS_FOR_THING = re.compile(
    r"(?:what(?: is|['’]s| are)|explain|define|describe)\s+(?:(?:an?|the)\s+)?([^?.,;:]{2,40}?)\s*[?.]?",
    re.IGNORECASE,
)


@lru_cache(maxsize=512)
def thing_asked_for(context: str) -> str:
    """The thing that a heading such as "What is a heap?" asks for; any other heading as it is."""
    context = context.removesuffix(" are") if context[-4:] == " are" else context
    if context[:1] not in "WwEeDd":
        return context
    match = _ASKS_FOR_THING.fullmatch(context)
    return match.group(1) if match else context


class Question(NamedTuple):
    """A front in two parts, so that more context can be added where two fronts are equal."""

    text: str
    context: tuple[str, ...] = ()
    """What can be added in brackets, nearest last."""
    kind: Kind = "basic"
    shown: int = 0
    """How many of the contexts are shown."""
    verbatim: bool = False
    """The author's own words, not to be changed."""

    def front(self) -> str:
        """The front, with as much context as is shown."""
        chosen = self._chosen() if self.shown else []
        text = self.text if self.verbatim else _begun(self.text)
        if not chosen:
            return text
        inside = ", ".join(map(thing_asked_for, reversed(chosen)))
        if "\n```" in text:
            first, _, code = text.partition("\n")
            return f"{first} ({inside})\n{code}"
        wide = not text.isascii() and any("\u3040" <= character <= "\u9fff" for character in text[-3:])
        return f"{text}（{inside}）" if wide else f"{text} ({inside})"

    def _chosen(self) -> list[str]:
        """The nearest contexts that say something, else the nearest ones."""
        names = [name for name in self.context if name]
        telling: list[str] = []
        for name in reversed(names):
            if not (is_empty(name) or is_glossary(name) or point_of(name) or _ANNOUNCES.search(name)):
                telling.insert(0, name)
                if len(telling) == self.shown:
                    break
        return telling or [name for name in names if not is_empty(name)][-self.shown :]


def told_apart(questions: Sequence[Question]) -> list[Question]:
    """Questions with one front made different: by the context that they do not share, else by a number."""
    deepest = max(len(question.context) for question in questions)
    for shown in range(1, deepest + 1):
        fuller = [one._replace(shown=min(max(one.shown, shown), len(one.context))) for one in questions]
        if len({question.front().casefold() for question in fuller}) == len(questions):
            return fuller
    count = len(questions)
    return [
        one._replace(text=f"{one.text} [{number}/{count}]") for number, one in enumerate(questions, start=1)
    ]


def _begun(text: str) -> str:
    """Text that begins as a sentence; a first word that is a name with letters of its own stays as it is."""
    if text[:1].islower():
        first = text.split(" ", 1)[0].rstrip(":?,")
        if first.isalpha() and first.islower() and len(first) > 1:
            text = text[0].upper() + text[1:]
    article = _ARTICLE.match(text) if text[:1] in "WH" else None
    return article.group().capitalize() + text[article.end() :] if article else text
