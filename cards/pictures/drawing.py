"""Whether an SVG drawing of a stranger can do nothing but be looked at.

It may hold shapes, text, styles and pictures that are written out in it; no script, no handler, no address of
anything outside of it but a picture that travels. What is not known to be harmless is refused.

Source: SVG 1.1, appendix M, "Element Index"; SVG 2, section 2.2.1, "Processing modes".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_SVG = "http://www.w3.org/2000/svg"
_ACTIVE = frozenset(("http://www.w3.org/1999/xhtml", "http://www.w3.org/1998/Math/MathML"))
"""Namespaces whose elements a browser obeys within a drawing."""

_ELEMENTS = re.compile(
    r"svg|g|defs|symbol|use|title|desc|metadata|style|switch|view|path|rect|circle|ellipse|line|polyline|polygon"
    r"|text|tspan|textPath|image|marker|pattern|clipPath|mask|linearGradient|radialGradient|stop|filter"
    r"|fe(?:Blend|ColorMatrix|ComponentTransfer|Composite|DropShadow|Flood|Func[ABGR]|GaussianBlur|Merge"
    r"|MergeNode|Morphology|Offset|Tile)"
)
_HEAD = re.compile(
    r"\s*(?:<\?xml\s(?:(?!encoding)[^>?])*(?:encoding\s*=\s*[\"'](?:utf-?8|us-ascii)[\"'][^>?]*)?\?>)?",
    re.IGNORECASE,
)
_WITHIN = re.compile(
    r"#|data:image/(?:png|jpeg|gif|webp);base64,|quizapp-[0-9a-f]{32}\.(?:png|jpg|gif|webp|bmp)\Z"
)
"""A part of the drawing, or a picture that travels with it."""
_OUTSIDE = re.compile(r"\\|@import|url\((?!\s*[\"']?#)|expression\(|javascript:", re.IGNORECASE)
"""In styles: a reference that leaves the drawing, or what could hide one."""


def harmless(content: bytes) -> bool:
    """Whether a drawing holds nothing that acts or reaches out of it."""
    from xml.etree import ElementTree  # 15 ms, and few pictures are drawings

    try:
        text = content.decode("utf-8-sig")
        head = _HEAD.match(text)
        if head is None or "<?" in text[head.end() :] or "<!ENTITY" in text or "<!ATTLIST" in text:
            return False
        root = ElementTree.fromstring(text[head.end() :])
    except (UnicodeDecodeError, ElementTree.ParseError, RecursionError):
        return False
    return all(map(_inert, root.iter()))


def _inert(element: Element) -> bool:
    namespace, _, name = str(element.tag).rpartition("}")
    namespace = namespace.removeprefix("{")
    if namespace in _ACTIVE or (namespace == _SVG and not _ELEMENTS.fullmatch(name)):
        return False
    if name == "style" and _OUTSIDE.search("".join(element.itertext())):
        return False
    return all(_inert_attribute(key.rpartition("}")[2].lower(), value) for key, value in element.items())


def _inert_attribute(name: str, value: str) -> bool:
    if name.startswith("on"):
        return False
    if name in ("href", "src"):
        return bool(_WITHIN.match(value))
    return not _OUTSIDE.search(value)
