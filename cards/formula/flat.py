"""A formula in one line: Unicode where it has the characters, parentheses where precedence needs them.

A line never says less than the formula: what two dimensions keep apart is kept apart by brackets.
"""

from __future__ import annotations

import re
import unicodedata
from enum import IntEnum

from cards.formula.small import SMALL, is_single, lowered, must_part, raised
from cards.formula.symbols import ADDITIVE, OVERLINE, UNDERLINE
from cards.formula.tree import (
    Accent,
    Boxed,
    Brace,
    Fenced,
    Fraction,
    Kind,
    Labelled,
    Node,
    Root,
    Row,
    Script,
    Space,
    Sym,
    Table,
    items_of,
    nucleus,
    sides,
    spaced,
)


class Bond(IntEnum):
    """How firmly a piece of a line holds together, from a sum to a single symbol."""

    SUM = 0
    FRACTION = 1
    PRODUCT = 2
    ROOT = 3
    FACTOR = 4
    ATOM = 5


def flat(node: Node, tight: bool = False) -> str:
    """The formula in one line; `tight` leaves out the blanks around operators, as in scripts."""
    return _piece(node, tight)[0]


def _piece(node: Node, tight: bool) -> tuple[str, Bond]:
    match node:
        case Sym(text=text):
            return text, Bond.SUM if set(" /") & set(text) else Bond.ATOM
        case Row(items=items):
            return _row(items, tight)
        case Fraction():
            return _fraction(node, tight)
        case Root():
            return _root(node, closed=False)
        case Script(base=base, sub=sub, sup=sup):
            return _scripted(base, sub, sup, tight)
        case Labelled(base=base, over=over, under=under):
            return _scripted(base, under, over, tight)
        case Fenced(left=left, body=body, right=right):
            return _fenced(left, body, right, tight), Bond.ATOM
        case Table():
            return _table(node), Bond.SUM
        case Accent(mark=mark, body=body):
            return _accented(mark, body, tight)
        case Brace(body=body, label=label, above=above):
            text = f"{'⏞' if above else '⏟'}({flat(body)})"
            return text + (index("^" if above else "_", label) if label else ""), Bond.ATOM
        case Boxed(body=body):
            return _piece(body, tight)
        case Space():
            return "", Bond.ATOM


def _row(items: tuple[Node, ...], tight: bool) -> tuple[str, Bond]:
    pieces = list(spaced(items, tight))
    if len(pieces) == 1:
        return _piece(pieces[0][1], tight)
    if _is_call(items):
        return "".join(flat(item, tight) for item in items), Bond.FACTOR
    text, product = "", True
    for place, (gap, item) in enumerate(pieces):
        before = pieces[place - 1][1] if place else None
        after, room = (pieces[place + 1][1], pieces[place + 1][0]) if place + 1 < len(pieces) else (None, 0)
        part, bond = _root(item, runs_on(after, room)) if isinstance(item, Root) else _piece(item, tight)
        if bond is Bond.FRACTION and not (stands_apart(before, gap, -1) and stands_apart(after, room, 0)):
            part = f"({part})"
            gap = 0 if before and _is_word(before) and text[-1] != ")" else gap
        elif isinstance(item, Root) and item.degree and not stands_apart(before, gap, -1):
            part = f"({part})"
        product &= not gap and bond > Bond.SUM and not _NO_FACTORS & set(sides(item))
        if not gap and must_part(text, part, before):
            gap = 1
        text += " " * gap + part
    return text, Bond.PRODUCT if product else Bond.SUM


_NO_FACTORS: frozenset[Kind] = frozenset({"op", "big", "bin", "rel", "sign", "punct"})


def stands_apart(neighbour: Node | None, gap: int, side: int) -> bool:
    """Whether a fraction needs no brackets beside this neighbour, which shows its side 0 (left) or -1."""
    if neighbour is None or gap > 1 or neighbour == Sym(""):
        return True
    kind = sides(neighbour)[side]
    base = nucleus(neighbour)
    text = base.text if isinstance(base, Sym) else ""
    if kind == "bin":
        return text in ADDITIVE
    if kind == "sign":
        return text != "/"
    return kind in ("rel", "punct", "middle") or (bool(text) and kind == ("open" if side else "close"))


def runs_on(follower: Node | None, gap: int) -> bool:
    """Whether what follows could be read as standing under the same root."""
    if follower is None or gap > 1:
        return False
    return sides(follower)[0] in ("ord", "num", "text", "op", "big", "open")


def _wrapped(node: Node, tight: bool, least: Bond) -> str:
    text, bond = _piece(node, tight)
    return text if bond >= least else f"({text})"


def _fraction(node: Fraction, tight: bool) -> tuple[str, Bond]:
    if not node.bar:
        return (
            f"{_wrapped(node.over, tight, Bond.PRODUCT)} choose {_wrapped(node.under, tight, Bond.PRODUCT)}",
            Bond.SUM,
        )
    over = _wrapped(node.over, tight, Bond.PRODUCT)
    if _is_differential(node):
        return f"{over}/{flat(node.under, tight)}", Bond.FRACTION
    return f"{over}/{_wrapped(node.under, tight, Bond.ROOT)}", Bond.FRACTION


