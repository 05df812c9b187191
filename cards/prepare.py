"""The blocks of a section made ready for the rules: noise taken out, run-together text taken apart.

Notes write lists without list marks, labels without headings and answers in quotes; here they all become
blocks of one shape. What is taken out is kept with its reason.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from cards.label import split_label
from cards.markdown import Block
from cards.model import Reason
from cards.noise import is_contents, reason_to_skip
from cards.wording import count_words, drop_images, is_question, sentences, tidy

_ENUMERATED = re.compile(
    r"\s*(?:\(?(?:\d{1,2}|[ivx]{1,4}|[a-h])\)|\[\d{1,2}\]|[•●▪◦‣·∙*–]|\d{1,2}[.)]|(?:Reason|Step|Option|Case|Rule|Tip|Point|Idea)\s*\d{1,2}\s*[:.)])\s+(?=\S)"
)
_NUMBERED = re.compile(r"\s*\(?(?:\d{1,2}|[ivx]{1,4})(?:-\d+)?\)\s*")
_INLINE_NUMBERS = re.compile(r"(?:^|(?<=[\s,;.]))\(?(\d)\)\s+")
_ALIGNMENT = re.compile(r"\s*\|?\s*:?-{3,}:?\s*\|?\s*$|\s*:-+:\s*$")
_BOLD_LINE = re.compile(r"\s*(\*\*|__)(?=\S)[^\n]{2,150}?(?<=\S)\1\s*[:：?]?\s*$")
_CALLOUT = re.compile(r"\[!(\w+)\][+-]?[ \t]*(.*)")
_SUMMARY = re.compile(r"<summary\b[^<>]*>(.*?)</summary\s*>", re.IGNORECASE | re.DOTALL)


@dataclass(slots=True)
class Prepared:
    """Blocks for the rules, and what was taken out of the section."""

    blocks: list[Block] = field(default_factory=list)
    skipped: list[tuple[Block, Reason]] = field(default_factory=list)
    readings: list[str] = field(default_factory=list)
    """Links that stood alone: where to read on."""
    pictured: bool = False
    """A picture was left out."""


def prepare(blocks: Sequence[Block]) -> Prepared:
    """Make the blocks of a section ready."""
    result = Prepared()
    cleaned = _clean(blocks, result)
    result.blocks = _gather(_take_apart(cleaned))
    return result


def _clean(blocks: Sequence[Block], result: Prepared) -> list[Block]:
    """Noise out, inline text tidied; recursive, and empty containers vanish."""
    kept: list[Block] = []
    for block in blocks:
        if block.kind == "rule":
            continue
        if block.kind in ("list", "quote", "item"):
            if block.kind == "list" and is_contents(block):
                result.skipped.append((block, "navigation"))
                continue
            children = _clean(block.children, result)
            if children:
                kept.append(
                    replace(
                        block,
                        start=block.start,
                        end=max(child.end for child in children),
                        children=tuple(children),
                    )
                )
        elif block.kind == "paragraph":
            kept.extend(_clean_paragraph(block, result))
        elif block.kind == "html":
            kept.extend(_clean_html(block, result))
        elif block.kind == "table":
            rows = tuple(tuple(_cell(cell) for cell in row) for row in block.rows)
            kept.append(replace(block, rows=tuple(row for row in rows if any(row)) or rows[:1]))
        elif block.kind == "code" and not block.text.strip():
            continue
        else:
            kept.append(block)
    return kept


def _cell(text: str) -> str:
    text = tidy(drop_images(text)[0]).replace("\n", " ").strip()
    return "" if re.fullmatch(r"[`\s\-–—]*", text) else text


def _clean_paragraph(block: Block, result: Prepared) -> list[Block]:
    """A paragraph without its noisy lines; lines that stay together stay one paragraph."""
    whole = reason_to_skip(block.text)
    if whole:
        _skip(block, whole, result)
        return []
    lines = block.text.split("\n")
    pieces: list[Block] = []
    begin = 0
    kept: list[str] = []
    for number, line in enumerate([*lines, ""]):
        text, dropped = drop_images(line)
        result.pictured = result.pictured or dropped
        reason = reason_to_skip(line) if number < len(lines) and len(lines) > 1 else None
        if reason == "placeholder" and not re.search(r"[^\W\d_]", line):
            reason = None
        if number == len(lines) or reason or (dropped and not text.strip()):
            body = tidy("\n".join(kept)).strip()
            if body:
                pieces.append(
                    replace(
                        block,
                        start=block.start + begin,
                        end=max(block.start + number - 1, block.start + begin),
                        text=body,
                    )
                )
            begin, kept = number + 1, []
            if reason:
                _skip(
                    replace(block, start=block.start + number, end=block.start + number, text=line),
                    reason,
                    result,
                )
        else:
            kept.append(text)
    return pieces


def _skip(block: Block, reason: Reason, result: Prepared) -> None:
    if reason == "image only":
        result.pictured = True
    if reason == "link only":
        result.readings.append(block.text.strip())
    result.skipped.append((block, reason))


def _clean_html(block: Block, result: Prepared) -> list[Block]:
    summary = _SUMMARY.search(block.text)
    if summary or re.match(r"\s*</details", block.text, re.IGNORECASE):
        return [block]
    text, dropped = drop_images(block.text)
    result.pictured = result.pictured or dropped
    body = tidy(text).strip()
    if not body:
        if dropped:
            result.skipped.append((block, "image only"))
        return []
    body = re.sub(r"\n\s*\n+", "\n", body)
    return _clean_paragraph(replace(block, kind="paragraph", text=body), result)


def _take_apart(blocks: Sequence[Block]) -> list[Block]:
    """Paragraphs cut where they run several things together; quotes opened up."""
    result: list[Block] = []
    for position, block in enumerate(blocks):
        following = blocks[position + 1] if position + 1 < len(blocks) else None
        if block.kind == "paragraph":
            result.extend(split_paragraph(block, following))
        elif block.kind == "list":
            result.extend(_take_list_apart(block))
        elif block.kind == "quote":
            result.extend(_open_quote(block, result))
        else:
            result.append(block)
    return result


def _take_list_apart(block: Block) -> list[Block]:
    """Items prepared in themselves; a bold line glued to the last item stands after the list."""
    items: list[Block] = []
    trailing: list[Block] = []
    for number, item in enumerate(block.children):
        children = list(item.children)
        last = children[-1] if children else None
        if number == len(block.children) - 1 and last and last.kind == "paragraph" and "\n" in last.text:
            lines = last.text.split("\n")
            if _BOLD_LINE.match(lines[-1]) and len(lines) > 1:
                trailing.append(replace(last, start=last.end, end=last.end, text=lines[-1]))
                children[-1] = replace(last, end=last.end - 1, text="\n".join(lines[:-1]))
        items.append(replace(item, children=tuple(_gather(_take_apart(children)))))
    return [replace(block, end=max(item.end for item in items), children=tuple(items)), *trailing]


def _open_quote(block: Block, before: list[Block]) -> list[Block]:
    """A quote below a label, a question or a list item belongs to it; any other is plain text."""
    children = _gather(_take_apart(block.children))
    if children and children[0].kind == "paragraph":
        callout = _CALLOUT.match(children[0].text)
        if callout:
            return _open_callout(block, children, callout)
    previous = before[-1] if before else None
    if previous and previous.kind == "paragraph" and owns_what_follows(previous.text, "quote"):
        return [replace(block, children=tuple(children))]
    if previous and previous.kind == "list" and block.start - previous.end <= 2 and previous.children:
        last = previous.children[-1]
        item = replace(last, end=block.end, children=(*last.children, *children))
        before[-1] = replace(previous, end=block.end, children=(*previous.children[:-1], item))
        return []
    return _group_questions(children, block)


def _group_questions(children: Sequence[Block], quote: Block) -> list[Block]:
    """A question or label inside of a quote is answered inside of that quote."""
    for position, child in enumerate(children[:-1]):
        if child.kind == "paragraph" and is_question(child.text) and children[position + 1].kind != "quote":
            rest = tuple(children[position + 1 :])
            owned = replace(quote, kind="quote", start=rest[0].start, end=rest[-1].end, children=rest)
            return [*children[: position + 1], owned]
    return list(children)


def _open_callout(block: Block, children: list[Block], match: re.Match[str]) -> list[Block]:
    title = match.group(2).strip() or (
        "" if match.group(1).lower() in ("note", "info", "abstract") else match.group(1).capitalize()
    )
    rest = children[0].text[match.end() :].strip()
    inside = ([replace(children[0], text=rest)] if rest else []) + children[1:]
    if not title:
        return inside
    label = replace(children[0], end=children[0].start, text=title)
    return [label, replace(block, children=tuple(inside))] if inside else [label]


def split_paragraph(block: Block, following: Block | None) -> list[Block]:
    """One paragraph as the paragraphs and lists that its lines really are."""
    lines = block.text.split("\n")
    if len(lines) == 1:
        return _inline_numbers(block)
    if _ALIGNMENT.match(lines[1]) and "|" not in lines[0]:
        return _one_column_table(block, lines)
    marks = [bool(_ENUMERATED.match(line)) for line in lines]
    if sum(marks) >= 2:
        return _pseudo_list(block, lines, marks)
    cuts = _cuts(lines, following)
    if not cuts:
        return [block]
    edges = [0, *cuts, len(lines)]
    return [
        replace(
            block,
            start=block.start + low,
            end=block.start + high - 1,
            text="\n".join(lines[low:high]).strip(),
        )
        for low, high in zip(edges, edges[1:], strict=False)
    ]


def _cuts(lines: Sequence[str], following: Block | None) -> list[int]:
    """Line numbers at which a paragraph falls into parts."""
    cuts: set[int] = set()
    labels = [split_label(line) for line in lines]
    for number, line in enumerate(lines):
        own = labels[number]
        if own and (
            own.strength == 3
            or sum(label is not None for label in labels) > 1
            or (number and count_words(lines[number - 1]) <= 6 and number == 1)
        ):
            cuts.add(number)
        if _BOLD_LINE.match(line):
            cuts.update((number, number + 1))
        if (
            is_question(line)
            and number + 1 < len(lines)
            and len(sentences(line)) == 1
            and count_words(line) > 2
        ):
            cuts.update((number, number + 1))
    last = lines[-1].strip()
    if (
        following is not None
        and following.kind in ("list", "code", "table", "math", "quote")
        and (
            last.endswith((":", "：", "?", "？"))
            or (following.kind == "list" and count_words(last) <= 6 and not last.endswith((".", "!", ",")))
        )
    ):
        cuts.add(len(lines) - 1)
    return sorted(cut for cut in cuts if 0 < cut < len(lines))


def _one_column_table(block: Block, lines: Sequence[str]) -> list[Block]:
    header = replace(block, end=block.start, text=lines[0].strip())
    rows = [(number, line.strip().strip("|").strip()) for number, line in enumerate(lines[2:], start=2)]
    items = tuple(
        Block(
            "item",
            block.start + number,
            block.start + number,
            children=(
                Block(
                    "paragraph",
                    block.start + number,
                    block.start + number,
                    _ENUMERATED.sub("", text, count=1),
                ),
            ),
        )
        for number, text in rows
        if re.search(r"\w", text)
    )
    if not items:
        return [header]
    return [header, Block("list", items[0].start, items[-1].end, children=items, info="-")]


def _pseudo_list(block: Block, lines: Sequence[str], marks: Sequence[bool]) -> list[Block]:
    first = list(marks).index(True)
    items: list[Block] = []
    for number in range(first, len(lines)):
        if marks[number]:
            line = block.start + number
            items.append(Block("item", line, line, text=_ENUMERATED.sub("", lines[number], count=1).strip()))
        else:
            last = items[-1]
            items[-1] = replace(last, end=block.start + number, text=f"{last.text}\n{lines[number].strip()}")
    ordered = "1" if re.match(r"\s*[(\[]?[\divx]", lines[first]) else "-"
    children = tuple(replace(item, text="", children=(replace(item, kind="paragraph"),)) for item in items)
    result = [Block("list", children[0].start, block.end, children=children, info=ordered)]
    if first:
        lead = replace(block, end=block.start + first - 1, text="\n".join(lines[:first]).strip())
        return [*split_paragraph(lead, result[0]), *result]
    return result


def _inline_numbers(block: Block) -> list[Block]:
    """`(1) ... (2) ... (3) ...` in one line, when the paragraph begins with it."""
    found = list(_INLINE_NUMBERS.finditer(block.text))
    if (
        len(found) < 2
        or found[0].start() > 0
        or [int(match.group(1)) for match in found] != list(range(1, len(found) + 1))
    ):
        return [block]
    edges = [*(match.start() for match in found), len(block.text)]
    items = tuple(
        Block(
            "item",
            block.start,
            block.end,
            children=(replace(block, text=block.text[match.end() : edge].strip(" ,;")),),
        )
        for match, edge in zip(found, edges[1:], strict=False)
    )
    return [Block("list", block.start, block.end, children=items, info="1")]


def _gather(blocks: Sequence[Block]) -> list[Block]:
    """Numbered paragraphs that follow each other, with what hangs on them, become one list."""
    result: list[Block] = []
    position = 0
    while position < len(blocks):
        if not _is_numbered(blocks[position]):
            result.append(blocks[position])
            position += 1
            continue
        items, position = _numbered_items(blocks, position)
        if len(items) > 1:
            result.append(Block("list", items[0].start, items[-1].end, children=tuple(items), info="1"))
        else:
            result.extend(items[0].children)
    return result


def _is_numbered(block: Block) -> bool:
    return (
        block.kind == "paragraph"
        and bool(_NUMBERED.match(block.text))
        and bool(_NUMBERED.sub("", block.text, count=1).strip())
    )


def _numbered_items(blocks: Sequence[Block], position: int) -> tuple[list[Block], int]:
    items: list[Block] = []
    while position < len(blocks) and _is_numbered(blocks[position]):
        first = blocks[position]
        children = [replace(first, text=_NUMBERED.sub("", first.text, count=1))]
        position += 1
        while position < len(blocks) and blocks[position].kind == "quote":
            children.append(blocks[position])
            position += 1
        items.append(Block("item", first.start, children[-1].end, children=tuple(children)))
    return items, position


def owns_what_follows(text: str, kind: str) -> bool:
    """Whether a paragraph is a label or a question for the block of this kind that follows it."""
    flat = text.strip()
    if "\n" in flat:
        return False
    if is_question(flat) or flat.endswith((":", "：")):
        return len(sentences(flat)) == 1
    if _BOLD_LINE.match(flat):
        return True
    short = count_words(flat) <= 7 and len(flat) <= 70 and not flat.endswith((".", "!", ",", ";", "。", "…"))
    return (
        short
        and kind in ("list", "quote", "table", "code")
        and bool(re.match(r"[\[`(]?[^\W\d_]", flat))
        and "=" not in flat
    )
