"""A line for the typed answer to a card, and the verdict on it."""

from __future__ import annotations

from typing import ClassVar

from textual import events, getters
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from quizapp.tui.keys import bindings
from quizapp.tui.widgets.inorder import InOrderInput
from quizapp.typed import Judgement, judge


class TypedInput(InOrderInput):
    """A line whose only key beside typing is the one that hands it in."""

    BINDINGS: ClassVar = bindings("typed")

    def __init__(self) -> None:
        super().__init__(compact=True, select_on_focus=False, placeholder="type the answer")

    def on_mount(self) -> None:
        self.cursor_blink = self.app.animation_level != "none"

    def check_consume_key(self, key: str, character: str | None) -> bool:
        return not (character == "?" and not self.value) and super().check_consume_key(key, character)

    def on_key(self, event: events.Key) -> None:
        if event.character == "?" and not self.value:
            event.prevent_default()


class TypedField(Vertical):
    """It posts `Judged` when an answer was handed in; an empty one counts as not known."""

    class Judged(Message):
        """An answer was handed in."""

        def __init__(self, judgement: Judgement) -> None:
            super().__init__()
            self.judgement = judgement

    input = getters.query_one(TypedInput)
    verdict = getters.query_one(".verdict", Static)

    def __init__(self) -> None:
        super().__init__()
        self._back = ""

    def compose(self) -> ComposeResult:
        yield TypedInput()
        yield Static("", classes="verdict")

    def ask(self, back: str, written: str = "") -> None:
        """Wait for an answer to another card; some of it may be written already."""
        self._back = back
        self.input.value = written
        self.input.cursor_position = len(written)
        self.input.disabled = False
        self.verdict.update("")
        self.screen.set_focus(self.input)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        judgement = judge(event.value, self._back)
        self.input.disabled = True
        self.verdict.update(_verdict(judgement))
        self.post_message(self.Judged(judgement))


def _verdict(judgement: Judgement) -> Content:
    if judgement.verdict == "right":
        return Content.styled("✓ Right.", "$text-success")
    if judgement.verdict == "slip":
        return Content.styled("✓ Right, but for a slip: ", "$text-success") + Content.styled(
            judgement.answer, "bold"
        )
    return Content.styled("✗ Not right.", "$text-error")
