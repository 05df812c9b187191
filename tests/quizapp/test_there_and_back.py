"""A learner's store out to Anki and home again: nothing is lost or there twice, pictures are the same."""

from __future__ import annotations

import base64
import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cards.exports import FORMATS
from cards.exports.anki import write_apkg
from cards.exports.anki_html import to_html
from cards.exports.lossless import write_json
from cards.imports.anki import read_package
from cards.model import Card, Deck
from cards.parse import read_note
from cards.pictures.media import name_of
from engine.errors import InputError
from quizapp.config import Settings
from quizapp.decks.outgoing import Wanted, deck_of
from quizapp.history import prove, settle
from quizapp.memory import Rating
from quizapp.paths import shipped_notes
from quizapp.records import Answer, Selection
from quizapp.schedule import DAY_MS, Standing
from quizapp.store import open_store
from quizapp.store.store import Store
from quizapp.workspace import Workspace

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
GIF = b"GIF89a" + bytes(30)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle cx="4" cy="4" r="3"/></svg>'
ALL = Wanted(Selection(), history=True, practice=True, levels=(1, 2, 3), pictures=True)

NOTE = """# Boxes

## IoU

The share of two boxes that they have in common:

$$\\text{IoU} = \\frac{|A \\cap B|}{|A \\cup B|}$$

## How is a box drawn?

![two boxes, *overlapping*](figures/boxes%20two.png)

By its corners, see [the paper](https://example.org/boxes_(1)).

## Suppression

| step | what |
| --- | --- |
| 1 | sort by `score` |
| 2 | drop IoU > 0.5 |

## Code of IoU

```python
def iou(a, b):  # <boxes>
    return inter(a, b) / union(a, b)
```

## Anchors

- **Anchor**: a box that is there before the picture is seen, ![small](figures/anchor.gif)
![drawn](figures/drawn.svg)
- **Stride**: pixels between two of them, `s = 2 ** level`
"""


@pytest.fixture
def learner(store: Store, log_answers: Callable[..., None], tmp_path: Path) -> Workspace:
    """Notes with pictures that were studied for a month, cards and exercises."""
    folder = tmp_path / "notes"
    (folder / "figures").mkdir(parents=True)
    (folder / "boxes.md").write_text(NOTE, "utf-8")
    (folder / "figures" / "boxes two.png").write_bytes(PNG)
    (folder / "figures" / "anchor.gif").write_bytes(GIF)
    (folder / "figures" / "drawn.svg").write_bytes(SVG)
    workspace = Workspace(Settings(), store)
    workspace.import_notes([folder])
    store.library.ensure_exercises(["iou"])
    day = workspace.scheduling.calendar.day
    noon = workspace.scheduling.calendar.start(workspace.today) + DAY_MS // 3
    cards = [f"card:{one.card.id}" for one in store.library.cards()]
    numbers = store.items.numbers([*cards, "exercise:iou"])
    for place, (key, number) in enumerate(sorted(numbers.items())):
        if place % 4 == 3 and key.startswith("card:"):
            continue
        times = [noon - days * DAY_MS + place * 60_000 for days in (30, 27, 19)]
        log_answers(
            Answer(
                item=number,
                at_ms=at,
                day=day(at),
                mode="review",
                rating=rating,
                duration_ms=5000 + place,
                was="review" if turn else "new",
                standing=Standing("review", 0, interval, 0),
            )
            for turn, (at, rating, interval) in enumerate(
                zip(times, (Rating.GOOD, Rating.HARD, Rating.EASY), (3, 8, 30), strict=True)
            )
        )
    settle(store, workspace.scheduling, numbers.values())
    asked = [numbers[key] for key in cards]
    store.items.suspend(asked[:1])
    store.items.flag(asked[1:2], 4)
    return workspace


@pytest.fixture
def collection(anki: Any, tmp_path: Path) -> Iterator[Any]:
    (tmp_path / "anki").mkdir()
    opened = anki.Collection(str(tmp_path / "anki" / "collection.anki2"))
    opened.set_config("fsrs", True)
    yield opened
    opened.close()


def written(deck: Deck, path: Path) -> Path:
    with path.open("wb") as target:
        write_apkg(deck, target)
    return path


def home(workspace: Workspace, path: Path) -> Any:
    return workspace.import_notes([path])


def answers(store: Store) -> Counter[tuple[str, int, int]]:
    keys = store.caches.keys()
    return Counter(
        (keys[number], row.answer.at_ms, int(row.answer.rating or 0))
        for number, rows in store.caches.histories()
        for row in rows
    )


