"""Fences that hold text and no program: chats and people put definitions, tables and drawings into them."""

from __future__ import annotations

from cards.labels.label import split_label
from cards.markdown.tree import Block

_PLAIN = frozenset(("text", "txt", "plain", "plaintext", "ascii", "nohighlight"))
FEWEST = 2
"""Labelled lines that are facts."""


def holds_text(block: Block) -> bool:
    """Whether a fence says that what it holds is no program."""
    return block.info.split(" ")[0].lower() in _PLAIN


def facts_inside(block: Block) -> Block | None:
    """The labelled lines of a fence as the lines of a paragraph; None where it holds anything else."""
    lines = block.text.strip("\n").split("\n")
    labelled = all(line[:1].strip() and split_label(line) for line in lines)
    if len(lines) < FEWEST or not labelled:
        return None
    return Block("paragraph", block.start + 1, block.end - 1, "\n".join(lines))
