"""What a passage is about: its title and those above it, and what of them a question has to name."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from cards.asking.asked import POINTING
from cards.asking.front import thing_asked_for
from cards.asking.pronouns import asks_by_pronoun
from cards.labels.titles import is_empty, is_vague, says_more
from cards.words.abbreviation import explains_itself
from cards.words.wording import content_words, count_words

_AT = re.compile(r"(?:with|without|before|after|during)\b")
_PROS_AND_CONS = re.compile(
    r"(?i)(?:pros?|advantages?|benefits?)\s*(?:and|&|/|,|vs\.?)\s*(?:cons?|disadvantages?|drawbacks?"
    r"|limitations?)(?:\s+(?:of|for|with)\s+(\S.*)|\Z)"
)
MAX_CONTEXT = 8
"""Words of a title that is named beside another one; a longer one is a sentence."""
_NO_SIGN = re.compile(r"[\W_]")


class Topic(NamedTuple):
    """What a passage is about: its title and what stands above it, nearest last, as text."""

    title: str
    above: tuple[str, ...] = ()
    english: bool = True
    label: bool = False
    """The title is a label inside of a section, not a heading."""
    dated: bool = False
    """The heading only says when its text was written, so that the title is that of the one above."""
    nested: bool = False
    """The title above is a label, too."""

    def below(self, title: str) -> Topic:
        """The topic of a passage inside of this one."""
        return Topic(title, self.all, self.english, True, nested=self.label)

    @property
    def all(self) -> tuple[str, ...]:
        """The titles above and its own."""
        return (*self.above, self.title) if self.title else self.above


def about(topic: Topic) -> str:
    """The title, with its context where it would not stand alone."""
    context = context_of(topic)
    return f"{topic.title} ({context})" if context else topic.title


@lru_cache(maxsize=256)
def context_of(topic: Topic) -> str:
    """The title above without which this title would not stand alone, or nothing."""
    title = topic.title.casefold()
    above = [name for name in topic.above if name.casefold() != title]
    words = count_words(topic.title)
    if not above or words > 8 or explains_itself(topic.title):
        return ""
    generic = is_vague(topic.title) or bool(POINTING.search(title) or _AT.match(title))
    if words > 3 and not generic and not topic.label:
        return ""
    telling = [name for name in above if not is_vague(name)] or above
    nearest = next((name for name in reversed(telling) if count_words(name) <= MAX_CONTEXT), telling[-1])
    if not generic and (
        not says_more(nearest, topic.title)
        or (
            topic.label
            and count_words(topic.title) > 2
            and content_words(nearest) & content_words(topic.title)
        )
    ):
        return ""
    if nearest == topic.above[0] and not topic.label and not generic and len(content_words(topic.title)) > 1:
        return ""
    return thing_asked_for(nearest)


def rest_of(topic: Topic) -> tuple[str, ...]:
    """The titles above that `about` has not used."""
    used = context_of(topic)
    if not used:
        return topic.above
    return tuple(title for title in topic.above if used not in (title, thing_asked_for(title)))


def specific(topic: Topic) -> Topic:
    """The topic itself, what its pros and cons are of, or the one above where its title says nothing."""
    both = _PROS_AND_CONS.match(topic.title)
    if both and both.group(1):
        return topic._replace(title=both.group(1))
    bare = both is not None
    while topic.above and (bare or is_empty(topic.title) or asks_by_pronoun(topic.title, topic.above[-1])):
        bare = False
        topic = topic._replace(title=topic.above[-1], above=topic.above[:-1])
    return topic


def same_name(one: str, two: str) -> bool:
    """Whether two names are one, but for blanks, hyphens and what the second adds in brackets."""
    if one[:1].casefold() != two[:1].casefold():
        return False
    first, second = (_NO_SIGN.sub("", name.split("(")[0]).casefold() for name in (one, two))
    return first == second != ""
