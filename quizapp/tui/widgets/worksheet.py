"""The text of an exercise's question, and the hints that were asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from quizapp.tui.widgets.laid import Laid, hanging

if TYPE_CHECKING:
    from textual.geometry import Size

    from engine.variant import Variant
    from quizapp.rounds import Round


class Worksheet(Laid):
    """Sentences are wrapped; indented lines are layouts of numbers and stay as they are."""

    def __init__(self, round_: Round) -> None:
        super().__init__()
        self._round = round_

    def get_content_width(self, container: Size, viewport: Size) -> int:
        return max(container.width, _widest(self._round.variant))

    def laid_out(self, width: int) -> Content:
        variant = self._round.variant
        lines = [_line(line, width) for line in variant.question.split("\n")]
        if variant.rounds:
            from engine.variant import CARRY

            lines += [Content(), Content.styled(CARRY, "$foreground-muted")]
        if self._round.hints:
            lines.append(Content())
        for number, hint in enumerate(self._round.hints, 1):
            lines.append(hanging(Content.styled(f"hint {number}  ", "$text-warning"), Content(hint), width))
        return Content("\n").join(lines)


def _line(line: str, width: int) -> Content:
    if line[:1] in ("", " "):
        return Content(line)
    from engine.show import JOINER, together

    lines = Content(together(line, width)).wrap(max(width, 1))
    return Content("\n".join(part.plain for part in lines).replace(JOINER, " "))


def _widest(variant: Variant) -> int:
    """Cells of the widest line that may not be wrapped."""
    layouts = [Content(line).cell_length for line in variant.question.split("\n") if line.startswith(" ")]
    return max(layouts, default=0)