@pytest.mark.parametrize("legacy", [True, False], ids=["deflated", "zstd"])
def test_out_to_anki_and_home_again(
    anki: Any, collection: Any, learner: Workspace, tmp_path: Path, legacy: bool
) -> None:
    store = learner.store
    before, given, states = store.library.cards(), answers(store), store.caches.stored()
    deck = deck_of(learner, ALL)
    assert {*deck.media.values()} == {PNG, GIF, SVG}
    assert len(deck.exercises) >= 3
    log = anki.imported(collection, written(deck, tmp_path / "out.apkg"))
    assert len(log.new) == len(before) + len(deck.exercises)
    assert {file.read_bytes() for file in Path(collection.media.dir()).iterdir()} == {PNG, GIF, SVG}

    path = anki.exported(collection, tmp_path / "home.apkg", legacy=legacy)
    report = home(learner, path)
    assert report.summary["kept"] == report.summary["cards"] == len(before)
    assert report.skipped == ()
    assert store.library.cards() == before
    assert answers(store) == given
    assert store.caches.stored() == states
    assert not store.pictures.exists()  # those of notes stay where they are
    assert prove(store.caches, learner.scheduling, repair=False).wrong == ()


def test_what_was_answered_in_anki_comes_home(
    anki: Any, collection: Any, learner: Workspace, tmp_path: Path
) -> None:
    store, given = learner.store, answers(learner.store)
    anki.imported(collection, written(deck_of(learner, ALL), tmp_path / "out.apkg"))
    for guid in [*(f"exercise-iou-{level}" for level in (1, 2, 3)), store.library.cards()[2].card.id]:
        query = "SELECT c.id FROM cards c JOIN notes n ON n.id = c.nid WHERE guid = ?"
        card = collection.get_card(collection.db.scalar(query, guid))
        card.start_timer()
        collection.sched.answerCard(card, 3)
    home(learner, anki.exported(collection, tmp_path / "home.apkg"))
    more = answers(store) - given
    assert not given - answers(store)
    names = Counter(key for key, _, _ in more)
    assert names == {"exercise:iou": 3, f"card:{store.library.cards()[2].card.id}": 1}
    assert {rating for _, _, rating in more} == {3}
    assert prove(store.caches, learner.scheduling, repair=False).wrong == ()
    again = home(learner, tmp_path / "home.apkg")
    assert again.summary["new"] == again.summary["edited"] == 0
    assert answers(store) == given + more


def test_what_was_put_to_rest_in_anki_comes_home(
    anki: Any, collection: Any, learner: Workspace, tmp_path: Path
) -> None:
    store = learner.store
    anki.imported(collection, written(deck_of(learner, ALL), tmp_path / "out.apkg"))
    query = "SELECT c.id FROM cards c JOIN notes n ON n.id = c.nid WHERE guid = ?"
    levels = [collection.db.scalar(query, f"exercise-iou-{level}") for level in (1, 2, 3)]
    names = [one.card.id for one in store.library.cards()[2:4]]
    first, second = (collection.db.scalar(query, name) for name in names)
    collection.sched.suspend_cards([first, *levels[:2]])
    collection.sched.bury_cards([second], manual=True)
    collection.set_user_flag_for_cards(5, [second, levels[2]])
    home(learner, anki.exported(collection, tmp_path / "home.apkg"))
    assert rested(store, f"card:{names[0]}") == (True, None, 0)
    assert rested(store, f"card:{names[1]}") == (False, learner.today + 1, 5)
    assert rested(store, "exercise:iou") == (False, None, 5)

    collection.sched.suspend_cards(levels)
    home(learner, anki.exported(collection, tmp_path / "home.apkg", legacy=True))
    assert rested(store, "exercise:iou") == (True, None, 5)

    # and what rests here rests there at every level
    again = deck_of(learner, ALL).schedules
    assert [
        (again[f"exercise-iou-{level}"].suspended, again[f"exercise-iou-{level}"].flag) for level in (1, 2, 3)
    ] == [(True, 5)] * 3


def rested(store: Store, key: str) -> tuple[bool, int | None, int]:
    item = store.study.load(store.items.numbers([key])[key])
    assert item is not None
    return item.suspended, item.buried_until, item.flag


def test_answers_of_one_instant_come_home_once(
    anki: Any, collection: Any, learner: Workspace, log_answers: Callable[..., None], tmp_path: Path
) -> None:
    """Several cards of one matching question are answered at once; Anki keeps no two answers of one time."""
    store = learner.store
    numbers = store.items.numbers([f"card:{one.card.id}" for one in store.library.cards()])
    at = learner.scheduling.calendar.start(learner.today) - DAY_MS
    day = learner.scheduling.calendar.day(at)
    log_answers(Answer(item, at, day, "quiz", Rating.GOOD, 900) for item in numbers.values())
    given = answers(store)
    anki.imported(collection, written(deck_of(learner, ALL), tmp_path / "out.apkg"))
    home(learner, anki.exported(collection, tmp_path / "home.apkg"))
    assert answers(store) == given


