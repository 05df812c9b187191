"""Markdown as styled text for a width: paragraphs, lists, tables, drawn formulas, coloured code.

Pure: the same Markdown and width give the same text. Colours are named by their role, so that a
theme can change under it. It never loses a formula: what cannot be drawn is shown as its source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from textual.content import Content

from cards import formula
from cards.inline import inline_tokens
from cards.markdown import Block, parse_blocks
from quizapp.pictures import Picture, pieces
from quizapp.tui.wrapping import wrap

if TYPE_CHECKING:
    from markdown_it.token import Token
    from textual.style import Style

CODE = "$text-secondary"
MATH = "$text-primary"
MARK = "$foreground-muted"
RULE = "$rule"

INDENT = 3
"""Cells before a displayed formula and before code."""

_OPENING = {"strong_open": "bold", "em_open": "italic", "s_open": "strike"}
_WEB = re.compile(r"https?://[!-~]{1,2000}")
"""Addresses that are safe in a terminal's own sequence for links."""
_CLOSING = frozenset(("strong_close", "em_close", "s_close", "link_close"))


@lru_cache(maxsize=64)
def typeset(markdown: str, width: int) -> Content:
    """A text in lines of at most `width` cells.

    Args:
        markdown: with TeX in `$...$` and `$$...$$`.
        width: cells, at least 1.
    """
    lines: list[Content] = []
    for block in parse_blocks(markdown):
        if lines:
            lines.append(Content())
        lines += _block(block, max(width, 1))
    return Content("\n").join(lines)


def inline(markdown: str) -> Content:
    """Running text with its styles; line breaks of the source become blanks."""
    from textual.content import Span

    parts: list[str] = []
    spans: list[Span] = []
    place = 0
    open_styles: list[str | Style] = []
    for token in inline_tokens(markdown):
        if token.type in _OPENING:
            open_styles.append(_OPENING[token.type])
        elif token.type == "link_open":
            open_styles.append(_link(str(token.attrGet("href"))))
        elif token.type in _CLOSING:
            open_styles.pop()
        text, style = _run(token)
        styles = [*open_styles, style] if style else open_styles
        spans += [Span(place, place + len(text), each) for each in styles if text]
        parts.append(text)
        place += len(text)
    return Content("".join(parts), spans)


def _link(address: str) -> Style:
    """Underlined; addresses of the web are handed to the terminal, which opens them on a click."""
    from textual.style import Style

    return Style(underline=True, link=address if _WEB.fullmatch(address) else None)


def _run(token: Token) -> tuple[str, str]:
    """The text of an inline token, and its style."""
    if token.type.startswith("math_inline"):
        return formula.inline(token.content), MATH
    if token.type == "code_inline":
        return token.content, CODE
    if token.type == "softbreak":
        return " ", ""
    if token.type == "hardbreak":
        return "\n", ""
    if token.type == "image":
        return f"[image: {token.content or token.attrGet('src')}]", MARK
    return (token.content, "") if token.type in ("text", "text_special") else ("", "")


def _block(block: Block, width: int) -> Iterator[Content]:
    match block.kind:
        case "list":
            yield from _list(block, width)
        case "item":
            yield from _stacked(block.children, width)
        case "quote":
            for line in _stacked(block.children, max(width - 2, 1)):
                yield Content.styled("▎ ", RULE) + line
        case "code":
            yield from _code(block.text.rstrip("\n"), block.info, width)
        case "math":
            yield from _display(block.text, width)
        case "table":
            yield from _table([[inline(cell) for cell in row] for row in block.rows], width)
        case "rule":
            yield Content.styled("─" * width, RULE)
        case "heading":
            yield from wrap(inline(block.text).stylize("bold"), width)
        case _:
            yield from _paragraph(block.text, width)


def _stacked(blocks: Sequence[Block], width: int) -> Iterator[Content]:
    for number, block in enumerate(blocks):
        if number and block.kind not in ("list", "item"):
            yield Content()
        yield from _block(block, width)


def _paragraph(text: str, width: int) -> Iterator[Content]:
    """Running text; a formula that stands alone between `$$` is stacked."""
    stripped = text.strip()
    if stripped.startswith("$$") and stripped.endswith("$$") and len(stripped) > 4:
        yield from _display(stripped, width)
        return
    for part in pieces(text) if "![" in text else (text,):
        yield from wrap(inline(part), width) if isinstance(part, str) else framed(part, width)


