"""Packages of Mochi: what its documentation shows and its exports hold, our own again, and hostile ones."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from cards.exports import FORMATS
from cards.imports import format_of, mochi
from cards.imports.mochi import gapped, read_mochi, rendered, sides
from cards.model import Card, Deck, Review, Source
from cards.pictures import media
from engine.errors import InputError

DAY = 86_400_000
FIRST = 1_700_000_000_000
PNG = b"\x89PNG\r\n\x1a\n" + b"pixels"

Pack = Callable[..., Path]


def day(at_ms: int) -> int:
    return at_ms // DAY


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    def packed(document: object = None, name: str = "data.json", **files: bytes) -> Path:
        path = tmp_path / "deck.mochi"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
            if document is not None:
                package.writestr(name, document if isinstance(document, str) else json.dumps(document))
            for each, content in files.items():
                package.writestr(each.replace("_", "."), content)
        return path

    return packed


def card(content: str, **more: object) -> dict[str, object]:
    return {"~:content": content, **{f"~:{key.replace('_', '-')}": value for key, value in more.items()}}


def of(*cards: dict[str, object], **more: object) -> dict[str, object]:
    deck = {"~:id": "~:deckAAAA", "~:name": "Deck", "~:cards": {"~#list": list(cards)}}
    return {"~:version": 2, "~:decks": [deck], **{f"~:{key}": value for key, value in more.items()}}


def read(path: Path) -> Deck:
    form = format_of(path)
    assert form is not None
    return form.load()(path, day)


def test_our_own_package_comes_back(tmp_path: Path) -> None:
    picture = media.name_of(PNG, "png")
    cards = [
        Card(
            f"What is {{{{x}}}}? ![p]({picture})",
            "It is\n\n---\n\n[[1]] #x",
            Source("a.md", 1, 2),
            id="bn-axes",
        ),
        Card(
            "A **[…]** b.",
            "A **$x$ y** b.",
            Source("", 0, 0),
            "cloze",
            id="zoë 1",
            deck="A::B",
            reading="A book",
        ),
        Card(
            "x",
            "```\ncode\n```",
            Source("", 0, 0),
            id="three",
            deck="A",
            tags=("one", "two"),
            changed_ms=FIRST,
        ),
    ]
    given = [
        Review(FIRST, day(FIRST), 1, 3000, "new", 0, 600),
        Review(FIRST + 600_000, day(FIRST), 3, 3000, "learning", 2),
        Review(FIRST + 2 * DAY, day(FIRST) + 2, 3, 3000, "review", 7),
    ]
    path = tmp_path / "own.mochi"
    with path.open("wb") as target:
        FORMATS["mochi"].load()(Deck(cards, {"three": given}, media={picture: PNG}), target)
    deck = read(path)
    found = {one.id: one for one in deck.cards}
    for one in cards:
        again = found[one.id]
        same = ("front", "back", "kind", "tags", "reading", "changed_ms")
        assert [getattr(again, name) for name in same] == [getattr(one, name) for name in same]
        assert again.deck == (one.deck or "Cards")
    assert deck.reviews == {"three": given}
    assert (deck.schedules["three"].due_day, deck.schedules["three"].interval) == (day(FIRST) + 9, 7)
    assert dict(deck.media) == {picture: PNG}
    assert not deck.skipped


DOCUMENTED = (
    '{:version 2 :decks [{:name "Sample deck" :cards [{:content "A\\n---\\nB"} {:content "{{C}}"}]}]}'
)


def test_the_documented_example_in_edn(pack: Pack) -> None:
    deck = read(pack(DOCUMENTED, name="data.edn"))
    assert [(one.front, one.back, one.deck) for one in deck.cards] == [
        ("A", "B", "Sample deck"),
        ("**[…]**", "**C**", "Sample deck"),
    ]
    assert [one.id for one in read(pack(DOCUMENTED, name="data.edn")).cards] == [one.id for one in deck.cards]


def test_transit_with_cached_keys(pack: Pack) -> None:
    decks = [
        ["^ ", "~:name", "One", "~:cards", [["^ ", "~:content", "a\n---\nb"], ["^ ", "^4", "c\n---\nd"]]]
    ]
    deck = read(pack(["^ ", "~:version", 2, "~:decks", decks]))
    assert [(one.front, one.back) for one in deck.cards] == [("a", "b"), ("c", "d")]


def test_decks_within_decks_and_cards_beside_them_in_their_order(pack: Pack) -> None:
    document = {
        "~:version": 2,
        "~:decks": [
            {"~:id": "~:aaaaaaaa", "~:name": "Above", "~:parent-id": "~:bbbbbbbb"},
            {"~:id": "~:bbbbbbbb", "~:name": "Around", "~:parent-id": "~:aaaaaaaa"},
            {"~:id": "~:cccccccc", "~:name": "Gone", "~:trashed?": {"~#dt": FIRST}},
        ],
        "~:cards": [
            card("b\n---\nx", pos="b", deck_id="~:aaaaaaaa"),
            card("a\n---\nx", pos="a", deck_id="~:bbbbbbbb"),
            card("c\n---\nx", pos="c", deck_id="~:cccccccc"),
            card("d\n---\nx", pos="d", deck_id="~:nowhere1"),
            card("e\n---\nx", pos="e", **{"trashed?": {"~#dt": FIRST}}),
        ],
    }
    found = [(one.front, one.deck) for one in read(pack(document)).cards]
    assert found == [("a", "Above::Around"), ("b", "Around::Above"), ("d", "")]


def test_one_card_for_each_group_of_gaps_and_for_the_way_back(pack: Pack) -> None:
    answered = [{"~:date": f"~t{FIRST}", "~:remembered?": True, "~:interval": 3}]
    deck = read(
        pack(
            of(
                card(
                    "{{1::Shiba}} from {{2::$J_{1}$}}\n---\nmore",
                    id="~:groups01",
                    **{"cloze/reviews": {"~:2": answered}},
                ),
                card(
                    "there\n---\nback",
                    id="~:reverse1",
                    **{"review-reverse?": True, "reverse-reviews": answered},
                ),
            )
        )
    )
    assert [(one.id, one.front, one.back, one.kind) for one in deck.cards] == [
        ("groups01", "**[…]** from $J_{1}$", "**Shiba** from $J_{1}$\n\nmore", "cloze"),
        ("groups01-2", "Shiba from **[…]**", "Shiba from **$J_{1}$**\n\nmore", "cloze"),
        ("reverse1", "there", "back", "basic"),
        ("reverse1-back", "back", "there", "basic"),
    ]
    assert set(deck.reviews) == {"groups01-2", "reverse1-back"}
    assert deck.cards[0].passage == deck.cards[1].passage


def test_templates_make_the_text_of_fields(pack: Pack) -> None:
    template = {
        "~:id": "~:template",
        "~:content": "# << Word >>\n<< #Formal >>formal<</ Formal >><< ^Formal >>plain<< /Formal >>"
        "\n---\n<< Meaning >>",
        "~:fields": {
            "~:name": {"~:name": "Word"},
            "~:mmmm": {"~:name": "Meaning"},
            "~:ffff": {"~:name": "Formal"},
        },
    }
    fields = {
        "~:name": {"~:id": "~:name", "~:value": "Katze"},
        "~:mmmm": {"~:value": "cat"},
        "~:ffff": {"~:value": False},
    }
    entry = card("", template_id="~:template", fields=fields)
    (one,) = read(pack(of(entry, templates={"~#list": [template]}))).cards
    assert (one.front, one.back) == ("# Katze\nplain", "cat")
    assert rendered("<< a >><</ x >><< #b >>", {"a": "1"}) == "1"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("a\n---\nb\n---  \nc", ["a", "b", "c"]),
        ("a\n----\nb --- c", ["a\n----\nb --- c"]),
        ("```\n---\n```\n---\nb", ["```\n---\n```", "b"]),
        ("---\nb", ["", "b"]),
    ],
)
def test_sides(content: str, expected: list[str]) -> None:
    assert sides(content) == expected


def test_gaps_leave_code_and_formulas_alone() -> None:
    text = "`{{x}}` $a_{{b}}$ {{c}} {{\\{d\\}}}"
    assert gapped(text, "", answer=False) == "`{{x}}` $a_{{b}}$ **[…]** **[…]**"
    assert gapped(text, "", answer=True) == "`{{x}}` $a_{{b}}$ **c** **\\{d\\}**"


def test_what_asks_nothing_is_named(pack: Pack) -> None:
    deck = read(pack(of(card("a note alone"), card("", name="title"), card("a\n---\nb"))))
    assert [one.front for one in deck.cards] == ["a"]
    assert [(one.text, one.reason) for one in deck.skipped] == [
        ("a note alone", "no question"),
        ("title", "no question"),
    ]


def test_answers_as_mochi_keeps_them(pack: Pack) -> None:
    """Intervals are fractions, and the first answer may have none."""
    rows = [
        {"~:date": f"~t{FIRST}", "~:due": f"~t{FIRST + DAY}", "~:remembered?": True},
        {"~:date": f"~t{FIRST + DAY}", "~:interval": 2.09, "~:remembered?": True, "~:duration": 3},
        {"~:date": f"~t{FIRST + 3 * DAY}", "~:interval": -0.01, "~:remembered?": False},
        {
            "~:date": f"~t{FIRST + 3 * DAY + 60_000}",
            "~:interval": 0.17,
            "~:remembered?": True,
            "~:rereview?": True,
        },
        {"~:date": "~tyesterday", "~:remembered?": True},
        "no answer",
    ]
    deck = read(pack(of(card("a\n---\nb", id="~:answered", reviews=rows, **{"archived?": True}))))
    found = deck.reviews["answered"]
    assert [(one.rating, one.was, one.interval, one.wait) for one in found] == [
        (3, "new", 1, 0),
        (3, "review", 2, 0),
        (1, "review", 0, 600),
        (3, "relearning", 0, 14_688),
    ]
    assert [one.duration_ms for one in found] == [0, 3000, 0, 0]
    schedule = deck.schedules["answered"]
    assert (schedule.phase, schedule.reps, schedule.lapses, schedule.suspended) == ("relearning", 4, 1, True)


def test_pictures_come_along_and_what_does_not_is_said(pack: Pack) -> None:
    text = "![a](@media/foobar03.png) ![](gone.png) ![s](@media/s.svg)\n---\nb"
    deck = read(pack(of(card(text)), foobar03_png=PNG, s_svg=b"<svg onload='x()'/>"))
    (one,) = deck.cards
    name = media.name_of(PNG, "png")
    assert f"![a]({name})" in one.front
    assert "@media" not in one.front
    assert dict(deck.media) == {name: PNG}
    assert len(deck.remarks) == 2


@pytest.mark.parametrize(
    ("name", "document", "reason"),
    [
        ("data.json", "{", "is damaged"),
        ("data.json", "[" * 100_000, "is damaged"),
        ("data.json", '["^ ", "^9", 1]', "refers to something"),
        ("data.edn", "{:decks [", "never closed"),
        ("data.edn", "(" * 100_000, "nested too deeply"),
        ("data.json", '"text"', "holds no decks"),
        ("data.json", "{}", "holds no decks"),
        ("other.json", "{}", "holds no deck of Mochi"),
        ("data.json", json.dumps(of(card("x" * 1_000_001 + "\n---\ny"))), "1,000,007 characters"),
        ("data.json", "\x00\xff", "is damaged"),
    ],
)
def test_what_is_no_package_is_refused_in_a_sentence(
    pack: Pack, name: str, document: str, reason: str
) -> None:
    with pytest.raises(InputError, match=reason):
        read(pack(document, name=name))


@pytest.mark.parametrize(
    "document",
    [
        {"~:decks": 5},
        {"~:decks": [5, {"~:id": 5, "~:name": None, "~:cards": {"~#list": 5}}]},
        of({"~:content": 5}, {"~:content": None, "~:fields": [], "~:template-id": 7}),
        of(card("a\n---\nb", id=5, tags=5, reviews=5, pos=[], **{"updated-at": {"~#dt": "soon"}})),
        of(
            card(
                "a\n---\nb", reviews=[{"~:date": f"~t{FIRST}", "~:interval": 1e308, "~:due": "~t" + "9" * 18}]
            )
        ),
        of(card("\ud800a\n---\nb", tags={"~#set": ["\udfff"]}), card("\udc00\n---\nc", id="~:\ud800aaaaaaa")),
        of(card("{{1::a}}", **{"cloze/reviews": [1]}), templates=[{"~:id": "~:x", "~:fields": {"~:a": 1}}]),
    ],
)
def test_values_of_other_kinds_do_no_harm(pack: Pack, document: object) -> None:
    for one in read(pack(document)).cards:
        assert one.front
        assert one.back
        "".join((one.id, one.front, one.back, one.deck, *one.tags)).encode()


def test_a_bomb_is_refused(pack: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mochi, "LARGEST", 1_000_000)
    with pytest.raises(InputError, match="unpacks to more than 1 MB"):
        read_mochi(pack(" " * 1_000_001), day)


def test_names_lead_nowhere(pack: Pack, tmp_path: Path) -> None:
    path = pack(of(card("![](../../etc/passwd) ![](@media/../up.png)\n---\nb")))
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("up.png", PNG)
    deck = read(path)
    assert set(deck.media) <= {media.name_of(PNG, "png")}
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("../up.png", PNG)
    with pytest.raises(InputError, match="outside of its folder"):
        read(path)
    assert [each.name for each in tmp_path.iterdir()] == ["deck.mochi"]
