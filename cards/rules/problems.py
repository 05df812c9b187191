"""Numbered problems with their solutions: `Problem 1: compute ...`, `Solution: ...`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cards.asking.front import Question
from cards.asking.topic import Topic
from cards.cutting import Cutter, Found, draft, paragraph
from cards.labels.label import split_label
from cards.markdown.tree import Block, render

_PROBLEM = re.compile(
    r"[*_]{0,2}(?:Practice )?(?:Problem|Exercise|Task|Puzzle)\s*#?\d{1,3}[*_]{0,2}[.:)][*_]{0,2}\s+(?=\S)",
    re.IGNORECASE,
)
_SOLUTION = re.compile(
    r"(?:\A|\n)[ \t]*[*_]{0,2}(?:Solution|Soln?|Answer|Ans)\s*\d*[*_]{0,2}[.:][*_]{0,2}\s*", re.IGNORECASE
)
_PARTS = frozenset(["list", "math", "code", "table", "quote"])


def problem_with_solution(cutter: Cutter, topic: Topic, blocks: Sequence[Block], at: int) -> Found | None:
    """A numbered problem as the front, in its own words, and what is behind the mark of its solution."""
    block = blocks[at]
    posed = _PROBLEM.match(block.text)
    if not posed:
        return None
    text, told = _parted(block.text[posed.end() :])
    solved = at + 1 if told is not None else _solved_at(blocks, at + 1)
    if solved is None:
        return None
    given, end = blocks[at + 1 : solved], solved
    if told is None and blocks[solved].kind == "paragraph":
        told, end = _parted(blocks[solved].text)[1], solved + 1
    stop = end
    while stop < len(blocks) and not _begins_anew(blocks[stop]):
        stop += 1
    answer = [*([paragraph(told, blocks[end - 1])] if told else []), *blocks[end:stop]]
    if not answer:
        return None
    asked = Question(render([paragraph(text, block), *given]), topic.all, "basic", 0, verbatim=True)
    return Found(stop - at, [draft(asked, answer, start=block.start)])


def _parted(text: str) -> tuple[str, str | None]:
    """What stands before the mark of a solution and what stands behind it, None where there is no mark."""
    found = _SOLUTION.search(text)
    return (text[: found.start()].strip(), text[found.end() :].strip()) if found else (text, None)


def _solved_at(blocks: Sequence[Block], at: int) -> int | None:
    """Where the solution begins: at its mark, or at the second of two lists where the mark was taken off."""
    end = at
    while end < len(blocks) and blocks[end].kind in _PARTS:
        end += 1
    if end < len(blocks) and blocks[end].kind == "paragraph":
        before, told = _parted(blocks[end].text)
        if told is not None and not before:
            return end
    return end - 1 if end - at > 1 else None


def _begins_anew(block: Block) -> bool:
    """Whether what stands here is no longer a part of the solution."""
    return block.kind == "paragraph" and (
        _PROBLEM.match(block.text) is not None or split_label(block.text) is not None
    )
