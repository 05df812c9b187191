"""Two sides with a mark between them: `%` of mdanki below a heading, `---` of Mochi in a note that is
one card.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cards.marks.lines import Lines, Marked, split_tags


def percent_sides(lines: Lines) -> Iterator[Marked]:
    """A section whose front and back are parted by a line with nothing but `%`."""
    if "\n%" not in lines.text:
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
            front = "\n\n".join(filter(None, (title, lines.dedented(heading + 1, number - 1).strip())))
            back = lines.dedented(number + 1, last).strip() if last > number else ""
            yield Marked(front, back, heading, last, tags=tags, unanswered=not back)
            heading, number = None, last
        number += 1


def ruled_sides(lines: Lines) -> Iterator[Marked]:
    """A short note without structure whose first part asks and whose parts below rules answer."""
    if len(lines) > 60 or "\n---" not in lines.text:
        return
    rules = [
        number
        for number in range(2, len(lines))
        if lines.free(number) and re.fullmatch(r"\s*---\s*", lines[number])
    ]
    headings = [number for number in range(1, len(lines) + 1) if lines.heading(number)]
    if not rules or len(headings) > 1 or lines.taken:
        return
    front = lines.dedented(1, rules[0] - 1).strip()
    back = lines.dedented(rules[0] + 1, len(lines)).strip()
    title = front.lstrip("# ").strip()
    asks = title.endswith(("?", "？"))
    if back and title and "\n\n" not in title and (asks or (headings == [1] and len(rules) == 1)):
        yield Marked(title, back, 1, len(lines))
