"""Markdown as plain lines: paragraphs broken to a width, formulas drawn, tables aligned.

For readers who want text alone: screen readers, pipes, paper. Colours and fonts are left to the screen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from cards import formula
from cards.formula.cells import cells, filled
from cards.markdown.inline import MARKED, inline_tokens
from cards.markdown.tree import Block, first_number, parse_blocks

if TYPE_CHECKING:
    from markdown_it.token import Token


def render(markdown: str, width: int, *, spoken: bool = False) -> str:
    """A card's side as text in lines of at most `width` cells; code and wide tables may be wider.

    Args:
        markdown: with TeX between dollars.
        width: in cells.
        spoken: for a voice that reads line by line: each formula on one line, tables row by row, each cell
            with the head of its column.
    """
    return "\n\n".join("\n".join(_block(block, width, spoken)) for block in parse_blocks(markdown))


def line(markdown: str) -> str:
    """Markdown as one line, without its marks: for lists of cards and titles."""
    return " ".join(_inline(markdown).split())


def _block(block: Block, width: int, spoken: bool) -> Iterator[str]:
    match block.kind:
        case "list":
            yield from _list(block, width, spoken)
        case "item" | "quote":
            for child in block.children:
                yield from _block(child, width, spoken)
        case "code":
            yield from (f"    {text}" for text in block.text.rstrip().split("\n"))
        case "math":
            yield from _formula(block.text, width, spoken)
        case "table":
            yield from _spoken_table(block.rows, width) if spoken else _table(block)
        case "rule":
            yield ""
        case _:
            yield from _paragraph(block.text, width, spoken)


def _formula(source: str, width: int, spoken: bool) -> Iterator[str]:
    """A displayed formula, stacked or on one line."""
    tex = _tex(source)
    drawn = filled(formula.inline(tex).split(), width - 2) if spoken else formula.display(tex, width - 2)
    yield from (f"  {text}" for text in drawn)


def _paragraph(text: str, width: int, spoken: bool) -> Iterator[str]:
    """Running text; a formula that stands alone between `$$` is stacked."""
    stripped = text.strip()
    if stripped.startswith("$$") and stripped.endswith("$$") and len(stripped) > 4:
        yield from _formula(stripped, width, spoken)
        return
    for part in _inline(text).split("\n"):
        yield from filled(part.split(), width) or [""]


def _list(block: Block, width: int, spoken: bool) -> Iterator[str]:
    for number, item in enumerate(block.children, first_number(block)):
        mark = f"{number}. " if block.info == "1" else "- "
        lines = [text for child in item.children for text in _block(child, width - len(mark), spoken)]
        for index, text in enumerate(lines):
            yield (mark if index == 0 else " " * len(mark)) + text


def around(room: int, sign: str) -> tuple[int, int]:
    """Blanks before and behind a cell of a table.

    Args:
        room: cells that it leaves of its column.
        sign: where the column's cells stand, as the form of a block says it.
    """
    before = {"r": room, "c": room // 2}.get(sign, 0)
    return before, room - before


def _table(block: Block) -> Iterator[str]:
    drawn = [[line(cell) for cell in row] for row in block.rows]
    widths = [max(map(cells, column)) for column in zip(*drawn, strict=True)]
    for index, row in enumerate(drawn):
        yield "  ".join(
            text.join(" " * blanks for blanks in around(size - cells(text), sign))
            for text, size, sign in zip(row, widths, block.form.ljust(len(row)), strict=False)
        ).rstrip()
        if index == 0:
            yield "  ".join("─" * size for size in widths)


def _spoken_table(rows: Sequence[Sequence[str]], width: int) -> Iterator[str]:
    """`head: cell; head: cell` for each row below the heads; these alone where there is none."""
    heads, *body = [[line(cell) for cell in row] for row in rows]
    if not body:
        yield from filled("; ".join(heads).split(), width)
    for row in body:
        pairs = [f"{head}: {cell}" if head else cell for head, cell in zip(heads, row, strict=True)]
        yield from filled("; ".join(pairs).split(), width)


def _tex(source: str) -> str:
    """A displayed formula without its delimiters."""
    stripped = source.strip()
    for opening, closing in (("$$", "$$"), ("\\[", "\\]")):
        if stripped.startswith(opening) and stripped.endswith(closing):
            return stripped[len(opening) : -len(closing)].strip()
    return stripped


def _inline(markdown: str) -> str:
    if not MARKED.search(markdown):
        return markdown.replace("\n", " ")
    return "".join(map(_text, inline_tokens(markdown)))


def _text(token: Token) -> str:
    if token.type.startswith("math_inline"):
        return formula.inline(token.content)
    if token.type == "softbreak":
        return " "
    if token.type == "hardbreak":
        return "\n"
    if token.type == "image":
        return f"[image: {token.content or token.attrGet('src')}]"
    return token.content if token.type in ("text", "code_inline", "text_special") else ""
