"""Cards on their way from the store to a file: when they changed goes with them, the file is whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from cards.model import Deck
from engine.errors import InputError, UsageError
from quizapp.cli.exporting import check_contents, check_place, write_whole
from quizapp.cli.progress import Line
from quizapp.config import Settings
from quizapp.counted import Counted
from quizapp.decks import drawnahead
from quizapp.decks.drawnahead import SEEN, draw
from quizapp.decks.outgoing import Wanted, deck_of
from quizapp.records import Selection
from quizapp.workspace import Workspace


@pytest.fixture
def shelved(store, fill, make_card):
    fill(make_card(0), make_card(1))
    return store


def changes(store):
    return {card.id: card.changed_ms for _, card in store.shelf.leaving(Selection())}


def test_a_card_says_when_its_words_changed_and_not_when_it_was_read(shelved, make_card, now):
    assert changes(shelved) == {"c0": now, "c1": now}
    shelved.library.put([make_card(0), make_card(1, back="Another answer.")], now + 5000)
    assert changes(shelved) == {"c0": now, "c1": now + 5000}


def test_the_same_store_gives_the_same_package(shelved, tmp_path):
    packages = []
    for name in ("one.apkg", "two.apkg"):
        write_whole(tmp_path / name, "apkg", Deck([card for _, card in shelved.shelf.leaving(Selection())]))
        packages.append((tmp_path / name).read_bytes())
    assert packages[0] == packages[1]
    assert sorted(path.name for path in tmp_path.glob("*.apkg*")) == ["one.apkg", "two.apkg"]


def test_a_place_that_cannot_be_written_is_named(tmp_path):
    with pytest.raises(InputError, match=r"nowhere.*give another place with -o"):
        write_whole(tmp_path / "nowhere" / "deck.apkg", "apkg", Deck())


@pytest.mark.parametrize("name", ["collection.apkg", "Backup-2024.apkg", "deck.colpkg"])
def test_no_package_gets_a_name_by_which_anki_replaces_the_whole_collection(name):
    with pytest.raises(UsageError, match="would replace everything"):
        check_place(Path("somewhere") / name, "apkg", to_terminal=False)


@pytest.mark.parametrize(
    ("output", "name"), [("my collection.apkg", "apkg"), ("backup.apkg", "apkg"), ("collection.apkg", "csv")]
)
def test_other_names_are_fine(output, name):
    check_place(Path(output), name, to_terminal=False)


def test_a_package_does_not_go_to_a_terminal_but_to_a_pipe():
    with pytest.raises(UsageError, match="-o FILE"):
        check_place(None, "apkg", to_terminal=True)
    check_place(None, "apkg", to_terminal=False)
    check_place(None, "csv", to_terminal=True)


@pytest.mark.parametrize("name", ["csv", "md", "html"])
def test_a_format_that_carries_no_exercises_or_history_says_which_can(name):
    with pytest.raises(UsageError, match=r"carries no exercises: choose apkg, or leave out --exercises"):
        check_contents(name, history=False, exercises=True)
    with pytest.raises(UsageError, match=r"carries no history: choose apkg, mochi or json"):
        check_contents(name, history=True, exercises=False)
    check_contents("apkg", history=True, exercises=True)


@pytest.fixture
def linked(store, fill, make_card):
    """Two cards that call for exercises, and one that calls for an exercise that is no more."""
    fill(make_card(0, exercises=("iou",)), make_card(1, exercises=("relu", "iou")), make_card(2))
    return Workspace(Settings(), store)


def test_the_exercises_go_along_that_the_cards_call_for(linked):
    found = deck_of(linked, Wanted(Selection(), practice=True))
    assert {one.id for one in found.exercises} == {"exercise-iou-2", "exercise-relu-2"}
    assert not deck_of(linked, Wanted(Selection())).exercises
    chosen = deck_of(linked, Wanted(Selection(), frozenset({"relu"}), practice=True, levels=(1, 2, 3)))
    assert {one.exercise for one in chosen.exercises} == {"relu"}
    assert len(chosen.exercises) == 3
    assert len(chosen.cards) == 1


def test_an_exercise_is_as_old_as_what_it_asks(store):
    times = {}
    for now_ms in (5000, 6000):
        [one] = draw(["iou"], (1,), store.facts, now_ms)
        times[now_ms] = one.changed_ms
    assert times == {5000: 5000, 6000: 5000}
    store.facts.put(SEEN, store.facts.get(SEEN).replace('["', '["other'))
    [changed] = draw(["iou"], (1,), store.facts, 7000)
    [other] = draw(["relu"], (), store.facts, 8000)
    assert (changed.changed_ms, other.changed_ms) == (7000, 8000)
    assert draw(["no_such_exercise"], (), store.facts, 9000) == []


def test_helpers_draw_the_same_exercises(store, monkeypatch):
    names = ["adam_step", "conv_output_size", "iou", "relu"]
    alone = draw(names, (1, 2), store.facts, 7000)
    monkeypatch.setattr(drawnahead, "WORTH_HELP", 1)
    monkeypatch.setattr(drawnahead, "_cores", lambda: 2)
    told = []
    helped = draw(names, (1, 2), store.facts, 8000, lambda *at: told.append(at))
    assert helped == alone
    assert told[0] == (0, len(alone), f"{alone[0].exercise}, level {alone[0].level}")
    assert [at for at, _, _ in told] == list(range(len(alone)))


class Terminal:
    """Takes what is written to stderr."""

    def __init__(self, monkeypatch, tty):
        self.said = ""
        monkeypatch.setattr("sys.stderr.isatty", lambda: tty, raising=False)
        monkeypatch.setattr("click.echo", lambda text, err, nl: setattr(self, "said", self.said + text))


@pytest.mark.parametrize("tty", [True, False])
def test_long_work_says_how_far_it_is_only_on_a_terminal(monkeypatch, tty):
    monkeypatch.setattr("quizapp.cli.progress.PAUSE", 0)
    terminal, line = Terminal(monkeypatch, tty), Line("writing")
    assert list(Counted(range(1000), line, "cards")) == list(range(1000))
    line.end()
    if tty:
        assert "writing 901 of 1,000: cards" in terminal.said
        assert terminal.said.endswith("\r\x1b[K")
    else:
        assert terminal.said == ""


def test_the_line_is_gone_before_an_error_is_told(monkeypatch):
    terminal = Terminal(monkeypatch, True)

    def read():
        with Line("reading") as line:
            line(0, 5, "a file")
            raise ValueError("damaged")

    with pytest.raises(ValueError, match="damaged"):
        read()
    assert terminal.said.endswith("reading 1 of 5: a file\r\x1b[K")


def test_short_work_says_nothing(monkeypatch):
    terminal, line = Terminal(monkeypatch, True), Line("writing")
    assert list(Counted((1, 2, 3), line, "cards")) == [1, 2, 3]
    line.end()
    assert terminal.said == ""
