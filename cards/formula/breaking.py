"""Fits a drawing into a width: breaks at wide gaps, relations, operators, and then inside of brackets."""

from __future__ import annotations

from dataclasses import replace

from cards.formula.boxes import Box, beside, blank, spread, stacked
from cards.formula.layout import Piece, draw, joined, pieces
from cards.formula.tree import Fenced, Kind, Node, Script, Space, Sym, Table, items_of, row, sides

_DEEPEST = 4
"""How many brackets in each other are opened for a break."""
_GAPS: frozenset[Kind] = frozenset()
_RELATIONS: frozenset[Kind] = frozenset({"rel"})
_OPERATORS: frozenset[Kind] = _RELATIONS | {"bin", "punct"}
_FACTORS: frozenset[Kind] = _OPERATORS | {"op", "big"}
"""Before what a line may break (after it, for punctuation); a wide gap always allows it."""


def fitted(node: Node, width: int) -> Box | None:
    """The drawing in lines of at most `width` cells, or None where no break makes it fit."""
    box = draw(node)
    if box.width <= width:
        return box
    if isinstance(node, Table) and node.form == "lines":
        lines = [row([part for cell in line for part in items_of(cell)]) for line in node.rows]
        return _together(lines, width)
    items = items_of(node)
    if len(statements := _statements(items)) > 1:
        filled = _filled(pieces(items), _GAPS, width)
        return stacked(spread(filled), 0, "l") if filled else _together(statements, width)
    return _broken(items, width)


def _broken(items: tuple[Node, ...], width: int) -> Box | None:
    for _ in range(_DEEPEST):
        parts = pieces(items)
        for breaks in (_RELATIONS, _OPERATORS, _FACTORS):
            if lines := _filled(parts, breaks, width):
                return stacked(spread(lines), 0, "l")
        opened = tuple(part for item in items for part in _opened(item))
        if len(opened) == len(items):
            break
        items = opened
    narrowed = tuple(map(_narrowed, items))
    return None if narrowed == items else fitted(row(narrowed), width)


def _statements(items: tuple[Node, ...]) -> list[Node]:
    """The formulas that the author set side by side with a wide gap."""
    out: list[list[Node]] = [[]]
    for item in items:
        if isinstance(item, Space) and item.width > 1:
            out.append([])
        else:
            out[-1].append(item)
    return [row(part) for part in out if part]


def _together(nodes: list[Node], width: int) -> Box | None:
    """Formulas below each other, each fitted on its own."""
    boxes = [fitted(node, width) for node in nodes]
    if any(box is None for box in boxes):
        return None
    return stacked(spread([box for box in boxes if box], apart=True), 0, "l")


def _filled(parts: list[Piece], breaks: frozenset[Kind], width: int) -> list[Box] | None:
    """The parts in as few lines as the allowed breaks give, or None where one of them is still too wide."""
    first, *rest = _segments(parts, breaks)
    column = _width(first) + 1
    relation = column if column <= width // 3 else 2
    lines: list[Box] = []
    current, indent, related = first, 0, False
    for segment in rest:
        gap, node, _ = segment[0]
        kind = sides(node)[0]
        full = indent + _width(current) + _width(segment) > width
        if full or (kind == "rel" and related and "bin" in breaks):
            lines.append(_indented(current, indent))
            current, indent = segment, 0 if gap > 1 else relation if kind == "rel" else relation + 2
        else:
            current += segment
        related |= kind == "rel"
    lines.append(_indented(current, indent))
    return lines if all(line.width <= width for line in lines) else None


def _width(parts: list[Piece]) -> int:
    return sum(gap + box.width for gap, _, box in parts)


def _segments(parts: list[Piece], breaks: frozenset[Kind]) -> list[list[Piece]]:
    """The parts between the places where a line may break."""
    out: list[list[Piece]] = [[]]
    for part in parts:
        if out[-1] and _may_break(sides(out[-1][-1][1])[1], part, breaks):
            out.append([])
        out[-1].append(part)
    return out


def _may_break(before: Kind, part: Piece, breaks: frozenset[Kind]) -> bool:
    gap, node, _ = part
    kind = sides(node)[0]
    if kind in ("op", "big"):
        return kind in breaks and before in ("ord", "num", "text", "close")
    return gap > 1 or (kind in breaks and kind != "punct") or (before == "punct" and before in breaks)


def _indented(parts: list[Piece], indent: int) -> Box:
    (_, node, box), *rest = parts
    return replace(beside([blank(indent), joined([(0, node, box), *rest])]), barred=False)


def _narrowed(node: Node) -> Node:
    """Cases with each condition below its value."""
    if not isinstance(node, Fenced) or not isinstance(node.body, Table) or node.body.form != "cases":
        return node
    if all(len(line) == 1 for line in node.body.rows):
        return node
    cells = [(first, *(row([Space(4), *items_of(part)]) for part in more)) for first, *more in node.body.rows]
    rows = tuple((Table("lines", tuple((cell,) for cell in line), "l"),) for line in cells)
    return replace(node, body=replace(node.body, rows=rows))


def _opened(node: Node) -> tuple[Node, ...]:
    """A bracket as loose parts that cover the same lines, so that a line may break inside of it."""
    fence = node.base if isinstance(node, Script) else node
    if not isinstance(fence, Fenced) or isinstance(fence.body, Table):
        return (node,)
    reach = draw(fence.body).core
    left, right = Sym(fence.left, "open", reach=reach), Sym(fence.right, "close", reach=reach)
    closing = replace(node, base=right) if isinstance(node, Script) else right
    return (left, *items_of(fence.body), closing)
