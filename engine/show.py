"""Numbers, vectors, matrices and shapes as text, and templates filled with them.

The one place that decides how a value looks: in prompts, worked steps, hints, choices and verdicts.
Matrices are laid out over several lines, aligned with the text that surrounds them.
"""

from __future__ import annotations

import math
import re
import string
import textwrap
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

SIGNIFICANT = 6
"""Digits with which an intermediate value is shown."""


def number(value: Any, digits: int | None = None) -> str:
    """A scalar as text: whole numbers plainly, decimals with `digits` places or up to six digits."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value
    value = float(value)
    if math.isinf(value):
        return "∞" if value > 0 else "-∞"
    if digits is not None:
        return f"{value + 0.0:.{digits}f}" if round(value, digits) else f"{0:.{digits}f}"
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    text = f"{value:.{SIGNIFICANT}g}"
    return text if "e" not in text else _plain_power(text)


def _plain_power(text: str) -> str:
    mantissa, power = text.split("e")
    return f"{mantissa}e{int(power)}"


def significant(value: float, digits: int) -> str:
    """A number with `digits` significant digits, trailing zeros kept: 0.00120, 53.0, 1.20e-7."""
    text = f"{value:#.{digits}g}"
    return (_plain_power(text) if "e" in text else text).rstrip(".")


NOISE = 1e-13
"""Cells smaller than this share of the largest one are what binary fractions leave of 0."""


def without_noise(value: Any) -> Any:
    """A list, or a list of rows, with 0 for cells that differ from it by rounding errors only."""
    if hasattr(value, "tolist"):
        value = value.tolist()
    if not isinstance(value, list):
        return value
    cells = [cell for row in value for cell in (row if isinstance(row, list) else [row])]
    sizes = (abs(cell) for cell in cells if isinstance(cell, float) and math.isfinite(cell))
    limit = NOISE * max(sizes, default=0.0)

    def settled(cell: Any) -> Any:
        if isinstance(cell, list):
            return [settled(each) for each in cell]
        return 0.0 if isinstance(cell, float) and abs(cell) < limit else cell

    return settled(value)


def rows_of(value: Any) -> list[list[Any]] | None:
    """The rows of a matrix, or None for anything else."""
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, (list, tuple)) and value and all(isinstance(row, (list, tuple)) for row in value):
        return [list(row) for row in value]
    return None


def vector(values: Iterable[Any], digits: int | None = None) -> str:
    """`[0.1, 0.2]`."""
    return "[" + ", ".join(_cell(value, digits) for value in values) + "]"


def _cell(value: Any, digits: int | None) -> str:
    nested = hasattr(value, "__len__") and not isinstance(value, str)
    return vector(value, digits) if nested else number(value, digits)


def shape(values: Iterable[Any]) -> str:
    """`3×32×32`."""
    return "×".join(number(value) for value in values)


def matrix(rows: Sequence[Sequence[Any]], digits: int | None = None) -> str:
    """A matrix over several lines, columns aligned, between tall brackets."""
    cells = [[_cell(value, digits) for value in row] for row in rows]
    if digits is None:
        cells = _align_points(cells)
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = ["  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)) for row in cells]
    if len(lines) == 1:
        return f"[ {lines[0]} ]"
    left = "⎡" + "⎢" * (len(lines) - 2) + "⎣"
    right = "⎤" + "⎥" * (len(lines) - 2) + "⎦"
    return "\n".join(f"{a} {line} {b}" for a, line, b in zip(left, lines, right, strict=True))


def _align_points(cells: list[list[str]]) -> list[list[str]]:
    """Pad the decimals of each column on the right, so that the points stand under each other."""
    columns = []
    for column in zip(*cells, strict=True):
        tails = [len(cell) - cell.index(".") if "." in cell else 0 for cell in column]
        longest = max(tails)
        columns.append([cell + " " * (longest - tail) for cell, tail in zip(column, tails, strict=True)])
    return [list(row) for row in zip(*columns, strict=True)]


def table(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Indented columns under a header, numbers to the right: boxes with scores, counts, schedules."""
    cells = [list(header), *[[_cell(value, None) for value in row] for row in rows]]
    widths = [max(map(width, column)) for column in zip(*cells, strict=True)]
    lines = ["  ".join(" " * (w - width(c)) + c for c, w in zip(row, widths, strict=True)) for row in cells]
    return "\n".join(f"  {line}".rstrip() for line in lines)


def width(text: str) -> int:
    """Columns that a text takes in a terminal: accents that combine with a letter take none."""
    return sum(not unicodedata.combining(character) for character in text)


