"""Answers that are nothing but the letter of a choice, together with the choice: `B` becomes `B) jib`."""

from __future__ import annotations

import re

_CHOICE = re.compile(
    r"(?:^|(?<=\s))(?:\*\*)?\(?([A-Ha-h])[.):](?:\*\*)?\s+(\S.*?)(?=\s+\(?[B-Hb-h][.)]\s|\s*$)", re.MULTILINE
)
_LETTER = re.compile(r"(?:\*\*)?\(?([A-Ha-h])\)?[.:]?(?:\*\*)?(?=\s*(?:\n|\Z))")
_BEGINS = frozenset("ABCDEFGHabcdefgh(*")
LONGEST = 8
"""Signs of a letter with the marks around it."""
FEWEST = 2
"""Choices of a question."""


def with_choice(front: str, back: str) -> str:
    """The back with the choice that its letter names, where the front has lettered choices."""
    if back[:1] not in _BEGINS or len(back.partition("\n")[0]) > LONGEST:
        return back
    letter = _LETTER.match(back)
    choices = {found[1].upper(): found[2].strip() for found in _CHOICE.finditer(front)} if letter else {}
    if letter is None or len(choices) < FEWEST or "".join(choices) != "ABCDEFGH"[: len(choices)]:
        return back
    right = choices.get(letter[1].upper())
    return f"{letter[1]}) {right}{back[letter.end() :]}" if right else back
