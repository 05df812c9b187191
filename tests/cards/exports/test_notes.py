"""Decks as notes: what is written comes back through the reader of notes."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards.exports import FORMATS
from cards.exports.notes import deeper
from cards.exports.quizlet import flat
from cards.markdown.tree import parse_blocks, render
from cards.model import Card, Deck, Source
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
    FORMATS[name].load()(Deck(cards), target)
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


SHIPPED = [
    card
    for path in sorted((Path(__file__).resolve().parents[3] / "data" / "notes").glob("*.md"))
    for card in read_note(path.read_bytes(), path.name).cards
]


def test_the_shipped_deck_comes_back_from_our_own_notation():
    by_id = {card.id: card for card in again("md", SHIPPED)}
    lost = [card.id for card in SHIPPED if card.id not in by_id]
    changed = [
        card.id
        for card in SHIPPED
        if any(getattr(by_id[card.id], field) != getattr(card, field) for field in (*FIELDS, "back"))
    ]
    assert (lost, changed) == ([], [])


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("name", ["hashcards", "obsidian"])
def test_questions_and_answers_come_back_from_other_notations(name):
    asked = [card for card in SHIPPED if card.kind != "cloze" and len(card.front.split()) > 2]
    sides = {words(card.front): words(card.back) for card in again(name, asked)}
    assert [card.id for card in asked if sides.get(words(card.front)) != words(card.back)] == []


@pytest.mark.parametrize("name", ["hashcards", "obsidian"])
def test_each_gap_becomes_a_card_of_its_own(name):
    card = Card(
        "Layers\n\nA **[…]** before a **[…]**.",
        "A **convolution** before a **pooling**.",
        NOWHERE,
        kind="cloze",
    )
    found = [(one.kind, words(one.back)) for one in again(name, [card])]
    assert found == [
        ("cloze", "Layers A **convolution** before a pooling."),
        ("cloze", "Layers A convolution before a **pooling**."),
    ]


@pytest.mark.parametrize("name", ["hashcards", "obsidian"])
def test_every_gap_comes_back_from_other_notations(name):
    gapped = [card for card in SHIPPED if card.kind == "cloze"]
    found = [one.kind for one in again(name, gapped)]
    assert found == ["cloze"] * sum(card.front.count("**[") for card in gapped)


def test_hashcards_have_no_label_where_none_is_meant():
    """The labels stand at the very beginning of a line, and nothing escapes them."""
    card = Card("Q: twice?\n\nA: asked", "Options:\nA: one\nC: [two]", NOWHERE)
    target = io.BytesIO()
    FORMATS["hashcards"].load()(Deck([card, card]), target)
    labels = [line[:2] for line in target.getvalue().decode().split("\n") if line[:2] in ("Q:", "A:", "C:")]
    assert labels == ["Q:", "A:", "Q:", "A:"]


UNFRIENDLY = [
    Card("A namespace?", "`std::vector`, a::b, $A::B$\nand {x}::{y}", NOWHERE),
    Card("Above\n\n---\n\nbelow", "Text\n---\n\n```yaml\n---\na: 1\n\n?\nb::c\n---\n```\n\nend", NOWHERE),
    Card("?", "??\n ? \n?", NOWHERE),
    Card("==lit== or not", "$$\nx = 1\n\ny::z\n$$", NOWHERE),
    Card("- one\n\n  ```\n  code\n\n  more\n  ```", "~~~\na\n\nb\n~~~", NOWHERE),
]


def plugin_cards(text: str) -> int:
    """How many cards the plugin of Obsidian finds: blank lines end a card, but not in code; what is on one
    side of a lone question mark is asked, and of a line with two colons outside of code."""
    lines = text.split("\n")
    found, asked, at = 0, False, 0
    while at < len(lines):
        line = lines[at].rstrip()
        at += 1
        if line.startswith(("```", "~~~")):
            fence = line[:3]
            while not lines[at].startswith(fence):
                at += 1
            at += 1
        elif not line:
            found, asked = found + asked, False
        elif "::" in re.sub(r"(`+).*?\1", "", line):
            found, asked = found + 1, False
        elif line.strip() in ("?", "??"):
            assert not asked, text
            asked = True
    return found + asked


def test_the_plugin_finds_as_many_cards_as_there_are():
    asked = [card for card in (*UNFRIENDLY, *SHIPPED) if card.kind != "cloze"]
    for card in asked:
        target = io.BytesIO()
        FORMATS["obsidian"].load()(Deck([card]), target)
        assert plugin_cards(target.getvalue().decode()) == 1, card.id or card.front


def test_hashcards_are_parted_by_nothing_but_their_labels():
    """Three dashes on a line end a card there, in code too."""
    for card in (*UNFRIENDLY, *SHIPPED):
        target = io.BytesIO()
        FORMATS["hashcards"].load()(Deck([replace(card, deck="")]), target)
        assert "---" not in [line.strip() for line in target.getvalue().decode().split("\n")]


def test_quizlet_has_a_line_with_one_tab_for_each_card():
    target = io.BytesIO()
    FORMATS["quizlet"].load()(Deck([*SHIPPED, Card("a\tb", "=1\n\n- two\n- $x^2$", NOWHERE)]), target)
    lines = target.getvalue().decode().splitlines()
    assert len(lines) == len(SHIPPED) + 1
    assert all(line.count("\t") == 1 for line in lines)
    assert lines[-1] == "a b\t =1 / - two / - x²"


@pytest.mark.parametrize(
    ("side", "line"),
    [
        ("Why does it\nhold, in  two lines?", "Why does it hold, in two lines?"),
        ("One.\n\nTwo, *well*.", "One. / Two, well."),
        ("=1", " =1"),
        ("It is\n\n$$\\frac{a + b}{c}$$", "It is / (a + b)/c"),
        ("| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |", "a: 1; b: 2 / a: 3; b: 4"),
        ("| a | b |\n|---|---|", "a; b"),
    ],
)
def test_a_side_for_quizlet_is_one_line(side, line):
    assert flat(side) == line


def test_a_booklet_sets_formulas_and_runs_nothing():
    cards = [
        *SHIPPED,
        Card("<script>alert(1)</script>", "$\\unknown{x}$ and `$y$`", NOWHERE, deck="Last & least"),
    ]
    target = io.BytesIO()
    FORMATS["html"].load()(Deck(cards), target)
    page = target.getvalue().decode()
    assert page.count("<math ") > 1000
    assert "<script" not in page
    assert "<code>\\unknown{x}</code>" in page
    assert "<code>$y$</code>" in page
    assert page.count("<article ") == len(cards)
    assert "Last &amp; least" in page
