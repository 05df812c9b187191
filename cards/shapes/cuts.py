"""Where a paragraph of several lines falls into parts: at labels, titles in bold, questions and answers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cards.asking.asked import asks
from cards.asking.defining import ASKING
from cards.labels.label import split_label
from cards.labels.owning import BOLD_LINE, BRACKET_LINE
from cards.markdown.tree import Block
from cards.shapes.pairs import GOES_ON
from cards.words.wording import count_words, is_question, sentences

_ASKED_AND_TOLD = re.compile(r"\s*[^\s?][^?\n]{1,120}\?\s+[^\s?][^?\n]*$")
"""A line with a question and its answer."""
_JOINS = (",", " and", " or", " but")
"""The end of a line that goes on in the next one."""
_SHORT_LABEL = re.compile(r"[\w-]+(?: [\w-]+)?: \S")
_OPEN_LABEL = re.compile(r"[A-Z][\w-]*(?: [\w-]+){0,3}:")
"""A name above what it is."""
_OPEN_END = re.compile(r"\s(?:an?|the|of|is|are|called)\s*\Z", re.IGNORECASE)
"""The end of a line that leaves its sentence open."""
_SENTENCE_ENDS = (".", "!", "。", "！", "।")
_GOES_ON, _WARNS = (",", ":", "-", "+", "=", "("), ("!", "*", "⚠", "¡")
"""With which a line goes on in the next one, and with which a remark begins."""
_NUMBERED = re.compile(r"\d{1,3}[.)]\s+(?=[^\W\d_])")
LEAST_FULL = 55
"""Letters of a line that can be full."""
MAX_NAME, MAX_TITLE = 3, 6
"""Words of a label before a dash, and of the title of what is below."""
_STRUCTURE = ("list", "code", "table", "math", "quote")


def cuts_of(lines: Sequence[str], following: Block | None) -> list[int]:
    """Line numbers at which a paragraph falls into parts."""
    cuts: set[int] = set()
    full = max(map(len, lines))
    labels = [
        None
        if number and (_OPEN_END.search(lines[number - 1]) or _goes_on(lines[number - 1], line, full))
        else split_label(line)
        for number, line in enumerate(lines)
    ]
    named = [
        label is not None or (_OPEN_LABEL.fullmatch(line) is not None and not GOES_ON.match(line))
        for label, line in zip(labels, lines, strict=True)
    ]
    known = sum(named)
    several = known > 1
    if several or (known and len(lines) > 2):
        weak = [label or split_label(line, in_list=True) for label, line in zip(labels, lines, strict=True)]
        short = all(label and count_words(label.label) <= MAX_NAME for label in weak)
        if short or (several and known * 3 >= len(lines) * 2):
            labels, several = weak, True
    for number, line in enumerate(lines):
        own = labels[number]
        below_title = number == 1 and count_words(lines[0]) <= 6
        behind = own and _ends_answer(lines, number) and count_words(own.label) <= MAX_NAME
        if own and (own.strength == 3 or several or below_title or behind):
            cuts.add(number)
        if (
            several
            and number
            and not own
            and labels[number - 1]
            and _stands_free(lines[number - 1], line, full)
        ):
            cuts.add(number)
        if BOLD_LINE.match(line) or BRACKET_LINE.fullmatch(line.strip()):
            cuts.update((number, number + 1))
        if (
            number
            and "0" <= line[:1] <= "9"
            and (asked := _NUMBERED.match(line))
            and asks(line[asked.end() :])
        ):
            cuts.update((number, number + 1))
        if (
            number + 1 < len(lines)
            and is_question(line)
            and len(sentences(line)) == 1
            and count_words(line) > 1
        ):
            cuts.update((_begins_question(lines, number), number + 1))
    told = [number for number, line in enumerate(lines) if "?" in line and _ASKED_AND_TOLD.match(line)]
    if told:
        cuts.update(told if told[1:] or ASKING.match(lines[told[0]].lstrip()) else ())
    if following is not None and following.kind in _STRUCTURE and _titles_next(lines, following):
        cuts.add(len(lines) - 1)
    return sorted(cut for cut in cuts if 0 < cut < len(lines))


def _begins_question(lines: Sequence[str], number: int) -> int:
    """The line in which the question begins that ends in this one."""
    first = number
    while first and lines[first].lstrip()[:1].islower() and lines[first - 1].rstrip()[-1:] not in ".!?:;":
        first -= 1
    joined = not ASKING.match(lines[number].lstrip()) or lines[number - 1].endswith(_JOINS)
    return first if joined and ASKING.match(lines[first].lstrip()) else number


def _goes_on(before: str, line: str, full: int) -> bool:
    """Whether a line goes on with a sentence that has filled the one before it."""
    if (
        not line[:1].islower()
        or _SHORT_LABEL.match(line)
        or len(before) < LEAST_FULL
        or before.rstrip()[-1:] in ".!?:;"
    ):
        return False
    return len(before) + 1 + len(line.split(" ", 1)[0]) >= full


def _stands_free(before: str, line: str, full: int) -> bool:
    """Whether a line without a label is a statement of its own: the labelled one before it was not full."""
    if before.rstrip()[-1:] in _GOES_ON or not (line[:1].isupper() or line[:1] in _WARNS):
        return False
    return len(before) < LEAST_FULL or len(before) + 1 + len(line.split(" ", 1)[0]) < full


def _ends_answer(lines: Sequence[str], number: int) -> bool:
    """Whether the lines before this one are a question and a whole answer to it."""
    if number == 1:
        return "?" in lines[0] and _ASKED_AND_TOLD.match(lines[0]) is not None
    return number > 1 and lines[number - 1].rstrip().endswith(_SENTENCE_ENDS) and is_question(lines[0])


def _titles_next(lines: Sequence[str], following: Block) -> bool:
    """Whether the last line of a paragraph is the title of the block below, and no end of a sentence."""
    line = lines[-1].strip()
    wrapped = line.lstrip("*_")[:1].islower() and (count_words(lines[-2]) > MAX_TITLE or GOES_ON.match(line))
    if _OPEN_END.search(lines[-2]) or (wrapped and lines[-2].rstrip()[-1:] not in ".!?:;"):
        return False
    if line.endswith((":", "：", "?", "？")):
        return True
    return following.kind == "list" and count_words(line) <= MAX_TITLE and not line.endswith((".", "!", ","))
