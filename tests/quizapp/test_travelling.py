"""Pictures on their way out with cards and in with decks: named by content, proved, bounded, taken back."""

from __future__ import annotations

import base64
import io
import json
import os
import re
import zipfile
from pathlib import Path

import pytest

from cards.exports.anki import write_apkg
from cards.exports.booklet import write_booklet
from cards.imports.anki import read_package
from cards.model import Card, Deck, Source
from cards.pictures import media
from engine.errors import InputError
from quizapp.config import Settings
from quizapp.decks.outgoing import Wanted, deck_of
from quizapp.decks.travelling import Leaving
from quizapp.records import Selection
from quizapp.store import open_store
from quizapp.store.care import backup, restore
from quizapp.workspace import Workspace

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
GIF = b"GIF89a" + bytes(30)
SVG = b'<?xml version="1.0"?>\n<!-- drawn -->\n<svg xmlns="http://www.w3.org/2000/svg"/>'


def name_of(content, kind):
    return media.name_of(content, kind)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PNG, "png"),
        (b"\xff\xd8\xff\xe0....", "jpg"),
        (GIF, "gif"),
        (b"RIFF0000WEBPVP8 ", "webp"),
        (SVG, "svg"),
        (b"<svg width='1'/>", "svg"),
        (b"<html><svg></svg></html>", None),
        (b"%PDF-1.7", None),
        (b"", None),
        (b"RIFF0000WAVE", "wav"),
        (b"ID3\x04", "mp3"),
        (b"\xff\xfb\x90", "mp3"),
        (b"\xff\xf1\x50", "aac"),
        (b"\xff\xfet\0e\0x\0t\0", None),
        (b"0000ftypM4A ", "m4a"),
        (b"0000ftypisom", "mp4"),
        (b"OggS", "ogg"),
        (b"fLaC", "flac"),
        (b"\x1aE\xdf\xa3", "webm"),
    ],
)
def test_a_picture_or_a_sound_is_what_its_first_bytes_say(content, kind):
    assert media.kind_of(content, own=True) == kind
    assert media.kind_of(content, own=False) == kind


def test_a_drawing_of_a_stranger_must_be_harmless():
    drawing = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"
    assert media.kind_of(drawing, own=True) == "svg"
    assert media.kind_of(drawing, own=False) is None


def test_names_come_from_content_alone():
    assert name_of(PNG, "png") == name_of(bytes(PNG), "png") != name_of(PNG + b" ", "png")
    assert media.NAME.fullmatch(name_of(PNG, "png"))
    assert media.names_in(f"see ![a [b]]({name_of(PNG, 'png')} 'title') and ![](x.png)") == [
        name_of(PNG, "png")
    ]


@pytest.fixture
def notes(tmp_path):
    folder = tmp_path / "notes"
    (folder / "figures").mkdir(parents=True)
    (folder / "figures" / "a plot.png").write_bytes(PNG)
    (folder / "same.png").write_bytes(PNG)
    (folder / "drawn.svg").write_bytes(SVG)
    (folder / "liar.png").write_bytes(b"#!/bin/sh\n")
    (tmp_path / "secret.png").write_bytes(PNG)
    return folder


def card(notes, front="Front", back="Back", **fields):
    return Card(front, back, Source(str(notes / "n.md"), 1, 2), id=fields.pop("id", "one"), **fields)


def test_pictures_of_notes_leave_under_names_of_their_content(notes, tmp_path):
    leaving = Leaving(tmp_path / "kept")
    sent = leaving.card(
        card(
            notes,
            "![plot](figures/a%20plot.png)",
            "![again](same.png) ![](<drawn.svg>) ![far](https://example.org/x.png)",
        )
    )
    png, svg = name_of(PNG, "png"), name_of(SVG, "svg")
    assert sent.front == f"![plot]({png})"
    assert sent.back == f"![again]({png}) ![]({svg}) ![far](https://example.org/x.png)"
    assert dict(leaving) == {png: PNG, svg: SVG}
    assert leaving.remarks == []


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("../secret.png", "beside the note"),
        ("/etc/passwd", "beside the note"),
        ("gone.png", "no such file"),
        ("liar.png", "no picture, whatever its name says"),
        ("big.png", "larger than"),
    ],
)
def test_what_may_not_leave_stays_as_it_was_and_is_named(notes, tmp_path, monkeypatch, source, why):
    monkeypatch.setattr(media, "LARGEST", 1000)
    (notes / "big.png").write_bytes(PNG + bytes(1000))
    leaving = Leaving(tmp_path / "kept")
    before = card(notes, f"![x]({source})")
    assert leaving.card(before) == before
    assert not leaving
    [remark] = leaving.remarks
    assert why in remark
    assert str(notes / "n.md") in remark


