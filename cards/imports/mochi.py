"""Mochi's packages: cards with their sides, gaps, templates and pictures, and every answer that was given.

A card is found again by its id there. What is asked in several ways becomes several cards: one for each group
of gaps, and one for the way back. Of a card without an answer nothing can be asked.

Source: Mochi's documentation, "Mochi format reference", "Advanced formatting", "Templates".
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from cards.bulk.pause import collector_paused
from cards.exports.mochi import READING, own_id, unshielded
from cards.exports.spans import outside
from cards.imports import Days, Told, counting, unheard
from cards.imports.container import package
from cards.imports.edn import from_edn
from cards.imports.media import Pictures
from cards.imports.mochi_history import history, instant, standing
from cards.imports.transit import from_transit
from cards.markdown.text import clean
from cards.model import Card, Deck, Review, Schedule, Skipped, Source
from cards.notation import GAP
from cards.pictures import media
from engine.errors import InputError

LARGEST = 200_000_000
"""Bytes of a document, unpacked."""
LONGEST = 1_000_000
"""Characters of a card."""
_READERS = {"data.json": from_transit, "data.edn": from_edn}

_RULE = outside(r"^---[ \t]*$")
_GAP = outside(
    r"\{\{(?:(?P<group>\d{1,4})::)?(?P<fill>(?:(?!\n\s*\n|\{\{).){1,2000}?)\}\}(?!\})",
)
_FIELD = re.compile(r"<<\s*([#^/]?)\s*([^<>\n]*?)\s*>>")
_HALF = re.compile("[\ud800-\udfff]")
_READING = re.compile(rf"(?:\A|\n\n){READING}([^\n]+)\Z")


@dataclass(frozen=True, slots=True)
class Template:
    """How the fields of a card make its text."""

    content: str
    fields: Mapping[str, str]
    """Names by ids."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way in which a card is asked: its end of the id, the sides, and the answers that were given."""

    end: str
    front: str
    back: str
    reviews: Any
    cloze: bool = False


def read_mochi(path: Path, day: Days, told: Told = unheard) -> Deck:
    """The cards of a `.mochi` with the answers that were given to them.

    Args:
      path: the file.
      day: the learner's study days.
      told: told how many cards are read.

    Raises:
      InputError: it is no package of Mochi, damaged or hostile.
    """
    with package(path) as opened:
        document = _document(opened, path)
    with collector_paused():
        return _Reader(document, path, day).deck(told)


def _document(opened: zipfile.ZipFile, path: Path) -> Mapping[str, Any]:
    name = next((one for one in _READERS if one in opened.NameToInfo), None)
    if name is None:
        raise InputError(f"{path} holds no deck of Mochi; give a file that Mochi exported as .mochi")
    with opened.open(name) as packed:
        content = packed.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise InputError(f"{path} unpacks to more than {LARGEST // 10**6} MB; export fewer decks at a time")
    try:
        document = _READERS[name](content.decode("utf-8-sig"))
    except (ValueError, OverflowError) as error:
        raise InputError(f"{name} in {path} is damaged ({error}); export it once more") from None
    if not isinstance(document, dict) or not {"decks", "cards"} & document.keys():
        raise InputError(f"{name} in {path} holds no decks; export them from Mochi once more")
    return document


class _Reader:
    """One document on its way to a deck."""

    def __init__(self, document: Mapping[str, Any], path: Path, day: Days) -> None:
        self.document = document
        self.file = str(path)
        self.day = day
        self.pictures = _Attachments(path)
        self.templates = {_text(one.get("id")): _template(one) for one in _maps(document.get("templates"))}
        self.decks = {_text(one.get("id")): one for one in _maps(document.get("decks"))}

    def deck(self, told: Told) -> Deck:
        cards: dict[str, Card] = {}
        reviews: dict[str, Sequence[Review]] = {}
        schedules: dict[str, Schedule] = {}
        skipped: list[Skipped] = []
        for place, (entry, deck) in enumerate(counting(self._entries(), told), 1):
            made = list(self._cards(entry, deck, place))
            if not made:
                skipped.append(self._skipped(entry, place))
            for card, answers in made:
                if card.id in cards:
                    continue
                cards[card.id] = card
                if found := history(answers, self.day):
                    reviews[card.id] = found
                resting = bool(entry.get("archived?") or deck.get("archived?"))
                schedules[card.id] = standing(found, suspended=resting)
        return Deck(
            list(cards.values()),
            reviews,
            schedules,
            media=self.pictures,
            skipped=skipped,
            remarks=self.pictures.remarks,
        )

    def _entries(self) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
        """Each card that was not thrown away, with its deck."""
        nested = [(card, deck) for deck in _maps(self.document.get("decks")) for card in _in_order(deck)]
        loose = [(card, self.decks.get(_text(card.get("deck-id")), {})) for card in _in_order(self.document)]
        for card, deck in [*nested, *loose]:
            if not card.get("trashed?") and not deck.get("trashed?"):
                yield card, deck

    def _cards(
        self, entry: Mapping[str, Any], deck: Mapping[str, Any], place: int
    ) -> Iterator[tuple[Card, Any]]:
        content = self._content(entry)
        there = clean(_text(entry.get("id"))).strip()
        own = own_id(there)
        number = own or there or f"mochi-{sha256(content.encode()).hexdigest()[:16]}"
        for way in ways(content, entry):
            front, back = (clean(self._pictured(side)) for side in (way.front, way.back))
            reading = _READING.search(back) if own else None
            if reading:
                back = back[: reading.start()].rstrip()
            if not front or not back:
                continue
            card = Card(
                front=front,
                back=back,
                source=Source(self.file, place, place),
                kind="cloze" if way.cloze else "basic",
                id=number + way.end,
                deck=self._deck_name(deck),
                tags=tuple(_tags(entry.get("tags"))),
                passage=f"{self.file}#{number}",
                reading=reading.group(1) if reading else "",
                changed_ms=_instant(entry.get("updated-at")) or _instant(entry.get("created-at")),
            )
            yield card, way.reviews

    def _content(self, entry: Mapping[str, Any]) -> str:
        """The Markdown of a card, made of its fields where it has a template."""
        content = _text(entry.get("content"))
        template = self.templates.get(_text(entry.get("template-id")))
        values = entry.get("fields")
        if template and isinstance(values, dict):
            named = {template.fields.get(key, key): _field(value) for key, value in values.items()}
            content = rendered(template.content, named)
        if len(content) > LONGEST:
            raise InputError(f"{self.file} holds a card of {len(content):,} characters; it is refused")
        return content

    def _pictured(self, side: str) -> str:
        def shown(match: re.Match[str]) -> str:
            source = media.source_of(match).removeprefix("@media/").removeprefix("media/")
            return self.pictures.shown(source, match["alt"])

        return media.IMAGE.sub(shown, side)

    def _skipped(self, entry: Mapping[str, Any], place: int) -> Skipped:
        text = " ".join(self._content(entry).split()) or _text(entry.get("name"))
        return Skipped(Source(self.file, place, place), "no question", clean(text[:120]))

    def _deck_name(self, deck: Mapping[str, Any]) -> str:
        names: list[str] = []
        seen: set[str] = set()
        while deck and _text(deck.get("id")) not in seen:
            seen.add(_text(deck.get("id")))
            names.append(" ".join(clean(_text(deck.get("name"))).split()))
            deck = self.decks.get(_text(deck.get("parent-id")), {})
        return "::".join(name for name in reversed(names) if name)


