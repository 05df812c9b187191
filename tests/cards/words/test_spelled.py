"""Patterns of a finite number of texts, written out."""

from __future__ import annotations

import re

import pytest

from cards.words.spelled import spellings


@pytest.mark.parametrize(
    ("pattern", "texts"),
    [
        ("tips?", ["tips", "tip"]),
        ("pros?|cons?", ["pros", "pro", "cons", "con"]),
        ("(?:big |main )?ideas?", ["big ideas", "big idea", "main ideas", "main idea", "ideas", "idea"]),
        ("fix(?:es)?|remed(?:y|ies)", ["fixes", "fix", "remedy", "remedies"]),
        (r"ex\.?", ["ex.", "ex"]),
        ("don['’]t", ["don't", "don’t"]),
        ("", [""]),
        ("a||b", ["a", "", "b"]),
        ("(?:a(?:b|c)?)d", ["abd", "acd", "ad"]),
    ],
)
def test_a_pattern_is_written_out_as_all_that_it_matches(pattern: str, texts: list[str]) -> None:
    assert spellings(pattern) == texts
    assert all(re.fullmatch(pattern, text) for text in texts)


@pytest.mark.parametrize("pattern", ["a+", "a*b", ".", "^a", "a$", "(a)", "a{2}", "a)b"])
def test_a_pattern_of_anything_else_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match=r"matches texts without number|closes a group"):
        spellings(pattern)
