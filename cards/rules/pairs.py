"""Lists of names before an arrow and what they mean, as in a list of vocabulary: a card for each."""

from __future__ import annotations

from collections.abc import Sequence

from cards.asking.asked import asks
from cards.asking.front import Question
from cards.asking.titled import ask_label
from cards.asking.topic import Topic
from cards.asking.vocabulary import ask_arrows, ask_word, pairs_of
from cards.cutting import Cutter, Found, draft, paragraph
from cards.markdown.tree import Block
from cards.rules.prose import VAGUE
from cards.words.abbreviation import spells_out

LONGEST = 100
"""Letters of a pair."""


def arrow_pairs(cutter: Cutter, topic: Topic, blocks: Sequence[Block], at: int) -> Found | None:
    block = blocks[at]
    first = block.children[0].children[0].text[:LONGEST]
    if block.info == "1" or not ("->" in first or "→" in first or "=>" in first) or asks(topic.title):
        return None
    heads = [item.children[0] for item in block.children]
    if any(item.children[1:] or item.children[0].kind != "paragraph" for item in block.children):
        return None
    pairs = pairs_of([head.text for head in heads])
    if not pairs:
        return None
    alike = ask_arrows(pairs) if topic.english and not topic.title.startswith("Which ") else None
    fronts = alike or [""] * len(pairs)
    asked = [_ask(topic, *pair, front) for pair, front in zip(pairs, fronts, strict=True)]
    drafts = [
        draft(question, [paragraph(meaning, head)])
        for question, (_, meaning), head in zip(asked, pairs, heads, strict=True)
    ]
    return Found(1, drafts)


def _ask(topic: Topic, name: str, meaning: str, alike: str) -> Question:
    """What a pair answers; where nothing says what its name is, only what the arrow leads to is asked."""
    if not topic.english:
        return Question(f"{name} → ?", topic.all, "basic", 1)
    if spells_out(name, meaning):
        return ask_label(topic, name, meaning)
    text = ask_word(topic.all, name, meaning) or alike
    if text:
        return Question(text, topic.all, "basic", 1)
    question = ask_label(topic, name, meaning)
    return question._replace(text=f"{name} → what?") if question.text.startswith(VAGUE) else question
