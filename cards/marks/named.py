"""Sides below their names: `### Front` and `### Back`, `**Question**` and `**Answer**`, `=== Answer ===`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from cards.labels.qa import ANSWER_WORDS, QUESTION_WORDS
from cards.labels.tasks import SETS, SOLUTION
from cards.marks.lines import Lines, Marked

_OPENS, _CLOSES = (
    r"[ \t]*(?:#{1,6}[ \t]+|\*\*|__|={3,}[ \t]*)",
    r"[ \t]*[:：]?(?:\*\*|__)?[ \t]*[:：]?[ \t=#]*",
)
_FRONT = re.compile(rf"{_OPENS}(?:{QUESTION_WORDS}){_CLOSES}", re.IGNORECASE)
_BACK = re.compile(rf"{_OPENS}(?:{ANSWER_WORDS}|Solution){_CLOSES}", re.IGNORECASE)
_ANYWHERE = re.compile(rf"\n{_FRONT.pattern}\n", re.IGNORECASE)
_ANSWERED = re.compile(rf"\n#{{2,6}}[ \t]+(?:\*\*)?(?:{ANSWER_WORDS}|Solution){_CLOSES}\n", re.IGNORECASE)
_POSED = re.compile(
    r"#{1,6}[ \t]+(?:\*\*)?(?:(?:Practice|Worked|Sample)[ \t]+)?"
    r"((?:Problem|Exercise|Task|Puzzle|Example)(?:[ \t]*#?\d[\d.]{0,5})?|(?:Question|Q)[ \t]*#?\d{1,3})"
    r"(?:\*\*)?[ \t]*(?:[-:.)–—]+[ \t]*(?:\*\*)?|(?=[(#]|\Z))(.*?)[*# \t]*",
    re.IGNORECASE,
)
"""A heading that numbers a problem, and what it says behind the number."""
_SOLVED_ANYWHERE = re.compile(r"\n[ \t]*[*_]{0,2}(?:Sol|Ans)", re.IGNORECASE)
_LINKS = re.compile(r"(?i)\b(?:links|references|resources|sources)\b")
_ENDS = re.compile(r"[ \t]*(?:-{3,}|\*{3,}|_{3,}|={3,}.*)[ \t]*")


def named_sides(lines: Lines) -> Iterator[Marked]:
    """A card for each name of a front with that of a back below it, as headings, in bold or between signs."""
    text = f"\n{lines.text}\n"
    if _ANSWERED.search(text):
        yield from _answered_headings(lines)
    if _SOLVED_ANYWHERE.search(text) and "#" in text:
        yield from _solved_problems(lines)
    if not _ANYWHERE.search(text):
        return
    fronts = [at for at in range(1, len(lines) + 1) if lines.free(at) and _FRONT.fullmatch(lines[at])]
    for front, following in pairwise((*fronts, len(lines) + 1)):
        between = [at for at in range(front + 1, following) if lines.free(at)]
        back = next((at for at in between if _BACK.fullmatch(lines[at])), 0)
        if not back:
            continue
        end = next((at for at in between if at > back and _is_over(lines, front, at)), following) - 1
        question = _text(lines, front + 1, back).lstrip("# ")
        answer = _text(lines, back + 1, end + 1)
        if question:
            yield Marked(question, answer, front, end, unanswered=not answer)


def _answered_headings(lines: Lines) -> Iterator[Marked]:
    """A heading with one below it that says that the answer follows: `#### Answer`.

    What stands below further headings of the question goes with the answer, but for links.
    """
    headings = [at for at in lines.beginning("#") if lines.heading(at)]
    for number, (above, at) in enumerate(pairwise(headings), start=2):
        if _depth(lines[above]) >= _depth(lines[at]) or not _BACK.fullmatch(lines[at]):
            continue
        last = number
        while last < len(headings) and _depth(lines[headings[last]]) > _depth(lines[above]):
            last += 1
        over = headings[last] if last < len(headings) else len(lines) + 1
        parts = [_section(lines, *span) for span in pairwise((at, *headings[number:last], over))]
        posed = _POSED.fullmatch(lines[above])
        title = _posed_title(posed) if posed else lines[above].strip("# ")
        asked = f"{title}\n\n{_text(lines, above + 1, at)}".strip()
        told = [
            text if number == 0 else f"**{title}**\n\n{text}" for number, (title, text) in enumerate(parts)
        ]
        answer = [text for text, (title, _) in zip(told, parts, strict=True) if not _LINKS.search(title)]
        asks = "olution" not in parts[0][0] or (_asks(posed, asked, lines[at]) if posed else "?" in asked)
        if asks and parts[0][1] and not _FRONT.fullmatch(lines[above]):
            yield Marked(asked, "\n\n".join(answer), above, over - 1)


def _solved_problems(lines: Lines) -> Iterator[Marked]:
    """A heading that numbers a problem, with the mark of its solution among the lines below it."""
    headings = [at for at in lines.beginning("#") if lines.heading(at)]
    for at, over in pairwise((*headings, len(lines) + 1)):
        posed = _POSED.fullmatch(lines[at])
        below = [row for row in range(at + 1, over) if posed and lines.free(row)]
        solved = next((row for row in below if SOLUTION.match(lines[row])), 0)
        if not posed or not solved:
            continue
        asked = f"{_posed_title(posed)}\n\n{_text(lines, at + 1, solved)}".strip()
        answer = SOLUTION.sub("", _text(lines, solved, over), count=1).strip()
        if answer and _asks(posed, asked, lines[solved]):
            yield Marked(asked, answer, at, over - 1)


def _asks(posed: re.Match[str], asked: str, mark: str) -> bool:
    """Whether a heading numbers what somebody has to solve; a problem may be a trouble that is told of."""
    numbered = posed.group(1).casefold()
    if numbered.startswith("q"):
        return "olution" in mark
    return not numbered.startswith("problem") or SETS.search(asked) is not None


def _posed_title(posed: re.Match[str]) -> str:
    title = posed.group(2)
    return title[1:-1] if title[:1] == "(" and title[-1:] == ")" else title


def _section(lines: Lines, heading: int, over: int) -> tuple[str, str]:
    """The title of a section and its text."""
    return lines[heading].strip("# "), _text(lines, heading + 1, over)


def _text(lines: Lines, start: int, over: int) -> str:
    return lines.dedented(start, over - 1).strip() if over > start else ""


def _is_over(lines: Lines, front: int, number: int) -> bool:
    """Whether a line ends the card that begins at a name: a rule, or a heading that is no deeper."""
    row = lines[number]
    if not lines.heading(number):
        return _ENDS.fullmatch(row) is not None
    depth = _depth(lines[front])
    return not depth or _depth(row) <= depth


def _depth(row: str) -> int:
    """The level of a heading; 0 of any other line."""
    return len(row) - len(row.lstrip("#"))
