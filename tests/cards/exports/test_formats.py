"""Every format of the registry writes what it promises, for the same awkward cards."""

from __future__ import annotations

import csv
import io
import json
import warnings
import zipfile
from dataclasses import replace
from html import unescape

import pytest

from cards.exports import FORMATS
from cards.model import Card, Deck, Source

CARDS = [
    Card(
        "What is $x < y$?",
        '- a list\n- with, commas; "quotes" and\ttabs',
        Source("notes/a.md", 3, 7, ("A", "B")),
        id="first",
        deck="A::B",
        tags=("two words", "plain"),
        exercises=("softmax",),
        difficulty=2,
        reading="A book, section 1.",
    ),
    Card("=1+1", "@SUM(A1)", Source("", 0, 0), kind="typed", id="second"),
    Card("Ω 漢字 مرحبا", "+ plus\r\n- minus", Source("b.md", 1, 2), id="third", deck="C"),
]


def written(name: str, cards=CARDS) -> bytes:
    target = io.BytesIO()
    FORMATS[name].load()(Deck(cards), target)
    return target.getvalue()


def unpacked(content: bytes) -> bytes:
    """What a file holds; for a package, all that its files hold."""
    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return b"".join(map(package.read, package.namelist()))


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_writes_every_card_and_an_empty_deck(name):
    assert FORMATS[name].suffix.startswith(".")
    content = unpacked(written(name)).decode("utf-8", "replace")
    assert all(card.id in content for card in CARDS) is FORMATS[name].identifies
    assert all(front in content for front in ("Ω 漢字 مرحبا", "1+1"))
    assert isinstance(written(name, []), bytes)


@pytest.mark.parametrize(("name", "separator"), [("csv", ","), ("tsv", "\t")])
def test_tables_have_anki_headers_and_no_formulas(name, separator):
    lines = written(name).decode().split("\n")
    headers = [line for line in lines if line.startswith("#")]
    assert headers[1:] == [
        "#html:false",
        f"#columns:{separator.join(['guid', 'deck', 'tags', 'Front', 'Back'])}",
        "#guid column:1",
        "#deck column:2",
        "#tags column:3",
    ]
    rows = list(csv.reader(io.StringIO("\n".join(lines[len(headers) :])), delimiter=separator))
    rows = [row for row in rows if row]
    assert [row[0] for row in rows] == ["first", "second", "third"]
    assert rows[0][2] == "two_words plain"
    assert all(not cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
    assert [cell.strip() for cell in rows[1][3:]] == ["=1+1", "@SUM(A1)"]


@pytest.mark.parametrize("name", ["csv", "tsv"])
def test_anki_itself_reads_tables_as_they_were_meant(name, tmp_path):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        anki = pytest.importorskip("anki.collection")
        from anki.import_export_pb2 import ImportCsvRequest
    awkward = [
        *CARDS,
        Card(
            "# a heading", '"quoted"\n\nand\tparted; by | all', Source("", 0, 0), id="#comment", deck="D::E"
        ),
        Card("{{c1::no gap}} <b>&amp;", "\\(x\\)", Source("", 0, 0), id='a,"b"'),
    ]
    path = tmp_path / f"deck.{name}"
    path.write_bytes(written(name, awkward))
    collection = anki.Collection(str(tmp_path / "collection.anki2"))

    def brought_in():
        metadata = collection.get_csv_metadata(path=str(path), delimiter=None)
        return collection.import_csv(ImportCsvRequest(path=str(path), metadata=metadata)).log

    assert len(brought_in().new) == len(awkward)
    notes = {note.guid: note for note in map(collection.get_note, collection.find_notes(""))}
    for card in awkward:
        note = notes[card.id]
        fields = [unescape(field.replace("<br>", "\n")).lstrip(" ") for field in note.fields[:2]]
        assert fields == [side.replace("\r\n", "\n") for side in (card.front, card.back)]
        assert note.tags == sorted(tag.replace(" ", "_") for tag in card.tags)
        assert collection.decks.name(note.cards()[0].did) == (card.deck or "quizapp")
    again = brought_in()
    assert not again.new
    path.write_bytes(written(name, [replace(card, back=f"{card.back} indeed") for card in awkward]))
    assert len(brought_in().updated) == len(awkward)
    collection.close()


def test_json_loses_nothing():
    shape = json.loads(written("json"))
    assert (shape["format"], shape["version"]) == ("quizapp-deck", 1)
    again = [
        Card(
            **{
                **card,
                "source": Source(**{**card["source"], "path": tuple(card["source"]["path"])}),
                "tags": tuple(card["tags"]),
                "exercises": tuple(card["exercises"]),
            }
        )
        for card in shape["cards"]
    ]
    assert again == CARDS


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_says_what_it_cannot_carry(name: str) -> None:
    form = FORMATS[name]
    assert ("history" in form.lacks) == (not form.history)
    assert ("pictures" in form.lacks) == (not form.media)
    assert ("ids" in form.lacks) == (not form.identifies)
