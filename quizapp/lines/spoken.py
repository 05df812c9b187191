"""Matrices between tall brackets, for somebody who listens: on one line, rows parted by semicolons.

Pure. All else in a text stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_TALL = re.compile("[⎡⎢⎣]")
_CELLS = re.compile(r" {2,}")


def spoken(text: str) -> str:
    """A text whose drawn matrices stand in the way in which answers are typed, `[1, 2; 3, 4]`."""
    lines: list[str] = []
    drawn: list[str] = []
    for line in [*text.split("\n"), ""]:
        if _TALL.search(line):
            drawn.append(line)
            continue
        lines += _blocks(drawn)
        drawn = []
        lines.append(line)
    return "\n".join(lines[:-1])


def _blocks(drawn: Sequence[str]) -> Iterator[str]:
    """Each run of lines that lie beside each other, on one line."""
    if drawn:
        width = max(map(len, drawn))
        yield _flat([line.ljust(width) for line in drawn])


def _flat(lines: Sequence[str]) -> str:
    """What stands beside each other, from the left to the right."""
    parts: list[str] = []
    place = 0
    for left in sorted(_corners(lines)):
        right, rows = _matrix(lines, left)
        parts += [_between(lines, place, left), rows]
        place = right
    parts.append(_between(lines, place, len(lines[0])))
    return "".join(parts).rstrip()


def _corners(lines: Sequence[str]) -> set[int]:
    return {match.start() for line in lines for match in re.finditer("⎡", line)}


def _matrix(lines: Sequence[str], left: int) -> tuple[int, str]:
    """Where a matrix ends, and its rows."""
    high = [line for line in lines if line[left] in "⎡⎢⎣"]
    right = high[0].index("⎤", left)
    rows = (", ".join(_CELLS.split(line[left + 1 : right].strip())) for line in high)
    return right + 1, f"[{'; '.join(rows)}]"


def _between(lines: Sequence[str], start: int, end: int) -> str:
    """What is written between two matrices, on whichever line."""
    return next((line[start:end] for line in lines if line[start:end].strip()), lines[0][start:end])
