"""The pronouns of a question, as the name that they stand for: the heading above it.

Only where nothing in the question itself can be meant.
"""

from __future__ import annotations

import re

from cards.labels.titles import is_generic
from cards.words.verbs import be, is_command
from cards.words.wording import content_words, count_words, is_question

BEGINS_WITH_PRONOUN = re.compile(
    (
        r"^(?:it|this|that|these|those|they|their|its|his|we|you|i|he|she|there|here|if|when|while|because|since|as|so|but"
        r"|and|or|to|by|for|from|in|on|at|with"
        r"|without|after|before|during|what|which|who|how|why|not|no|then|thus|hence|such|another|other|both"
        r"|some|say|let|now|once|since|can|cannot|could|may|might|is|are|was|were|has|does|will"
        r"|under|over|within|between|unlike|despite|due|throughout|until|unless|although|though|whereas"
        r"|sometimes|often|usually|eventually|(?:corresponding|according) to|depending on|instead of"
        r"|(?:like|through|inside|outside)(?= (?:the|an?|its|most|other)\b))\b(?!-\w)"
    ),
    re.IGNORECASE,
)
_PERSON_OR_PLACE = re.compile(
    r"^(?:we|you|i|in|on|at|with|without|for|during|after|before|when|if|to|from|both|some|under|over|within"
    r"|between|unlike|despite|due|throughout|until|unless|although|though|whereas|like|through|inside|outside"
    r"|sometimes|often|usually|eventually|(?:corresponding|according) to|depending on|instead of"
    r")\b",
    re.IGNORECASE,
)
_PRONOUN_TITLES = tuple(
    (re.compile(pattern, re.IGNORECASE), asked)
    for pattern, asked in (
        (r"what (?:(?:it|this|that) is|is (?:it|this|that)|they are|are they)\??", "What {be} {name}?"),
        (r"does|what (?:(?:it|this) does|they do|does (?:it|this) do|do they do)\??", "What {do} {name} do?"),
        (
            r"(how|why) (?:(?:it|this) works|they work|do(?:es)? (?:it|this|they) work)(?: \([a-z ]+\))?\??",
            "{verb} {do} {name} work?",
        ),
        (
            r"why (?:(?:it|this)(?= \w+s\b)|they|does (?:it|this)|do they) (matter|exist|help)s?\??",
            "Why {do} {name} {verb}?",
        ),
        (r"when to (use|apply|choose|avoid)(?: it| this| them)?\??", "When to {verb} {name}?"),
        (
            r"how to (use|do|apply|compute|prevent|avoid|fix|detect|train|choose|read) (?:it|this|them)\??",
            "How to {verb} {name}?",
        ),
        (r"(?:where|when) (?:is|are) (?:it|this|they) used\??", "Where {be} {name} used?"),
    )
)
"""Headings whose pronoun stands for the heading above, and what they ask."""
_POINTING = re.compile(r"\b(?:it|its|they|them|their)\b", re.IGNORECASE)
_THIS = re.compile(
    r"(?:(?:and|but|so) )?(?:(?:how|why|what|when|where) )?"
    r"(?:does|do|did|is|was|are|were|can|could|would|should|will) (?:this|that|these|those) "
    r"(?:help|mean|matter|work|happen|make|cause|follow|change|improve|fail|hold|affect|an?|the|true|important"
    r"|useful|necessary|possible|not|so|better|worse|used|done|needed|required)s?\b",
    re.IGNORECASE,
)
"""A question about what was told before it."""
_OF_NO_THING = re.compile(r"\bit\b[^?]*\b(?:whether|if|that|to)\b", re.IGNORECASE)
"""An "it" that stands for the end of its sentence, as in "Does it matter whether"."""
_FIRST = r"(?:(?:and|but|so) )?(?:how|why|what|when|where|which|who)"
_ONE = r"(?: (?:else|exactly|often|long|much|many|far|fast|well|big))?"
_DOING = r"(?:is|was|does|did|can|could|should|must|will|would|has|had)"
_SUBJECT = re.compile(rf"({_FIRST}{_ONE} {_DOING}) (it)(?= [a-z])", re.IGNORECASE)
_SEVERAL = re.compile(
    rf"({_FIRST}{_ONE} (?:are|were|do|did|can|could|should|must|will|would|have|had)) (they)(?= [a-z])",
    re.IGNORECASE,
)
_OWNER = re.compile(rf"({_FIRST} (?:is|are|was|were)|name|list|give|state) (its)(?= [a-z])", re.IGNORECASE)
_OBJECT = re.compile(
    rf"({_FIRST} (?:to|(?:should|can|do|could|would|must|did) (?:you|we|one|i|people)) [a-z]+) (it|them)"
    r"(?=\?|\Z)",
    re.IGNORECASE,
)
_OF_A_NOTE = re.compile(
    r"\b(?:faqs?|notes?|quiz|exam|test|review|guide|chapter|week|lecture|part|unit|day|module|section|q ?& ?a"
    r"|questions?|answers?|cards?|vs\.?|versus|and|or)\b|&",
    re.IGNORECASE,
)
"""What stands in the title of a text and not in the name of a thing."""
LONGEST = 200
"""Letters of a question whose pronouns are looked for."""
MAX_NAME = 4
"""Words of a heading that is a name."""


def with_its_name(question: str, name: str) -> str:
    """A question such as "What it is" or "How does it work?" with the name that its pronoun stands for."""
    if len(question) > LONGEST:
        return question
    several = be(name) == "are"
    verb, do = ("are", "do") if several else ("is", "does")
    for pattern, asked in _PRONOUN_TITLES:
        match = pattern.fullmatch(question)
        if match:
            return asked.format(name=name, be=verb, do=do, verb=(match.groups() or ("",))[0])
    if _OF_NO_THING.search(question) or not _is_name(name) or _gives_other_name(question, name):
        return question
    forms = (_SEVERAL, _OBJECT) if several else (_SUBJECT, _OWNER, _OBJECT)
    for pattern in forms:
        match = pattern.match(question)
        if match and len(_POINTING.findall(question)) == 1:
            own = "'s" if pattern is _OWNER else ""
            return f"{match.group(1)} {name}{own}{question[match.end() :]}"
    return question


def _gives_other_name(question: str, name: str) -> bool:
    """Whether a question asks why a thing is called so, which may be another one than its heading names."""
    called = question.partition(" called ")[2]
    return called != "" and content_words(called).isdisjoint(content_words(name))


def _is_name(title: str) -> bool:
    """Whether a heading names a thing: short, no question, no task, and more than "Overview"."""
    short = 0 < count_words(title) <= MAX_NAME and title[:1].isalnum()
    if not short or ":" in title or _OF_A_NOTE.search(title):
        return False
    return not (is_question(title) or is_generic(title) or is_command(title))


def leans_on_title(question: str) -> bool:
    """Whether a question has a pronoun before any word that it could stand for."""
    short = "\n" not in question and len(question) <= LONGEST
    if short and _THIS.match(question):
        return is_question(question)
    pointing = _POINTING.search(question) if short else None
    if not pointing or not is_question(question) or _OF_NO_THING.search(question):
        return False
    return not content_words(question[: pointing.start()]) or _OBJECT.match(question) is not None


def points_back(text: str) -> bool:
    """Whether a statement begins with a word that means something said before, or without its subject."""
    return bool(BEGINS_WITH_PRONOUN.match(text)) and not _PERSON_OR_PLACE.match(text)


def asks_by_pronoun(title: str, name: str) -> bool:
    """Whether a title asks of what stands above it by a pronoun: `How it works`."""
    return title[:1] in "HWhw" and with_its_name(title, name) != title
