"""Questions that stand in the text, with the answer behind them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cards.clean import without_answer_mark
from cards.cutting import Cutter, Draft, Found, draft, paragraph
from cards.front import Question
from cards.label import split_label
from cards.markdown import QUOTED, Block
from cards.owning import owns_what_follows
from cards.points import point_of
from cards.qa import BELONGS
from cards.rules.choices import answered
from cards.rules.details import fold_behind
from cards.rules.open import is_for_somebody
from cards.rules.shown import is_only_shown
from cards.rules.tables import is_made_for_cards
from cards.titles import title_of
from cards.topic import Topic, ask_label, ask_question
from cards.wording import count_words, is_question, sentences

_EMPTY_QUESTION = re.compile(
    r"(?i)(?:(?:and|but|so|then)\s+)?(?:why|how|what|when|where|really|right|ok|huh|why not|so what"
    r"|true or false|how so|how come|what else)\W*$"
    r"|(?i:(?:(?:uh|um|so|ok|okay|well)\W+)*any (?:other |more |further )?questions\b)"
)
_ISSUE = re.compile(
    r"(?:the )?(?:(?:legal |main |key |central )?issues?|(?:legal|research|main) question|question presented"
    r"|problem|hypothesis)",
    re.IGNORECASE,
)
_BOLD_QUESTION = re.compile(r"(\*\*|__)(?=\S)(?:(?!\1).)+[?？؟](?:\s*\([^()*_]{1,80}\))?\.?\1")
"""A line in bold that tells something and then asks: `**A ball falls 20 m. For how long? (g = 10)**`."""
_BARE = re.compile(r"(who|what|where|when|why|how)\?\s+([^?\n]{2,120})", re.IGNORECASE)
"""A question of one word about the title, with its answer."""
_NAMED = re.compile(r"([A-Z][a-z-]{3,30})\?\s+(\S[^\n]{9,})")
"""A name that is asked for, with what it is."""
_ANNOUNCES = re.compile(
    r"[:：]\s*\Z|\b(?:two|three|four|five|six|several|many|some|various|different|following|both|\d)\b",
    re.IGNORECASE,
)
"""A text that leads to the labels below it."""
MAX_LEAD = 10
"""Words of a text that leads to labels although a blank line is between."""
_ASKED_LINE = re.compile(
    r"((?:[^\W\d_a-z]|(?=wh(?:y|at|en|ere|ich|o)|how)\w)[^?\n]{4,120}\?)\s+([^?\s][^?\n]+)"
)
"""A question with an answer that begins with a small letter or a number."""
_DASHED = re.compile(r"([^\W\d_][^?\n]{2,100}\?)\s+(?:[-–—→]|->)\s+([^\W\d_][^\n]{1,100})")
"""A question and what it means in another language, or its answer."""
_QUESTION_MARKS = ("?", "？", "؟")


def question_with_answer(cutter: Cutter, topic: Topic, blocks: Sequence[Block], at: int) -> Found | None:
    """A paragraph that is one question, answered by what follows."""
    block = blocks[at]
    if not any(map(block.text.__contains__, _QUESTION_MARKS)):
        return None
    if ":" in block.text and is_for_somebody(block.text):
        cutter.skipped.append((block, "empty"))
        return Found(1)
    single = _asks(block.text) and len(sentences(block.text)) == 1 and not is_issue(blocks, at)
    told = _DASHED.fullmatch(block.text) if single else None
    if told:
        asked = ask_question(title_of(told.group(1)), topic.all, inside=True)
        return Found(1, [draft(asked, [paragraph(told.group(2), block)])])
    if not single and not _BOLD_QUESTION.fullmatch(block.text):
        return None
    folded = fold_behind(blocks, at + 1)
    if folded:
        question = ask_question(title_of(block.text), topic.all, inside=True)
        return Found(folded[1] - at, [draft(question, folded[0], start=block.start)])
    answer = _answer(blocks, at + 1)
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


def is_issue(blocks: Sequence[Block], at: int) -> bool:
    """Whether a question is what one of several labels names: an "Issue: ...?" above a "Holding: ..."."""
    label = split_label(blocks[at].text)
    if not label or not _ISSUE.fullmatch(label.label):
        return False
    beside = [blocks[near] for near in (at - 1, at + 1) if 0 <= near < len(blocks)]
    return any(block.kind == "paragraph" and split_label(block.text) for block in beside)


def _parts(cutter: Cutter, topic: Topic, question: str, answer: Sequence[Block]) -> list[Draft]:
    """The cards of an answer that is made of several labelled parts, each with its own text."""
    labelled = [block for block in answer if block.kind == "paragraph" and split_label(block.text)]
    return cutter.cut(topic.below(question), answer) if len(labelled) > 1 else []


def question_in_text(cutter: Cutter, topic: Topic, blocks: Sequence[Block], at: int) -> Found | None:
    """A question in the middle of a paragraph, answered by the sentences after it."""
    block = blocks[at]
    if not any(map(block.text.__contains__, _QUESTION_MARKS)):
        return None
    bare = _BARE.fullmatch(block.text) if topic.title and topic.english else None
    if bare:
        asked = Question(f"{topic.title}: {bare.group(1).lower()}?", topic.above, shown=0)
        return Found(1, [draft(asked, [paragraph(bare.group(2), block)])])
    named = _NAMED.fullmatch(block.text) if topic.english else None
    if named and not _EMPTY_QUESTION.match(f"{named.group(1)}?") and not is_question(named.group(2)):
        return Found(1, [draft(ask_label(topic, *named.groups()), [paragraph(named.group(2), block)])])
    told = _ASKED_LINE.fullmatch(block.text) if len(sentences(block.text)) == 1 else None
    if told and count_words(told.group(1)) > 1:
        asked = ask_question(title_of(told.group(1)), topic.all, inside=True)
        return Found(1, [draft(asked, [paragraph(told.group(2), block)])])
    parts = sentences(block.text)
    asking = [
        number for number, part in enumerate(parts[:-1]) if _asks(part) and not _asks(parts[number + 1])
    ]
    if not asking:
        return None
    drafts: list[Draft] = []
    for position, number in enumerate(asking):
        stop = asking[position + 1] if position + 1 < len(asking) else len(parts)
        answer = _in_brackets(" ".join(parts[number + 1 : stop]))
        drafts.append(
            draft(ask_question(title_of(parts[number]), topic.all, inside=True), [paragraph(answer, block)])
        )
    before = " ".join(parts[: asking[0]]).strip()
    label = split_label(before) if before else None
    if label:
        asked = ask_label(topic, label.label, label.body)
        return Found(1, [draft(asked, [paragraph(label.body, block)]), *drafts])
    return Found(1, drafts, [paragraph(before, block)] if before else [])


def _in_brackets(answer: str) -> str:
    """An answer without the brackets around it."""
    bracketed = re.fullmatch(r"\(([^()]+)\)\.?", answer)
    return bracketed.group(1) if bracketed else answer


def _asking(parts: Sequence[str]) -> list[int]:
    """The sentences that ask something and are followed by an answer."""
    return [number for number, part in enumerate(parts[:-1]) if _asks(part) and not _asks(parts[number + 1])]


def _asks(text: str) -> bool:
    return is_question(text) and count_words(text) > 1 and not _EMPTY_QUESTION.match(text.strip("*_` "))


def _warns(text: str) -> bool:
    """Whether a paragraph is a note of its own behind an answer."""
    label = split_label(text)
    point = point_of(label.label) if label else None
    return point is not None and point[1] in ("what should be noted?", "what must you be careful about?")


def _tells_of_other(answer: Sequence[Block], block: Block, question: Block) -> bool:
    """Whether a labelled paragraph behind a whole answer tells of something else."""
    label = split_label(block.text) if answer[0].kind == "paragraph" else None
    if not label or label.strength < 2 or point_of(label.label) or BELONGS.fullmatch(label.label):
        return False
    told = [before.text for before in answer if before.kind == "paragraph"]
    apart = answer[0].start == question.end + 1 and block.start > answer[-1].end + 1
    if any(_announces(text, apart) for text in told):
        return False
    return apart or split_label(told[0]) is None


def _announces(text: str, apart: bool) -> bool:
    """Whether a text leads to labels below it; to those apart from it only a short one does, or a colon."""
    leads = _ANNOUNCES.search(text) is not None
    return leads and (not apart or count_words(text) <= MAX_LEAD or text.rstrip().endswith((":", "：")))


def _lists_other(answer: Sequence[Block], block: Block, question: Block) -> bool:
    """Whether a list apart from a text that answers right below its question names things of its own."""
    told = answer[-1]
    apart = answer[0].start == question.end + 1 and block.start > told.end + 1
    if not apart or block.kind != "list" or told.kind != "paragraph" or _announces(told.text, apart):
        return False
    heads = [item.children[0].text for item in block.children]
    return len(heads) > 1 and all(map(split_label, heads))


def _stands_apart(answer: Sequence[Block], block: Block, question: Block) -> bool:
    """Whether a text stands free behind a list that answers right below its question."""
    listed = answer[0].kind == "list" and answer[0].start == question.end + 1
    return listed and block.start > answer[-1].end + 1


def _sets_apart(block: Block) -> bool:
    """Whether a block is a quote that tells nobody's words, but sets an answer apart."""
    return block.kind == "quote" and block.info != QUOTED


