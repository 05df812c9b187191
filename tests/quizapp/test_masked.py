"""Notes of Anki that hide parts of a picture: cards here that show their masks, and the same notes there."""

from __future__ import annotations

import io
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cards.exports import FORMATS
from cards.model import Card, Deck
from cards.pictures.masked import Masked
from cards.pictures.masked import read as read_drawing
from cards.pictures.media import names_in
from quizapp.cli import run
from quizapp.config import Settings
from quizapp.decks.outgoing import Wanted, deck_of
from quizapp.decks.packages import bring, read
from quizapp.history import Scheduling
from quizapp.memory import model
from quizapp.notes.importing import Linker
from quizapp.notes.report import ImportReport
from quizapp.pictures import picture_file, pictures
from quizapp.records import Selection
from quizapp.schedule import Calendar
from quizapp.store import open_store
from quizapp.store.store import Store
from quizapp.workspace import Workspace

LOCAL = Scheduling(model(), calendar=Calendar(4))
LINKER = Linker(lambda cards: [()] * len(cards), "none")
ALL = Wanted(Selection(), history=True, pictures=True)
SHAPES = (
    "rect:left=.1:top=.1:width=.2:height=.2:oi=1",
    "ellipse:left=.6:top=.6:rx=.1:ry=.15:oi=1",
    "polygon:left=.1:top=.7:points=.1,.7 .3,.7 .2,.9:oi=1",
)
OCCLUSION = "<br>".join(
    [
        *(f"{{{{c{number}::image-occlusion:{shape}}}}}" for number, shape in enumerate(SHAPES, 1)),
        "{{c0::image-occlusion:text:left=.4:top=0:text=north:scale=1:fs=.1:oi=1}}",
    ]
)
NUMBERS = "SELECT id FROM cards ORDER BY ord"


@pytest.fixture
def now() -> int:
    """Anki asks the clock, and no card is newer than its import."""
    return int(time.time() * 1000)


@pytest.fixture(scope="module")
def picture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    image = pytest.importorskip("PIL.Image")
    path = tmp_path_factory.mktemp("picture") / "hand bones.png"
    image.new("RGB", (200, 100), "#3366cc").save(path)
    return path


def made(anki: Any, folder: Path, picture: Path | None) -> Any:
    opened = anki.Collection(str(folder / "collection.anki2"))
    if picture is not None:
        opened.add_image_occlusion_notetype()
        opened.add_image_occlusion_note(
            notetype_id=opened.models.by_name("Image Occlusion")["id"],
            image_path=str(picture),
            occlusions=OCCLUSION,
            header="The bones of the <b>hand</b>",
            back_extra="see <i>chapter</i> 3",
            tags=["anatomy"],
        )
        note = opened.get_note(opened.find_notes("")[0])
        note.fields[4] = "said besides"
        opened.update_note(note)
    return opened


@pytest.fixture
def collection(anki: Any, picture: Path, tmp_path: Path) -> Iterator[Any]:
    """A note of three masks, of whose cards one was answered, one flagged and one suspended."""
    (tmp_path / "anki").mkdir()
    opened = made(anki, tmp_path / "anki", picture)
    first, second, third = opened.db.list(NUMBERS)
    card = opened.get_card(first)
    card.start_timer()
    opened.sched.answerCard(card, 4)
    opened.set_user_flag_for_cards(2, [second])
    opened.sched.suspend_cards([third])
    yield opened
    opened.close()


def home(store: Store, path: Path, now: int) -> ImportReport:
    return bring(store, read(path, LOCAL), scheduling=LOCAL, linker=LINKER, now_ms=now)


def cards_of(store: Store) -> list[Card]:
    return [one.card for one in store.library.cards()]


def drawing_of(side: str, store: Store) -> Masked:
    (name,) = names_in(side)
    masked = read_drawing((store.pictures / name).read_bytes())
    assert masked is not None
    return masked


