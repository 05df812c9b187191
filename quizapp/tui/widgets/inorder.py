"""Keys of a field do their work in the order in which they come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.app import App
from textual.geometry import Size
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widgets import Input, TextArea

if TYPE_CHECKING:
    from textual.widget import Widget as Field
else:
    Field = object

TO_ANOTHER = ("app.focus_next", "app.focus_previous")
"""Actions of the screen that lead to another field."""


class InOrder(Field):
    """A field that obeys its keys and its pane's as soon as they come, and hands on what is for another.

    A letter is typed by the field itself, but a key that is bound, such as backspace, is handed up to the
    app first. Where several come at once, as over a slow line, letters would overtake it.
    """

    async def _on_key(self, event: events.Key) -> None:
        if self.app.focused is not self:
            event.stop().prevent_default()
            self.app.post_message(events.Key(event.key, event.character))
        elif not event.is_printable:
            await self._obey(event)

    async def _obey(self, event: events.Key) -> None:
        active = self.screen.active_bindings.get(event.key)
        if active is None or not active.enabled:
            return
        action = active.binding.action
        if action in TO_ANOTHER or not isinstance(active.node, Screen | App):
            event.stop().prevent_default()
            await self.app.run_action(action, active.node)


class InOrderInput(InOrder, Input):
    """A line of input whose text is handed in before a later key can change it."""

    virtual_size = Reactive(Size(0, 0))
    """Of the text; nothing else is moved by it, while Textual lays the screen out anew for each letter."""

    async def action_submit(self) -> None:
        taker = next((node for node in self.ancestors if hasattr(node, "on_input_submitted")), None)
        if taker is not None:
            taker.on_input_submitted(self.Submitted(self, self.value, None))


class InOrderArea(InOrder, TextArea):
    """Several lines of text."""
