"""What the signs of a formula mean, as a list below it, and formulas that stand in a fence.

`F = m a`, "where:" and a list of `m`: mass and `a`: acceleration are one answer.
"""

from __future__ import annotations

import re

from cards.markdown import Block
from cards.wording import is_formula

SIGNS = "signs"
"""The info of a quote that holds what the signs of the formula above it mean."""
_LEAD = re.compile(
    r"\W*(?:where|here|in which|wherein|with|symbols|notation|variables|parameters|legend|wobei|mit|où|donde"
    r"|onde|dove)(?: (?:is|are))?\W*",
    re.IGNORECASE,
)
LONGEST_LEAD = 20
"""Letters of the line between a formula and its signs."""
_SIGN = re.compile(
    r"[\W_]*?(\\?[^\W_][^\s:=→]{0,14}|[^\s:=→]{1,15})\s*(?:[:=→–—-]|->|\bis\b|\bare\b|denotes?\b)\s*\S"
)
"""A sign and what it means, as a point of a list."""
_BARE = re.compile(r"[^\w\\]+|_")
_NO_LANGUAGE = frozenset(("", "math", "latex", "tex", "text", "txt", "plain", "plaintext"))
_EQUALS = re.compile(r"[=≈∝]")
_CALCULATES = re.compile(r"[=∝≈←].*[-+*/^×·÷∑∏∫∂∇√|]")
_PROGRAM = re.compile(
    r"\w\.\w+\(|[;{}]\s*$|^\s*(?:for|if|def|from|import|let|var|const|return|print)\b|['\"]"
)
MAX_LINES = 6
"""Lines of a fence that is a formula, or a few that belong together."""


def with_lead(before: list[Block], block: Block) -> Block:
    """A list that explains the formula above it as one block with its lead, which is taken away there."""
    led = len(before) > 1 and _is_lead(before[-1])
    formula = before[-2] if led else before[-1]
    if not is_formula_block(formula) or not (led or _names_signs(block, formula.text)):
        return block
    lead = [before.pop()] if led else []
    return Block("quote", (*lead, block)[0].start, block.end, children=(*lead, block), info=SIGNS)


def _names_signs(block: Block, formula: str) -> bool:
    """Whether each point of a list says what a sign of a formula means."""
    signs = [_SIGN.match(item.children[0].text) for item in block.children if item.children]
    told = _BARE.sub("", formula)
    return bool(signs) and all(sign and _BARE.sub("", sign.group(1)) in told for sign in signs)


def _is_lead(block: Block) -> bool:
    short = block.kind == "paragraph" and len(block.text) <= LONGEST_LEAD
    return short and _LEAD.fullmatch(block.text) is not None


def is_formula_block(block: Block) -> bool:
    """Whether a block is a formula and nothing else."""
    if block.kind == "paragraph":
        return is_formula(block.text)
    return block.kind == "math" or (block.kind == "code" and _is_fenced(block))


def _is_fenced(block: Block) -> bool:
    """Whether a fence of no language holds nothing but what is calculated."""
    if block.info not in _NO_LANGUAGE or not _EQUALS.search(block.text):
        return False
    lines = block.text.strip().split("\n", MAX_LINES)
    return len(lines) <= MAX_LINES and all(
        (is_formula(line) or "≈" in line or "∝" in line)
        and _CALCULATES.search(line)
        and not _PROGRAM.search(line)
        for line in lines
        if line.strip()
    )
