"""Questions about code that stands right below them: `What does this print?`.

The code goes to the front, what follows it is the answer, be it another piece of code: what the first prints.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cards.markdown.tree import Block

_THIS = (
    r"(?:this|(?:the |this )?(?:following )?(?:code|snippet|program|script|query|function|loop|expression"
    r"|cell|statement|line|call|command|class|macro)(?: (?:below|here|above))?|the following)"
)
_GIVES = (
    r"(?:print|return|output|log|evaluate|give|produce|display|yield|show|do|compile|run|fail|crash|throw"
    r"|raise)"
)
_ABOUT_CODE = re.compile(
    rf"(?:so )?what (?:does|do|did|will|would) (?:it|{_THIS}) {_GIVES}\b(?! in\b| for\b| with\b).*"
    r"|(?:so )?what(?: is|['’]s| will be| are| would be) (?:the |its )?"
    r"(?:outputs?|results?|return(?:ed)? value|value of \w+|bugs?|mistakes?|wrong)"
    rf"(?:(?: of| in| with)? {_THIS})?(?: here)?"
    r"|what(?: gets| is|['’]s| will be) (?:printed|returned|logged)(?: (?:here|by .*))?"
    r"|(?:predict|guess|find|spot) the (?:outputs?|results?|bugs?|errors?|mistakes?)\b.*"
    rf"|(?:why |how often |how many times )?(?:is|does|do|will|would) {_THIS} "
    rf"(?:{_GIVES}|safe|valid|correct|legal)\b.*"
)
"""For small letters."""


def asked_and_shown(question: str, blocks: Sequence[Block]) -> tuple[list[Block], list[Block], int] | None:
    """The code that a question points at, all that follows it, and where that ends.

    None where there is no code, where nothing follows it, and where something else is asked for.
    """
    if len(blocks) < 2 or blocks[0].kind != "code" or not _points_at_code(question):
        return None
    end = next((at for at, block in enumerate(blocks) if block.kind != "code"), len(blocks) - 1)
    return list(blocks[:end]), list(blocks[end:]), len(blocks)


def is_only_shown(question: str, blocks: Sequence[Block]) -> bool:
    """Whether nothing but the code that a question points at stands below it."""
    code = blocks[0] if len(blocks) == 1 else None
    return code is not None and code.kind == "code" and code.info != "" and _points_at_code(question)


def _points_at_code(question: str) -> bool:
    return _ABOUT_CODE.fullmatch(question.strip("*_ ?.:").lower()) is not None
