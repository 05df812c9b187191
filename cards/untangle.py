"""Blocks of one shape for the rules: text that runs together is cut, what belongs together is joined.

Notes write lists without list marks, labels without headings and answers in quotes. Nothing is judged or
dropped here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from operator import is_

from cards.label import split_label
from cards.markdown import QUOTED, Block
from cards.points import is_bare_point, point_of
from cards.titles import title_of
from cards.unmarked import as_list, inline_numbers, list_of, one_column_table, with_numbered_titles
from cards.wording import count_words, is_question, sentences

_NUMBERED = re.compile(r"\s*\(?(?:\d{1,2}|[ivx]{1,4})(?:-\d+)?\)\s*")
_SYMBOLS = re.compile(r"[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]+\s*")
"""Emoji and signs before a label."""
_ALIGNMENT = re.compile(r"\s*\|?\s*:?-{3,}:?\s*\|?\s*$|\s*:-+:\s*$")
_BOLD_LINE = re.compile(r"\s*(\*\*|__)(?=\S)(?:(?!\1)[^\n]){2,150}(?<=\S)\1\s*(?:\(\d{4}\))?\s*[:：?]?\s*$")
_BRACKET_LINE = re.compile(r"`?\[(?=[^\[\]\n]*[^\W\d_]{3})[^\[\],\n]{2,60}\]`?:?")
_CALLOUT = re.compile(r"\[!(\w+)\][+-]?[ \t]*(.*)")
_DEFINING = ("definition", "def", "term", "concept", "vocab")
"""Callouts whose title is a term."""
_ASKED_AND_TOLD = re.compile(r"\s*[^\s?][^?\n]{1,120}\?\s+[^\s?][^?\n]*$")
"""A line with a question and its answer."""
_TICKED = re.compile(r"\[[ xX✓✔]\]\s")
"""A choice, or a thing to do."""
_SIGNED = re.compile(r"(?:^|\n)\s*(?:[—–―]|-{1,2})\s?[^\W\da-z_][^\n]{1,80}\s*\Z")
"""A last line that names who said it."""
_WHOLE = re.compile(r"[.!?…。！？][\"”’»*_)]*\s*\Z")
"""The end of a sentence."""
_SAYING = re.compile(
    r"\b(?:says?|said|writes?|wrote|puts? it|quotes?|quoted|quotation|words|asks?|asked|answers?|answered|"
    r"replied|argues?|argued|claims?|claimed|according to [^:：\n]{2,60})\s*[:：]\s*\Z",
    re.IGNORECASE,
)
_ANSWERS = re.compile(r"(?i)\s*[*_]*(?:the |correct |right )?(?:answer|ans)\b")
_LEADS_ON = re.compile(
    r"\b(?:(?:we|you|i) (?:\w+ )?(?:need|get|have|use|write|obtain|find|see|do)"
    r"|gives?|becomes?|follows|means)[:：]\Z",
    re.IGNORECASE,
)
"""The end of a sentence that goes on in what stands below it; no title of that."""
_FIRM = re.compile(r" (?:Co|Inc|Ltd|Corp|Bros|Jr|Sr|et al)\.\Z")
"""A name that ends with a full stop."""
_LETTER_FIRST = re.compile(r"[\[`(]?[^\W\d_]")
MAX_NAME = 3
"""Words of a label before a dash."""
MAX_LINE = 300
"""Letters of a line that can be the title of what follows it."""
QUOTE_REACH = 4
"""Lines within which a quote still belongs to the list item above; a picture may stand between them."""
_STRUCTURE = ("list", "code", "table", "math", "quote")


def untangle(blocks: Sequence[Block]) -> list[Block]:
    """Make blocks ready for the rules."""
    return _gather(_take_apart(with_numbered_titles(blocks)))


def owns_what_follows(text: str, kind: str) -> bool:
    """Whether a paragraph is a label or a question for the block of this kind that follows it."""
    if "\n" in text or len(text) > MAX_LINE:
        return False
    flat = _after(_SYMBOLS, _after(_NUMBERED, text).strip())
    if not flat:
        return False
    if flat[0] in "`[*_" and (_BRACKET_LINE.fullmatch(flat) or _BOLD_LINE.match(flat)):
        return True
    if is_question(flat) or flat.endswith((":", "：")):
        return len(sentences(flat)) == 1 and not _LEADS_ON.search(flat)
    if len(flat) > 70 or kind not in ("list", "quote", "table", "code"):
        return False
    ends = flat.endswith((".", "!", ",", ";", "。", "…")) and not _FIRM.search(flat)
    short = not ends and "=" not in flat and count_words(flat) <= 7
    return short and _LETTER_FIRST.match(flat) is not None


def _after(mark: re.Pattern[str], text: str) -> str:
    """Text without a mark at its beginning."""
    found = mark.match(text)
    return text[found.end() :] if found else text


def _take_apart(blocks: Sequence[Block]) -> list[Block]:
    """Paragraphs cut where they run several things together; quotes opened up."""
    result: list[Block] = []
    for position, block in enumerate(blocks):
        before = blocks[position - 1] if position else None
        following = blocks[position + 1] if position + 1 < len(blocks) else None
        if block.kind == "paragraph":
            result.extend(_split_paragraph(block, following))
        elif block.kind in ("code", "math") and before and _hangs_on_list(block, before, result):
            result[-1] = _with_last_item(result[-1], [block])
        elif block.kind == "list":
            result.extend(_take_list_apart(block))
        elif block.kind == "quote" and _is_quotation(block, before, following):
            result.append(block._replace(info=QUOTED))
        elif block.kind == "quote":
            _open_quote(block, result, before)
        else:
            result.append(block)
    return result


def _is_quotation(block: Block, before: Block | None, following: Block | None) -> bool:
    """Whether a quote tells somebody's words: it is announced or signed, or whole sentences within a text."""
    if not all(child.kind == "paragraph" and not is_question(child.text) for child in block.children):
        return False
    texts = [child.text for child in block.children]
    if _CALLOUT.match(texts[0]) or any(split_label(text) for text in texts):
        return False
    if _SIGNED.search(texts[-1]) or (before and before.kind == "paragraph" and _SAYING.search(before.text)):
        return True
    if not before or not following or before.kind != "paragraph" or following.kind != "paragraph":
        return False
    whole = _WHOLE.search(before.text) is not None and _WHOLE.search(texts[-1]) is not None
    return whole and not owns_what_follows(before.text, "quote")


