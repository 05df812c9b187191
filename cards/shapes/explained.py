"""What the signs of a formula mean, as a list below it, and formulas that stand in a fence.

`F = m a`, "where:" and a list of `m`: mass and `a`: acceleration are one answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cards.markdown.tree import Block
from cards.words.wording import is_formula

SIGNS = "signs"
"""The info of a quote that holds what the signs of the formula above it mean."""
_LEAD = re.compile(
    r"\W*(?:where|here|in which|wherein|with|symbols|notation|variables|parameters|legend|wobei|mit|où|donde"
    r"|onde|dove)(?: (?:is|are))?(?: the (?:terms|variables|symbols|parameters|letters)(?: are| mean)?)?"
    r"(?: as follow(?:s|ed))?\W*",
    re.IGNORECASE,
)
LONGEST_LEAD = 40
"""Letters of the line between a formula and its signs."""
_SIGN = re.compile(
    r"[\W_]{0,6}?(\\?[^\W_][^\s:=→]{0,14}|[^\s:=→]{1,15})[\s*_`$]{0,20}(?:[:=→–—-]|->|\bis\b|\bare\b|denotes?\b)\s*\S"
)
"""A sign and what it means, as a point of a list."""
MAX_SIGNS = 30
"""Lines that say what the signs of a formula mean."""
SHORT_SIGN = 4
"""Letters of a sign that may stand behind a blank line."""
_BARE = re.compile(r"[^\w\\]+|_")
_NO_LANGUAGE = frozenset(("", "math", "latex", "tex", "text", "txt", "plain", "plaintext"))
_EQUALS = re.compile(r"[=≈∝]")
_JOINS = frozenset(["or", "and", "also", "where"])
"""Lines between two formulas."""
_CALCULATES = re.compile(r"[=∝≈←].*[-+*/^×·÷∑∏∫∂∇√|]")
_PROGRAM = re.compile(
    r"\w\.\w+\(|[;{}]\s*$|^\s*(?:for|if|def|from|import|let|var|const|return|print)\b|['\"]"
)
LONGEST = 160
"""Letters of a line that is a formula."""
MAX_LINES = 6
"""Lines of a fence that is a formula, or a few that belong together."""


def with_lead(before: list[Block], block: Block) -> Block:
    """A list that explains the formula above it, or a line that does, as one block with what led to it.

    Args:
        before: the blocks above; what becomes a part of the block is taken away there.
    """
    told = before[-1] if before[-1].info == SIGNS else None
    lead = told or (before[-1] if len(before) > 1 and _is_lead(before[-1]) else None)
    formula = before[-2] if lead else before[-1]
    if not (is_formula_block(formula) or is_formula(formula.text.rpartition("\n")[2])):
        return block
    if block.kind == "list":
        explains = not told and (lead or _names_signs([item.children[0] for item in block.children], formula))
    else:
        explains = _stands_near(before[-1], block) and _names_signs([block], formula)
    if not explains:
        return block
    if lead:
        before.pop()
    children = list(told.children) if told else [lead] if lead else []
    children = [*children, block] if block.kind == "list" else _with_point(children, block)
    return Block("quote", children[0].start, block.end, children=tuple(children), info=SIGNS)


def _stands_near(above: Block, line: Block) -> bool:
    """Whether a line stands right below; a short sign may have a blank line above it."""
    full = above.info == SIGNS and above.end - above.start > MAX_SIGNS
    return not full and line.start - above.end <= 1 + (len(_sign_of(line.text)) <= SHORT_SIGN)


def _with_point(children: list[Block], line: Block) -> list[Block]:
    """Blocks of which the last is a list that ends with a line."""
    *others, last = children or [line]
    points = last.children if last.kind == "list" else ()
    others = others if points else children
    items = (*points, Block("item", line.start, line.end, children=(line,)))
    return [*others, Block("list", items[0].start, line.end, children=items, info="-")]


def _names_signs(lines: Sequence[Block], formula: Block) -> bool:
    """Whether lines say what signs of a formula mean."""
    told = _BARE.sub("", formula.text)
    return all(sign and sign in told for sign in (_sign_of(line.text) for line in lines))


def _sign_of(text: str) -> str:
    """The sign whose meaning a line says, without marks, or nothing."""
    found = _SIGN.match(text)
    return _BARE.sub("", found.group(1)) if found else ""


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
        (is_formula(line) or (not line[LONGEST:] and ("≈" in line or "∝" in line)))
        and _CALCULATES.search(line)
        and not _PROGRAM.search(line)
        for line in lines
        if line.strip() and line.strip().lower() not in _JOINS
    )
