"""Commands with a remark behind each: `git stash   # put changes aside`; a card for each line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cards.cutting import Cutter, Draft, Found
from cards.front import Question
from cards.markdown import Block
from cards.topic import Topic

_SHELL = frozenset(("", "bash", "sh", "shell", "zsh", "console", "text", "powershell", "cmd", "fish", "vim"))
_LINE = re.compile(r"(?:[$>%]\s+)?([a-z:.^<][^#]*?\S)\s+#+\s+(\S.*)")
_REMARK = re.compile(r"\s*#")
_ASSIGNS = re.compile(r"^[\w.\[\]]+\s*[-+*/]?=\s|\w\(")
"""A line of a program, whose remark explains the program and not a command."""
FEWEST = 2


def explained_commands(cutter: Cutter, topic: Topic, blocks: Sequence[Block], at: int) -> Found | None:
    block = blocks[at]
    if "#" not in block.text or block.info.split(" ")[0].lower() not in _SHELL or not topic.english:
        return None
    drafts: list[Draft] = []
    first = block.start + (block.kind == "code" and not _is_indented(block))
    for number, line in enumerate(block.text.split("\n"), start=first):
        found = _LINE.fullmatch(line.strip()) if "#" in line else None
        if not line.strip() or (_REMARK.match(line) and not found):
            continue
        if not found or _ASSIGNS.search(found.group(1)):
            return None
        question = Question(f"What does `{found.group(1)}` do?", (*topic.above, topic.title))
        drafts.append(Draft(question, found.group(2), number, number))
    return Found(1, drafts) if len(drafts) >= FEWEST else None


def _is_indented(block: Block) -> bool:
    """Whether code has no fence, so that it begins in its first line."""
    return block.end - block.start == block.text.rstrip("\n").count("\n")
