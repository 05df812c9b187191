"""Texts side by side and in small letters: indices in Unicode's own, and where two texts need a gap."""

from __future__ import annotations

import re
import unicodedata

from cards.formula.symbols import PRIMES, SUBSCRIPTS, SUPERSCRIPTS
from cards.formula.tree import Fenced, Node, Row, Script, Sym, nucleus, sides, spaced


def raised(node: Node | None) -> str | None:
    """The node in superscript characters, or None where Unicode lacks one."""
    return _small(node, SUPERSCRIPTS)


def lowered(node: Node | None) -> str | None:
    """The node in subscript characters, or None where Unicode lacks one."""
    return _small(node, SUBSCRIPTS)


def _small(node: Node | None, table: dict[str, str]) -> str | None:
    match node:
        case None:
            return ""
        case Sym(text=text):
            return _translated(text, table)
        case Row(items=items):
            if any(sides(item)[0] in ("op", "big") for item in items):
                return None
            parts = [(gap, _small(item, table)) for gap, item in spaced(items, tight=True)]
            texts = [text for gap, text in parts if text is not None and not gap]
            return "".join(texts) if len(texts) == len(parts) else None
        case Fenced(left=left, body=body, right=right):
            inner, edges = _small(body, table), (_translated(left, table), _translated(right, table))
            return None if inner is None or None in edges else f"{edges[0]}{inner}{edges[1]}"
        case Script(base=base, sub=None, sup=Sym(text=text)) if text in PRIMES and table is SUPERSCRIPTS:
            inner = _small(base, table)
            return inner + text if inner else None
        case _:
            return None


def _translated(text: str, table: dict[str, str]) -> str | None:
    out = [table.get(char) for char in text]
    return None if None in out else "".join(char or "" for char in out)


SMALL = "".join({*SUPERSCRIPTS.values(), *SUBSCRIPTS.values()} - set("*⋆†‡°"))
_INDEXED = re.compile(rf"[^\W{SMALL}](?:[{SMALL}]{{2}}|[^\W\d{SMALL}])")
"""A letter with a long index, or a word: both want a gap after another index."""
_OPEN_ENDED = re.compile(rf"(?:[_^](?:\w+|[^\s()\[\]{{}}])|[*⋆†‡]|[{SMALL}]{{2,}})$")
_CLOSED_INDEX = re.compile(r"[_^]\([^()]*\)$")


def must_part(left: str, right: str, before: Node | None = None) -> bool:
    """Whether two texts would run into each other: an open index, a long index or a word before a letter."""
    if left and right[:1] == "(":
        return _CLOSED_INDEX.search(left) is not None
    if not left or not right or not right[0].isalnum():
        return False
    base = nucleus(before) if before else None
    word = isinstance(base, Sym) and base.kind == "text" and len(base.text) > 1 and left[-1].isalnum()
    indexed = left[-1] in SMALL and _INDEXED.match(right) is not None
    return word or indexed or _OPEN_ENDED.search(left) is not None


def is_single(text: str) -> bool:
    """Whether a text is one character, however many marks it carries."""
    return sum(not unicodedata.combining(char) for char in text) == 1