def test_a_new_store_gets_everything_from_anki(
    anki: Any, collection: Any, learner: Workspace, tmp_path: Path
) -> None:
    deck = deck_of(learner, ALL)
    anki.imported(collection, written(deck, tmp_path / "out.apkg"))
    path = anki.exported(collection, tmp_path / "home.apkg")
    with open_store(str(tmp_path / "second.sqlite")) as store:
        report = home(Workspace(Settings(), store), path)
        assert report.summary["new"] == len(deck.cards)
        second = Workspace(Settings(), store)
        again = deck_of(second, ALL)
        assert {one.id: words(one) for one in again.cards} == {one.id: words(one) for one in deck.cards}
        assert dict(again.media) == dict(deck.media)
        assert {file.name: file.read_bytes() for file in store.pictures.iterdir()} == dict(deck.media)
        cards = {one.id for one in deck.cards}
        assert {name: past(rows) for name, rows in again.reviews.items() if name in cards} == {
            name: past(rows) for name, rows in deck.reviews.items() if name in cards
        }
        assert answers(store) == answers(learner.store)
        for name in cards:
            one, other = again.schedules[name], deck.schedules[name]
            assert (one.suspended, one.flag, one.due_day) == (other.suspended, other.flag, other.due_day)
            assert one.stability == pytest.approx(other.stability, rel=1e-6)

        # and once more to Anki: every note is known there, none twice
        known = collection.note_count()
        log = anki.imported(collection, written(again, tmp_path / "again.apkg"))
        assert collection.note_count() == known
        assert not log.new


def test_json_takes_pictures_and_history_to_a_new_store(learner: Workspace, tmp_path: Path) -> None:
    deck = deck_of(learner, Wanted(Selection(), history=True, pictures=True))
    path = tmp_path / "deck.json"
    with path.open("wb") as target:
        write_json(deck, target)
    with open_store(str(tmp_path / "second.sqlite")) as store:
        second = Workspace(Settings(), store)
        given = sum(map(len, deck.reviews.values()))
        assert home(second, path).remarks == (f"{given} answers came along.",)
        again = deck_of(second, Wanted(Selection(), history=True, pictures=True))
        names = ("front", "back", "kind", "id", "deck", "tags", "difficulty", "reading")
        assert [[getattr(one, name) for name in names] for one in again.cards] == [
            [getattr(one, name) for name in names] for one in deck.cards
        ]
        assert dict(again.media) == dict(deck.media)
        assert len(again.media) == 3
        assert {name: past(rows) for name, rows in again.reviews.items()} == {
            name: past(rows) for name, rows in deck.reviews.items()
        }


def test_json_of_a_stranger_brings_no_picture_under_another_name(
    learner: Workspace, store: Store, tmp_path: Path
) -> None:
    deck = deck_of(learner, Wanted(Selection(), pictures=True))
    path = tmp_path / "deck.json"
    with path.open("wb") as target:
        write_json(deck, target)
    shape = json.loads(path.read_text("utf-8"))
    png = next(name for name in shape["media"] if name.endswith(".png"))
    active = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"
    shape["media"] |= {
        "../../evil.png": shape["media"][png],
        png.replace("quizapp-", "quizapp-f"): shape["media"][png],
        name_of(active, "svg"): base64.b64encode(active).decode(),
        png: "no base64",
    }
    path.write_text(json.dumps(shape), "utf-8")
    with open_store(str(tmp_path / "second.sqlite")) as second:
        report = home(Workspace(Settings(), second), path)
        assert report.remarks == ("Left out: 4 pictures that are not what their names say.",)
        assert sorted(file.suffix for file in second.pictures.iterdir()) == [".gif", ".svg"]


