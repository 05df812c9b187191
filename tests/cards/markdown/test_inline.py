"""Running text to tokens: what is a formula, and what is money."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from cards.markdown.inline import MARKED, inline_tokens


@pytest.mark.parametrize(
    ("markdown", "formulas"),
    [
        ("$x$ is 5", ["x"]),
        ("$$x$$ is 5", ["x"]),
        ("$x$ \\", ["x"]),
        ("with $a$ and $b$", ["a", "b"]),
        ("between $5 and $6", []),
        ("$5 and 6", []),
        ("$ 5$", []),
        ("", []),
        ("$", []),
    ],
)
def test_what_counts_as_a_formula(markdown, formulas):
    tokens = inline_tokens(markdown)
    assert [token.content for token in tokens if token.type.startswith("math_inline")] == formulas


@pytest.mark.parametrize("markdown", ["$x$ is **5**", "$5 and 6", "plain", " $x$"])
def test_nothing_is_added_to_the_text(markdown):
    whole = "".join(
        f"${token.content}$" if token.type == "math_inline" else token.content
        for token in inline_tokens(markdown)
    )
    assert whole == markdown.replace("*", "")


@settings(suppress_health_check=[HealthCheck.filter_too_much])
@given(st.text(alphabet="ab1 .,:;-+=#>|()\"'{}^@%\n\r\0\t\\`*_$[]<&~!é", max_size=12))
def test_a_text_without_marks_is_what_it_says(text):
    assume(not MARKED.search(text))
    tokens = inline_tokens(text)
    assert {token.type for token in tokens} <= {"text", "softbreak"}
    assert "".join(token.content or "\n" for token in tokens) == text
