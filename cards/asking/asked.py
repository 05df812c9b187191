"""Questions and tasks in the words of whoever wrote them, and how they stand on a front.

What is worded anew from a label or a title is found elsewhere.
"""

from __future__ import annotations

import re
from functools import lru_cache

from cards.asking.begun import explained
from cards.asking.defining import ASKING
from cards.asking.front import Question
from cards.asking.pronouns import with_its_name
from cards.asking.sides import sides
from cards.asking.turned import turned
from cards.words.wording import content_words, count_words, is_question

_GIVEN = re.compile(r"[?？]\s*\([^()]{1,80}\)\Z")
_OPEN_ASKING = re.compile(r"^(?:how|why|what|when|where|which|who)\b", re.IGNORECASE)
_TASK_WORDS = "explain|describe|discuss|differentiate|distinguish|define|derive|prove|mention|outline|tell me"
_TASK_VERBS = "name|list|state|give|compare|show|write|find|implement|calculate|compute|draw"
_TASK = re.compile(
    rf"^(?:please |formally |briefly )?(?:{_TASK_WORDS})\b(?!\s*:)"
    rf"|^(?:{_TASK_VERBS})\s+"
    r"(?:the|an?|some|any|all|different|various|few|several|what|how|why|your|each|in|at least|two|three|four"
    r"|five|\d+)\b",
    re.IGNORECASE,
)
_TASK_BEGINS = frozenset(
    word[:2] for word in f"please|formally|briefly|{_TASK_WORDS}|{_TASK_VERBS}".split("|")
)
"""Two small letters, as most titles are asked in vain."""
_LEADING = re.compile(r"^(?:(?:and|but|so|then|now|well|ok|okay|also)\b[,]?\s+)+", re.IGNORECASE)
_SLIP = re.compile(r"^(what|how|who|where)s\b", re.IGNORECASE)
"""A word that asks, of which the apostrophe was left out."""
_REPORTED = re.compile(
    r"^(?:[^?:.,]{2,30}? (?:asked|asks|wanted to know)(?: (?:me|us|him|her|them))?(?: [\w ]{1,20})?"
    r"|[Aa]sked (?:at|by|in|on) [^?:.]{2,30}|Interviewer|Examiner|[Ff]ollow[ -]?up(?: question)?):\s+(?=\S)"
)
"""Who asked, before what was asked."""
LONGEST_REPORT = 60
"""Letters of it."""
POINTING = re.compile(r"\b(?:it|its|this|that|these|those|they|them|their|above|below|here|following)\b")
"""For small letters, as without regard to case the same costs twice as much."""
_FIRST_WIDE = "\u3040"
LEAST_WIDE = 6
"""The first sign of scripts that put no blanks between words, and signs of a whole question in one."""
MAX_SIDE = 3
"""Words on either side of a question that sets two things against each other: `hemp vs nylon?`."""


@lru_cache(maxsize=1024)
def asks(text: str) -> bool:
    """Whether a title asks or sets a task, so that it can be a front as it stands."""
    if is_question(text) or text.startswith("True or false: "):
        return True
    several = "?" in text and bool(ASKING.match(text) or _GIVEN.search(text))
    return several or (_is_task(text) and (count_words(text) > 2 or text[:7] == "Explain"))


def _is_task(text: str) -> bool:
    return text[:2].casefold() in _TASK_BEGINS and _TASK.match(text) is not None


def opens_question(text: str) -> bool:
    """Whether a title of several words begins as a question does, be it none by its end."""
    if text[:1] not in "HhWw" or (text[:5] in ("When ", "when ") and ", " in text):
        return False
    return _OPEN_ASKING.match(text) is not None and count_words(text) > 1


def ask_question(text: str, above: tuple[str, ...], inside: bool) -> Question:
    """A question that somebody wrote, with its context where its own words do not show it.

    Args:
        inside: it stands in the text of a section, not in its heading.
    """
    question = _LEADING.sub("", _REPORTED.sub("", text) if ":" in text[:LONGEST_REPORT] else text).strip()
    question = question.rstrip(".") if question[:7] == "Explain" and question.count(" ") == 1 else question
    question = _SLIP.sub(r"\1's", question)
    versus = sides(question.rstrip("? ")) if " vs" in question else None
    if versus and max(map(count_words, versus.groups())) <= MAX_SIDE:
        return Question(
            f"What is the difference between {versus[1]} and {versus[2]}?", above, "comparison", 1
        )
    if question[1:2].islower() or question[1:2].isspace():
        question = question[0].upper() + question[1:]
    asked = asks(question)
    if not asked:
        question = turned(question)
        question = question.rstrip(" .:?") + ("" if _is_task(question) else "?")
    context = above[-1] if above else ""
    named = with_its_name(question, context) if context and not is_question(context) else question
    if named != question:
        return Question(named, above[:-1], "basic")
    question = question if asked else explained(question)
    own = content_words(question)
    points_back = len(own) < 3 and POINTING.search(question.lower()) is not None
    if not context or is_question(context) or own & content_words(context):
        return Question(question, above, "basic", int(points_back and bool(context)))
    written_wide = question[-2:-1] >= _FIRST_WIDE and len(question) >= LEAST_WIDE
    needed = (len(own) < 4 and not written_wide) if inside or len(above) > 1 else points_back
    return Question(question, above, "basic", int(needed))
