"""HTML as the XHTML that a QTI item may hold: known elements, formulas in their namespace, no addresses."""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser
from xml.etree.ElementTree import Element, SubElement

MATHML = "http://www.w3.org/1998/Math/MathML"
BLOCKS = frozenset(
    {"p", "pre", "div", "ul", "ol", "dl", "table", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "hr"}
)
KNOWN = BLOCKS | frozenset(
    {"li", "dt", "dd", "thead", "tbody", "tr", "th", "td", "br", "span", "strong", "em", "b", "i", "code"}
    | {"sub", "sup", "tt", "var", "samp", "kbd", "q", "cite"}
)
VOID = frozenset({"br", "hr", "img", "wbr", "input", "mspace", "mprescripts", "none"})
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def plain(text: str, *, html: bool = False) -> str:
    """A text without what XML cannot hold, escaped where it becomes HTML."""
    kept = _CONTROL.sub("", text)
    return escape(kept, quote=False) if html else kept


def paragraph(text: str) -> Element:
    """Words alone."""
    element = Element("p")
    element.text = plain(text)
    return element


def flow(html: str) -> list[Element]:
    """The blocks of a fragment of HTML; loose text becomes a paragraph."""
    reader = _Reader()
    reader.feed(_CONTROL.sub("", html))
    reader.close()
    root = reader.root
    blocks: list[Element] = []
    loose = Element("p")
    loose.text = root.text
    for child in root:
        tail, child.tail = child.tail or "", None
        if child.tag in BLOCKS:
            blocks += [*_filled(loose), child]
            loose = Element("p")
            loose.text = tail
        else:
            child.tail = tail
            loose.append(child)
    return [*blocks, *_filled(loose)]


def _filled(paragraph: Element) -> list[Element]:
    return [paragraph] if len(paragraph) or (paragraph.text or "").strip() else []


class _Reader(HTMLParser):
    """Builds the tree; what is unknown gives its content to what it stands in."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("div")
        self._open: list[tuple[str, Element]] = [("", self.root)]
        self._formulas = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given: dict[str, str] = {}
        if tag == "math":
            self._formulas += 1
            given = {"xmlns": MATHML}
        inside = self._formulas > 0
        if inside:
            given |= {name: value or "" for name, value in attrs if name != "xmlns"}
        known = inside or tag in KNOWN
        element = SubElement(self._open[-1][1], tag, given) if known else self._open[-1][1]
        if tag not in VOID:
            self._open.append((tag, element))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        names = [name for name, _ in self._open]
        if tag in names:
            while self._open.pop()[0] != tag:
                pass
            self._formulas -= tag == "math"

    def handle_data(self, data: str) -> None:
        parent = self._open[-1][1]
        if len(parent):
            parent[-1].tail = (parent[-1].tail or "") + data
        else:
            parent.text = (parent.text or "") + data