def written(store: Store, path: Path, form: str = "apkg") -> Path:
    with path.open("wb") as target:
        FORMATS[form].load()(deck_of(Workspace(Settings(), store), ALL), target)
    return path


@pytest.mark.parametrize("legacy", [True, False], ids=["deflated", "zstd"])
def test_each_mask_becomes_a_card(
    anki: Any, collection: Any, store: Store, tmp_path: Path, picture: Path, now: int, legacy: bool
) -> None:
    report = home(store, anki.exported(collection, tmp_path / "in.apkg", legacy=legacy), now)
    assert (report.summary["new"], report.summary["skipped"]) == (3, 0)
    cards = cards_of(store)
    guid = collection.db.scalar("SELECT guid FROM notes")
    assert {card.id for card in cards} == {guid, f"{guid}-2", f"{guid}-3"}
    for card, gap, place in zip(
        sorted(cards, key=lambda one: one.id),
        (1, 2, 3),
        ("at the upper left", "at the lower right", "at the lower left"),
        strict=True,
    ):
        header, shown, question = card.front.split("\n\n")
        assert header == "The bones of the **hand**"
        assert shown.startswith("![picture with 3 masks](")
        assert question == f"What lies under the orange mask {place}?"
        assert card.back.endswith("\n\nsee *chapter* 3")
        front, back = drawing_of(card.front, store), drawing_of(card.back, store)
        assert (front.gap, front.answer, back.gap, back.answer) == (gap, False, gap, True)
        assert (front.width, front.height) == (200, 100)
        assert (store.pictures / front.picture).read_bytes() == picture.read_bytes()
        assert front.note.comments == "said besides"
    numbers = store.items.numbers([f"card:{guid}", f"card:{guid}-2", f"card:{guid}-3"])
    first, second, third = (store.study.load(number) for number in numbers.values())
    assert first is not None
    assert first.answers == 1
    assert second is not None
    assert second.flag == 2
    assert third is not None
    assert third.suspended


def test_the_note_goes_back_as_what_it_was(
    anki: Any, collection: Any, store: Store, tmp_path: Path, now: int
) -> None:
    home(store, anki.exported(collection, tmp_path / "in.apkg"), now)
    before = collection.db.all("SELECT * FROM notes"), collection.db.all("SELECT * FROM cards")
    types = collection.db.scalar("SELECT count() FROM notetypes")
    log = anki.imported(collection, written(store, tmp_path / "out.apkg"))
    assert (len(log.duplicate), len(log.new), len(log.updated), len(log.conflicting)) == (1, 0, 0, 0)
    assert (collection.db.all("SELECT * FROM notes"), collection.db.all("SELECT * FROM cards")) == before
    assert collection.db.scalar("SELECT count() FROM notetypes") == types


def test_words_edited_here_reach_the_note_there(
    anki: Any, collection: Any, store: Store, tmp_path: Path, now: int
) -> None:
    home(store, anki.exported(collection, tmp_path / "in.apkg"), now)
    card = next(one for one in cards_of(store) if one.id.endswith("-2"))
    store.edits.write(card.id, "front", card.front.replace("The bones", "All bones"), now + 10_000)
    deck = deck_of(Workspace(Settings(), store), ALL)
    path = tmp_path / "out.apkg"
    with path.open("wb") as target:  # one of its cards alone
        one = [one for one in deck.cards if one.id == card.id]
        FORMATS["apkg"].load()(Deck(one, media=deck.media), target)
    schedules = collection.db.all("SELECT id, ord, queue, due, reps, flags FROM cards")
    log = anki.imported(collection, path)
    assert len(log.updated) == 1
    (note,) = map(collection.get_note, collection.find_notes(""))
    assert note.fields[2] == "All bones of the <strong>hand</strong>"
    assert note.fields[0] == OCCLUSION
    assert note.fields[4] == "said besides"
    assert collection.db.all("SELECT id, ord, queue, due, reps, flags FROM cards") == schedules


