"""What the templates of a collection show of its notes, as Markdown.

The notes of a deck are built alike: what stands around their words is rendered and converted once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from cards.bulk.alike import Alike
from cards.imports.anki_masks import first_number, masked_sides
from cards.imports.anki_shapes import Notetype
from cards.imports.from_html import plain_markdown, to_markdown
from cards.imports.media import SOUND, Pictures
from cards.imports.templates import back_of, hints_of, numbers, render
from cards.markdown.text import clean
from cards.model import Kind, Reason
from cards.pictures.masked import Note
from cards.pictures.masks import masks_in

_FIELD = "\x1f"
"""Between the fields of a note."""
_OWN_READING = '<div class="reading">{{Reading}}</div>'
"""In the templates that this program writes."""


class Said(NamedTuple):
    """What a card of Anki's says; a tuple is made in a third of the time of a record."""

    front: str
    back: str
    kind: Kind
    first: int = 1
    """The number of the note's first card, whose id is the note's."""
    reading: str = ""


Words = Sequence[str]
"""Front, back and reading; none of them where they cannot be told without a look at the whole note."""


class Plain:
    """What the cards of a collection say that ask nothing of it but their fields."""

    def __init__(self, notetypes: Mapping[int, Notetype]) -> None:
        self._notetypes = {number: one for number, one in notetypes.items() if not (one.cloze or one.hides)}
        self._alike: dict[tuple[int, int], Alike] = {}

    def of(self, mid: int, fields: str, ordinal: int) -> Words:
        """The words of a card; the arguments are those of `Sides.of`."""
        alike = self._alike.get((mid, ordinal)) or self._begun(mid, ordinal)
        built = alike(fields) if alike else None
        words = [clean(one) for one in built.split(_FIELD)] if built else ()
        return words if words and words[0] and words[1] else ()

    def _begun(self, mid: int, ordinal: int) -> Alike | None:
        notetype = self._notetypes.get(mid)
        sides = notetype.sides[ordinal:None][:1] if notetype else ()
        if not (notetype and sides):
            return None
        return self._alike.setdefault((mid, ordinal), Alike(_built(notetype, sides[0])))


class Sides:
    """The sides of the cards of one collection."""

    def __init__(self, notetypes: Mapping[int, Notetype], pictures: Pictures) -> None:
        self._notetypes = notetypes
        self._pictures = pictures
        self._hiding = {number for number, one in notetypes.items() if one.hides}
        self._plain = Plain(notetypes)

    def of(self, mid: int, fields: str, ordinal: int, guid: str, words: Words | None = None) -> Said | Reason:
        """What a card says, or why it says nothing.

        Args:
          mid: its notetype.
          fields: of its note, as the collection has them.
          ordinal: its number among the cards of the note.
          guid: of its note.
          words: what `Plain` says of it, where that is known.
        """
        notetype = self._notetypes[mid]
        if mid in self._hiding:
            return self._masked(fields, ordinal + 1 if notetype.cloze else 0, Note(guid, mid))
        sides = notetype.sides[0 if notetype.cloze else ordinal : None][:1]
        if not sides:
            return "damaged"
        if notetype.cloze:
            return self._whole(notetype, sides[0], fields, ordinal + 1)
        if words := self._plain.of(mid, fields, ordinal) if words is None else words:
            front, back, reading = words
            return Said(front, back, _kind(notetype, sides[0]), 1, reading)
        return self._whole(notetype, sides[0], fields, 0)

    def _whole(self, notetype: Notetype, sides: tuple[str, str], fields: str, gap: int) -> Said | Reason:
        """What the templates show of a note that is like no other."""
        values = _values(notetype, fields)
        reading = values.pop("Reading", "") if _OWN_READING in sides[1] else ""
        front, back = self._shown(sides, values, gap)
        if not front or not back:
            return "sound only" if SOUND in fields else "empty"
        first = min(numbers(fields), default=1) if gap else 1
        return Said(front, back, _kind(notetype, sides), first, self._words(reading) if reading else "")

    def _shown(self, sides: tuple[str, str], values: Mapping[str, str], gap: int) -> tuple[str, str]:
        """Front and back as Markdown. Where the templates show nothing without their scripts, the first
        field is the question and all others are the answer."""
        front, back = map(self._words, _rendered(sides, values, gap))
        if (front and back) or gap or "<script" not in "".join(sides):
            return front, back
        first, *others = [*filter(None, map(self._words, values.values())), ""]
        return first, "\n\n".join(filter(None, others))

    def _masked(self, flds: str, gap: int, note: Note) -> Said | Reason:
        """What a note asks that hides parts of a picture."""
        fields = flds.split(_FIELD)
        try:
            first = first_number(masks_in(fields[0]))
            front, back = masked_sides(fields, gap, note, self._pictures, self._words)
        except ValueError:
            return "image occlusion"
        return Said(front, back, "basic", first)

    def _words(self, html: str) -> str:
        return clean(to_markdown(self._pictures.with_sounds(html), self._pictures.shown))


def _built(notetype: Notetype, sides: tuple[str, str]) -> Callable[[str], str | None]:
    """The conversion of a note's fields to front, back and reading, where that needs no picture."""

    def convert(fields: str) -> str | None:
        values = _values(notetype, fields)
        reading = values.pop("Reading", "") if _OWN_READING in sides[1] else ""
        found = [plain_markdown(html) for html in (*_rendered(sides, values, 0), reading)]
        whole = [one for one in found if one is not None and _FIELD not in one]
        return _FIELD.join(whole) if len(whole) == len(found) else None

    return convert


def _values(notetype: Notetype, fields: str) -> dict[str, str]:
    return dict(zip(notetype.fields, fields.split(_FIELD), strict=False))


def _rendered(sides: tuple[str, str], values: Mapping[str, str], gap: int) -> tuple[str, str]:
    """Front and back as HTML."""
    front, back = sides
    shown = back_of(back)
    answer = render(shown + hints_of(front, shown), values, gap, answer=True)
    return render(front, values, gap, answer=False), answer


def _kind(notetype: Notetype, sides: tuple[str, str]) -> Kind:
    return "cloze" if notetype.cloze else "typed" if "{{type:" in sides[0] else "basic"
