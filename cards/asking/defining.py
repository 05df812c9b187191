"""Whether a text begins by saying what its title is.

Only recognises; what is asked then is decided elsewhere.
"""

from __future__ import annotations

import re

from cards.words.verbs import is_command
from cards.words.wording import content_words, count_words, sentences

ASKING = re.compile(
    r"^(?:hows?|why|whats?|when|wheres?|which|whos?|whose|should|can|could|does|do|did|is|are|was|were|will"
    r"|would|has|have)\b",
    re.IGNORECASE,
)
_DEFINING = re.compile(
    r"^(?:an?|the(?! (?:reason|problem|issue|above|following|main issue)\b)|any|one (?:of|way)|it's"
    r"|it is(?! (?:\w+ly |very |also )?[a-z]+ (?:to|that)\b)"
    r"|this is|these are|(?:is|are)(?! \w{3,}ed when\b)|refers?|means?|denotes?|defined"
    r"|technique|method|way"
    r"|this (?:line of work|family|class|kind|type|method|technique|approach) (?:of|is|aims))\b",
    re.IGNORECASE,
)
_NO_VERB = (
    r"(?:(?!\b(?:is|are|was|were|has|have|can|will|may|must|should|helps?|makes?|gives?|leads?|causes?|means"
    r"|needs?|requires?|allows?|reduces?|increases?|improves?|prevents?|takes?|works?)\b)[^.!?:;\n])*?"
)
_VERBLESS = re.compile(
    r"(?:probability|likelihood|chance|measure|number|amount|process|act|ability|set|collection|sequence|sum"
    r"|ratio|fraction|percentage|proportion|rate|degree|loss|lack|study|branch) (?:of|that|for|to)\b"
    rf"{_NO_VERB}(?:\.?\Z|\.\s|[;:\n]|,? \(?(?:if|when|that|which|given|while|because|where)\b)"
    rf"|(?!using|during)[a-z]{{3,}}ing\b{_NO_VERB} (?:when|if|although|even though)\b",
    re.IGNORECASE,
)
"""A phrase without a verb that says what a thing is: `Chance of rain`, `Calling when all is still`."""
_OTHER_SUBJECT = re.compile(
    r"(?:an?|the) (?!(?:\w+ )?(?:goal|idea|aim|purpose|task|concept|intuition|principle|term|name)\b)"
    r"(?:(?!(?:that|which|who|whose|where|when|with|of|for|to|in|used)\b)[\w'-]+ ){1,3}"
    r"(?:is|are|was|were|has|have|had|can|cannot|must|should|will|does)\b"
    r"|(?:an?|the) (?:[\w'’-]+ ){1,6}?"
    r"(?:depends? on|(?:changes?|var(?:y|ies)|increases?|decreases?) with|acts? like|follows?)\b",
    re.IGNORECASE,
)
"""A sentence about something else, although it begins like a definition."""
_OF_A_NOTE = re.compile(
    r"(?i:\b(?:reading|lecture|class|study|seminar|book|course|exam|my) notes?\b|\blect?(?:ure)? \d)"
    r"|\A(?i:against|towards?|beyond|about|without|regarding) "
    r"|\b[A-Z]{2,5} ?\d{3}\b|\b[A-Z][a-z]+ 10\d\b"
)
"""What stands in the title of a note, or begins one, which its text does not define."""
TASK = re.compile(r"[A-Z][a-z]{3,} (?:the|an?|your|its|their) ")
"""A title that says what to do."""
_NO_TERMS = frozenset(
    (
        "introduction",
        "intro",
        "overview",
        "background",
        "summary",
        "conclusion",
        "notes",
        "details",
        "explanation",
    )
)
"""Titles that no text defines."""
_OF_OTHER = re.compile(
    r"the (?:main |biggest |only |big )?(?:drawback|disadvantage|problem|limitation|issue|weakness|advantage"
    r"|benefit|trouble|difficulty|challenge) (?:of|with|in) ([^.!?]{3,60}?) (?:is|are|was)\b",
    re.IGNORECASE,
)
"""What something else has, before a title is spoken of."""
_IS_ONE = re.compile(r"(?:an?|the)? ?[\w'’-]+(?: [\w'’-]+)? (?:is|are) (?:an?|the|one of)\b", re.IGNORECASE)
_ACTIVITY = re.compile(r"[A-Z][a-z]{2,}ing \S.*s")
"""`Weighing anchors`, which is no name of anchors."""
MAX_NAMED = 2
"""A sentence that says what a thing is, and words of a title in small letters that is its name."""
_SAYING = re.compile(r"(?:(?:yes|yeah|yep|well|ok|okay|so)\b[,!.]?\s+)+(?=it\b)", re.IGNORECASE)
_SUBJECT = re.compile(
    r"([^.!?;:]{2,80}?)\s+(?:is|are|refers? to|means?|aims?|looks?|allows?|denotes?|was|were)\b"
)
_NO_SUBJECT = re.compile(
    r"(?:there|because|since|if|when|as|while|although|due|in|on|by|with|for)\b", re.IGNORECASE
)
_OTHER_VERB = re.compile(r"\b(?:must|may|can|cannot|should|will|but)\b", re.IGNORECASE)
"""In words before a verb that are more than its subject."""
_RELATIVE = re.compile(
    r"^\w[\w-]*(?: (?!(?:is|are|was|were|has|have|had|than)\b)[\w-]+){0,4} (?:that|which)\b"
    r"|^[\w -]{3,60}(?:algorithm|method|technique|function"
    r"|layer|network)\W*$"
)


