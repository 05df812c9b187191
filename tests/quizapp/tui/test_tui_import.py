"""Importing on the screen: looked at before anything is kept, stopped without a trace."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path
from typing import Any, get_args

import pytest
from textual.pilot import Pilot
from textual.widgets import TextArea

from cards.model import Reason, Skipped, Source
from quizapp.notes.report import WHY, ImportReport
from quizapp.store import open_store
from quizapp.tui.bringing import Reading, Stopped, source_lines
from quizapp.tui.screens.bring import BringScreen
from quizapp.tui.screens.choosefile import ChooseFileScreen
from quizapp.tui.screens.home import HomeScreen
from quizapp.tui.screens.skipped import PassageList
from quizapp.tui.widgets.searchline import SearchLine
from quizapp.workspace import Workspace

PATIENCE = 90.0
"""Seconds for what a busy machine takes its time for."""

NOTE = """# Trees

## What is an oak?

A tree with acorns.

## What is a fir?

A tree with cones.

## Empty
"""


@pytest.fixture
def note(home: Path) -> Path:
    path = home / "more" / "trees.md"
    path.parent.mkdir()
    path.write_text(NOTE, encoding="utf-8")
    return path


def told(pilot: Pilot[Any]) -> str:
    """What the program has said beside the screen."""
    return " ".join(one.message for one in pilot.app._notifications)


def cards(store: Path) -> dict[str, tuple[str, bool]]:
    """Back and rest of the cards about trees, by front."""
    with open_store(str(store)) as opened:
        found = {}
        for one in opened.library.cards():
            item = opened.study.load(one.item)
            if item and item.card and item.card.deck == "Trees":
                found[item.card.front] = (item.card.back, item.suspended)
        return found


async def bring(pilot: Pilot[None], path: Path | str) -> BringScreen:
    await pilot.press("i")
    await pilot.pause()
    assert isinstance(pilot.app.screen, ChooseFileScreen)
    pilot.app.screen.query_one(SearchLine).value = str(path)
    await pilot.pause()
    await pilot.press("enter")
    await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, BringScreen)
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    return screen


async def test_cards_stand_beside_their_lines_and_nothing_is_kept(
    running: Any, note: Path, store: Path, words: Any
) -> None:
    async with running(size=(140, 40)) as pilot:
        screen = await bring(pilot, note)
        assert [one.state for one in screen.cards] == ["new", "new"]
        seen = words(pilot)
        assert "1 file · 2 new" in seen
        assert "A tree with acorns." in seen
        assert "trees.md, lines 3 to 5" in seen
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, HomeScreen)
    assert cards(store) == {}


async def test_what_is_ticked_is_taken_and_the_rest_is_put_to_rest(
    running: Any, note: Path, store: Path
) -> None:
    async with running() as pilot:
        await bring(pilot, f"{note.parent}/")
        await pilot.press("space", "e")
        await pilot.pause()
        pilot.app.screen.query_one("#back", TextArea).text = "A tree with long cones."
        await pilot.press("ctrl+s")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(pilot.app.screen, HomeScreen)
    assert cards(store) == {
        "What is an oak?": ("A tree with acorns.", True),
        "What is a fir?": ("A tree with long cones.", False),
    }


async def test_what_gave_no_card_is_listed_with_its_reason(running: Any, note: Path, words: Any) -> None:
    async with running() as pilot:
        await bring(pilot, note)
        await pilot.press("w")
        await pilot.pause()
        assert "trees.md:11" in words(pilot)
        assert "Nothing stands under the heading" in words(pilot)


async def test_a_path_that_is_not_there_is_told_and_stays_to_be_mended(running: Any, home: Path) -> None:
    async with running() as pilot:
        await pilot.press("i")
        await pilot.pause()
        line = pilot.app.screen.query_one(SearchLine)
        line.value = str(home / "nothing.md")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, ChooseFileScreen)
        assert line.value == str(home / "nothing.md")
        assert any("does not exist" in one.message for one in pilot.app._notifications)


async def test_folders_are_walked_into(running: Any, note: Path, home: Path) -> None:
    async with running() as pilot:
        await pilot.press("i")
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, ChooseFileScreen)
        screen.line.value = str(home / "mo")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert screen.line.value == f"~/{note.parent.name}/"
        assert [
            screen.choices.get_option_at_index(place).id for place in range(screen.choices.option_count)
        ] == [
            ".",
            str(note),
        ]


async def test_a_user_whom_nobody_knows_is_no_home(running: Any) -> None:
    async with running() as pilot:
        await pilot.press("i", "ctrl+u", *"~nobody-of-this-name/")
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, ChooseFileScreen)
        assert screen.choices.option_count == 0


def test_a_reading_that_is_stopped_leaves_no_trace(home: Path, note: Path) -> None:
    with Workspace.open(str(home / "own.sqlite")) as workspace:
        reading = Reading(workspace, [note], lambda done, total, name: None)
        reading.stop()
        with pytest.raises(Stopped):
            reading.take((), {}, 0)
    assert cards(home / "own.sqlite") == {}


@pytest.mark.parametrize("moment", ["trees.md", "cards for their exercises"])
def test_what_is_stopped_at_its_last_word_is_not_written(home: Path, note: Path, moment: str) -> None:
    with Workspace.open(str(home / "own.sqlite")) as workspace:
        reading = Reading(
            workspace, [note], lambda done, total, name: reading.stop() if moment in name else None
        )
        with pytest.raises(Stopped):
            reading.take((), {}, 0)
    assert cards(home / "own.sqlite") == {}


async def test_a_card_whose_note_changed_meanwhile_keeps_the_learners_words(
    running: Any, note: Path, store: Path, words: Any
) -> None:
    async with running() as pilot:
        screen = await bring(pilot, note)
        screen.words[screen.cards[0].card.id] = ("What is an oak?", "A tree for ships.")
        screen.unticked.add(screen.cards[1].card.id)
        note.write_text("# Trees\n\n## What is an elm?\n\nA tree with keys.\n", "utf-8")
        await pilot.press("enter")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert "kept in “My cards”: the note has changed" in told(pilot)
    assert cards(store) == {"What is an elm?": ("A tree with keys.", False)}


async def test_what_is_being_taken_is_taken_once_and_can_be_stopped(
    running: Any, note: Path, store: Path, words: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = threading.Event(), threading.Event()
    import_notes = Workspace.import_notes
    calls: list[bool] = []

    def slow(self: Workspace, *args: Any, **options: Any) -> ImportReport:
        if not options.get("dry_run"):
            calls.append(True)
            begun.set()
            go_on.wait(PATIENCE)
        return import_notes(self, *args, **options)

    monkeypatch.setattr(Workspace, "import_notes", slow)
    async with running() as pilot:
        await bring(pilot, note)
        await pilot.press("enter", "enter", "space")
        await asyncio.to_thread(begun.wait, PATIENCE)
        await pilot.press("enter", "escape")
        await pilot.pause()
        assert "stopping …" in words(pilot)
        go_on.set()
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(pilot.app.screen, HomeScreen)
        assert told(pilot) == "Stopped: nothing was imported."
    assert len(calls) == 1
    assert cards(store) == {}


def test_the_lines_around_a_card_are_shown(note: Path) -> None:
    from cards.model import Source

    lines = source_lines(Source(str(note), 3, 5))
    assert [(number, inside) for number, _, inside in lines] == [
        (1, False),
        (2, False),
        (3, True),
        (4, True),
        (5, True),
        (6, False),
        (7, False),
    ]
    assert source_lines(Source(str(note.parent / "none.md"), 1, 1)) == []
    assert source_lines(Source(str(note), 1, 1, unit="cell")) == []


async def test_a_followed_note_that_changes_is_read_again_and_told(
    running: Any, note: Path, store: Path, words: Any
) -> None:
    with Workspace.open(str(store)) as workspace:
        workspace.import_notes([note.parent])
    async with running(size=(100, 40)) as pilot:
        home = pilot.app.screen
        assert isinstance(home, HomeScreen)
        for _ in range(3):
            await home.look_at_notes()
        assert not pilot.app._notifications
        text = NOTE.replace("A tree with cones.", "A tree with cones and needles.")
        note.write_text(text + "\nIt has words now.\n", encoding="utf-8")
        await home.look_at_notes()
        assert not pilot.app._notifications
        await home.look_at_notes()
        await pilot.pause()
        assert "trees.md: 1 new, 1 edited" in words(pilot)
    assert cards(store)["What is a fir?"] == ("A tree with cones and needles.", False)


async def test_notes_are_looked_at_in_turn_while_the_first_screen_is_open(
    running: Any, note: Path, store: Path, monkeypatch: pytest.MonkeyPatch, settled: Any
) -> None:
    looks: list[str] = []

    def followed(_: Workspace) -> list[Path]:
        looks.append("looked")
        return []

    monkeypatch.setattr(Workspace, "followed", followed)
    async with running() as pilot:
        home = pilot.app.screen
        assert isinstance(home, HomeScreen)
        await home._look_again()
        await settled(pilot)
        assert looks == ["looked"]
        await pilot.press("s")
        await settled(pilot)
        await home._look_again()
        await settled(pilot)
        assert looks == ["looked"]


def test_every_reason_for_no_card_is_put_in_words() -> None:
    assert set(WHY) == set(get_args(Reason))
    passages = tuple(Skipped(Source(f"{one}.md", 3, 4), one, f"[b]{one}[/b]") for one in WHY)
    laid = PassageList(ImportReport(skipped=passages)).laid_out(40).plain
    assert all(f"[b]{one}[/b]" in " ".join(laid.split()) for one in WHY)
    assert max(map(len, laid.split("\n"))) <= 40
