"""Text exports with guids: Anki's own, ours, and what a stranger makes of them."""

from __future__ import annotations

import csv
import warnings
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cards.exports import FORMATS
from cards.imports import format_of
from cards.imports.table import read_table
from cards.markdown.text import clean
from cards.model import Card, Deck, Source
from engine.errors import InputError

NOWHERE = Source("", 0, 0)
CARDS = [
    Card(
        "What is $x$?",
        "- one\n- two, *or* three",
        NOWHERE,
        id="a-1",
        deck="D::E",
        tags=("t", "u::v"),
    ),
    Card(
        "= 1 + 1?",
        '"two"; said @me,\tand #more\n\n```python\nx = 1\n```',
        NOWHERE,
        id="#b",
        deck="D",
    ),
    Card("# no heading", "-1", NOWHERE, id="c", deck="D"),
]


def read(path):
    return format_of(path).load()(path, lambda at_ms: at_ms // 86_400_000)


def table(tmp_path, text):
    path = tmp_path / "deck.txt"
    path.write_bytes(text.encode())
    return path


@pytest.mark.parametrize("name", ["csv", "tsv"])
def test_our_own_tables_come_back_as_they_were(tmp_path, name):
    path = tmp_path / f"deck.{name}"
    with path.open("wb") as target:
        FORMATS[name].load()(Deck(CARDS), target)
    deck = read(path)
    plain = [replace(card, source=NOWHERE, passage="") for card in deck.cards]
    assert plain == CARDS
    assert deck.skipped == []
    assert [card.source.start for card in deck.cards] == sorted({card.source.start for card in deck.cards})


HTML = (
    "#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\n#deck column:3\n#tags column:6\n"
    "g1\tBasic\tDeck::Sub\tWhat is <b>x</b>?\tIt is \\(x^2\\)<br>yes\tt1 t2\n"
    '# a comment, "with a quote\n'
    'g2\tCloze\tDeck\t"A {{c1::first}} and {{c3::second::hint}}\n<br>line"\textra\t\n'
    "\n"
    'g3\tBasic\tDeck\tsee <img src="x.png" alt="a dog">\t"<ul><li>one</li><li>two</li></ul>"\t\n'
    "g4\tBasic\tDeck\tempty\t\t\n"
    "g1\tBasic\tDeck\ttwice\ttwice\t\n"
    "\tBasic\tDeck\tnobody\tnobody\t\n"
    "g5\tquizapp Basic\tDeck\tFront\tBack\t\tsection 3\n"
    "g6\tquizapp Cloze\tDeck\t{{c1::One}} two\tsection 4\t\n"
    "g7\tquizapp Exercise\tDeck\tA, level 2\texercise-iou-2\t\tquestion\tanswer\te30=\n"
)


def test_a_table_of_html_has_its_notetypes_decks_and_tags(tmp_path):
    deck = read(table(tmp_path, HTML))
    found = {card.id: card for card in deck.cards}
    assert list(found) == ["g1", "g2", "g2-3", "g3", "g5", "g6"]
    assert [found[name].reading for name in ("g1", "g5", "g6")] == ["", "section 3", "section 4"]
    assert [one.exercise for one in deck.exercises] == ["iou"]
    assert (found["g1"].front, found["g1"].back) == ("What is **x**?", "It is $x^2$  \nyes")
    assert (found["g1"].deck, found["g1"].tags, found["g1"].kind) == ("Deck::Sub", ("t1", "t2"), "basic")
    assert found["g2"].front == "A **[…]** and second  \nline"
    assert found["g2-3"].front == "A first and **[hint]**  \nline"
    assert found["g2-3"].back == "A first and **second**  \nline\n\nextra"
    assert {found["g2"].kind, found["g2-3"].kind} == {"cloze"}
    assert (found["g3"].front, found["g3"].back) == ("see \\[image: a dog\\]", "- one\n- two")
    assert [(one.reason, one.source.start) for one in deck.skipped] == [
        ("empty", 13),
        ("duplicate", 14),
        ("damaged", 15),
    ]
    assert deck.remarks == ["Left out: 1 picture, which a text cannot hold."]


def test_plain_text_is_no_markdown_and_no_html(tmp_path):
    path = table(
        tmp_path,
        "#separator:;\n#html:false\n#deck:Home\n#guid column:3\n"
        '*a* <b>{{c1::b}}</b>;"1. c\nd";g\n_p_ <q>;\\(x<y\\);h\n',
    )
    cloze, plain = read(path).cards
    assert (cloze.id, cloze.deck) == ("g", "Home")
    assert cloze.front == "\\*a\\* \\<b>**[…]**\\</b>"
    assert cloze.back.endswith("1\\. c  \nd")
    assert (plain.front, plain.back) == ("\\_p\\_ \\<q>", "$x<y$")


@pytest.mark.parametrize(
    "text",
    [
        "#separator:tab\na\tb\n",
        "front,back\n",
        "# separator:tab\n#guid column:1\n",
        "",
    ],
)
def test_a_table_without_guids_is_a_note(tmp_path, text):
    assert format_of(table(tmp_path, text)) is None


@pytest.mark.parametrize(
    "text",
    [
        "#separator:\n#guid column:1\n",
        "#separator:tab\n#guid column:0\ng\ta\tb\n",
        "#separator:tab\n#guid column:99999999999\ng\ta\tb\n",
        "#separator:tab\n#guid column:9\ng\ta\tb\n",
        "#separator:tab\n#guid column:1\n#deck column:-1\n\n\n",
        '#separator:tab\n#guid column:1\ng\t"never closed\n',
    ],
)
def test_damaged_tables_give_what_they_can(tmp_path, text):
    assert read(table(tmp_path, text)).cards == []


def test_a_field_beyond_measure_is_refused(tmp_path):
    with pytest.raises(InputError, match="line 3"):
        read(table(tmp_path, "#separator:tab\n#guid column:1\ng\t" + "x" * 200_000 + "\ty\n"))


def test_the_text_export_of_anki_finds_the_cards_of_its_package_again(tmp_path):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        anki = pytest.importorskip("anki.collection")
    collection = anki.Collection(str(tmp_path / "collection.anki2"))
    try:
        for name, fields in {
            "Basic": ["What is <b>x</b>?<br>\\(x^2\\)", "<ul><li>a, b</li><li>'c' \"d\"</li></ul>"],
            "Cloze": ["A {{c1::first}} and {{c2::second}} gap", "extra"],
        }.items():
            note = collection.new_note(collection.models.by_name(name))
            note.fields[:2] = fields
            note.tags = ["t"]
            collection.add_note(note, collection.decks.id("Deck"))
        collection.export_note_csv(
            out_path=str(tmp_path / "notes.txt"),
            limit=None,
            with_html=True,
            with_tags=True,
            with_deck=True,
            with_notetype=True,
            with_guid=True,
        )
        options = anki.ExportAnkiPackageOptions(
            with_scheduling=False, with_deck_configs=False, with_media=False, legacy=True
        )
        collection.export_anki_package(out_path=str(tmp_path / "deck.apkg"), options=options, limit=None)
    finally:
        collection.close()

    def seen(path):
        return [
            (one.id, one.front, one.back.split(), one.kind, one.deck, one.tags)
            for one in sorted(read(path).cards, key=lambda one: one.id)
        ]

    assert seen(tmp_path / "notes.txt") == seen(tmp_path / "deck.apkg")


_TEXT = st.text(alphabet="ab=+-@# \n\t,\"'$|<>&;:`*", min_size=1, max_size=12)
_WORDS = _TEXT.map(lambda text: clean(text).strip()).filter(bool)
_NAMES = st.text(alphabet="ab=+-@#,\"'$|<>&;:`*", min_size=1, max_size=6)
_ROWS = st.lists(
    st.tuples(_NAMES, _WORDS, _WORDS, _NAMES, st.lists(_NAMES, max_size=2)),
    min_size=1,
    max_size=3,
    unique_by=lambda row: row[0],
)


@pytest.mark.parametrize("name", ["csv", "tsv"])
@settings(max_examples=60)
@given(rows=_ROWS)
def test_cells_that_could_be_formulas_come_back_exactly(tmp_path: Path, name: str, rows: Any) -> None:
    cards = [
        Card(front, back, Source("", 0, 0), id=own, deck=deck, tags=tuple(tags))
        for own, front, back, deck, tags in rows
    ]
    path = tmp_path / f"deck.{name}"
    with path.open("wb") as target:
        FORMATS[name].load()(Deck(cards), target)
    with path.open(encoding="utf-8", newline="") as file:
        cells = [cell for row in csv.reader(file, delimiter="," if name == "csv" else "\t") for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    again = read_table(path, lambda _: 0).cards
    assert [(one.id, one.front, one.back, one.deck, one.tags) for one in again] == [
        (one.id, one.front, one.back, one.deck, one.tags) for one in cards
    ]
