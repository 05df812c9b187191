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
from cards.formula.cells import chunks
from cards.markdown.inline import inline_tokens
from cards.markdown.tree import Block, first_number, parse_blocks
from quizapp.pictures import Picture, pieces
from quizapp.tui.tables import table
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


@lru_cache(maxsize=512)
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
            yield from table(
                [[inline(cell) for cell in row] for row in block.rows], width, MATH, RULE, block.form
            )
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
    for number, item in enumerate(block.children, first_number(block)):
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
        for part in folded(line.expand_tabs(4), room):
            band = Content(" ") + part.pad_right(room - part.cell_length) + Content(" ")
            yield band.stylize_before("on $surface")


CONTINUED = "↪ "
"""Before code that goes on from the line above."""

_BREAK = re.compile(r"[\s,(\[{]")


def folded(line: Content, room: int) -> Iterator[Content]:
    """A line of code in lines of at most `room` cells, broken where it has a blank, a comma or a bracket."""
    indent = min(len(line.plain) - len(line.plain.lstrip()) + 2, room // 2)
    lead, size = Content(), room
    while line.cell_length > size:
        fits = len(chunks(line.plain, max(size, 2))[0])
        least = fits // 2
        at = max((found.end() for found in _BREAK.finditer(line.plain, least, fits)), default=fits)
        yield lead + line[:at].rstrip()
        line = line[at:]
        line = line[len(line.plain) - len(line.plain.lstrip()) :]
        if room > 4 * len(CONTINUED):
            lead = Content(" " * indent) + Content.styled(CONTINUED, MARK)
            size = room - lead.cell_length
    yield lead + line
