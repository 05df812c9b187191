"""A deck as one HTML file to read or to print: a chapter for each deck, no network, no script.

On a screen each answer unfolds; on paper all are open. Formulas are MathML; one that cannot be set is shown
as its source.
"""

from __future__ import annotations

import io
import re
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape, unescape
from itertools import groupby
from typing import BinaryIO

from cards.exports.anki_html import to_html
from cards.formula.mathml import mathml
from cards.model import Card, Deck
from cards.pictures.masked import whole
from cards.pictures.media import marked, type_of, unmarked

Address = Callable[[str], str | None]
"""Where a page finds a picture, by its name; None where its words stand for it."""

ROOM = 50_000_000
"""Bytes of all pictures of a booklet; what comes later stays out."""

_MATH = re.compile(r"\\\((.*?)\\\)|\\\[(.*?)\\\]", re.DOTALL)

STYLE = """
:root { color-scheme: light dark; font: 17px/1.55 Georgia, serif; }
body { max-width: 42rem; margin: 0 auto; padding: 1rem; }
h1, h2, summary { line-height: 1.3; } h2 { margin-top: 3rem; }
nav ol { columns: 2; } article { margin: 1.6rem 0; }
summary { cursor: pointer; font-weight: bold; } summary p:first-child { display: inline; }
pre { overflow-x: auto; font: 0.85rem/1.4 ui-monospace, monospace; }
table { border-collapse: collapse; } td, th { border-bottom: 1px solid; padding: 0.2rem 0.8rem 0.2rem 0; }
img { max-width: 100%; height: auto; }
math[display=block] { margin: 0.6rem 0; overflow-x: auto; }
footer { font-size: 0.85rem; }
@media print {
  :root { color-scheme: light; font-size: 10.5pt; }
  body { max-width: none; padding: 0; }
  h2 { break-before: page; } article { break-inside: avoid; } pre { white-space: pre-wrap; }
  summary { list-style: none; } details::details-content { content-visibility: visible; }
}
"""


def write_booklet(deck: Deck, target: BinaryIO) -> None:
    """Write the booklet."""
    text = io.TextIOWrapper(target, encoding="utf-8", newline="\n")
    text.writelines(f"{line}\n" for line in _lines(deck.cards, _Embedded(deck.media)))
    text.flush()
    text.detach()


class _Embedded:
    """Pictures as addresses that hold them, while there is room in the file."""

    def __init__(self, media: Mapping[str, bytes]) -> None:
        self._media = media
        self._left = ROOM

    def __call__(self, name: str) -> str | None:
        content = whole(self._media.get(name, b""), self._media.get)
        if not content or len(content) > self._left:
            return None
        self._left -= len(content)
        return f"data:{type_of(name)};base64,{b64encode(content).decode()}"


def _lines(cards: Sequence[Card], address: Address) -> Iterator[str]:
    chapters = [(deck or "Cards", list(members)) for deck, members in groupby(cards, lambda card: card.deck)]
    title = chapters[0][0] if len(chapters) == 1 else "Cards"
    yield "<!doctype html>"
    yield '<html lang="en">'
    yield '<meta charset="utf-8">'
    policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; media-src data:"
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{escape(title)}</title>"
    yield f"<style>{STYLE}</style>"
    yield f"<h1>{escape(title)}</h1>"
    if len(chapters) > 1:
        yield "<nav><ol>"
        for number, (deck, members) in enumerate(chapters, 1):
            yield f'<li><a href="#deck-{number}">{escape(deck)}</a> ({len(members)})</li>'
        yield "</ol></nav>"
    for number, (deck, members) in enumerate(chapters, 1):
        if len(chapters) > 1:
            yield f'<h2 id="deck-{number}">{escape(deck)}</h2>'
        for card in members:
            yield from _card(card, address)
    yield "</html>"


def _card(card: Card, address: Address) -> Iterator[str]:
    front, back = (_with_pictures(text, address) for text in (card.front, card.back))
    yield f'<article id="{escape(card.id)}"><details><summary>{front}</summary>'
    yield f"<div>{back}</div>"
    if card.reading:
        yield f"<footer>Further reading: {typeset(card.reading)}</footer>"
    yield "</details></article>"


def _with_pictures(markdown: str, address: Address) -> str:
    alts: dict[str, str] = {}
    return unmarked(typeset(marked(markdown, alts)), alts, address, _played)


def _played(address: str) -> str:
    return f'<audio controls src="{address}"></audio>'


def typeset(markdown: str) -> str:
    """Markdown as harmless HTML with its formulas as MathML."""
    return _MATH.sub(_set, to_html(markdown))


def _set(match: re.Match[str]) -> str:
    inline, display = match.groups()
    source = unescape((inline or display or "").replace("<br>", "\n"))
    return mathml(source, display is not None) or f"<code>{escape(source)}</code>"