def wrapped(text: str, columns: int) -> str:
    """Paragraphs broken to a width; indented lines are layouts and stay as they are."""
    return "\n".join(part for line in text.split("\n") for part in _broken(line, columns))


def _broken(line: str, columns: int) -> list[str]:
    if line[:1] in ("", " "):
        return [line]
    parts = textwrap.wrap(together(line, columns), columns, break_long_words=False)
    return [part.replace(JOINER, " ") for part in parts]


JOINER = "\ue000"
"""Stands for a blank at which no line is broken."""

_GROUP = re.compile(r"\([^()]*\)|\d[\d.,]*(?: [×x] \d[\d.,]*)+")


def together(text: str, columns: int) -> str:
    """A text in which small groups, such as (2, 3) and 3 × 3, have joiners in place of their blanks.

    Args:
        text: without joiners.
        columns: of a line; a group is small that takes less than a third of it.
    """
    return _GROUP.sub(
        lambda group: (
            group.group().replace(" ", JOINER) if 3 * len(group.group()) < columns else group.group()
        ),
        text,
    )


JOINED = {"sum": (" + ", ""), "product": ("·", ""), "squares": (" + ", "²")}
"""Formats of `value` that join the entries: what stands between two of them, and behind each."""


def _operand(text: str) -> str:
    return f"({text})" if text.startswith("-") else text


def value(thing: Any, spec: str = "") -> str:
    """Any value under a format.

    A format is "" for the value as it is, a whole number of decimals, `shape`, `set`, `list`, `plain`, or one
    of `JOINED`, which writes a calculation with all entries. `plain` and a number of decimals keep a matrix
    on one line where it is wanted in a sentence.
    """
    if spec in JOINED:
        entries = [entry for row in rows_of(thing) or [thing] for entry in row]
        sign, power = JOINED[spec]
        return sign.join(_operand(number(entry)) + power for entry in entries)
    if spec in ("shape", "set", "list"):
        items = list(thing)
        text = shape(items) if spec == "shape" else ", ".join(_cell(item, None) for item in items)
        return "{" + text + "}" if spec == "set" else text
    digits = int(spec) if spec.isdigit() else None
    thing = without_noise(thing)
    rows = rows_of(thing)
    if rows is not None and spec != "plain":
        return matrix(rows, digits)
    if isinstance(thing, Mapping):
        return ", ".join(f"{key} = {value(item)}" for key, item in thing.items())
    return vector(thing, digits) if isinstance(thing, (list, tuple)) else number(thing, digits)


OPERATORS = "·−-+/×*^÷"
"""After one of these a negative number is put in parentheses."""


def fill(template: str, values: Mapping[str, Any]) -> str:
    """A template filled with values, matrices set beside the text of their line.

    Placeholders are `{name}`, `{name[0]}` for an entry, each with a format of `value` after a colon.

    Raises:
      KeyError: a name of the template is not among the values.
    """
    return "\n".join(_fill_line(line, values) for line in template.split("\n"))


def _fill_line(line: str, values: Mapping[str, Any]) -> str:
    blocks: list[list[str]] = []
    before = ""
    for literal, name, spec, _ in string.Formatter().parse(line):
        if literal:
            blocks.append([literal])
            before = literal.rstrip()[-1:] or before
        if name is not None:
            text = value(string.Formatter().get_field(name, (), values)[0], spec or "")
            if before and before in OPERATORS:
                text = _operand(text)
            blocks.append(text.split("\n"))
            before = ""
    return beside(blocks)


def beside(blocks: Sequence[Sequence[str]]) -> str:
    """Blocks of lines set side by side, each centred on the tallest."""
    height = max((len(block) for block in blocks), default=1)
    padded = []
    for block in blocks:
        columns = max(map(width, block))
        above = (height - len(block)) // 2
        lines = [""] * above + list(block) + [""] * (height - len(block) - above)
        padded.append([text + " " * (columns - width(text)) for text in lines])
    return "\n".join("".join(parts).rstrip() for parts in zip(*padded, strict=True))


def names(template: str) -> set[str]:
    """The placeholders of a template."""
    found = (name for _, name, _, _ in string.Formatter().parse(template) if name is not None)
    return {name.split("[")[0] for name in found}


def sentence(items: Sequence[str], last: str = "and") -> str:
    """`a, b and c`."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {last} {items[-1]}"


_LAYOUT = re.compile(r"^ |  |[⎡⎢⎣]", re.MULTILINE)


def blocks_of(text: str) -> Iterator[tuple[bool, str]]:
    """The paragraphs of a text, each with whether spaces or tall brackets lay it out."""
    for block in re.split(r"\n{2,}", text.strip("\n")):
        yield _LAYOUT.search(block) is not None, block