def _hangs_on_list(block: Block, before: Block, result: Sequence[Block]) -> bool:
    """Whether code or a formula stands right below the last item of a list."""
    return before.kind == "list" and result[-1].kind == "list" and block.start - before.end <= 1


def _with_last_item(block: Block, more: Sequence[Block]) -> Block:
    """A list whose last item has more content."""
    last = block.children[-1]
    item = last._replace(end=more[-1].end, children=(*last.children, *more))
    return block._replace(end=more[-1].end, children=(*block.children[:-1], item))


def _take_list_apart(block: Block) -> list[Block]:
    """Items untangled in themselves; a label glued to an item begins something new."""
    result: list[Block] = []
    items: list[Block] = []
    for item in block.children:
        children = list(item.children)
        last = children[-1]
        glued = _glued_label(last, item is block.children[-1])
        if glued:
            lines = last.text.split("\n")[: glued.start - last.start]
            children[-1] = last._replace(end=glued.start - 1, text="\n".join(lines))
            item = item._replace(end=glued.start - 1, children=tuple(children))
        if len(children) > 1 or children[0].kind != "paragraph" or _splits(children[0]):
            item = item._replace(children=tuple(untangle(children)))
        items.append(item)
        if glued:
            result.append(block._replace(start=items[0].start, end=item.end, children=tuple(items)))
            result += _split_paragraph(glued, None)
            items = []
    if not result and all(map(is_, items, block.children)):
        return [block]
    if items:
        result.append(block._replace(start=items[0].start, end=items[-1].end, children=tuple(items)))
    return result


def _glued_label(last: Block, ends: bool) -> Block | None:
    """The last lines of an item if they are labels of their own: bold or points after the list, `Cons`."""
    if last.kind != "paragraph" or "\n" not in last.text:
        return None
    _, *lines = last.text.split("\n")
    line = lines[-1]
    if _ANSWERS.match(line):
        return None
    points = 0
    while ends and points < len(lines) and _tells_point(lines[-1 - points]):
        points += 1
    if points:
        return last._replace(start=last.end - points + 1, text="\n".join(lines[-points:]))
    if _BOLD_LINE.match(line) if ends else point_of(title_of(line)) is not None:
        return last._replace(start=last.end, text=line)
    return None


