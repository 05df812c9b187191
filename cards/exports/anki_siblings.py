"""Cards that came from one note of Anki, as one note again: its guid stays one, so nothing is there twice.

Where the learner's Anki has the note, it leaves its own alone, whatever its notetype; elsewhere a notetype of
ours has a front and a back for each card of a note, at the same place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from cards.exports.anki_schema import notetype
from cards.model import Card

SEVERAL = 1_735_689_600_005
"""Number of the notetype."""
NAME = "quizapp Several"
PAIRS = 20
"""Cards of a note; further ones become notes of their own."""
FIELDS = (*(f"{side} {number}" for number in range(1, PAIRS + 1) for side in ("Front", "Back")), "Reading")
_READING = '{{#Reading}}<div class="reading">{{Reading}}</div>{{/Reading}}'
_PLACE = re.compile(r"-([1-9]\d{0,2})")


def notetypes() -> dict[str, dict[str, Any]]:
    """The notetype in the shape of schema 11, by its number."""
    shape = notetype(SEVERAL, NAME, FIELDS, "", "")
    (template,) = shape["tmpls"]
    sides = [
        {
            **template,
            "name": f"Card {number}",
            "ord": number - 1,
            "qfmt": f"{{{{Front {number}}}}}",
            "afmt": f"{{{{FrontSide}}}}\n<hr id=answer>\n{{{{Back {number}}}}}\n{_READING}",
        }
        for number in range(1, PAIRS + 1)
    ]
    needed = [[number, "any", [2 * number]] for number in range(PAIRS)]
    return {str(SEVERAL): {**shape, "tmpls": sides, "req": needed}}


def places(cards: Sequence[Card]) -> dict[str, tuple[str, int]]:
    """The guid of the note, and the place in it, of each card that shares its note with others, by its id."""
    found = {card.id: place for card in cards if (place := _place(card))}
    shared = {guid for guid, place in found.values() if place}
    return {name: place for name, place in found.items() if place[0] in shared}


def _place(card: Card) -> tuple[str, int] | None:
    """Which card of which note one was; None where it was of none, or one of too many."""
    if not card.source.file or not card.passage:
        return None
    before = f"{card.source.file}#"
    guid = card.passage.removeprefix(before)
    if not guid or not card.passage.startswith(before):
        return None
    if card.id == guid:
        return guid, 0
    number = _PLACE.fullmatch(card.id.removeprefix(guid)) if card.id.startswith(guid) else None
    return (guid, int(number[1]) - 1) if number and int(number[1]) <= PAIRS else None


def fields(sides: Mapping[int, Sequence[str]]) -> tuple[str, ...]:
    """The fields of a note by the front, the back and the reading at its places, as HTML."""
    reading = next((reading for _, _, reading in sides.values() if reading), "")
    return (*(side for at in range(PAIRS) for side in sides.get(at, ("", ""))[:2]), reading)
