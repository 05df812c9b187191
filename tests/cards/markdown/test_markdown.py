"""The tree of blocks and sections, with true lines."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import dedent

import pytest

from cards import terminal
from cards.exports.anki_html import to_html
from cards.markdown.tree import Block, parse_blocks, render, sections
from cards.rules.tables import _with_joined_keys, _without_numbers


def outline(text: str) -> list[tuple[tuple[str, ...], int, int]]:
    text = dedent(text).lstrip("\n")
    return [
        (section.path, section.start, section.end)
        for section in sections(parse_blocks(text), text.count("\n") + 1)
    ]


def test_sections_end_where_the_next_heading_begins() -> None:
    assert outline(
        """
        intro

        # A
        text
        #### B

        C
        -
        ## D"""
    ) == [((), 1, 2), (("A",), 3, 4), (("A", "B"), 5, 6), (("A", "C"), 7, 8), (("A", "D"), 9, 9)]


@pytest.mark.parametrize(
    "text",
    [
        "# A\n> ## In a quote\n> text",
        "# A\n> > ## In a quote\n> > text",
        "# A\n- ## In a quote\n  text",
        "# A\n1. > ## In a quote\n   > text",
    ],
)
def test_headings_in_quotes_and_lists_are_sections(text: str) -> None:
    assert [path for path, _, _ in outline(text)] == [("A",), ("A", "In a quote")]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("A sentence that ends with a full stop.\n---", ["paragraph", "rule"]),
        ("First line\nsecond line\n---", ["paragraph", "rule"]),
        ("Title\n---", ["heading"]),
        ("- item\n----", ["list", "rule"]),
        ("text\n$$\na = b\n---\nc\n$$\nmore", ["paragraph", "math", "paragraph"]),
        ("\\[\n- a\n\\]", ["math"]),
        ("\\begin{align}\na &= b\n\\end{align}", ["math"]),
        ("$$ unclosed\n\n## Next", ["paragraph", "heading"]),
        ("\\[ unclosed\n\ntext", ["paragraph", "paragraph"]),
        ("$$a$$ in a line", ["paragraph"]),
        ("a | b\n--|--\n1 | 2", ["table"]),
        ("para\n\n    - indented list", ["paragraph", "list"]),
        ("para\n\n    x = f(1)\n    return x", ["paragraph", "code"]),
        ("[x]: looks like a definition", ["paragraph"]),
    ],
)
def test_blocks(text: str, kinds: list[str]) -> None:
    assert [block.kind for block in parse_blocks(text)] == kinds


def test_lines_of_nested_blocks_are_true() -> None:
    blocks = parse_blocks("x\n\n> - one\n>   two\n>\n> - three\n\ny")
    quote = blocks[1]
    items = quote.children[0].children
    assert (quote.start, quote.end) == (3, 6)
    assert [(item.start, item.end) for item in items] == [(3, 4), (6, 6)]


def test_thirty_six_levels_of_list_are_read() -> None:
    text = "\n".join("  " * level + f"- level {level}" for level in range(36))

    def depth(block: Block) -> int:
        return 1 + max(map(depth, block.children), default=0)

    assert depth(parse_blocks(text)[0]) == 36 * 2 + 1
    assert "level 35" in render(parse_blocks(text))


@pytest.mark.parametrize(
    ("text", "rendered"),
    [
        ("*   one\n*   two\n    * deep", "- one\n- two\n  - deep"),
        ("1. a\n1. b", "1. a\n2. b"),
        ("> quoted\n> text", "quoted\ntext"),
        ("```py\nx\n```", "```py\nx\n```"),
        ("a|b\n-|-\n1|2", "| a | b |\n| --- | --- |\n| 1 | 2 |"),
        ("- a\n\n  ```\n  x\n  ```", "- a\n  ```\n  x\n  ```"),
    ],
)
def test_rendering_is_uniform(text: str, rendered: str) -> None:
    assert render(parse_blocks(text)) == rendered


TABLE = "| a | b | c | d |\n| --- | :---: | ---: | :--- |\n| long | x | 1 | z |\n| y | wide | 22 | w |"


@pytest.mark.parametrize(
    ("text", "shown", "html"),
    [
        (
            TABLE,
            [
                "a      b     c  d",
                "────  ────  ──  ─",
                "long   x     1  z",
                "y     wide  22  w",
            ],
            '<td style="text-align:center">x</td><td style="text-align:right">1</td>',
        ),
        ("3. three\n4. four", ["3. three", "4. four"], '<ol start="3">'),
        ("1. one\n2. two", ["1. one", "2. two"], "<ol>"),
    ],
)
def test_sides_of_columns_and_numbers_of_lists_stay(text: str, shown: list[str], html: str) -> None:
    assert render(parse_blocks(text)) == text
    assert terminal.render(text, 60).split("\n") == shown
    assert html in to_html(text)


@pytest.mark.parametrize(
    ("change", "rows", "form"),
    [
        (_without_numbers, (("1", "x", "3"), ("2", "y", "5")), "lr"),
        (_with_joined_keys, (("k", "x", "3"), ("", "y", "5"), ("m", "z", "7")), "cr"),
    ],
)
def test_a_table_that_loses_a_column_keeps_the_sides_of_the_others(
    change: Callable[[Block], Block], rows: tuple[tuple[str, ...], ...], form: str
) -> None:
    assert change(Block("table", 1, 4, rows=(("#", "Layer", "Cost"), *rows), form="clr")).form == form


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        ('<h1 align="center">Boats</h1>\n\ntext', [("1", "Boats", 1, 1)]),
        ("<h2>Keel</h2>\nright below", [("2", "Keel", 1, 1)]),
        ("<H3>\n  The mast\n</H3>\n\ntext", [("3", "The mast", 1, 3)]),
        ('<h2><img src="keel.png"></h2>\n\ntext', []),
        ("<h2>Keel</h2> and more\n\ntext", []),
        ("<h2>Keel</h2><h2>Mast</h2>", []),
        ("<h2>never closed\n\ntext", []),
    ],
)
def test_headings_in_tags(text: str, headings: list[tuple[str, str, int, int]]) -> None:
    found = [one for one in parse_blocks(text) if one.kind == "heading"]
    assert [(one.info, one.text, one.start, one.end) for one in found] == headings
