"""Notes into the store: what is read, what is skipped, what survives."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from cards.model import Card
from engine.errors import InputError, UsageError
from quizapp.history import Scheduling, join, prove
from quizapp.memory import Rating
from quizapp.notes import importing
from quizapp.notes.files import find_notes
from quizapp.notes.importing import Linker, add_card, import_notes, import_shipped
from quizapp.notes.report import ImportReport
from quizapp.question import Question
from quizapp.session import Session
from quizapp.store.store import Store

NOTE = """# Optimizers

## What does momentum add to gradient descent?

A running average of the gradients.

## Why does Adam divide by a square root?

To give every weight a step of about the same size.
"""


PICTURE = b"\x89PNG\r\n\x1a\n\0\0\0\xff\xfe\xfd" * 50


def exercises(cards: Sequence[Card]) -> list[list[str]]:
    return [["adam_step"] if "Adam" in card.front else [] for card in cards]


LINKER = Linker(exercises, "1")

Import = Callable[..., ImportReport]


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "a.md").write_text(NOTE, "utf-8")
    return folder


@pytest.fixture
def bring(store: Store, notes: Path, now: int) -> Import:
    def run(*paths: Path, dry_run: bool = False, linker: Linker = LINKER) -> ImportReport:
        found = paths or (notes,)
        return import_notes(store.library, found, linker=linker, now_ms=now, dry_run=dry_run)

    return run


def states(report: ImportReport) -> dict[str, str]:
    return {one.card.front: one.state for one in report.cards}


def fronts(store: Store) -> set[str]:
    """The questions that are asked, without the context that a short one is given."""
    return {one.card.front.partition(" (")[0] for one in store.library.cards() if not one.retired}


def answered(store: Store, scheduling: Scheduling, now: int) -> str:
    """Answers the first card; returns its key."""
    session = Session(store.study, scheduling, now_ms=now, seed=1)
    question = session.next(now)
    assert isinstance(question, Question)
    session.answer(question, Rating.EASY, now_ms=now, duration_ms=1)
    return question.item.key


def test_a_folder_is_read_once(bring: Import, store: Store) -> None:
    first = bring()
    assert set(states(first).values()) == {"new"}
    assert first.summary["cards"] == first.summary["new"] == 2
    again = bring()
    assert set(states(again).values()) == {"kept"}
    assert (again.files, again.unchanged) == (1, 1)
    assert [one.exercises for one in again.cards] == [(), ("adam_step",)]
    assert len(store.library.cards()) == 2


def test_unchanged_cards_are_counted_without_a_list(
    bring: Import, store: Store, notes: Path, now: int
) -> None:
    bring()
    (notes / "b.md").write_text("# Losses\n\n## What is a hinge loss?\n\nA margin loss.\n", "utf-8")
    report = import_notes(store.library, [notes], linker=LINKER, now_ms=now, listing=False)
    assert [one.state for one in report.cards] == ["new"]
    assert (report.summary["cards"], report.summary["kept"], report.summary["new"]) == (3, 2, 1)


def test_what_did_not_change_is_not_parsed(bring: Import, monkeypatch: pytest.MonkeyPatch) -> None:
    bring()

    def parsed(*_: object) -> None:
        raise AssertionError("parsed")

    monkeypatch.setattr("cards.parse.read_note", parsed)
    bring()


def test_another_catalogue_or_program_reads_again(bring: Import) -> None:
    bring()
    report = bring(linker=Linker(lambda cards: [["momentum"] for _ in cards], "2"))
    assert report.unchanged == 0
    assert [one.exercises for one in report.cards] == [("momentum",), ("momentum",)]
    assert [one.exercises for one in bring(linker=Linker(exercises, "2")).cards] == [
        ("momentum",),
        ("momentum",),
    ]


def test_a_dry_run_tells_the_same_and_writes_nothing(
    bring: Import, store: Store, notes: Path, now: int
) -> None:
    without = import_notes(None, [notes], linker=LINKER, now_ms=now, dry_run=True)
    dry = bring(dry_run=True)
    assert store.library.files() == {}
    assert store.library.cards() == []
    assert without == dry == bring()
    again = bring(dry_run=True)
    assert set(states(again).values()) == {"kept"}
    assert [one.card.id for one in again.cards] == [one.card.id for one in dry.cards]


def test_an_edited_back_keeps_the_history(
    bring: Import, store: Store, notes: Path, scheduling: Scheduling, now: int
) -> None:
    bring()
    key = answered(store, scheduling, now)
    (notes / "a.md").write_text(
        NOTE.replace("A running average", "An exponentially decaying average"), "utf-8"
    )
    report = bring()
    assert sorted(states(report).values()) == ["edited", "kept"]
    item = store.study.load(store.items.numbers([key])[key])
    assert item is not None
    assert item.card is not None
    assert item.card.back.startswith("An exponentially")
    assert item.progress is not None


def test_a_card_moves_with_its_history_to_another_file(
    bring: Import, store: Store, notes: Path, scheduling: Scheduling, now: int
) -> None:
    bring()
    key = answered(store, scheduling, now)
    (notes / "a.md").rename(notes / "b.md")
    report = bring()
    assert set(states(report).values()) == {"moved"}
    assert report.gone == (str(notes / "a.md"),)
    item = store.study.load(store.items.numbers([key])[key])
    assert item is not None
    assert item.card is not None
    assert item.card.source is not None
    assert item.card.source.file == str(notes / "b.md")
    assert item.progress is not None


def test_what_vanishes_is_retired_and_returns(
    bring: Import, store: Store, notes: Path, scheduling: Scheduling, now: int
) -> None:
    bring()
    key = answered(store, scheduling, now)
    head, _, rest = NOTE.partition("## What")
    (notes / "a.md").write_text(head + "## Why" + rest.partition("## Why")[2], "utf-8")
    report = bring()
    assert sorted(states(report).values()) == ["kept", "retired"]
    assert report.summary["cards"] == 1
    assert fronts(store) == {"Why does Adam divide by a square root?"}
    (notes / "a.md").write_text(NOTE, "utf-8")
    bring()
    assert len(fronts(store)) == 2
    item = store.study.load(store.items.numbers([key])[key])
    assert item is not None
    assert not item.retired
    assert item.progress is not None


def test_only_cards_below_the_given_paths_are_retired(bring: Import, store: Store, notes: Path) -> None:
    other = notes / "deeper"
    other.mkdir()
    (other / "b.md").write_text("# Losses\n\n## What is a hinge loss?\n\nA margin loss.\n", "utf-8")
    bring()
    (notes / "a.md").write_text("# Optimizers\n", "utf-8")
    bring(other)
    assert len(fronts(store)) == 3
    bring(notes / "a.md")
    assert fronts(store) == {"What is a hinge loss?"}


def test_the_same_text_in_two_files_gives_two_ids(bring: Import, store: Store, notes: Path) -> None:
    text = "# Losses\n\n## What is a hinge loss?\n\nA margin loss.\n"
    (notes / "a.md").write_text(text, "utf-8")
    bring()
    (notes / "b.md").write_text(text, "utf-8")
    report = bring()
    ids = [one.card.id for one in store.library.cards()]
    assert len(set(ids)) == 2
    assert sorted(one.state for one in report.cards) == ["kept", "new"]
    assert max(ids) == f"{min(ids)}-2"


def test_an_authors_id_brings_its_card_from_another_file(bring: Import, store: Store, notes: Path) -> None:
    text = "# One\n\n## What is a hinge loss?\n<!-- card: hinge -->\n\nA margin loss.\n"
    (notes / "a.md").write_text(text, "utf-8")
    bring()
    (notes / "b.md").write_text(text.replace("A margin", "One more margin"), "utf-8")
    bring(notes / "b.md")
    (card,) = [one for one in store.library.cards() if not one.retired]
    assert (card.card.id, card.explicit) == ("hinge", True)
    assert card.card.source.file == str(notes / "b.md")


def test_the_learners_words_stay_and_the_report_says_so(
    bring: Import, store: Store, notes: Path, now: int
) -> None:
    bring()
    card = store.library.cards()[0].card
    store.edits.write(card.id, "back", "My words.", now)
    store.edits.write(card.id, "tags", "mine, hard", now)
    assert not bring(linker=Linker(exercises, "2")).conflicts
    (notes / "a.md").write_text(NOTE.replace("A running average", "A moving average"), "utf-8")
    (conflict,) = bring().conflicts
    assert (conflict.card, conflict.field, conflict.words) == (card.id, "back", "My words.")
    assert conflict.noted.startswith("A moving average")
    number = store.items.numbers([f"card:{card.id}"])[f"card:{card.id}"]
    shown = store.study.load(number)
    assert shown is not None
    assert shown.card is not None
    assert (shown.card.back, shown.card.tags) == ("My words.", ("mine,", "hard"))
    assert store.library.cards()[0].card.back.startswith("A moving average")
    store.edits.revert(card.id, "back", now)
    store.edits.revert(card.id, "tags", now)
    shown = store.study.load(number)
    assert shown is not None
    assert shown.card is not None
    assert shown.card.back.startswith("A moving average")
    assert shown.card.tags == card.tags


def test_the_learners_links_survive_every_import(bring: Import, store: Store) -> None:
    bring()
    momentum, adam = (one.card.id for one in store.library.cards())
    store.edits.link(adam, "adam_step", removed=True)
    store.edits.link(momentum, "momentum_step")
    bring(linker=Linker(exercises, "2"))
    links = {one.card.id: one.card.exercises for one in store.library.cards()}
    assert links == {momentum: ("momentum_step",), adam: ()}
    store.edits.link(adam, "adam_step")
    assert store.library.cards()[1].card.exercises == ("adam_step",)


def test_one_unreadable_file_stops_nobody(bring: Import, store: Store, notes: Path) -> None:
    (notes / "b.md").write_bytes(PICTURE)
    report = bring(notes, notes / "none.md")
    assert len(fronts(store)) == 2
    assert [Path(one.file).name for one in report.unreadable] == ["none.md", "b.md"]
    assert all(len(one.sentence) > 10 for one in report.unreadable)


@pytest.mark.parametrize("name", ["none.md", "empty"])
def test_nothing_to_read_is_refused_in_a_sentence(bring: Import, notes: Path, name: str) -> None:
    (notes / "empty").mkdir()
    with pytest.raises(InputError, match=name):
        bring(notes / name)


def test_a_file_that_became_unreadable_retires_nothing(bring: Import, store: Store, notes: Path) -> None:
    bring()
    (notes / "a.md").write_bytes(PICTURE)
    (notes / "b.md").write_text("# Losses\n\n## What is a hinge loss?\n\nA margin loss.\n", "utf-8")
    bring()
    assert len(fronts(store)) == 3


def test_hidden_and_foreign_files_are_passed_over(notes: Path) -> None:
    for name in (".git/x.md", "node_modules/y.md", ".hidden.md", "picture.png", "Ω.MD"):
        (notes / name).parent.mkdir(exist_ok=True)
        (notes / name).write_text("# x\n", "utf-8")
    found, missing = find_notes([notes, notes / "a.md"])
    assert [Path(note.name).name for note in found] == ["a.md", "Ω.MD"]
    assert missing == []


def test_sources_follow_what_was_given(bring: Import, store: Store, notes: Path, now: int) -> None:
    bring(notes / "a.md")
    bring(notes)
    bring(notes / "a.md", linker=Linker(exercises, "2"))
    assert [(one.kind, one.location) for one in store.library.sources()] == [("file", str(notes / "a.md"))]
    (notes / "b.md").write_text("# Losses\n\n## What is a hinge loss?\n\nA margin loss.\n", "utf-8")
    bring(notes, linker=Linker(exercises, "3"))
    (source,) = store.library.sources()
    assert (source.kind, source.location, source.files, source.cards) == ("folder", str(notes), 2, 3)
    bring(notes / "b.md", linker=Linker(exercises, "4"))
    assert len(store.library.sources()) == 1
    store.library.rename_source(source.id, "My notes")
    assert store.library.sources()[0].name == "My notes"
    store.library.remove_source(source.id, now)
    assert store.library.sources() == []
    assert fronts(store) == set()
    bring(notes, linker=Linker(exercises, "4"))
    assert len(fronts(store)) == 3


def test_cards_by_hand(store: Store, scheduling: Scheduling, now: int) -> None:
    def add(front: str, back: str) -> str:
        return add_card(
            store.library, front=front, back=back, kind="typed", deck="Mine", tags=("t",), now_ms=now
        )

    first, second = add("What is 2 + 2?", "4"), add("What is 2 + 2?", "4")
    assert second == f"{first}-2"
    assert answered(store, scheduling, now) == f"card:{first}"
    item = store.study.load(1)
    assert item is not None
    assert item.card is not None
    assert item.card.source is None
    with pytest.raises(UsageError, match="front and a back"):
        add("What?", " ")


def test_joining_two_cards_unites_their_histories(
    bring: Import, store: Store, scheduling: Scheduling, now: int
) -> None:
    bring()
    one, other = (card.card.id for card in store.library.cards())
    session = Session(store.study, scheduling, now_ms=now, seed=1)
    for _ in range(2):
        question = session.next(now)
        assert isinstance(question, Question)
        session.answer(question, Rating.EASY, now_ms=now, duration_ms=1)
    join(store, scheduling, other, one)
    numbers = store.items.numbers([f"card:{one}", f"card:{other}"])
    kept = store.study.load(numbers[f"card:{other}"])
    assert kept is not None
    assert kept.progress is not None
    assert kept.progress.reps == 2
    assert prove(store.caches, scheduling, repair=False).wrong == ()
    assert [card.card.id for card in store.library.cards()] == [other]
    assert session.undo(now) is not None
    assert session.undo(now) is not None
    assert prove(store.caches, scheduling, repair=False).wrong == ()
    assert store.study.load(kept.id).progress is None  # type: ignore[union-attr]
    with pytest.raises(UsageError, match="no card"):
        join(store, scheduling, other, "nobody")
    with pytest.raises(UsageError, match="itself"):
        join(store, scheduling, other, other)


def shipped_note(number: int, path: str) -> str:
    head = f"---\npath: {path}\n---\n\n# Topic {number}\n\n"
    return head + f"## What is in number {number}?\n<!-- card: c{number} -->\n\nIt.\n"


def test_the_shipped_notes_come_once_and_path_by_path(
    store: Store, tmp_path: Path, now: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = tmp_path / "shipped"
    shipped.mkdir()
    for number, path in ((1, "First"), (2, "Second"), (3, "First")):
        (shipped / f"{number}.md").write_text(shipped_note(number, path), "utf-8")
    monkeypatch.setattr(importing, "shipped_notes", lambda: shipped)
    report = import_shipped(store.library, linker=LINKER, now_ms=now)
    assert report.summary["new"] == 3
    assert [(path.name, path.enabled, path.cards) for path in store.decks.paths()] == [
        ("First", True, 2),
        ("Second", False, 1),
    ]
    store.decks.enable_path("Second")
    store.decks.enable_path("First", enabled=False)
    assert import_shipped(store.library, linker=LINKER, now_ms=now).unchanged == 3
    better = shipped_note(2, "Second").replace("It.", "It is better.")
    (shipped / "2.md").write_text(better, "utf-8")
    (shipped / "4.md").write_text(shipped_note(4, "Second"), "utf-8")
    report = import_shipped(store.library, linker=LINKER, now_ms=now)
    assert (report.summary["edited"], report.summary["new"]) == (1, 1)
    assert [(path.enabled, path.cards) for path in store.decks.paths()] == [(False, 2), (True, 2)]


def test_the_learners_own_notes_come_before_the_shipped_ones(
    bring: Import,
    store: Store,
    tmp_path: Path,
    scheduling: Scheduling,
    now: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shipped = tmp_path / "shipped"
    shipped.mkdir()
    (shipped / "1.md").write_text(shipped_note(1, "P"), "utf-8")
    monkeypatch.setattr(importing, "shipped_notes", lambda: shipped)
    import_shipped(store.library, linker=LINKER, now_ms=now)
    bring()
    assert answered(store, scheduling, now) != "card:c1"


def test_the_report_has_the_promised_shape(bring: Import, notes: Path) -> None:
    (notes / "a.md").write_text(NOTE + "\n## Empty\n", "utf-8")
    found = json.loads(json.dumps(bring(notes).as_json()))
    card = found["cards"][0]
    assert set(card) == {"id", "kind", "front", "back", "deck", "tags", "exercises", "state", "source"}
    assert set(card["source"]) == {"file", "start", "end", "unit", "path"}
    assert card["source"]["path"] == ["Optimizers", "What does momentum add to gradient descent?"]
    assert {"file", "start", "end", "reason"} <= set(found["skipped"][0])
    assert {"files", "cards", "new", "edited", "retired", "skipped"} <= set(found["summary"])
    assert {"cards", "skipped", "doubtful", "summary"} <= set(found)


def test_the_report_names_files_as_they_were_given(
    bring: Import, notes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(notes.parent)
    for report in (bring(Path("notes")), bring(Path("notes"))):
        assert {one.card.source.file for one in report.cards} == {"notes/a.md"}


def test_progress_is_told(store: Store, notes: Path, now: int) -> None:
    (notes / "b.md").write_text("# b\n", "utf-8")
    told: list[tuple[int, int, str]] = []
    import_notes(
        store.library,
        [notes],
        linker=LINKER,
        now_ms=now,
        progress=lambda *step: told.append(step),  # type: ignore[arg-type]
    )
    assert [(done, total, Path(name).name) for done, total, name in told] == [
        (0, 2, "a.md"),
        (1, 2, "b.md"),
        (0, 2, "cards for their exercises"),
    ]
