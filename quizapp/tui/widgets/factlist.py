"""Facts below each other, their names in a column."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from quizapp.tui.widgets.laid import Laid, hanging

Fact = tuple[str, str]
"""A name and what is known under it."""


class FactList(Laid):
    """Names to the left, facts to the right."""

    def __init__(self, found: Sequence[Fact] = (), *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._found = tuple(found)

    @property
    def found(self) -> tuple[Fact, ...]:
        """The facts; setting them lays them out anew."""
        return self._found

    @found.setter
    def found(self, found: Sequence[Fact]) -> None:
        self._found = tuple(found)
        self.lay_out_anew()

    def laid_out(self, width: int) -> Content:
        column = max((len(name) for name, _ in self._found), default=0)
        return Content("\n").join(
            hanging(Content.styled(f"{name:<{column}}  ", "$foreground-muted"), Content(value), width)
            for name, value in self._found
        )
