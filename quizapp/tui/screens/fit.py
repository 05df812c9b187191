"""The memory model fitted to the learner: how well it predicts with and without, and whether to use it."""

from __future__ import annotations

from textual import getters, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import ProgressBar, Static

from engine.errors import QuizappError
from quizapp.tui.app import QuizApp
from quizapp.tui.keys import bindings
from quizapp.tui.refit import Refit, refit
from quizapp.tui.screens.dialog import Dialog
from quizapp.tui.widgets.keybar import KeyBar

NOTE = "The parameters of the model decide how soon things come back. Published ones do well for everybody."


class FitScreen(Dialog[bool]):
    """True when fitted parameters were put in force."""

    BINDINGS = bindings("fit")

    app = getters.app(QuizApp)
    said = getters.query_one("#fitted", Static)
    progress = getters.query_one(ProgressBar)

    def __init__(self) -> None:
        super().__init__()
        self._found: Refit | None = None

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static("The memory model, fitted to you", classes="title")
            yield Static(NOTE, classes="note")
            yield Static("", id="fitted")
            yield ProgressBar(show_eta=False, show_percentage=False)
            yield KeyBar()

    def on_mount(self) -> None:
        self.fit()

    @work(exclusive=True, group="fit")
    async def fit(self) -> None:
        """Fit, and say what that would bring."""
        found = await self._run("Going through your answers …", apply=False)
        if found is not None:
            self._found = found
            self.said.update(Content.from_markup(compared(found)))
            self.refresh_bindings()

    async def _run(self, saying: str, *, apply: bool) -> Refit | None:
        """The fit; None where it cannot be done, which is said."""
        self.said.update(saying)
        self.progress.display = True
        try:
            workspace = await self.app.workspace()
            found = await refit(workspace.store.path, apply=apply)
        except QuizappError as error:
            found = None
            self.said.update(Content(f"✗ {error}"))
        self.progress.display = False
        return found

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action != "apply" or bool(self._found and self._found.better)

    @work(exclusive=True, group="fit")
    async def action_apply(self) -> None:
        """Put the fitted parameters in force."""
        self._found = None
        self.refresh_bindings()
        if await self._run("Computing what you remember anew …", apply=True) is not None:
            self.app.reload_settings()
            self.app.notify("The fitted parameters are in force; due dates follow them from now on.")
            self.dismiss(True)

    def action_close(self) -> None:
        self.dismiss(False)


def compared(found: Refit) -> str:
    """What a fit brings, in markup."""
    verdict = (
        "The fitted parameters predict better. [b]Enter[/b] uses them from now on."
        if found.better
        else "The parameters in force predict as well: nothing needs to change."
    )
    return (
        f"{found.answers:,} answers. Prediction error on the newest fifth (log loss):\n\n"
        f"  now     {found.before:.4f}\n"
        f"  fitted  {found.after:.4f}\n\n{verdict}"
    )
