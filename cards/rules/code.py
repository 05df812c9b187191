"""Code below a title: written from memory, in pieces that fit a screen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from cards.cutting import MAX_ROWS, Cutter, Draft, draft
from cards.markdown import Block, render
from cards.topic import Question, Topic, ask_title
from cards.wording import lines_on_screen

MAX_CODE = 24
"""Lines of code that one card may ask for."""

_TOP = re.compile(r"^(?:async\s+)?(def|class)\s+(\w+)")
_METHOD = re.compile(r"^([ \t]+)(?:async\s+)?def\s+(\w+)")


def code_of_title(cutter: Cutter, topic: Topic, blocks: list[Block]) -> tuple[list[Draft], list[Block]]:
    """Cards for the code of a title; short code that explains a text stays with that text."""
    fences = [block for block in blocks if block.kind == "code"]
    if not fences or not topic.title:
        return [], blocks
    others = [block for block in blocks if block.kind != "code"]
    if others and lines_on_screen(render(blocks)) <= MAX_ROWS:
        return [], blocks
    drafts: list[Draft] = []
    for fence in fences:
        drafts.extend(_cut_code(topic, fence))
    return drafts, others


def _cut_code(topic: Topic, fence: Block) -> list[Draft]:
    lines = fence.text.rstrip("\n").split("\n")
    whole = ask_title(topic, "", "code")
    if len(lines) <= MAX_CODE:
        return [draft(whole, [fence], "code")]
    pieces = [piece for piece in _pieces(lines) if piece[0]]
    if not pieces:
        return [draft(whole, [fence], "code")]
    drafts = []
    for name, low, high in pieces:
        body = "\n".join(lines[low:high]).rstrip()
        rows = body.count("\n")
        block = replace(fence, text=body, start=fence.start + 1 + low, end=fence.start + 1 + low + rows)
        question = Question(f"Write the code of `{name}`", (*topic.above, topic.title), "code", 1)
        drafts.append(draft(question, [block], "code"))
    return drafts


def _pieces(lines: Sequence[str]) -> list[tuple[str, int, int]]:
    """Functions and classes; a long class by its methods. Works on broken code too."""
    tops = [(number, match) for number, line in enumerate(lines) if (match := _TOP.match(line))]
    pieces: list[tuple[str, int, int]] = []
    for position, (low, match) in enumerate(tops):
        high = tops[position + 1][0] if position + 1 < len(tops) else _end_of_block(lines, low)
        if high - low > MAX_CODE and match.group(1) == "class":
            pieces.extend(_methods(lines, low, high, match.group(2)))
        else:
            pieces.append((match.group(2), low, high))
    return pieces


def _methods(lines: Sequence[str], low: int, high: int, owner: str) -> list[tuple[str, int, int]]:
    found = [(number, match) for number in range(low, high) if (match := _METHOD.match(lines[number]))]
    depth = len(found[0][1].group(1)) if found else 0
    starts = [(number, match.group(2)) for number, match in found if len(match.group(1)) == depth]
    if not starts:
        return [(owner, low, high)]
    edges = [number for number, _ in starts] + [high]
    return [
        (f"{owner}.{name}", number, edge) for (number, name), edge in zip(starts, edges[1:], strict=False)
    ]


def _end_of_block(lines: Sequence[str], low: int) -> int:
    for number in range(low + 1, len(lines)):
        if lines[number].strip() and not lines[number][0].isspace():
            return number
    return len(lines)
