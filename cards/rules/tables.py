"""Tables: a row for each term, or columns that are compared."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cards.asking.asked import asks
from cards.asking.columns import ask_columns
from cards.asking.front import Question
from cards.asking.pronouns import with_its_name
from cards.asking.titled import ask_label, ask_title, is_comparison
from cards.asking.topic import Topic, about
from cards.cutting import Cutter, Draft, Found
from cards.labels.points import point_of
from cards.labels.titles import title_of
from cards.markdown.tree import Block, render_table
from cards.shapes.columns import are_sides
from cards.words.wording import count_words, plain

_AS_IT_STANDS = re.compile(r"(`+)[^`]+\1|#(?!\d).*|\d+[.,]\d+\s?[^\W\d_]{1,4}")
"""Code, an amount, or what begins with a sign that would number a heading."""
MAX_NAME = 2
"""Words of a front that is only a name."""
MAX_ASKED = 4
"""Columns that a front asks for by their names."""
_FRONT = re.compile(r"(?i)(?:front|question|q|term|prompt|word|concept|问题|術語|术语|题目)s?")
_BACK = re.compile(
    r"(?i)(?:back|answer|a|response|def|definition|meaning|explanation|description|translation|note|detail|remark|答案"
    r"|定义|解释)s?"
)
_NAMES_ROWS = re.compile(
    r"(?i)(?:component|part|type|kind|variant|method|technique|approach|strategy|step|(?:hyper)?parameter|option"
    r"|category|rule|use case|application|problem|issue|challenge|symptom|sign|cause|feature|example)"
)
"""What stands above names of which the second column tells one thing each."""
_NUMBER_COLUMN = re.compile(r"(?i)#|№|(?:no|nr|num|s\.?no|sl\.?no|number|index|id)?\.?|序号|编号|番号")
_BROKEN = re.compile(r"(?<!\s)\s{3,}[-•*]\s+")
"""What is left of a break before a point in a cell."""
LEAST_POINTS = 2
"""Points from which a cell is a list."""
_WHOLE_BOLD = re.compile(r"\*\*((?:(?!\*\*).)+)\*\*")
_NUMBERS = re.compile(r"\d[\d\s.,/–-]*|[IVX]{1,4}")
_LETTER = re.compile(r"[^\W\d_]")
_WORD_SIGN = re.compile(r"[^\W_]")


def table_rows(cutter: Cutter, topic: Topic, blocks: Sequence[Block], at: int) -> Found | None:
    block = blocks[at]
    if len(block.rows) < 2 or not block.rows[0]:
        return None
    block = _without_numbers(block)
    header = block.rows[0]
    if is_made_for_cards(block):
        return Found(1, _pairs(cutter, topic, block))
    names = [plain(name) for name in header]
    sided = all(map(point_of, names)) and not _NAMES_ROWS.fullmatch(names[0])
    if len(header) == 2 and (sided or are_sides(names)):
        return Found(1, [_compared(topic, block)])
    for keyed in (block, _with_joined_keys(block)):
        if _keyed(keyed.rows[0], keyed.rows[1:]):
            return Found(1, _by_row(topic, keyed))
    return Found(1, [_compared(topic, block)])


def is_made_for_cards(block: Block) -> bool:
    """Whether the first columns of a table say that they are the fronts and backs of cards."""
    first, second = (*block.rows[0], "", "")[:2]
    return _FRONT.fullmatch(plain(first)) is not None and _BACK.fullmatch(plain(second)) is not None


def _without_numbers(block: Block) -> Block:
    """A table without a first column that only counts its rows."""
    header, *rows = block.rows
    if len(header) < 3 or not _NUMBER_COLUMN.fullmatch(header[0].strip()):
        return block
    if not all(row[0].strip(" .)#").isdigit() for row in rows if row):
        return block
    return block._replace(rows=tuple(row[1:] for row in block.rows), form=block.form[1:])


def _pairs(cutter: Cutter, topic: Topic, block: Block) -> list[Draft]:
    """A table made for cards: each row is a front and a back, with what its other columns add."""
    drafts = []
    for lines, row in _placed(block):
        if len(row) < 2 or not row[1] or not _WORD_SIGN.search(row[0]):
            left = Block("paragraph", *lines, " | ".join(row))
            cutter.skipped.append((left, "empty"))
            continue
        more = [(name, cell) for name, cell in zip(block.rows[0][2:], row[2:], strict=False) if cell]
        back = "\n\n".join([row[1], *(f"{name}: {cell}" if name else cell for name, cell in more)])
        bold = _WHOLE_BOLD.fullmatch(row[0]) if row[0][:2] == "**" else None
        front = bold.group(1) if bold else row[0]
        bare = count_words(front) <= MAX_NAME and not asks(front)
        question = Question(front, topic.all, shown=int(bare and topic.title != ""), verbatim=True)
        drafts.append(Draft(question, back, *lines, explicit=True))
    return drafts


def _placed(block: Block) -> Iterator[tuple[tuple[int, int], tuple[str, ...]]]:
    """The rows of a table below its header, each with its lines."""
    placed = zip(block.lines[1:], block.rows[1:], strict=True)
    return ((lines, row) for lines, row in placed if row[0][:2] != "--" or any(map(_WORD_SIGN.search, row)))


def _keyed(header: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first column names what the others tell about."""
    keys = [row[0] for row in rows]
    if len(rows) < 2 or len(set(keys)) < len(keys) or not all(keys):
        return False
    short = all(len(key) <= 48 and count_words(key) <= 6 for key in keys)
    told = [cell for row in rows for cell in row[1:]]
    return short and sum(map(bool, told)) * 2 > len(told)


