"""Markdown as Anki's HTML: formulas as Anki wants them, nothing active, gaps that do not break."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cards.exports.anki_html import cloze, to_html


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("plain", "plain"),
        ("one\nline after\nanother", "one\nline after\nanother"),
        ("hard  \nbreak", "hard<br>break"),
        ("1986\\. A year", "1986. A year"),
        ("a < b & c", "a &lt; b &amp; c"),
        ("**bold** *slanted* ~~gone~~", "<strong>bold</strong> <em>slanted</em> <s>gone</s>"),
        ("one\n\ntwo", "<p>one</p>\n<p>two</p>"),
        ("$a<b$ and $$c>d$$", "\\(a&lt;b\\) and \\[c&gt;d\\]"),
        ("$$\na & b \\\\\nc\n$$", "<p>\\[a &amp; b \\\\<br>c\\]</p>"),
        ("$$x$$", "<p>\\[x\\]</p>"),
        ("costs $5 and $6", "costs $5 and $6"),
        ("`$x$ <b>`", "<code>$x$ &lt;b&gt;</code>"),
        (
            "```py\nif a<b:\n    x = '{{c1::y}}'\n```",
            "<pre><code class=\"language-py\">if a&lt;b:\n    x = '{{c1::y}}'</code></pre>",
        ),
        ("1. one\n2. two\n   - deep", "<ol><li>one</li><li>two<ul><li>deep</li></ul></li></ol>"),
        (
            "| a | b |\n| --- | --- |\n| $x$ | **y** |",
            "<table><tr><th>a</th><th>b</th></tr><tr><td>\\(x\\)</td><td><strong>y</strong></td></tr></table>",
        ),
        ("> said", "<blockquote><p>said</p></blockquote>"),
        ("a<br>b H<sub>2</sub>O<!-- not this -->", "a<br>b H<sub>2</sub>O"),
        ("[here](https://example.org/?a=1&b=2)", '<a href="https://example.org/?a=1&amp;b=2">here</a>'),
        ("[note](other.md) [x](javascript:alert)", "note [x](javascript:alert)"),
        ("![a dog](dog.png)", "[image: a dog]"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ('a <img src="x" onerror="y"> b', 'a &lt;img src="x" onerror="y"&gt; b'),
        (
            "a [sound:x.mp3] [latex]b[/latex] [$] c",
            "a &#91;sound:x.mp3] &#91;latex]b&#91;/latex] &#91;$] c",
        ),
        ("a \\\\(b\\\\)", "a \\<span></span>(b\\)"),
    ],
)
def test_markdown_becomes_html(markdown, html):
    assert to_html(markdown) == html


@pytest.mark.parametrize(
    ("front", "back", "text"),
    [
        ("A **[…]**.", "A **cat**.", "A {{c1::cat}}."),
        (
            "**Bold** heading\n\nA **[…]**.",
            "A **cat**.",
            "<p><strong>Bold</strong> heading</p>\n<p>A {{c1::cat}}.</p>",
        ),
        ("**All** **[animal]**", "**All** **cats**", "<strong>All</strong> {{c1::cats::animal}}"),
        ("It is **[…]**", "**Remember:** it is **so**", "It is {{c1::so}}"),
        ("**[…]**", "**$a_{b_{c}}$**", "{{c1::\\(a_{b_{c} }\\)}}"),
        ("**[…]**", "**$x_{{{y}}}$**", "{{c1::\\(x_{ { {y} } }\\)}}"),
        (
            "**[…]**",
            "**`{{x}}` std::map:**",
            "{{c1::<code>&#123;&#123;x&#125;&#125;</code> std&#58;:map&#58;}}",
        ),
        ("{{c1::trap}} **[…]**", "**x**", "&#123;&#123;c1&#58;:trap&#125;&#125; {{c1::x}}"),
    ],
)
def test_gaps_take_the_bold_passages_of_the_back(front, back, text):
    assert cloze(front, back) == text


@pytest.mark.parametrize(
    ("front", "back"),
    [
        ("no gap", "**x**"),
        ("**[…]** and **[…]**", "only **one**"),
        ("**[…]**", "nothing bold"),
        ("$**[…]**$", "**x**"),
    ],
)
def test_what_cannot_be_filled_is_no_cloze(front, back):
    assert cloze(front, back) is None


ALLOWED = re.compile(
    r"</?(?:p|br|hr|h3|strong|em|s|u|sub|sup|kbd|small|code|pre|ul|ol|li|blockquote|table|tr|th|td|a|span)>"
    r'|<(?:code class="language-[\w+-]+"|a href="(?:https?://|mailto:)[^"<>]*")>',
    re.IGNORECASE,
)
HTML_SIGNS = ("<", ">", "&", '"', "<img", "<script>", "<b", "<!--", "-->")
MARKS = ("$", "$$", "**", "`", "```", "{{", "}}", "::", "[", "](http://x)", "\\", "- ", "| a |", "|---|")
SCRAPS = st.lists(st.sampled_from((*HTML_SIGNS, *MARKS, "\n", "\n\n", " ", "x")), max_size=25).map("".join)


@settings(max_examples=150)
@given(SCRAPS)
def test_no_text_becomes_other_html_than_ours(text):
    assert not re.search(r"[<>]", ALLOWED.sub("", to_html(text)))


@settings(max_examples=150)
@given(SCRAPS, SCRAPS)
def test_a_gap_ends_where_it_should(front, inside):
    text = cloze(f"{front}\n\n**[…]**", f"**a{inside}z**")
    if text is None:
        return
    assert text.count("{{c1::") == text.count("}}")
    for gap in re.findall(r"\{\{c1::(.*?)\}\}", text, re.DOTALL):
        assert "{{" not in gap
        assert "::" not in gap
        assert unescape(gap)
