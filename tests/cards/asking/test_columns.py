"""Cells of a table, asked for in a sentence where their column names what a thing has."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cards.asking.columns import ask_columns

Pairs = Callable[..., list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("key", "names", "question"),
    [
        ("a jib", ["Purpose"], "What is the purpose of a jib?"),
        ("a jib", ["Best use case"], "What is the best use case of a jib?"),
        ("a jib", ["Examples"], "What is an example of a jib?"),
        ("`fit()`", ["Inputs"], "What are the inputs of `fit()`?"),
        ("a jib", ["Type", "Best use", "Example"], "What are the type, best use and example of a jib?"),
        ("a jib", ["Type", "When set"], None),
        ("a jib", ["What it does"], None),
        ("Elbe, upper", ["Length"], None),
    ],
)
def test_what_the_columns_tell_of_a_key(key: str, names: list[str], question: str | None) -> None:
    assert ask_columns(key, names) == question


def test_a_sentence_above_a_table_is_not_its_title(pairs: Pairs) -> None:
    table = "| Wind | Sail |\n|---|---|\n| gale | storm jib |\n| breeze | genoa |\n"
    text = f"# Boats\n\n## Sails\n\nDifferent winds need different sails on a boat:\n\n{table}"
    assert [front for front, _ in pairs(text)] == ["Gale: Sail? (Sails)", "Breeze: Sail? (Sails)"]
