"""Bytes to a tree: the blocks of a note and its sections, each with true line numbers.

markdown-it-py finds the blocks; their text stays Markdown source, freed of the marks of the lists and
quotes around it. What a passage means, and whether it is worth a card, is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from textwrap import dedent
from typing import NamedTuple, cast

from markdown_it import MarkdownIt

from cards.markdown.block import Block as Block
from cards.markdown.block import BlockKind as BlockKind
from cards.markdown.block_lines import BlockLines, Filled, Mark
from cards.markdown.block_rules import BlockParser, ends_item, marked, paragraph, table, tagged_heading


class Section(NamedTuple):
    """A heading with the blocks below it, up to the next heading of any level."""

    heading: Block | None
    path: tuple[str, ...]
    """The headings above it and its own, as they are written."""
    blocks: tuple[Block, ...]
    start: int
    end: int
    has_children: bool = False


def parse_blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a text. Indented text is code only where most of the indented text looks like it."""
    rows = text.split("\n")
    parser = _parser(_indents_code(text), "|" in text)
    lines = BlockLines(text, rows, parser)
    parser.block.tokenize(lines, 0, lines.lineMax)
    return _tree(lines.found, Filled(rows))


def sections(blocks: Sequence[Block], last_line: int) -> tuple[Section, ...]:
    """Blocks cut at their headings, wherever these stand: also in quotes and list items."""
    flat = _without_folded_headings(list(_spread(blocks)))
    starts = [index for index, block in enumerate(flat) if block.kind == "heading"]
    result: list[Section] = []
    if not starts or starts[0] > 0:
        body = tuple(flat[: starts[0] if starts else len(flat)])
        if body:
            end = flat[starts[0]].start - 1 if starts else last_line
            result.append(Section(None, (), body, body[0].start, end))
    above: list[Block] = []
    for position, index in enumerate(starts):
        heading = flat[index]
        following = starts[position + 1] if position + 1 < len(starts) else None
        while above and int(above[-1].info) >= int(heading.info):
            above.pop()
        body = tuple(flat[index + 1 : following])
        end = flat[following].start - 1 if following is not None else last_line
        if heading.text == RESUMED and not above:
            result.append(Section(None, (), body, heading.start, end))
            continue
        if heading.text == RESUMED:
            heading = above.pop()._replace(start=heading.start, end=heading.start)
        above.append(heading)
        deeper = following is not None and int(flat[following].info) > int(heading.info)
        path = tuple([block.text for block in above])
        result.append(Section(heading, path, body, heading.start, max(end, heading.end), deeper))
    return tuple(result)


PLUS, STAR = "+", "*"
"""The info of a list whose items are marked by a plus, and the form of one marked by stars."""
QUOTED = "said"
"""The info of a quote that tells somebody's words; any other is only a way to set a text apart."""


def opened(blocks: Sequence[Block]) -> list[Block]:
    """Blocks with what the points of lists are made of in place of the lists."""
    found: list[Block] = []
    for block in blocks:
        found += (
            chain.from_iterable(item.children for item in block.children) if block.kind == "list" else [block]
        )
    return found


def render(blocks: Sequence[Block], indent: str = "") -> str:
    """Blocks as Markdown again, in one uniform style."""
    if len(blocks) == 1 and blocks[0].kind == "paragraph" and not indent:
        return _dedented(blocks[0].text) if "\n\t" in blocks[0].text else blocks[0].text
    parts: list[str] = []
    for block in blocks:
        text = _render_one(block, indent)
        if text:
            parts.append(text)
    return "\n\n".join(parts)


def _render_one(block: Block, indent: str) -> str:
    if block.kind == "list":
        return _render_list(block, indent)
    if block.kind == "quote" and block.info == QUOTED:
        lines = render(block.children).split("\n")
        return "\n".join([f"{indent}> {line}".rstrip() for line in lines])
    if block.kind in ("quote", "item"):
        return render(block.children, indent)
    if block.kind == "code":
        ticks = "```" if "```" not in block.text else "`````"
        body = f"{ticks}{block.info}\n{block.text.rstrip()}\n{ticks}"
    elif block.kind == "table":
        body = render_table(block.rows, block.form)
    elif block.kind == "heading":
        body = f"**{block.text}**"
    elif block.kind == "rule":
        body = ""
    else:
        body = _dedented(block.text) if "\n\t" in block.text else block.text
    return "\n".join([indent + line if line else line for line in body.split("\n")]) if indent else body


def _dedented(text: str) -> str:
    """A text without the indentation that all of its lines but the first have."""
    first, _, others = text.partition("\n")
    return f"{first}\n{dedent(others)}"


def _render_list(block: Block, indent: str) -> str:
    lines: list[str] = []
    for number, item in enumerate(block.children, start=first_number(block)):
        mark = f"{number}. " if block.info == "1" else "- "
        inner = " " * len(mark)
        text = "\n".join(filter(None, [_render_one(child, indent + inner) for child in item.children]))
        if text.strip():
            lines.append(indent + mark + text[len(indent) + len(mark) :])
    return "\n".join(lines)


