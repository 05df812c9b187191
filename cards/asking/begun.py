"""Questions that are no whole ones: begun in a title, or in the order of words of a statement."""

from __future__ import annotations

import re

from cards.asking.front import Question
from cards.words.verbs import is_command
from cards.words.wording import count_words, is_question

_HOW = r"How (?:to|(?:do|can|would|should) (?:I|you|we|one))"
_BEGUN = re.compile(rf"{_HOW}|Which (\w+)\??")
_HOW_TO = re.compile(rf"{_HOW}\s")
_INDIRECT = re.compile(
    r"(?:what|how|why|where) (?:(?:it|they|we|you|i)\s"
    r"|(?:the|an?|this|that|these|those|its|their|your|our|each)(?: \S+){2})",
    re.IGNORECASE,
)

_WHEN = re.compile(
    r"when (?!(?:do|does|did|is|are|was|were|should|can|could|must|may|might|will|would|has|have|had"
    r"|to|not|and|or|in|for)\b)\w[^?]* [^?]*\w",
    re.IGNORECASE,
)
"""A clause, and no question in the order of its words."""
_TIME = re.compile(
    r"(?:at|in|on|after|before|every|as soon as|once|when|if|during|between|around|about|only|from|by)\b",
    re.IGNORECASE,
)
_ENUMERATES = re.compile(r"\b(?:and|or)\b")
LEAST_TOLD = 3
"""Words of a text that tells what happens."""


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


def tells_when(title: str, body: str) -> bool:
    """Whether a title that begins with `When` names a condition, and its text not a time: `When it rains`."""
    if title[:5] not in ("When ", "when ") or not _WHEN.fullmatch(title):
        return False
    return is_command(body) or (count_words(body) >= LEAST_TOLD and not _TIME.match(body))


def what_if(condition: str, above: tuple[str, ...], body: str = "") -> Question:
    """What holds under a condition that a label or a title names, or is done: `If it rains, then`."""
    told = condition.partition(", ")[2].removeprefix("then ")
    if count_words(told) >= LEAST_TOLD and not _ENUMERATES.search(told):
        return Question(f"{condition}: {'how?' if is_command(told) else 'explain.'}", above, "basic", 1)
    first, _, rest = condition.removesuffix("then").rstrip(", ").partition(" ")
    asked = "What"
    if first.lower() in ("when", "while"):
        asked = "What do you do" if is_command(body) else "What happens"
    return Question(f"{asked} {first.lower()} {rest}?", above, "basic", 1)
