"""Packages for Anki, read by Anki itself: what arrives, what a second package updates, what it leaves."""

from __future__ import annotations

import io
import json
import sqlite3
import sys
import zipfile
from dataclasses import replace

import pytest

from cards.exports.anki import write_apkg
from cards.exports.anki_schema import BASIC, CLOZE, TYPED
from cards.imports.anki import read_package
from cards.model import Card, Deck, Source

NOWHERE = Source("", 0, 0)
MONDAY = 1_760_000_000_000
"""A time in milliseconds."""

CARDS = [
    Card(
        "What is $x < y$?",
        "- one\n- `a < b`",
        NOWHERE,
        id="first",
        deck="Maths::Order",
        tags=("two words", "topic::sub"),
        reading="A *book*.",
        changed_ms=MONDAY,
    ),
    Card(
        "Sides\n\nA **[…]** has **[…]** sides.",
        "A **square** has **$\\frac{8}{\\sqrt{4}}$** sides.",
        NOWHERE,
        kind="cloze",
        id="second",
        deck="Maths",
        changed_ms=MONDAY,
    ),
    Card("Alone", "A deck of its own", NOWHERE, id="third", changed_ms=MONDAY + 5000),
]


def package(cards) -> bytes:
    target = io.BytesIO()
    write_apkg(Deck(cards), target)
    return target.getvalue()


@pytest.fixture
def rows(tmp_path):
    def query(cards, sql):
        with zipfile.ZipFile(io.BytesIO(package(cards))) as container:
            (tmp_path / "c.anki2").write_bytes(container.read("collection.anki2"))
        database = sqlite3.connect(tmp_path / "c.anki2")
        try:
            return database.execute(sql).fetchall()
        finally:
            database.close()

    return query


def test_the_container_is_small_and_plain():
    with zipfile.ZipFile(io.BytesIO(package(CARDS))) as container:
        assert container.namelist() == ["collection.anki2", "media"]
        assert {entry.compress_type for entry in container.infolist()} == {zipfile.ZIP_DEFLATED}
        assert json.loads(container.read("media")) == {}


def test_the_same_cards_give_the_same_bytes():
    assert package(CARDS) == package(list(CARDS))
    assert package(CARDS) != package(CARDS[:2])


def test_cards_without_answers_need_no_tables_of_numbers(monkeypatch):
    monkeypatch.setitem(sys.modules, "numpy", None)
    assert package(CARDS)


def test_it_writes_to_a_pipe():
    class Pipe(io.RawIOBase):
        held = b""

        def writable(self):
            return True

        def write(self, piece):
            self.held += bytes(piece)
            return len(piece)

    pipe = Pipe()
    write_apkg(Deck(CARDS), pipe)
    assert pipe.held == package(CARDS)


