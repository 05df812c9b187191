"""Questions that stand in the text, with the answer behind them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from cards.cutting import Cutter, Draft, Found, draft, paragraph
from cards.markdown import Block
from cards.prepare import owns_what_follows
from cards.topic import Topic, ask_question, title_of
from cards.wording import count_words, is_question, sentences

_STRUCTURE = ("list", "quote", "code", "math", "table")
_EMPTY_QUESTION = re.compile(
    r"(?i)(?:(?:and|but|so|then)\s+)?(?:why|how|what|when|where|really|right|ok|huh|why not|so what|how so|how come|what else)\W*$"
)
_REPLY = re.compile(r"(?i)^(?:because|since|as|to|by|yes|no|it|this|they|otherwise|that|in order)\b")


def question_with_answer(cutter: Cutter, topic: Topic, blocks: Sequence[Block], at: int) -> Found | None:
    """A paragraph that is one question, answered by what follows."""
    block = blocks[at]
    if block.kind != "paragraph" or not _asks(block.text) or len(sentences(block.text)) > 1:
        return None
    answer = _answer(blocks, at + 1)
    if not answer:
        cutter.skipped.append((block, "empty"))
        return Found(1)
    question = ask_question(title_of(block.text), _above(topic))
    return Found(
        1 + len(answer),
        _split_answer(cutter, topic, question.text, answer) or [draft(question, answer, start=block.start)],
    )


def _split_answer(cutter: Cutter, topic: Topic, question: str, answer: Sequence[Block]) -> list[Draft]:
    """An answer that is itself made of labelled parts, each with its own text."""
    inner = topic.below(question)
    parts = [block for block in answer if block.kind == "paragraph" and owns_what_follows(block.text, "list")]
    return cutter.cut(inner, answer) if len(parts) > 1 else []


def question_in_text(cutter: Cutter, topic: Topic, blocks: Sequence[Block], at: int) -> Found | None:
    """A question in the middle of a paragraph, answered by the sentences after it."""
    block = blocks[at]
    if block.kind != "paragraph" or not re.search(r"[?？؟]", block.text):
        return None
    parts = sentences(block.text)
    asking = [
        number for number, part in enumerate(parts[:-1]) if _asks(part) and not _asks(parts[number + 1])
    ]
    if not asking:
        return None
    drafts: list[Draft] = []
    for position, number in enumerate(asking):
        stop = asking[position + 1] if position + 1 < len(asking) else len(parts)
        answer = " ".join(parts[number + 1 : stop])
        question = ask_question(title_of(parts[number]), _above(topic))
        drafts.append(replace(draft(question, [paragraph(answer, block)]), start=block.start))
    before = " ".join(parts[: asking[0]]).strip()
    return Found(1, drafts, [paragraph(before, block)] if before else [])


def _asks(text: str) -> bool:
    return is_question(text) and count_words(text) > 2 and not _EMPTY_QUESTION.match(text.strip("*_` "))


def _above(topic: Topic) -> tuple[str, ...]:
    return (*topic.above, topic.title) if topic.title else topic.above


def _answer(blocks: Sequence[Block], at: int) -> list[Block]:
    """What answers a question: its text and the lists that belong to it, up to the next question or label."""
    answer: list[Block] = []
    while at < len(blocks):
        block = blocks[at]
        if block.kind == "html":
            break
        if block.kind == "paragraph":
            following = blocks[at + 1].kind if at + 1 < len(blocks) else ""
            label = owns_what_follows(block.text, following)
            if (_asks(block.text) and len(sentences(block.text)) == 1) or (answer and label):
                break
            if answer and answer[-1].kind == "quote":
                break
        elif answer and block.kind == "quote" and answer[-1].kind == "paragraph":
            break
        answer.append(block)
        at += 1
    return answer
