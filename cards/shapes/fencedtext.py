"""Fences that hold text and no program: chats and people put definitions, tables and drawings into them."""

from __future__ import annotations

import re

from cards.labels.label import split_label
from cards.markdown.tree import Block

_PLAIN = frozenset(("text", "txt", "plain", "plaintext", "ascii", "nohighlight"))
_DRAWN = frozenset("→⇒⟶↓▼▲▶─━│┃┌└├╔╚║═")
"""Signs of which drawings are made."""
_COMMENT = re.compile(r"(?:#|//|--|%).*")
"""What a program says of its line, where arrows draw nothing."""
_STEMS = ("|", "v", "V")
"""What stands alone in a line between the parts of a drawing."""
_TOLD = re.compile(
    r"[\s>•*–\"“-]*(?:(?![A-Z]{2,}\b)[A-Z][\w-]*|\d[\d.):+]*),?:? [^{}\[\];<>$#\\|=`]*"
    r"(?:[\w)] = [^{}\[\];<>$#\\|=`]*)?"
)
"""A line that begins like a sentence or a point and has no sign of a program."""
FEWEST = 2
"""Labelled lines that are facts."""


def holds_text(block: Block) -> bool:
    """Whether a fence says that what it holds is no program."""
    return block.info.split(" ")[0].lower() in _PLAIN


def is_no_program(block: Block) -> bool:
    """Whether a fence says or shows that it holds text or a drawing."""
    if block.info:
        return holds_text(block)
    if not block.text.isascii() and not _DRAWN.isdisjoint(_COMMENT.sub("", block.text)):
        return True
    lines = [line for line in block.text.split("\n") if line.strip()]
    if any(line.strip() in _STEMS for line in lines):
        return True
    return len(lines) >= FEWEST and all(map(_TOLD.fullmatch, lines))


def facts_inside(block: Block) -> Block | None:
    """The labelled lines of a fence as the lines of a paragraph; None where it holds anything else."""
    lines = block.text.strip("\n").split("\n")
    labelled = all(line[:1].strip() and split_label(line) for line in lines)
    if len(lines) < FEWEST or not labelled:
        return None
    return Block("paragraph", block.start + 1, block.end - 1, "\n".join(lines))
