"""Packages for Mochi: one document in the JSON of Transit, ids that come back, words that stay words."""

from __future__ import annotations

import io
import json
import re
import zipfile
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards.exports.mochi import attachment, mochi_id, own_id, shielded, unshielded, write_mochi
from cards.model import Card, Deck, Review, Source

PICTURE = f"quizapp-{'a1' * 16}.png"


def card(front: str, back: str, **more: Any) -> Card:
    return Card(front, back, Source("a.md", 1, 2), **{"id": "one", **more})


def written(deck: Deck) -> dict[str, bytes]:
    target = io.BytesIO()
    write_mochi(deck, target)
    with zipfile.ZipFile(target) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


def decks(*cards: Card, **more: Any) -> list[dict[str, Any]]:
    document = json.loads(written(Deck(cards, **more))["data.json"])
    assert document["~:version"] == 2
    return document["~:decks"]


def content(one: Card) -> str:
    (deck,) = decks(one)
    return deck["~:cards"]["~#list"][0]["~:content"]


def test_decks_hang_below_each_other_and_cards_keep_their_order() -> None:
    found = decks(
        card("1", "x", deck="A::B"), card("2", "x", id="two"), card("3", "x", id="three", deck="A::B")
    )
    assert [one["~:name"] for one in found] == ["A", "B", "Cards"]
    assert found[1]["~:parent-id"] == found[0]["~:id"]
    assert "~:parent-id" not in found[0]
    inner = found[1]["~:cards"]["~#list"]
    assert [one["~:content"][0] for one in inner] == ["1", "3"]
    assert inner[0]["~:pos"] < inner[1]["~:pos"]
    ids = [one["~:id"] for deck in found for one in (deck, *deck["~:cards"]["~#list"])]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"~:[0-9A-Za-z]{8,}", one) for one in ids)
    assert all(one["~:deck-id"] == found[1]["~:id"] for one in inner)


@pytest.mark.parametrize(
    ("front", "back", "expected"),
    [
        (
            "What is {{x}}?",
            "#1 of [[1, 2], [3, 4]]",
            "What is {\\{x}\\}?\n\n---\n\n\\#1 of [\\[1, 2], [3, 4]]",
        ),
        ("is a==b or c==d?", "no", "is a=\\=b or c=\\=d?\n\n---\n\nno"),
        ("$x_{{a}}$", "`{{x}}` stays", "$x_{ {a}}$\n\n---\n\n`{{x}}` stays"),
        ("above\n\n---\n\nbelow", "x", "above\n\n----\n\nbelow\n\n---\n\nx"),
        ("x", "```\n---\na\n```", "x\n\n---\n\n```\n ---\n a\n ```"),
        ("~tilde", "x", "~~tilde\n\n---\n\nx"),
    ],
)
def test_nothing_means_more_there_than_here(front: str, back: str, expected: str) -> None:
    assert content(card(front, back)) == expected


def test_gaps_are_asked_together_and_what_cannot_be_marked_is_asked_as_it_is() -> None:
    one = card("Fill in\n\nA **[…]** is **[…]**.", "A **norm** is **$x^{{2}}$**.", kind="cloze")
    assert content(one) == "Fill in\n\nA {{norm}} is {{$x^{ {2} }$}}."
    braces = card("A **[…]**.", "A **{x}**.", kind="cloze")
    assert content(braces) == "A **[…]**.\n\n---\n\nA **{x}**."


def test_pictures_lie_beside_the_document_under_names_that_mochi_takes() -> None:
    deck = Deck([card(f"![a]({PICTURE})", "![b](other.png)")], media={PICTURE: b"content"})
    files = written(deck)
    name = attachment(PICTURE)
    assert re.fullmatch(r"[0-9a-zA-Z]{4,16}\.png", name)
    assert files[name] == b"content"
    assert f"![a](@media/{name})".encode() in files["data.json"]
    assert b"![b](other.png)" in files["data.json"]


def test_answers_tags_and_reading_go_along() -> None:
    review = Review(1_700_000_000_000, 19_675, 1, 4000, "review", 0, 600)
    good = Review(1_700_000_600_000, 19_675, 4, 4000, "learning", 3)
    crammed = Review(1_700_000_700_000, 19_675, 3, counts=False)
    one = card("x", "y", tags=("two words",), reading="A book", changed_ms=5)
    (deck,) = decks(one, reviews={"one": [review, good, crammed]})
    (shape,) = deck["~:cards"]["~#list"]
    assert shape["~:tags"] == {"~#set": ["two-words"]}
    assert shape["~:updated-at"] == {"~#dt": 5}
    assert shape["~:content"].endswith("y\n\nFurther reading: A book")
    assert [(at["~:date"], at["~:due"], at["~:remembered?"]) for at in shape["~:reviews"]] == [
        ("~t1700000000000", "~t1700000600000", False),
        ("~t1700000600000", "~t1700259800000", True),
    ]
    assert shape["~:reviews"][1]["~:interval"] == 3


def test_the_same_deck_gives_the_same_bytes() -> None:
    deck = Deck([card("x", "y", deck="A")])
    assert written(deck) == written(deck)


@given(st.text(min_size=1))
def test_ids_come_back(own: str) -> None:
    there = mochi_id(own)
    assert re.fullmatch(r"[0-9A-Za-z]{8,}", there)
    assert own_id(there) == own


@pytest.mark.parametrize("there", ["ZtHhPrKV", "quizapp", "quizappZff", ""])
def test_ids_of_others_are_their_own(there: str) -> None:
    assert own_id(there) is None


@given(st.text(st.sampled_from("{}[]=#- \nab"), max_size=40))
def test_what_is_shielded_has_no_sign_of_mochis_and_comes_back(text: str) -> None:
    found = shielded(text)
    assert "{{" not in found
    assert not re.search(r"\[\[.*\]\]", found)
    assert not re.search(r"^ {0,3}---[ \t]*$", found, re.MULTILINE)
    if not re.search("^ {0,3}---+[ \t]*$", text, re.MULTILINE):
        assert unshielded(found) == text
