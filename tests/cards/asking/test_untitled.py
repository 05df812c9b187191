"""Notes that nothing names: no heading, no title in the front matter, a file name that says nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Pairs = Callable[..., list[tuple[str, str]]]

FACTS = """A keel (also known as a backbone) is the lowest part of a hull.

Ropes are made of hemp or of sisal.

A cleat is a fitting that holds a rope by turning it back on itself.

Much could be said of oars.

We went to the harbour in June.
"""


@pytest.mark.parametrize("file", ["n.md", "2025-02-23.md"])
def test_what_asks_for_itself_needs_no_title(pairs: Pairs, file: str) -> None:
    assert [front for front, _ in pairs(FACTS, file)] == [
        "What is a keel?",
        "What are Ropes made of?",
        "What is a cleat?",
    ]


def test_an_empty_title_is_none(pairs: Pairs) -> None:
    titled = pairs(f"---\ntitle:\ncreated: 2025-02-23\n---\n\n{FACTS}", "Parts of a boat.md")
    assert "What is a keel? (Parts of a boat)" in [front for front, _ in titled]
