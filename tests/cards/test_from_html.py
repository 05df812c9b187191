"""HTML to Markdown: the short way for plain tags writes what the parser writes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cards.imports.from_html import _Writer, to_markdown

PIECES = (
    *(
        "<b>",
        "</b>",
        "<i>",
        "</i>",
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<br>",
        "<br/>",
        "<BR />",
        "<ul>",
        "</ul>",
    ),
    *("<ol>", "<li>", "</li>", "<table>", "</table>", "<tr>", "<td>", "</td>", "<th>", "<code>", "</code>"),
    *("<pre>", "</pre>", "<h2>", "</h2>", "<hr>", "<sub>", "</sub>", "<script>", "</script>", "<Style>"),
    *(
        "</style>",
        "<svg>",
        "</svg>",
        "<a href=x>",
        "</a>",
        "<img src=y>",
        "<!--",
        "-->",
        "<TITLE>",
        "</title>",
    ),
    *("&lt;", "&amp", "&", "&#65;", "&nbsp;", " ", "\n", "word", "1. ", "- ", "# ", "*", "_", "`", "$"),
    *("<", "< ", "|", "[", "]("),
)


@settings(max_examples=400)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_both_ways_give_the_same(html):
    short, parsed = _Writer(), _Writer()
    short.take(html)
    parsed.feed(html)
    parsed.close()
    assert short.text() == parsed.text()


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>One <b>two</b></p><p>three</p>", "One **two**\n\nthree"),
        ("<ol><li>a</li><li>b</li></ol>", "1. a\n2. b"),
        ("a<script>b</script>c", "ac"),
        ("a &lt; b &amp;&amp; c", "a < b && c"),
        ("<B>x</B >", "**x**"),
        ('<pre><code class="hljs language-python">x = 1</code></pre>', "```python\nx = 1\n```"),
        ("<pre><code>x = 1</code></pre>", "```\nx = 1\n```"),
        (
            'see <a href="https://a.org/b_(c)">the <b>page</b></a>.',
            "see [the **page**](https://a.org/b_(c)).",
        ),
        ('<a href="https://a.org/b_)c(">x</a>', "[x](https://a.org/b_%29c%28)"),
        ('<a href=" https://a.org/b c "> page </a>now', "[page](https://a.org/b%20c) now"),
        ('<a href="HTTPS://A.org">x]y</a>', "x]y"),
        ('<a href="javascript:alert(1)">x</a><a>y</a><a href="#top">z</a>', "xyz"),
        ('<a href="file:///etc/passwd">x</a><a href="data:text/html,x">y</a>', "xy"),
        ('<a href="https://a.org"></a>', ""),
        ('<a href="https://a.org">a<br>b</a>', "a  \nb"),
        ('<a href="https://a.org">never closed', "never closed"),
        ('<table><tr><td><a href="https://a.org">in a cell</td></a></tr></table>', "| in a cell |\n| --- |"),
        ('<pre><a href="https://a.org">x</a></pre>', "```\nx\n```"),
        ('<img src="a b.png" alt="a [b] *c*">', "![a \\[b\\] \\*c\\*](a%20b.png)"),
        ('<pre><img src="a.png" alt="a *b*"></pre>', "```\na *b*\n```"),
    ],
)
def test_html_becomes_markdown(html, markdown):
    assert to_markdown(html) == markdown
