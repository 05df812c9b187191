"""What is forgotten again and again: to be named, and to be written in other words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizapp.finding import find

if TYPE_CHECKING:
    from quizapp.records import Found
    from quizapp.workspace import Workspace

SEARCH = "is:leech -is:suspended"
"""What finds leeches, those at rest left out."""

MOST = 200
"""So many are named at once; nobody writes more of them anew in one go."""


def leeches(workspace: Workspace, day: int) -> list[Found]:
    """The leeches that take part in studying.

    Args:
        workspace: the learner's.
        day: today's study day.
    """
    return find(workspace, SEARCH, day, MOST)
