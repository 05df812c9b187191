"""The inline marks of a paragraph as tokens, with formulas in `$...$` and `$$...$$`.

What a token looks like on a screen or in a file is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

MARKED = re.compile(r"[\\`*_$\[\]<&~!\r\0]|\s\n|\n\s")
"""What running text without any Markdown cannot hold."""


def inline_tokens(markdown: str) -> Sequence[Token]:
    """The tokens of running text; blocks are no business of this reader."""
    formula_first = markdown.startswith("$")
    source = f" {markdown}" if formula_first else markdown  # else the text's end is taken for what precedes
    tokens = [token for parent in _parser().parseInline(source) for token in parent.children or ()]
    if formula_first:
        tokens[0].content = tokens[0].content[1:]
    return tokens


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.dollarmath import dollarmath_plugin

    parser = MarkdownIt("commonmark").enable("strikethrough")
    return parser.use(dollarmath_plugin, allow_space=False, allow_digits=False, double_inline=True)
