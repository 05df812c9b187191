"""What stands in for markdown-it's own state and rules says what these say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from cards.markdown.block_lines import BlockLines
from cards.markdown.tree import parse_blocks

USUAL = MarkdownIt("commonmark").disable("code")
MARKS = ("src", "bMarks", "eMarks", "tShift", "sCount", "bsCount", "line", "lineMax", "level", "blkIndent")


@given(st.text("a# \t\n>", max_size=60))
def test_lines_are_marked_as_markdown_it_marks_them(text: str) -> None:
    parser = MarkdownIt("zero")
    own, usual = BlockLines(text, text.split("\n"), parser), StateBlock(text, parser, {}, [])
    assert {name: getattr(own, name) for name in MARKS} == {name: getattr(usual, name) for name in MARKS}


@pytest.mark.parametrize(
    ("line", "level", "title"),
    [
        ("# A", 1, "A"),
        ("  ###### A b", 6, "A b"),
        ("##\tA", 2, "A"),
        ("## A ##", 2, "A"),
        ("## A #  ", 2, "A"),
        ("## A#", 2, "A#"),
        ("# A # b #", 1, "A # b"),
        ("### ###", 3, ""),
        ("#", 1, ""),
        ("####### A", 0, ""),
        ("#A", 0, ""),
    ],
)
def test_headings(line: str, level: int, title: str) -> None:
    usual = USUAL.parse(line)
    assert (usual[0].tag, usual[1].content) == ((f"h{level}", title) if level else ("p", line))
    first = parse_blocks(line)[0]
    assert (first.kind, first.info, first.text) == (
        ("heading", str(level), title) if level else ("paragraph", "", line)
    )


@given(st.text("#a \t", max_size=12).map(lambda rest: f"#{rest}"))
def test_any_line_is_the_heading_that_markdown_it_reads(line: str) -> None:
    usual = USUAL.parse(line)
    (first,) = parse_blocks(line)
    assert (first.kind == "heading") == (usual[0].type == "heading_open")
    assert first.text == usual[1].content
    assert first.kind != "heading" or f"h{first.info}" == usual[0].tag


@given(st.text("-*_ \ta", min_size=1, max_size=8))
def test_a_line_rules_off_where_markdown_it_says_so(line: str) -> None:
    usual = [token.type for token in USUAL.parse(line)] == ["hr"]
    assert [block.kind for block in parse_blocks(line)] == (["rule"] if usual else _kinds(line))


def _kinds(line: str) -> list[str]:
    return [block.kind for block in parse_blocks(line) if block.kind != "rule"]
