"""Blocks of one shape for the rules: text that runs together is cut, what belongs together is joined.

Notes write lists without list marks, labels without headings and answers in quotes. Nothing is judged or
dropped here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from operator import is_

from cards.labels.label import split_label, split_pair
from cards.labels.owning import BEHIND_BOLD, BOLD_LINE, title_line
from cards.labels.points import is_bare_point
from cards.labels.tasks import with_tasks
from cards.markdown.tree import QUOTED, Block
from cards.shapes.arrows import around_arrows, arrow_list, arrows_in_line
from cards.shapes.asked import asked_points
from cards.shapes.broken import BROKEN, on_lines_of, stretched
from cards.shapes.capitals import around_capitals
from cards.shapes.columns import drawn_table
from cards.shapes.cuts import cuts_of
from cards.shapes.fencedtext import facts_inside, holds_text
from cards.shapes.gathered import gathered
from cards.shapes.indented import indented_outline, with_letters, with_sub_numbers
from cards.shapes.list_titles import glued_label, title_above
from cards.shapes.outline import with_outline
from cards.shapes.pairs import titles_of_commands, titles_points, titles_text, with_pairs
from cards.shapes.quotes import is_quotation, open_quote, opened, with_first_item, with_last_item
from cards.shapes.several import items_in_line, statements_in_line
from cards.shapes.speakers import with_speakers
from cards.shapes.unmarked import (
    as_list,
    as_one_line,
    inline_numbers,
    list_of,
    one_column_table,
    several_formulas,
    spelt_lines,
    with_numbered_titles,
)
from cards.words.wording import count_words

_ALIGNMENT = re.compile(r"\s*\|?\s*:?-{3,}:?\s*\|?\s*$|\s*:-+:\s*$")
_HOLDS_COLUMNS = re.compile(r"\S(?:  |\t| ?\|)")
_OPEN_QUESTION = re.compile(
    r"(?:What|Why|How|When|Where|Who|Which \w+) (?:is|are|do|does|did|was|were|can|should)(?!n['’]t)"
    r" [^.!:;,?|=→>]{4,90}|[Hh]ow to [^.!:;,?|=→>]{4,45}"
)
"""A line that asks although its author left the question mark out."""
_EXAMPLE = re.compile(
    r"(?:\*\*|__)?(?:Worked )?Example \d{1,2}\s?[:.)–-]\s*([^\n.:*_]{2,50}?)(?:\*\*|__)?:?\s*\Z"
)
"""A line above an example that is worked out, and what it is of."""
MAX_TITLED = 100
"""Lines of a paragraph of which the first may be a title; from each on, the others are looked at anew."""
_NAME_LINE = re.compile(r"\s*[*_(\[]{0,3}[A-Z][^.!?:;=`$|]{2,44}(?<=[\w)\]*_])")
"""A short line that begins with a capital and says no sentence: one of several in a column."""
_FACTS = re.compile(r"(?:[A-Z][^\n]{16,}[\w)%$]\n){2,}[A-Z][^\n]{16,}[\w)%$]")
"""Lines that each begin with a capital and end without a point: none goes on with the one above."""


def untangle(blocks: Sequence[Block]) -> list[Block]:
    """Make blocks ready for the rules."""
    blocks = with_speakers(blocks)
    if _may_number(blocks):
        blocks = with_numbered_titles(with_outline(blocks))
    return gathered(_take_apart(blocks))


def _may_number(blocks: Sequence[Block]) -> bool:
    """Whether a block begins as a numbered title may; a plain loop, as it is asked of every list item."""
    for block in blocks:
        sign = block.text[:1]
        if block.info == "1" or (sign and (sign.isdigit() or sign in "*_（")):
            return True
    return False


def _take_apart(blocks: Sequence[Block]) -> list[Block]:
    """Paragraphs cut where they run several things together; quotes opened up."""
    result: list[Block] = []
    for position, block in enumerate(blocks):
        before = blocks[position - 1] if position else None
        following = blocks[position + 1] if position + 1 < len(blocks) else None
        if block.kind == "paragraph":
            split = _split_paragraph if block.info != BROKEN else _split_broken
            result.extend(split(block, following))
        elif block.kind == "list" and before and _begun_behind_mark(before, block):
            result[-1:] = _take_list_apart(with_first_item(block, before), None)
        elif block.kind in ("code", "math") and before and _hangs_on_list(block, before, result):
            result[-1] = with_last_item(result[-1], [block])
        elif block.kind == "code" and holds_text(block) and (facts := facts_inside(block)):
            result.extend(_split_paragraph(facts, following))
        elif block.kind == "list" and (asked := asked_points(block, following)):
            result.extend(asked)
        elif block.kind == "list" and len(block.children) == 1:
            result += [one for made in as_one_line(block) for one in _take_list_apart(made, before)]
        elif block.kind == "list":
            result.extend(_take_list_apart(block, before))
        elif block.kind == "quote" and is_quotation(block, before, following):
            result.append(block._replace(info=QUOTED))
        elif block.kind == "quote":
            open_quote(block, untangle(block.children), result, before)
        else:
            result.append(block)
    return result


def _begun_behind_mark(before: Block, block: Block) -> bool:
    """Whether a line is the first item of the list right below it, which `Answer:` stood before."""
    sign = "1" if before.text[:1] == "1" else "-"
    begins = before.text[:2] in ("- ", "* ") or before.text[:3] in ("1. ", "1) ")
    return begins and before.end + 1 == block.start and block.info == sign and "\n" not in before.text


def _hangs_on_list(block: Block, before: Block, result: Sequence[Block]) -> bool:
    """Whether code or a formula stands right below the last item of a list."""
    return before.kind == "list" and result[-1].kind == "list" and block.start - before.end <= 1


def _take_list_apart(block: Block, before: Block | None) -> list[Block]:
    """Items untangled in themselves; a label glued to an item begins something new."""
    result: list[Block] = []
    items: list[Block] = []
    titled = title_above(block, before)
    for item in with_tasks(block.children) if block.info == "1" else block.children:
        if block.info == "1" and "\n" in item.children[0].text:
            text = item.children[0].text
            begins = "\na. " in text or "\na) " in text or "\n(a) " in text
            item = with_letters(item) if begins else with_sub_numbers(item)
        children = list(item.children)
        last = children[-1]
        glued = glued_label(last, item is block.children[-1], titled)
        if glued:
            count = glued.start - last.start
            kept = "\n".join(last.text.split("\n")[:count])
            end = last.lines[count - 1][1] if last.lines else glued.start - 1
            children[-1] = last._replace(end=end, text=kept, lines=last.lines[:count])
            item = item._replace(end=end, children=tuple(children))
            glued = glued._replace(lines=last.lines[count:])
        if len(children) > 1 or children[0].kind != "paragraph" or _splits(children[0]):
            item = item._replace(children=tuple(untangle(opened(children))))
        single = len(children) == 1 and "; " in children[0].text
        items += items_in_line(item) if single else [item]
        if glued:
            result.append(block._replace(start=items[0].start, end=item.end, children=tuple(items)))
            split = _split_paragraph if last.info != BROKEN else _split_broken
            result += split(glued, None if item is block.children[-1] else block)
            items = []
    if not result and all(map(is_, items, block.children)):
        return [block]
    if items:
        result.append(block._replace(start=items[0].start, end=items[-1].end, children=tuple(items)))
    return result


def _splits(block: Block) -> bool:
    """Whether a single paragraph may hold several things: several lines, or a number."""
    return "\n" in block.text or ")" in block.text


def _split_broken(block: Block, following: Block | None) -> list[Block]:
    """A paragraph with breaks in its lines, cut by them; each part stands on its lines of the source."""
    return on_lines_of(block, _split_paragraph(stretched(block), following))


def _split_paragraph(block: Block, following: Block | None) -> list[Block]:
    """One paragraph as the paragraphs and lists that its lines really are."""
    if block.text[:2] in ("**", "__") and not block.text.isascii():
        block = block._replace(text=BEHIND_BOLD.sub("", block.text, count=1))
    lines = block.text.split("\n")
    if len(lines) == 1:
        several = several_formulas(block) if " = " in block.text else []
        if "; " in block.text and (told := arrows_in_line(block)):
            return told
        stated = "** = " in block.text or block.text.count(": ") > 1
        return several or (_statements(block) if stated else inline_numbers(block))
    if _ALIGNMENT.match(lines[1]) and "|" not in lines[0]:
        return one_column_table(block, lines)
    columns = drawn_table(block, lines) if _HOLDS_COLUMNS.search(block.text) else None
    if columns:
        return columns
    example = _EXAMPLE.match(lines[0]) if "xample" in lines[0] else None
    if example:
        return [block._replace(text="\n".join([f"**Example of {example.group(1)}**:", *lines[1:]]))]
    outlined = indented_outline(block, lines) if lines[1][:1].isspace() else None
    if outlined:
        return outlined
    spelt = spelt_lines(block, lines)
    if spelt:
        return spelt
    short = len(lines) <= MAX_TITLED
    if short and lines[0][:1] in ("*", "_") and (title := title_line(lines[0])):
        named = len(lines) > 2 and all(map(BOLD_LINE.match, lines))
        return [block] if named else _below_title(block, title, lines, following)
    lines = _with_question_marks(lines)
    lines = with_pairs(lines) or lines
    found = arrow_list(block, lines) or as_list(block, lines)
    if found:
        lead, made = found
        return [*(_split_paragraph(lead, made[0]) if lead else ()), *_with_statements(made)]
    around = around_capitals(block, lines) or around_arrows(block, lines)
    if around:
        return [one for part in around for one in _split_again(part, following)]
    if titles_points(lines):
        items = [
            Block("item", at, at, children=(block._replace(start=at, end=at, text=line.strip()),))
            for at, line in enumerate(lines[1:], block.start + 1)
        ]
        return [block._replace(end=block.start, text=f"{lines[0].strip()}:"), list_of(items)]
    commands = titles_of_commands(lines)
    if commands:
        return _below_titles(block, lines, commands)
    if short and titles_text(lines):
        return _below_title(block, f"{lines[0].strip()}:", lines, following)
    if _titles_terms(lines) or is_bare_point(lines[0]):
        lines[0] = f"{lines[0].strip().rstrip(':： ')}:"
        edges = [0, 1, len(lines)] if is_bare_point(lines[0]) else list(range(len(lines) + 1))
    elif len(lines) > 2 and all(map(_NAME_LINE.fullmatch, lines)):
        items = [
            Block("item", at, at, children=(block._replace(start=at, end=at, text=line.strip()),))
            for at, line in enumerate(lines, block.start)
        ]
        return [list_of(items)]
    elif len(lines) > 2 and ": " not in block.text and _FACTS.fullmatch(block.text):
        edges = list(range(len(lines) + 1))
    else:
        edges = [0, *cuts_of(lines, following), len(lines)]
    if len(edges) == 2:
        return [block]
    pieces = [
        block._replace(
            start=min(block.start + low, block.end),
            end=min(block.start + high - 1, block.end),
            text=_labelled("\n".join(lines[low:high]).strip(), len(edges) > 3),
        )
        for low, high in pairwise(edges)
    ]
    return _with_statements([one for piece in pieces for one in _listed_again(piece)])


def _listed_again(piece: Block) -> list[Block]:
    """A part of a paragraph as the list that its lines of code are, with what each does."""
    lines = piece.text.split("\n")
    found = as_list(piece, lines) if lines[1:] and piece.text[:1] == "`" else None
    return found[1] if found and not found[0] else [piece]


def _below_title(block: Block, title: str, lines: Sequence[str], following: Block | None) -> list[Block]:
    """The first line of a paragraph as a title, and what the others are."""
    text = block._replace(start=min(block.start + 1, block.end), text="\n".join(lines[1:]).strip())
    made = _split_paragraph(text, following)
    labelled = ": " in title and title.rstrip("*_ :")[-1:] != "?" and len(made) == 1
    label = split_label(title.strip("*_ ")) if labelled else None
    if label and not label.label[-1:].isdigit() and made[0].kind == "paragraph":
        return [block._replace(text=f"**{label.label}:** {label.body}\n{made[0].text}")]
    return [block._replace(end=block.start, text=title), *made]


def _below_titles(block: Block, lines: Sequence[str], titles: Sequence[int]) -> list[Block]:
    """Each of these lines as a title, and the lines below it as a text."""
    made = []
    for low, high in pairwise([*titles, len(lines)]):
        piece = block._replace(start=block.start + low, end=block.start + high - 1)
        text = "\n".join(lines[low + 1 : high]).strip()
        made += [piece._replace(end=piece.start, text=f"{lines[low].strip()}:")]
        made += [piece._replace(start=piece.start + 1, text=text)]
    return made


def _with_statements(pieces: Sequence[Block]) -> list[Block]:
    """Pieces of a paragraph, those cut that hold labelled statements with semicolons between."""
    made: list[Block] = []
    answers = pieces[0].text[-1:] in ("?", "？")
    for piece in pieces:
        several = "; " in piece.text or (not answers and piece.text.count(": ") > 1)
        made += _statements(piece) if several else [piece]
    return made


def _statements(block: Block) -> list[Block]:
    """A line as a paragraph for each of its labelled statements."""
    parts = statements_in_line(block.text) if "\n" not in block.text else []
    return [block._replace(text=part) for part in parts] or [block]


def _split_again(part: Block, following: Block | None) -> list[Block]:
    """A part of a paragraph, cut where it is text."""
    return _split_paragraph(part, following) if part.kind == "paragraph" else [part]


def _with_question_marks(lines: list[str]) -> list[str]:
    """Lines of which those that ask have their mark, where another line is their answer."""
    asks = [_OPEN_QUESTION.fullmatch(line) is not None for line in lines]
    if not asks[0]:
        return lines
    answered = [ask and not after for ask, after in zip(asks, [*asks[1:], True], strict=True)]
    return [f"{line.rstrip()}?" if has else line for line, has in zip(lines, answered, strict=True)]


def _labelled(text: str, several: bool) -> str:
    """One of several parts of a paragraph, with the dash behind its label as a colon."""
    weak = several and "\n" not in text and not BOLD_LINE.match(text)
    label = split_label(text, in_list=True) or split_pair(text) if weak else None
    return f"**{label.label}**: {label.body}" if label and label.strength == 1 else text


def _titles_terms(lines: Sequence[str]) -> bool:
    """Whether a paragraph begins with a few words for the terms below it, each before a dash."""
    first = lines[0].strip()
    return (
        len(lines) > 2
        and count_words(first) <= 6
        and first[-1:] not in ".!,;?？"
        and not any(map(split_label, lines))
        and split_label(first, in_list=True) is None
        and split_pair(first) is None
        and all(split_label(line, in_list=True) or split_pair(line) for line in lines[1:])
    )
