"""Leeches as lines of the statistics. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from quizapp.tui.typeset import inline

if TYPE_CHECKING:
    from quizapp.records import Found

SHOWN = 20
"""Leeches that are listed; browse has them all."""

NOTE = "$foreground-muted"


def forgotten(found: Sequence[Found], titles: Mapping[str, str], width: int) -> list[Content]:
    """The fronts and titles of leeches, and what to do about them.

    Args:
        found: the leeches.
        titles: of exercises, by id.
        width: columns.
    """
    if not found:
        return [Content.styled("Nothing is forgotten again and again.", NOTE)]
    lines = [_line(one, titles).truncate(width, ellipsis=True) for one in found[:SHOWN]]
    more = f"{len(found) - SHOWN:,} more. " if len(found) > SHOWN else ""
    advice = "Other words, or several smaller cards, help more than another try: e opens them."
    return [*lines, Content(), Content.styled(more + advice, NOTE)]


def _line(one: Found, titles: Mapping[str, str]) -> Content:
    return Content(titles.get(one.exercise, one.exercise)) if one.exercise else inline(one.front)