def _tells_point(line: str) -> bool:
    """Whether a line is a point of the whole with what it says: `Result: 3 cm`."""
    label = split_label(line) if ":" in line or "：" in line else None
    return label is not None and label.strength > 1 and point_of(label.label) is not None


def _splits(block: Block) -> bool:
    """Whether a single paragraph may hold several things: several lines, or a number."""
    return "\n" in block.text or ")" in block.text


def _open_quote(block: Block, result: list[Block], before: Block | None) -> None:
    """A quote below a label, a question or a list item belongs to it; any other is plain text."""
    children = untangle(block.children)
    callout = _CALLOUT.match(children[0].text) if children[0].kind == "paragraph" else None
    previous = result[-1] if result and before and before.kind != "quote" else None
    if callout:
        result.extend(_open_callout(block, children, callout))
    elif result and result[-1].kind == "quote" and _is_titled(children):
        result.extend(children)
    elif (previous and previous.kind == "paragraph" and owns_what_follows(previous.text, "quote")) or (
        result and result[-1].kind == "quote"
    ):
        result.append(block._replace(children=tuple(children)))
    elif (
        previous
        and previous.kind == "list"
        and block.start - previous.end <= QUOTE_REACH
        and not _TICKED.match(_first_words(previous))
        and not _BOLD_LINE.match(children[0].text.split("\n")[0])
    ):
        result[-1] = _with_last_item(previous, children)
    else:
        result.extend(_group_questions(children, block))


def _first_words(block: Block) -> str:
    return block.children[0].children[0].text if block.children[0].children else ""


def _is_titled(children: Sequence[Block]) -> bool:
    """Whether a quote begins with a title of its own, for a quote inside of it."""
    return (
        len(children) > 1
        and children[0].kind == "paragraph"
        and children[1].kind == "quote"
        and owns_what_follows(children[0].text, "quote")
    )


def _group_questions(children: Sequence[Block], quote: Block) -> list[Block]:
    """A question inside of a quote is answered inside of that quote."""
    for position, child in enumerate(children[:-1]):
        if child.kind == "paragraph" and is_question(child.text) and children[position + 1].kind != "quote":
            rest = tuple(children[position + 1 :])
            owned = quote._replace(start=rest[0].start, end=rest[-1].end, children=rest)
            return [*children[: position + 1], owned]
    return list(children)


def _open_callout(block: Block, children: list[Block], match: re.Match[str]) -> list[Block]:
    """An Obsidian callout: its title is a label for its text."""
    silent = match.group(1).lower() in ("note", "info", "abstract", "summary")
    title = match.group(2).strip() or ("" if silent else match.group(1).capitalize() + ":")
    rest = children[0].text[match.end() :].strip()
    inside = ([children[0]._replace(text=rest)] if rest else []) + children[1:]
    if not title:
        return inside
    label = children[0]._replace(end=children[0].start, text=title)
    first = inside[0] if inside else None
    if match.group(1).lower() in _DEFINING and first and first.kind == "paragraph" and not is_question(title):
        return [first._replace(start=label.start, text=f"**{title.rstrip(':')}**: {first.text}"), *inside[1:]]
    return [label, block._replace(children=tuple(inside))] if inside else [label]


def _split_paragraph(block: Block, following: Block | None) -> list[Block]:
    """One paragraph as the paragraphs and lists that its lines really are."""
    lines = block.text.split("\n")
    if len(lines) == 1:
        return inline_numbers(block)
    if _ALIGNMENT.match(lines[1]) and "|" not in lines[0]:
        return one_column_table(block, lines)
    found = as_list(block, lines)
    if found:
        lead, made = found
        return [*(_split_paragraph(lead, made[0]) if lead else ()), *made]
    if _titles_terms(lines) or is_bare_point(lines[0]):
        lines[0] = f"{lines[0].strip().rstrip(':： ')}:"
        edges = [0, 1, len(lines)] if is_bare_point(lines[0]) else list(range(len(lines) + 1))
    else:
        edges = [0, *_cuts(lines, following), len(lines)]
    if len(edges) == 2:
        return [block]
    return [
        block._replace(
            start=block.start + low,
            end=block.start + high - 1,
            text=_labelled("\n".join(lines[low:high]).strip(), len(edges) > 3),
        )
        for low, high in pairwise(edges)
    ]


def _labelled(text: str, several: bool) -> str:
    """One of several parts of a paragraph, with the dash behind its label as a colon."""
    label = split_label(text, in_list=True) if several and "\n" not in text else None
    return f"**{label.label}**: {label.body}" if label and label.strength == 1 else text


