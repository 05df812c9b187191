"""A list to choose from, moved through by arrows or the letters of vi; what choosing does is the screen's."""

from __future__ import annotations

from textual.widgets import OptionList

from quizapp.tui.keys import bindings


class Choices(OptionList, inherit_bindings=False):
    """An option list whose keys are in the registry."""

    BINDINGS = bindings("list")
