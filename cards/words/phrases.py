"""What a few words are: several names, the name of a thing, a phrase without a verb, or what is done."""

from __future__ import annotations

import re

from cards.words.verbs import is_command
from cards.words.wording import count_words, sentences

_VERB = re.compile(
    r"\b(?:is|are|was|were|can|could|will|would|should|must|may|might|has|have|had|does|do|did|uses?|needs?|gets?"
    r"|grows?|makes?|we|you|it|they|i|there|works?|becomes?|goes|gives?)\b|n['’]t\b|[=<>:;?!]|->|→",
    re.IGNORECASE,
)
NO_NOUN = re.compile(
    r"(?:after|before|with|without|in|on|at|for|from|to|through|via|by|as|if|when|while|not|no|only|also|but|so|and"
    r"|for example|usually|often|sometimes|never|always|most|more|less|yes|good|bad|great|better|best"
    r"|efficient|inefficient)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"[^\W\d_][^=<>:;?!.\[\]{}]*")
_ARTICLE, _TWO_WORDS = re.compile(r"(?:an?|the|any|one|no|all)\b"), re.compile(r"[\w-]{3,}, [\w-]{3,}")
LEAST_NAMES = 3
"""Names that a line lists."""
_FIRST_WORD, _APART = re.compile(r"[a-z]+"), re.compile(r"[,;]")
LEAST_ACT = 6
"""Letters of a verb that can be known again in the noun made of it."""
MAX_NOUN = 9
"""Words of a phrase that can say what something is without a verb."""


def names_the_act(name: str, body: str) -> bool:
    """Whether what is told to be done is what the name is a noun for: "Initialization: initialize ..."."""
    verb = _FIRST_WORD.match(body.strip('*_`"“ ').casefold())
    if not verb or len(verb.group()) < LEAST_ACT or verb.group().endswith("s"):
        return False
    return any(word.startswith(verb.group()[: LEAST_ACT - 1]) for word in name.casefold().split())


def enumerates(text: str) -> bool:
    """Whether a line is nothing but several names."""
    if text.count(",") + text.count(";") < LEAST_NAMES - 1:
        return False
    parts = [part.strip("*_` ") for part in _APART.split(text.rstrip(".;, ")) if part.strip("*_` ")]
    if not parts or _VERB.search(parts[0]):
        return False
    return LEAST_NAMES <= len(parts) == len(set(parts)) and all(
        0 < count_words(part) <= 4 and _NAME.fullmatch(part) for part in parts
    )


def lists_words(text: str) -> bool:
    """Whether a line is a row of several names, or of two words of which one is a plural."""
    if _ARTICLE.match(text) or is_command(text):
        return False
    return enumerates(text) or (_TWO_WORDS.fullmatch(text) is not None and "s," in f"{text},")


def is_thing(text: str) -> bool:
    """Whether a text begins as the name of a thing, and is neither a clause nor how something is done."""
    begins = text[:1].isalpha() and not NO_NOUN.match(text) and not is_command(text)
    return begins and not _VERB.search(text)


def is_noun(text: str) -> bool:
    """Whether a text is one short phrase without a verb, such as `a variant of SGD`."""
    single = (
        len(sentences(text)) == 1
        and not text.endswith((".", "!", "。"))
        and 1 < count_words(text) <= MAX_NOUN
    )
    return (
        single
        and not _VERB.search(text)
        and not NO_NOUN.match(text)
        and "," not in text
        and "example" not in text
    )