def _cuts(lines: Sequence[str], following: Block | None) -> list[int]:
    """Line numbers at which a paragraph falls into parts."""
    cuts: set[int] = set()
    labels = [split_label(line) for line in lines]
    known = sum(label is not None for label in labels)
    several = known > 1
    if several or (known and len(lines) > 2):
        weak = [label or split_label(line, in_list=True) for label, line in zip(labels, lines, strict=True)]
        short = all(label and count_words(label.label) <= MAX_NAME for label in weak)
        if short or (several and known * 3 >= len(lines) * 2):
            labels, several = weak, True
    for number, line in enumerate(lines):
        own = labels[number]
        below_title = number == 1 and count_words(lines[0]) <= 6
        if own and (own.strength == 3 or several or below_title):
            cuts.add(number)
        if _BOLD_LINE.match(line) or _BRACKET_LINE.fullmatch(line.strip()):
            cuts.update((number, number + 1))
        if (
            number + 1 < len(lines)
            and is_question(line)
            and len(sentences(line)) == 1
            and count_words(line) > 1
        ):
            cuts.update((number, number + 1))
    if sum(_ASKED_AND_TOLD.match(line) is not None for line in lines if "?" in line) > 1:
        cuts.update(number for number, line in enumerate(lines) if _ASKED_AND_TOLD.match(line))
    if following is not None and following.kind in _STRUCTURE and _titles_next(lines[-1].strip(), following):
        cuts.add(len(lines) - 1)
    return sorted(cut for cut in cuts if 0 < cut < len(lines))


def _titles_terms(lines: Sequence[str]) -> bool:
    """Whether a paragraph begins with a few words for the terms below it, each before a dash."""
    first = lines[0].strip()
    return (
        len(lines) > 2
        and count_words(first) <= 6
        and first[-1:] not in ".!,;?？"
        and not any(map(split_label, lines))
        and split_label(first, in_list=True) is None
        and all(split_label(line, in_list=True) for line in lines[1:])
    )


def _titles_next(line: str, following: Block) -> bool:
    """Whether the last line of a paragraph is the title of the block below."""
    if line.endswith((":", "：", "?", "？")):
        return True
    return following.kind == "list" and count_words(line) <= 6 and not line.endswith((".", "!", ","))


def _gather(blocks: Sequence[Block]) -> list[Block]:
    """What belongs together joined: numbered paragraphs, and what a list item announces."""
    result: list[Block] = []
    position = 0
    while position < len(blocks):
        block = blocks[position]
        if _is_numbered(block):
            items, position = _numbered_items(blocks, position)
            result.extend([list_of(items, "1")] if len(items) > 1 else items[0].children)
        elif block.kind == "list" and _announces(block):
            announced, position = _announced(blocks, position + 1)
            result.append(_with_last_item(block, announced) if announced else block)
        else:
            result.append(block)
            position += 1
    return result


def _is_numbered(block: Block) -> bool:
    match = _NUMBERED.match(block.text) if block.kind == "paragraph" else None
    return match is not None and bool(block.text[match.end() :].strip())


def _numbered_items(blocks: Sequence[Block], position: int) -> tuple[list[Block], int]:
    items: list[Block] = []
    while position < len(blocks) and _is_numbered(blocks[position]):
        first = blocks[position]
        children = [first._replace(text=_after(_NUMBERED, first.text))]
        position += 1
        while position < len(blocks) and blocks[position].kind == "quote":
            children.append(blocks[position])
            position += 1
        items.append(Block("item", first.start, children[-1].end, children=tuple(children)))
    return items, position


def _announces(block: Block) -> bool:
    """Whether the last item of a list ends with a colon and has nothing yet."""
    last = block.children[-1]
    only = last.children[0]
    return (
        len(last.children) == 1
        and only.kind == "paragraph"
        and only.text.rstrip("*_` ").endswith((":", "："))
    )


def _announced(blocks: Sequence[Block], position: int) -> tuple[list[Block], int]:
    found: list[Block] = []
    while position < len(blocks) and blocks[position].kind in ("paragraph", "code", "math", "quote", "list"):
        following = blocks[position + 1].kind if position + 1 < len(blocks) else ""
        if blocks[position].kind == "paragraph" and owns_what_follows(blocks[position].text, following):
            break
        found.append(blocks[position])
        position += 1
    return found, position
