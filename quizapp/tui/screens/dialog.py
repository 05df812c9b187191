"""What all dialogs have in common: they stand before a screen, and the keys of everywhere work in them."""

from __future__ import annotations

from typing import Generic

from textual.screen import ModalScreen, ScreenResultType

from quizapp.tui.keys import bindings
from quizapp.tui.looks import looks


class Dialog(ModalScreen[ScreenResultType], Generic[ScreenResultType]):
    """A screen before another one; Textual cuts the program's own keys off there, so they are given again."""

    CSS_PATH = looks("dialog")
    BINDINGS = bindings("everywhere")