def _begins_other(block: Block, before: Block) -> bool:
    """Whether a block behind a text of an answer sets another apart, or has questions of its own."""
    if block.kind == "table":
        return is_made_for_cards(block)
    if block.kind == "list" and block.info == "1" and before.kind == "paragraph":
        first = block.children[0].children
        return len(first) > 1 and first[0].kind == "paragraph" and is_question(first[0].text)
    return _sets_apart(block) and before.kind == "paragraph"


def _answer(blocks: Sequence[Block], at: int) -> list[Block]:
    """What answers a question: its text and the lists that belong to it, up to the next question or label."""
    answer: list[Block] = []
    first = at
    while at < len(blocks):
        block = blocks[at]
        if block.kind == "html":
            break
        if block.kind == "paragraph":
            following = blocks[at + 1].kind if at + 1 < len(blocks) else ""
            label = owns_what_follows(block.text, following)
            part = (
                bool(answer)
                and split_label(answer[0].text) is not None
                and split_label(block.text) is not None
            )
            if (_asks(block.text) and len(sentences(block.text)) == 1) or (answer and label and not part):
                break
            if answer and _ASKED_LINE.fullmatch(block.text):
                break
            if answer and (_warns(block.text) or _tells_of_other(answer, block, blocks[first - 1])):
                break
            if answer and _stands_apart(answer, block, blocks[first - 1]):
                break
            if answer and (_sets_apart(answer[-1]) or _asking(sentences(block.text))):
                break
        elif answer and (_begins_other(block, answer[-1]) or _lists_other(answer, block, blocks[first - 1])):
            break
        answer.append(block if answer or block.kind != "paragraph" else without_answer_mark(block))
        at += 1
    return answer
