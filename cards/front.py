"""The front of a card in the making: its text, and the context that is added where it is needed.

Knows no note and no rule; what is asked is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from cards.model import Kind
from cards.points import point_of
from cards.titles import is_empty


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
        text = self.text if self.verbatim else _capital(self.text)
        if not chosen:
            return text
        inside = ", ".join(reversed(chosen))
        wide = any("\u3040" <= character <= "\u9fff" for character in text[-3:])
        return f"{text}（{inside}）" if wide else f"{text} ({inside})"

    def _chosen(self) -> list[str]:
        """The nearest contexts that say something, else the nearest ones."""
        names = [name for name in self.context if name]
        telling = (name for name in reversed(names) if not (is_empty(name) or point_of(name)))
        return list(islice(telling, self.shown))[::-1] or names[-self.shown :]


def told_apart(questions: Sequence[Question]) -> list[Question]:
    """Questions with one front made different: by the context that they do not share, else by a number."""
    deepest = max(len(question.context) for question in questions)
    for shown in range(1, deepest + 1):
        fuller = [one._replace(shown=min(max(one.shown, shown), len(one.context))) for one in questions]
        if len({question.front() for question in fuller}) == len(questions):
            return fuller
    count = len(questions)
    return [
        one._replace(text=f"{one.text} [{number}/{count}]") for number, one in enumerate(questions, start=1)
    ]


def _capital(text: str) -> str:
    """A first letter that begins a sentence, unless the first word is a name with letters of its own."""
    first = text.split(" ", 1)[0].rstrip(":?,")
    return text[0].upper() + text[1:] if first.isalpha() and first.islower() and len(first) > 1 else text
