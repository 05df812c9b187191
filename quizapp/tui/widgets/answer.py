"""A field for one part of an exercise: it says what it has read as one types, and later the verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events, getters
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from quizapp.tui.keys import bindings
from quizapp.tui.widgets.inorder import InOrderInput
from quizapp.tui.widgets.page import Page

if TYPE_CHECKING:
    from engine.grading import PartResult
    from engine.model import Part
    from engine.variant import Variant

SIGNS = {"right": "✓", "convention": "✓", "carried": "✓", "digits": "…", "unreadable": "?"}
"""A sign before each verdict that is not plainly wrong."""

WRONG = "✗"

SAME = "The same mistake shows here."

STYLES = {"✓": "$text-success", "…": "$text-warning", "?": "$text-warning", WRONG: "$text-error"}


class AnswerInput(InOrderInput):
    """A line of input that leaves the question mark to the help, and remembers what was entered."""

    BINDINGS: ClassVar = bindings("exercise", "submit", "earlier", "later")

    def __init__(self, example: str = "") -> None:
        """
        Args:
            example: how an answer is written, shown while nothing is typed.
        """
        super().__init__(
            compact=True, select_on_focus=False, placeholder=f"such as {example}" if example else ""
        )
        self._entered: list[str] = []
        self._place = 0

    def check_consume_key(self, key: str, character: str | None) -> bool:
        return character != "?" and super().check_consume_key(key, character)

    def on_key(self, event: events.Key) -> None:
        if event.character == "?":
            event.prevent_default()

    def on_mount(self) -> None:
        self.cursor_blink = self.app.animation_level != "none"

    def on_unmount(self) -> None:
        # The screen, which stays, would keep every line that was ever typed into: `Input` does not leave it.
        self.screen.text_selection_started_signal.unsubscribe(self)

    def remember(self) -> None:
        """Keep what stands in the field for the way back."""
        if self.value and self._entered[-1:] != [self.value]:
            self._entered.append(self.value)
        self._place = len(self._entered)

    def action_earlier(self) -> None:
        self._recall(self._place - 1)

    def action_later(self) -> None:
        self._recall(self._place + 1)

    def _recall(self, place: int) -> None:
        if 0 <= place < len(self._entered):
            self._place = place
            self.value = self._entered[place]
            self.cursor_position = len(self.value)


class AnswerField(Vertical):
    """What is asked, a line of input, what was read of it, and the verdict."""

    input = getters.query_one(AnswerInput)
    echo = getters.query_one(".echo", Static)
    verdict = getters.query_one(".verdict", Static)

    def __init__(self, variant: Variant, part: Part) -> None:
        super().__init__()
        self.part = part
        self._variant = variant

    def compose(self) -> ComposeResult:
        yield Static(self._wanted(), classes="label")
        yield AnswerInput(self._example())
        yield Static("", classes="echo")
        yield Static("", classes="verdict")

    def _wanted(self) -> Content:
        """The label, and in which form to answer; options stand below each other."""
        wanted = self._variant.wanted(self.part)
        label, form = wanted[: len(self.part.label)], wanted[len(self.part.label) :]
        if self.part.kind == "choice":
            options = [f"{chr(ord('a') + place)}) {text}" for place, text in enumerate(self.part.options)]
            return Content("\n  ".join([label, *options]))
        return Content(label) + Content.styled(form, "$foreground-muted")

    def _example(self) -> str:
        """How to write an answer of several numbers."""
        right = self._variant.answer[self.part.name]
        if self.part.kind == "vector":
            return _counted(1, len(right))
        if self.part.kind == "matrix":
            width = len(right[0])
            return "; ".join(_counted(1 + width * row, width) for row in range(len(right)))
        return ""

    @property
    def value(self) -> str:
        """What was typed."""
        return self.input.value

    def on_mount(self) -> None:
        self.echo.display = self.verdict.display = False

    def on_resize(self, event: events.Resize) -> None:
        """The echo or the verdict has appeared: keep the field that is typed into wholly in view."""
        page = next((node for node in self.ancestors if isinstance(node, Page)), None)
        if page is not None and self.input.has_focus:
            below = self.region.bottom - page.content_region.bottom
            room_above = self.region.y - page.content_region.y
            if below > 0:
                page.scroll_relative(y=min(below, room_above), animate=False)

    def on_input_changed(self, event: Input.Changed) -> None:
        read = self._read(event.value)
        self.echo.update(Content(read))
        self.echo.display = bool(read)
        self.input.scroll_visible(animate=False)

    def _read(self, typed: str) -> str:
        """What the judge would read, or what it could not read."""
        from engine.grading import expected
        from engine.reading import Unreadable, read

        if not typed.strip():
            return ""
        try:
            return read(typed, expected(self._variant, self.part)).echo
        except Unreadable as refusal:
            return str(refusal)

    def judge(self, result: PartResult, marked: bool, *, again: bool = False) -> None:
        """Show a verdict.

        Args:
            result: the judge's.
            marked: whether to mark the cells that are wrong.
            again: whether the mistake is that of a field above.
        """
        sign = SIGNS.get(result.verdict, WRONG)
        message = SAME if again else result.message
        lines = [Content.styled(f"{sign} ", f"bold {STYLES[sign]}") + Content(message)]
        if marked and sign == WRONG and (cells := marked_cells(result)):
            lines += cells
        self.verdict.update(Content("\n").join(lines))
        self.verdict.display = True
        self.echo.display = sign != "?" and result.verdict != "right"
        self.set_class(sign == "✓", "-right")
        self.set_class(sign == WRONG, "-wrong")
        self.set_class(result.unclear, "-unclear")
        self.input.remember()

    def clear_up(self) -> None:
        """What could not be judged before can be now."""
        if self.has_class("-unclear"):
            self.remove_class("-unclear")
            self.verdict.display = False


def _counted(first: int, count: int) -> str:
    """Such as `4, 5, 6`."""
    return ", ".join(str(first + place) for place in range(count))


def marked_cells(result: PartResult) -> list[Content]:
    """The learner's numbers in their layout, a cross behind each that is wrong; none for a single one."""
    from engine import show

    if not isinstance(result.cells, list) or not isinstance(result.read, list):
        return []
    nested = isinstance(result.cells[0], list)
    values = result.read if nested else [result.read]
    marks = result.cells if nested else [result.cells]
    texts = [[show.number(value) for value in row] for row in values]
    width = max((len(text) for row in texts for text in row), default=0)
    return [
        Content("  ")
        + Content("  ").join(_cell(text, right, width) for text, right in zip(row, line, strict=False))
        for row, line in zip(texts, marks, strict=False)
    ]


def _cell(text: str, right: bool, width: int) -> Content:
    if right:
        return Content(f"{text:>{width}}  ")
    return Content.styled(f"{text:>{width}} {WRONG}", "$text-error")
