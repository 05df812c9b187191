"""What the keys do in the place that is in focus."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from quizapp.tui.keys import bindings
from quizapp.tui.places import PLACES
from quizapp.tui.screens.dialog import Dialog
from quizapp.tui.widgets.keybar import KeyBar
from quizapp.tui.widgets.laid import Laid, hanging
from quizapp.tui.widgets.page import Page

GENERAL = [PLACES[name].title for name in ("list", "page", "everywhere")]
"""Places whose keys are the same on many screens; they come last."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the help."""

    place: str
    """The title of the place."""
    keys: str
    sentence: str


def entries(screen: Screen[Any]) -> list[Entry]:
    """The keys that work now, those of the place in focus first; with them as they were rebound."""
    keys: dict[str, list[str]] = {}
    sentences: dict[str, str] = {}
    for active in screen.active_bindings.values():
        binding = active.binding
        if binding.id and binding.tooltip and active.enabled:
            keys.setdefault(binding.id, []).append(screen.app.get_key_display(binding))
            sentences[binding.id] = binding.tooltip
    found = [
        Entry(PLACES[name.partition(".")[0]].title, " or ".join(dict.fromkeys(shown)), sentences[name])
        for name, shown in keys.items()
    ]
    return sorted(found, key=lambda entry: GENERAL.index(entry.place) if entry.place in GENERAL else -1)


class KeyTable(Laid):
    """Keys to the left, sentences to the right, place by place."""

    def __init__(self, shown: Sequence[Entry]) -> None:
        super().__init__()
        self._shown = shown

    def laid_out(self, width: int) -> Content:
        column = max((len(entry.keys) for entry in self._shown), default=0)
        lines: list[Content] = []
        place = ""
        for entry in self._shown:
            if entry.place != place:
                lines += [*([Content()] if place else []), Content.styled(entry.place, "bold $text-primary")]
                place = entry.place
            key = Content.styled(f"  {entry.keys:<{column}}  ", "bold $text-accent")
            lines.append(hanging(key, Content(entry.sentence), width))
        return Content("\n").join(lines)


class HelpScreen(Dialog[None]):
    """The keys of the place that was in focus."""

    BINDINGS = bindings("help")

    def __init__(self, shown: Sequence[Entry]) -> None:
        super().__init__()
        self.shown = tuple(shown)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog -full"):
            yield Static("Keys that work here", classes="title")
            with Page():
                yield KeyTable(self.shown)
            yield KeyBar()

    def action_close(self) -> None:
        self.dismiss()
