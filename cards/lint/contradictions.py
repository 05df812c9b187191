"""Formulas and code that say something else than the exercise which computes them.

Each rule knows the slip by its signs, in a passage that speaks of the thing and does not speak of a slip:
a note may show a wrong formula in order to warn of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from cards.lint.flatten import flatten
from cards.lint.slips import SLIPS

if TYPE_CHECKING:
    from cards.lint import Finding, Note
    from cards.markdown.passages import Line, Passage


_SHOWN_AS_WRONG = re.compile(
    r"\b(?:wrong\w*|mistakes?|bugs?|buggy|slips?|incorrect\w*|pitfalls?|spot|beware"
    r"|naive|naïve|unstable|overflow\w*|≠"
    r"|(?:an|the|this|find|which|what|common|typical) errors?(?! (?:rate|term|signal|function|of|is|in)\b))\b"
    r"|\\neq?\b",
    re.IGNORECASE,
)
"""Words by which a passage says itself that something in it is not as it should be."""
_NOT_THE_WHOLE = re.compile(
    r"\b(?:not|never|forg[eo]t\w*|missing|without(?! (?:pytorch|torch|tensorflow|keras|numpy|loops?)\b)|error"
    r"|instead|simplified|approximat\w*|ignor\w+|omit\w*|leav\w+ out|left out|skip\w*|cannot)\b|n['’]t\b",
    re.IGNORECASE,
)
"""Words by which a paragraph, or the heading above it, speaks of something that is left out or denied."""

_CALL = re.compile(r"\b(?:np|numpy|torch|tf|jnp|math)\.\w|\breturn\b|\blambda\b")
_WORD = re.compile(r"^(?!\s*(?:```|~~~)).*\w")


def contradictions(note: Note) -> Iterator[Finding]:
    """Formulas of a note that an exercise would judge as a known mistake."""
    for passage in note.passages:
        heading = " ".join(passage.path)
        if not _SHOWN_AS_WRONG.search(f"{heading}\n{_prose(passage.lines)}"):
            yield from _slips(note, passage)


def _prose(lines: Sequence[Line]) -> str:
    """Lines as words; what is code says nothing about itself but in comments."""
    return "\n".join(line.text if not line.code else line.text.partition("#")[2] for line in lines)


def _is_code(line: Line) -> bool:
    return line.code or _CALL.search(line.text) is not None


def _around(passage: Passage, first: int, last: int) -> Sequence[Line]:
    """The lines from one to another and their paragraph; with a fence, the paragraph before it."""
    lines = passage.lines
    while first > 0 and (lines[first].code or not _WORD.search(lines[first].text)):
        first -= 1
    while first > 0 and lines[first - 1].text.strip():
        first -= 1
    while last + 1 < len(lines) and lines[last + 1].text.strip():
        last += 1
    return lines[first : last + 1]


def _slips(note: Note, passage: Passage) -> Iterator[Finding]:
    from cards.lint import Finding

    about = f"{' '.join(passage.path)}\n{passage.text}".casefold()
    flat = ""
    for slip in SLIPS:
        if not re.search(slip.about, about):
            continue
        flat = flat or "\n".join(flatten(line.text.strip().strip("`$")) for line in passage.lines)
        match = re.search(slip.signs, flat, re.MULTILINE)
        if match and not re.search(slip.unless, flat):
            first, last = flat.count("\n", 0, match.start()), flat.count("\n", 0, match.end())
            if slip.code and not any(_is_code(line) for line in passage.lines[first : last + 1]):
                continue
            own = passage.path[-1] if passage.path else ""
            if not _NOT_THE_WHOLE.search(f"{own}\n{_prose(_around(passage, first, last))}"):
                lines = passage.lines[first].number, passage.lines[last].number
                yield Finding(note.file, *lines, "contradiction", slip.message, slip.exercise)
