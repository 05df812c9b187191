"""Where a learner is in a session, in words: the deck or topic, what is to come, the end.

No widget is known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizapp.question import Finished, Pause, Question

if TYPE_CHECKING:
    from quizapp.sitting import Shown, Sitting


def place(shown: Shown) -> str:
    """Where the question belongs: its deck, or its topic and level."""
    if shown.round is not None:
        return f"{shown.round.variant.exercise.topic.capitalize()} · level {shown.round.variant.level}"
    if isinstance(shown.what, Question) and shown.what.item.card:
        return shown.what.item.card.deck.replace("::", " › ")
    return ""


def left(sitting: Sitting) -> str:
    """What is to come."""
    if sitting.mode != "review":
        return f"{sitting.done:,} practised" if sitting.done else "practice"
    assert sitting.shown is not None
    left = sitting.shown.remaining
    parts = [(left.due, "due"), (left.steps, "learning"), (left.new, "new")]
    text = " · ".join(f"{count:,} {word}" for count, word in parts if count)
    return text or ("the last one" if isinstance(sitting.shown.what, Question) else "")


def ending(sitting: Sitting) -> str:
    """Why there is no question, in markup; empty where there is one."""
    assert sitting.shown is not None
    what = sitting.shown.what
    if isinstance(what, Finished):
        hint = (
            "Escape goes home; u takes the last answer back."
            if sitting.mode == "review"
            else "Escape goes back."
        )
        return f"{_done(sitting, what)}\n[$foreground-muted]{hint}[/]"
    if isinstance(what, Pause):
        minutes = max(1, round((what.until_ms - sitting.now_ms) / 60_000))
        return (
            f"[b]Nothing more for now.[/b]\n\nThe next learning step is due in {minutes} min.\n"
            "[$foreground-muted]Stay here and it comes by itself, or go home with escape.[/]"
        )
    return ""


def _done(sitting: Sitting, what: Finished) -> str:
    if sitting.mode == "review":
        counts = what.counts
        if not counts.reviews:
            return "[b]Nothing is due.[/b]\n\nOn the first screen p switches more study paths on."
        return f"[b]Done for today.[/b]\n\n{counts.reviews:,} answered, {counts.new:,} of them new."
    if sitting.done:
        return "[b]All of them are known now.[/b]\n"
    return "[b]There is nothing to practise.[/b]\n"