def test_a_new_collection_gets_a_note_that_anki_draws_and_edits(
    anki: Any, collection: Any, store: Store, tmp_path: Path, picture: Path, now: int
) -> None:
    home(store, anki.exported(collection, tmp_path / "in.apkg"), now)
    (tmp_path / "other").mkdir()
    other = made(anki, tmp_path / "other", None)
    try:
        log = anki.imported(other, written(store, tmp_path / "out.apkg"))
        assert (len(log.new), other.card_count()) == (1, 3)
        (note,) = map(other.get_note, other.find_notes(""))
        told = other.get_image_occlusion_note(note.id).note
        assert told.image_data == picture.read_bytes()
        assert {one.ordinal for one in told.occlusions} == {0, 1, 2, 3}
        assert (told.header, told.back_extra) == (
            "The bones of the <strong>hand</strong>",
            "see <em>chapter</em> 3",
        )
        first, second, third = map(other.get_card, other.db.list(NUMBERS))
        assert (first.reps, second.flags, third.queue) == (1, 2, -1)
        page = second.question()
        assert 'class="cloze" data-ordinal="2" data-shape="ellipse"' in page
        assert page.count('class="cloze-inactive"') == 2
        assert "anki.imageOcclusion.setup()" in page
        assert [file.name for file in Path(other.media.dir()).iterdir()] == [told.image_file_name]
    finally:
        other.close()


def test_what_comes_back_from_there_is_known_here(
    anki: Any, collection: Any, store: Store, tmp_path: Path, now: int
) -> None:
    home(store, anki.exported(collection, tmp_path / "in.apkg"), now)
    path = written(store, tmp_path / "out.apkg")
    report = home(store, path, now)
    assert report.summary["kept"] == 3
    with open_store(str(tmp_path / "second.sqlite")) as second:
        assert home(second, path, now).summary["new"] == 3
        assert {card.id for card in cards_of(second)} == {card.id for card in cards_of(store)}


@pytest.mark.parametrize("form", ["json", "mochi", "html"])
def test_other_formats_carry_the_masks(
    anki: Any, collection: Any, store: Store, tmp_path: Path, now: int, form: str
) -> None:
    home(store, anki.exported(collection, tmp_path / "in.apkg"), now)
    path = written(store, tmp_path / f"deck.{form}", form)
    if form == "html":
        assert path.read_text("utf-8").count("data:image/svg+xml;base64,") == 6
        return
    with open_store(str(tmp_path / "second.sqlite")) as second:
        assert home(second, path, now).summary["new"] == 3
        for card in cards_of(second):
            for each in pictures(f"{card.front}\n\n{card.back}"):
                assert picture_file(each, card.source, second.pictures).read_bytes()
        if form == "json":
            assert {file.name for file in second.pictures.iterdir()} == {
                file.name for file in store.pictures.iterdir()
            }
        else:
            alone = next(second.pictures.glob("*.svg")).read_bytes()
            assert b"data:image/png;base64," in alone


def test_a_terminal_draws_the_masks(
    anki: Any, collection: Any, store: Store, tmp_path: Path, now: int
) -> None:
    from quizapp.tui.graphics import load

    home(store, anki.exported(collection, tmp_path / "in.apkg"), now)
    card = min(cards_of(store), key=lambda one: one.id)
    front, back = (
        load(picture_file(pictures(side)[0], card.source, store.pictures)) for side in (card.front, card.back)
    )
    within, without, other = (40, 20), (100, 55), (140, 75)
    assert (front.getpixel(within), back.getpixel(within)) == ((0xE8, 0x59, 0x0C), (0x33, 0x66, 0xCC))
    assert front.getpixel(without) == back.getpixel(without) == (0x33, 0x66, 0xCC)
    assert front.getpixel(other) == back.getpixel(other) == (0xCE, 0xD4, 0xDA)


