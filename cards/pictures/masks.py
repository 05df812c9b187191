"""Shapes over a picture, as Anki writes them: each hides a part that a card asks for.

Source: Anki's `rslib/src/image_occlusion` and `ts/routes/image-occlusion/shapes` (parts of the picture's
width and height, turns in ten-thousandths).
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape
from typing import Literal

Shape = Literal["rect", "ellipse", "polygon", "text"]
Point = tuple[float, float]

MOST = 200
"""Masks of a picture, each of which is a card."""
MOST_POINTS = 500

_GAP = re.compile(r"\{\{c(\d{1,3}(?:,\d{1,3})*)::image-occlusion:(.*?)(?:::[^{}]*)?\}\}", re.DOTALL)
_COLON = re.compile(r"(?<!\\):")
_TAGS = re.compile(r"<[^>]*>")
_NUMBER = re.compile(r"-?(?:\d{1,6}(?:\.\d{0,12})?|\.\d{1,12})")
_SHAPES: dict[str, Shape] = {"rect": "rect", "ellipse": "ellipse", "polygon": "polygon", "text": "text"}
_MODES = {"": 0, "0": 0, "1": 1, "2": 2}
_CURVE = 48
"""Corners by which an ellipse is drawn."""


@dataclass(frozen=True, slots=True)
class Mask:
    """One shape over a picture."""

    shape: Shape
    gaps: tuple[int, ...]
    """The numbers of the cards that ask it; 0 for one that none asks."""
    left: float
    top: float
    """Here and below, parts of the picture's width and height."""
    width: float
    height: float
    turn: float
    """Degrees, clockwise around the upper left corner."""
    points: tuple[Point, ...]
    """Of a polygon."""
    text: str
    size: float
    """Height of the letters of a text."""
    mode: int
    """What asking it hides: 0 it alone, 1 all masks, 2 all others."""
    source: str
    """As the other program writes it."""

    def outline(self, width: float, height: float) -> list[Point]:
        """Its corners in a picture of so many pixels."""
        if self.shape == "polygon":
            corners = [(x * width, y * height) for x, y in self.points]
        else:
            x, y, across, down = (
                self.left * width,
                self.top * height,
                self.width * width,
                self.height * height,
            )
            corners = [(x, y), (x + across, y), (x + across, y + down), (x, y + down)]
            if self.shape == "ellipse":
                steps = (2 * math.pi * at / _CURVE for at in range(_CURVE))
                corners = [
                    (x + across / 2 * (1 + math.cos(at)), y + down / 2 * (1 + math.sin(at))) for at in steps
                ]
        return _turned(corners, (self.left * width, self.top * height), self.turn)


def masks_in(text: str) -> list[Mask]:
    """The masks of a text that is written as the other program writes them.

    Raises:
      ValueError: one of them is no shape, or there are more than anybody draws.
    """
    found = [_mask(gaps, source) for gaps, source in _GAP.findall(text[:1_000_000])]
    if len(found) > MOST:
        raise ValueError(f"{len(found)} masks")
    return found


def written(masks: Sequence[Mask]) -> str:
    """Masks as the other program writes them."""
    return "<br>".join(
        f"{{{{c{','.join(map(str, mask.gaps))}::image-occlusion:{mask.source}}}}}" for mask in masks
    )


def _mask(gaps: str, source: str) -> Mask:
    kind, *given = _COLON.split(_TAGS.sub("", source).strip())
    values = dict(one.partition("=")[::2] for one in given)
    shape = _SHAPES.get(kind)
    if shape is None:
        raise ValueError(f"the shape {kind[:20]}")
    left, top = _number(values.get("left", "0")), _number(values.get("top", "0"))
    twice = 2 if kind == "ellipse" else 1
    across, down = ("rx", "ry") if kind == "ellipse" else ("width", "height")
    words = unescape(values.get("text", "").replace("\\:", ":"))
    sized = kind in ("rect", "ellipse")
    return Mask(
        shape=shape,
        gaps=tuple(map(int, gaps.split(","))),
        left=left,
        top=top,
        width=twice * _number(values.get(across, "") if sized else "0"),
        height=twice * _number(values.get(down, "") if sized else "0"),
        turn=_number(values.get("angle", "0"), 10_000) * 360 / 10_000,
        points=_points(values.get("points", ""), left, top) if kind == "polygon" else (),
        text=words if kind == "text" else "",
        size=_number(values.get("fs", "") or "0.05") * _number(values.get("scale", "") or "1", 100.0),
        mode=_MODES.get(values.get("oi", ""), 1),
        source=_written(kind, values),
    )


def _written(kind: str, values: dict[str, str]) -> str:
    """A shape as the other program writes it, without what could be a mark of its own."""
    safe = {re.sub(r"\W", "", name): re.sub(r"[{}<>]", "", value) for name, value in values.items()}
    return ":".join([kind, *(f"{name}={value}" for name, value in safe.items() if name)])


def _number(text: str, most: float = 3.0) -> float:
    """A number; what is none makes no shape."""
    value = float(text) if _NUMBER.fullmatch(text.strip()) else math.inf
    if abs(value) > most:
        raise ValueError(f"the number {text[:20]}")
    return value


def _points(text: str, left: float, top: float) -> tuple[Point, ...]:
    """The corners of a polygon, moved to where it lies."""
    pairs = [one.partition(",")[::2] for one in text.split()]
    if not 3 <= len(pairs) <= MOST_POINTS:
        raise ValueError(f"{len(pairs)} corners")
    found = [(_number(x), _number(y)) for x, y in pairs]
    across, down = left - min(x for x, _ in found), top - min(y for _, y in found)
    return tuple((x + across, y + down) for x, y in found)


def _turned(corners: list[Point], around: Point, degrees: float) -> list[Point]:
    if not degrees:
        return corners
    cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    moved = [(x - around[0], y - around[1]) for x, y in corners]
    return [(around[0] + x * cosine - y * sine, around[1] + x * sine + y * cosine) for x, y in moved]
