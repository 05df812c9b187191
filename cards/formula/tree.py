"""The tree of a formula: what a parser hands over and both drawings read, with TeX's rules of spacing.

Plain frozen records. Nothing is drawn or parsed here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

Kind = Literal[
    "ord", "num", "text", "op", "big", "bin", "sign", "rel", "open", "close", "punct", "bar", "middle"
]
"""TeX's classes of atoms, with numbers, upright words, big operators, undecided bars and signs (with the
slash: what follows stands close) kept apart."""

Form = Literal["matrix", "cases", "lines", "stack"]
"""What a table is for: a matrix, cases, aligned lines, or the lines under a sum."""


@dataclass(frozen=True, slots=True)
class Sym:
    """A character, number or word that is drawn as it stands."""

    text: str
    kind: Kind = "ord"
    limits: bool = False
    """An operator that carries its scripts above and below when it is stacked."""
    reach: tuple[int, int] | None = None
    """A delimiter cut loose from its pair: the rows it covers above and below the baseline."""


@dataclass(frozen=True, slots=True)
class Space:
    width: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Fraction:
    over: Node
    under: Node
    bar: bool = True


@dataclass(frozen=True, slots=True)
class Root:
    body: Node
    degree: Node | None = None


@dataclass(frozen=True, slots=True)
class Script:
    base: Node
    sub: Node | None = None
    sup: Node | None = None


@dataclass(frozen=True, slots=True)
class Fenced:
    """A body between delimiters; an empty delimiter is not drawn."""

    left: str
    body: Node
    right: str


@dataclass(frozen=True, slots=True)
class Table:
    form: Form
    rows: tuple[tuple[Node, ...], ...]
    align: str
    """`l`, `c` or `r` for each column, repeated when there are more columns."""
    rules: frozenset[int] = frozenset()
    """Horizontal rules, by the number of rows above them."""
    bars: frozenset[int] = frozenset()
    """Vertical rules, by the number of columns before them."""


@dataclass(frozen=True, slots=True)
class Accent:
    mark: str
    """A combining character."""
    body: Node


@dataclass(frozen=True, slots=True)
class Brace:
    body: Node
    label: Node | None
    above: bool


@dataclass(frozen=True, slots=True)
class Labelled:
    """A symbol with something small set above or below it."""

    base: Node
    over: Node | None = None
    under: Node | None = None


@dataclass(frozen=True, slots=True)
class Boxed:
    body: Node


Node = (
    Sym | Space | Row | Fraction | Root | Script | Fenced | Table | Accent | Brace | Labelled | Boxed
)  # fmt: skip

EMPTY = Row(())
_BARS = ("|", "‖")


def items_of(node: Node) -> tuple[Node, ...]:
    """The parts of a row, or the node as a row of one."""
    return node.items if isinstance(node, Row) else (node,)


def row(items: tuple[Node, ...] | list[Node]) -> Node:
    """A row, or its only part."""
    return items[0] if len(items) == 1 else Row(tuple(items))


def as_kind(node: Node, kind: Kind) -> Node:
    """The same node, spaced as another class of atom when it is a plain symbol."""
    return replace(node, kind=kind) if isinstance(node, Sym) else node


def nucleus(node: Node) -> Node:
    """What carries the scripts, or the node itself."""
    return node.base if isinstance(node, Script) else node


def sides(node: Node) -> tuple[Kind, Kind]:
    """The classes that a neighbour on the left and one on the right see."""
    match node:
        case Sym(kind=kind):
            return kind, kind
        case Script(base=base) | Labelled(base=base):
            left, right = sides(base)
            return left, right
        case Accent(body=Sym(kind=kind)):
            return kind, kind
        case Fenced(left=left, right=right) if left not in _BARS and right not in _BARS:
            return "open", "close"
        case Row(items=items) if items:
            return sides(items[0])[0], sides(items[-1])[1]
        case _:
            return "ord", "ord"


def gap(before: Kind, after: Kind, tight: bool) -> int:
    """Cells between two neighbours; `tight` is the style of scripts, where only words keep their distance."""
    if before in ("open", "sign") or after in ("close", "punct"):
        return 0
    loose = 0 if tight else 1
    if before in ("op", "big"):
        return loose if after in ("rel", "bin") else int(before == "big" or after != "open")
    if after in ("op", "big"):
        return loose if before in ("rel", "bin", "punct") else 1
    if before == "punct" or "middle" in (before, after):
        return loose
    if before == after == "rel":
        return 0
    return loose if {"rel", "bin"} & {before, after} else 0


def spaced(items: tuple[Node, ...], tight: bool) -> Iterator[tuple[int, Node]]:
    """Each part with the cells before it: the class's own space or the author's, whichever is wider."""
    before: Kind | None = None
    asked = 0
    for item in items:
        if isinstance(item, Space):
            asked += item.width
            continue
        left, right = sides(item)
        if asked == 1 and (before in (None, "open") or left == "close"):
            asked = 0
        own = 0 if before is None else gap(before, left, tight)
        yield max(own, asked), item
        before, asked = right, 0
