"""Questions with choices: ticked boxes, or letters with the right one named below.

The choices go to the front, the right one to the back; choices without a right one are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cards.asking.front import Question
from cards.cutting import paragraph
from cards.markdown.tree import Block, render
from cards.rules.shown import asked_and_shown
from cards.shapes.unmarked import LETTERED

_BOX = re.compile(r"\[([ xX✓✔])\]\s+(?=\S)")
_LETTER = re.compile(r"(?:\*\*|__)?\(?([A-Ha-h])[.)、](?:\*\*|__)?\s+(?=\S)")
_NAMED = re.compile(r"[*_`(]*([A-Ha-h])[*_`)]*(?:\s*[.):,、–-]\s*(.*))?", re.DOTALL)
_RIGHT = re.compile(
    r"[*_]*(?:(?:the |correct |right )*(?:ans(?:wer)?|choice|option)|correct)[*_]*\s*[:：=-][*_]*\s*",
    re.IGNORECASE,
)
LEAST = 2
"""Choices that make a question of choice."""


def asked_and_chosen(blocks: Sequence[Block]) -> tuple[list[Block], list[Block], int] | None:
    """What belongs to the question with its choices, the right ones, and where the rest begins."""
    for at, block in enumerate(blocks):
        if block.kind not in ("list", "paragraph"):
            return None
        found = _ticked(block) or _lettered(block, blocks[at + 1] if at + 1 < len(blocks) else None)
        if found:
            asked, answer, used = found
            explained, end = _explanation(blocks, at + used)
            return [*blocks[:at], asked], [answer, *explained], end
        if block.kind == "list":
            return None
    return None


def answered(question: Question, answer: Sequence[Block]) -> tuple[Question, Sequence[Block], int]:
    """A question with its choices or its code, the right ones, and how many blocks of the answer these were.

    Without either the question is as it was, and the answer whole.
    """
    chosen = asked_and_chosen(answer) or asked_and_shown(question.text, answer)
    if not chosen:
        return question, answer, len(answer)
    asked, right, used = chosen
    text = f"{question.front()}\n\n{render(asked)}"
    return question._replace(text=text, shown=0, verbatim=True), right, used


def _ticked(block: Block) -> tuple[Block, Block, int] | None:
    """A list of boxes of which some are ticked."""
    if block.kind != "list":
        return None
    if len(block.children) < LEAST or not block.children[0].children[0].text.startswith("["):
        return None
    boxes = [_BOX.match(item.children[0].text) for item in block.children]
    if not all(boxes):
        return None
    right = [box is not None and box.group(1) != " " for box in boxes]
    if not any(right) or all(right):
        return None
    items = [_without(item, _BOX) for item in block.children]
    chosen = tuple(item for item, is_right in zip(items, right, strict=True) if is_right)
    answer = block._replace(children=chosen) if len(chosen) > 1 else chosen[0].children[0]
    return block._replace(children=tuple(items)), answer, 1


def _lettered(block: Block, following: Block | None) -> tuple[Block, Block, int] | None:
    """Choices with letters above a line that names the right letter."""
    lettered = block.info == LETTERED
    first = block.children[0].children[0] if block.kind == "list" else block
    if not lettered and not _LETTER.match(first.text):
        return None
    texts = (
        [item.children[0].text for item in block.children] if block.kind == "list" else block.text.split("\n")
    )
    if lettered:
        texts = [f"{chr(ord('a') + number)}) {text}" for number, text in enumerate(texts)]
    if len(texts) < LEAST:
        return None
    *before, last = texts
    rows = last.split("\n")
    inside = len(rows) > 1 or block.kind == "paragraph"
    answer = _RIGHT.match(rows[-1].strip()) if inside else None
    if answer:
        texts = [*before, "\n".join(rows[:-1])] if len(rows) > 1 else before
        block = _without_last_line(block, len(rows) > 1)
        following = paragraph(rows[-1].strip()[answer.end() :], block)
    found = {match.group(1).upper(): text for text in texts if (match := _LETTER.match(text))}
    letters = [chr(ord("A") + number) for number in range(len(texts))]
    if len(texts) < LEAST or list(found) != letters:
        return None
    if following is None or following.kind != "paragraph" or not (named := _NAMED.fullmatch(following.text)):
        return None
    right = found.get(named.group(1).upper())
    if right is None:
        return None
    said = (named.group(2) or "").strip(" *_")
    choice = _LETTER.sub("", right, count=1).strip()
    back = right if not said or said.casefold() == choice.casefold() else f"{right}\n\n{said}"
    listed = block.kind == "list" and block.info != LETTERED
    asked = block if listed else paragraph("  \n".join(texts), block)
    return asked, paragraph(back.strip(), following), 1 if answer else 2


def _without_last_line(block: Block, of_item: bool) -> Block:
    """Choices without the line that names the right one."""
    if not (of_item and block.children):
        return block
    *items, last = block.children
    first = last.children[0]
    kept = paragraph(first.text.rsplit("\n", 1)[0], first)
    return block._replace(children=(*items, last._replace(children=(kept, *last.children[1:]))))


def _explanation(blocks: Sequence[Block], at: int) -> tuple[list[Block], int]:
    """The paragraphs right behind the right choice."""
    end = at
    while end < len(blocks) and blocks[end].kind == "paragraph" and not blocks[end].text.endswith("?"):
        end += 1
    return list(blocks[at:end]), end


def _without(item: Block, mark: re.Pattern[str]) -> Block:
    first = item.children[0]
    return item._replace(children=(paragraph(mark.sub("", first.text, count=1), first), *item.children[1:]))
