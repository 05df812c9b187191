"""Decks of Anki, made by Anki itself: their words, their history, and the memory that it leads to."""

from __future__ import annotations

import random
import sqlite3
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from cards.imports import format_of
from cards.model import Deck
from engine.errors import InputError
from quizapp.decks.packages import bring, is_package, read
from quizapp.history import Scheduling, join, prove
from quizapp.memory import model
from quizapp.notes.importing import Linker
from quizapp.schedule import Calendar
from quizapp.store.store import Store

DAY = 86_400_000
LINKER = Linker(lambda cards: [()] * len(cards), "none")
LOCAL = Scheduling(model(), calendar=Calendar(4))
"""Anki counts its days from 04:00 of this computer's time."""


@pytest.fixture(scope="module")
def studied(anki: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Any, dict[int, str]]]:
    """A collection with 150 notes of three sorts and histories of every kind; and its cards' ids here."""
    collection = anki.Collection(str(tmp_path_factory.mktemp("anki") / "collection.anki2"))
    collection.set_config("fsrs", True)
    chance = random.Random(3)
    for number in range(150):
        name = ("Basic", "Basic (and reversed card)", "Cloze")[number % 3]
        note = collection.new_note(collection.models.by_name(name))
        if name == "Cloze":
            note.fields[0] = f"The {{{{c1::first}}}} and {{{{c2::second::hint}}}} gap of {number}"
        else:
            note.fields[0] = f"What is <b>{number}</b> &lt; \\(x_{number}\\)?"
            note.fields[1] = f"<ul><li>one {number}</li><li>two * three</li></ul>"
        note.tags = ["plain", "topic::sub"]
        collection.add_note(note, collection.decks.id(f"Parent::Child {number % 4}"))
    now = int(time.time() * 1000)
    cards = collection.find_cards("", order="c.id asc")
    for card in cards:
        if chance.random() < 0.8:
            for row in history(chance, now):
                collection.db.execute(
                    "INSERT OR IGNORE INTO revlog VALUES (?, ?, -1, ?, ?, ?, ?, ?, ?)", row[0], card, *row[1:]
                )
    collection.db.execute("DELETE FROM revlog WHERE cid = ?", cards[-1])
    for row in at_the_rollover(now):
        collection.db.execute(
            "INSERT INTO revlog VALUES (?, ?, -1, ?, ?, ?, ?, ?, ?)", row[0], cards[-1], *row[1:]
        )
    for card in cards[:5]:
        collection.sched.suspend_cards([card])
    collection.set_user_flag_for_cards(3, cards[5:8])
    ids = {}
    for card in cards:
        one = collection.get_card(card)
        ids[card] = one.note().guid + (f"-{one.ord + 1}" if one.ord else "")
    yield collection, ids
    collection.close()


def at_the_rollover(now: int) -> Iterator[tuple[int, ...]]:
    """Answers within the second in which a study day begins, which Anki counts to the day before."""
    first = LOCAL.calendar.day(now) - 90
    for days, after, interval in (
        (0, -700_123, -600),
        (0, 456, 1),
        (1, 999, 3),
        (5, 1_000, 9),
        (15, 789, 30),
    ):
        at = LOCAL.calendar.start(first + days) + after
        yield (at, 3, interval, 0 if interval < 0 else interval, 2300, 4000, 0 if days == 0 else 1)


