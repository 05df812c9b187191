"""What was begun and is not finished: a quiz, the words of a card, a choice of cards, a script.

Each is kept in the store under a name of its own, so that it outlives the program, and is dropped by what
finishes it. A screen decides what is in it; nothing here is shown.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from quizapp.store.facts import Facts

PREFIX = "draft:"
"""What the names of drafts begin with among the facts of a store."""


@dataclass(frozen=True, slots=True)
class Draft:
    """Something unfinished."""

    name: str
    """Its kind, and behind a colon which one of them: `quiz`, `card:bn-axes`."""
    at_ms: int
    """UTC milliseconds at which it was kept last."""
    content: Mapping[str, Any]

    @property
    def kind(self) -> str:
        return self.name.partition(":")[0]

    @property
    def which(self) -> str:
        """Behind the colon."""
        return self.name.partition(":")[2]


class Drafts:
    """The drafts of a store."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    def keep(self, name: str, content: Mapping[str, Any], now_ms: int) -> None:
        """Keep a draft, in the place of an earlier one of its name."""
        text = json.dumps({"at_ms": now_ms, "content": content}, ensure_ascii=False)
        self._facts.put(PREFIX + name, text)

    def drop(self, name: str) -> None:
        """Forget a draft; there may be none."""
        self._facts.drop(PREFIX + name)

    def find(self, name: str) -> Draft | None:
        """The draft of a name."""
        text = self._facts.get(PREFIX + name)
        return None if text is None else _draft(name, text)

    def all(self) -> list[Draft]:
        """All drafts, the newest first."""
        texts = self._facts.under(PREFIX)
        found = [_draft(name.removeprefix(PREFIX), text) for name, text in texts.items()]
        return sorted(found, key=lambda draft: draft.at_ms, reverse=True)


def _draft(name: str, text: str) -> Draft:
    kept = json.loads(text)
    return Draft(name, kept["at_ms"], kept["content"])