def test_json_that_was_set_anew_is_known_and_nothing_in_it_acts(learner: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "deck.json"
    with path.open("wb") as target:
        write_json(deck_of(learner, Wanted(Selection())), target)
    shape = json.loads(path.read_text("utf-8"))
    shape["cards"][0] |= {"front": "\x1b[31mred\x07?", "tags": ["\x1b]0;x\x07t"]}
    path.write_text(json.dumps(shape, indent=2), "utf-8")
    with open_store(str(tmp_path / "second.sqlite")) as store:
        assert home(Workspace(Settings(), store), path).summary["new"] == len(shape["cards"])
        acting = next(one.card for one in store.library.cards() if one.card.id == shape["cards"][0]["id"])
        assert (acting.front, acting.tags) == ("red?", ("t",))


@pytest.mark.parametrize("name", ["csv", "tsv"])
def test_a_table_finds_its_cards_again(learner: Workspace, tmp_path: Path, name: str) -> None:
    deck = deck_of(learner, Wanted(Selection()))
    path = tmp_path / f"deck.{name}"
    with path.open("wb") as target:
        FORMATS[name].load()(deck, target)
    before = learner.store.library.cards()
    assert home(learner, path).summary["kept"] == len(before)
    assert learner.store.library.cards() == before
    with open_store(str(tmp_path / "second.sqlite")) as store:
        assert home(Workspace(Settings(), store), path).summary["new"] == len(before)
        assert {one.card.id: (one.card.front, one.card.back) for one in store.library.cards()} == {
            one.card.id: (one.card.front, one.card.back) for one in before
        }
        path.write_text(path.read_text("utf-8").replace("pixels between two", "steps between two"), "utf-8")
        assert home(Workspace(Settings(), store), path).summary["edited"] == 1


@pytest.mark.parametrize("name", ["csv", "tsv"])
def test_a_table_in_a_folder_of_notes_keeps_its_ids(learner: Workspace, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "folder"
    (folder / "deeper").mkdir(parents=True)
    (folder / "note.md").write_text("# Note\n\n## What is a note?\n\nA text.\n", "utf-8")
    (folder / "plain.csv").write_text("front,back\nWithout an id?,Yes\n", "utf-8")
    with (folder / "deeper" / f"deck.{name}").open("wb") as target:
        FORMATS[name].load()(deck_of(learner, Wanted(Selection())), target)
    ids = {one.card.id for one in learner.store.library.cards()}
    with open_store(str(tmp_path / "second.sqlite")) as store:
        second = Workspace(Settings(), store)
        report = home(second, folder)
        assert (report.summary["new"], report.summary["files"]) == (len(ids) + 2, 3)
        assert ids < {one.card.id for one in store.library.cards()}
        again = second.import_notes([folder], listing=False)
        assert (again.summary["new"], again.unchanged) == (0, 3)
        assert home(second, folder).summary["kept"] == len(ids) + 2

        # its note can go away, and a row of it changes
        (folder / "note.md").unlink()
        (folder / "plain.csv").unlink()
        table = folder / "deeper" / f"deck.{name}"
        table.write_text(table.read_text("utf-8").replace("pixels between two", "steps between two"), "utf-8")
        alone = second.import_notes([folder], listing=False)
        assert (alone.summary["edited"], alone.summary["retired"]) == (1, 2)


def test_a_damaged_table_in_a_folder_leaves_the_notes(learner: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "note.md").write_text("# Note\n\n## What is a note?\n\nA text.\n", "utf-8")
    (folder / "deck.csv").write_bytes(b"#separator:Comma\n#guid column:1\n" + bytes(range(32)) * 40)
    report = learner.import_notes([folder])
    assert report.summary["new"] == 1
    assert [one.file for one in report.unreadable] == [str(folder / "deck.csv")]


def words(card: Card) -> tuple[Any, ...]:
    """What a card says, as Anki shows it."""
    front, back, reading = (" ".join(to_html(one).split()) for one in (card.front, card.back, card.reading))
    return front, back, reading, card.deck, card.tags


def past(rows: Any) -> list[tuple[int, int, int]]:
    return [(one.at_ms, one.rating, one.duration_ms) for one in rows]


def test_the_words_of_the_shipped_cards_survive_the_journey(tmp_path: Path) -> None:
    """But for the front of a gap text, which Anki repeats above its back."""
    files = [file for file in shipped_notes().iterdir() if file.name.endswith(".md")]
    cards = [card for file in files for card in read_note(file.read_bytes(), file.name).cards]
    deck = Deck([replace(card, changed_ms=10**12) for card in cards])
    path = written(deck, tmp_path / "deck.apkg")
    again = {card.id: card for card in read_package(path, lambda at_ms: at_ms // DAY_MS).cards}
    assert again.keys() == {card.id for card in cards}
    for card in cards:
        there, back = words(again[card.id]), words(card)
        if card.kind == "cloze":
            assert back[1].removeprefix("<p>").removesuffix("</p>") in there[1]
            there, back = there[:1] + there[2:], back[:1] + back[2:]
        assert there == back


def test_json_that_is_nested_too_deeply_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "deck.json"
    path.write_text('{"format": "quizapp-deck", "cards": ' + "[" * 200_000, "utf-8")
    with open_store(str(tmp_path / "store.sqlite")) as store, pytest.raises(InputError, match="too deeply"):
        home(Workspace(Settings(), store), path)
