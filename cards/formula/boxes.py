"""Blocks of text with a baseline: put side by side, stacked, fenced and framed. They know nothing of TeX."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cards.formula.cells import cells


@dataclass(frozen=True, slots=True)
class Box:
    """Lines of the same width in cells."""

    lines: tuple[str, ...]
    width: int
    base: int = 0
    """The line that stands on the baseline."""
    core: tuple[int, int] = (0, 0)
    """How many lines above and below the baseline a bracket around the box has to cover: not its scripts."""
    barred: bool = False
    """Whether its sides end in a rule that would run into a neighbour's."""

    @property
    def up(self) -> int:
        return self.base

    @property
    def down(self) -> int:
        return len(self.lines) - 1 - self.base


def of_text(text: str) -> Box:
    return Box((text,), cells(text))


def blank(width: int = 0) -> Box:
    return Box((" " * width,), width)


def beside(boxes: Sequence[Box]) -> Box:
    """Boxes in a line, on one baseline."""
    if not boxes:
        return blank()
    up, down = max(box.up for box in boxes), max(box.down for box in boxes)
    columns = [grown(box, up, down).lines for box in boxes]
    return Box(
        tuple(map("".join, zip(*columns, strict=True))),
        sum(box.width for box in boxes),
        up,
        (max(box.core[0] for box in boxes), max(box.core[1] for box in boxes)),
    )


def grown(box: Box, up: int, down: int) -> Box:
    """The box with blank lines added, so that it reaches so far above and below the baseline."""
    above, below = max(0, up - box.up), max(0, down - box.down)
    if not above and not below:
        return box
    empty = (" " * box.width,)
    return replace(box, lines=empty * above + box.lines + empty * below, base=box.base + above)


def set_in(box: Box, width: int, align: str = "c") -> Box:
    """The box in a wider field, at its left, centre or right."""
    room = width - box.width
    if room <= 0:
        return box
    left = {"l": 0, "c": room // 2, "r": room}[align]
    lines = tuple(" " * left + line + " " * (room - left) for line in box.lines)
    return replace(box, lines=lines, width=width)


def stacked(boxes: Sequence[Box], base: int, align: str = "c") -> Box:
    """Boxes on top of each other; `base` is the line of the whole that stands on the baseline."""
    width = max(box.width for box in boxes)
    lines = tuple(line for box in boxes for line in set_in(box, width, align).lines)
    return Box(lines, width, base, (base, len(lines) - 1 - base))


def spread(boxes: Sequence[Box], apart: bool = False) -> list[Box]:
    """Boxes to stack, with a blank line between those that would otherwise touch (or between all)."""
    out: list[Box] = []
    for box in boxes:
        if out and (apart or out[-1].down + box.up):
            out.append(blank())
        out.append(box)
    return out


def above(box: Box, rows: int, under: Box) -> Box:
    """Sets the last line of a box so many rows above the baseline, over what stands there already."""
    lines = (*box.lines, *[" " * box.width] * rows)
    return overlaid(Box(lines, box.width, len(lines) - 1), under)


def below(box: Box, rows: int, under: Box) -> Box:
    lines = (*[" " * box.width] * rows, *box.lines)
    return overlaid(Box(lines, box.width, 0), under)


def overlaid(first: Box, second: Box) -> Box:
    """Two boxes in the same columns, of which no line is taken by both."""
    width = max(first.width, second.width)
    one, two = (
        grown(set_in(box, width, "l"), max(first.up, second.up), max(first.down, second.down))
        for box in (first, second)
    )
    lines = tuple(a if a.strip() else b for a, b in zip(one.lines, two.lines, strict=True))
    return Box(lines, width, one.base)


def radical(body: Box, degree: str) -> Box:
    """A root sign as high as its body, with the degree over its foot."""
    if any(line[:1] not in " ─" for line in body.lines):
        body = set_in(body, body.width + 1, "r")
    height = len(body.lines)
    margin = max(1, cells(degree))
    lines = [" " * (margin + height) + "_" * body.width]
    for left, line in enumerate(body.lines):
        climb = height - 1 - left
        foot = {0: "╲", 1: degree}.get(climb, "")
        lines.append(" " * (margin - cells(foot)) + foot + " " * climb + "╱" + " " * left + line)
    return Box(tuple(lines), margin + height + body.width, body.base + 1, (body.base + 1, body.down))


_PIECES = {
    "(": "⎛⎜⎝",
    ")": "⎞⎟⎠",
    "[": "⎡⎢⎣",
    "]": "⎤⎥⎦",
    "⌊": "⎢⎢⎣",
    "⌋": "⎥⎥⎦",
    "⌈": "⎡⎢⎢",
    "⌉": "⎤⎥⎥",
    "|": "│││",
    "‖": "║║║",
    "{": "⎧⎪⎩",
    "}": "⎫⎪⎭",
    "⟨": "╱│╲",
    "⟩": "╲│╱",
    "⟦": "╓║╙",
    "⟧": "╖║╜",
}
_MIDDLE = {"{": "⎨", "}": "⎬", "⟨": "⟨", "⟩": "⟩"}


def delimiter(char: str, up: int, down: int) -> Box:
    """A bracket that covers so many lines above and below the baseline; braces need three."""
    if not char:
        return blank()
    if not (up or down) or char not in _PIECES:
        return of_text(char)
    if char in "{}" and up + down == 1:
        up, down = 1, 1
    height = up + down + 1
    pieces = _PIECES[char]
    lines = [pieces[0], *pieces[1] * (height - 2), pieces[2]]
    if char in _MIDDLE and height > 2:
        lines[up if 0 < up < height - 1 else height // 2] = _MIDDLE[char]
    return Box(tuple(lines), 1, up, (up, down))


def fenced(left: str, body: Box, right: str) -> Box:
    up, down = body.core
    return beside([delimiter(left, up, down), body, delimiter(right, up, down)])


def framed(body: Box) -> Box:
    rule = "─" * (body.width + 2)
    lines = ("┌" + rule + "┐", *(f"│ {line} │" for line in body.lines), "└" + rule + "┘")
    return Box(lines, body.width + 4, body.base + 1, (body.base + 1, body.down + 1))
