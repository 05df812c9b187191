"""Masked pictures as the notes of Anki that they came from: one for all cards that ask its masks.

A note always tells all of its masks, whichever of its cards go along, so that a package never takes one away.

Source: Anki's rslib, `notetype/stock.rs` and `image_occlusion` (what marks the notetype and its fields);
Anki manual, "Image Occlusion".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from cards.exports.anki_html import played, to_html
from cards.exports.anki_schema import OWN, notetype
from cards.model import Card
from cards.pictures.masked import Masked, read
from cards.pictures.masks import masks_in, written
from cards.pictures.media import IMAGE, marked, names_in, source_of, unmarked

FIELDS = ("Occlusion", "Image", "Header", "Back Extra", "Comments")
STOCK = 6
"""By which Anki knows a notetype of its own."""
_NUMBERS = range(1, 1 << 53)

_CSS = """
.card { text-align: center; }
#image-occlusion-canvas { --inactive-shape-color: #ced4da; --active-shape-color: #e8590c;
  --inactive-shape-border: 1px #495057; --active-shape-border: 1px #212529;
  --highlight-shape-color: #e8590c00; --highlight-shape-border: 2px #e8590c; }
"""
_FRONT = """{{#Header}}<div>{{Header}}</div>{{/Header}}
<div hidden>{{cloze:Occlusion}}</div>
<div id="image-occlusion-container">{{Image}}<canvas id="image-occlusion-canvas"></canvas></div>
<script>
if (typeof anki === "object" && anki.imageOcclusion) anki.imageOcclusion.setup();
else document.getElementById("image-occlusion-container").textContent = "Masks need Anki 23.10 or later.";
</script>
"""
_BACK = f"""{_FRONT}<button id="toggle">Masks</button>
{{{{#Back Extra}}}}<div>{{{{Back Extra}}}}</div>{{{{/Back Extra}}}}
"""


def masked_cards(cards: Sequence[Card], media: Mapping[str, bytes]) -> dict[str, Masked]:
    """What cards ask of a masked picture that another program has as a note, by their ids."""
    found: dict[str, Masked] = {}
    for card in cards if _drawn(media) else ():
        masked = _masked(card, media)
        if masked and _is_note(masked):
            found[card.id] = masked
    return found


def _drawn(media: Iterable[str]) -> bool:
    return any(name.endswith(".svg") for name in media)


def _is_note(masked: Masked) -> bool:
    """Whether the other program can know its note again, and nobody made it up to replace one of ours."""
    number = masked.note.notetype
    asked = masked.gap > 0 and any(masked.gap in mask.gaps for mask in masked.masks)
    return asked and bool(masked.note.guid) and number in _NUMBERS and number not in OWN


def _masked(card: Card, media: Mapping[str, bytes]) -> Masked | None:
    drawings = [name for name in names_in(card.front) if name.endswith(".svg") and name in media]
    return next(filter(None, map(read, map(media.__getitem__, drawings))), None)


def drawings(cards: Sequence[Card], masked: Mapping[str, Masked], media: Mapping[str, bytes]) -> set[str]:
    """The drawings in whose place the other program draws masks itself."""
    named: tuple[set[str], set[str]] = set(), set()
    for card in cards if _drawn(media) else ():
        named[card.id in masked].update((*names_in(card.front), *names_in(card.back)))
    alone = named[True] - named[False]
    return {name for name in alone if name.endswith(".svg") and name in media and read(media[name])}


def notetypes(masked: Mapping[str, Masked]) -> dict[str, dict[str, Any]]:
    """The notetypes of masked pictures in the shape of schema 11, by their numbers."""
    return {str(number): _notetype(number) for number in {one.note.notetype for one in masked.values()}}


def _notetype(number: int) -> dict[str, Any]:
    shape = notetype(number, "Image Occlusion", FIELDS, _FRONT, _BACK)
    fields = [{**field, "tag": at, "preventDeletion": at < 4} for at, field in enumerate(shape["flds"])]
    return {
        **shape,
        "type": 1,
        "mod": 0,  # the templates of the learner's own Anki are never older
        "originalStockKind": STOCK,
        "css": shape["css"] + _CSS,
        "flds": fields,
    }


def fields(card: Card, masked: Masked, pictures: Mapping[str, bytes]) -> tuple[str, ...]:
    """The fields of a note by one of its cards."""
    return (
        written(masks_in(masked.occlusion)),
        f'<img src="{masked.picture}">',
        _around(card.front, pictures)[0],
        _around(card.back, pictures)[1],
        to_html(masked.note.comments),
    )


def _around(side: str, pictures: Mapping[str, bytes]) -> tuple[str, str]:
    """What stands above and below the masked picture of a side, as HTML."""
    match = next((one for one in IMAGE.finditer(side) if source_of(one).endswith(".svg")), None)
    if match is None:
        return "", _html(side, pictures)
    return _html(side[: match.start()], pictures), _html(side[match.end() :], pictures)


def _html(markdown: str, pictures: Mapping[str, bytes]) -> str:
    alts: dict[str, str] = {}
    html = to_html(marked(markdown.strip(), alts))
    return unmarked(html, alts, lambda name: name if name in pictures else None, played)