def defines(title: str, body: str) -> bool:
    """Whether the text begins by saying what the title is."""
    begin = body.lstrip("*_ \"'“")[:200]
    saying = _SAYING.match(begin)
    begin = begin[saying.end() :] if saying else begin
    named = title[:1].islower() and not title[1:2].isupper()
    if (
        title.casefold() in _NO_TERMS
        or count_words(title) > 6
        or _OF_A_NOTE.search(title)
        or ASKING.match(title)
        or TASK.match(title)
        or is_command(title)
    ):
        return False
    if named:
        is_one = count_words(title) <= MAX_NAMED and _IS_ONE.match(begin) is not None
        return is_one and defines_by_name(title, begin)
    if "?" in begin and ASKING.match(begin) and "?" in sentences(begin)[0]:
        return False
    if _OTHER_SUBJECT.match(begin) and not defines_by_name(title, begin):
        return False
    other = _OF_OTHER.match(begin) if begin[:4] in ("The ", "the ") else None
    if other and content_words(other.group(1)).isdisjoint(content_words(title)):
        return False
    if begin[:3] == "We " and title.partition(" ")[0].endswith("ing"):
        return False
    if "ing " in title and _ACTIVITY.fullmatch(title) and begin[:4] == "The ":
        return title.casefold() in begin.casefold()
    if _DEFINING.match(begin) or _VERBLESS.match(begin) or (_RELATIVE.match(begin) and not is_command(begin)):
        return True
    return defines_by_name(title, begin)


def defines_by_name(title: str, body: str) -> bool:
    """Whether the text begins with a sentence whose subject has words of the title."""
    subject = _SUBJECT.match(body.lstrip("*_ \"'“")[:200])
    if subject is None or _NO_SUBJECT.match(subject[1]) or _OTHER_VERB.search(subject[1]):
        return False
    behind = title.removeprefix(subject[1])
    if behind != title and not behind[:1].isalpha():
        return True
    named, told = content_words(title), content_words(subject[1])
    return len(named & told) * 2 > min(len(named), len(told))


def tells_meaning(title: str, body: str) -> bool:
    """Whether the text tells what any such thing is, and not which one it is: `A process is ...`."""
    begin = body[: len(title) + 12].lstrip("-* _").casefold()
    return begin.startswith(tuple(f"{article} {title.casefold()} is " for article in ("a", "an", "any")))
