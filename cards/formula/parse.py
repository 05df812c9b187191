"""TeX to the tree of a formula: latex2mathml reads, this module accepts only what it understands.

Every node of the parser has one meaning here or is refused with `Undrawable`; nothing is guessed and
nothing is left out. The parser is imported with the first formula.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from cards.formula.commands import (
    ARROWS,
    BIG,
    BINOMIALS,
    CLASSES,
    FRACTIONS,
    LABELS,
    SIZES,
    SPACES,
    STYLES,
    SWITCHES,
    TABLES,
    TRANSPARENT,
    vocabulary,
)
from cards.formula.group import grouped
from cards.formula.source import ATOM, DIGIT, NOTHING, Prepared, Undrawable, prepare
from cards.formula.symbols import ACCENTS, BIG_OPERATORS, DELIMITERS, OPERATORS, PRIMES, kind_of, styled
from cards.formula.tree import (
    EMPTY,
    Accent,
    Boxed,
    Brace,
    Fenced,
    Form,
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
    as_kind,
    items_of,
    row,
    sides,
)

if TYPE_CHECKING:
    from latex2mathml.walker import Node as Parsed


def parse(tex: str) -> Node:
    """The tree of a formula. Raises `Undrawable` for everything that has no sure drawing."""
    known, characters = vocabulary()
    prepared = prepare(tex, known, characters)
    return _Reader(prepared, characters).formula(prepared.tex)


_FAULTS = {
    "DoubleSubscriptsError": "it has two scripts in one place",
    "DoubleSuperscriptsError": "it has two scripts in one place",
    "ExtraLeftOrMissingRightError": r"a \left or \right has no partner",
    "MissingEndError": "an environment has no end",
    "MissingSuperScriptOrSubscriptError": "a script is missing",
}


def _walk(tex: str) -> list[Parsed]:
    from latex2mathml.walker import walk

    try:
        return walk(tex)
    except RecursionError:
        raise Undrawable("it is nested too deeply") from None
    except Exception as error:  # the parser answers bad input with whatever it stumbles over
        reason = _FAULTS.get(type(error).__name__, "the parser cannot read it")
        raise Undrawable(reason) from error


class _Reader:
    """Turns the parser's nodes into ours, one meaning each."""

    def __init__(self, prepared: Prepared, characters: dict[str, str]) -> None:
        self.prepared = prepared
        self.characters = characters

    def formula(self, tex: str) -> Node:
        if not tex.strip():
            return EMPTY
        nodes = _walk(tex)
        if any(node.token in (r"\\", "&") for node in nodes):
            return self.table(r"\aligned", nodes, "", "")
        return self.row(nodes, "")

    def row(self, nodes: Iterable[Parsed], style: str) -> Node:
        return grouped(list(self.items(nodes, style)))

    def one(self, node: Parsed, style: str) -> Node:
        """An argument, whose braces are not a group."""
        return self.row(node.children or () if node.token == "{}" else [node], style)

    def items(self, nodes: Iterable[Parsed], style: str) -> Iterator[Node]:
        for node in nodes:
            if node.token in SWITCHES and node.children is None:
                style = STYLES[node.token]
            elif node.token == "{}":
                yield from self.braced(node, style)
            elif node.token == NOTHING or node.token in SIZES:
                continue
            elif node.children is None:
                yield from self.leaf(node, style)
            elif node.token in STYLES:
                yield from items_of(self.row(node.children, STYLES[node.token] or style))
            elif node.token in TRANSPARENT:
                yield from items_of(self.row(node.children, style))
            else:
                yield from items_of(self.branch(node, style))

    def braced(self, node: Parsed, style: str) -> Iterator[Node]:
        """The parts of a group; a single character in braces loses its spacing, as in `1{,}000`."""
        inside = list(self.items(node.children or (), style))
        if (
            len(inside) == 1
            and isinstance(inside[0], Sym)
            and inside[0].kind in ("punct", "rel", "bin", "bar")
        ):
            yield as_kind(inside[0], "ord")
        else:
            yield from items_of(grouped(inside))

    def leaf(self, node: Parsed, style: str) -> Iterator[Node]:
        token = node.token
        if len(token) == 1 and "\ue000" <= token <= "\uf8ff":
            yield from self.private(ord(token), style)
        elif token in SPACES:
            yield from [Space(SPACES[token])] if SPACES[token] else []
        elif token[0] == "\\" and token[1:] in OPERATORS:
            yield Sym(token[1:], "op", limits=OPERATORS[token[1:]])
        elif token in BIG or token == r"\middle":
            yield _delimiter_sym(token, node.text or "")
        elif token in (r"\lvert", r"\lVert", r"\rvert", r"\rVert"):
            yield Sym(DELIMITERS[token], "open" if token[1] == "l" else "close")
        elif token in _SPECIAL:
            yield _SPECIAL[token]
        else:
            yield self.symbol(token, style)

    def private(self, code: int, style: str) -> Iterator[Node]:
        """What was set aside before the parser saw it."""
        if code < ATOM:
            digit = str(code - DIGIT)
            yield Sym(styled(digit, style) if style else digit, "num")
        elif code - ATOM in self.prepared.maths:
            inner = prepare(self.prepared.maths[code - ATOM], *vocabulary())
            yield from items_of(_Reader(inner, self.characters).formula(inner.tex))
        else:
            yield self.prepared.atoms[code - ATOM]

    def symbol(self, token: str, style: str) -> Node:
        char = {"-": "−", "*": "∗"}.get(token) or self.characters.get(token, token)
        kind = kind_of(char)
        known = kind != "ord" or (len(char) == 1 and unicodedata.category(char)[0] in "LNPS")
        if not known or token in ("{", "}", "\\", "&"):
            raise Undrawable(f"{token!r} stands where it means nothing")
        if kind == "big":
            return Sym(char, kind, limits=char in BIG_OPERATORS)
        return Sym(styled(char, style) if style and kind == "ord" else char, kind)

    def branch(self, node: Parsed, style: str) -> Node:
        """A node that has parts of its own."""
        token, children = node.token, node.children or ()
        if token in ("_", "^", "_^"):
            return self.script(node, style)
        if token == r"\left":
            return self.fenced(node, style)
        if token in TABLES:
            return self.table(token, children, node.alignment or "", style)
        parts = [self.one(child, style) for child in children]
        if token in ARROWS and len(parts) in (1, 2):
            return Labelled(Sym(ARROWS[token], "rel"), parts[-1], parts[0] if len(parts) == 2 else None)
        if token == r"\root" and len(parts) == 2:
            return Root(*parts)
        pair = token in FRACTIONS | BINOMIALS | LABELS
        if len(parts) != 1 + pair:
            raise Undrawable(f"{token} lacks an argument")
        return _binary(node, *parts) if pair else _unary(token, parts[0])

    def script(self, node: Parsed, style: str) -> Node:
        base, *scripts = node.children or ()
        parts = [self.one(script, style) for script in scripts]
        sub = parts[0] if node.token != "^" else None
        sup = parts[-1] if node.token != "_" else None
        nucleus = row(list(self.items([base], style))) if base.token else EMPTY
        if isinstance(nucleus, Brace) and not nucleus.label and node.token == ("^" if nucleus.above else "_"):
            return replace(nucleus, label=parts[0])
        if not base.token and sup and not sub and _is_prime(sup):
            return sup
        if (
            isinstance(nucleus, Row)
            and nucleus.items
            and {sides(item)[0] for item in nucleus.items} == {"op"}
        ):
            return Labelled(nucleus, sup, sub)
        if base.token not in ("_", "^", "_^") or isinstance(nucleus, Brace):
            return Script(nucleus, sub, sup)
        if isinstance(nucleus, Script) and nucleus.sup and sup and not sub and _is_prime(nucleus.sup):
            return replace(nucleus, sup=row((*items_of(nucleus.sup), *items_of(sup))))
        raise Undrawable("it has two scripts in one place")

    def fenced(self, node: Parsed, style: str) -> Node:
        *inside, right = node.children or ()
        return Fenced(_delimiter(node.delimiter), self.row(inside, style), _delimiter(right.delimiter))

    def table(self, token: str, nodes: Sequence[Parsed], columns: str, style: str) -> Node:
        if columns and token != r"\array":
            raise Undrawable(f"the environment {token[1:]!r} has no columns to choose")
        lines, rules = _lines(nodes)
        rows = tuple(
            tuple(
                self.cell(cell, token == r"\aligned" and place % 2 == 1, style)
                for place, cell in enumerate(line)
            )
            for line in lines
        )
        bars = {len(columns[:place].replace("|", "")) for place, name in enumerate(columns) if name == "|"}
        align = columns.replace("|", "") or _ALIGNMENT.get(token, "c")
        table = Table(_FORMS.get(token, "matrix"), rows, align, frozenset(rules), frozenset(bars))
        left, right = TABLES[token]
        return Fenced(left, table, right) if left or right else table

    def cell(self, nodes: Sequence[Parsed], follows: bool, style: str) -> Node:
        """A cell; one that follows an alignment mark is spaced as if something stood before it."""
        items = list(self.items(nodes, style))
        return grouped([Sym(""), *items] if follows and items else items)


