"""What all dialogs have in common: they stand before a screen, and the keys of everywhere work in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic

from textual.renderables.background_screen import BackgroundScreen
from textual.screen import ModalScreen, ScreenResultType

from quizapp.tui.closing import ClosingScreen
from quizapp.tui.keys import bindings
from quizapp.tui.looks import looks
from quizapp.tui.widgets.behind import Behind

if TYPE_CHECKING:
    from textual.app import RenderResult


class Dialog(ModalScreen[ScreenResultType], ClosingScreen[ScreenResultType], Generic[ScreenResultType]):
    """A screen before another one; Textual cuts the program's own keys off there, so they are given again."""

    CSS_PATH = looks("dialog")
    BINDINGS = bindings("everywhere")

    _behind: Behind | None = None

    def render(self) -> RenderResult:  # type: ignore[override]  # Textual takes more than a screen promises
        shown = super().render()
        if not isinstance(shown, BackgroundScreen):
            return shown
        behind = self._behind
        if behind is None or (behind.screen, behind.shade) != (shown.screen, shown.color):
            behind = self._behind = Behind(shown.screen, shown.color)
        return behind