@pytest.mark.parametrize("package", ["deck.apkg", "deck.colpkg", "deck.mochi"])
def test_a_card_of_a_package_takes_nothing_along_that_lies_beside_the_package(notes, tmp_path, package):
    """Else a deck of a stranger could name a picture of the learner's, who then passes it on."""
    leaving = Leaving(tmp_path / "kept")
    leaving.card(Card("![x](same.png)", "Back", Source(str(notes / package), 1, 1), id="one"))
    assert not leaving
    assert len(leaving.remarks) == 1


def test_many_that_stay_out_are_counted(notes, tmp_path):
    leaving = Leaving(tmp_path / "kept")
    leaving.card(card(notes, " ".join(f"![x](gone{at}.png)" for at in range(25))))
    assert len(leaving.remarks) == 11
    assert leaving.remarks[-1] == "15 more pictures were left out."


def test_a_card_is_no_older_than_its_pictures(notes, tmp_path):
    file = notes / "same.png"
    os.utime(file, (2_000, 2_000))
    leaving = Leaving(tmp_path / "kept")
    assert leaving.card(card(notes, "![x](same.png)", changed_ms=1_000)).changed_ms == 2_000_000
    assert leaving.card(card(notes, "![x](same.png)", changed_ms=3_000_000)).changed_ms == 3_000_000
    assert leaving.card(card(notes, "plain", changed_ms=1_000)).changed_ms == 1_000


def travelled(notes, tmp_path, *cards):
    leaving = Leaving(tmp_path / "kept")
    return Deck([leaving.card(one) for one in cards], media=leaving)


def test_a_package_holds_its_pictures(notes, tmp_path):
    deck = travelled(
        notes,
        tmp_path,
        card(notes, "What is\n\n![a {{b}} plot](same.png)\n\nthis?", "![](drawn.svg) is drawn"),
        card(notes, "A **[…]** ![p](same.png)", "A **gap ![q](drawn.svg)**", id="two", kind="cloze"),
    )
    target = io.BytesIO()
    write_apkg(deck, target)
    with zipfile.ZipFile(target) as package:
        names = json.loads(package.read("media"))
        assert {name: package.read(at) for at, name in names.items()} == dict(deck.media)
        assert len(names) == 2


def test_anki_shows_the_pictures_of_a_package(notes, tmp_path):
    library = pytest.importorskip("anki.collection")
    deck = travelled(
        notes,
        tmp_path,
        card(notes, "See ![a {{b}} & plot](same.png)", "![](drawn.svg) is drawn", changed_ms=10**12),
        card(notes, "A **[…]**", "A **gap ![q](drawn.svg)**", id="two", kind="cloze", changed_ms=10**12),
    )
    path = tmp_path / "deck.apkg"
    with path.open("wb") as target:
        write_apkg(deck, target)
    collection = library.Collection(str(tmp_path / "collection.anki2"))
    try:
        request = library.ImportAnkiPackageRequest(
            package_path=str(path), options=library.ImportAnkiPackageOptions()
        )
        collection.import_anki_package(request)
        folder = Path(collection.media.dir())
        assert {file.name: file.read_bytes() for file in folder.iterdir()} == dict(deck.media)
        assert collection.media.check().missing == []
        assert collection.media.check().unused == []
        sides = [
            collection.get_card(number).question() + collection.get_card(number).answer()
            for number in collection.find_cards("")
        ]
        for name in deck.media:
            assert any(f'<img src="{name}"' in side for side in sides)
    finally:
        collection.close()