_SPECIAL = {
    r"\bmod": Sym("mod", "bin"),
    r"\colon": Sym(":", "punct"),
    r"\mid": Sym("|", "rel"),
}
_FORMS: dict[str, Form] = {
    r"\aligned": "lines",
    r"\cases": "cases",
    r"\gathered": "lines",
    r"\rcases": "cases",
    r"\substack": "stack",
}
_ALIGNMENT = {r"\aligned": "rl", r"\cases": "l", r"\rcases": "l"}


def _lines(nodes: Sequence[Parsed]) -> tuple[list[list[list[Parsed]]], set[int]]:
    """The cells of each line, and before which lines a rule stands."""
    lines: list[list[list[Parsed]]] = [[[]]]
    rules: set[int] = set()
    for node in nodes:
        if node.token == r"\\":
            lines.append([[]])
        elif node.token == "&":
            lines[-1].append([])
        elif node.token == r"\hline" and lines[-1] == [[]]:
            rules.add(len(lines) - 1)
        elif node.token != NOTHING:
            lines[-1][-1].append(node)
    return (lines[:-1] if len(lines) > 1 and lines[-1] == [[]] else lines), rules


def _is_prime(node: Node) -> bool:
    return all(isinstance(part, Sym) and part.text in PRIMES for part in items_of(node))


