"""Manners: themes, mouse, copying, leaving, small and large terminals, and refusals in a sentence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.color import Color
from textual.pilot import Pilot
from textual.style import Style
from textual.theme import BUILTIN_THEMES, Theme
from textual.widgets import Input

from quizapp.errors import StoreError
from quizapp.store.study import Study
from quizapp.tui import themes
from quizapp.tui.app import QuizApp
from quizapp.tui.screens.edit import EditScreen
from quizapp.tui.screens.help import HelpScreen
from quizapp.tui.screens.home import HomeScreen
from quizapp.tui.screens.info import InfoScreen
from quizapp.tui.screens.reference import ReferenceScreen
from quizapp.tui.screens.settings import SettingsScreen
from quizapp.tui.screens.snippet import SnippetScreen
from quizapp.tui.screens.study import StudyScreen
from quizapp.tui.widgets.exercisepane import ExercisePane
from quizapp.tui.widgets.gradebar import Grade
from quizapp.tui.widgets.keybar import KeyBar
from quizapp.tui.widgets.parts import Parts


def told(pilot: Pilot[None]) -> str:
    """What the program has said beside the screen."""
    return " ".join(one.message for one in pilot.app._notifications)


def theme_file(home: Path, name: str, text: str) -> None:
    folder = home / "quizapp" / "themes"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.toml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('primary = "#123456"\ndark = false\n', ""),
        ('primary = "#123456"\nborder = "#111111"\n', "there is no border in a theme"),
        ('secondary = "#123456"\n', "at least a colour called primary"),
        ('primary = "nothing like it"\n', "is no colour"),
        ("primary = \n", "Invalid value"),
        ('primary = "#123456"\nbackground = 3\n', "background = 3 is no colour"),
        ('primary = "#123456"\nboost = "x"\n', "boost = 'x' is no colour"),
        ('primary = "#123456"\ndark = "yes"\n', "dark = 'yes' is neither true nor false"),
        ('primary = "#123456"\ntext_alpha = "a"\n', "text_alpha = 'a' is no number from 0 to 1"),
        ('primary = "#123456"\ntext_alpha = 0.9\nluminosity_spread = 0.1\n', ""),
    ],
)
def test_own_themes_are_read_or_refused(home: Path, text: str, fault: str) -> None:
    theme_file(home, "mine", text)
    found, faults = themes.own(home / "quizapp" / "themes")
    assert [theme.name for theme in found] == ([] if fault else ["mine"])
    assert fault in " ".join(faults)


async def test_an_own_theme_is_worn(running: Any, home: Path) -> None:
    theme_file(home, "mine", 'primary = "#123456"\n')
    theme_file(home, "bad", "primary = 3\n")
    (home / "quizapp" / "config.toml").write_text('theme = "mine"\n', encoding="utf-8")
    async with running() as pilot:
        assert pilot.app.theme == "mine"
        assert "bad.toml" in told(pilot)


@pytest.mark.parametrize("theme", [*BUILTIN_THEMES.values(), themes.DARK, themes.LIGHT], ids=lambda t: t.name)
def test_lines_that_part_are_as_faint_in_text_as_in_style_sheets(theme: Theme) -> None:
    foreground = theme.to_color_system().generate()["foreground"]
    colour = themes.faint(foreground, theme.ansi)
    assert Style.parse("$rule", {"rule": colour}).foreground == Color.parse(colour)
    assert Color.parse(colour).a == (1 if theme.ansi else pytest.approx(themes.FAINT, abs=0.01))


async def test_a_theme_that_is_not_there_is_told(running: Any, home: Path, monkeypatch: Any) -> None:
    monkeypatch.setenv("QUIZAPP_THEME", "nowhere")
    async with running() as pilot:
        assert pilot.app.theme == themes.USUAL
        assert "there is no theme nowhere" in told(pilot)


@pytest.mark.parametrize("theme", ["quizapp-light", "textual-dark", "ansi-light"])
@pytest.mark.parametrize("size", [(60, 20), (80, 24), (140, 40)])
async def test_every_size_and_theme_shows_the_card(
    running: Any, words: Any, theme: str, size: tuple[int, int], monkeypatch: Any
) -> None:
    monkeypatch.setenv("QUIZAPP_THEME", theme)
    monkeypatch.setenv("QUIZAPP_DENSITY", "compact")
    async with running("enter", "space", size=size) as pilot:
        seen = words(pilot)
        assert "What is 2 + 2?" in seen
        assert "It is 4, because 8/2 = 4." in seen
        assert all(word in seen for word in ("1 Again", "2 Hard", "3 Good", "4 Easy"))


async def test_a_resize_in_the_middle_keeps_what_is_shown(running: Any, words: Any) -> None:
    async with running("enter", "space", size=(140, 40)) as pilot:
        for size in ((60, 20), (20, 8), (80, 24)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
        assert "It is 4, because 8/2 = 4." in words(pilot)


@pytest.mark.parametrize("key", ["pageup", "pagedown"])
async def test_a_list_without_room_has_no_pages(running: Any, key: str) -> None:
    async with running("p", size=(3, 2)) as pilot:
        await pilot.press("down", key)
        await pilot.pause()
        assert type(pilot.app.screen).__name__ == "PathsScreen"


async def test_grades_and_keys_are_clicked(running: Any, words: Any) -> None:
    async with running("enter") as pilot:
        bar = pilot.app.screen.query_one(KeyBar)
        await pilot.click(bar, offset=(3, 0))
        await pilot.pause()
        assert "because" in words(pilot)
        await pilot.click("#grade-4")
        await pilot.pause()
        assert "What is the softmax?" in words(pilot)
        assert not pilot.app.screen.query_one("#grade-4", Grade).is_on_screen


async def test_a_deck_is_clicked(running: Any) -> None:
    async with running() as pilot:
        await pilot.click("DeckList", offset=(5, 1))
        await pilot.pause()
        assert isinstance(pilot.app.screen, StudyScreen)


async def test_copying_says_what_was_copied(running: Any) -> None:
    async with running("enter", "space", "y") as pilot:
        assert pilot.app.clipboard.startswith("What is $2 + 2$?")
        assert "the card as Markdown" in told(pilot)


async def test_leaving_asks_for_a_second_press(running: Any) -> None:
    async with running("ctrl+c") as pilot:
        assert "Press ctrl+c again" in told(pilot)
        assert pilot.app.is_running
        await pilot.press("ctrl+c")
        await pilot.pause()
        assert not pilot.app.is_running


async def test_what_is_said_takes_the_place_of_what_was_said_before(running: Any) -> None:
    async with running() as pilot:
        for message, severity, seen in [
            ("One.", "information", "One."),
            ("Two.", "information", "Two."),
            ("Beware.", "warning", "Beware."),
            ("Three.", "information", "Beware. Three."),
            ("Beware.", "warning", "Beware."),
        ]:
            pilot.app.notify(message, severity=severity)  # type: ignore[arg-type]
            await pilot.pause()
            assert told(pilot) == seen


@pytest.mark.parametrize("key", ["q", "ctrl+q"])
async def test_leaving_from_home(running: Any, key: str) -> None:
    async with running(key) as pilot:
        assert not pilot.app.is_running


async def test_a_store_that_cannot_be_written_keeps_the_card(
    running: Any, words: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any, **__: Any) -> int:
        raise StoreError("another program is writing to the store; try again")

    async with running("enter", "space") as pilot:
        with monkeypatch.context() as patched:
            patched.setattr(Study, "record", refuse)
            await pilot.press("3")
            await pilot.pause()
        assert "Another program is writing to the store; try again" in told(pilot)
        assert "What is 2 + 2?" in words(pilot)
        await pilot.press("3")
        await pilot.pause()
        assert "What is the softmax?" in words(pilot)


async def test_a_store_that_was_locked_is_opened_later(running: Any, words: Any, monkeypatch: Any) -> None:
    from quizapp.workspace import Workspace

    opened = Workspace.open
    refusals = [StoreError("the store is locked; close the other program")]

    def once(store: str | None = None) -> Workspace:
        if refusals:
            raise refusals.pop()
        return opened(store)

    monkeypatch.setattr(Workspace, "open", staticmethod(once))
    async with running() as pilot:
        assert "✗ the store is locked; close the other program" in words(pilot)
        await pilot.press("enter")
        await pilot.pause()
        await pilot.pause()
        assert isinstance(pilot.app.screen, StudyScreen)


async def test_the_selection_of_the_command_line_is_studied_at_once(
    running: Any, home: Path, words: Any
) -> None:
    from quizapp.records import Selection

    async with running(selection=Selection(files=(str(home / "numbers.md"),))) as pilot:
        await pilot.pause()
        assert isinstance(pilot.app.screen, StudyScreen)
        assert "What is 2 + 2?" in words(pilot)


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ((), "Study what is selected in the list."),
        (("enter",), "Show the answer."),
        (("enter", "space"), "Give the grade that is marked."),
        (("s",), "Change the selected setting."),
        (("p",), "Switch the selected path on or off."),
    ],
)
async def test_help_shows_the_keys_of_the_place(
    running: Any, words: Any, keys: tuple[str, ...], expected: str
) -> None:
    async with running(*keys, "question_mark", size=(100, 50)) as pilot:
        assert isinstance(pilot.app.screen, HelpScreen)
        seen = words(pilot)
        assert expected in seen
        assert "Find any command by its name." in seen
        await pilot.press("escape")
        await pilot.pause()
        assert not isinstance(pilot.app.screen, HelpScreen)


async def test_help_in_a_search_line_leaves_question_marks_to_it(running: Any) -> None:
    async with running("b") as pilot:
        await pilot.press("question_mark")
        await pilot.pause()
        assert pilot.app.screen.query_one(Input).value == "?"


async def test_information_script_and_reference_open_beside_a_question(
    running: Any, words: Any, settled: Any
) -> None:
    async with running("enter", "i") as pilot:
        assert isinstance(pilot.app.screen, InfoScreen)
        assert "new, never asked" in words(pilot)
        await pilot.press("escape", "escape")
        await pilot.pause()
        app = pilot.app
        assert isinstance(app, QuizApp)
        await app.practise(["conv_output_size"])
        await pilot.pause()
        await pilot.press("ctrl+g")
        await pilot.pause()
        await pilot.press("v")
        await pilot.pause()
        assert isinstance(app.screen, SnippetScreen)
        await pilot.press("r")
        await settled(pilot)
        assert "✓ it printed" in words(pilot)
        await pilot.press("escape", "d")
        await pilot.pause()
        assert isinstance(app.screen, ReferenceScreen)
        assert "def " in words(pilot)
        await pilot.press("escape", "n")
        await pilot.pause()
        assert app.screen.query_one(ExercisePane).round.attempt is None


async def test_one_that_shows_my_mistake(running: Any) -> None:
    async with running() as pilot:
        app = pilot.app
        assert isinstance(app, QuizApp)
        await app.practise(["conv_output_size"])
        await pilot.pause()
        pane = app.screen.query_one(ExercisePane)
        live = pane.round.variant.live[0]
        pane.fields[0].input.value = str(live.values["size"])
        await pilot.press("enter", "ctrl+g", "m")
        await pilot.pause()
        variant = app.screen.query_one(ExercisePane).round.variant
        assert variant.target == live.ids[0]
        assert variant.target_met


async def test_putting_off_and_to_rest_goes_on_to_the_next(running: Any, words: Any) -> None:
    async with running("enter", "b") as pilot:
        assert "What is the softmax?" in words(pilot)
        await pilot.press("s")
        await pilot.pause()
        assert "How is it written in Python?" in words(pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, HomeScreen)
        assert "1 to do today" in words(pilot)


async def test_a_leech_is_named_and_offered_for_rewriting(
    running: Any, words: Any, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUIZAPP_LEECH_THRESHOLD", "1")
    async with running("enter", *("space", "4") * 3, "escape"):
        pass
    clock.go(40 * 86_400)
    async with running("enter", "space", "1") as pilot:
        await pilot.pause()
        assert "forgotten again and again" in " ".join(words(pilot).split())
        await pilot.press("y")
        await pilot.pause()
        assert isinstance(pilot.app.screen, EditScreen)
        assert pilot.app.screen.front.text == "What is $2 + 2$?"


async def test_the_palette_leads_everywhere(running: Any) -> None:
    async with running("enter") as pilot:
        app = pilot.app
        assert isinstance(app, QuizApp)
        commands = {command.title: command.callback for command in app.get_system_commands(app.screen)}
        assert {"Browse", "Statistics", "Settings"} <= set(commands)
        await commands["Settings"]()
        await pilot.pause()
        assert isinstance(app.screen, SettingsScreen)


@pytest.mark.parametrize("action", ["import_notes", "browse", "quiz", "paths", "stats", "settings", "start"])
async def test_keys_that_come_after_leaving_do_nothing(running: Any, action: str) -> None:
    async with running() as pilot:
        home = pilot.app.screen
        await pilot.app.action_leave()
        assert not await pilot.app.run_action(action, home)
        assert pilot.app.screen_stack == [home]
    assert pilot.app.return_code == 0


@pytest.mark.parametrize("width", [20, 40, 56, 200])
async def test_a_fact_is_not_broken_between_two_lines(width: int) -> None:
    facts = ["15 due (6 in learning)", "20 new", "2 days in a row", "6 due tomorrow", "1 leech"]
    line = Parts()
    line._parts = tuple(facts)
    laid = line.laid_out(width).plain.split("\n")
    assert [fact for row in laid for fact in row.split(" · ")] == facts
    assert all(len(row) <= width or row in facts for row in laid)
