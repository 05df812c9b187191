"""HTML to Markdown: the short way for plain tags writes what the parser writes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cards.exports.anki_html import to_html
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
        ('<ol start="7"><li>a</li><li>b</li></ol>', "7. a\n8. b"),
        ('<ol start="0"><li>a</li></ol><ol start="-3"><li>b</li></ol>', "0. a\n\n1. b"),
        ('<ol start="100"><li>a<ul><li>b</li></ul></li></ol>', "100. a\n\n     - b"),
        (
            """<table><tr><th>a</th><th>b</th></tr>
            <tr><td style="width:9em" align="right">1</td><td>2</td></tr></table>""",
            "| a | b |\n| ---: | --- |\n| 1 | 2 |",
        ),
        (
            """<table><tr><td colspan="2" style="color:red; TEXT-ALIGN: Center">a</td></tr>
            <tr><td style="text-align:center">b</td><td style="text-align:left">c</td></tr>
            <tr><td style="text-align:center">d</td><td>e</td></tr></table>""",
            "| a | a |\n| :---: | --- |\n| b | c |\n| d | e |",
        ),
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


@pytest.mark.parametrize(
    "markdown",
    [
        "| a | b | c | d |\n| :--- | :---: | ---: | --- |\n| 1 | 2 | 3 | 4 |\n| 5 | 6 | 7 | 8 |",
        "| a |\n| ---: |",
        "Then:\n\n3. three\n4. four",
    ],
)
def test_what_leaves_in_a_package_comes_back(markdown):
    assert to_markdown(to_html(markdown)) == markdown
