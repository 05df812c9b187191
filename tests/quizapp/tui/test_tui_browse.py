"""Browsing: finding, marking, and what is decided about what was found."""

from __future__ import annotations

import sqlite3
import sys
import time
from collections.abc import Callable
from contextlib import closing, nullcontext
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import TextArea

from quizapp.memory import Rating
from quizapp.records import Answer, Item
from quizapp.search import WAYS
from quizapp.store import open_store
from quizapp.tui.places import PLACES
from quizapp.tui.screens.browse import BrowseScreen
from quizapp.tui.screens.edit import EditScreen
from quizapp.tui.screens.links import LinksScreen
from quizapp.tui.widgets.exercisepane import ExercisePane
from quizapp.tui.widgets.prose import Prose
from quizapp.tui.widgets.searchline import SearchLine


def stored(path: Path, front: str) -> Item:
    """The card of a front, as another program sees it."""
    with open_store(str(path)) as store:
        for one in store.library.cards():
            if one.card.front == front:
                item = store.study.load(one.item)
                assert item is not None
                return item
    raise AssertionError(f"there is no card {front}")


async def browse(pilot: Pilot[None], typed: str) -> BrowseScreen:
    await pilot.press("b")
    await settle(pilot)
    screen = pilot.app.screen
    assert isinstance(screen, BrowseScreen)
    screen.query_one(SearchLine).value = typed
    await settle(pilot)
    await pilot.press("enter")
    await settle(pilot)
    return screen


async def settle(pilot: Pilot[None]) -> None:
    """Until what was asked for is on the screen; screens that wait for the learner are not waited for."""
    await pilot.pause()
    brief = [worker for worker in pilot.app.workers if worker.group in ("search", "look")]
    if brief:
        await pilot.app.workers.wait_for_complete(brief)
    await pilot.pause()
    await pilot.pause()


async def mark_numbers(pilot: Pilot[None]) -> None:
    """Mark the three cards of the learner's own."""
    await browse(pilot, "deck:numbers")
    await pilot.press("a")
    await settle(pilot)


async def until(pilot: Pilot[None], holds: Callable[[], bool]) -> None:
    """Until something is so, whatever workers it takes."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end
        await settle(pilot)


def told(pilot: Pilot[None]) -> str:
    """What the program has said beside the screen."""
    return " ".join(notification.message for notification in pilot.app._notifications)


NOW = 1_763_650_000_000

PATIENCE = 90.0
"""Seconds for what a busy machine takes its time for."""

SOFTMAX = "What is the softmax?"


async def test_what_is_typed_is_found_and_shown(running: Any, words: Any) -> None:
    async with running() as pilot:
        screen = await browse(pilot, "probabilities deck:numbers")
        assert [one.front for one in screen.found] == [SOFTMAX]
        seen = words(pilot)
        assert "1 found" in seen
        assert "It turns logits z into probabilities" in seen


async def test_nothing_found_says_how_to_search(running: Any, words: Any) -> None:
    async with running() as pilot:
        screen = await browse(pilot, "no such words")
        assert screen.found == []
        assert all(way in words(pilot) for way, _ in WAYS)
        await browse(pilot, "is:foo")
        assert "After is: comes new, learning" in words(pilot)


async def test_exercises_are_found_and_practised(running: Any) -> None:
    async with running() as pilot:
        screen = await browse(pilot, "softmax is:exercise")
        assert "softmax" in [one.exercise for one in screen.found]
        await pilot.press("x")
        await pilot.pause()
        assert pilot.app.screen.query_one(ExercisePane)


async def test_a_card_is_put_to_rest_and_taken_back(running: Any, store: Path) -> None:
    async with running() as pilot:
        await browse(pilot, SOFTMAX)
        await press(pilot, "s")
        assert stored(store, SOFTMAX).suspended
        await press(pilot, "s")
        assert not stored(store, SOFTMAX).suspended


async def test_several_are_marked_and_put_off(running: Any, store: Path, words: Any) -> None:
    async with running() as pilot:
        await mark_numbers(pilot)
        assert "3 marked" in words(pilot)
        await press(pilot, "b")
        assert "3 items put off until tomorrow." in words(pilot)
        await press(pilot, "escape")
        assert "Done for today" in words(pilot)


DEEDS = {
    "suspend": ("s",),
    "bury": ("b",),
    "flag": ("f", "1", "enter"),
    "tag": ("t", *"path::exam -mine", "enter"),
    "links": ("l", *"adam_step", "enter", "escape"),
}
"""What keys do to all that is marked, by their names."""

TO_ONE = {
    "edit": ("e", "X", "ctrl+s"),
    "tag": ("t", *"mine other", "enter"),
    "links": ("l", "enter", "escape"),
}
"""What they do to the card that is looked at."""

NO_DEEDS = {"mark", "mark_all", "add", "undo", "practise", "cram", "source", "search", "close"}


def test_every_key_of_browsing_is_known_as_a_deed_or_none() -> None:
    assert {key.name for key in PLACES["browse"].keys} == {*DEEDS, *TO_ONE} | NO_DEEDS


def standing(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All that the learner has a say in, and the log; when words were changed left out."""
    queries = {
        "items": "SELECT key, suspended, buried_until, flag, note FROM items WHERE key LIKE 'card:%'",
        "cards": "SELECT id, front, back, tags, retired_ms FROM cards",
        "overrides": "SELECT item_id, field, replaced, noted, made_ms FROM overrides",
        "links": "SELECT item_id, exercise_item_id, origin, removed FROM links",
        "paths": "SELECT item_id, path_id FROM path_cards",
        "log": "SELECT id, item_id, at_ms, voids FROM log",
        "states": "SELECT item_id, phase, due_day, due_ms FROM states",
    }
    with closing(sqlite3.connect(path)) as connection:
        return {name: sorted(connection.execute(query), key=str) for name, query in queries.items()}


