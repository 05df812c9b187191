"""The line at the bottom: the keys that work right now, as many as fit, help always last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

from quizapp.tui.keys import find

if TYPE_CHECKING:
    from textual import events
    from textual.app import RenderResult
    from textual.binding import Binding
    from textual.screen import Screen

GAP = 3
"""Cells between two keys."""


class KeyBar(Widget):
    """Keys with their words; a click does what the key does. Keys that do not fit are in the help."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    KeyBar {
        dock: bottom;
        height: 1;
        padding: 0 2;
        color: $text-muted;
        background: $background;
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._spots: list[tuple[int, int, str]] = []

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def _changed(self, screen: Screen[object]) -> None:
        if self.is_attached:
            self.refresh()

    def render(self) -> RenderResult:
        """The keys in the order of the registry, and the help at the right end."""
        shown, helping = self._entries()
        room = self.content_size.width - (_width(*helping) + GAP if helping else 0)
        parts: list[Content] = []
        self._spots, place = [], 0
        for key, word, pressed in shown:
            size = _width(key, word)
            if place + size > room:
                break
            parts.append(_drawn(key, word))
            self._spots.append((place, place + size, pressed))
            place += size + GAP
        line = (Content(" " * GAP)).join(parts)
        if helping is None:
            return line
        start = self.content_size.width - _width(*helping)
        self._spots.append((start, self.content_size.width, "question_mark"))
        return line.pad_right(max(0, start - line.cell_length)) + _drawn(*helping)

    def _entries(self) -> tuple[list[tuple[str, str, str]], tuple[str, str] | None]:
        shown: dict[str, tuple[str, str, str]] = {}
        ranks: dict[str, int] = {}
        helping = None
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if binding.id == "everywhere.help":
                helping = helping or (self.app.get_key_display(binding), binding.description)
            elif binding.show and active.enabled and binding.id:
                entry = (self.app.get_key_display(binding), binding.description, binding.key)
                if binding.id not in shown or _rank(binding) < ranks[binding.id]:
                    shown[binding.id], ranks[binding.id] = entry, _rank(binding)
        return list(shown.values()), helping

    def on_click(self, event: events.Click) -> None:
        x = event.get_content_offset_capture(self).x
        for start, end, key in self._spots:
            if start <= x < end:
                self.app.simulate_key(key)


def _rank(binding: Binding) -> int:
    """The place of a key among those of its action; a key of the learner's own comes first."""
    found = find(binding.id or "")
    order = found.keys.split(",") if found else []
    return order.index(binding.key) if binding.key in order else -1


def _width(key: str, word: str) -> int:
    return len(key) + 1 + len(word)


def _drawn(key: str, word: str) -> Content:
    return Content.styled(key, "bold $footer-key-foreground") + Content(f" {word}")
