"""The way around the parser gives what the parser gives, or nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cards.exports import anki_html
from cards.exports.anki_html import to_html
from cards.exports.anki_plain import plain_html

PIECES = (
    *("**bold**", "**a b**", "`code`", "`a[i]`", "`a $ b`", "$x$", "$\\frac{a}{b}$", "$a_1$", "$|x|$", "a_b"),
    *(" ", "  ", ", ", ". ", ":", "::", "(", ")", "[x]", "[", "]", "](u)", "<", " < ", " & ", "&amp;", "~"),
    *("!", "\\(", "5", "$5", "**", "*", "`", "$", "_", "\n", "\nword", "é", "…", "'", '"', "|", "{", "x"),
    *("[sound:x]", "[$]", "\u00a0", "-", "+", "=", "^", "#", ">", "/", "$$", "http://x.y", "<b>", "<!"),
    *("17", "x17", "0.5", "3,5", "two words", "a, b. c", "17$", "~~", "1.", "Üben", "\ua000"),
    *(
        "*slanted*",
        "*a b*",
        "*",
        "**$x$**",
        "**[…]**",
        "**two\nlines**",
        "(0",
        "−1",
        "\n1) a",
        "\n2.5",
        "{{",
        "}",
    ),
    *("$a::b$", "$x}}$", "`{a}`", "[latex]", "[a]", "×", "**$", "27. "),
    *(
        "**a _b_**",
        "**a \nb**",
        "**a_b**",
        "**two $x$**",
        "**`a` of\nb**",
        "**$x$, b",
        '"**[…]**"',
        "\n3. ",
        "\n- ",
    ),
    *("\n1. ", "٣. ", "|", "(−1", "**$x$ […](u)**", "**a `b`, $c$ […]**"),
)
WORDS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map("".join)
LINES = st.tuples(
    st.sampled_from(("a", "b", "**c**", "$x$", "`c`", "(d", "1", "", "*e*", "(1", "2. ", "−2")), WORDS
).map("".join)
ROWS = st.tuples(LINES, LINES).map(lambda cells: f"| {' | '.join(cells)} |")


def _marked(mark):
    return st.lists(LINES, min_size=1, max_size=3).map(lambda lines: "\n".join(mark + line for line in lines))


CHUNKS = st.one_of(
    LINES,
    _marked(""),
    _marked("- "),
    _marked("1. "),
    _marked("- ").map("{}\n  more".format),
    WORDS.map("$${}$$".format),
    WORDS.map("```\n{}\n```".format),
    st.tuples(WORDS, WORDS).map(lambda two: "```python\n{}\n\n  {}\n```".format(*two)),
    st.lists(ROWS, min_size=1, max_size=3).map(lambda rows: "\n".join([rows[0], "| --- | --- |", *rows[1:]])),
)
TEXTS = st.lists(CHUNKS, min_size=1, max_size=3).map("\n\n".join)


def parsed(text):
    """What the parser gives, without any way around it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(anki_html, "plain_html", lambda _: None)
        patch.setattr(anki_html, "sentence", lambda _: None)
        return to_html(text)


@settings(max_examples=300)
@given(TEXTS)
def test_gaps_are_the_same_on_both_ways(text):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(anki_html, "plain_html", lambda _: None)
        patch.setattr(anki_html, "sentence", lambda _: None)
        expected = anki_html.cloze(f"**[…]** {text}", f"**gap** {text}")
    assert anki_html.cloze(f"**[…]** {text}", f"**gap** {text}") == expected


@settings(max_examples=300)
@given(TEXTS)
def test_both_ways_give_the_same(text):
    plain = plain_html(text)
    assert plain is None or plain == parsed(text)


@pytest.mark.parametrize(
    "text",
    [
        "What is a **stride**, and what does `conv(x)[0]` give at $s = 2$?",
        "It halves each side:\n\n- $n/2$\n- one for\n  each axis\n\nSo 32 becomes 16.",
        "1. first\n2. second",
        "So\n\n$$\\frac{a}{b} \\\\\n= 2$$",
        "| a | $b$ |\n| --- | --- |\n|  | **c** |",
        "$\\sigma$ of 0 is $0.5$, and 5",
        "a < b & c > d, snake_case, 50 % [of it]",
        "two\nlines",
        "*slanted* and **[…]**, and **$x_1$**: (0, 1) gives\n(1, 0), or\n−1",
        "- one\n\n- two\n\n1. three\n2. four\n\n3. five\n\n- six",
        "So:\n- one\n- two",
        'It has\n12. That is much, as **two words and $x_1$** say, "**[…]**" at (−1,\n(−2, 0)',
        "| a | b |\n| --- | --- |\n| plain words |  |\n|  | $x$ |",
        "So:\n\n```python\nif a < b:\n\n    c[0] = 1\n```\n\nThen\n\n```\nd\n```",
    ],
)
def test_ordinary_cards_need_no_parser(text):
    plain = plain_html(text)
    assert plain is not None
    assert plain == parsed(text)


@pytest.mark.parametrize(
    "text",
    [
        "# heading",
        "*slanted *",
        "a <b>c</b>",
        "&amp;",
        "[x](y)",
        "> said",
        "```\ncode\n  ```\n```",
        "```a b\ncode\n```",
        "a\n---",
        "  - x",
        "a  \nb",
        "a ``b`` c",
        "*** a",
        "**a _b_ c**",
        "**a \nb**",
        "٣. a",
        "",
    ],
)
def test_all_else_is_left_to_it(text):
    assert plain_html(text) is None