def test_the_doctor_misses_the_picture_below(
    anki: Any, collection: Any, store: Store, tmp_path: Path, now: int, capsys: pytest.CaptureFixture[str]
) -> None:
    home(store, anki.exported(collection, tmp_path / "in.apkg"), now)
    place = str(store.path)
    (below,) = store.pictures.glob("*.png")
    below.unlink()
    store.close()
    run(["--store", place, "doctor"])
    told = capsys.readouterr().out
    assert below.name in told
    assert "7 came with decks, 1 of them" in told


@pytest.mark.parametrize(
    "hostile",
    [
        "{{c1::image-occlusion:rect:left=.1:top=.1:width=.2}}",
        "{{c1::image-occlusion:star:left=.1:top=.1}}",
        "{{c1::image-occlusion:rect:left=.1:top=.1:width=1e999:height=1}}",
        "{{c1::image-occlusion:rect:left=.1:top=.1:width=.1:height=.1}}" * 201,
        "{{c1::image-occlusion:polygon:points=" + "0,0 " * 100_000 + "}}",
    ],
)
def test_masks_that_cannot_be_read_are_told(
    anki: Any, collection: Any, store: Store, tmp_path: Path, now: int, hostile: str
) -> None:
    (number,) = collection.find_notes("")
    note = collection.get_note(number)
    note.fields[0] = hostile
    collection.update_note(note)
    deck = read(anki.exported(collection, tmp_path / "in.apkg"), LOCAL).deck
    assert {one.reason for one in deck.skipped} == {"image occlusion"}
    assert not deck.cards


def test_a_field_cannot_smuggle_anything_into_a_drawing(
    anki: Any, collection: Any, store: Store, tmp_path: Path, now: int
) -> None:
    (number,) = collection.find_notes("")
    note = collection.get_note(number)
    note.fields[0] = (
        "{{c1::image-occlusion:rect:left=.1:top=.1:width=.1:height=.1:oi=1}}"
        "{{c0::image-occlusion:text:left=.1:top=.1:text=</metadata><script>alert(1)</script>&lt;b&gt;:fs=.1}}"
    )
    note.fields[4] = "</metadata><script>alert(2)</script>"
    collection.update_note(note)
    home(store, anki.exported(collection, tmp_path / "in.apkg"), now)
    for file in store.pictures.glob("*.svg"):
        assert b"<script" not in file.read_bytes()
        assert read_drawing(file.read_bytes()) is not None
    assert "<script" not in json.dumps([(card.front, card.back) for card in cards_of(store)])


def test_a_picture_that_was_turned_is_measured_as_it_is_shown(
    anki: Any, tmp_path: Path, store: Store, now: int
) -> None:
    image = pytest.importorskip("PIL.Image")
    turned = image.Exif()
    turned[0x112] = 6
    content = io.BytesIO()
    image.new("RGB", (200, 100)).save(content, "JPEG", exif=turned)
    (tmp_path / "turned.jpg").write_bytes(content.getvalue())
    (tmp_path / "anki").mkdir()
    opened = made(anki, tmp_path / "anki", tmp_path / "turned.jpg")
    home(store, anki.exported(opened, tmp_path / "in.apkg"), now)
    opened.close()
    drawing = drawing_of(cards_of(store)[0].front, store)
    assert (drawing.width, drawing.height) == (100, 200)


@pytest.mark.parametrize("kind", ["TIFF", "damaged PNG"])
def test_a_picture_that_cannot_lie_below_masks_is_told(
    anki: Any, tmp_path: Path, store: Store, kind: str
) -> None:
    image = pytest.importorskip("PIL.Image")
    content = io.BytesIO()
    image.new("RGB", (200, 100)).save(content, kind.removeprefix("damaged "))
    short = content.getvalue()[: 20 if kind.startswith("damaged") else None]
    (tmp_path / "below.png").write_bytes(short)
    (tmp_path / "anki").mkdir()
    opened = made(anki, tmp_path / "anki", tmp_path / "below.png")
    deck = read(anki.exported(opened, tmp_path / "in.apkg"), LOCAL).deck
    opened.close()
    assert [one.reason for one in deck.skipped] == ["image occlusion"] * 3
    assert not deck.cards
