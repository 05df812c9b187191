"""Markdown as plain lines: paragraphs broken to a width, formulas drawn, tables aligned.

For readers who want text alone: screen readers, pipes, paper. Colours and fonts are left to the screen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from cards import formula
from cards.formula.cells import cells, filled
from cards.inline import inline_tokens
from cards.markdown import Block, parse_blocks

if TYPE_CHECKING:
    from markdown_it.token import Token


def render(markdown: str, width: int) -> str:
    """A card's side as text in lines of at most `width` cells; code and wide tables may be wider."""
    return "\n\n".join("\n".join(_block(block, width)) for block in parse_blocks(markdown))


def line(markdown: str) -> str:
    """Markdown as one line, without its marks: for lists of cards and titles."""
    return " ".join(_inline(markdown).split())


def _block(block: Block, width: int) -> Iterator[str]:
    match block.kind:
        case "list":
            yield from _list(block, width)
        case "item" | "quote":
            for child in block.children:
                yield from _block(child, width)
        case "code":
            yield from (f"    {text}" for text in block.text.rstrip().split("\n"))
        case "math":
            yield from (f"  {text}" for text in formula.display(_tex(block.text), width - 2))
        case "table":
            yield from _table(block.rows)
        case "rule":
            yield ""
        case _:
            yield from _paragraph(block.text, width)


def _paragraph(text: str, width: int) -> Iterator[str]:
    """Running text; a formula that stands alone between `$$` is stacked."""
    stripped = text.strip()
    if stripped.startswith("$$") and stripped.endswith("$$") and len(stripped) > 4:
        yield from (f"  {drawn}" for drawn in formula.display(_tex(stripped), width - 2))
        return
    for part in _inline(text).split("\n"):
        yield from filled(part.split(), width) or [""]


def _list(block: Block, width: int) -> Iterator[str]:
    for number, item in enumerate(block.children, 1):
        mark = "- " if block.info == "-" else f"{number}. "
        lines = [text for child in item.children for text in _block(child, width - len(mark))]
        for index, text in enumerate(lines):
            yield (mark if index == 0 else " " * len(mark)) + text


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    drawn = [[line(cell) for cell in row] for row in rows]
    widths = [max(map(cells, column)) for column in zip(*drawn, strict=True)]
    for index, row in enumerate(drawn):
        yield "  ".join(
            text + " " * (size - cells(text)) for text, size in zip(row, widths, strict=True)
        ).rstrip()
        if index == 0:
            yield "  ".join("─" * size for size in widths)


def _tex(source: str) -> str:
    """A displayed formula without its delimiters."""
    stripped = source.strip()
    for opening, closing in (("$$", "$$"), ("\\[", "\\]")):
        if stripped.startswith(opening) and stripped.endswith(closing):
            return stripped[len(opening) : -len(closing)].strip()
    return stripped


def _inline(markdown: str) -> str:
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
