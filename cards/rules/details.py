"""Answers that fold away: `<details><summary>question</summary> answer </details>`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cards.asking.titled import ask_label
from cards.asking.topic import Topic
from cards.clean import CLOSE_DETAILS, SUMMARY
from cards.cutting import Cutter, Found, draft, paragraph
from cards.labels.titles import title_of
from cards.markdown.tree import Block, is_folded_answer
from cards.noise import reason_to_skip
from cards.words.wording import tidy

_SHOW = re.compile(
    r"\A(?:show|click|see|reveal|view|toggle)\b[\w ]{0,20}?(?:answer|solution)s?\s*[:：–-]\s*(?=\S)",
    re.IGNORECASE,
)
"""What a fold says of itself before its question."""
_BOLD_AS_A_WHOLE = re.compile(r"\A\*\*\s*((?:(?!\*\*).)+?)\s*\*\*\Z", re.DOTALL)
_OPENS = re.compile(
    r"\W*(?:click|tap|expand|reveal|show|see|view|open|toggle|unfold|spoilers?|hidden)\b[\w ]{0,30}\W*",
    re.IGNORECASE,
)


def folded_answer(cutter: Cutter, topic: Topic, blocks: Sequence[Block], at: int) -> Found | None:
    block = blocks[at]
    summary = SUMMARY.search(block.text)
    if not summary:
        return Found(1)
    answer, end = _content(blocks, at)
    used = end - at
    title = title_of(_SHOW.sub("", tidy(summary.group(1)).strip("*_ "), count=1))
    if reason_to_skip(title) == "navigation" or not title or (topic.title and _OPENS.fullmatch(title)):
        return Found(used, rest=answer)
    if not answer:
        cutter.skipped.append((block._replace(text=title), "empty"))
        return Found(used)
    return Found(used, [draft(ask_label(topic, title, ""), answer, start=block.start)])


def fold_behind(blocks: Sequence[Block], at: int) -> tuple[list[Block], int] | None:
    """What a fold at this place holds that only says how to open it, and the place behind it."""
    summary = SUMMARY.search(blocks[at].text) if at < len(blocks) and blocks[at].kind == "html" else None
    if not summary or not (is_folded_answer(blocks[at]) or _OPENS.fullmatch(tidy(summary.group(1)))):
        return None
    answer, end = _content(blocks, at)
    return (answer, end) if answer else None


def _content(blocks: Sequence[Block], at: int) -> tuple[list[Block], int]:
    """The blocks that a fold holds, and the position after it."""
    block = blocks[at]
    summary = SUMMARY.search(block.text)
    inside = CLOSE_DETAILS.split(block.text[summary.end() if summary else 0 :])[0]
    text = _BOLD_AS_A_WHOLE.sub(r"\1", re.sub(r"\n\s*\n+", "\n", tidy(inside).strip()))
    content = [paragraph(text, block)] if text.strip("*_ \n") else []
    end = at + 1
    if CLOSE_DETAILS.search(block.text):
        return content, end
    while end < len(blocks):
        following = blocks[end]
        if following.kind == "html" and (
            CLOSE_DETAILS.search(following.text) or SUMMARY.search(following.text)
        ):
            return content, end + bool(CLOSE_DETAILS.match(following.text.strip()))
        content.append(following)
        end += 1
    return content, end


def asked_and_folded(blocks: Sequence[Block]) -> tuple[Sequence[Block], list[Block], int] | None:
    """What stands before a folded answer, the answer, and where the rest begins; None without one."""
    folds = [at for at, block in enumerate(blocks) if block.kind == "html" and is_folded_answer(block)]
    if not folds:
        return None
    at = folds[0]
    answer, end = _content(blocks, at)
    return (blocks[:at], answer, end) if answer else None
