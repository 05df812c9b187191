"""Running text below a title that names no more than its subject: a card for each thing that it tells.

A sentence with a question of its own begins a card, and what leans on it goes along; an amount is asked for
by a gap. What is left stays the answer to the title.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from cards.asking.front import Question
from cards.asking.titled import ask_title
from cards.asking.topic import Topic, about
from cards.cutting import Draft, draft, paragraph
from cards.markdown.tree import Block
from cards.notation import GAP
from cards.rules.prose import VAGUE, ask_statement
from cards.words.dates import DATE, DAY_OF_MONTH
from cards.words.wording import content_words, count_words, sentences

FEWEST, FEWEST_CARDS, LEAST_LETTERS = 3, 2, 80
"""Sentences of a text that is taken apart, cards that so few give, and letters of it."""
LEAST_WORDS = 6
"""Words of a sentence with a gap."""
_LEANS = re.compile(
    r"[\"“*(]*(?:it|its|this|that|these|those|they|their|he|she|his|her|such|both|so|thus|hence|therefore|but"
    r"|however|otherwise|instead|here|then|and|or|also|likewise|similarly|as a result|another|others"
    r"|for (?:example|instance)|e\.g|i\.e|one (?:reason|example)"
    r"|the (?:former|latter|first|second|other|others|same)"
    r"|(?:in|on|at|by|after|before|from|with) (?:this|that|these|those|its|their))\b",
    re.IGNORECASE,
)
"""The beginning of a sentence that needs the one before it."""
_EXAMPLE = re.compile(r"(?:\w+ )?examples?\b", re.IGNORECASE)
_AMOUNT = re.compile(
    rf"(?<![\w.,/-])({DATE}|{DAY_OF_MONTH}|[$€£]?\d(?:[\d.,]*\d)?\s?%?"
    r"(?: (?:million|billion|trillion|thousand|hundred|per ?cent|years?|days?|hours?|minutes?))?)"
    r"(?<![.,])(?!\s?[x×]\s?\d)(?![\w(/-])"
)
_NUMBERED = re.compile(
    r"\b[A-Z]\w* \Z|[=<>~≈±(\[]\s?\Z|\d\s?[x×]\s?\Z|\b(?:such as|e\.g\.,?|for example,?)\s\Z"
)
"""What stands before the number of a name, in a formula or a size, or before one that is an example."""


class _Told(NamedTuple):
    """Sentences that belong together, and the question that the first one answers."""

    question: Question | None
    texts: list[str]
    block: Block


def told_in_prose(topic: Topic, asked: Question, blocks: Sequence[Block]) -> list[Draft]:
    """Cards for the sentences of a text that its title would only have explained; empty where these are few.

    Args:
        asked: what the title asks about the whole text.
    """
    dull = asked.text.startswith("Explain: ") or asked.text.endswith(": what should be noted?")
    if topic.label or not (dull or asked.kind == "definition") or len(blocks[0].text) < LEAST_LETTERS:
        return []
    if is_example(topic.title):
        return []
    if [block for block in blocks if block.kind != "paragraph" or block.info == "picture"]:
        return []
    if not dull and not _tells_of_act(topic, blocks[0]):
        return []
    told = [one for block in blocks for one in _told(topic, block)]
    found = [one for one in told if one.question]
    covered, count = (sum([len(one.texts) for one in some]) for some in (found, told))
    if count < FEWEST or covered * 2 < count or len(found) < (FEWEST_CARDS if count <= FEWEST else 1):
        return []
    first = told[0]
    if first.question:
        return [_draft(topic, one) for one in told]
    opening = draft(asked, [paragraph(" ".join(first.texts), first.block)])
    return [opening, *(_draft(topic, one) for one in told[1:])]


def is_example(title: str) -> bool:
    """Whether a title is that of an example, which is understood as a whole only."""
    return _EXAMPLE.match(title) is not None


def each_told(topic: Topic, block: Block) -> list[Draft]:
    """Cards for a paragraph all of whose sentences ask for themselves or lean on one that does; else none."""
    if topic.label or len(sentences(block.text)) == 1:
        return []
    told = _told(topic, block)
    apart = len(told) > 1 and all(one.question for one in told)
    return [_draft(topic, one) for one in told] if apart else []


def _tells_of_act(topic: Topic, block: Block) -> bool:
    """Whether a text does not begin with what its title is: `The peace was signed on 3 May`."""
    asked = _ask(topic, sentences(block.text)[0])
    return asked is not None and asked[0].text.startswith(("When ", "Where "))


def _told(topic: Topic, block: Block) -> list[_Told]:
    """The sentences of a paragraph, each with those that lean on it."""
    found: list[_Told] = []
    for text in sentences(block.text):
        leans = bool(found) and _LEANS.match(text) is not None
        question = None if leans else _question(topic, text)
        if found and (leans or (not question and not found[-1].question)):
            found[-1].texts.append(text)
        else:
            found.append(_Told(question, [text], block))
    return found


def _question(topic: Topic, text: str) -> Question | None:
    """What a sentence alone asks, or its gap; None where that is too little."""
    if _LEANS.match(text):
        return None
    asked = _ask(topic, text)
    return asked[0] if asked else _gap(topic, text)


def _ask(topic: Topic, text: str) -> tuple[Question, str] | None:
    """A question about anything that a text is about, be it its title."""
    asked = ask_statement(topic._replace(title="", above=topic.all), text, opening=False)
    if not asked or asked[0].text.startswith(VAGUE):
        return None
    question, answer = asked
    told = not content_words(topic.title).isdisjoint(content_words(question.text))
    return question._replace(shown=int(not told)), answer


def _gap(topic: Topic, text: str) -> Question | None:
    """A sentence without its first amount or date."""
    found = _amount(text)
    if not found or count_words(text) < LEAST_WORDS:
        return None
    gapped = f"{text[: found.start()]}**{GAP}**{text[found.end() :]}"
    return Question(f"{about(topic)}: {gapped}", (), "cloze")


def _amount(text: str) -> re.Match[str] | None:
    """The first amount or date of a text that is no number of a name."""
    found = (one for one in _AMOUNT.finditer(text) if not _NUMBERED.search(text[: one.start()]))
    return next(found, None)


def _draft(topic: Topic, told: _Told) -> Draft:
    """The card of some sentences; those without a question are a remark."""
    text = " ".join(told.texts)
    if not told.question:
        return draft(ask_title(topic, "", "remark"), [paragraph(text, told.block)])
    asked = _ask(topic, text)
    if asked:
        return draft(asked[0], [paragraph(asked[1], told.block)])
    found = _amount(text)
    filled = f"{text[: found.start()]}**{found.group()}**{text[found.end() :]}" if found else text
    return draft(told.question, [paragraph(filled, told.block)])
