"""Readings of small texts, as the tests of the cards compare them."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import dedent

import pytest

from cards.model import Reading
from cards.parse import read_note

ReadText = Callable[..., Reading]
Pairs = Callable[..., list[tuple[str, str]]]


@pytest.fixture(scope="session")
def read_text() -> ReadText:
    def read(text: str, file: str = "note.md") -> Reading:
        return read_note(dedent(text).lstrip("\n").encode(), file)

    return read


@pytest.fixture(scope="session")
def pairs(read_text: ReadText) -> Pairs:
    def front_and_back(text: str, file: str = "note.md") -> list[tuple[str, str]]:
        return [(card.front, card.back) for card in read_text(text, file).cards]

    return front_and_back
