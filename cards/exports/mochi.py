"""Decks as packages of Mochi: a zip with one document and the pictures, for its "Import" to take.

The same card has the same id in every package, from which its own id can be read again. Words that would
mean something to Mochi alone are escaped, where Markdown has an escape; code stays as it is.

Source: Mochi's documentation, "Mochi format reference", "Basic formatting" and "Advanced formatting"; Transit
format, JSON in its verbose form, which Mochi writes too.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from typing import Any, BinaryIO
from urllib.parse import unquote

from cards.exports.marked import with_gaps
from cards.exports.spans import RULE, outside
from cards.model import Card, Deck, Review
from cards.pictures import media
from cards.pictures.masked import whole

DOCUMENT = "data.json"
VERSION = 2
OWN = "quizapp"
"""What the ids of this program's cards begin with."""
READING = "Further reading: "
"""What the last paragraph of a card begins with that tells where to read on."""
DAY = 86_400
EFFORT = 1
"""Of zlib: a quarter of the default's time for a tenth more bytes."""
PIECES = 200
"""So many cards are compressed at once."""
MANY = 500_000
"""More cards may make a document of 2 GB, which takes the larger form of a zip's entry."""
EARLIEST = (1980, 1, 1, 0, 0, 0)

_SPELT = re.compile(r"[^0-9A-Ya-z]")
"""Signs of an id that do not stand for themselves; Mochi knows letters and digits, and Z leads to others."""
_DOUBLED = re.compile(r"(?<=\{)(?=\{)|(?<=\})(?=\})|(?<=\[)(?=\[)")
_OPENED = re.compile(r"(?<=\{)(?=\{)|(?<=\[)(?=\[)")
_SIGN = outside(
    r"(?P<brace>[{}])(?=(?P=brace))|\[(?=\[[^\n]*\]\])|(?<=(?<!=)=)(?==(?!=)(?!\s*$))|(?<![^\s(])(?=#\w)"
    rf"|{RULE}"
)
"""Where a sign begins or goes on that would open a gap or a link, light up words, tag a card, end a side."""
_MAYBE_SIGN = re.compile(r"\{\{|\}\}|\[\[|==|#|---")
"""Without one of these there is neither such a sign nor anything in formulas and code to set apart."""
_ESCAPED = outside(r"(?<=([{}=\[]))\\(?=\2)|(?<![^\s(])\\(?=#\w)|(?P<longer>^ {0,3}----)[ \t]*$")


def write_mochi(deck: Deck, target: BinaryIO) -> None:
    """Write a package that Mochi imports; importing it again updates its cards.

    Of a history it carries every answer, as remembered or forgotten.
    """
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=EFFORT) as package:
        with package.open(DOCUMENT, "w", force_zip64=len(deck.cards) > MANY) as document:
            for written in _in_pieces(_document(deck)):
                document.write(written.encode())
        for name, content in deck.media.items():
            package.writestr(_entry(attachment(name)), whole(content, deck.media.get))


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, EARLIEST)
    entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
    return entry


def _document(deck: Deck) -> Iterator[str]:
    """The document, a card a piece."""
    members: dict[str, list[tuple[int, Card]]] = {}
    for place, card in enumerate(deck.cards):
        members.setdefault(_deck_name(card.deck), []).append((place, card))
    names = list(dict.fromkeys(above for name in members for above in _ancestry(name)))
    yield f'{{"~:version":{VERSION},"~:decks":['
    for number, name in enumerate(names):
        shape = _json(_deck(name, number))
        yield f'{"," if number else ""}{shape[:-1]},"~:cards":{{"~#list":['
        for at, (place, card) in enumerate(members.get(name, ())):
            yield f"{',' if at else ''}{_json(_card(card, place, deck.reviews.get(card.id, ())))}"
        yield "]}}"
    yield "]}"


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _in_pieces(texts: Iterable[str]) -> Iterator[str]:
    """The same text in fewer pieces, which are compressed faster."""
    held: list[str] = []
    for number, text in enumerate(texts, 1):
        held.append(text)
        if not number % PIECES:
            yield "".join(held)
            held.clear()
    yield "".join(held)


def _deck(name: str, place: int) -> dict[str, Any]:
    above, _, own = name.rpartition("::")
    shape = {"~:id": _keyword(_deck_id(name)), "~:name": _string(own), "~:sort": place}
    return {**shape, "~:parent-id": _keyword(_deck_id(above))} if above else shape


