"""Fits a drawing into a width: breaks at wide gaps, relations, operators, and then inside of brackets."""

from __future__ import annotations

from dataclasses import replace

from cards.formula.boxes import Box, beside, blank, spread, stacked
from cards.formula.layout import Piece, draw, joined, pieces
from cards.formula.tree import Fenced, Kind, Node, Row, Script, Space, Sym, Table, items_of, sides

_DEEPEST = 4
"""How many brackets in each other are opened for a break."""
_BREAKS: tuple[frozenset[Kind], ...] = (frozenset(), frozenset({"rel"}), frozenset({"rel", "bin", "punct"}))


def fitted(node: Node, width: int) -> Box | None:
    """The drawing in lines of at most `width` cells, or None where no break makes it fit."""
    box = draw(node)
    if box.width <= width:
        return box
    if isinstance(node, Table) and node.form == "lines":
        return _lines(node, width)
    items = items_of(node)
    for _ in range(_DEEPEST):
        parts = pieces(items)
        for breaks in _BREAKS:
            if lines := _filled(parts, breaks, width):
                return stacked(spread(lines), 0, "l")
        opened = tuple(part for item in items for part in _opened(item))
        if len(opened) == len(items):
            break
        items = opened
    return None


def _lines(table: Table, width: int) -> Box | None:
    """Aligned lines that are too wide together, each on its own."""
    rows = [Row(tuple(part for cell in line for part in (*items_of(cell), Space(2)))) for line in table.rows]
    boxes = [fitted(row, width) for row in rows]
    if any(box is None for box in boxes):
        return None
    return stacked(spread([box for box in boxes if box], apart=True), 0, "l")


def _filled(parts: list[Piece], breaks: frozenset[Kind], width: int) -> list[Box] | None:
    """The parts in as few lines as the allowed breaks give, or None where one of them is still too wide."""
    first, *rest = _segments(parts, breaks)
    column = joined(first).width + 1
    relation = column if column <= width // 3 else 2
    lines: list[Box] = []
    current, indent, related = first, 0, False
    for segment in rest:
        gap, node, _ = segment[0]
        kind = sides(node)[0]
        full = indent + joined(current + segment).width > width
        if full or (kind == "rel" and related and "bin" in breaks):
            lines.append(_indented(current, indent))
            current, indent = segment, 0 if gap > 1 else relation if kind == "rel" else relation + 2
        else:
            current = current + segment
        related |= kind == "rel"
    lines.append(_indented(current, indent))
    return lines if all(line.width <= width for line in lines) else None


def _segments(parts: list[Piece], breaks: frozenset[Kind]) -> list[list[Piece]]:
    """The parts between the places where a line may break."""
    out: list[list[Piece]] = [[]]
    for part in parts:
        gap, node, _ = part
        after = sides(out[-1][-1][1])[1] if out[-1] else None
        if out[-1] and (
            gap > 1 or sides(node)[0] in breaks - {"punct"} or (after == "punct" and after in breaks)
        ):
            out.append([])
        out[-1].append(part)
    return out


def _indented(parts: list[Piece], indent: int) -> Box:
    (_, node, box), *rest = parts
    return replace(beside([blank(indent), joined([(0, node, box), *rest])]), barred=False)


def _opened(node: Node) -> tuple[Node, ...]:
    """A bracket as loose parts that cover the same lines, so that a line may break inside of it."""
    fence = node.base if isinstance(node, Script) else node
    if not isinstance(fence, Fenced) or isinstance(fence.body, Table):
        return (node,)
    reach = draw(fence.body).core
    left, right = Sym(fence.left, "open", reach=reach), Sym(fence.right, "close", reach=reach)
    closing = replace(node, base=right) if isinstance(node, Script) else right
    return (left, *items_of(fence.body), closing)
