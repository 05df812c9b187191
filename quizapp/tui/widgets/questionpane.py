"""A question of a quiz that a letter or a word answers: the text, the options, a line for each answer."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from quizapp.quiz.model import Blank, Question, letter
from quizapp.tui.keys import bindings
from quizapp.tui.widgets.answer import AnswerInput
from quizapp.tui.widgets.laid import Laid, hanging
from quizapp.tui.widgets.prose import Prose


class Options(Laid):
    """The options, each behind its letter."""

    def __init__(self, question: Question) -> None:
        super().__init__(classes="options")
        self._question = question

    def laid_out(self, width: int) -> Content:

        return Content("\n").join(self._option(index, width) for index in range(len(self._question.options)))

    def _option(self, index: int, width: int) -> Content:
        from quizapp.tui.typeset import typeset

        option = self._question.options[index]
        lead = Content.styled(f"{letter(index)}  ", "bold $text-primary")
        text = typeset(option.markdown, width - 3) if option.markdown else Content(option.text)
        return Content("\n").join(
            hanging(lead if row == 0 else Content("   "), line, width)
            for row, line in enumerate(text.split("\n"))
        )


class QuestionText(Vertical):
    """What is asked, with its options."""

    def __init__(self, question: Question) -> None:
        super().__init__()
        self._question = question

    def compose(self) -> ComposeResult:
        question = self._question
        yield Prose(question.markdown) if question.markdown else Static(Content(question.text))
        if question.options:
            yield Options(question)


class PlaceField(Vertical):
    """A line for one answer, and why it cannot be judged."""

    def __init__(self, question: Question, blank: Blank) -> None:
        super().__init__()
        self._label = blank.label if question.kind == "matching" else blank.wanted

    def compose(self) -> ComposeResult:
        yield Static(Content(self._label), classes="label")
        yield AnswerInput()
        yield Static("", classes="verdict")

    def on_mount(self) -> None:
        self.query_one(".verdict").display = False

    @property
    def input(self) -> AnswerInput:
        return self.query_one(AnswerInput)

    def say(self, message: str) -> None:
        """Tell what to type instead."""
        text = Content.styled("? ", "bold $text-warning") + Content(message) if message else Content("")
        verdict = self.query_one(".verdict", Static)
        verdict.update(text)
        verdict.display = bool(message)


class QuestionPane(Vertical):
    """One question, without a verdict; it posts `Ended` when it was answered or left open."""

    BINDINGS = bindings("exercise", "next_field", "previous_field")

    class Ended(Message):
        """The question was answered or left open."""

    def __init__(self, question: Question) -> None:
        super().__init__()
        self.question = question
        self.typed: tuple[str, ...] = ()
        self.ended = False

    def compose(self) -> ComposeResult:
        yield Static(Content(self.question.title), classes="title")
        yield QuestionText(self.question)
        for blank in self.question.blanks:
            yield PlaceField(self.question, blank)

    @property
    def fields(self) -> list[PlaceField]:
        return list(self.query(PlaceField))

    def on_mount(self) -> None:
        self.fields[0].input.focus(scroll_visible=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """To the next empty field, or on to the next question."""
        event.stop()
        empty = next((field for field in self.fields if not field.input.value.strip()), None)
        if empty is not None:
            self.screen.set_focus(empty.input)
        else:
            self._hand_in()

    def _hand_in(self) -> None:
        from quizapp.quiz.grade import grade_question

        typed = [field.input.value.strip() for field in self.fields]
        marks = grade_question(self.question, typed)
        for field, mark in zip(self.fields, marks, strict=True):
            field.say(mark.message if mark.unclear else "")
        unclear = [field for field, mark in zip(self.fields, marks, strict=True) if mark.unclear]
        if unclear:
            self.screen.set_focus(unclear[0].input)
            return
        self._end(tuple(typed))

    def action_give_up(self) -> None:
        """Leave the question open."""
        self._end(tuple("" for _ in self.question.blanks))

    def action_next_field(self) -> None:
        self.screen.focus_next("AnswerInput")

    def action_previous_field(self) -> None:
        self.screen.focus_previous("AnswerInput")

    def _end(self, typed: tuple[str, ...]) -> None:
        if self.ended:
            return
        self.ended = True
        self.typed = typed
        for field in self.fields:
            field.input.disabled = True
        self.post_message(self.Ended())
