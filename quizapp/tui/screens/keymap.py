"""The keys of the program and the learner's own: choose an action, press a key."""

from __future__ import annotations

from textual import events, getters
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from engine.errors import QuizappError
from quizapp import config, paths
from quizapp.tui.ahead import in_turn
from quizapp.tui.app import QuizApp
from quizapp.tui.keys import bindings, find, spelled
from quizapp.tui.placed import Key
from quizapp.tui.places import PLACES
from quizapp.tui.rebinding import faults
from quizapp.tui.screens.dialog import Dialog
from quizapp.tui.told import tell
from quizapp.tui.widgets.choices import Choices
from quizapp.tui.widgets.keybar import KeyBar
from quizapp.tui.widgets.laid import hanging

COLUMN = 16
"""Cells of the keys of an action."""

MOST_FAULTS = 3
"""Sentences on a key that cannot be taken."""

PADDING = 2
"""Cells beside an option."""


class KeymapScreen(Dialog[None]):
    """All actions with their keys, by place."""

    BINDINGS = bindings("keymap")

    app = getters.app(QuizApp)
    choices = getters.query_one(Choices)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog -full"):
            yield Static("Keys", classes="title")
            yield Static("Choose an action, then press the key that it should have.", classes="note")
            yield Choices()
            yield KeyBar()

    def on_mount(self) -> None:
        self.call_after_refresh(self._fill)

    def on_resize(self) -> None:
        self.call_after_refresh(self._fill)

    def _fill(self) -> None:
        place = self.choices.highlighted or 1
        options: list[Option] = []
        for name, there in PLACES.items():
            options.append(Option(Content.styled(there.title, "bold $text-primary"), disabled=True))
            options += [Option(self._line(name, key), id=f"{name}.{key.name}") for key in there.keys]
        self.choices.set_options(options)
        self.choices.highlighted = place

    def _line(self, place: str, key: Key) -> Content:
        own = self.app.settings.keys.get(f"{place}.{key.name}")
        shown = ", ".join(map(spelled, (own or key.keys).split(",")))
        style = "bold $text-accent" if own else "$foreground-muted"
        lead = Content("  ") + Content.styled(f"{shown:<{COLUMN}}  ", style)
        return hanging(lead, Content(key.help), self.choices.scrollable_content_region.width - PADDING)

    def _chosen(self) -> str | None:
        if self.choices.highlighted is None:
            return None
        return self.choices.get_option_at_index(self.choices.highlighted).id

    @in_turn
    async def action_change(self) -> None:
        if (name := self._chosen()) is None:
            return
        pressed = await self.app.push_screen_wait(PressScreen(name))
        if pressed:
            before, wanted = self.app.settings.keys, dict(self.app.settings.keys) | {name: pressed}
            if new := [fault for fault in faults(wanted) if fault not in faults(before)]:
                self.notify("\n".join(new[:MOST_FAULTS]), severity="warning", timeout=10, markup=False)
            else:
                self._write(wanted)

    def action_reset(self) -> None:
        """Give an action its usual keys back."""
        keys = dict(self.app.settings.keys)
        if keys.pop(self._chosen() or "", None) is not None:
            self._write(keys)

    def _write(self, keys: dict[str, str]) -> None:
        try:
            config.write(paths.config_file(), "keys", keys)
            self.app.reload_settings()
        except QuizappError as error:
            tell(self, error)
        self._fill()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.action_change()

    def action_close(self) -> None:
        self.dismiss()


class PressScreen(Dialog[str | None]):
    """Waits for one key."""

    def __init__(self, name: str) -> None:
        super().__init__()
        found = find(name)
        self._sentence = found.help if found else name

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(Content(self._sentence), classes="title")
            yield Static("Press the key for it, or escape to leave it as it is.", classes="note")
            yield Static("")

    def on_key(self, event: events.Key) -> None:
        event.stop()
        event.prevent_default()
        self.dismiss(None if event.key == "escape" else event.key)
