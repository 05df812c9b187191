"""All that is known of an item, in words: where it comes from, when it is due, how sure the model is.

Pure; nothing is looked up here.
"""

from __future__ import annotations

from quizapp.history import Scheduling
from quizapp.records import Item, StudyCard

FLAGS = ("no flag", "look at it again", "something is wrong", "to be rewritten", "a favourite")
"""What the learner may mean by each flag, by its number."""


def facts(item: Item, scheduling: Scheduling, day: int) -> list[tuple[str, str]]:
    """What is known of an item on a study day."""
    from quizapp.paths import shown

    found = _schedule(item, scheduling, day)
    card = item.card
    if card is not None:
        found.append(("deck", card.deck.replace("::", " › ")))
        found.append(("tags", ", ".join(card.tags) or "none"))
        found.append(("exercises", ", ".join(card.exercises) or "none"))
        if card.source is not None and card.source.file:
            lines = f"{card.source.unit}s {card.source.start} to {card.source.end}"
            found.append(("from", f"{shown(card.source.file)}, {lines}"))
            found += _under(card)
        else:
            found.append(("from", "made by hand"))
        found.append(("id", card.id))
    else:
        found.append(("exercise", item.exercise))
        found.append(("level", str(item.skill.level)))
        if item.skill.target:
            found.append(("aimed at", item.skill.target))
    if item.flag or item.note:
        found.append(("flag", f"⚑ {item.flag} {item.note}".strip()))
    if item.suspended:
        found.append(("at rest", "yes; browse brings it back"))
    return found


def _under(card: StudyCard) -> list[tuple[str, str]]:
    """The headings above a card, without those that its deck and its front say already."""
    from cards.terminal import line

    said = (card.deck.rsplit("::", 1)[-1], card.front)
    above = [line(heading) for heading in (card.source.path if card.source else ()) if heading not in said]
    return [("under", " › ".join(above))] if above else []


def _schedule(item: Item, scheduling: Scheduling, day: int) -> list[tuple[str, str]]:
    progress = item.progress
    if progress is None:
        return [("due", "new, never asked")]
    recall = scheduling.model.retrievability(progress.memory, day)
    ahead = progress.due_day - day
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}
    due = near.get(ahead) or (f"in {ahead} days" if ahead > 0 else f"{-ahead} days ago")
    date = f"{scheduling.calendar.date(progress.due_day):%d %B %Y}"
    return [
        ("due", "in its learning steps" if progress.due_ms else f"{due}, {date}"),
        ("recall today", f"{recall:.0%} by the model".replace("%", " %")),
        ("stability", f"{progress.memory.stability:.1f} days until recall falls to 90 %"),
        ("difficulty", f"{progress.memory.difficulty:.1f} of 10"),
        ("answers", f"{progress.reps:,}, {_forgotten(progress.lapses)}"),
    ]


def _forgotten(lapses: int) -> str:
    return {0: "never forgotten", 1: "forgotten once"}.get(lapses) or f"forgotten {lapses:,} times"
