"""A question as a short script: to read, to run, to change."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import getters, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from quizapp.notes.editor import read_back
from quizapp.runner import Outcome, Run
from quizapp.tui.ahead import in_turn
from quizapp.tui.decisions import in_editor
from quizapp.tui.drafting import DraftScreen
from quizapp.tui.keys import bindings
from quizapp.tui.looks import looks
from quizapp.tui.told import told
from quizapp.tui.widgets.keybar import KeyBar
from quizapp.tui.widgets.page import Page
from quizapp.tui.widgets.prose import Prose

if TYPE_CHECKING:
    from engine.variant import Variant


class SnippetScreen(DraftScreen[None]):
    """The script above, what it printed below."""

    CSS_PATH = looks("sheet")
    BINDINGS = bindings("snippet")
    AUTO_FOCUS = "Page"

    code = getters.query_one("#code", Prose)
    output = getters.query_one("#output", Static)

    def __init__(self, variant: Variant) -> None:
        super().__init__()
        from engine.snippet import snippet

        self._variant = variant
        self._drawn = snippet(variant)
        self.script = self._drawn
        self._run: Run | None = None
        """What is running."""

    def compose(self) -> ComposeResult:
        with Page(), Vertical(id="script"):
            yield Static("The question as a script; it needs numpy alone", classes="title")
            yield Prose(_fenced(self.script), id="code")
            yield Static("", id="output")
        yield KeyBar()

    @told
    async def on_mount(self) -> None:
        if (left := await self.left()) is not None:
            self.script = left["script"]
            self.code.markdown = _fenced(self.script)
            self.notify("The script is as you changed it.")

    @property
    def draft_name(self) -> str:
        return f"script:{self._variant.key}"

    def draft(self) -> Mapping[str, Any] | None:
        if self.script == self._drawn:
            return None
        variant = self._variant
        drawn = {"exercise": variant.exercise.id, "seed": variant.seed, "level": variant.level}
        return {**drawn, "target": variant.target, "script": self.script}

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "stop":
            return self._run is not None
        return action not in ("run", "edit", "close") or self._run is None

    @work(exclusive=True)
    async def action_run(self) -> None:
        """Run the script as it is now."""
        self._say(Content.styled("running …", "$foreground-muted"))
        self._run = Run(self.script)
        self.refresh_bindings()
        try:
            self._say(_printed(await self.app.off_loop(self._run.outcome)))
        finally:
            self._run.stop()
            self._run = None
            self.refresh_bindings()

    def action_stop(self) -> None:
        if self._run is not None:
            self._run.stop()

    def _say(self, text: Content) -> None:
        self.output.update(text)
        self.output.display = True
        self.call_after_refresh(self.output.scroll_visible, top=True, animate=False)

    @told
    async def action_edit(self) -> None:
        """Change the script in the learner's editor; nothing else of the question changes."""
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "question.py"
            file.write_text(self.script, encoding="utf-8")
            in_editor(self.app, file)
            self.script = read_back(file)
        self.code.markdown = _fenced(self.script)
        self.output.display = False
        await self.keep_draft()

    def action_copy(self) -> None:
        self.app.copy(self.script, "the script")

    @in_turn
    async def action_close(self) -> None:
        """Go back; a script that was changed asks first."""
        from quizapp.tui.screens.confirm import ConfirmScreen

        changed = self.draft() is not None
        if changed and not await self.app.push_screen_wait(ConfirmScreen("Throw away your script?")):
            return
        await self.finish_draft()
        self.dismiss()


def _fenced(script: str) -> str:
    ticks = "`" * 5
    return f"{ticks}python\n{script}\n{ticks}"


def _printed(outcome: Outcome) -> Content:
    from cards.markdown.text import clean

    head = (
        Content.styled("✓ it printed", "$text-success")
        if outcome.ok
        else Content.styled("✗ it failed", "$text-error")
    )
    text = clean(outcome.output + outcome.errors).rstrip() or "nothing"
    return head + Content("\n") + Content(text)