def _is_differential(node: Fraction) -> bool:
    """Whether the denominator is one differential, as in ∂L/∂x, which everybody reads as a whole."""
    under = items_of(node.under)
    heads = [items_of(part)[:1] for part in (node.over, node.under)]
    names = {base.text for head in heads for part in head if isinstance(base := nucleus(part), Sym)}
    return len(under) == 2 and names in ({"∂"}, {"d"}) and isinstance(nucleus(under[1]), Sym | Accent)


def _is_call(items: tuple[Node, ...]) -> bool:
    """Whether the row is one function, named by a word, with its arguments in parentheses."""
    if len(items) != 2 or not isinstance(items[1], Fenced):
        return False
    base = nucleus(items[0])
    return (
        isinstance(base, Sym) and base.kind in ("op", "text") and base.text.isalpha() and len(base.text) > 1
    )


def _is_word(node: Node) -> bool:
    """Whether the node is an operator in letters, which takes its argument in parentheses without a gap."""
    base = nucleus(node)
    return isinstance(base, Sym) and base.kind == "op" and base.text.isalpha()


def _root(node: Root, closed: bool) -> tuple[str, Bond]:
    body = flat(node.body)
    inside = body if bare_root(node, closed) or _in_parentheses(node.body) else f"({body})"
    return root_sign(node) + inside, Bond.ROOT


def bare_root(node: Root, closed: bool) -> bool:
    """Whether a root needs neither brackets nor a rule: it stands before one symbol, and nothing follows."""
    base = nucleus(node.body)
    base = base.body if isinstance(base, Accent) else base
    if closed or not isinstance(base, Sym):
        return False
    if isinstance(node.body, Script):
        return len(base.text) == 1 and node.body.sup is None and lowered(node.body.sub) is not None
    return len(base.text) == 1 or base.text.isdecimal()


def root_sign(node: Root) -> str:
    degree = flat(node.degree, tight=True) if node.degree else ""
    return {"": "√", "3": "∛", "4": "∜"}.get(degree) or f"{raised(node.degree) or f'({degree})'}√"


def _in_parentheses(node: Node) -> bool:
    return isinstance(node, Fenced) and (node.left, node.right) == ("(", ")")


def _scripted(base: Node, sub: Node | None, sup: Node | None, tight: bool) -> tuple[str, Bond]:
    text, bond = _piece(base, tight)
    twice = isinstance(base, Script) and base.sup is not None and sup is not None
    if bond in (Bond.FRACTION, Bond.ROOT) or twice or _BARE_INDEX.search(text):
        text = f"({text})"
    low, high = lowered(sub), raised(sup)
    if sides(base)[1] in ("op", "big") and None in (low, high):
        low = high = None
    small_first = low is None and high is not None
    low = index("_", sub) if low is None else low
    high = index("^", sup) if high is None else high
    return text + (high + low if small_first else low + high), Bond.FACTOR


_BARE_INDEX = re.compile(r"[_^](?:\w+|[^\w\s()])$")
"""An index that would take what follows for its own."""


def index(sign: str, node: Node | None) -> str:
    """An index that has no small letters: bare when it is one word, in its own brackets or in parentheses."""
    if node is None:
        return ""
    text = flat(node, tight=True)
    if not text:
        return ""
    if isinstance(node, Fenced) and node.left and node.right:
        return sign + text
    bare = text.isalnum() or (len(text) == 1 and text not in "()[]{}|_^,;")
    return sign + (text if bare and not _is_small(text) else f"({text})")


def _is_small(text: str) -> bool:
    return any(char in SMALL for char in text)


def _fenced(left: str, body: Node, right: str, tight: bool) -> str:
    if isinstance(body, Table) and (left, right) in (("{", ""), ("", "}")):
        left, right = "{", "}"
    return left + flat(body, tight) + right


def _table(node: Table) -> str:
    if node.form == "lines":
        return "; ".join(_aligned([flat(cell) for cell in line]) for line in node.rows)
    stack = node.form == "stack"
    return (", " if stack else "; ").join(_listed([flat(cell, stack) for cell in line]) for line in node.rows)


def _aligned(texts: list[str]) -> str:
    """The cells of an aligned line: two make a formula."""
    pairs = ["".join(texts[place : place + 2]) for place in range(0, len(texts), 2)]
    return _listed([" ".join(pair.split()) for pair in pairs])


def _listed(texts: list[str]) -> str:
    """Cells with commas between them, unless they bring their own."""
    return " ".join(text if text.endswith((",", ";")) else text + "," for text in texts).removesuffix(",")


def _accented(mark: str, body: Node, tight: bool) -> tuple[str, Bond]:
    if isinstance(body, Script):
        text, bond = _accented(mark, body.base, tight)
        return _rescripted(text, body, tight), bond
    text = flat(body, tight)
    if mark in (OVERLINE, UNDERLINE) and isinstance(body, Sym | Row):
        text = "".join(char + mark for char in text)
    else:
        text = (text if is_single(text) else f"({text})") + mark
    return unicodedata.normalize("NFC", text), Bond.ATOM


def _rescripted(text: str, body: Script, tight: bool) -> str:
    return _scripted(Sym(text), body.sub, body.sup, tight)[0]
