"""Answers that fold away: `<details><summary>question</summary> answer </details>`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from cards.cutting import Cutter, Found, draft, paragraph
from cards.markdown import Block
from cards.noise import reason_to_skip
from cards.topic import Topic, ask_label, title_of
from cards.wording import tidy

_SUMMARY = re.compile(r"<summary\b[^<>]*>(.*?)</summary\s*>", re.IGNORECASE | re.DOTALL)
_CLOSE = re.compile(r"</details\s*>", re.IGNORECASE)


def folded_answer(cutter: Cutter, topic: Topic, blocks: Sequence[Block], at: int) -> Found | None:
    block = blocks[at]
    if block.kind != "html":
        return None
    summary = _SUMMARY.search(block.text)
    if not summary:
        return Found(1)
    used, answer = 1, []
    inside = _CLOSE.split(block.text[summary.end() :])[0]
    if tidy(inside).strip():
        answer.append(paragraph(re.sub(r"\n\s*\n+", "\n", tidy(inside).strip()), block))
    if not _CLOSE.search(block.text):
        while at + used < len(blocks):
            following = blocks[at + used]
            if following.kind == "html" and (
                _CLOSE.search(following.text) or _SUMMARY.search(following.text)
            ):
                used += bool(_CLOSE.match(following.text.strip()))
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