def framed(picture: Picture, width: int, note: str = "") -> Iterator[Content]:
    """What a picture shows, in a frame that stands for it.

    Args:
        picture: what is not drawn.
        width: cells.
        note: why it is not drawn.
    """
    room = max(width - 4, 1)
    lines = wrap(Content("♪ " if picture.heard else "▣ ") + inline(picture.words), room)
    if picture.host:
        note = f"on {picture.host}, not fetched"
    if note:
        lines += Content.styled(note, MARK).wrap(room)
    room = max(line.cell_length for line in lines)
    yield Content.styled(f"╭{'─' * (room + 2)}╮", RULE)
    for line in lines:
        yield (
            Content.styled("│ ", RULE) + line.pad_right(room - line.cell_length) + Content.styled(" │", RULE)
        )
    yield Content.styled(f"╰{'─' * (room + 2)}╯", RULE)


def _display(source: str, width: int) -> Iterator[Content]:
    indent = INDENT if width > 4 * INDENT else 0
    for line in formula.display(_tex(source), width - indent):
        yield Content(" " * indent) + Content.styled(line, MATH)


def _tex(source: str) -> str:
    stripped = source.strip()
    for opening, closing in (("$$", "$$"), ("\\[", "\\]")):
        if stripped.startswith(opening) and stripped.endswith(closing):
            return stripped[len(opening) : -len(closing)].strip()
    return stripped


def _list(block: Block, width: int) -> Iterator[Content]:
    for number, item in enumerate(block.children, 1):
        mark = "• " if block.info == "-" else f"{number}. "
        lines = _stacked(item.children, max(width - len(mark), 1))
        for index, line in enumerate(lines):
            lead = Content.styled(mark, MARK) if index == 0 else Content(" " * len(mark))
            yield lead + line


def _code(text: str, language: str, width: int) -> Iterator[Content]:
    """Coloured code on a band of its own; a longer line goes on below."""
    from textual.highlight import highlight  # pygments, which most cards do not need

    room = max(width - 2, 2)
    for line in highlight(text, language=language.split(" ")[0] or "text").split("\n"):
        for part in line.expand_tabs(4).fold(room):
            band = Content(" ") + part.pad_right(room - part.cell_length) + Content(" ")
            yield band.stylize_before("on $surface")


def _table(rows: Sequence[Sequence[Content]], width: int) -> Iterator[Content]:
    """Columns with a line below the head; rows stand apart where cells go over several lines."""
    lengths = [[cell.cell_length for cell in row] for row in rows]
    widths = _column_widths(lengths, [[_unbroken(cell) for cell in row] for row in rows], width)
    wrapped = [[wrap(cell, size) for cell, size in zip(row, widths, strict=False)] for row in rows]
    apart = any(len(cell) > 1 for row in wrapped[1:] for cell in row)
    for index, cells in enumerate(wrapped):
        if index > 1 and apart:
            yield Content()
        for number in range(max(map(len, cells), default=0)):
            parts = [(cell[number] if number < len(cell) else Content()).rstrip() for cell in cells]
            padded = [
                part.pad_right(size - part.cell_length) for part, size in zip(parts, widths, strict=False)
            ]
            line = Content("  ").join(padded)
            yield line.stylize("bold") if index == 0 else line
        if index == 0:
            yield Content.styled("  ".join("─" * size for size in widths), RULE)


def _unbroken(cell: Content) -> int:
    """Cells below which a cell is hard to read: its longest word, or all of it where it is a formula."""
    text = cell.plain
    if any(span.style == MATH and span.end - span.start == len(text) for span in cell.spans):
        return cell.cell_length
    return max((Content(word).cell_length for word in text.split()), default=0)


NARROWEST = 6
"""Cells below which no column of a table is squeezed."""


def _column_widths(lengths: Sequence[Sequence[int]], least: Sequence[Sequence[int]], width: int) -> list[int]:
    """Natural widths, the widest squeezed until the table fits; words and formulas are broken last."""
    widths = [max(max(column), 1) for column in zip(*lengths, strict=False)]
    floors = [max(max(column), NARROWEST) for column in zip(*least, strict=False)]
    room = width - 2 * (len(widths) - 1)
    while sum(widths) > room and max(widths) > NARROWEST:
        loose = [size if size > floor else 0 for size, floor in zip(widths, floors, strict=True)]
        widest = loose if any(loose) else widths
        widths[widest.index(max(widest))] -= 1
    return widths
