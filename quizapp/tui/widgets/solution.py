"""The worked solution of a question with this variant's numbers, and what the judge accepts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from quizapp.tui.widgets.laid import Laid, hanging

if TYPE_CHECKING:
    from engine.variant import Variant


class Solution(Laid):
    """Step by step: what to do, then the numbers; at the end the right answers."""

    def __init__(self, variant: Variant) -> None:
        super().__init__()
        self._variant = variant

    def laid_out(self, width: int) -> Content:
        lines = [Content.styled("Worked solution", "bold $text-primary"), Content()]
        for number, (rule, rows) in enumerate(self._variant.worked, 1):
            lead = Content.styled(f"{number:>2}  ", "$foreground-muted")
            lines.append(hanging(lead, Content(rule), width))
            lines += [
                hanging(Content(" " * 6), Content.styled(row, "$text-secondary"), width) for row in rows
            ]
        return Content("\n").join([*lines, Content(), *self._answers(width)])

    def _answers(self, width: int) -> list[Content]:
        from engine.choices import shown
        from engine.grading import interval_text

        lines = []
        for part in self._variant.parts:
            right = self._variant.answer[part.name]
            text = f"{shown(part, right)} {part.unit}".rstrip()
            counts = interval_text(part, right)
            found = (
                Content(f"{part.label}: ")
                + Content.styled(text, "bold")
                + Content.styled(f"  {counts}" if counts else "", "$foreground-muted")
            )
            lines.append(hanging(Content.styled("=   ", "$text-success"), found, width))
        return lines
