"""Short facts side by side; a line ends between two of them, never within one."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from quizapp.tui.widgets.laid import Laid

BETWEEN = " · "


class Parts(Laid):
    """Facts with dots between them."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._parts: tuple[str, ...] = ()

    def say(self, parts: Sequence[str]) -> None:
        """Show other facts."""
        self._parts = tuple(parts)
        self.lay_out_anew()

    def laid_out(self, width: int) -> Content:
        lines = [""]
        for part in self._parts:
            joined = f"{lines[-1]}{BETWEEN}{part}" if lines[-1] else part
            if not lines[-1] or Content(joined).cell_length <= width:
                lines[-1] = joined
            else:
                lines.append(part)
        return Content("\n").join(map(Content, lines))
