"""How a quiz went: every question with its verdict and solution, and cards of what was missed."""

from __future__ import annotations

from textual import getters
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from quizapp.tui.app import QuizApp
from quizapp.tui.decisions import counted
from quizapp.tui.keys import bindings
from quizapp.tui.looks import looks
from quizapp.tui.quizrun import Asked, QuizRun, make_cards
from quizapp.tui.told import told
from quizapp.tui.widgets.answer import SIGNS, STYLES, WRONG
from quizapp.tui.widgets.choices import Choices
from quizapp.tui.widgets.keybar import KeyBar
from quizapp.tui.widgets.page import Page
from quizapp.tui.widgets.solution import Solution
from quizapp.tui.widgets.worksheet import Worksheet


class QuizResultScreen(Screen[None]):
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
            with Page(id="preview", can_focus=False):
                yield Vertical(id="previewed")
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
        await pane.mount(
            Worksheet(one.round), Static(_answers(one), classes="answers"), Solution(one.round.variant)
        )
        self.query_one("#preview", Page).scroll_home(animate=False)

    @property
    def missed(self) -> list[Asked]:
        """Questions that were not wholly right."""
        return [one for one in self.run.answered if not one.correct]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
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
            attempt = one.round.attempt
            target = attempt.mistakes[0] if attempt and attempt.mistakes else None
            await self.app.practise([one.round.variant.exercise.id], target)

    def action_close(self) -> None:
        self.dismiss()


def _line(one: Asked) -> Content:
    sign = "✓" if one.correct else WRONG
    points = "" if one.score in (0, 1) else f"  {one.score:.0%} of the points".replace("%", " %")
    return (
        Content.styled(f"{sign} ", STYLES[sign])
        + Content(one.round.variant.exercise.title)
        + Content.styled(points, "$foreground-muted")
    )


def _answers(one: Asked) -> Content:
    """What was typed, with the verdicts."""
    if not one.round.tries:
        return Content.styled("You left it open.", "$foreground-muted")
    lines = []
    attempt = one.round.attempt
    assert attempt is not None
    for part, typed, result in zip(
        one.round.variant.parts, attempt.typed, one.round.tries[0].parts, strict=True
    ):
        sign = SIGNS.get(result.verdict, WRONG)
        lines.append(
            Content.styled(f"{sign} ", f"bold {STYLES[sign]}")
            + Content(f"{part.label}: ")
            + Content.styled(typed, "bold")
            + Content(f"  {result.message}")
        )
    return Content("\n").join(lines)