def _with_joined_keys(block: Block) -> Block:
    """A table whose first column holds for several rows, with its two first columns as one."""
    header, *rows = block.rows
    if len(header) < 3 or not rows[0][0] or not any(header[2:]):
        return block
    filled, above = [], ""
    for row in rows:
        above = row[0] or above
        filled.append((above, *row[1:]))
    firsts = [row[0] for row in filled]
    if len(set(firsts)) == len(firsts) or len(set(firsts)) == 1 or not all(row[1] for row in filled):
        return block
    first, second = (f"{name} " if any(map(_NUMBERS.match, rows[0][:2])) else "" for name in header[:2])
    joined = tuple((f"{first}{row[0]}, {second}{row[1]}", *row[2:]) for row in filled)
    form = block.form[:1] + block.form[2:]
    return block._replace(rows=((header[0], *header[2:]), *joined), form=form)


def _with_points(cell: str, indent: str) -> str:
    """A cell with a line for each of the points behind its breaks; any other cell as it is."""
    lead, *points = _BROKEN.split(f"   {cell}")
    if len(points) < LEAST_POINTS or lead:
        return cell
    listed = "\n".join(f"{indent}- {point}" for point in points)
    return f"\n{listed}" if indent else listed


def _by_row(topic: Topic, block: Block) -> list[Draft]:
    header = block.rows[0]
    drafts = []
    for lines, row in _placed(block):
        cells = [(name, cell) for name, cell in zip(header[1:], row[1:], strict=False) if cell]
        if not cells:
            continue
        only = len(cells) == 1 and cells[0][0] != ""
        if "   " in cells[0][1] or "   " in cells[-1][1]:
            cells = [(name, _with_points(cell, "" if len(cells) == 1 else "  ")) for name, cell in cells]
        back = (
            cells[0][1]
            if len(header) == 2 or only
            else "\n\n".join(cell for _, cell in cells)
            if _BACK.fullmatch(title_of(cells[0][0])) and not any(name for name, _ in cells[1:])
            else "\n".join(f"- {name}: {cell}" if name else f"- {cell}" for name, cell in cells).replace(
                ": \n", ":\n"
            )
        )
        question = ask_label(topic, row[0], cells[0][1])
        if _NUMBERS.fullmatch(row[0]) and _LETTER.search(header[0]):
            row = (f"{title_of(header[0])} {row[0]}", *row[1:])
        key = row[0] if _AS_IT_STANDS.fullmatch(row[0]) else title_of(row[0])
        if len(cells) > 1 and topic.english and all(name for name, _ in cells):
            names = [title_of(name) for name, _ in cells]
            if is_comparison(topic.title):
                between = " and ".join(names)
                text = f"{key} How do {between} differ?" if asks(key) else f"{key}: how do {between} differ?"
                question = Question(text, topic.all, "comparison", 0)
            elif len(names) <= MAX_ASKED:
                text = ask_columns(key, names) or f"{key}: {', '.join(names[:-1])} and {names[-1]}?"
                question = Question(text, (*topic.above, topic.title), "basic", 1)
            else:
                text = f"What do you know about {key}?"
                question = Question(text, (*topic.above, topic.title), "basic", 1)
        if only and count_words(cells[0][0]) <= 6 and not asks(row[0]):
            told = title_of(cells[0][0])
            if _BACK.fullmatch(told):
                vague = topic.english and (", " in key or question.text.startswith("What do you know"))
                asked = question._replace(text=f"What does {key} mean?") if vague else question
                drafts.append(Draft(asked, back, *lines, question.kind))
                continue
            named = with_its_name(told, key)
            attribute = ask_columns(key, [told]) if topic.english else None
            text = named if named != told else attribute or f"{key}: {told}?"
            kind = "basic" if attribute else question.kind
            question = Question(text, (*topic.above, topic.title), kind, 1)
        drafts.append(Draft(question, back, *lines, question.kind))
    return drafts


def _compared(topic: Topic, block: Block) -> Draft:
    header = [plain(name) for name in block.rows[0]]
    names = [name for name in header if name]
    if topic.english and len(names) == 2 and _BACK.fullmatch(names[1]) and _names_rows(topic.title, names[0]):
        question = ask_title(topic, "", "list", len(block.rows) - 1)
    elif topic.english and (both := _of_one(names)):
        question = Question(both, (*topic.above, topic.title), "comparison", 1)
    elif topic.english and len(names) == 2 and all(point_of(name) for name in names):
        question = Question(f"{about(topic)}: {names[0]} and {names[1]}?", topic.above, "comparison")
    elif topic.english and len(names) > 1:
        question = Question(
            f"Compare {', '.join(names[:-1])} and {names[-1]}.", (*topic.above, topic.title), "comparison", 1
        )
    else:
        question = Question(about(topic), topic.above, "comparison")
    return Draft(question, render_table(block.rows, block.form), block.start, block.end, "comparison")


def _names_rows(title: str, name: str) -> bool:
    """Whether a title is the plural of what stands above the first column: `Advantages`, `Advantage`."""
    return point_of(name) is not None and title.lower().startswith(name.lower())


def _of_one(names: Sequence[str]) -> str:
    """The question for columns that tell two points of one thing: `Sail Pros`, `Sail Cons`."""
    ends = [name.rsplit(maxsplit=1) for name in names]
    if len(names) != 2 or any(len(end) < 2 or not point_of(end[1]) for end in ends):
        return ""
    (one, first), (two, second) = ends
    return f"{one}: {first} and {second}?" if one.casefold() == two.casefold() else ""
