"""What a formula is asked for by: the name of what it calculates, out of the title or label above it."""

from __future__ import annotations

import re

from cards.asking.pronouns import BEGINS_WITH_PRONOUN
from cards.asking.turned import questioned
from cards.labels.equations import equation
from cards.words.letters import inside, lowered
from cards.words.verbs import bids, is_command
from cards.words.wording import count_words

_FORMULA_OF = re.compile(r"[`$]?([A-Za-z]{3,})\([^()\n]{1,40}\)\s*=(?!=)")
_FORMULA_ENDS = (" equation", " formula", " identity", " relation", " rule", " law")
_GIVEN = re.compile(
    r"(?P<name>.{3,}?)(?: (?:can|could|may|must|should) be| is| are)(?: then| often| usually| therefore)?"
    r"(?P<how> (?:\w{2,}ed|given|written|found|known|as follows)(?: \w+ly)?)?"
    r"(?: (?:by|as|with|using|from|through)(?: follows| the (?:formula|equation|following)(?: \w+)?)?)?",
    re.IGNORECASE,
)
"""The words before a formula that end with a verb: `The speed of a wave is given by`."""
_FORMULA_FOR = re.compile(
    r"(?:the )?(?:\w+ )?(?:equation|formula|expression) (?:for|of) (?:(?:calculating|finding|computing) )?"
    r"(?P<name>(?!(?:this|that|these|it)\b).{3,}?) (?:is|are)(?: then| therefore| given by)?",
    re.IGNORECASE,
)
"""The words before a formula that say what it is of: `The equation for the speed is`."""
_LEADING = re.compile(
    r"(?:(?:so|thus|then|hence|therefore|finally|next|now|also|similarly|likewise|formally|mathematically"
    r"|as (?:previously |already |we )?(?:stated|said|mentioned|seen|saw)(?: above| before)?),? )+(?=\w)",
    re.IGNORECASE,
)
"""Words before a sentence that are no part of it."""
_ARTICLE = re.compile(r"(?:The|An?) (?=\w)")
_COMPARES = re.compile(r"[<>≤≥≪≫≠]|\\(?:leq?|geq?|neq?|ll|gg)\b")
"""What a formula says that calculates nothing."""
LEAST_SENTENCE = 4
"""Words of a title that may be a sentence."""
LONGEST_NAME = 8
"""Words of what a formula is of."""


def ask_formula(name: str, body: str) -> str:
    """A front for a label and its formula, which may be of something else: `Kernels: rbf(x, y) = ...`."""
    other = _FORMULA_OF.match(body)
    named = equation(body)
    thing = other.group(1) if other else named.name if named and named.name[2:].isalpha() else name
    if thing.casefold() not in name.casefold():
        return f"{name}: what is the formula for {thing}?"
    if name.casefold().endswith(_FORMULA_ENDS):
        return f"What is the {name}?"
    if "=" not in body and _COMPARES.search(body):
        return f"What holds for {name}?"
    return f"What is the formula for {name}?"


def ask_by_formula(title: str, subject: str) -> str:
    """A front for a formula below a title.

    Args:
        subject: the title with its context.
    """
    given = _GIVEN.fullmatch(title)
    context = subject[len(title) :]
    if not given and count_words(title) > 1 and (is_command(title) or (" by " in title and bids(title))):
        return f"How do you {lowered(title)}{context}?"
    asked = questioned(inside(title)) if not given and count_words(title) >= LEAST_SENTENCE else None
    if asked:
        return f"{asked[:-1]}{context}?"
    name = inside(given["name"]) + subject[len(title) :] if given else subject
    if not given and title.casefold().endswith(_FORMULA_ENDS):
        return f"What is the {_ARTICLE.sub('', name)}?"
    return f"What is the formula of {name}?"


def ask_given(sentence: str) -> str | None:
    """A front for the formula to which a sentence leads: `The speed is given by`; None for any other."""
    sentence = _LEADING.sub("", sentence, count=1).rstrip(" :,")
    called = _FORMULA_FOR.fullmatch(sentence)
    if called and count_words(called["name"]) <= LONGEST_NAME:
        return f"What is the formula of {called['name']}?"
    given = _GIVEN.fullmatch(sentence)
    named = given and given["how"] and count_words(given["name"]) <= LONGEST_NAME
    named = named and not BEGINS_WITH_PRONOUN.match(sentence)
    return f"What is the formula of {inside(given['name'])}?" if given and named else None