def first_number(block: Block) -> int:
    """The number of the first item of a numbered list."""
    return int(block.form or 1) if block.info == "1" else 1


def rows_of(blocks: Sequence[Block], width: int = 76) -> int:
    """About the rows that blocks take on a screen, without rendering them."""
    rows = 0
    for kind, _, _, text, children, _, cells, *_ in blocks:
        if children:
            rows += rows_of(children, max(width - 2, 20) if kind == "item" else width)
        elif kind == "table":
            rows += len(cells) + 1
        else:
            short = len(text) <= width and "\n" not in text
            rows += 1 if short else sum([-(-len(line) // width) or 1 for line in text.split("\n")])
            rows += 2 * (kind == "code")
    return rows


_RULES = {"-": "---", "l": ":---", "c": ":---:", "r": "---:"}


def render_table(rows: Sequence[Sequence[str]], form: str = "") -> str:
    """A pipe table; the first row is its header.

    Args:
        rows: the cells.
        form: where those of each column stand, as a block says it.
    """
    if not rows:
        return ""
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    rule = "".join(f" {_RULES[sign]} |" for sign in form.ljust(len(rows[0]), "-")[: len(rows[0])])
    return "\n".join([lines[0], "|" + rule, *lines[1:]])


@cache
def _parser(indented_code: bool, tables: bool) -> MarkdownIt:
    """A parser with the rules that a text can need; each rule costs time on every line."""
    rules = [*(["code"] if indented_code else []), *(["table"] if tables else []), "paragraph"]
    parser = MarkdownIt("zero", {"html": True})
    parser.block = BlockParser()
    ruler = parser.block.ruler
    ruler.at("paragraph", paragraph)
    ruler.at("table", table, {"alt": ["paragraph"]})
    ruler.before("paragraph", "marked", marked, {"alt": ["paragraph", "blockquote"]})
    ruler.push("ends_item", ends_item, {"alt": ["list"]})
    ruler.enableOnly([*rules, "marked", "ends_item"])
    return parser


_CODE_LIKE = re.compile(
    r"[;{}]\s*$|^\s*(?:def|class|import|from|for|if|while|return|print|\$|>>>)\b.*[:()=]|\w\(.*\)\s*$"
)


_INDENTED = re.compile(r"\n[ \t]*\n((?:(?: {4}|\t)[^\n]*\n?)+)")


def _indents_code(text: str) -> bool:
    """Whether the text that is indented by four after a blank line is mostly code."""
    if "\n    " not in text and "\n\t" not in text:
        return False
    chunks = _INDENTED.findall("\n" + text[:100_000])
    code = sum(
        1 if len(rows) and sum(bool(_CODE_LIKE.search(row)) for row in rows) * 2 >= len(rows) else -1
        for rows in ([row for row in chunk.split("\n") if row.strip()] for chunk in chunks)
        if not re.match(r"\s*(?:[-*+]|\d+[.)])\s", rows[0] if rows else "")
    )
    return code > 0


_CONTAINERS: Mapping[str, BlockKind] = {
    "bullet_list_open": "list",
    "ordered_list_open": "list",
    "list_item_open": "item",
    "blockquote_open": "quote",
}
_LEAVES: Mapping[str, BlockKind] = {"fence": "code", "code_block": "code", "html_block": "html"}


def _tree(found: Sequence[Block | Mark], filled: Mapping[int, int]) -> tuple[Block, ...]:
    """The flat stream of what was found as nested blocks."""
    opened: list[tuple[Mark, list[Block]]] = []
    blocks: list[Block] = []
    following = iter(found)
    for mark in following:
        if isinstance(mark, Block):
            blocks.append(mark)
        elif mark.nesting < 0:
            inside = tuple(blocks)
            opening, blocks = opened.pop()
            blocks.append(_container(opening, inside, filled))
        elif mark.type == "table_open":
            blocks.append(_table(mark, cast("Iterator[Mark]", following), filled))
        elif mark.nesting > 0:
            opened.append((mark, blocks))
            blocks = []
        else:
            blocks.append(_leaf(mark, filled))
    return tuple(blocks)


def _lines(mark: Mark, filled: Mapping[int, int]) -> tuple[int, int]:
    first, last = mark.map or (0, 0)
    end = filled[last]
    return first + 1, end if end > first else first + 1


def _leaf(mark: Mark, filled: Mapping[int, int]) -> Block:
    start, end = _lines(mark, filled)
    kind = _LEAVES[mark.type]
    text = mark.content.strip("\n") if kind == "html" else mark.content
    tagged = tagged_heading(text) if kind == "html" and text[:2] in ("<h", "<H") else None
    if tagged:
        return Block("heading", start, end, tagged[1], (), tagged[0])
    return Block(kind, start, end, text, (), mark.info.strip())


def _sign_of(mark: Mark) -> str:
    """What stands before the items of a list."""
    if mark.type == "ordered_list_open":
        return "1"
    return PLUS if mark.markup == PLUS else "-"


def _container(mark: Mark, children: tuple[Block, ...], filled: Mapping[int, int]) -> Block:
    kind = _CONTAINERS[mark.type]
    last = children[-1] if children else None
    if last and (last.text or last.kind in ("item", "list")):
        start, end = (mark.map or (0, 0))[0] + 1, last.end
    else:
        start, end = _lines(mark, filled)
        end = max(min(end, last.end), start) if last else end
    info = _sign_of(mark) if kind == "list" else mark.info
    first = mark.attrGet("start") if info == "1" else STAR if mark.markup == STAR else None
    return Block(kind, start, end, "", children, info, form="" if first is None else str(first))


_SIDES = {"text-align:left": "l", "text-align:center": "c", "text-align:right": "r"}


def _table(opening: Mark, following: Iterator[Mark], filled: Mapping[int, int]) -> Block:
    """A table, whose tokens are taken from those that follow."""
    start, end = _lines(opening, filled)
    rows: list[tuple[str, ...]] = []
    cells: list[str] = []
    form = ""
    for token in following:
        if token.type == "th_open":
            form += _SIDES.get(str(token.attrGet("style")), "-")
        elif token.type == "inline":
            cells.append(token.content.strip())
        elif token.type == "tr_close":
            rows.append(tuple(cells))
            cells = []
        elif token.type == "table_close":
            break
    places = (start, *range(start + 2, start + 1 + len(rows)))
    lines = tuple(zip(places, places, strict=True))
    return Block("table", start, end, rows=tuple(rows), lines=lines, form=form.rstrip("-"))


RESUMED = "\x00"
"""The text of a heading that only says that the section above it goes on behind an item of its own."""


def _spread(blocks: Sequence[Block], least: int = 1) -> Iterator[Block]:
    """Blocks with every quote and list that holds a heading opened up, so that no heading is nested.

    Args:
        least: the highest level of a heading here; one inside of an item is below the heading of the item.
    """
    for block in blocks:
        if block.kind in ("quote", "list", "item") and _holds_heading(block):
            if block.kind == "list":
                level = ""
                for item in block.children:
                    if _holds_heading(item):
                        first, *others = _spread_item(item, least)
                        yield first
                        yield from others
                        owns = item.children[0].kind == "heading" and len(item.children) > 1
                        level = first.info if owns else ""
                    else:
                        if level:
                            yield Block("heading", item.start, item.start, RESUMED, info=level)
                            level = ""
                        yield block._replace(start=item.start, end=item.end, children=(item,))
            else:
                yield from _spread(block.children, least)
        elif least > 1 and block.kind == "heading" and int(block.info) < least:
            yield block._replace(info=str(least))
        else:
            yield block


def _spread_item(item: Block, least: int) -> Iterator[Block]:
    """What an item holds, all of it below the heading with which it begins."""
    first, others = item.children[0], item.children[1:]
    if first.kind == "heading":
        level = max(int(first.info), least)
        yield first._replace(info=str(level))
        yield from _spread(others, level + 1)
    else:
        yield from _spread(item.children, least)


_FOLDED_ANSWER = re.compile(
    r"<summary\b[^<>]*>\W{0,20}(?:<[^<>]*>\s*){0,5}"
    r"(?:(?:show|see|view|reveal|click (?:here )?(?:to|for)(?: see| show| view)?(?: the)?)\s+)?(?:the )?"
    r"(?:answers?|solutions?|explanation|答案|解答|antwort|respuesta|réponse)\W{0,20}(?:<[^<>]*>\s*){0,5}</summary",
    re.IGNORECASE,
)
_CLOSE_DETAILS = re.compile(r"</details\s*>", re.IGNORECASE)


def is_folded_answer(block: Block) -> bool:
    """Whether a block opens a fold that says that it holds the answer."""
    return block.kind == "html" and _FOLDED_ANSWER.search(block.text) is not None


def _without_folded_headings(blocks: list[Block]) -> list[Block]:
    """Headings inside of a folded answer are part of the answer and open no section."""
    if not any(is_folded_answer(block) for block in blocks if block.kind == "html"):
        return blocks
    result: list[Block] = []
    folded = False
    for block in blocks:
        if is_folded_answer(block):
            folded = not _CLOSE_DETAILS.search(block.text)
        elif folded and block.kind == "html" and _CLOSE_DETAILS.search(block.text):
            folded = False
        elif folded and block.kind == "heading":
            block = block._replace(kind="paragraph", info="")
        result.append(block)
    return result


def _holds_heading(block: Block) -> bool:
    for child in block.children:
        if child.kind == "heading" or (child.children and _holds_heading(child)):
            return True
    return False