class _Attachments(Pictures):
    """The pictures beside the document, by their names without a folder."""

    def _listed(self) -> Iterator[tuple[str, str]]:
        return ((name.rpartition("/")[2], name) for name in self._package.NameToInfo)


def ways(content: str, entry: Mapping[str, Any]) -> Iterator[Way]:
    """The ways in which a text with its sides and gaps is asked."""
    first, *rest = sides(content)
    more = "\n\n".join(filter(None, rest))
    groups = dict.fromkeys(match["group"] or "" for match in _GAP.finditer(first) if match["fill"])
    answered = entry.get("cloze/reviews")
    for number, group in enumerate(groups):
        asked, filled = gapped(first, group, answer=False), gapped(first, group, answer=True)
        reviews = answered.get(group or "0") if isinstance(answered, dict) else None
        if reviews is None and not group:
            reviews = entry.get("reviews")
        back = "\n\n".join(filter(None, (filled, more)))
        yield Way(
            f"-{number + 1}" if number else "", unshielded(asked), unshielded(back), reviews, cloze=True
        )
    if groups:
        return
    front, back = unshielded(first), unshielded(more)
    yield Way("", front, back, entry.get("reviews"))
    if entry.get("review-reverse?"):
        yield Way("-back", back, front, entry.get("reverse-reviews"))


def sides(content: str) -> list[str]:
    """What stands between the lines of three dashes, code aside."""
    found: list[str] = []
    position = 0
    for match in _RULE.finditer(content):
        if match["sign"] is not None:
            found.append(content[position : match.start()].strip())
            position = match.end()
    return [*found, content[position:].strip()]


def gapped(text: str, group: str, *, answer: bool) -> str:
    """A text with the gaps of a group asked or filled, and all others shown."""

    def shown(match: re.Match[str]) -> str:
        fill = match["fill"]
        if fill is None:
            return match.group()
        if (match["group"] or "") != group:
            return str(fill)
        return f"**{fill.strip()}**" if answer else f"**{GAP}**"

    return _GAP.sub(shown, text)


def rendered(template: str, fields: Mapping[str, str | bool]) -> str:
    """A template with its fields in their places, and the parts that their presence decides."""
    out: list[str] = []
    shown = [True]
    parts = _FIELD.split(template)
    for text, sign, name in zip(parts[::3], parts[1::3], parts[2::3], strict=False):
        value = fields.get(name, "")
        if shown[-1]:
            out.append(text)
        if sign in ("#", "^"):
            shown.append(shown[-1] and bool(value) is (sign == "#"))
        elif sign == "/":
            del shown[max(1, len(shown) - 1) :]
        elif shown[-1] and isinstance(value, str):
            out.append(value)
    out.append(parts[-1] if shown[-1] else "")
    return "".join(out)


def _template(shape: Mapping[str, Any]) -> Template:
    fields = shape.get("fields")
    found = fields.items() if isinstance(fields, dict) else ()
    names = {key: _text(one.get("name")) for key, one in found if isinstance(one, dict)}
    return Template(_text(shape.get("content")), names)


def _field(value: Any) -> str | bool:
    inner = value.get("value") if isinstance(value, dict) else value
    return inner if isinstance(inner, bool) else _text(inner)


def _tags(value: Any) -> Iterator[str]:
    for tag in value if isinstance(value, list) else ():
        yield from clean(_text(tag)).split()


def _in_order(shape: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return sorted(_maps(shape.get("cards")), key=lambda card: _text(card.get("pos")))


def _maps(value: Any) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _text(value: Any) -> str:
    """A string without halves of characters, which JSON can hold and nothing can store."""
    return _HALF.sub("\ufffd", value) if isinstance(value, str) else ""


def _instant(value: Any) -> int:
    return instant(value) or 0