def history(chance: random.Random, now: int) -> Iterator[tuple[int, ...]]:
    """Rows of a review log: learning, reviews, lapses, cramming, and now and then a fresh start."""
    at = now - chance.randrange(50, 400) * DAY - chance.randrange(DAY)
    if chance.random() < 0.1:  # an earlier life, forgotten
        yield (at - 40 * DAY, 3, -600, -600, 0, 5000, 0)
        yield (at - 39 * DAY, 3, 4, -600, 2500, 5000, 1)
        yield (at - 20 * DAY, 0, 0, 0, 0, 0, 4)
    yield (at, 3, -600, -600, 0, 6000, 0)
    at += 700_000
    yield (at, chance.choice((1, 3, 4)), 1, -600, 0, 3000, 0)
    interval = 1
    while at < now - DAY * (interval + 2):
        at += interval * DAY + chance.randrange(DAY // 3)
        if chance.random() < 0.1:
            yield (at - 1000, 3, interval, interval, 0, 2000, 3)  # crammed, no schedule changed
        grade = chance.choice((1, 2, 3, 3, 3, 4))
        longer = 1 if grade == 1 else max(interval + 1, int(interval * 1.9))
        yield (at, grade, -600 if grade == 1 else longer, interval, 2300, 4000, 1)
        if grade == 1:
            at += 650_000
            yield (at, 3, 1, -600, 2300, 2500, 2)
        interval = longer


@pytest.mark.parametrize("legacy", [True, False], ids=["deflated", "zstd"])
def test_the_memory_is_the_one_that_anki_computes(
    anki: Any, studied: tuple[Any, dict[int, str]], store: Store, tmp_path: Path, legacy: bool
) -> None:
    collection, ids = studied
    path = anki.exported(collection, tmp_path / "deck.apkg", legacy=legacy)
    now = int(time.time() * 1000)
    report = bring(store, read(path, LOCAL), scheduling=LOCAL, linker=LINKER, now_ms=now)
    assert report.summary["new"] == len(ids)
    numbers = store.items.numbers([f"card:{name}" for name in ids.values()])
    compared = 0
    for card, name in ids.items():
        theirs = collection.compute_memory_state(card)
        ours = store.caches.stored().get(numbers[f"card:{name}"]) if card == min(ids) else None
        item = store.study.load(numbers[f"card:{name}"])
        assert item is not None
        if theirs.stability is None:
            assert item.progress is None
            continue
        assert item.progress is not None
        assert ours is None or ours.progress == item.progress
        assert item.progress.memory.stability == pytest.approx(theirs.stability, rel=1e-3)
        assert item.progress.memory.difficulty == pytest.approx(theirs.difficulty, rel=1e-3)
        compared += 1
    assert compared > 150
    assert prove(store.caches, LOCAL, repair=False).wrong == ()


def test_words_tags_decks_and_decisions_arrive(
    anki: Any, studied: tuple[Any, dict[int, str]], store: Store, tmp_path: Path
) -> None:
    collection, ids = studied
    path = anki.exported(collection, tmp_path / "all.apkg")
    deck = read(path, LOCAL).deck
    by_id = {card.id: card for card in deck.cards}
    first = next(card for card in deck.cards if card.front.startswith("What is **0**"))
    assert first.front == "What is **0** \\< $x_0$?" or first.front == "What is **0** < $x_0$?"
    assert first.back == "- one 0\n- two \\* three"
    assert (first.deck, first.tags, first.kind) == ("Parent::Child 0", ("plain", "topic::sub"), "basic")
    gap = next(card for card in deck.cards if "gap of 2" in card.front and card.id.endswith("-2"))
    assert gap.front == "The first and **[hint]** gap of 2"
    assert gap.back == "The first and **second** gap of 2"
    assert gap.kind == "cloze"
    bring(store, read(path, LOCAL), scheduling=LOCAL, linker=LINKER, now_ms=int(time.time() * 1000))
    names = list(ids.values())
    loaded = [store.study.load(store.items.numbers([f"card:{name}"])[f"card:{name}"]) for name in names[:9]]
    assert [item.suspended for item in loaded if item] == [True] * 5 + [False] * 4
    assert [item.flag for item in loaded if item] == [0] * 5 + [3] * 3 + [0]
    assert set(by_id) == set(names)


def test_a_hint_stands_on_the_back(anki: Any, tmp_path: Path) -> None:
    collection = anki.Collection(str(tmp_path / "collection.anki2"))
    shape = collection.models.by_name("Basic")
    shape["flds"].append(collection.models.new_field("Hint"))
    shape["tmpls"][0]["qfmt"] += "<br>{{hint:Hint}}"
    collection.models.update_dict(shape)
    for front, hint in (("Capital?", "P…"), ("River?", "")):
        note = collection.new_note(collection.models.by_name("Basic"))
        note.fields[:] = [front, "Paris", hint]
        collection.add_note(note, 1)
    path = anki.exported(collection, tmp_path / "deck.apkg")
    collection.close()
    found = {card.front: card.back for card in read(path, LOCAL).deck.cards}
    assert found == {"Capital?": "Paris\n\nP…", "River?": "Paris"}


def test_a_gap_of_several_cards_is_asked_by_each(anki: Any, tmp_path: Path) -> None:
    collection = anki.Collection(str(tmp_path / "collection.anki2"))
    note = collection.new_note(collection.models.by_name("Cloze"))
    note.fields[0] = "{{c1,3::one}} and {{c2::two::hint}}"
    collection.add_note(note, 1)
    asked = [collection.get_card(number).ord for number in collection.find_cards("", order="c.ord asc")]
    path = anki.exported(collection, tmp_path / "deck.apkg")
    collection.close()
    fronts = {0: "**[…]** and two", 1: "one and **[hint]**", 2: "**[…]** and two"}
    found = [(card.id, card.front) for card in read(path, LOCAL).deck.cards]
    assert found == [(f"{note.guid}-{at + 1}" if at else note.guid, fronts[at]) for at in asked]


def test_an_import_again_adds_only_what_is_new(
    anki: Any, studied: tuple[Any, dict[int, str]], store: Store, tmp_path: Path
) -> None:
    collection, ids = studied
    path = anki.exported(collection, tmp_path / "deck.apkg", legacy=True)
    now = int(time.time() * 1000)
    bring(store, read(path, LOCAL), scheduling=LOCAL, linker=LINKER, now_ms=now)
    answers = sum(1 for _ in store.log.rows())
    before = store.caches.stored()
    report = bring(store, read(path, LOCAL), scheduling=LOCAL, linker=LINKER, now_ms=now + 1)
    assert (report.summary["kept"], report.summary["new"]) == (len(ids), 0)
    assert sum(1 for _ in store.log.rows()) == answers
    assert store.caches.stored() == before


def test_our_own_package_comes_back_to_the_same_cards(
    store: Store, fill: Callable[..., list[int]], make_card: Callable[..., Any], tmp_path: Path, now: int
) -> None:
    from cards.exports.anki import write_apkg

    fill(*(make_card(number) for number in range(5)))
    path = tmp_path / "own.apkg"
    with path.open("wb") as target:
        write_apkg(Deck([one.card for one in store.library.cards()]), target)
    report = bring(store, read(path, LOCAL), scheduling=LOCAL, linker=LINKER, now_ms=now)
    assert report.summary["kept"] == 5
    assert len(store.library.cards()) == 5


def collection_with(path: Path, change: Callable[[sqlite3.Connection], None], **fields: Any) -> Path:
    """A package of our own with its collection changed by a stranger's hand."""
    import io

    from cards.exports.anki import write_apkg
    from cards.model import Card, Deck, Source

    target = io.BytesIO()
    write_apkg(
        Deck([Card("Front", "Back", Source("", 0, 0), id="one", changed_ms=1_700_000_000_000)]), target
    )
    with zipfile.ZipFile(target) as package:
        inner = path.with_suffix(".anki2")
        inner.write_bytes(package.read("collection.anki2"))
    with sqlite3.connect(inner) as connection:
        change(connection)
    connection.close()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.write(inner, "collection.anki2")
        package.writestr("media", b"{}")
    return path


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return path


def locked(path: Path) -> Path:
    """The package, with every member said to be encrypted."""
    content = bytearray(path.read_bytes())
    for mark, flags in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = content.find(mark)
        while at >= 0:
            content[at + flags] |= 1
            at = content.find(mark, at + 1)
    path.write_bytes(content)
    return path


HOSTILE: dict[str, Callable[[Path], Path]] = {
    "no collection": lambda path: zipped(path, {"word/document.xml": b"<x/>"}),
    "names that climb out": lambda path: zipped(
        path, {"../collection.anki2": b"x", "/etc/collection.anki21": b"x", "C:\\collection.anki2": b"x"}
    ),
    "locked by a password": lambda path: locked(collection_with(path, lambda db: None)),
    "not a database": lambda path: zipped(path, {"collection.anki2": b"PK" * 5000}),
    "broken zstd": lambda path: zipped(path, {"collection.anki21b": b"\x28\xb5\x2f\xfd" + b"\0" * 64}),
    "tables missing": lambda path: collection_with(path, lambda db: db.execute("DROP TABLE revlog") and None),
    "a view for a table": lambda path: collection_with(
        path,
        lambda db: db.executescript("DROP TABLE revlog; CREATE VIEW revlog AS SELECT * FROM notes") and None,
    ),
    "notetypes are no JSON": lambda path: collection_with(
        path, lambda db: db.execute("UPDATE col SET models = '[['") and None
    ),
    "notetypes nested deeply": lambda path: collection_with(
        path, lambda db: db.execute("UPDATE col SET models = ?", ("[" * 200_000,)) and None
    ),
    "a field beyond measure": lambda path: collection_with(
        path, lambda db: db.execute("UPDATE notes SET flds = ?", ("x" * 30_000_000,)) and None
    ),
    "words where numbers belong": lambda path: collection_with(
        path, lambda db: db.execute("UPDATE cards SET type = 2, ivl = 5, due = 'x'") and None
    ),
    "bytes where words belong": lambda path: collection_with(
        path, lambda db: db.execute("UPDATE col SET crt = x'00ff'") and None
    ),
    "no rows": lambda path: collection_with(path, lambda db: db.execute("DELETE FROM col") and None),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_package_is_refused_in_one_sentence(
    case: str, store: Store, tmp_path: Path, now: int
) -> None:
    path = HOSTILE[case](tmp_path / "bad.apkg")
    before = store.path.read_bytes()
    with pytest.raises(InputError) as refused:
        bring(store, read(path, LOCAL), scheduling=LOCAL, linker=LINKER, now_ms=now)
    assert str(path) in str(refused.value)
    assert "\n" not in str(refused.value)
    assert store.path.read_bytes() == before


def test_a_field_beyond_measure_is_named_as_such(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds a field of more than 20 MB; it is refused"):
        read(HOSTILE["a field beyond measure"](tmp_path / "bad.apkg"), LOCAL)


def test_a_truncated_package_is_refused(tmp_path: Path) -> None:
    path = collection_with(tmp_path / "cut.apkg", lambda db: None)
    path.write_bytes(path.read_bytes()[:-300])
    with pytest.raises(InputError, match="damaged"):
        read(path, LOCAL)


def test_a_package_of_a_million_files_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cards.imports.container.MOST_MEMBERS", 1000)
    path = collection_with(tmp_path / "many.apkg", lambda db: None)
    with zipfile.ZipFile(path, "a") as package:
        for number in range(1000):
            package.writestr(str(number), b"")
    with pytest.raises(InputError, match="1,002 files"):
        read(path, LOCAL)


def test_a_package_that_unpacks_without_end_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cards.imports.container.LARGEST", 10_000_000)
    path = zipped(tmp_path / "bomb.apkg", {"collection.anki2": b"\0" * 50_000_000})
    with pytest.raises(InputError, match="unpacks to more"):
        read(path, LOCAL)


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("<script>alert(1)</script>fine", "fine"),
        ('<a href="javascript:alert(1)">click</a>', "click"),
        ("\x1b[31mred\x07", "red"),
        ("<img src=x onerror=alert(1)>", "\\[image: x\\]"),
        ("&lt;script&gt;", "\\<script>"),
        ("a<br>b", "a  \nb"),
        ("\\[x^2\\] and [$]y[/$]", "$$x^2$$ and $y$"),
        ("1. no list", "1\\. no list"),
        ("a_b and *c*", "a_b and \\*c\\*"),
        (
            "<table><tr><td>a</td><td>b</td></tr><tr><td>1</td><td>2</td></tr></table>",
            "| a | b |\n| --- | --- |\n| 1 | 2 |",
        ),
        ("<pre><code>x = *y\n</code></pre>", "```\nx = *y\n\n```"),
    ],
)
def test_fields_become_markdown_without_anything_active(field: str, expected: str, tmp_path: Path) -> None:
    path = collection_with(
        tmp_path / "fields.apkg",
        lambda db: db.execute("UPDATE notes SET flds = ?", (f"Front\x1f{field}\x1f",)) and None,
    )
    (card,) = read(path, LOCAL).deck.cards
    assert card.back == expected


def test_absurd_answers_are_left_out(tmp_path: Path) -> None:
    def absurd(db: sqlite3.Connection) -> None:
        (card,) = db.execute("SELECT id FROM cards").fetchone()
        rows = [
            (1, 3, 5),
            (9_999_999_999_999_999, 3, 5),
            (1_700_000_000_000, 9, 5),
            (1_700_000_100_000, 3, 10**9),
        ]
        for at, ease, days in rows:
            db.execute("INSERT INTO revlog VALUES (?, ?, 0, ?, ?, 0, 0, -5, 0)", (at, card, ease, days))

    deck = read(collection_with(tmp_path / "absurd.apkg", absurd), LOCAL).deck
    assert [(one.rating, one.interval, one.duration_ms) for one in deck.reviews["one"]] == [(3, 36_500, 0)]


def test_json_of_ours_comes_back(tmp_path: Path, store: Store, now: int) -> None:
    import io

    from cards.exports import FORMATS
    from cards.model import Card, Deck, Source

    cards = [
        Card("Front", "Back", Source("a.md", 1, 2, ("A",)), id="one", deck="D", tags=("t",), difficulty=2)
    ]
    target = io.BytesIO()
    FORMATS["json"].load()(Deck(cards), target)
    path = tmp_path / "deck.json"
    path.write_bytes(target.getvalue())
    assert is_package(path)
    assert list(read(path, LOCAL).deck.cards) == cards
    bring(store, read(path, LOCAL), scheduling=LOCAL, linker=LINKER, now_ms=now)
    assert [one.card.front for one in store.library.cards()] == ["Front"]
    path.write_bytes(target.getvalue().replace(b'"difficulty": 2', b'"difficulty": "hard"'))
    with pytest.raises(InputError, match=r"cards\.0\.difficulty"):
        read(path, LOCAL)


@pytest.mark.parametrize(
    ("field", "number"),
    [("rating", 0), ("rating", 9), ("rating", 300), ("at_ms", 10**30), ("interval", 10**30)],
)
def test_json_with_answers_that_nobody_gave_is_refused(
    tmp_path: Path, store: Store, now: int, field: str, number: int
) -> None:
    import io

    from cards.exports import FORMATS
    from cards.model import Card, Deck, Review, Source

    card = Card("Front", "Back", Source("a.md", 1, 2), id="one")
    review = Review(now, now // DAY, 3, interval=5)
    target = io.BytesIO()
    FORMATS["json"].load()(Deck([card], {"one": [review]}), target)
    path = tmp_path / "deck.json"
    path.write_bytes(target.getvalue())
    assert read(path, LOCAL).deck.reviews == {"one": [review]}
    told = f'"{field}": {getattr(review, field)}'.encode()
    assert told in target.getvalue()
    path.write_bytes(target.getvalue().replace(told, f'"{field}": {number}'.encode()))
    with pytest.raises(InputError, match="no deck of quizapp: reviews"):
        read(path, LOCAL)


def test_notes_are_no_packages(tmp_path: Path) -> None:
    note = tmp_path / "a.md"
    note.write_text("# PK\n", "utf-8")
    assert format_of(note) is None
    assert not is_package(tmp_path)


async def test_a_package_is_not_opened_as_a_note(tmp_path: Path) -> None:
    from cards.model import Source
    from quizapp.records import StudyCard
    from quizapp.tui.decisions import open_source

    path = collection_with(tmp_path / "deck.apkg", lambda db: None)
    card = StudyCard("one", "Front", "Back", "basic", "D", (), Source(str(path), 1, 1))
    with pytest.raises(InputError, match=r"came in the package deck\.apkg"):
        await open_source(None, card)  # type: ignore[arg-type]


def test_the_history_of_a_joined_card_is_counted_with_the_other(
    store: Store, fill: Callable[..., list[int]], make_card: Callable[..., Any], tmp_path: Path, now: int
) -> None:
    from cards.exports.anki import write_apkg
    from cards.model import Review

    fill(*(make_card(number) for number in range(2)))
    kept, dropped = (one.card for one in store.library.cards())
    path = tmp_path / "joined.apkg"
    with path.open("wb") as target:
        write_apkg(Deck([dropped], {dropped.id: [Review(now - DAY, now // DAY - 1, 3, was="new")]}), target)
    join(store, LOCAL, kept.id, dropped.id)
    bring(store, read(path, LOCAL), scheduling=LOCAL, linker=LINKER, now_ms=now)
    numbers = store.items.numbers([f"card:{kept.id}", f"card:{dropped.id}"])
    assert store.caches.stored().keys() == {numbers[f"card:{kept.id}"]}
    assert prove(store.caches, LOCAL, repair=False).wrong == ()


@pytest.mark.parametrize("name", ["deck.apkg", "deck.colpkg", "deck.mochi"])
@pytest.mark.parametrize("content", [b"", b"no package at all"])
def test_what_is_named_as_a_package_and_is_none_is_refused(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputError, match=f"{name} is a damaged package"):
        read(path, LOCAL)


def test_intervals_without_answers_are_told(tmp_path: Path) -> None:
    path = collection_with(
        tmp_path / "deck.apkg",
        lambda db: db.execute("UPDATE cards SET type = 2, queue = 2, ivl = 30") and None,
    )
    (remark,) = read(path, LOCAL).deck.late_remarks()
    assert remark.startswith("1 card has an interval and no answer in the log")
