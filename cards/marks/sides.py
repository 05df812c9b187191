"""Two sides with a mark between them: `%` of mdanki below a heading, `---` of Mochi in a note that is
one card, or between cards that `===` parts.

Source: Mochi's documentation, "Cards"; its import of Markdown takes a file for each card, or one file with a
line that parts its cards.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cards.marks.lines import Lines, Marked, split_tags
from cards.words.wording import count_words

_SAYS_NOTHING = re.compile(r"(?:Question|Card|Flashcard|Front|Problem)s? ?#?\d*", re.IGNORECASE)
_RULE_BEHIND = re.compile(r"\s*\n[ \t]*(?:-{3,}|_{3,}|\*{3,})[ \t]*\Z")
"""A rule between a card and the next."""
TERM, ANSWER = 8, 80
"""Words of a front that is a term, and of what answers it."""


def percent_sides(lines: Lines) -> Iterator[Marked]:
    """A section whose front and back are parted by a line with nothing but `%`."""
    if not lines.has("\n%"):
        return
    heading: int | None = None
    number = 1
    while number <= len(lines):
        if lines.free(number) and lines.heading(number):
            heading = number
        elif heading and lines.free(number) and lines[number].strip() == "%":
            last = number
            while last < len(lines) and not lines.heading(last + 1):
                last += 1
            title, tags = split_tags(lines[heading].strip("# "))
            asked = lines.dedented(heading + 1, number - 1).strip()
            front = asked if asked and _SAYS_NOTHING.fullmatch(title) else f"{title}\n\n{asked}".strip()
            back = _RULE_BEHIND.sub("", lines.dedented(number + 1, last).strip()) if last > number else ""
            yield Marked(front, back, heading, last, tags=tags, unanswered=not back)
            heading, number = None, last
        number += 1


def parted_sides(lines: Lines) -> Iterator[Marked]:
    """Cards parted by lines of `===`, each with sides that rules part, as Mochi takes them in one file."""
    if not lines.has("\n==="):
        return
    ends = [
        number for number in range(1, len(lines) + 1) if lines.free(number) and lines[number].strip() == "==="
    ]
    spans = [
        (first, last)
        for before, end in zip([0, *ends], [*ends, len(lines) + 1], strict=True)
        if before + 1 < end
        and (first := lines.filled(before + 1, end - 1))
        and (last := lines.filled(end - 1, before + 1))
    ]
    found = [(first, last, next(iter(_rules(lines, first, last)), 0)) for first, last in spans]
    if len(found) < 2 or not all(rule for _, _, rule in found):
        return
    for first, last, rule in found:
        front, back = lines.dedented(first, rule - 1).strip(), lines.dedented(rule + 1, last).strip()
        yield Marked(front.lstrip("# "), back, first, last)


def ruled_sides(lines: Lines) -> Iterator[Marked]:
    """A short note without structure whose first part asks or is a term; those below rules answer."""
    if len(lines) > 60 or not lines.has("\n---"):
        return
    rules = _rules(lines, 1, len(lines))
    headings = [number for number in range(1, len(lines) + 1) if lines.heading(number)]
    if not rules or len(headings) > 1 or lines.taken:
        return
    front = lines.dedented(1, rules[0] - 1).strip()
    back = lines.dedented(rules[0] + 1, len(lines)).strip()
    title = front.lstrip("# ").strip()
    asks = title.endswith(("?", "？")) and "\n\n" not in title
    titled = headings == [1] and len(rules) == 1 and "\n\n" not in title
    named = not headings and _is_term(title) and count_words(back) <= ANSWER and _sides_alone(lines, rules)
    if back and title and (asks or titled or named):
        yield Marked(title, _parted(back), 1, len(lines))


def _rules(lines: Lines, first: int, last: int) -> list[int]:
    """The lines with nothing but three dashes between others."""
    between = range(first + 1, last)
    return [number for number in between if lines.free(number) and lines[number].strip() == "---"]


def _is_term(text: str) -> bool:
    return "\n" not in text and 0 < count_words(text) <= TERM and text[-1] not in ".:;,!"


def _sides_alone(lines: Lines, rules: Sequence[int]) -> bool:
    """Whether all rules stand free, or no line does, so that none underlines a heading of a longer note."""
    if all(lines.blank(rule - 1) and lines.blank(rule + 1) for rule in rules):
        return True
    return not any(lines.blank(number) for number in range(1, lines.filled(len(lines), 1)))


def _parted(back: str) -> str:
    """Further sides, whose rules underline nothing."""
    return re.sub(r"\n+[ \t]*---[ \t]*\n+", "\n\n---\n\n", back)
