"""Decks as notes: what is written comes back through the reader of notes."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards.exports import FORMATS
from cards.exports.notes import deeper
from cards.markdown import parse_blocks, render
from cards.model import Card, Source
from cards.parse import read_note

NOWHERE = Source("", 0, 0)

AWKWARD = [
    Card("What is $x < y$?", "- a list\n- with `code`", NOWHERE, tags=("one", "path::two"), difficulty=2),
    Card("Two paragraphs.\n\nIs the second one kept?", "Yes.", NOWHERE, exercises=("softmax", "iou")),
    Card("```python\nx = 1\n```\n\nWhat is x?", "1", NOWHERE, kind="code"),
    Card("- a\n- b", "A list as a front.", NOWHERE),
    Card("What ends a card?", "# Not this heading\n\nnor\n\n```\n# this comment\n```", NOWHERE),
    Card("What is a gap?\n\nA gap is **[…]**.", "A gap is **a hole**.", NOWHERE, kind="cloze"),
    Card("The gap of **[…]** here", "The gap of **a title** here", NOWHERE, kind="cloze"),
    Card("Ω 漢字 مرحبا #", "+ plus", NOWHERE, reading="A book,\nsection 1."),
    Card("A table?", "| a | b |\n|---|---|\n| 1 | 2 |", NOWHERE, kind="comparison"),
    Card("A formula?", "$$\n\\frac{a}{b}\n$$", NOWHERE, kind="formula"),
    Card("1. numbered", "| pipe", NOWHERE, kind="typed"),
]
DECK = [replace(card, id=f"c{number}", deck="A::B") for number, card in enumerate(AWKWARD)]
FIELDS = ("id", "front", "kind", "deck", "tags", "exercises", "difficulty", "reading")


def again(name: str, cards: list[Card]) -> list[Card]:
    target = io.BytesIO()
    FORMATS[name].load()(cards, target)
    return list(read_note(target.getvalue(), f"deck{FORMATS[name].suffix}").cards)


@pytest.mark.parametrize("card", DECK, ids=lambda card: card.id)
def test_a_card_comes_back_from_our_own_notation(card):
    (back,) = again("md", [card])
    assert {field: getattr(back, field) for field in FIELDS} == {
        field: getattr(card, field) for field in FIELDS
    }
    assert back.back == render(parse_blocks(deeper(card.back)))


def test_decks_come_back_each_below_its_heading():
    cards = [replace(card, deck=deck) for deck, card in zip(("A", "B", "A"), DECK, strict=False)]
    assert [(card.id, card.deck) for card in again("md", cards)] == [(card.id, card.deck) for card in cards]


@given(
    st.lists(
        st.text(st.characters(exclude_categories=("C",)), min_size=1, max_size=40), min_size=2, max_size=2
    )
)
def test_no_front_and_no_back_ends_another_card(sides):
    front, back = (" ".join(side.split()) or "x" for side in sides)
    cards = [replace(DECK[0], front=front, back=back, id="a"), replace(DECK[0], id="b")]
    assert [card.id for card in again("md", cards)][-1] == "b"
