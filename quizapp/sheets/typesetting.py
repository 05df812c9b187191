"""Texts as Typst source: prose, laid-out lines, Markdown with its formulas as drawings on the line.

Whatever a text says stays text: it goes into string literals and commands nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from engine.show import blocks_of

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

SIZE = 10.5
"""Of the text, in points."""
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")
_OPENING = {
    "strong_open": "#strong[",
    "em_open": "#emph[",
    "bullet_list_open": "#list(",
    "list_item_open": "[",
    "blockquote_open": "#quote(block: true)[",
    "heading_open": "#strong[",
    "th_open": "[",
    "td_open": "[",
}
_CLOSING = {
    "strong_close": "];",
    "em_close": "];",
    "bullet_list_close": ");\n\n",
    "ordered_list_close": ");\n\n",
    "list_item_close": "],",
    "blockquote_close": "];\n\n",
    "heading_close": "];\n\n",
    "th_close": "],",
    "td_close": "],",
    "table_close": ");\n\n",
    "paragraph_close": "\n\n",
}


def literal(text: str) -> str:
    """A string literal."""
    kept = _CONTROL.sub("", text).replace("\\", "\\\\").replace('"', '\\"')
    return '"' + kept.replace("\n", "\\n").replace("\t", "    ") + '"'


def words(text: str) -> str:
    """A text as it is, its line ends kept."""
    return "#linebreak();".join(f"#{literal(line)};" for line in text.split("\n"))


def laid(text: str) -> str:
    """Lines exactly as they are laid out."""
    return f"#raw({literal(text)}, block: true);\n\n"


def prose(text: str) -> str:
    """Paragraphs of plain text; matrices stay laid out."""
    return "".join(laid(block) if fixed else f"{words(block)}\n\n" for fixed, block in blocks_of(text))


def typeset(markdown: str) -> str:
    """Markdown with its formulas."""
    return "".join(_blocks(_parser().parse(markdown)))


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.dollarmath import dollarmath_plugin

    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    return parser.use(dollarmath_plugin, allow_space=False, allow_digits=False, double_inline=True)


def _blocks(tokens: Sequence[Token]) -> Iterator[str]:
    for at, token in enumerate(tokens):
        if token.type == "table_open":
            end = next(i for i in range(at, len(tokens)) if tokens[i].type == "tr_close")
            heads = [one for one in tokens[at:end] if one.type == "th_open"]
            yield f"#table(columns: {len(heads)}, {_sides(heads)}"
        elif token.type == "ordered_list_open":
            first = token.attrGet("start")
            yield f"#enum(start: {first}, " if first is not None else "#enum("
        elif token.type in ("fence", "code_block"):
            yield laid(token.content.rstrip("\n"))
        elif token.type.startswith("math_block"):
            yield f"#align(center)[{formula(token.content, display=True)}];\n\n"
        elif token.children is not None:
            yield from (_inline(child) for child in token.children)
        else:
            yield _OPENING.get(token.type) or _CLOSING.get(token.type) or ""


def _sides(heads: Sequence[Token]) -> str:
    """Where the cells of each column of a table stand, if any column says so."""
    sides = [str(head.attrGet("style") or ":auto").partition(":")[2] for head in heads]
    return f"align: ({', '.join(sides)},), " if set(sides) != {"auto"} else ""


def _inline(token: Token) -> str:
    if token.type == "code_inline":
        return f"#raw({literal(token.content)});"
    if token.type.startswith("math_inline"):
        return formula(token.content, display="double" in token.type)
    if token.type == "softbreak":
        return " "
    if token.type == "hardbreak":
        return "#linebreak();"
    return (
        _OPENING.get(token.type)
        or _CLOSING.get(token.type)
        or (words(token.content) if token.content else "")
    )


@lru_cache(maxsize=4096)
def formula(tex: str, *, display: bool) -> str:
    """A formula as a drawing that stands on the line; one that cannot be read stays as it was written."""
    from ziamath.zmath import Math

    from cards.formula.mathml import mathml

    source = mathml(tex.strip(), display)
    if not source:
        return f"#raw({literal(tex)});"
    drawing = Math(source, size=SIZE).svg()
    found = re.search(r'viewBox="(\S+) (\S+) (\S+) (\S+)"', drawing)
    assert found is not None
    _, top, width, height = map(float, found.groups())
    image = f'image(bytes({literal(drawing)}), format: "svg", width: {width:.3f}pt, height: {height:.3f}pt)'
    return f"#box(baseline: {height + top:.3f}pt, {image});"
