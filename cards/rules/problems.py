"""Numbered problems with their solutions: `Problem 1: compute ...`, `Solution: ...`."""

from __future__ import annotations

from collections.abc import Sequence

from cards.asking.front import Question
from cards.asking.topic import Topic
from cards.cutting import Cutter, Found, draft, paragraph
from cards.labels.label import split_label
from cards.labels.tasks import PROBLEM, SETS, SOLUTION
from cards.markdown.tree import Block, render

_PARTS = frozenset(["list", "math", "code", "table", "quote"])


def problem_with_solution(cutter: Cutter, topic: Topic, blocks: Sequence[Block], at: int) -> Found | None:
    """A numbered problem as the front, in its own words, and what is behind the mark of its solution."""
    block = blocks[at]
    posed = PROBLEM.match(block.text)
    if not posed:
        return None
    text, told = _parted(block.text[posed.end() :])
    solved = at + 1 if told is not None else _solved_at(blocks, at + 1, text)
    if solved is None and SETS.search(text):
        cutter.skipped.append((block, "empty"))
        return Found(_past_parts(blocks, at + 1) - at, [])
    if solved is None:
        return None
    given, end = blocks[at + 1 : solved], solved
    if told is None and blocks[solved].kind == "paragraph":
        told, end = _parted(blocks[solved].text)[1], solved + 1
        told = blocks[solved].text if told is None else told
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
    found = SOLUTION.search(text)
    return (text[: found.start()].strip(), text[found.end() :].strip()) if found else (text, None)


def _past_parts(blocks: Sequence[Block], at: int) -> int:
    """Behind what is given with a problem."""
    while at < len(blocks) and blocks[at].kind in _PARTS:
        at += 1
    return at


def _solved_at(blocks: Sequence[Block], at: int, text: str) -> int | None:
    """Where the solution begins: at its mark, behind a problem that is whole, or behind what is given."""
    end = _past_parts(blocks, at)
    if end < len(blocks) and blocks[end].kind == "paragraph":
        before, told = _parted(blocks[end].text)
        if told is not None and not before:
            return end
        if end == at and text[-1:] in ".?" and not _begins_anew(blocks[end]):
            return end
    return end - 1 if end - at > (0 if text.endswith("?") else 1) else None


def _begins_anew(block: Block) -> bool:
    """Whether what stands here is no longer a part of the solution."""
    return block.kind == "paragraph" and (
        PROBLEM.match(block.text) is not None or split_label(block.text) is not None
    )