def test_the_words_of_a_picture_come_back_as_they_were(notes, tmp_path):
    words = r"a \[plot\] of *all* \<b\> & a\_b"
    png = name_of(PNG, "png")
    deck = travelled(notes, tmp_path, card(notes, f"See ![{words}](same.png)", changed_ms=10**12))
    path = tmp_path / "deck.apkg"
    with path.open("wb") as target:
        write_apkg(deck, target)
    [again] = read_package(path, lambda at_ms: at_ms // 86_400_000).cards
    assert again.front == rf"See ![a \[plot\] of all \<b> & a\_b]({png})"


def test_a_booklet_holds_its_pictures_while_there_is_room(notes, tmp_path, monkeypatch):
    deck = travelled(notes, tmp_path, card(notes, "![a <b>](same.png)", "![drawn](drawn.svg)"))
    target = io.BytesIO()
    write_booklet(deck, target)
    text = target.getvalue().decode()
    found = dict(re.findall(r'<img src="data:image/([a-z+]+);base64,([^"]+)"', text))
    assert {kind: base64.b64decode(data) for kind, data in found.items()} == {"png": PNG, "svg+xml": SVG}
    assert 'alt="a &lt;b&gt;"' in text
    monkeypatch.setattr("cards.exports.booklet.ROOM", len(PNG))
    target = io.BytesIO()
    write_booklet(deck, target)
    assert target.getvalue().decode().count("<img") == 1
    assert "[image: drawn]" in target.getvalue().decode()


def test_formats_without_pictures_leave_the_text_of_the_note(store, fill, make_card, notes):
    fill(make_card(0, file=str(notes / "n.md"), front="![x](same.png) what?"))
    workspace = Workspace(Settings(), store)
    [plain] = deck_of(workspace, Wanted(Selection())).cards
    assert plain.front == "![x](same.png) what?"
    [remark] = deck_of(workspace, Wanted(Selection())).remarks
    assert remark == "Left out: the pictures of 1 card, which this format cannot hold."
    deck = deck_of(workspace, Wanted(Selection(), pictures=True))
    assert deck.cards[0].front == f"![x]({name_of(PNG, 'png')}) what?"
    assert list(deck.media) == [name_of(PNG, "png")]


def test_what_came_in_is_kept_once_and_taken_back_when_the_import_fails(store):
    name = name_of(PNG, "png")

    def stopped(pictures):
        with store.transaction():
            with store.transaction():
                for content, kind in pictures:
                    store.keep_picture(name_of(content, kind), content)
                    assert (store.pictures / name_of(content, kind)).is_file()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped([(PNG, "png")])
    assert not store.pictures.exists()
    with store.transaction():
        store.keep_picture(name, PNG)
    with pytest.raises(KeyboardInterrupt):
        stopped([(PNG, "png"), (GIF, "gif")])
    assert [file.name for file in store.pictures.iterdir()] == [name]


@pytest.mark.parametrize("name", ["../x.png", "x.png", "quizapp-00.png", "", "quizapp-" + "0" * 32 + ".exe"])
def test_nothing_else_is_put_into_the_folder(store, name):
    with store.transaction(), pytest.raises(InputError):
        store.keep_picture(name, PNG)
    assert not store.pictures.exists()


def test_a_folder_that_cannot_be_made_is_named(store):
    store.pictures.write_bytes(b"a file")
    with pytest.raises(InputError, match="pictures"), store.transaction():
        store.keep_picture(name_of(PNG, "png"), PNG)


def test_pictures_go_with_a_backup_and_come_back_with_it(store, now, tmp_path):
    with store.transaction():
        store.keep_picture(name_of(PNG, "png"), PNG)
    made = backup(str(store.path), None, now)
    with open_store(str(made)) as copied:
        assert [file.read_bytes() for file in copied.pictures.iterdir()] == [PNG]
    elsewhere = tmp_path / "elsewhere" / "new.sqlite"
    elsewhere.parent.mkdir()
    restore(str(elsewhere), made, now)
    with open_store(str(elsewhere)) as restored:
        assert (restored.pictures / name_of(PNG, "png")).read_bytes() == PNG
