"""Tasks that ask without a question mark: `Name two losses`, `Explain drift like I am five.`"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cards.markdown.tree import Block
from cards.words.wording import is_question

_TASK = re.compile(
    r"(?:name|list|give|state|explain|describe|define|discuss|derive|prove|outline|compare|sketch)\s+(?!of\b)"
    r"[^\s:][^:\n]*\Z",
    re.IGNORECASE,
)
_NOUN = re.compile(
    r"(?:list|name|state)\s+(?!(?:the|an?|some|any|all|each|both|your|two|three|four|five|six|seven|\d+|at|one|what|how"
    r"|why|which|when|where|who|different|various|several|few|possible|common|main|advantages|disadvantages"
    r"|examples|types|kinds)\b|\S+['’]s?\s|\w+s\b[^\n]* \w)[^\n]*[^.!\n]\Z",
    re.IGNORECASE,
)
"""A name that begins as a task does: `State space`, `List comprehension`."""
_TOLD = re.compile(
    r"(\S.{8,}?)\s+"
    r"(?:[(\[](?:correct )?answer\s*[:=]\s*([^()\[\]]+)[)\]]|(?:correct )?answer\s*[:=]\s*(\S.*))\Z",
    re.IGNORECASE,
)
_TICKED = re.compile(r"\[[ xX]\]\s+((\w)[^\n]*?\S)(?:\s+[-–—=]|:)\s+(\S[^\n]*)\Z")
"""A point of a list of what somebody has to know, with what there is to know."""
PROBLEM = re.compile(
    r"[*_]{0,2}(?:Practice )?(?:Problem|Exercise|Task|Puzzle)\s*#?\d{1,3}[*_]{0,2}[.:)][*_]{0,2}\s+(?=\S)",
    re.IGNORECASE,
)
"""The number of a problem before what it asks."""
SOLUTION = re.compile(
    r"(?:\A|\n)[ \t]*(?:[*_]{0,2}(?:Solution|Soln?|Answer|Ans)\s*\d*[*_]{0,2}[.:][*_]{0,2}"
    r"|(\*\*|__)(?:Solution|Answer)\1[ \t]*(?=\n|\Z))\s*",
    re.IGNORECASE,
)
"""The mark behind which a problem is solved."""
SETS = re.compile(
    r"[?？]|(?:\A|[.:,]\s+|\n\s*)(?:please )?(?:find|compute|calculate|show|prove|determine|derive|evaluate"
    r"|solve|write|draw|implement|design|estimate|simplify|let|given|suppose|consider)\b",
    re.IGNORECASE,
)
"""What somebody has to solve, and no trouble that is told of."""
_BARE = re.compile(
    r"[?？]\s+(?:please )?"
    r"(?:explain|justify|discuss|elaborate|why|how so|give (?:an? |your )?(?:reasons?|examples?))"
    r"(?: (?:why|your answer|briefly))?[.!?]*\Z",
    re.IGNORECASE,
)
"""A task behind a question that only asks for more of the same."""
LONGEST = 600
"""Letters of a line with a question and its answer."""


def told_behind(text: str) -> tuple[str, str] | None:
    """A question or task and the answer behind it in its line: `Name the parts. (answer: bow and stern)`."""
    if text[:1] == "[":
        ticked = _TICKED.match(text)
        task = f"{ticked[2].upper()}{ticked[1][1:]}" if ticked else ""
        return (task, ticked[3]) if ticked and (sets_task(task) or is_question(task)) else None
    found = _TOLD.match(text) if "\n" not in text and len(text) <= LONGEST else None
    return (found[1].rstrip(" -–"), (found[2] or found[3]).strip()) if found else None


def sets_task(line: str) -> bool:
    """Whether a line tells somebody what to answer."""
    return _TASK.match(line) is not None and not _NOUN.match(line)


def only_asks(text: str) -> bool:
    """Whether a line is a question or a task and nothing else, with no answer behind it."""
    return is_question(text) or _BARE.search(text) is not None or (sets_task(text) and "\n" not in text)


def with_tasks(items: Sequence[Block]) -> Sequence[Block]:
    """The items of a numbered list that asks, those cut below their first line that begin with a task."""
    heads = [item.children[0] for item in items]
    tasks = {at for at, head in enumerate(heads) if head.kind == "paragraph" and sets_task(_first(head))}
    if not tasks or not any("?" in _first(head) for head in heads):
        return items
    return [_cut(item) if at in tasks else item for at, item in enumerate(items)]


def _first(block: Block) -> str:
    return block.text.partition("\n")[0].strip()


def _cut(item: Block) -> Block:
    """An item with its first line apart from those below it."""
    head = item.children[0]
    task, _, rest = head.text.partition("\n")
    if not rest:
        return item
    line = head._replace(end=head.start, text=task.strip())
    below = head._replace(start=head.start + 1, text=rest.strip())
    return item._replace(children=(line, below, *item.children[1:]))