def decide_beforehand(path: Path) -> None:
    """A flag, tags, words, links made and removed, an answer: no other deed takes these away."""
    with open_store(str(path)) as opened:
        (item,) = [one.item for one in opened.library.cards() if one.card.front == SOFTMAX]
        opened.items.flag([item], 3, "mine")
        opened.edits.tag([item], ["mine"], 1)
        opened.edits.link_all([item], "adam_step", removed=True)
        opened.edits.link_all([item], "softmax")
        answer = Answer(item, NOW, 1, "drill", Rating.GOOD, 1000)
        opened.study.record(answer, progress=None, skill=None, model="", latest=0)


@pytest.mark.parametrize("deed", DEEDS)
async def test_what_was_done_to_several_is_taken_back(running: Any, store: Path, deed: str) -> None:
    decide_beforehand(store)
    before = standing(store)
    async with running() as pilot:
        await mark_numbers(pilot)
        await press(pilot, *DEEDS[deed])
        await until(pilot, lambda: not pilot.app.screen.marked)
        after = standing(store)
        assert after != before
        await pilot.press("u")
        await until(pilot, lambda: "Taken back: 3 items as before." in told(pilot))
        await pilot.press("u")
        await until(pilot, lambda: "nothing was done yet" in told(pilot))
    assert standing(store) == before


@pytest.mark.parametrize("deed", TO_ONE)
async def test_what_was_done_to_one_is_taken_back(running: Any, store: Path, deed: str) -> None:
    decide_beforehand(store)
    before = standing(store)
    async with running() as pilot:
        await browse(pilot, SOFTMAX)
        await press(pilot, *TO_ONE[deed])
        await until(pilot, lambda: standing(store) != before)
        await until(pilot, lambda: isinstance(pilot.app.screen, BrowseScreen))
        await pilot.press("u")
        await until(pilot, lambda: "Taken back: 1 item as before." in told(pilot))
    assert standing(store) == before


