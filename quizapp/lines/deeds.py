"""What a learner decides about the item at hand, in lines: put to rest, put off, flag, link, look up.

Each writes through the store and says what was done. Files and other programs are only touched where the
learner asks for it.
"""

from __future__ import annotations

import engine
from quizapp.about import FLAGS, facts
from quizapp.lines.desk import Anew, Desk
from quizapp.lines.script import open_editor

MOST_FOUND = 12
"""Exercises that a search for a link lists."""


def rest(desk: Desk) -> None:
    """Put the item to rest until it is taken back."""
    desk.workspace.store.items.suspend([desk.item.id])
    desk.say("Put to rest; undo brings it back, and later the list of all cards (quizapp, b, is:suspended).")
    _pass_over(desk)


def later(desk: Desk) -> None:
    """Put the item off until tomorrow."""
    tomorrow = desk.workspace.scheduling.calendar.day(desk.sitting.now_ms) + 1
    desk.workspace.store.items.bury([desk.item.id], tomorrow)
    desk.say("Put off until tomorrow.")
    _pass_over(desk)


def again(desk: Desk) -> None:
    """Say the card at hand as it is now."""
    from quizapp.lines.card import say_card

    if not desk.sitting.look_again():
        raise Anew
    say_card(desk)


def _pass_over(desk: Desk) -> None:
    desk.sitting.put_aside()
    raise Anew


def flag(desk: Desk) -> None:
    """Flag the item, with a word to oneself."""
    item = desk.item
    listed = ", ".join(f"{number} {word}" for number, word in enumerate(FLAGS))
    typed = desk.lines.aside(f"{listed} [{item.flag}] > ")
    if not typed:
        return
    if typed not in map(str, range(len(FLAGS))):
        desk.say(f"A flag is a number from 0 to {len(FLAGS) - 1}; nothing was changed.")
        return
    kept = f" [{item.note}]" if item.note else ""
    note = "" if typed == "0" else desk.lines.aside(f"A word to yourself{kept} > ") or item.note
    desk.workspace.store.items.flag([item.id], int(typed), note)
    desk.sitting.look_again()
    desk.say(f"Flag: {FLAGS[int(typed)]}." if typed != "0" else "No flag.")


def about(desk: Desk) -> None:
    """Say where the item comes from and how sure the model is."""
    scheduling = desk.workspace.scheduling
    for name, value in facts(desk.item, scheduling, scheduling.calendar.day(desk.sitting.now_ms)):
        desk.say(f"{name}: {value}")
    card = desk.card
    if card is not None and card.reading:
        from cards.terminal import render

        desk.say(f"further reading:\n{render(card.reading, desk.lines.columns, spoken=True)}")


def where(desk: Desk) -> None:
    """Say the deck or topic, how much is done and what is to come."""
    shown, sitting = desk.sitting.shown, desk.sitting
    assert shown is not None
    if shown.round is not None:
        exercise = shown.round.variant.exercise
        desk.say(f"{exercise.topic.capitalize()}, level {shown.round.variant.level}.")
    elif desk.card is not None:
        desk.say(desk.card.deck.replace("::", " › "))
    left = shown.remaining
    parts = [(left.due, "due"), (left.steps, "in learning"), (left.new, "new")]
    to_come = ", ".join(f"{count:,} {word}" for count, word in parts if count) or "nothing"
    if sitting.mode == "drill":
        desk.say(f"{sitting.done:,} practised; practice has no end.")
    else:
        desk.say(f"{sitting.done:,} answered here, {to_come} to come.")


def time_spent(desk: Desk) -> None:
    """Say how long the question has taken so far."""
    seconds = desk.sitting.spent_ms // 1000
    desk.say(f"{seconds // 60}:{seconds % 60:02} on this one.")


def undo(desk: Desk) -> None:
    """Take back the last answer, or that an item was put aside since; it is asked next."""
    if (aside := desk.sitting.aside) is not None:
        desk.workspace.store.items.wake([aside])
        desk.sitting.bring_back()
        desk.say("Back in study.")
        raise Anew
    if not desk.sitting.undo():
        desk.say("There is nothing to take back.")
        return
    desk.say("The last answer is taken back.")
    raise Anew


def note(desk: Desk) -> None:
    """Open the note at the card's lines, and read it again."""
    from quizapp.notes.editor import note_of

    card = desk.card
    assert card is not None
    file = note_of(card)
    assert card.source is not None
    open_editor(desk.lines, file, card.source.start)
    summary = desk.workspace.import_notes([file]).summary
    desk.say(f"{file.name} was read again: {summary['edited']} edited, {summary['new']} new cards.")
    again(desk)


def link(desk: Desk) -> None:
    """Choose the exercises of the card: type words to find some, a number to switch one."""
    card = desk.card
    assert card is not None
    linked, listed = set(card.exercises), list(card.exercises)
    _list(desk, listed, linked)
    while typed := desk.lines.aside("words find exercises, a number switches one, Enter ends > "):
        if typed.isdecimal() and 0 < int(typed) <= len(listed):
            name = listed[int(typed) - 1]
            desk.workspace.store.edits.link(card.id, name, removed=name in linked)
            linked ^= {name}
        else:
            listed = found(typed)
        _list(desk, listed, linked)
    if linked != set(card.exercises):
        desk.sitting.look_again()


def _list(desk: Desk, names: list[str], linked: set[str]) -> None:
    for number, name in enumerate(names, 1):
        state = "linked" if name in linked else "not linked"
        desk.say(f"{number}. {engine.entry(name).title}, {state}")
    if not names:
        desk.say("None.")


def found(typed: str) -> list[str]:
    """The exercises whose names hold all words."""
    words = typed.lower().split()
    names = [
        entry.id
        for entry in engine.catalogue()
        if all(word in f"{entry.id} {entry.title} {entry.topic}".lower() for word in words)
    ]
    return names[:MOST_FOUND]
