"""A formula in two dimensions: fractions stacked, roots, limits, matrices and braces on one baseline.

An index stays on the line where Unicode or one word allows it; what stands in an index or exponent is
itself drawn in one line, so that no letter's height is in doubt.
"""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from cards.formula.boxes import (
    Box,
    above,
    below,
    beside,
    blank,
    delimiter,
    fenced,
    framed,
    of_text,
    radical,
    stacked,
)
from cards.formula.flat import bare_root, flat, index, root_sign, runs_on
from cards.formula.grids import table
from cards.formula.small import is_single, lowered, must_part, raised
from cards.formula.symbols import OVERLINE, UNDERLINE
from cards.formula.tree import (
    Accent,
    Boxed,
    Brace,
    Fenced,
    Fraction,
    Labelled,
    Node,
    Root,
    Row,
    Script,
    Space,
    Sym,
    Table,
    sides,
    spaced,
)


def draw(node: Node) -> Box:
    match node:
        case Sym(text=text, reach=reach):
            return delimiter(text, *reach) if reach else of_text(text)
        case Space():
            return blank()
        case Row(items=items):
            return joined(pieces(items))
        case Fraction():
            return _fraction(node)
        case Root():
            return _root(node, closed=False)
        case Script(base=Sym(limits=True) as base, sub=sub, sup=sup):
            return _limits(draw(base), sup, sub)
        case Script():
            return _script(node)
        case Labelled():
            return _labelled(node)
        case Fenced(left=left, body=body, right=right):
            return _fenced(left, body, right)
        case Table(form=form, rows=rows):
            cell = _small if form == "stack" else draw
            return table(node, [list(map(cell, line)) for line in rows])
        case Accent():
            return _accent(node)
        case Brace():
            return _brace(node)
        case Boxed(body=body):
            return framed(draw(body))


Piece = tuple[int, Node, Box]
"""The cells before a part of a row, the part, and its drawing."""


def pieces(items: tuple[Node, ...]) -> list[Piece]:
    """The parts of a row, drawn, with the space that keeps each from its left neighbour."""
    parts = list(spaced(items, tight=False))
    out: list[Piece] = []
    for place, (gap, node) in enumerate(parts):
        follower, room = (parts[place + 1][1], parts[place + 1][0]) if place + 1 < len(parts) else (None, 0)
        box = _root(node, runs_on(follower, room)) if isinstance(node, Root) else draw(node)
        if not gap and out:
            gap = int(_collide(out[-1], node, box))
        out.append((gap, node, box))
    reach = (
        max((box.core[0] for *_, box in out), default=0),
        max((box.core[1] for *_, box in out), default=0),
    )
    return [
        (gap, node, delimiter(node.text, *reach) if isinstance(node, Sym) and node.kind == "middle" else box)
        for gap, node, box in out
    ]


def joined(parts: list[Piece]) -> Box:
    boxes = [box for gap, _, drawn in parts for box in ((blank(gap), drawn) if gap else (drawn,))]
    barred = bool(parts) and (parts[0][2].barred or parts[-1][2].barred)
    return replace(beside(boxes), barred=barred)


def _collide(before: Piece, node: Node, box: Box) -> bool:
    """Whether two neighbours would run into each other: a rule into anything, an open index into a letter."""
    if (isinstance(before[1], Sym) and before[1].kind == "open" and before[1].reach) or (
        isinstance(node, Sym) and node.kind == "close"
    ):
        return False
    if before[2].barred or box.barred:
        return box.width > 0 and before[2].width > 0 and not (isinstance(node, Sym) and node.kind == "punct")
    if isinstance(node, Root) and node.degree:
        return True
    if isinstance(before[1], Root):
        return sides(node)[0] not in ("close", "punct", "rel", "bin", "sign")
    return must_part(before[2].lines[before[2].base], box.lines[box.base], before[1])


