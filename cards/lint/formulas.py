"""Formulas that no program can set: braces without a partner, a command without its argument, an open end.

A formula that merely uses a command which is not known here is left alone: another program may know it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cards import formula

if TYPE_CHECKING:
    from cards.lint import Finding, Note
    from cards.markdown.passages import Passage

_CODE = re.compile(r"`[^`\n]*`")
_MATH = re.compile(
    r"\$\$(?P<display>.+?)\$\$|(?<![\\$\w])\$(?P<inline>(?=[^\s$])[^$\n]*?[^\s$\\])\$(?![\d$])", re.DOTALL
)
_MONEY = re.compile(r"[\d.,]+(?:\s|$)")
_SURE = (
    "its braces do not match",
    "it has two scripts in one place",
    r"a \left or \right has no partner",
    "an environment has no end",
    "a script is missing",
    "lacks an argument",
)


def unreadable_formulas(note: Note) -> Iterator[Finding]:
    """Formulas with a fault that holds in any program."""
    from cards.lint import Finding

    for passage in note.passages:
        if "$" not in passage.text:
            continue
        text, first = _prose(passage), passage.lines[0].number
        for match in _MATH.finditer(text):
            tex = match.group("display") or match.group("inline")
            fault = None if _MONEY.match(tex) else formula.fault(tex)
            if fault and fault.endswith(_SURE):
                start = first + text.count("\n", 0, match.start())
                shown = " ".join(tex.split())
                message = f"the formula “{shown[:60]}{'…' if len(shown) > 60 else ''}” cannot be set: {fault}"
                yield Finding(note.file, start, start + match.group().count("\n"), "formula", message)


def _prose(passage: Passage) -> str:
    """The lines of a passage, code blanked."""
    return "\n".join(
        "" if line.code else _CODE.sub(lambda match: " " * len(match.group()), line.text)
        for line in passage.lines
    )
