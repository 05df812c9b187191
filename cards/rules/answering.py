"""Where the answer to a question ends: behind what belongs to it, before what tells of something else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from cards.clean import without_answer_mark
from cards.labels.label import split_label
from cards.labels.owning import BOLD_LINE, owns_what_follows
from cards.labels.points import point_of
from cards.labels.qa import BELONGS
from cards.markdown.tree import QUOTED, Block
from cards.rules.tables import is_made_for_cards
from cards.words.wording import content_words, count_words, is_question, sentences

BOLD_QUESTION = re.compile(r"(\*\*|__)(?=\S)(?:(?!\1).)+[?？؟](?:\s*\([^()*_]{1,80}\))?\.?\1")
"""A line in bold that tells something and then asks: `**A ball falls 20 m. For how long? (g = 10)**`."""
_CHATS = re.compile(
    r"(?:thank goodness|don['’]t worry|(?:good|great|fair) question|let['’]s (?:see|find|look|dive|go|start)"
    r"|we['’]ll (?:see|get|come|find)|stay tuned|read on|keep reading|more on (?:this|that))\b",
    re.IGNORECASE,
)
"""What a writer says between a question and its answer."""
_NUMBER = re.compile(r"([*_]{0,2})(\d{1,3})([.)][*_]{0,2})\s")
EMPTY_QUESTION = re.compile(
    r"(?i)(?:(?:and|but|so|then)\s+)?(?:why|how|what|when|where|really|right|ok|huh|why not|so what"
    r"|true or false|how so|how come|what else)\W*$"
    r"|(?i:(?:(?:uh|um|so|ok|okay|well)\W+)*any (?:other |more |further )?questions\b)"
)
_ANNOUNCES = re.compile(
    r"[:：]\s*\Z|\b(?:two|three|four|five|six|several|many|some|various|different|following|both|\d)\b",
    re.IGNORECASE,
)
"""A text that leads to the labels below it."""
QUESTION_MARKS = ("?", "？", "؟")
MAX_LEAD = 10
"""Words of a text that leads to labels although a blank line is between."""
_QUOTES = frozenset('"“')
ASKED_LINE = re.compile(
    r"[*_]{0,2}((?:[^\W\d_a-z]|(?=wh(?:y|at|en|ere|ich|o)|how)\w)[^?\n]{4,120}\?)[*_]{0,2}\s+"
    r"(?:[-–—→]\s+)?([^?\s][^?\n]+)"
)
"""A question with an answer that begins with a small letter or a number."""


def asking(parts: Sequence[str]) -> list[int]:
    """The sentences that ask something and are followed by an answer."""
    told = pairwise(map(is_asked, parts))
    found = [number for number, (asks, after) in enumerate(told) if asks and not after]
    return [number for number in found if not _CHATS.match(parts[number + 1])]


def is_asked(text: str) -> bool:
    """Whether a text asks, and no single word of it does."""
    if text[:1] in _QUOTES and text.count('"') % 2 + text.count("“") - text.count("”"):
        return False
    return is_question(text) and count_words(text) > 1 and not EMPTY_QUESTION.match(text.strip("*_` "))


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


def answer_behind(blocks: Sequence[Block], at: int) -> list[Block]:
    """What answers a question: its text and the lists that belong to it, up to the next question or label."""
    answer: list[Block] = []
    question = blocks[at - 1]
    while at < len(blocks):
        block = blocks[at]
        following = blocks[at + 1].kind if at + 1 < len(blocks) else ""
        if block.kind == "html" or (answer and _is_other_block(answer, block, question)):
            break
        if block.kind == "paragraph" and _is_other_text(answer, block, question, following):
            break
        answer.append(block if answer or block.kind != "paragraph" else without_answer_mark(block))
        at += 1
    return answer


def _counts_on(question: str, text: str) -> bool:
    """Whether a paragraph has the number behind that of a question, written alike, or any one in bold."""
    one, other = _NUMBER.match(question), _NUMBER.match(text)
    if not one or not other:
        return other is not None and other[1] != "" and other[3][1:] == other[1]
    alike = one[1] == other[1] and one[3] == other[3]
    return alike and int(other[2]) == int(one[2]) + 1


def _is_other_block(answer: Sequence[Block], block: Block, question: Block) -> bool:
    """Whether a block behind an answer that is no text begins something else."""
    if block.kind == "paragraph":
        return False
    if _begins_other(block, answer[-1]) or _lists_other(answer, block, question):
        return True
    return block.kind == "list" and is_apart(block, answer[-1]) and asks_itself(block)


def _is_other_text(answer: Sequence[Block], block: Block, question: Block, following: str) -> bool:
    """Whether a paragraph asks the next question or, behind an answer, tells of something else."""
    if _counts_on(question.text, block.text):
        return True
    asks = is_asked(block.text) and len(sentences(block.text)) == 1
    asks = asks or BOLD_QUESTION.fullmatch(block.text) is not None
    if asks or not answer:
        return asks
    part = split_label(answer[0].text) is not None and split_label(block.text) is not None
    if (owns_what_follows(block.text, following) and not part) or ASKED_LINE.fullmatch(block.text):
        return True
    if (
        _warns(block.text)
        or _tells_of_other(answer, block, question)
        or _stands_apart(answer, block, question)
    ):
        return True
    return _sets_apart(answer[-1]) or bool(asking(sentences(block.text)))


def end_of_answer(title: str, blocks: Sequence[Block]) -> int:
    """How many of the blocks below a heading answer its question; those behind them tell of other things."""
    if blocks[0].text[:2] in ("**", "__") and BOLD_LINE.fullmatch(blocks[0].text):
        return len(blocks)
    for at in range(1, len(blocks)):
        if blocks[at].kind in ("paragraph", "list") and _is_of_other(title, blocks, at):
            return at
    return len(blocks)


def _is_of_other(title: str, blocks: Sequence[Block], at: int) -> bool:
    """Whether a block behind an answer to a heading asks, or stands apart with a name of its own."""
    block, answer = blocks[at], blocks[:at]
    apart = is_apart(block, answer[-1])
    if block.kind == "list":
        return apart and asks_itself(block)
    if any(map(block.text.__contains__, QUESTION_MARKS)) and (
        (is_asked(block.text) and len(sentences(block.text)) == 1) or ASKED_LINE.fullmatch(block.text)
    ):
        return True
    name = _own_name(block.text, at + 1 < len(blocks)) if apart else ""
    if not name or point_of(name) or BELONGS.fullmatch(name):
        return False
    led = any(_announces(one.text, apart) for one in answer if one.kind == "paragraph")
    return not led and content_words(name).isdisjoint(content_words(title))


def _own_name(text: str, followed: bool) -> str:
    """The label of a paragraph, or the name that is a title of what follows it."""
    if text[:2] in ("**", "__") and BOLD_LINE.fullmatch(text):
        return text.strip("*_: ") if followed else ""
    label = split_label(text)
    return label.label if label and label.strength > 1 else ""


def is_apart(block: Block, before: Block) -> bool:
    """Whether a blank line stands between two blocks."""
    return block.start > before.end + 1


def asks_itself(block: Block) -> bool:
    """Whether most points of a list are questions, with their answers or without."""
    heads = [item.children[0].text for item in block.children if item.children]
    return sum(["?" in head for head in heads]) * 2 > len(heads)
