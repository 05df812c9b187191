"""A card's words to write in lines: in the learner's editor, or line by line where there is none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.errors import InputError, UsageError
from quizapp.lines.deeds import again
from quizapp.lines.desk import Desk
from quizapp.lines.script import in_editor

if TYPE_CHECKING:
    from quizapp.lines.console import Lines

MARK = re.compile(r"^%% (front|back|tags)[^\n]*\n", re.MULTILINE)
"""Lines of the file in the editor that begin a field."""


@dataclass(frozen=True, slots=True)
class Words:
    """What stands on a card."""

    front: str
    back: str
    tags: str
    """With blanks between them."""


def edit(desk: Desk) -> None:
    """Put other words on the card at hand; the note stays as it is."""
    if rewrite(desk):
        again(desk)


def rewrite(desk: Desk) -> bool:
    """Have the card at hand written anew; whether anything was changed.

    Raises:
        UsageError: a side would be empty.
    """
    card = desk.card
    assert card is not None
    before = Words(card.front, card.back, " ".join(card.tags))
    after = _written(desk.lines, before)
    if not after.front.strip() or not after.back.strip():
        raise UsageError("a card has words on both sides; nothing was changed")
    if after == before:
        desk.say("Nothing was changed.")
        return False
    edits, now = desk.workspace.store.edits, desk.sitting.now_ms
    with desk.workspace.store.transaction():
        edits.write(card.id, "front", after.front, now)
        edits.write(card.id, "back", after.back, now)
        edits.write(card.id, "tags", after.tags, now)
    desk.say("Kept.")
    return True


def revert(desk: Desk) -> None:
    """Let the words of the note stand again."""
    card = desk.card
    assert card is not None
    with desk.workspace.store.transaction():
        desk.workspace.store.edits.revert(card.id, "front", desk.sitting.now_ms)
        desk.workspace.store.edits.revert(card.id, "back", desk.sitting.now_ms)
        desk.workspace.store.edits.revert(card.id, "tags", desk.sitting.now_ms)
    desk.say("The words of the note stand again.")
    again(desk)


def _written(lines: Lines, before: Words) -> Words:
    if not lines.at_terminal:
        return _typed(lines, before)
    try:
        return parsed(in_editor(lines, as_file(before), "card.md"))
    except InputError as error:
        lines.say(str(error))
        return _typed(lines, before)


def as_file(words: Words) -> str:
    """A card's words as the file that the editor shows."""
    front = f"%% front (the three lines with %% stay)\n{words.front}"
    return f"{front}\n\n%% back\n{words.back}\n\n%% tags\n{words.tags}\n"


def parsed(text: str) -> Words:
    """The words in a file of the editor.

    Raises:
        InputError: the lines that begin the fields are gone.
    """
    parts = MARK.split(text)
    if parts[1::2] != ["front", "back", "tags"]:
        raise InputError("the lines that begin with %% must stay: front, back, tags; nothing was changed")
    front, back, tags = (part.strip("\n") for part in parts[2::2])
    return Words(front, back, " ".join(tags.split()))


def _typed(lines: Lines, before: Words) -> Words:
    lines.say("Type each side line by line; a single dot ends it. A dot at once keeps what is there.")
    front = _side(lines, "Front", before.front)
    back = _side(lines, "Back", before.back)
    tags = lines.ask(f"Tags [{before.tags}] > ", ()) or before.tags
    return Words(front, back, tags)


def _side(lines: Lines, name: str, before: str) -> str:
    lines.say(f"{name} now:\n{before}")
    written = []
    while (line := lines.ask(f"{name} > ", ())) != ".":
        written.append(line)
    return "\n".join(written) or before
