"""Headings that say nothing alone: `Question 3` above its question, `Usage` behind `What is a keel?`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cards.asking.asked import POINTING, asks
from cards.asking.front import thing_asked_for
from cards.cutting import MAX_ROWS
from cards.labels.qa import ANSWER_WORDS
from cards.labels.titles import is_generic, title_of
from cards.markdown.tree import Block, Section, rows_of

_DIGITS = frozenset("0123456789")
_ANSWER = re.compile(rf"[*_]*(?:{ANSWER_WORDS})[*_]*\s*[:：]?[*_]*", re.IGNORECASE)

FEWEST = 2
"""Headings behind the question what a thing is, which are all of that thing."""
MAX_LEAD = 2
"""Paragraphs of a question and of the mark before its answer."""


def with_questions(found: Sequence[Section]) -> list[Section]:
    """Sections of which a numbered question has the parts of its answer, or is the title above them."""
    if not [one for one in found if one.has_children and one.heading and one.heading.text[-1:] in _DIGITS]:
        return list(found)
    result: list[Section] = []
    at = 0
    while at < len(found):
        section = found[at]
        question = _question(section) if section.has_children else ""
        if not question:
            result.append(section)
            at += 1
            continue
        end = at + 1
        while end < len(found) and len(found[end].path) > len(section.path):
            end += 1
        result.extend(_answered(section, question, found[at + 1 : end]))
        at = end
    return result


def below_thing_asked_for(found: Sequence[Section]) -> Sequence[Section]:
    """Sections of which the first asks what a thing is; it is the title of the others, if these need one."""
    first = next((at for at, one in enumerate(found) if one.heading), None)
    asked = found[first].path[-1] if first is not None else ""
    thing = thing_asked_for(title_of(asked)) if asked[:5] in ("What ", "what ") else asked
    if first is None or thing == title_of(asked):
        return found
    others = [one.path[0] for one in found[first + 1 :] if len(one.path) == 1]
    if len(others) < FEWEST or any(title[:5] in ("What ", "what ") for title in others):
        return found
    if not any(is_generic(title) or POINTING.search(title.lower()) for title in map(title_of, others)):
        return found
    return [*found[:first], *(one._replace(path=(thing, *one.path)) for one in found[first:])]


def _question(section: Section) -> str:
    """The question that stands alone below a heading of no words of its own."""
    if not section.heading or not 0 < len(section.blocks) <= MAX_LEAD:
        return ""
    first, *others = section.blocks
    if first.kind != "paragraph" or title_of(section.heading.text):
        return ""
    marks = all(block.kind == "paragraph" and _ANSWER.fullmatch(block.text) for block in others)
    title = title_of(first.text)
    return title if marks and "\n" not in first.text and asks(title) else ""


def _answered(section: Section, question: str, below: Sequence[Section]) -> list[Section]:
    """The question with its answer where that fits a screen, else above the parts of it."""
    first, *parts = [
        one._replace(path=(*one.path[: len(section.path) - 1], question, *one.path[len(section.path) :]))
        for one in (section, *below)
    ]
    if section.heading:
        asked = section.heading._replace(text=question, end=section.blocks[-1].end)
        first = first._replace(heading=asked, blocks=())
    told = tuple(block for one in below for block in _part(one))
    if not told or rows_of(told) > MAX_ROWS:
        return [first, *parts]
    return [first._replace(blocks=told, end=below[-1].end, has_children=False)]


def _part(section: Section) -> list[Block]:
    """A part of an answer below its heading in bold, without the rule behind it."""
    heading = section.heading
    blocks = [block for block in section.blocks if block.kind != "rule"]
    bold = (
        [heading._replace(kind="paragraph", text=f"**{title_of(heading.text)}**", info="")] if heading else []
    )
    return [*bold, *blocks] if blocks else []