def _fraction(node: Fraction) -> Box:
    if not node.bar:
        over, under = draw(node.over), draw(node.under)
        return stacked([over, under], (len(over.lines) + len(under.lines) - 1) // 2)
    over, under = draw(node.over), draw(node.under)
    width = max(over.width, under.width)
    nested = any(part.barred and part.width == width for part in (over, under))
    rule = of_text("─" * (width + 2 * (nested or width == 1)))
    return replace(stacked([over, rule, under], len(over.lines)), barred=True)


def _root(node: Root, closed: bool) -> Box:
    if bare_root(node, closed):
        return of_text(flat(node))
    body = draw(node.body)
    if len(body.lines) > 1:
        return radical(body, flat(node.degree, tight=True) if node.degree else "")
    sign = of_text(root_sign(node))
    lines = (" " * sign.width + "_" * body.width, sign.lines[0] + body.lines[0])
    return Box(lines, sign.width + body.width, 1)


def _limits(operator: Box, over: Node | None, under: Node | None) -> Box:
    upper = [_small(over)] if over else []
    lower = [_small(under)] if under else []
    return stacked([*upper, operator, *lower], sum(len(box.lines) for box in upper) + operator.base)


def _small(node: Node) -> Box:
    """What stands above or below an operator or in an index: one line, or the lines the author stacked."""
    return draw(node) if isinstance(node, Table) else of_text(flat(node, tight=True))


def _script(node: Script) -> Box:
    """Small letters or a bare word on the base's own line; everything else above and below it."""
    base = draw(node.base)
    up, down = base.core
    low, high = lowered(node.sub), raised(node.sup)
    word = index("_", node.sub) if low is None and not up and not down else "_("
    if high is not None and not up and not down and (low is not None or word[:2] != "_("):
        on_line = low + high if low is not None else high + word
        return replace(beside([base, of_text(on_line)]), core=base.core)
    if word[:2] != "_(":
        low = word
    column = blank()
    if node.sub:
        column = below(_small(node.sub) if low is None else of_text(low), down or int(low is None), column)
    if node.sup:
        column = above(_small(node.sup) if high is None else of_text(high), up or int(high is None), column)
    return replace(beside([base, column]), core=base.core)


def _labelled(node: Labelled) -> Box:
    base = draw(node.base)
    labels = [_small(label).width for label in (node.over, node.under) if label]
    longer = max(labels, default=0) + 2 - base.width
    if isinstance(node.base, Sym) and node.base.text in _LONGER and longer > 0:
        before, after = _LONGER[node.base.text]
        base = of_text(before * longer + node.base.text + after * longer)
    return replace(_limits(base, node.over, node.under), core=base.core)


_LONGER = {"→": ("─", ""), "←": ("", "─"), "↔": ("─", "─"), "⇒": ("═", "")}


def _fenced(left: str, body: Node, right: str) -> Box:
    braces = left == "{" or right == "}"
    if isinstance(body, Table) and braces and (body.form == "cases" or not (left and right)):
        inside = draw(replace(body, form="cases"))
        return fenced(left, beside([blank(bool(left)), inside, blank(bool(right))]), right)
    return fenced(left, draw(body), right)


def _accent(node: Accent) -> Box:
    if isinstance(node.body, Script) and isinstance(node.body.base, Sym) and is_single(node.body.base.text):
        return _script(replace(node.body, base=Accent(node.mark, node.body.base)))
    body = draw(node.body)
    if len(body.lines) == 1 and is_single(body.lines[0]):
        return of_text(unicodedata.normalize("NFC", body.lines[0] + node.mark))
    width = body.width
    if node.mark == UNDERLINE:
        return replace(stacked([body, of_text("‾" * width)], body.base), core=body.core)
    mark = {
        OVERLINE: "_" * width,
        "\u0304": "_" * width,
        "\u20d7": "─" * (width - 1) + "→",
        "\u20d6": "←" + "─" * (width - 1),
    }
    line = of_text(mark[node.mark] if node.mark in mark else _WIDE[node.mark])
    return replace(stacked([line, body], body.base + 1), core=body.core)


_WIDE = {
    "\u0302": "^",
    "\u0303": "~",
    "\u0307": ".",
    "\u0308": "..",
    "\u030c": "ˇ",
    "\u0306": "˘",
    "\u0301": "´",
    "\u0300": "`",
    "\u030a": "˚",
}
"""Accents above more than one character."""


def _brace(node: Brace) -> Box:
    body = draw(node.body)
    width = max(3, body.width)
    left, rule, right, point = "╭─╮┴" if node.above else "╰─╯┬"
    half = (width - 2) // 2
    tip = point if node.label else rule
    brace = of_text(
        left + rule * (half - (width % 2 == 0)) + tip + rule * (width - 3 - half + (width % 2 == 0)) + right
    )
    label = [draw(node.label)] if node.label else []
    if node.above:
        whole = stacked([*label, brace, body], sum(len(box.lines) for box in label) + 1 + body.base)
    else:
        whole = stacked([body, brace, *label], body.base)
    return replace(whole, core=body.core)