def test_the_collection_says_when_it_began_and_which_scheduler_it_has(rows):
    [(begun, modified, version, settings)] = rows(CARDS, "SELECT crt, mod, ver, conf FROM col")
    assert abs(begun - MONDAY // 1000) < 86_400
    assert (modified, version) == (MONDAY + 5000, 11)
    assert json.loads(settings)["schedVer"] == 2


def test_an_edit_changes_one_row_and_no_identity(rows):
    cube = replace(CARDS[1], back="A **cube** has **6** sides.", changed_ms=MONDAY + 9000)
    edited = [CARDS[0], cube, CARDS[2]]
    query = "SELECT guid, mid, mod FROM notes ORDER BY guid"
    assert rows(CARDS, query) == [
        ("first", BASIC, MONDAY // 1000),
        ("second", CLOZE, MONDAY // 1000),
        ("third", BASIC, MONDAY // 1000 + 5),
    ]
    assert rows(edited, query)[1] == ("second", CLOZE, MONDAY // 1000 + 9)
    assert [row for row in rows(edited, query) if row not in rows(CARDS, query)] == [rows(edited, query)[1]]


def test_notes_have_numbers_of_their_own_whatever_their_times(rows):
    times = [5, 5, 6, 5, 0, 0, 7]
    cards = [replace(CARDS[2], id=str(at), changed_ms=time) for at, time in enumerate(times)]
    numbers = [number for (number,) in rows(cards, "SELECT id FROM notes")]
    assert len(set(numbers)) == len(cards)
    assert min(numbers) > 0


TYPED_CARDS = [
    replace(CARDS[2], id="t1", kind="typed", front="The capital of France?", back="Paris"),
    replace(CARDS[2], id="t2", kind="typed", back="$x$"),
    replace(CARDS[2], id="t3", kind="typed", back="one\n\ntwo"),
    replace(CARDS[2], id="t4", kind="typed", back="a < b & c"),
]


def test_only_what_can_be_typed_is_typed_in_anki(rows):
    query = "SELECT guid, mid FROM notes ORDER BY guid"
    assert rows(TYPED_CARDS, query) == [("t1", TYPED), ("t2", BASIC), ("t3", BASIC), ("t4", TYPED)]
    [(with_typing,)] = rows(TYPED_CARDS, "SELECT models FROM col")
    [(without,)] = rows(CARDS, "SELECT models FROM col")
    assert json.loads(with_typing).keys() - json.loads(without).keys() == {str(TYPED)}


@pytest.fixture
def anki(tmp_path):
    """Anki with an empty collection; `bring` imports cards and gives the log."""
    library = pytest.importorskip("anki.collection")

    class Anki:
        def __init__(self):
            self.collection = library.Collection(str(tmp_path / "collection.anki2"))

        def bring(self, cards, **options):
            path = tmp_path / "deck.apkg"
            path.write_bytes(package(cards))
            request = library.ImportAnkiPackageRequest(
                package_path=str(path), options=library.ImportAnkiPackageOptions(**options)
            )
            return self.collection.import_anki_package(request).log

        def note(self, guid):
            number = self.collection.db.scalar("SELECT id FROM notes WHERE guid = ?", guid)
            return self.collection.get_note(number)

        def decks(self):
            return {entry.name for entry in self.collection.decks.all_names_and_ids()}

    program = Anki()
    yield program
    program.collection.close()


def counts(log):
    return {name: len(getattr(log, name)) for name in ("new", "updated", "duplicate", "conflicting")}


def test_anki_takes_every_card_with_fields_tags_and_decks(anki):
    log = anki.bring(CARDS)
    assert counts(log) == {"new": 3, "updated": 0, "duplicate": 0, "conflicting": 0}
    assert anki.collection.card_count() == 3
    first = anki.note("first")
    assert dict(first.items()) == {
        "Front": "What is \\(x &lt; y\\)?",
        "Back": "<ul><li>one</li><li><code>a &lt; b</code></li></ul>",
        "Reading": "A <em>book</em>.",
    }
    assert first.tags == ["topic::sub", "two_words"]
    assert anki.decks() >= {"Maths", "Maths::Order", "quizapp"}
    assert anki.collection.decks.name(first.cards()[0].did) == "Maths::Order"
    assert anki.note("third").cards()[0].id != first.cards()[0].id
    _, found_no_fault = anki.collection.fix_integrity()
    assert found_no_fault


def test_anki_asks_all_gaps_of_a_cloze_at_once(anki):
    anki.bring(CARDS)
    note = anki.note("second")
    assert note.note_type()["name"] == "quizapp Cloze"
    assert note["Text"] == (
        "<p>Sides</p>\n<p>A {{c1::square}} has {{c1::\\(\\frac{8}{\\sqrt{4} }\\)}} sides.</p>"
    )
    [card] = note.cards()
    question, answer = card.question(), card.answer()
    assert question.count("[...]") == 2
    assert ">square<" not in question
    assert ">square<" in answer
    assert ">\\(\\frac{8}{\\sqrt{4} }\\)<" in answer


def test_anki_asks_for_typing_and_the_card_comes_back_as_one(anki, tmp_path):
    anki.bring(TYPED_CARDS)
    [card] = anki.note("t1").cards()
    assert "[[type:Back]]" in card.question()
    assert card.answer().count("The capital of France?") == 1
    assert "[[type:Back]]" in card.answer()
    path = tmp_path / "again.apkg"
    path.write_bytes(package(TYPED_CARDS))
    again = {card.id: card for card in read_package(path, lambda at_ms: at_ms // 86_400_000).cards}
    assert {name: card.kind for name, card in again.items()} == {
        "t1": "typed",
        "t2": "basic",
        "t3": "basic",
        "t4": "typed",
    }
    assert (again["t1"].front, again["t1"].back) == ("The capital of France?", "Paris")
    assert again["t4"].back == "a < b & c"


def test_the_answer_shows_front_back_and_reading(anki):
    anki.bring(CARDS)
    answer = anki.note("first").cards()[0].answer()
    assert "What is \\(x &lt; y\\)?" in answer
    assert "<code>a &lt; b</code>" in answer
    assert '<div class="reading">A <em>book</em>.</div>' in answer
    assert "reading" not in anki.note("third").cards()[0].answer().split("</style>")[-1]


def test_the_same_package_again_changes_nothing(anki):
    anki.bring(CARDS)
    assert counts(anki.bring(CARDS)) == {"new": 0, "updated": 0, "duplicate": 3, "conflicting": 0}
    assert anki.collection.note_count() == 3


def test_an_edited_version_updates_the_text_and_keeps_the_schedule(anki):
    anki.bring(CARDS)
    studied = anki.note("first").cards()[0]
    studied.start_timer()
    anki.collection.sched.answerCard(studied, 4)
    before = anki.note("first").cards()[0]
    assert (before.reps, before.type) == (1, 2)
    edited = [replace(CARDS[0], back="In place", changed_ms=MONDAY + 60_000), *CARDS[1:]]
    for options in ({}, {"with_scheduling": True}):
        anki.bring(edited, **options)
        after = anki.note("first").cards()[0]
        assert anki.note("first")["Back"] == "In place"
        assert (after.id, after.due, after.ivl, after.reps, after.type, after.queue) == (
            before.id,
            before.due,
            before.ivl,
            before.reps,
            before.type,
            before.queue,
        )
    assert anki.collection.note_count() == 3
    ours = {entry.name for entry in anki.collection.models.all_names_and_ids() if "quizapp" in entry.name}
    assert ours == {"quizapp Basic", "quizapp Cloze"}


def test_words_that_were_edited_in_anki_later_stay(anki):
    anki.bring(CARDS)
    note = anki.note("first")
    note["Back"] = "My own words"
    anki.collection.update_note(note)
    anki.bring([replace(CARDS[0], back="Older", changed_ms=MONDAY + 60_000)])
    assert anki.note("first")["Back"] == "My own words"


def test_packages_with_other_cards_of_the_same_time_stand_side_by_side(anki):
    cards = [replace(CARDS[2], id=f"c{at}", front=f"Front {at}", changed_ms=MONDAY) for at in range(6)]
    anki.bring(cards[:3])
    assert counts(anki.bring(cards[3:]))["new"] == 3
    assert [anki.note(f"c{at}")["Front"] for at in range(6)] == [f"Front {at}" for at in range(6)]
    assert anki.collection.card_count() == 6


@pytest.mark.parametrize(
    ("decks", "found"),
    [
        (["A::B", "a::b"], {"A", "A::B"}),
        (["A", "a::C"], {"A", "a::C"}),
        (["::A:: ::B::", ""], {"A", "A::B", "quizapp"}),
        (["Zoë", "Zoe\u0308", 'say "x"\ty'], {"Zoë"}),
    ],
)
def test_anki_takes_decks_however_they_are_named(anki, decks, found):
    cards = [replace(CARDS[2], id=str(at), deck=name) for at, name in enumerate(decks)]
    assert counts(anki.bring(cards))["new"] == len(decks)
    assert {name.casefold() for name in anki.decks()} >= {name.casefold() for name in found}
    assert anki.collection.fix_integrity()[1]


def test_cards_without_a_known_time_and_an_empty_deck_are_taken(anki):
    assert counts(anki.bring([]))["new"] == 0
    assert counts(anki.bring([Card("F", "B", NOWHERE, id="x")]))["new"] == 1
    assert anki.note("x")["Front"] == "F"


def test_the_mark_between_fields_cannot_come_from_a_card(anki):
    anki.bring([Card("a\x1fb", "c `d\x1fe`", NOWHERE, id="x")])
    assert anki.note("x").fields == ["a b", "c <code>d e</code>", ""]


def test_a_card_that_becomes_another_kind_of_note_is_left_as_it_was(anki):
    anki.bring(CARDS)
    basic = replace(CARDS[1], kind="basic", changed_ms=MONDAY + 60_000)
    assert counts(anki.bring([basic]))["conflicting"] == 1
    assert "{{c1::square}}" in anki.note("second")["Text"]