def _card(card: Card, place: int, reviews: Sequence[Review]) -> dict[str, Any]:
    shape: dict[str, Any] = {
        "~:id": _keyword(mochi_id(card.id)),
        "~:deck-id": _keyword(_deck_id(_deck_name(card.deck))),
        "~:content": _string(_content(card)),
        "~:pos": f"{place:06}",
    }
    if card.tags:
        shape["~:tags"] = {"~#set": [_string("-".join(tag.split())) for tag in card.tags]}
    if card.changed_ms:
        shape["~:updated-at"] = {"~#dt": card.changed_ms}
    if reviews:
        shape["~:reviews"] = [_review(one) for one in reviews if one.counts]
    return shape


def _review(review: Review) -> dict[str, Any]:
    seconds = review.interval * DAY or review.wait
    return {
        "~:date": f"~t{review.at_ms}",
        "~:due": f"~t{review.at_ms + seconds * 1000}",
        "~:interval": review.interval or round(review.wait / DAY, 6),
        "~:remembered?": review.rating > 1,
        "~:duration": round(review.duration_ms / 1000),
    }


def _content(card: Card) -> str:
    """The sides of a card, one below the other; a cloze card has one, with its gaps marked."""
    front, back = (shielded(side, closing=card.kind == "cloze") for side in (card.front, card.back))
    text = with_gaps(replace(card, front=front, back=back), "{{", "}}", taken=("{{", "}}", "**{", "}**"))
    sides = [front, back] if text is None else [text]
    reading = f"{READING}{shielded(' '.join(card.reading.split()))}" if card.reading else ""
    if reading and text is None:
        sides[-1] += f"\n\n{reading}"
    elif reading:
        sides.append(reading)
    text = "\n\n---\n\n".join(side.strip() for side in sides)
    return media.renamed(text, lambda source: _address(source) if media.NAME.fullmatch(source) else None)


def shielded(markdown: str, *, closing: bool = False) -> str:
    """A text in which nothing means more to Mochi than to other readers of Markdown.

    Args:
      markdown: the text.
      closing: whether it stands beside gaps, so that nothing in a formula may look like the end of one.
    """

    def put(match: re.Match[str]) -> str:
        if match["sign"] is None:
            return _protected(match, _DOUBLED if closing else _OPENED)
        return f"{match['rule']}-" if match["rule"] else f"{match['sign']}\\"

    return _SIGN.sub(put, markdown) if _MAYBE_SIGN.search(markdown) else markdown


def unshielded(markdown: str) -> str:
    """The text that `shielded` has made this of, but for the blanks in its formulas and before its code."""

    def put(match: re.Match[str]) -> str:
        if match["sign"] is None:
            return match.group()
        return match["longer"][:-1] if match["longer"] else ""

    return _ESCAPED.sub(put, markdown)


def _protected(match: re.Match[str], doubled: re.Pattern[str]) -> str:
    """Formulas with doubled brackets set apart; code with a line of dashes moved in, where it is no rule."""
    text = match.group()
    if match["math"]:
        return doubled.sub(" ", text)
    if match["fence"] and re.search(RULE, text, re.MULTILINE):
        return "\n".join(f" {line}" for line in text.split("\n"))
    return text


def attachment(name: str) -> str:
    """What a picture is called there: letters and digits, no more than Mochi takes."""
    stem, _, kind = name.removeprefix("quizapp-").partition(".")
    return f"{stem[:16]}.{kind}"


def _address(name: str) -> str:
    return f"@media/{attachment(name)}"


def mochi_id(own: str) -> str:
    """An id of letters and digits from which `own_id` gets back the card's own."""
    return OWN + _SPELT.sub(_spelt, own)


def own_id(there: str) -> str | None:
    """The id of a card that this program has written, by what it is called there; None of any other."""
    spelt = there.removeprefix(OWN)
    if spelt == there or not spelt:
        return None
    try:
        return unquote(spelt.replace("Z", "%"), errors="strict")
    except UnicodeDecodeError:
        return None


def _spelt(sign: re.Match[str]) -> str:
    return "".join(f"Z{byte:02x}" for byte in sign.group().encode())


@lru_cache(maxsize=1024)
def _deck_name(name: str) -> str:
    parts = (" ".join(part.split()) for part in name.split("::"))
    return "::".join(part for part in parts if part) or "Cards"


def _ancestry(name: str) -> Iterator[str]:
    parts = name.split("::")
    return ("::".join(parts[: depth + 1]) for depth in range(len(parts)))


@lru_cache(maxsize=1024)
def _deck_id(name: str) -> str:
    return OWN + sha256(name.encode()).hexdigest()[:16]


def _keyword(name: str) -> str:
    return f"~:{name}"


def _string(text: str) -> str:
    return f"~{text}" if text[:1] in ("~", "^", "`") else text
