"""Code below a title: written from memory, in pieces that fit a screen."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cards.asking.front import ASKS_CODE, Question
from cards.asking.titled import ask_title
from cards.asking.topic import Topic
from cards.cutting import MAX_ROWS, Cutter, Draft, draft
from cards.markdown.tree import Block, rows_of
from cards.rules.commands import count_commands
from cards.shapes.fencedtext import is_no_program

MAX_CODE = 24
"""Lines of code that one card may ask for."""

_DRAWN = frozenset(("mermaid", "plantuml", "puml", "dot", "graphviz"))
"""Languages in which diagrams are written."""
_TOP = re.compile(r"^(?:async\s+)?(def|class)\s+(\w+)")
_METHOD = re.compile(r"^([ \t]+)(?:async\s+)?def\s+(\w+)")


def code_of_title(
    cutter: Cutter, topic: Topic, blocks: list[Block], first: int | None
) -> tuple[list[Draft], list[Block]]:
    """Cards for the code of a title; short code that explains a text stays with that text."""
    fences = [block for block in blocks if block.kind == "code" and not is_no_program(block)]
    if not fences or not topic.title:
        return [], blocks
    others = [block for block in blocks if block not in fences]
    if others and rows_of(blocks) <= MAX_ROWS:
        return [], blocks
    drafts: list[Draft] = []
    for number, fence in enumerate(fences, start=1):
        drafts.extend(_cut_code(topic, fence, number if len(fences) > 1 else 0))
    return drafts, others


def _cut_code(topic: Topic, fence: Block, number: int) -> list[Draft]:
    """A fence as one card, or as one for each of its functions; `number` tells several fences apart."""
    lines = fence.text.rstrip("\n").split("\n")
    pieces = _pieces(lines) if len(lines) > MAX_CODE else []
    if len(pieces) < 2:
        if fence.info in _DRAWN:
            return [draft(_ask_drawing(topic, number), [fence])]
        commands = count_commands(fence.text, fence.info)
        question = ask_title(topic, "", "commands" if commands else "code", commands)
        if number and commands:
            question = question._replace(text=f"{question.text.rstrip('?')}, part {number}?")
        elif number:
            names = [match.group(2) for line in lines if (match := _TOP.match(line))]
            question = question._replace(
                text=f"{question.text}, {f'`{names[0]}`' if names else f'part {number}'}"
            )
        return [draft(question, [fence], "code")]
    drafts = []
    for name, low, high in pieces:
        body = "\n".join(lines[low:high]).rstrip()
        start = fence.start + 1 + low
        block = fence._replace(text=body, start=start, end=start + body.count("\n"))
        drafts.append(draft(Question(f"Write the code of `{name}`", topic.all, "code", 1), [block], "code"))
    return drafts


def _ask_drawing(topic: Topic, number: int) -> Question:
    """What is asked about a diagram that is written as code."""
    question = ask_title(topic, "", "code")
    subject = question.text.removeprefix(ASKS_CODE)
    if subject != question.text:
        question = question._replace(text=f"{subject}: what does the diagram show?", kind="basic")
    return question._replace(text=f"{question.text.rstrip('?')}, part {number}?") if number else question


def _pieces(lines: Sequence[str]) -> list[tuple[str, int, int]]:
    """Functions and classes; a long class by its methods. Works on broken code too."""
    tops = [(number, match) for number, line in enumerate(lines) if (match := _TOP.match(line))]
    pieces: list[tuple[str, int, int]] = []
    for position, (low, match) in enumerate(tops):
        following = tops[position + 1][0] if position + 1 < len(tops) else len(lines)
        high = min(_end_of_block(lines, low), following)
        if high - low > MAX_CODE and match.group(1) == "class":
            pieces.extend(_methods(lines, low, high, match.group(2)))
        else:
            pieces.append((match.group(2), low, high))
    return pieces


def _methods(lines: Sequence[str], low: int, high: int, owner: str) -> list[tuple[str, int, int]]:
    """The methods of a class; its constructor, which only stores what it is given, is not asked for."""
    found = [(number, match) for number in range(low, high) if (match := _METHOD.match(lines[number]))]
    depth = len(found[0][1].group(1)) if found else 0
    starts = [(number, match.group(2)) for number, match in found if len(match.group(1)) == depth]
    if not starts:
        return [(owner, low, high)]
    edges = [number for number, _ in starts] + [high]
    pieces = [
        (f"{owner}.{name}", number, edge) for (number, name), edge in zip(starts, edges[1:], strict=True)
    ]
    return [piece for piece in pieces if not piece[0].endswith(".__init__")] or pieces


def _end_of_block(lines: Sequence[str], low: int) -> int:
    for number in range(low + 1, len(lines)):
        if lines[number].strip() and not lines[number][0].isspace():
            return number
    return len(lines)
