"""Every setting with its sentence, its value and where that comes from; changes are at work at once."""

from __future__ import annotations

import os
from typing import Any

from textual import getters
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from engine.errors import QuizappError
from quizapp import config, paths
from quizapp.config import Settings
from quizapp.tui.ahead import in_turn
from quizapp.tui.app import QuizApp
from quizapp.tui.closing import ClosingScreen
from quizapp.tui.keys import bindings
from quizapp.tui.looks import looks
from quizapp.tui.screens.ask import AskScreen
from quizapp.tui.screens.pick import PickScreen
from quizapp.tui.told import tell
from quizapp.tui.widgets.choices import Choices
from quizapp.tui.widgets.keybar import KeyBar

LATER = ("store", "plain")
"""Settings that are at work from the next start."""


WIDE, SENTENCE = 110, 38
"""Cells of a line that has room for the sentence of its setting, and where the sentence begins."""


class SettingsScreen(ClosingScreen[None]):
    """A list of settings, by what they concern, and below it what the selected one does."""

    CSS_PATH = looks("panes")
    BINDINGS = bindings("settings")

    app = getters.app(QuizApp)
    choices = getters.query_one(Choices)
    detail = getters.query_one("#detail", Static)

    def __init__(self, name: str = "") -> None:
        """
        Args:
            name: the setting to begin with; the first one when empty.
        """
        super().__init__()
        self._first = name

    def compose(self) -> ComposeResult:
        with Vertical(classes="column"):
            yield Static("Settings", classes="title")
            yield Choices()
            yield Static("", id="detail")
        yield KeyBar()

    def on_mount(self) -> None:
        self._loaded = self._load()
        self._fill()
        if self._first:
            self.select(self._first)

    def on_resize(self) -> None:
        self.call_after_refresh(self._fill)

    def _load(self) -> config.Loaded:
        return config.load(paths.config_file(), os.environ, self.app.given)

    def _fill(self) -> None:
        place = self.choices.highlighted or 1  # the first line is a heading
        width = max(map(len, config.names()))
        options: list[Option] = []
        for group, names in config.groups().items():
            options.append(Option(Content.styled(group, "bold $text-primary"), disabled=True))
            options += [Option(self._line(name, width), id=name) for name in names]
        self.choices.set_options(options)
        self.choices.highlighted = place

    def _line(self, name: str, width: int) -> Content:
        value = self._value(name)
        changed = value != _spelled(name, getattr(Settings(), name))
        mark = Content.styled("● " if changed else "  ", "$text-accent")
        shown = value if len(value) <= 40 else f"{value[:39]}…"
        style = "bold" if changed else "$foreground-muted"
        line = mark + Content(f"{name.replace('_', ' '):<{width}}   ") + Content.styled(shown or "–", style)
        if self.choices.room < WIDE:
            return line
        room = max(0, SENTENCE - line.cell_length)
        return line.pad_right(room) + Content.styled(f"  {config.sentence(name)}", "$foreground-muted")

    def _value(self, name: str) -> str:
        return _spelled(name, getattr(self._loaded.settings, name))

    @property
    def _selected(self) -> str:
        assert self.choices.highlighted is not None
        name = self.choices.get_option_at_index(self.choices.highlighted).id
        assert name is not None
        return name

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        name = self._selected
        default = _spelled(name, getattr(Settings(), name)) or "nothing"
        lines = [config.sentence(name), f"Usually {default}. {self._whence(name)}"]
        style = "$foreground-muted"
        self.detail.update(Content(lines[0]) + Content("\n") + Content.styled(lines[1], style))

    def _whence(self, name: str) -> str:
        """Where the value in force comes from, and when a change of it is at work."""
        origin = self._loaded.origins[name]
        if origin == "environment":
            return f"Set by {config.PREFIX}{name.upper()}, which wins over what you choose here."
        if origin == "command line":
            return "Set on the command line, which wins over what you choose here."
        when = "from the next start" if name in LATER else "at once"
        return f"A change is at work {when}; it is kept in {paths.shown(paths.config_file())}."

    def select(self, name: str) -> None:
        """Go to a setting."""
        self.choices.highlighted = self.choices.get_option_index(name)

    @in_turn
    async def action_change(self) -> None:
        """Flip a switch, pick a word, or type a value."""
        name = self._selected
        value = getattr(self._loaded.settings, name)
        if name == "keys":
            from quizapp.tui.screens.keymap import KeymapScreen

            await self.app.push_screen_wait(KeymapScreen())
            self._loaded = self._load()
            self._fill()
        elif isinstance(value, bool):
            self._set(name, not value)
        elif (chosen := await self._ask(name)) is not None:
            self._set(name, chosen)

    async def _ask(self, name: str) -> str | None:
        if name == "theme":
            return await self._pick_theme()
        title = name.replace("_", " ").capitalize()
        note, now = config.sentence(name), self._value(name)
        if words := config.words(name):
            return await self.app.push_screen_wait(
                PickScreen(title, [(word, word) for word in words], note=note, chosen=now)
            )
        return await self.app.push_screen_wait(
            AskScreen(title, note, now, lambda typed: config.read(name, typed))
        )

    async def _pick_theme(self) -> str | None:
        before = self.app.theme
        from textual.theme import BUILTIN_THEMES

        self.app.bring_own_themes()

        def preview(theme: str) -> None:
            self.app.theme = theme

        names = sorted(
            self.app.available_themes,
            key=lambda name: (not name.startswith("quizapp"), name in BUILTIN_THEMES, name),
        )
        chosen = await self.app.push_screen_wait(
            PickScreen("Theme", [(name, name) for name in names], chosen=before, preview=preview)
        )
        self.app.theme = chosen or before
        return chosen

    def action_reset(self) -> None:
        """Back to the usual value."""
        self._set(self._selected, _spelled(self._selected, getattr(Settings(), self._selected)))

    @in_turn
    async def action_fit(self) -> None:
        """Fit the memory model to the learner's answers."""
        from quizapp.tui.screens.fit import FitScreen

        if await self.app.push_screen_wait(FitScreen()):
            self._loaded = self._load()
            self._fill()

    def _set(self, name: str, value: Any) -> None:
        if name == "keys":
            value = {}
        try:
            config.write(paths.config_file(), name, value)
            self._loaded = self._load()
        except QuizappError as error:
            tell(self, error)
            return
        self.app.adopt(self._loaded.settings)
        self._fill()

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.action_change()

    def action_close(self) -> None:
        self.dismiss()


def _spelled(name: str, value: Any) -> str:
    if name == "keys":
        return f"{len(value)} of your own" if value else ""
    if name == "store":
        return paths.shown(value) if value else ""
    return config.spelled(name, value)
