"""Noise taken out of the blocks of a section, each piece with its reason, and inline text made tidy."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from operator import is_

from cards.markdown import Block
from cards.model import Reason
from cards.noise import is_contents, is_open_point, reason_to_skip
from cards.wording import drop_images, tidy

_ANSWER = re.compile(r"\s*(?:\*\*|__)?(?:A|Ans|Answer|答案?|回答)\s*(?:\*\*|__)?\s*[:：](?:\*\*|__)?\s*")
SUMMARY = re.compile(r"<summary\b[^<>]*>(.*?)</summary\s*>", re.IGNORECASE | re.DOTALL)
CLOSE_DETAILS = re.compile(r"</details\s*>", re.IGNORECASE)


@dataclass(slots=True)
class Cleaned:
    """What was taken out of a section."""

    skipped: list[tuple[Block, Reason]] = field(default_factory=list)
    readings: list[str] = field(default_factory=list)
    """Links that stood alone: where to read on."""
    pictured: bool = False
    """A picture was left out."""

    def skip(self, block: Block, reason: Reason) -> None:
        if reason == "image only":
            self.pictured = True
        if reason == "link only":
            self.readings.append(block.text.strip())
        self.skipped.append((block, reason))


def clean(blocks: Sequence[Block], result: Cleaned) -> list[Block]:
    """The blocks without noise; containers that become empty vanish."""
    kept: list[Block] = []
    for block in blocks:
        if block.kind in ("list", "quote", "item"):
            kept.extend(_clean_container(block, result))
        elif block.kind == "paragraph":
            kept.extend(_clean_paragraph(block, result))
        elif block.kind == "html":
            kept.extend(_clean_html(block, result))
        elif block.kind == "table":
            rows = tuple(tuple(_clean_cell(cell) for cell in row) for row in block.rows)
            kept.append(replace(block, rows=tuple(row for row in rows if any(row)) or rows[:1]))
        elif block.kind != "rule" and block.text.strip():
            kept.append(block)
    return kept


def _clean_container(block: Block, result: Cleaned) -> list[Block]:
    if block.kind == "list" and is_contents(block):
        result.skip(block, "navigation")
        return []
    children = clean(block.children, result)
    if not children:
        return []
    only = children[0]
    if block.kind == "item" and len(children) == 1 and only.kind == "paragraph" and is_open_point(only.text):
        result.skip(only, "placeholder" if "?" in only.text else "empty")
        return []
    if len(children) == len(block.children) and all(map(is_, children, block.children)):
        return [block]
    return [replace(block, end=max(child.end for child in children), children=tuple(children))]


def _clean_cell(text: str) -> str:
    text = tidy(drop_images(text)[0]).replace("\n", " ").strip()
    return "" if re.fullmatch(r"[`\s\-–—]*", text) else text


def _clean_paragraph(block: Block, result: Cleaned) -> list[Block]:
    """A paragraph without its noisy lines; lines that stay together stay one paragraph."""
    answer = _ANSWER.match(block.text)
    if answer:
        rest = block.text[answer.end() :]
        block = replace(block, start=block.start + block.text[: answer.end()].count("\n"), text=rest)
    whole = reason_to_skip(block.text)
    if whole:
        result.skip(block, whole)
        return []
    lines = block.text.split("\n")
    if len(lines) == 1:
        text, dropped = drop_images(block.text)
        result.pictured = result.pictured or dropped
        text = tidy(text).strip()
        return [block if text == block.text else replace(block, text=text)]
    pieces: list[Block] = []
    kept: list[str] = []
    for number, line in enumerate(lines):
        text, dropped = drop_images(line)
        result.pictured = result.pictured or dropped
        reason = reason_to_skip(line)
        if reason == "placeholder" and not re.search(r"[^\W\d_]", line):
            reason = None
        if reason or (dropped and not text.strip()):
            pieces.extend(_piece(block, kept, number))
            kept = []
            if reason:
                at = block.start + number
                result.skip(replace(block, start=at, end=at, text=line), reason)
        else:
            kept.append(text)
    return [*pieces, *_piece(block, kept, len(lines))]


def _piece(block: Block, lines: Sequence[str], stop: int) -> list[Block]:
    """The part of a paragraph that ends before its line `stop`."""
    body = tidy("\n".join(lines)).strip()
    start = block.start + stop - len(lines)
    return [replace(block, start=start, end=start + len(lines) - 1, text=body)] if body else []


def _clean_html(block: Block, result: Cleaned) -> list[Block]:
    if SUMMARY.search(block.text) or CLOSE_DETAILS.match(block.text.strip()):
        return [block]
    text, dropped = drop_images(block.text)
    result.pictured = result.pictured or dropped
    body = re.sub(r"\n\s*\n+", "\n", tidy(text).strip())
    if body:
        return _clean_paragraph(replace(block, kind="paragraph", text=body), result)
    if dropped:
        result.skip(block, "image only")
    return []
