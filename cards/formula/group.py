"""Finds what TeX leaves to the eye in a row: numbers, pairs of brackets and bars, signs before a term."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cards.formula.tree import Fenced, Kind, Node, Script, Space, Sym, as_kind, row, sides

_EXPECTING = (None, "bin", "rel", "open", "punct", "op", "big", "sign", "middle")
"""What stands before an operand: nothing, or a class after which a minus is a sign and a bar opens."""


def grouped(items: Sequence[Node]) -> Node:
    """The row with its digits joined, its brackets paired and its binary operators told from signs."""
    return row(_signs(_pairs(_numbers(items))))


def _numbers(items: Sequence[Node]) -> list[Node]:
    out: list[Node] = []
    for place, item in enumerate(items):
        digit = item.base if isinstance(item, Script) else item
        before = out[-1] if out else None
        if not (isinstance(before, Sym) and before.kind == "num" and isinstance(digit, Sym)):
            out.append(item)
            continue
        follower = items[place + 1] if place + 1 < len(items) else None
        if digit.kind == "num" or (item is digit and _is_point(digit) and _is_digit(follower)):
            out[-1] = replace(before, text=before.text + digit.text)
            if isinstance(item, Script):
                out[-1] = replace(item, base=out[-1])
        else:
            out.append(item)
    return out


def _is_point(sym: Sym) -> bool:
    return sym.text in ".," and sym.kind == "ord"


def _is_digit(node: Node | None) -> bool:
    base = node.base if isinstance(node, Script) else node
    return isinstance(base, Sym) and base.kind == "num"


def _pairs(items: Sequence[Node]) -> list[Node]:
    out: list[Node] = []
    opened: list[int] = []
    for place, item in enumerate(items):
        edge = item.base if isinstance(item, Script) else item
        if not isinstance(edge, Sym) or edge.kind not in ("open", "close", "bar"):
            out.append(item)
            continue
        kind = _role(edge, out, opened, items[place + 1 :]) if edge.kind == "bar" else edge.kind
        while kind == "close" and edge.kind == "close" and opened and _is_bar(out[opened[-1]]):
            lone = opened.pop()
            out[lone] = as_kind(out[lone], "ord")
        if kind == "close" and opened:
            left = opened.pop()
            opening = out[left]
            assert isinstance(opening, Sym), "only plain brackets are remembered"
            fence = Fenced(opening.text, row(_signs(out[left + 1 :])), edge.text)
            out[left:] = [replace(item, base=fence) if isinstance(item, Script) else fence]
        elif kind == "open" and item is edge:
            opened.append(len(out))
            out.append(item)
        else:
            out.append(as_kind(item, kind))
    for left in opened:
        if _is_bar(out[left]):
            out[left] = as_kind(out[left], "ord")
    return out


def _is_bar(node: Node) -> bool:
    return isinstance(node, Sym) and node.kind == "bar"


def _role(bar: Sym, before: list[Node], opened: list[int], after: Sequence[Node]) -> Kind:
    """Whether a bar opens, closes or stands alone."""
    previous = _last(before)
    waiting = opened and before[opened[-1]]
    expecting = (sides(previous)[1] if previous else None) in _EXPECTING or previous is waiting
    if isinstance(waiting, Sym) and waiting == bar and not expecting:
        return "close"
    follows = any(bar == (node.base if isinstance(node, Script) else node) for node in after)
    after_bars = isinstance(previous, Fenced) and previous.right == bar.text
    return "open" if follows and (expecting or after_bars) else "ord"


def _last(nodes: Sequence[Node]) -> Node | None:
    return next((node for node in reversed(nodes) if not isinstance(node, Space)), None)


def _is_power(node: Node | None) -> bool:
    """Whether the node is a function with an exponent and nothing to apply it to, as in sin² + cos²."""
    return isinstance(node, Script) and node.sup is not None and sides(node)[1] == "op"


def _signs(items: list[Node]) -> list[Node]:
    out: list[Node] = []
    for place, item in enumerate(items):
        if not isinstance(item, Sym) or item.kind != "bin":
            out.append(item)
            continue
        previous = _last(out)
        following = next((node for node in items[place + 1 :] if not isinstance(node, Space)), None)
        if following is None or sides(following)[0] in ("rel", "close", "punct"):
            out.append(as_kind(item, "ord"))
        elif (sides(previous)[1] if previous else None) in _EXPECTING and not _is_power(previous):
            out.append(as_kind(item, "sign" if item.text in "+−±∓" else "ord"))
        else:
            out.append(item)
    return out
