"""Numbered points that tell what to do one after the other."""

from __future__ import annotations

from collections.abc import Sequence

from cards.markdown.tree import Block
from cards.words.verbs import is_command


def count_told(items: Sequence[Block]) -> int:
    """How many items of a list begin by telling somebody to do something."""
    return sum([is_command(item.children[0].text) for item in items if item.children])
