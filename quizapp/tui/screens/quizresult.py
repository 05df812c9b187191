"""How a quiz went: every question with its verdict and solution, and cards of what was missed."""

from __future__ import annotations

from collections.abc import Iterator

from textual import getters
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from cards.markdown.text import counted
from quizapp.quiz.run import Asked, QuizRun
from quizapp.quiz.sitting import make_cards
from quizapp.sheets.text import right_answers
from quizapp.tui.app import QuizApp
from quizapp.tui.closing import ClosingScreen
from quizapp.tui.keys import bindings
from quizapp.tui.looks import looks
from quizapp.tui.told import told
from quizapp.tui.widgets.answer import SIGNS, STYLES, WRONG
from quizapp.tui.widgets.choices import Choices
from quizapp.tui.widgets.keybar import KeyBar
from quizapp.tui.widgets.page import Page
from quizapp.tui.widgets.prose import Prose
from quizapp.tui.widgets.questionpane import QuestionText
from quizapp.tui.widgets.solution import Solution
from quizapp.tui.widgets.worksheet import Worksheet


class QuizResultScreen(ClosingScreen[None]):
    """The score, the questions, and the solution of the one that is looked at."""

    CSS_PATH = looks("study", "panes")
    BINDINGS = bindings("quizresult")
    AUTO_FOCUS = "Choices"

    app = getters.app(QuizApp)
    choices = getters.query_one(Choices)

    def __init__(self, run: QuizRun) -> None:
        super().__init__()
        self.run = run
        self._made = False

    def compose(self) -> ComposeResult:
        with Vertical(id="bringing"):
            yield Static(self._headline(), id="said")
        with Container(id="panes"):
            yield Choices(*(Option(_line(one)) for one in self.run.answered))
            with Page(id="preview", can_focus=False), Vertical(id="previewed"):
                if not self.run.answered:
                    yield Static("No question was answered, so there is no solution to show.")
        yield KeyBar()

    def _headline(self) -> Content:
        right = sum(one.correct for one in self.run.answered)
        count = self.run.plan.count
        open_ones = count - len(self.run.answered)
        rest = f", {open_ones} not answered" if open_ones else ""
        return Content.styled(f"{right} of {count} right", "bold") + Content.styled(
            f" · {self.run.score:.0%} of the points{rest}".replace("%", " %"), "$foreground-muted"
        )

    def on_mount(self) -> None:
        if self.run.answered:
            self.choices.highlighted = 0

    async def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        one = self.run.answered[event.option_index]
        pane = self.query_one("#previewed", Vertical)
        await pane.remove_children()
        asked = Worksheet(one.round) if one.round else QuestionText(one.question)
        await pane.mount(asked, Static(_answers(one), classes="answers"), *_solution(one))
        self.query_one("#preview", Page).scroll_home(animate=False)

    @property
    def missed(self) -> list[Asked]:
        """Exercises that were not wholly right; cards are there already."""
        return [one for one in self.run.answered if one.question.exercise and not one.correct]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "practise":
            return bool(self.run.answered)
        return action != "make_cards" or (bool(self.missed) and not self._made)

    @told
    async def action_make_cards(self) -> None:
        workspace = await self.app.workspace()
        made = await self.app.off_loop(make_cards, workspace, self.missed, self.app.clock())
        self._made = True
        self.app.rise()
        self.refresh_bindings()
        self.notify(f"{counted(made, 'card')} made; they enter study as new ones.")

    @told
    async def action_practise(self) -> None:
        if self.choices.highlighted is not None:
            one = self.run.answered[self.choices.highlighted]
            if not one.question.exercise:
                self.notify("This question is a card's; practise what calls for numbers.")
                return
            target = next((name for mark in one.marks for name in mark.mistakes), None)
            await self.app.practise([one.question.exercise], target)

    def action_close(self) -> None:
        self.dismiss()


def _line(one: Asked) -> Content:
    sign = "✓" if one.correct else WRONG
    points = "" if one.score in (0, 1) else f"  {one.score:.0%} of the points".replace("%", " %")
    return (
        Content.styled(f"{sign} ", STYLES[sign])
        + Content(one.question.title)
        + Content.styled(points, "$foreground-muted")
    )


def _answers(one: Asked) -> Content:
    """What was typed, with the verdicts."""
    if not any(mark.typed for mark in one.marks):
        return Content.styled("You left it open.", "$foreground-muted")
    lines = []
    for blank, mark in zip(one.question.blanks, one.marks, strict=True):
        sign = SIGNS.get(mark.verdict, WRONG)
        lines.append(
            Content.styled(f"{sign} ", f"bold {STYLES[sign]}")
            + Content(f"{blank.label}: ")
            + Content.styled(mark.typed, "bold")
            + Content(f"  {mark.message}")
        )
    return Content("\n").join(lines)


def _solution(one: Asked) -> Iterator[Widget]:
    """The worked solution, or the right answers and the whole card."""
    if one.variant is not None:
        yield Solution(one.variant)
        return
    yield Static(Content("\n".join(right_answers(one.question))))
    if one.question.kind == "short":
        yield from (Prose(step.markdown, classes="answers") for step in one.question.solution)
