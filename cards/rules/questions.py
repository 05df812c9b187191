"""Questions that stand in the text, with the answer behind them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cards.asking.asked import ask_question
from cards.asking.front import Question
from cards.asking.titled import ask_label
from cards.asking.topic import Topic
from cards.clean import without_answer_mark
from cards.cutting import MAX_ROWS, Cutter, Draft, Found, draft, paragraph
from cards.labels.label import split_label
from cards.labels.tasks import only_asks, sets_task
from cards.labels.titles import title_of
from cards.markdown.tree import Block, rows_of
from cards.rules.answering import (
    ASKED_LINE,
    BOLD_QUESTION,
    EMPTY_QUESTION,
    QUESTION_MARKS,
    answer_behind,
    asking,
    is_asked,
)
from cards.rules.choices import answered
from cards.rules.details import fold_behind
from cards.rules.open import is_for_somebody
from cards.rules.shown import is_only_shown
from cards.words.wording import count_words, is_question, sentences

_ISSUE = re.compile(
    r"(?:the )?(?:(?:legal |main |key |central )?issues?|(?:legal|research|main) question|question presented"
    r"|problem|hypothesis)",
    re.IGNORECASE,
)
_TASK_BEGINS = frozenset(re.findall(r"\S+", 'Ex De St Di Na Li Pr Ou Co "E "D "S "N "L "P “E “D “S “N “L “P'))
"""With which a sentence begins that tells what to answer."""
_TASK_ENDS = frozenset('.!"”')
MAX_TASK = 20
"""With which it ends, and its words."""
_LABEL_ENDS = "?**: "
"""The end of a question in bold that stands before its answer."""
_COMPARES = re.compile(r"(?i)\bdifferences? between\b|\bdiffer(?:s|ent)?\b|\bcompare\b|\bvs\b|\bversus\b")
"""What a question has whose answer tells of both sides."""
_BARE = re.compile(r"(who|what|where|when|why|how)\?\s+([^?\n]{2,120})", re.IGNORECASE)
"""A question of one word about the title, with its answer."""
_NAMED = re.compile(r"([A-Z][a-z-]{3,30})\?\s+(\S[^\n]{9,})")
"""A name that is asked for, with what it is."""
_DASHED = re.compile(r"([^\W\d_][^?\n]{2,100}\?)\s+(?:[-–—→]|->)\s+([^\W\d_][^\n]{1,100})")
"""A question and what it means in another language, or its answer."""


def question_with_answer(cutter: Cutter, topic: Topic, blocks: Sequence[Block], at: int) -> Found | None:
    """A paragraph that is one question, answered by what follows."""
    block = blocks[at]
    if not any(map(block.text.__contains__, QUESTION_MARKS)):
        return _task_with_answer(topic, blocks, at) if block.text[:2] in _TASK_BEGINS else None
    if ":" in block.text and is_for_somebody(block.text):
        cutter.skipped.append((block, "empty"))
        return Found(1)
    single = is_asked(block.text) and len(sentences(block.text)) == 1 and not is_issue(blocks, at)
    single = single and _LABEL_ENDS not in block.text
    told = _DASHED.fullmatch(block.text) if single else None
    if told:
        asked = ask_question(title_of(told.group(1)), topic.all, inside=True)
        return Found(1, [draft(asked, [paragraph(told.group(2), block)])])
    if not single and not BOLD_QUESTION.fullmatch(block.text):
        return None
    folded = fold_behind(blocks, at + 1)
    if folded:
        question = ask_question(title_of(block.text), topic.all, inside=True)
        return Found(folded[1] - at, [draft(question, folded[0], start=block.start)])
    answer = answer_behind(blocks, at + 1)
    label = None if answer else split_label(block.text)
    if label and label.strength > 1:
        return None
    if not answer or is_only_shown(block.text, answer):
        cutter.skipped.append((block, "empty"))
        return Found(1 + len(answer))
    title = title_of(block.text)
    question, right, used = answered(ask_question(title, topic.all, inside=True), answer)
    if question.verbatim:
        return Found(1 + used, [draft(question, right, start=block.start)])
    inner = _parts(cutter, topic, title, answer)
    if inner:
        return Found(1 + len(answer), [inner[0]._replace(start=block.start), *inner[1:]])
    return Found(1 + used, [draft(question, right, start=block.start)])


def _task_with_answer(topic: Topic, blocks: Sequence[Block], at: int) -> Found | None:
    """A sentence that tells what to answer, above the answer: `State Hooke's law.`"""
    first, _, rest = blocks[at].text.partition("\n")
    task = first.strip('"“”*_ ')
    ended = first.rstrip("*_ ")[-1:] in _TASK_ENDS
    if not ended or not sets_task(task) or count_words(task) > MAX_TASK:
        return None
    if rest:
        answer, used = [paragraph(rest.strip(), blocks[at])], 1
    else:
        answer, used = list(blocks[at + 1 : at + 2]), 2
    if not answer or is_asked(answer[0].text) or sets_task(answer[0].text):
        return None
    asked = ask_question(task, topic.all, inside=True)
    return Found(used, [draft(asked, [without_answer_mark(answer[0])], start=blocks[at].start)])


def is_issue(blocks: Sequence[Block], at: int) -> bool:
    """Whether a question is what one of several labels names: an "Issue: ...?" above a "Holding: ..."."""
    label = split_label(blocks[at].text)
    if not label or not _ISSUE.fullmatch(label.label):
        return False
    beside = [blocks[near] for near in (at - 1, at + 1) if 0 <= near < len(blocks)]
    return any(block.kind == "paragraph" and split_label(block.text) for block in beside)


def _parts(cutter: Cutter, topic: Topic, question: str, answer: Sequence[Block]) -> list[Draft]:
    """The cards of an answer that is made of several labelled parts, each with its own text."""
    if _COMPARES.search(question) and rows_of(answer) <= MAX_ROWS:
        return []
    labelled = [block for block in answer if block.kind == "paragraph" and split_label(block.text)]
    return cutter.cut(topic.below(question), answer) if len(labelled) > 1 else []


def question_in_text(cutter: Cutter, topic: Topic, blocks: Sequence[Block], at: int) -> Found | None:
    """A question in the middle of a paragraph, answered by the sentences after it."""
    block = blocks[at]
    if not any(map(block.text.__contains__, QUESTION_MARKS)):
        return None
    bare = _BARE.fullmatch(block.text) if topic.title and topic.english else None
    if bare:
        asked = Question(f"{topic.title}: {bare.group(1).lower()}?", topic.above, shown=0)
        return Found(1, [draft(asked, [paragraph(bare.group(2), block)])])
    named = _NAMED.fullmatch(block.text) if topic.english else None
    if named and not EMPTY_QUESTION.match(f"{named.group(1)}?") and not is_question(named.group(2)):
        return Found(1, [draft(ask_label(topic, *named.groups()), [paragraph(named.group(2), block)])])
    told = ASKED_LINE.fullmatch(block.text) if len(sentences(block.text)) == 1 else None
    if told and count_words(told.group(1)) > 1:
        asked = ask_question(title_of(told.group(1)), topic.all, inside=True)
        return Found(1, [draft(asked, [paragraph(told.group(2), block)])])
    parts = sentences(block.text)
    asked_at = asking(parts)
    if not asked_at or only_asks(block.text):
        return None
    drafts: list[Draft] = []
    for position, number in enumerate(asked_at):
        stop = asked_at[position + 1] if position + 1 < len(asked_at) else len(parts)
        answer = _in_brackets(" ".join(parts[number + 1 : stop]))
        drafts.append(
            draft(ask_question(title_of(parts[number]), topic.all, inside=True), [paragraph(answer, block)])
        )
    before = " ".join(parts[: asked_at[0]]).strip()
    label = split_label(before) if before else None
    if label:
        asked = ask_label(topic, label.label, label.body)
        return Found(1, [draft(asked, [paragraph(label.body, block)]), *drafts])
    return Found(1, drafts, [paragraph(before, block)] if before else [])


def _in_brackets(answer: str) -> str:
    """An answer without the brackets around it."""
    bracketed = re.fullmatch(r"\(([^()]+)\)\.?", answer)
    return bracketed.group(1) if bracketed else answer
