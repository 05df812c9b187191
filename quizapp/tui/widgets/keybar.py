"""The line at the bottom: the keys that work right now, as many as fit, help always last.

Where not all fit they are written closer; then those go that are least missed. Help has them all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

from quizapp.tui.keys import find
from quizapp.tui.widgets.onepass import OnePass

if TYPE_CHECKING:
    from textual import events
    from textual.app import RenderResult
    from textual.binding import Binding
    from textual.screen import Screen

HELP = "everywhere.help"
HELPING = -1
"""The rank of the help, which stays however narrow the line is and stands at its right end."""

GAP, CLOSE_GAP = 3, 2
"""Cells between two keys, and where they have to stand close."""


Spot = tuple[int, int, str]
"""The first cell of an entry, the one after its last, and its key."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A key in the bar."""

    shown: str
    word: str
    pressed: str
    """The name of the key."""
    rank: int
    """The lowest stay where not all fit."""

    @property
    def size(self) -> int:
        return len(self.shown) + 1 + len(self.word)

    @property
    def drawn(self) -> Content:
        return Content.styled(self.shown, "bold $footer-key-foreground") + Content(f" {self.word}")


def fitting(entries: Sequence[Entry], width: int) -> tuple[list[Entry], int]:
    """The entries that fit into a width, in their order, and the cells between them."""
    if _size(entries, GAP) <= width:
        return list(entries), GAP
    close = [replace(each, shown=each.shown.replace("ctrl+", "^")) for each in entries]
    kept: list[Entry] = []
    for each in sorted(close, key=lambda entry: entry.rank):
        if _size([*kept, each], CLOSE_GAP) <= width:
            kept.append(each)
    return [each for each in close if each in kept], CLOSE_GAP


def _size(entries: Sequence[Entry], gap: int) -> int:
    return sum(each.size for each in entries) + gap * (len(entries) - 1)


@lru_cache(64)
def _line(entries: tuple[Entry, ...], width: int) -> tuple[Content, list[Spot]]:
    """The entries that fit into a width as a text, and their spots: the same few follow one another."""
    shown, gap = fitting(entries, width)
    spots, line = [], Content()
    for each in shown:
        start = max(0, width - each.size) if each.rank == HELPING else line.cell_length
        line = line.pad_right(start - line.cell_length) + each.drawn
        spots.append((start, start + each.size, each.pressed))
        line = line.pad_right(gap)
    return line.rstrip(), spots


class KeyBar(OnePass, Widget):
    """Keys with their words; a click does what the key does, and the pointer has it explained."""

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
        self._spots: list[Spot] = []

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def _changed(self, screen: Screen[object]) -> None:
        if self.is_attached:
            self.refresh()

    def render(self) -> RenderResult:
        """The keys in the order of the registry, and the help at the right end."""
        line, self._spots = _line(tuple(self._entries()), self.content_size.width)
        return line

    def _entries(self) -> list[Entry]:
        """The keys that work now, each action once; the help last."""
        found: dict[str, tuple[int, Entry]] = {}
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if binding.show and active.enabled and binding.id:
                place = _place(binding)
                if binding.id not in found or place < found[binding.id][0]:
                    found[binding.id] = place, self._entry(binding)
        helping = found.pop(HELP, None)
        return [entry for _, entry in (*found.values(), *([helping] if helping else []))]

    def _entry(self, binding: Binding) -> Entry:
        key = find(binding.id or "")
        rank = HELPING if binding.id == HELP or key is None else key.rank
        return Entry(self.app.get_key_display(binding), binding.description, binding.key, rank)

    def on_click(self, event: events.Click) -> None:
        if (key := self._under(event)) is not None:
            self.app.simulate_key(key)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Have the key under the pointer explained."""
        active = self.screen.active_bindings.get(self._under(event) or "")
        self.tooltip = active.binding.tooltip if active else None

    def _under(self, event: events.MouseEvent) -> str | None:
        x = event.get_content_offset_capture(self).x
        return next((key for start, end, key in self._spots if start <= x < end), None)


def _place(binding: Binding) -> int:
    """The place of a key among those of its action; a key of the learner's own comes first."""
    found = find(binding.id or "")
    order = found.keys.split(",") if found else []
    return order.index(binding.key) if binding.key in order else -1