def _delimiter(text: str | None) -> str:
    if text is None or text not in DELIMITERS:
        raise Undrawable(f"{text!r} is no bracket")
    return DELIMITERS[text]


def _delimiter_sym(token: str, text: str) -> Node:
    char = _delimiter(text)
    sides: dict[str, Kind] = {"l": "open", "r": "close", "m": "rel"}
    if token == r"\middle":
        return Sym(char, "middle")
    return Sym(char, sides.get(token[-1], "ord") if token[-1] in "lrm" else kind_of(char))


def _unary(token: str, part: Node) -> Node:
    if token in ACCENTS:
        return Accent(ACCENTS[token], part)
    if token in CLASSES:
        kind = CLASSES[token]
        return replace(part, kind=kind, limits=kind == "op") if isinstance(part, Sym) else part
    match token:
        case r"\sqrt":
            return Root(part)
        case r"\overbrace" | r"\underbrace":
            return Brace(part, None, above=token == r"\overbrace")
        case r"\boxed":
            return Boxed(part)
        case r"\pmod":
            return row([Space(), Fenced("(", row([Sym("mod", "op"), *items_of(part)]), ")")])
        case r"\mod":
            return row([Space(), Sym("mod", "op"), *items_of(part)])
    raise Undrawable(f"{token} is not known")


def _binary(node: Parsed, first: Node, second: Node) -> Node:
    if node.token in LABELS:
        if node.token != r"\underset":
            return Labelled(first, over=second)
        if isinstance(first, Sym) and first.kind in ("op", "text"):
            return Script(replace(first, kind="op", limits=True), sub=second)
        return Labelled(first, under=second)
    if node.token in BINOMIALS or node.delimiter == "()":
        return Fenced("(", Fraction(first, second, bar=False), ")")
    if (node.attributes or {}).get("linethickness") == "0":
        return Table("stack", ((first,), (second,)), "c")
    return Fraction(first, second)
