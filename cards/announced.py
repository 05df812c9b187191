"""What an answer of a chat program is about, by its first line: `Here's a summary of **gaff rigs**:`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cards.words.wording import count_words

_ANNOUNCES = re.compile(
    r"(?:[\w' ,]{2,30}[!.,—–-]\s+)?(?:here(?:['’]s| is| are)|below (?:is|are)|this is)\s+(?:[\w-]+ ){0,5}?"
    r"(?:summary|overview|notes?|explanation|breakdown|guide|introduction|intro|cheat ?sheet|walk-?through"
    r"|rundown|primer|recap|outline|description|tutorial)\s+(?:of|on|about|to|for|covering)\s+(?P<thing>[^\n]{2,120})",
    re.IGNORECASE,
)
_BOLD = re.compile(r"(?:\*\*|__)([^*_\n]{2,80})(?:\*\*|__)")
_ENDS = re.compile(
    r"\s*(?:[,;:.!(—–]|\s-\s|\b(?:for|with|in a|to help|based|that|which|from|including|works?)\b).*\Z"
)
_ARTICLE = re.compile(r"\A(?:how\s+)?(?:(?:the|an?)\s+)?(?=\w)", re.IGNORECASE)
_NO_THING = re.compile(
    r"(?:you|your|this|these|that|it|what|each|my|our|chapter|lecture|exam|final|main|most|text|article|paper"
    r"|video|book|document|contents?|topics?|key|important|section|file|notes?|steps?|differences?)\b",
    re.IGNORECASE,
)
MAX_THING = 7
"""Words of what an answer is about."""
LONGEST = 240
"""Letters of the line that says so."""


def announced(lines: Sequence[str]) -> str:
    """What the first line of a note says that all of it is about; empty where it says nothing of the kind."""
    first = next((line.strip() for line in lines if line.strip()), "")
    found = _ANNOUNCES.match(first) if len(first) <= LONGEST else None
    if not found:
        return ""
    bold = _BOLD.match(found["thing"])
    thing = bold.group(1) if bold else _ENDS.sub("", _ARTICLE.sub("", found["thing"].replace("*", "")))
    thing = thing.strip(' *_`"“”')
    named = 0 < count_words(thing) <= MAX_THING and not _NO_THING.match(thing)
    return thing if named else ""
