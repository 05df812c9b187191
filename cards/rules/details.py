"""Answers that fold away: `<details><summary>question</summary> answer </details>`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from cards.clean import CLOSE_DETAILS, SUMMARY
from cards.cutting import Cutter, Found, draft, paragraph
from cards.markdown import Block
from cards.noise import reason_to_skip
from cards.titles import title_of
from cards.topic import Topic, ask_label
from cards.wording import tidy


def folded_answer(cutter: Cutter, topic: Topic, blocks: Sequence[Block], at: int) -> Found | None:
    block = blocks[at]
    if block.kind != "html":
        return None
    summary = SUMMARY.search(block.text)
    if not summary:
        return Found(1)
    used, answer = 1, []
    inside = CLOSE_DETAILS.split(block.text[summary.end() :])[0]
    if tidy(inside).strip():
        answer.append(paragraph(re.sub(r"\n\s*\n+", "\n", tidy(inside).strip()), block))
    if not CLOSE_DETAILS.search(block.text):
        while at + used < len(blocks):
            following = blocks[at + used]
            if following.kind == "html" and (
                CLOSE_DETAILS.search(following.text) or SUMMARY.search(following.text)
            ):
                used += bool(CLOSE_DETAILS.match(following.text.strip()))
                break
            answer.append(following)
            used += 1
    title = title_of(summary.group(1))
    if reason_to_skip(title) == "navigation" or not title:
        return Found(used, rest=answer)
    if not answer:
        cutter.skipped.append((replace(block, text=title), "empty"))
        return Found(used)
    return Found(used, [draft(ask_label(topic, title, ""), answer, start=block.start)])
