"""What comes in with a deck beside words: pictures, exercises, presets; and what is left out, and why."""

from __future__ import annotations

import base64
import json
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cards.imports.media import Pictures
from cards.model import Card, Deck, Practice, Review, Source
from cards.pictures import media
from engine.errors import InputError
from quizapp.cli import run
from quizapp.decks.packages import bring, read
from quizapp.history import Scheduling, prove
from quizapp.memory import model
from quizapp.notes.importing import Linker
from quizapp.pictures import picture_file, pictures
from quizapp.schedule import Calendar
from quizapp.store.store import Store

DAY = 86_400_000
LINKER = Linker(lambda cards: [()] * len(cards), "none")
LOCAL = Scheduling(model(), calendar=Calendar(4))
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
GIF = b"GIF89a" + bytes(30)
TONE = b"ID3 and a tone"
PNG_NAME, GIF_NAME, TONE_NAME = (
    media.name_of(content, kind) for content, kind in ((PNG, "png"), (GIF, "gif"), (TONE, "mp3"))
)


@pytest.fixture(scope="module")
def collection(anki: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A collection with pictures of all sorts, sounds, masks, scripts, and a preset of its own."""
    opened = anki.Collection(str(tmp_path_factory.mktemp("anki") / "collection.anki2"))
    folder = Path(opened.media.dir())
    for name, content in {
        "plain.png": PNG,
        "with space (1).gif": GIF,
        "größe.png": PNG,
        "100%.png": PNG,
        "drawn.svg": b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        "liar.png": b"#!/bin/sh\n",
        "a tone.mp3": TONE,
        "liar.mp3": b"#!/bin/sh\n",
    }.items():
        (folder / name).write_bytes(content)
    fields = {
        "plain": ('<img src="plain.png" alt="a [plain] *one*">', "is plain"),
        "spaced": ("which?", 'see <img src="with space (1).gif"> and <img src="größe.png">'),
        "percent": ("<b>which?</b>", '<img src="100%.png">'),
        "missing": ("gone?", '<img src="gone_for good.png">'),
        "refused": ("bad?", '<img src="drawn.svg"><img src="liar.png">'),
        "far": ("far?", '<img src="https://example.org/x y.png">'),
        "inline": ("inline?", f'<img src="data:image/gif;base64,{base64.b64encode(GIF).decode()}">'),
        "heard": ("say it", "[sound:a tone.mp3]"),
        "half heard": ("say [sound:liar.mp3] this", "aloud"),
        "not heard": ("say it again", "[sound:gone.mp3]"),
        "blank": ("nothing on the back", ""),
    }
    basic = opened.models.by_name("Basic")
    for deck, (front, back) in fields.items():
        note = opened.new_note(basic)
        note.fields[:2] = [front, back]
        opened.add_note(note, opened.decks.id(deck))
    scripted = opened.models.new("Scripted")
    for name in ("Term", "Meaning", "More"):
        opened.models.add_field(scripted, opened.models.new_field(name))
    template = opened.models.new_template("Card")
    template["qfmt"] = "<div id=x></div>{{#Term}}<script>show(`{{Term}}`)</script>{{/Term}}"
    template["afmt"] = "<script>show(`{{Meaning}}`)</script>"
    opened.models.add_template(scripted, template)
    opened.models.add(scripted)
    note = opened.new_note(opened.models.by_name("Scripted"))
    note.fields[:3] = ["the term", "its <b>meaning</b>", '<img src="plain.png">']
    opened.add_note(note, opened.decks.id("scripted"))
    opened.add_image_occlusion_notetype()
    opened.add_image_occlusion_note(
        notetype_id=opened.models.by_name("Image Occlusion")["id"],
        image_path=str(folder / "drawn.svg"),
        occlusions="{{c1::image-occlusion:rect:left=.1:top=.2:width=.3:height=.4:oi=1}}",
        header="the bones",
        back_extra="",
        tags=[],
    )
    masked = opened.models.new("Masked by the add-on")
    for name in ("Header", "Image", "Question Mask", "Answer Mask"):
        opened.models.add_field(masked, opened.models.new_field(name))
    template = opened.models.new_template("Card")
    template["qfmt"], template["afmt"] = "{{Image}}{{Question Mask}}", "{{Image}}{{Answer Mask}}"
    opened.models.add_template(masked, template)
    opened.models.add(masked)
    note = opened.new_note(opened.models.by_name("Masked by the add-on"))
    note.fields[:] = ["the heart", '<img src="plain.png">', '<img src="drawn.svg">', '<img src="drawn.svg">']
    opened.add_note(note, opened.decks.id("masked"))
    preset = opened.decks.config_dict_for_deck_id(1)
    preset["name"], preset["desiredRetention"] = "Mine", 0.85
    preset["fsrsParams6"] = [*model().parameters[:20], 0.2]
    opened.decks.save(preset)
    yield opened
    opened.close()


@pytest.fixture(scope="module", params=["deflated", "zstd", "colpkg"])
def package(anki: Any, collection: Any, request: pytest.FixtureRequest, tmp_path_factory: Any) -> Path:
    path: Path = (
        tmp_path_factory.mktemp("package") / f"deck.{'colpkg' if request.param == 'colpkg' else 'apkg'}"
    )
    if request.param == "colpkg":
        collection.export_collection_package(str(path), include_media=True, legacy=False)
        return path
    anki.exported(collection, path, legacy=request.param == "deflated")
    return path


def by_deck(deck: Deck) -> dict[str, Card]:
    return {card.deck: card for card in deck.cards}


def test_pictures_come_under_names_of_their_content(package: Path) -> None:
    deck = read(package, LOCAL).deck
    found = by_deck(deck)
    assert found["plain"].front == f"![a \\[plain\\] \\*one\\*]({PNG_NAME})"
    assert found["spaced"].back == (f"see ![with space (1).gif]({GIF_NAME}) and ![größe.png]({PNG_NAME})")
    assert found["percent"].back == f"![100%.png]({PNG_NAME})"
    assert found["inline"].back == f"![]({GIF_NAME})"
    assert found["heard"].back == f"![a tone.mp3]({TONE_NAME})"
    assert dict(deck.media) == {PNG_NAME: PNG, GIF_NAME: GIF, TONE_NAME: TONE}


def test_a_picture_that_does_not_come_is_named_in_words_and_told(package: Path) -> None:
    deck = read(package, LOCAL).deck
    found = by_deck(deck)
    assert found["missing"].back == "\\[image: gone\\_for good.png\\]"
    assert found["refused"].back == "\\[image: drawn.svg\\]\\[image: liar.png\\]"
    assert found["far"].back == "![](https://example.org/x%20y.png)"
    assert list(deck.remarks) == [
        "Left out: 2 sounds: missing, none by its content, or too large.",
        "Left out: 1 picture that the package names and does not hold.",
        "Left out: 2 pictures refused: none by its content, drawn with scripts, or too large.",
    ]


def test_what_gives_no_card_is_told_with_its_reason(package: Path) -> None:
    deck = read(package, LOCAL).deck
    assert Counter(one.reason for one in deck.skipped) == {"sound only": 1, "empty": 1, "image occlusion": 2}
    words = [one.text for one in deck.skipped]
    assert "nothing on the back" in words
    assert any("the bones" in text for text in words)
    assert any("the heart" in text for text in words)
    assert by_deck(deck)["half heard"].front == "say this"


def test_a_note_that_only_scripts_show_is_asked_by_its_fields(package: Path) -> None:
    card = by_deck(read(package, LOCAL).deck)["scripted"]
    assert (card.front, card.back) == ("the term", f"its **meaning**\n\n![plain.png]({PNG_NAME})")


def test_a_preset_is_offered_and_not_adopted(package: Path, store: Store, now: int) -> None:
    report = bring(store, read(package, LOCAL), scheduling=LOCAL, linker=LINKER, now_ms=now)
    parameters, retention = report.remarks[-2:]
    assert "The preset Mine" in parameters
    assert f'fsrs_parameters "{" ".join(f"{one:g}" for one in model().parameters[:20])} 0.2"' in parameters
    assert "85 % of the cards" in retention
    assert "desired_retention 0.85`" in retention


def test_what_is_offered_can_be_adopted(package: Path) -> None:
    from quizapp import config

    (preset,) = (one for one in read(package, LOCAL).deck.presets if one.parameters)
    words = " ".join(f"{one:g}" for one in preset.parameters)
    assert config.read("fsrs_parameters", words) == pytest.approx([*model().parameters[:20], 0.2])
    assert model(config.read("fsrs_parameters", words)).parameters[20] == 0.2


def test_pictures_are_kept_beside_the_store_and_shown(package: Path, store: Store, now: int) -> None:
    report = bring(store, read(package, LOCAL), scheduling=LOCAL, linker=LINKER, now_ms=now)
    assert {file.name: file.read_bytes() for file in store.pictures.iterdir()} == {
        PNG_NAME: PNG,
        GIF_NAME: GIF,
        TONE_NAME: TONE,
    }
    assert report.as_json()["remarks"][0] == "Left out: 2 sounds: missing, none by its content, or too large."
    assert report.summary["skipped"] == 4
    shown = [
        picture_file(picture, one.card.source, store.pictures)
        for one in store.library.cards()
        for picture in pictures(f"{one.card.front}\n\n{one.card.back}")
        if not picture.remote
    ]
    assert len(shown) == 7
    assert set(shown) == set(store.pictures.iterdir())


def test_a_dry_run_keeps_no_pictures(package: Path, store: Store, now: int) -> None:
    bring(store, read(package, LOCAL), scheduling=LOCAL, linker=LINKER, now_ms=now, dry_run=True)
    bring(None, read(package, LOCAL), scheduling=LOCAL, linker=LINKER, now_ms=now, dry_run=True)
    assert not store.pictures.exists()


@pytest.mark.parametrize("stage", [2, 3, 4])
def test_an_import_that_is_cancelled_leaves_no_picture(
    package: Path, store: Store, now: int, stage: int
) -> None:
    def cancel(done: int, total: int, name: str) -> None:
        assert done < total
        if done == stage:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bring(store, read(package, LOCAL), scheduling=LOCAL, linker=LINKER, now_ms=now, progress=cancel)
    assert not store.pictures.exists()
    assert store.library.cards() == []


def with_media(path: Path, members: dict[str, bytes], names: Any, back: str) -> Path:
    """A package of our own whose media are a stranger's."""
    from cards.exports.anki import write_apkg

    own = path.with_suffix(".own")
    with own.open("wb") as target:
        write_apkg(Deck([Card("Front", "Back", Source("", 0, 0), id="one", changed_ms=10**12)]), target)
    inner = path.with_suffix(".anki2")
    with zipfile.ZipFile(own) as package:
        inner.write_bytes(package.read("collection.anki2"))
    import sqlite3

    with sqlite3.connect(inner) as connection:
        connection.execute("UPDATE notes SET flds = ?", (f"Front\x1f{back}\x1f",))
    connection.close()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.write(inner, "collection.anki2")
        package.writestr("media", names if isinstance(names, bytes) else json.dumps(names).encode())
        for name, content in members.items():
            package.writestr(name, content)
    return path


@pytest.mark.parametrize(
    "name", ["../../evil.png", "/etc/evil.gif", "\\\\host\\x.png", "C:evil.png", "a/../../b"]
)
@pytest.mark.parametrize("listed", [True, False])
def test_a_name_that_leads_out_of_the_folder_refuses_the_package(
    tmp_path: Path, store: Store, now: int, name: str, listed: bool
) -> None:
    names = {"0": name} if listed else {"0": "a.png", name: "b.png"}
    path = with_media(tmp_path / "deck.apkg", dict.fromkeys(names, PNG), names, f'<img src="{name}">')
    held, made = store.path.read_bytes(), {*tmp_path.rglob("*")}
    with pytest.raises(InputError, match="outside of its folder; it is refused"):
        bring(store, read(path, LOCAL), scheduling=LOCAL, linker=LINKER, now_ms=now)
    assert store.path.read_bytes() == held
    assert {*tmp_path.rglob("*")} == made


def test_no_name_of_a_package_becomes_a_path(tmp_path: Path, store: Store, now: int) -> None:
    names = {"0": "sub/folder.png", "sub/1": "..b.gif"}
    back = "".join(f'<img src="{name}">' for name in names.values())
    (tmp_path / "in").mkdir()
    path = with_media(tmp_path / "in" / "deck.apkg", {"0": PNG, "sub/1": GIF}, names, back)
    before = {*tmp_path.rglob("*")}
    bring(store, read(path, LOCAL), scheduling=LOCAL, linker=LINKER, now_ms=now)
    assert {file.name for file in store.pictures.iterdir()} == {PNG_NAME, GIF_NAME}
    made = {*tmp_path.rglob("*")} - before
    assert made == {store.pictures, *store.pictures.iterdir()}


def test_names_are_written_as_they_are_or_with_percent_signs(tmp_path: Path) -> None:
    back = '<img src="a%20b.png"><IMG SRC=a&amp;b.png><img src=" x(1).png ">'
    names = {"0": "a b.png", "1": "a&b.png", "2": "x(1).png"}
    path = with_media(tmp_path / "deck.apkg", dict.fromkeys(names, GIF), names, back)
    (card,) = read(path, LOCAL).deck.cards
    assert card.back == f"![a b.png]({GIF_NAME})![a&b.png]({GIF_NAME})![x(1).png]({GIF_NAME})"


@pytest.mark.parametrize("names", [b"[[", b"[]", b'{"0": 5}', b"[" * 100_000, b"\xff\xfe", b""])
def test_a_list_of_media_that_is_damaged_brings_the_words_alone(tmp_path: Path, names: bytes) -> None:
    path = with_media(tmp_path / "deck.apkg", {"0": PNG}, names, '<img src="x.png">')
    deck = read(path, LOCAL).deck
    assert [card.back for card in deck.cards] == ["\\[image: x.png\\]"]
    assert not deck.media


def test_a_picture_that_unpacks_without_end_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(media, "LARGEST", 1_000_000)
    path = with_media(
        tmp_path / "deck.apkg", {"0": PNG + bytes(30_000_000)}, {"0": "x.png"}, "<img src=x.png>"
    )
    deck = read(path, LOCAL).deck
    assert deck.cards[0].back == "\\[image: x.png\\]"
    assert "refused" in deck.remarks[0]


def test_all_pictures_together_have_a_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(media, "MOST_BYTES", 2 * len(PNG))
    members = {str(at): PNG + bytes([at]) for at in range(9)}
    names = {at: f"{at}.png" for at in members}
    back = "".join(f'<img src="{name}">' for name in names.values())
    deck = read(with_media(tmp_path / "deck.apkg", members, names, back), LOCAL).deck
    assert len(deck.media) == 2
    assert deck.remarks == [
        "Left out: 7 pictures refused: none by its content, drawn with scripts, or too large."
    ]


def test_a_member_that_is_damaged_is_refused(tmp_path: Path) -> None:
    path = with_media(tmp_path / "deck.apkg", {"0": PNG * 50}, {"0": "x.png"}, "<img src=x.png>")
    whole = path.read_bytes()
    with zipfile.ZipFile(path) as package:
        at = package.getinfo("0").header_offset + 40
    path.write_bytes(whole[:at] + bytes(8) + whole[at + 8 :])
    found = Pictures(path)
    assert found.take("x.png") is None
    assert len(found.remarks) == 1


# Exercises


def exercise(name: str, level: int) -> Practice:
    key = f"exercise-{name}-{level}"
    return Practice(key, name, level, "A title", "topic", "<p>1 + 1</p>", "<p>2</p>", "e30=", 1, 10**12)


def exported(deck: Deck, path: Path) -> Path:
    from cards.exports.anki import write_apkg

    with path.open("wb") as target:
        write_apkg(deck, target)
    return path


def test_answers_to_exercises_come_back_to_the_exercise(tmp_path: Path, store: Store, now: int) -> None:
    day = now // DAY
    given = {
        "exercise-softmax-1": [Review(now - 6 * DAY, day - 6, 3, was="new", interval=3)],
        "exercise-softmax-2": [
            Review(now - 5 * DAY, day - 5, 3, was="new", interval=3),
            Review(now - 2 * DAY, day - 2, 4, interval=9),
        ],
        "exercise-nowhere-2": [Review(now - DAY, day - 1, 3, was="new", interval=3)],
    }
    card = Card("Front", "Back", Source("", 0, 0), id="one", changed_ms=10**12)
    practised = [exercise("softmax", 1), exercise("softmax", 2), exercise("iou", 2), exercise("nowhere", 2)]
    path = exported(Deck([card], given, exercises=practised), tmp_path / "deck.apkg")
    known = replace(LOCAL, levels=lambda name: () if name == "nowhere" else (1, 2, 3))
    for new in (True, False):
        report = bring(store, read(path, known), scheduling=known, linker=LINKER, now_ms=now)
        assert [one.card.id for one in report.cards] == ["one"]
        assert "4 exercises of this program" in report.remarks[-1]
        assert report.remarks[:-1] == (("3 answers came along.",) if new else ())
        numbers = store.items.numbers(["exercise:softmax", "exercise:iou", "exercise:nowhere"])
        assert numbers.keys() == {"exercise:softmax"}
        ((_, rows),) = store.caches.histories(list(numbers.values()))
        assert [int(row.answer.rating or 0) for row in rows] == [3, 3, 4]
    assert prove(store.caches, known, repair=False).wrong == ()


# What another file brings of the same cards


@pytest.mark.parametrize(("later", "state"), [(1, "edited"), (-1, "kept")])
def test_words_of_another_package_count_when_they_are_newer(
    tmp_path: Path, store: Store, now: int, later: int, state: str
) -> None:
    def deck(back: str, changed_ms: int) -> Deck:
        return Deck([Card("Front", back, Source("", 0, 0), id="one", deck="D", changed_ms=changed_ms)])

    first = exported(deck("first", now - 10_000), tmp_path / "one.apkg")
    bring(store, read(first, LOCAL), scheduling=LOCAL, linker=LINKER, now_ms=now)
    second = exported(deck("second", now - 10_000 + later * 5_000), tmp_path / "two.apkg")
    report = bring(store, read(second, LOCAL), scheduling=LOCAL, linker=LINKER, now_ms=now + 9_000)
    assert [one.state for one in report.cards] == [state]
    (card,) = store.library.cards()
    assert card.card.back == ("second" if later > 0 else "first")


def test_words_of_notes_stay_whatever_a_package_says(
    tmp_path: Path, store: Store, fill: Callable[..., list[int]], make_card: Callable[..., Any], now: int
) -> None:
    fill(make_card(1))
    path = exported(
        Deck([Card("F", "B", Source("", 0, 0), id="c1", changed_ms=now + DAY)]), tmp_path / "a.apkg"
    )
    report = bring(store, read(path, LOCAL), scheduling=LOCAL, linker=LINKER, now_ms=now)
    assert [one.state for one in report.cards] == ["kept"]
    assert store.library.cards()[0].card.front == "What is 1?"


def test_the_doctor_names_pictures_that_are_gone_and_their_deck_brings_them_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    path = with_media(tmp_path / "deck.apkg", {"0": PNG}, {"0": "x.png"}, "<img src=x.png>")

    def call(*words: str) -> str:
        assert run(["--store", str(tmp_path / "s.sqlite"), *words]) == 0
        return capsys.readouterr().out

    call("import", str(path))
    assert "pictures: 1 came with decks, 0 of them are missing" in call("doctor")
    (tmp_path / "s-pictures" / PNG_NAME).unlink()
    assert f"{PNG_NAME} of card one: import its deck again" in call("doctor")
    call("import", str(path))
    assert (tmp_path / "s-pictures" / PNG_NAME).read_bytes() == PNG