async def test_deeds_are_taken_back_one_after_another(running: Any, store: Path) -> None:
    stood = []
    async with running() as pilot:
        await browse(pilot, "deck:numbers")
        for keys in DEEDS.values():
            stood.append(standing(store))
            await press(pilot, "a", *keys)
            await until(pilot, lambda: not pilot.app.screen.marked)
        for before in reversed(stood):
            await pilot.press("u")
            await until(pilot, lambda before=before: standing(store) == before)


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys as a person does, who sees what each brings."""
    for key in keys:
        await pilot.press({"_": "underscore", ":": "colon", "-": "minus", " ": "space"}.get(key, key))
        await settle(pilot)
        await until(pilot, lambda: not deciding(pilot))


def deciding(pilot: Pilot[None]) -> bool:
    """Whether something that was begun here neither ended yet nor asks on a screen of its own."""
    if not isinstance(pilot.app.screen, BrowseScreen):
        return False
    here = [worker for worker in pilot.app.workers if isinstance(worker.node, BrowseScreen)]
    return any(worker.group == "default" and not worker.is_finished for worker in here)


@pytest.mark.parametrize("keys", [("f", "escape"), ("t", "escape"), ("l", "escape")])
async def test_marks_stay_where_nothing_was_done(running: Any, words: Any, keys: tuple[str, ...]) -> None:
    async with running() as pilot:
        await mark_numbers(pilot)
        await press(pilot, *keys)
        assert "3 marked" in words(pilot)


@pytest.mark.parametrize("keys", [("down", "down", "enter"), ("2",)])
async def test_a_flag_comes_with_a_word(running: Any, store: Path, keys: tuple[str, ...]) -> None:
    async with running() as pilot:
        await browse(pilot, SOFTMAX)
        await press(pilot, "f", *keys, *"sign", "enter")
        item = stored(store, SOFTMAX)
        assert (item.flag, item.note) == (2, "sign")


async def test_tags_are_typed(running: Any, store: Path) -> None:
    async with running() as pilot:
        await browse(pilot, SOFTMAX)
        await press(pilot, "t", *"new", "enter")
        card = stored(store, SOFTMAX).card
        assert card is not None
        assert card.tags == ("new",)


async def test_all_that_is_found_is_marked_listed_or_not(
    running: Any, store: Path, words: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quizapp.tui.screens.browse.LIMIT", 2)
    async with running() as pilot:
        screen = await browse(pilot, "deck:numbers")
        assert len(screen.found) == 2
        await press(pilot, "a")
        assert "3 marked" in words(pilot)
        for at_rest in (True, False):
            await press(pilot, "s")
            assert stored(store, SOFTMAX).suspended == at_rest
            await press(pilot, "a")
        await press(pilot, "a")
        assert screen.marked == set()


async def test_several_are_tagged_and_linked_at_once(running: Any, store: Path, words: Any) -> None:
    async with running() as pilot:
        screen = await browse(pilot, "deck:numbers")
        fronts = [one.front for one in screen.found]
        await press(pilot, "a", "t")
        assert "Tags of 3 cards" in words(pilot)
        await pilot.press(*"exam", "enter")
        await until(pilot, lambda: not screen.marked)
        await press(pilot, "a", "l")
        assert "Exercises of each of 3 cards" in words(pilot)
        await press(pilot, *"adam_step", "enter", "escape")
    cards = [stored(store, front).card for front in fronts]
    assert all(card and "exam" in card.tags and "adam_step" in card.exercises for card in cards)


async def test_a_card_is_edited_and_its_words_are_kept(running: Any, store: Path) -> None:
    async with running() as pilot:
        await browse(pilot, SOFTMAX)
        await press(pilot, "e")
        assert isinstance(pilot.app.screen, EditScreen)
        pilot.app.screen.query_one("#front", TextArea).text = "What does softmax do?"
        await press(pilot, "ctrl+s")
    card = stored(store, "What is the softmax?").card
    assert card is not None
    assert card.front == "What does softmax do?"


async def test_half_written_words_are_not_thrown_away_unasked(running: Any, store: Path, words: Any) -> None:
    async with running() as pilot:
        await browse(pilot, SOFTMAX)
        await press(pilot, "e")
        await pilot.press("X", "escape")
        await pilot.pause()
        assert "Throw away what you wrote?" in words(pilot)
        await press(pilot, "n")
        assert isinstance(pilot.app.screen, EditScreen)
        assert pilot.app.screen.front.text == "X" + SOFTMAX
        await press(pilot, "escape")
        await press(pilot, "y")
        assert isinstance(pilot.app.screen, BrowseScreen)


async def test_a_card_is_written_by_hand_with_an_answer_to_type(running: Any, words: Any) -> None:
    async with running() as pilot:
        await browse(pilot, "")
        await press(pilot, "n")
        await press(pilot, "ctrl+s")
        assert "words on both sides" in " ".join(words(pilot).split())
        pilot.app.screen.query_one("#front", TextArea).text = 'Who wrote "Adam"?'
        pilot.app.screen.query_one("#back", TextArea).text = "Kingma\n\nWith Ba, in 2015."
        await pilot.press("ctrl+t", "ctrl+s")
        await settle(pilot)
        assert isinstance(pilot.app.screen, BrowseScreen)
        assert any("My cards" in one.message for one in pilot.app._notifications)
        screen = pilot.app.screen
        await settle(pilot)
        assert screen.query_one("#front", Prose).markdown == 'Who wrote "Adam"?'
        screen.line.value = "deck:cards Kingma"
        await settle(pilot)
        assert [one.front for one in screen.found] == ['Who wrote "Adam"?']


async def test_exercises_are_linked_and_unlinked(running: Any, store: Path) -> None:
    async with running() as pilot:
        await browse(pilot, SOFTMAX)
        before = stored(store, SOFTMAX).card
        assert before is not None
        await press(pilot, "l")
        assert isinstance(pilot.app.screen, LinksScreen)
        await press(pilot, *"adam_step", "enter")
        await press(pilot, "escape")
        after = stored(store, SOFTMAX).card
        assert after is not None
        assert set(after.exercises) - set(before.exercises) == {"adam_step"}


async def test_cramming_leaves_the_schedule_alone(running: Any, store: Path, words: Any) -> None:
    async with running() as pilot:
        await browse(pilot, SOFTMAX)
        await press(pilot, "c")
        await pilot.press("space", "1")
        await pilot.pause()
        assert SOFTMAX in words(pilot)
        await pilot.press("space", "3")
        await pilot.pause()
        item = stored(store, SOFTMAX)
        assert item.progress is None
        assert item.answers == 2


async def test_the_note_is_opened_at_its_line_and_read_again(
    running: Any, store: Path, home: Path, words: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = home / "editor.py"
    script.write_text(
        "import sys\nfrom pathlib import Path\nnote = Path(sys.argv[-1])\n"
        "note.write_text(note.read_text().replace('turns logits', 'makes logits'))\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("VISUAL", f"{sys.executable} {script}")
    async with running() as pilot:
        await browse(pilot, SOFTMAX)
        monkeypatch.setattr(type(pilot.app), "suspend", lambda app: nullcontext())
        await press(pilot, "o")
        await settle(pilot)
        assert "It makes logits" in words(pilot)


async def test_a_shipped_note_is_not_opened(running: Any) -> None:
    async with running() as pilot:
        screen = await browse(pilot, "inner product")
        assert screen.found
        await press(pilot, "o")
        assert "belongs to the shipped deck" in told(pilot)
