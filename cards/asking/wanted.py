"""Labels that say what somebody wants to do: `undo the last commit: git reset --soft HEAD~1`."""

from __future__ import annotations

import re

from cards.words.typed import types_command
from cards.words.verbs import says_what_it_does

_TASK = re.compile(r"([a-z]{2,}(?<!ing)(?<!ed)(?<!s))(?: (?:up|out|off|down|on))? (?:an?|the|all|your) [a-z]")
_GOES = re.compile(r"(go|jump|switch|move|scroll|return|connect|log) (?:to|back|into|in|out|over) ?[a-z]*")
_NO_TASK = frozenset(
    re.findall(
        r"\S+",
        """half such what not quite only both all over into from with than like per via upon after before
        under about during without within until since inside outside near by of in on at to for and or but if
        when while where how why who that then as is are was be against between behind below above around
        through beyond except despite""",
    )
)
"""Words before an article that are no verb."""


def ask_task(name: str, body: str) -> str | None:
    """A front for a label that says what somebody wants to do: `record a macro: ...`; None for another."""
    if types_command(body) and not types_command(name):
        return f"{name}: which command?"
    task = _TASK.match(name) if " " in name and name[0].islower() else None
    task = task or _GOES.match(name)
    told = task is not None and task.group(1) not in _NO_TASK and not says_what_it_does(body)
    return f"How do you {name}?" if told else None
