"""The passages of notes that gave no card: where they stand, and why; and what else is to be said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePath

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from cards.model import Skipped
from quizapp.notes.report import WHY, ImportReport
from quizapp.tui.keys import bindings
from quizapp.tui.screens.dialog import Dialog
from quizapp.tui.widgets.keybar import KeyBar
from quizapp.tui.widgets.laid import Laid, hanging
from quizapp.tui.widgets.page import Page

MOST = 2000
"""Passages that are listed."""

TEXT = 120
"""Characters of a passage that are shown."""


class SkippedScreen(Dialog[None]):
    """A list to read."""

    BINDINGS = bindings("reading")

    def __init__(self, report: ImportReport) -> None:
        super().__init__()
        self._report = report

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog -read"):
            yield Static("Passages that gave no card", classes="title")
            with Page():
                yield PassageList(self._report)
            yield KeyBar()

    def action_close(self) -> None:
        self.dismiss()


class PassageList(Laid):
    """What could not be read, then the passages under the reason for which they gave nothing."""

    def __init__(self, report: ImportReport) -> None:
        super().__init__()
        self._report = report

    def laid_out(self, width: int) -> Content:
        report = self._report
        sign = Content.styled("✗ ", "$text-error")
        lines = [hanging(sign, Content(one.sentence), width) for one in report.unreadable]
        lines += [hanging(Content("  "), Content(remark), width) for remark in report.remarks]
        shown = report.skipped[:MOST]
        for reason in WHY:
            if found := [one for one in shown if one.reason == reason]:
                lines += [*([Content()] if lines else []), *_group(WHY[reason], found, width)]
        if len(report.skipped) > MOST:
            lines += [Content(), Content(f"and {len(report.skipped) - MOST:,} more")]
        return Content("\n").join(lines or [Content("Every passage gave a card.")])


def _group(why: str, found: Sequence[Skipped], width: int) -> Iterator[Content]:
    """The passages of one reason, their places in a column."""
    title = Content.styled(why, "$text-warning") + Content.styled(f"  {len(found):,}", "$foreground-muted")
    yield hanging(Content(""), title, width)
    places = [f"  {PurePath(one.source.file).name}:{one.source.start}" for one in found]
    column = min(max(map(len, places)), width // 2)
    for place, one in zip(places, found, strict=True):
        lead = Content.styled(place, "$foreground-muted").truncate(column, ellipsis=True, pad=True)
        text = Content(" ".join(one.text.split())).truncate(TEXT, ellipsis=True)
        yield hanging(lead + Content("  "), text, width)
