"""An exercise being worked on: the question, hints, a field for each answer, the solution at the end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from quizapp.tui.keys import bindings
from quizapp.tui.widgets.answer import AnswerField
from quizapp.tui.widgets.solution import Solution
from quizapp.tui.widgets.worksheet import Worksheet

if TYPE_CHECKING:
    from engine.grading import Result
    from quizapp.rounds import Round


FREE = "Nothing is lost by this: mend what could not be judged."
AGAIN = "The first try counts. Try again, or give up and see the solution."

MISSING = "All answers are judged together: type each one, or give up and see the solution."


class ExercisePane(Vertical):
    """One round; it posts `Ended` when the question is solved or given up."""

    BINDINGS = bindings("exercise", "hint", "solution", "next_field", "previous_field")

    class Ended(Message):
        """The question was solved or given up."""

    class Worked(Message):
        """A hint was taken, or a try made that did not solve it."""

    def __init__(self, round_: Round, written: Sequence[str] = (), *, silent: bool = False) -> None:
        """
        Args:
            round_: what is worked on, from where it was left.
            written: what stands in its fields.
            silent: whether to keep hints, verdicts and solution back, as in a quiz.
        """
        super().__init__()
        self.round = round_
        self.silent = silent
        self.ended = False
        self._written = written

    def compose(self) -> ComposeResult:
        variant = self.round.variant
        yield Static(Content(variant.exercise.title), classes="title")
        yield Worksheet(self.round)
        for part in variant.parts:
            yield AnswerField(variant, part)
        yield Static("", classes="summary")

    def on_mount(self) -> None:
        self.query_one(".summary").display = False
        for field, text in zip(self.fields, self._written, strict=False):
            field.input.value = text
            field.input.cursor_position = len(text)
        if self.round.tries:
            self._mark(self.round.tries[-1])
        if self.round.over:
            self._end()
        self.focus_answer()

    @property
    def fields(self) -> list[AnswerField]:
        return list(self.query(AnswerField))

    def focus_answer(self) -> None:
        """Put the cursor into the first field that could not be judged, else that is not right yet."""
        if not self.ended:
            fields = self.fields
            unclear = [field for field in fields if field.has_class("-unclear")]
            wrong = [field for field in fields if not field.has_class("-right")]
            self.screen.set_focus((unclear or wrong or fields)[0].input, scroll_visible=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("hint", "give_up"):
            more = len(self.round.hints) < len(self.round.variant.hints)
            return not self.ended and not self.silent and (action != "hint" or more)
        return True

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """To the next empty field, or to the judge."""
        event.stop()
        empty = next((field for field in self.fields if not field.value.strip()), None)
        if empty is not None:
            if not event.value.strip():
                self._summarise(MISSING if not self.silent else "")
            self.screen.set_focus(empty.input)
        else:
            self._judge()

    def _judge(self) -> None:
        if self.ended:
            return
        result = self.round.submit([field.value for field in self.fields])
        if self.silent and not result.free:
            self.ended = True
            self.post_message(self.Ended())
            return
        self._mark(result)
        if self.round.solved:
            self._end()
            return
        self.focus_answer()
        self.refresh_bindings()
        self.post_message(self.Worked())

    def _mark(self, result: Result) -> None:
        """Say how an answer was judged."""
        marked = len(self.round.tries) > 1
        said: set[str] = set()
        for field, part in zip(self.fields, result.parts, strict=True):
            if part.unclear or not (self.silent or result.free):
                field.judge(part, marked, again=part.verdict == "mistake" and part.message in said)
                said.add(part.message)
            else:
                field.clear_up()
        self._summarise(FREE if result.free else AGAIN)

    def _summarise(self, text: str | Content) -> None:
        summary = self.query_one(".summary", Static)
        summary.update(text if isinstance(text, Content) else Content(text))
        summary.display = bool(text)

    def action_hint(self) -> None:
        if self.round.hint() is None:
            return
        self.query_one(Worksheet).lay_out_anew()
        self.refresh_bindings()
        self.post_message(self.Worked())

    def action_give_up(self) -> None:
        if not self.ended:
            self.round.give_up()
            self._end()

    def action_next_field(self) -> None:
        self.screen.focus_next("AnswerInput")

    def action_previous_field(self) -> None:
        self.screen.focus_previous("AnswerInput")

    def _end(self) -> None:
        self.ended = True
        for field in self.fields:
            field.input.disabled = True
        self._summarise("")
        if self.silent:
            self.post_message(self.Ended())
            return
        solution = Solution(self.round.variant)
        self.mount(solution)
        self.call_after_refresh(solution.scroll_visible, top=True)
        self.post_message(self.Ended())
