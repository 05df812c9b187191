"""The passages of notes that gave no card: where they stand, and why; and what else is to be said."""

from __future__ import annotations

from pathlib import PurePath

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from quizapp.report import ImportReport
from quizapp.tui.keys import bindings
from quizapp.tui.screens.dialog import Dialog
from quizapp.tui.widgets.keybar import KeyBar
from quizapp.tui.widgets.page import Page

MOST = 2000
"""Passages that are listed."""


class SkippedScreen(Dialog[None]):
    """A list to read."""

    BINDINGS = bindings("help")

    def __init__(self, report: ImportReport) -> None:
        super().__init__()
        self._report = report

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog -full"):
            yield Static("Passages that gave no card", classes="title")
            with Page():
                yield Static(_listed(self._report))
            yield KeyBar()

    def action_close(self) -> None:
        self.dismiss()


def _listed(report: ImportReport) -> Content:
    lines = [Content.styled(f"✗ {one.sentence}", "$text-error") for one in report.unreadable]
    lines += [Content(remark) for remark in report.remarks]
    for one in report.skipped[:MOST]:
        place = f"{PurePath(one.source.file).name}:{one.source.start}"
        text = Content(" ".join(one.text.split())).truncate(60, ellipsis=True)
        lines.append(
            Content.styled(f"{place}  ", "$foreground-muted")
            + Content.styled(f"{one.reason}  ", "$text-warning")
            + text
        )
    if len(report.skipped) > MOST:
        lines.append(Content(f"and {len(report.skipped) - MOST:,} more"))
    return Content("\n").join(lines or [Content("Every passage gave a card.")])
