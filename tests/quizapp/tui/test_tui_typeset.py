"""Markdown as styled text: nothing is lost, everything fits."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual.content import Content
from textual.style import Style

from cards.formula.cells import cells
from quizapp.tui.tables import GAP, NARROWEST, column_widths
from quizapp.tui.typeset import CONTINUED, folded, inline, typeset
from quizapp.tui.widgets.worksheet import _line
from quizapp.tui.wrapping import wrap


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("Adam keeps $m_t$ and $v_t$.", "Adam keeps mₜ and vₜ."),
        ("It costs \\$5.", "It costs $5."),
        ("**bold**, *slanted*, `code`, ~~gone~~", "bold, slanted, code, gone"),
        ("- one\n- two\n  - three", "• one\n• two\n  • three"),
        ("3. one\n4. two", "3. one\n4. two"),
        ("> said", "▎ said"),
        ("first\n\nsecond", "first\n\nsecond"),
        ("![a plot](plot.png)", "╭──────────╮\n│ ▣ a plot │\n╰──────────╯"),
        ("![a tone](tone.mp3)", "╭──────────╮\n│ ♪ a tone │\n╰──────────╯"),
        ("see ![a plot](plot.png) there", "see [image: a plot] there"),
        ("| a | b |\n| - | - |\n| 1 | $x^2$ |", "a  b \n─  ──\n1  x²"),
        ("$$\\frac{a}{b}$$", "    a\n   ───\n    b"),
        ("", ""),
    ],
)
def test_what_markdown_becomes(markdown: str, text: str) -> None:
    assert typeset(markdown, 40).plain == text


def test_rows_stand_apart_where_cells_go_over_several_lines() -> None:
    table = (
        "| name | use |\n| - | - |\n| one | short |\n| two | a long sentence on what it is |\n| three | x |"
    )
    lines = [line.rstrip() for line in typeset(table, 24).plain.split("\n")]
    assert lines == [
        "name   use",
        "─────  ─────────────────",
        "one    short",
        "",
        "two    a long sentence",
        "       on what it is",
        "",
        "three  x",
    ]


def test_words_and_formulas_of_a_table_are_broken_last() -> None:
    table = "| formula | words |\n| - | - |\n| $y = a + b + c + d$ | some words that may well be wrapped |"
    assert "y = a + b + c + d  some" in typeset(table, 30).plain


def test_columns_give_way_that_cost_no_lines() -> None:
    table = (
        "| name | a long head of numbers | use |\n| - | - | - |\n"
        "| one | 1 | a whole sentence on its use |\n| two | 2 | another sentence, as long |"
    )
    lines = [line.rstrip() for line in typeset(table, 48).plain.split("\n")]
    assert lines[0].startswith("name  a long")
    assert [line.split("  ")[-1] for line in lines[-2:]] == [
        "a whole sentence on its use",
        "another sentence, as long",
    ]


CELLS = st.lists(st.integers(1, 12), max_size=6).map(tuple)


@given(st.integers(1, 6).flatmap(lambda n: st.lists(st.tuples(*[CELLS] * n), min_size=1, max_size=5)))
def test_columns_fit_and_hold_their_words_where_they_can(rows: list[tuple[tuple[int, ...], ...]]) -> None:
    width, columns = 60, list(zip(*rows, strict=True))
    widths = column_widths(rows, width)
    longest = [max((max(words, default=0) for words in column), default=0) for column in columns]
    if sum(max(size, NARROWEST) for size in longest) + GAP * (len(columns) - 1) <= width:
        assert all(size >= word for size, word in zip(widths, longest, strict=True))
    assert sum(widths) + GAP * (len(widths) - 1) <= width


@pytest.mark.parametrize(
    ("code", "lines"),
    [
        ("f(alpha, beta, gamma, delta)", ["f(alpha, beta, gamma, delta)"]),
        ("    f(alpha, beta, gamma, delta)", ["    f(alpha, beta, gamma,", "      ↪ delta)"]),
        ("x = some_function(argument, other)", ["x = some_function(argument,", "  ↪ other)"]),
        ("a" * 30, ["a" * 28, "  ↪ aa"]),
        ("# 一二三四五六七八九十一二三四五六七八", ["# 一二三四五六七八九十一二三", "  ↪ 四五六七八"]),
    ],
)
def test_long_code_goes_on_below_where_it_can_be_read(code: str, lines: list[str]) -> None:
    assert [line.plain for line in folded(Content(code), 28)] == lines


@given(st.text(st.sampled_from("ab ,([一"), max_size=80), st.integers(4, 40))
def test_folding_code_loses_nothing_and_keeps_to_its_width(code: str, room: int) -> None:
    lines = [line.plain for line in folded(Content(code), room)]
    assert all(cells(line) <= room for line in lines)
    said = "".join("".join(line.replace(CONTINUED.strip(), "").split()) for line in lines)
    assert said == "".join(code.split())


def test_a_line_does_not_begin_with_a_blank() -> None:
    assert typeset("abcdefghij and more", 6).plain == "abcdef\nghij\nand\nmore"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("优化器 Adam 结合了动量", ["优化器 Adam", "结合了动量"]),
        ("它维护一阶矩，收敛更快", ["它维护一阶", "矩，收敛更", "快"]),
        ("梯度（gradient）下降", ["梯度", "（gradient）", "下降"]),
        ("データとモデル", ["データとモ", "デル"]),
        ("共一二三四，五", ["共一二三", "四，五"]),
    ],
)
def test_writing_without_blanks_is_broken_between_signs(text: str, lines: list[str]) -> None:
    assert [line.plain for line in wrap(Content(text), 12 if "gradient" in text else 11)] == lines


WORDS = st.text(
    st.sampled_from("ab 一二，（）。🎉\u0301") | st.characters(categories=["L", "N", "P", "S", "Zs"]),
    max_size=40,
)


@given(WORDS, st.integers(4, 30))
def test_wrapping_loses_nothing_and_keeps_to_its_width(text: str, width: int) -> None:
    lines = wrap(Content(text + "汉"), width)
    assert "".join("".join(line.plain.split()) for line in lines) == "".join((text + "汉").split())
    assert all(cells(line.plain) <= width for line in lines)


def test_code_is_coloured_and_its_lines_stay() -> None:
    laid = typeset("```python\nfor x in y:\n    print(x)\n```", 40)
    assert [line.rstrip() for line in laid.plain.split("\n")] == [" for x in y:", "     print(x)"]
    assert any("accent" in str(span.style) for span in laid.spans)


def test_a_formula_is_told_apart_from_the_text_around_it() -> None:
    laid = typeset("so $x$ it is", 40)
    assert [(laid.plain[span.start : span.end], str(span.style)) for span in laid.spans] == [
        ("x", "$text-primary")
    ]


PIECES = st.sampled_from(
    [
        "word ",
        "$x_i^2$ ",
        "**b** ",
        "`c` ",
        "\n\n",
        "- item\n",
        "> q\n",
        "\n\n$$\\sum_i x_i$$\n\n",
        "漢字 ",
        "\n| a | b |\n| - | - |\n| 1 | 2 |\n\n",
    ]
)


@given(st.lists(PIECES, max_size=12).map("".join), st.integers(20, 100))
@settings(max_examples=60)
def test_every_line_fits(markdown: str, width: int) -> None:
    assert all(line.cell_length <= width for line in typeset(markdown, width).split("\n"))


@given(st.text(max_size=200), st.integers(1, 80))
@settings(max_examples=100)
def test_any_text_is_laid_out(text: str, width: int) -> None:
    typeset(text, width)


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("https://arxiv.org/abs/1502.03167", "https://arxiv.org/abs/1502.03167"),
        ("http://example.org/a?b=1#c", "http://example.org/a?b=1#c"),
        ("mailto:somebody@example.org", None),
        ("notes/other.md", None),
        ("https://example.org/\x1b]0;title\x07", "https://example.org/%1B%5D0;title%07"),
        ("https://example.org/" + "a" * 2001, None),
    ],
)
def test_only_addresses_of_the_web_are_handed_to_the_terminal(address: str, link: str | None) -> None:
    content = inline(f"See [the **paper**](<{address}>), now.")
    assert content.plain == "See the paper, now."
    found = [span.style.link for span in content.spans if isinstance(span.style, Style)]
    assert set(found) == {link}


def test_columns_keep_their_sides() -> None:
    shown = typeset("| a | b |\n|:--:|---:|\n| wide | 1 |\n| y | 22 |", 40).plain
    lines = [line.rstrip() for line in shown.split("\n")]
    assert lines == [" a     b", "────  ──", "wide   1", " y    22"]


def test_a_small_group_of_a_question_stands_on_one_line() -> None:
    shown = _line("A large kernel has (2, 3) cells", 22)
    assert shown.plain.split("\n") == ["A large kernel has", "(2, 3) cells"]
