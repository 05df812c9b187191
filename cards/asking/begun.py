"""Questions that are no whole ones: begun in a title, or in the order of words of a statement."""

from __future__ import annotations

import re

from cards.asking.front import Question
from cards.words.wording import is_question

_HOW = r"How (?:to|(?:do|can|would|should) (?:I|you|we|one))"
_BEGUN = re.compile(rf"{_HOW}|Which (\w+)\??")
_HOW_TO = re.compile(rf"{_HOW}\s")
_INDIRECT = re.compile(
    r"(?:what|how|why|where) (?:(?:it|they|we|you|i)\s"
    r"|(?:the|an?|this|that|these|those|its|their|your|our|each)(?: \S+){2})",
    re.IGNORECASE,
)


def ask_end(title: str, name: str) -> str | None:
    """The question that a title begins and a label ends: `How do I`; of `Which river` labels tell."""
    begun = _BEGUN.fullmatch(title)
    if not begun:
        return None
    return f"{name}: which {begun.group(1)}?" if begun.group(1) else f"{title} {name}?"


def asks_how_to(title: str) -> bool:
    """Whether a title asks how one does something, so that each label below it names a way."""
    return _HOW_TO.match(title) is not None and is_question(title)


def explained(question: str) -> str:
    """`Why the tide turns` as a task; a question in its own order as it stands."""
    if not _INDIRECT.match(question):
        return question
    return f"Explain: {question[0].lower()}{question[1:].rstrip('?')}"


def what_if(condition: str, above: tuple[str, ...]) -> Question:
    """What holds under a condition that a label or a title names: `If it rains, then`."""
    first, _, rest = condition.removesuffix("then").rstrip(", ").partition(" ")
    return Question(f"What {first.lower()} {rest}?", above, "basic", 1)
