"""Pictures of which parts are hidden: masks over a picture that stays a file of its own.

A masked picture is a drawing that names the picture below. The whole drawing follows from the description
that stands in it, so that a drawing either is exactly what `drawn` gives or is none of these. Nothing is read
or written here, and no pixel is touched.

Source: Anki's `ts/routes/image-occlusion/review.ts` (which masks a side shows).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property, lru_cache
from html import escape, unescape
from typing import Literal

from cards.pictures.masks import Mask, masks_in
from cards.pictures.media import NAME, is_heard, type_of

Look = Literal["asked", "hidden", "outlined", "label"]
"""What a mask is on a side: the one that is asked, another one, the edge of what was asked, or words."""

SIDE = 100_000
"""Pixels of a side."""

COLOURS: dict[Look, tuple[str, str]] = {
    "asked": ("#e8590c", "#212529"),
    "hidden": ("#ced4da", "#495057"),
    "outlined": ("none", "#e8590c"),
    "label": ("#ffffff", "#212529"),
}
"""The filling and the edge, or the ink, of masks by their look."""

_DESCRIBED = re.compile(r"<metadata>([^<]*)</metadata>")
_PLACES = (
    ("at the upper left", "at the top", "at the upper right"),
    ("on the left", "in the middle", "on the right"),
    ("at the lower left", "at the bottom", "at the lower right"),
)


@dataclass(frozen=True, slots=True)
class Note:
    """What another program needs to know its note by."""

    guid: str = ""
    notetype: int = 0
    comments: str = ""
    """Markdown that no card shows."""


@dataclass(frozen=True)
class Masked:
    """A side of a card that asks what a mask hides."""

    picture: str
    """The name under which the picture below travels."""
    width: int
    """Pixels, here and below."""
    height: int
    occlusion: str
    """All masks, as the other program writes them."""
    gap: int
    answer: bool
    """Whether the asked part is shown."""
    note: Note = Note()

    @cached_property
    def masks(self) -> Sequence[Mask]:
        return masks_in(self.occlusion)

    @property
    def mode(self) -> int:
        return next((mask.mode for mask in self.masks if self.gap in mask.gaps), 0)

    def looks(self) -> Iterator[tuple[Mask, Look]]:
        """What stands over the picture, from below to above."""
        for mask in self.masks:
            asked = self.gap in mask.gaps
            if mask.shape == "text":
                yield mask, "label"
            elif not asked and self.mode and not (self.answer and self.mode == 2):
                yield mask, "hidden"
            elif asked and self.answer and self.mode != 2:
                yield mask, "outlined"
            elif asked and not self.answer and self.mode != 2:
                yield mask, "asked"

    @property
    def place(self) -> str:
        """Where in the picture the asked part lies, in words."""
        asked = [mask for mask in self.masks if self.gap in mask.gaps]
        corners = [corner for mask in asked for corner in mask.outline(1.0, 1.0)]
        if not corners:
            return _PLACES[1][1]
        across, down = ((min(one) + max(one)) / 2 for one in zip(*corners, strict=True))
        return _PLACES[_third(down)][_third(across)]


def _third(at: float) -> int:
    return 0 if at < 0.4 else 2 if at > 0.6 else 1


def drawn(masked: Masked) -> bytes:
    """The drawing of a masked picture."""
    width, height = masked.width, masked.height
    size = f'width="{width}" height="{height}"'
    told = json.dumps(asdict(masked), ensure_ascii=False)
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 {width} {height}">',
            f"<metadata>{escape(told, quote=False)}</metadata>",
            f'<image href="{masked.picture}" {size} preserveAspectRatio="none"/>',
            *(_element(mask, look, width, height) for mask, look in masked.looks()),
            "</svg>\n",
        )
    ).encode()


def _element(mask: Mask, look: Look, width: int, height: int) -> str:
    fill, edge = COLOURS[look]
    if look == "label":
        return _label(mask, width, height)
    line = max(2, round(min(width, height) / 200))
    corners = " ".join(f"{x:.1f},{y:.1f}" for x, y in mask.outline(width, height))
    return f'<polygon points="{corners}" fill="{fill}" stroke="{edge}" stroke-width="{line}"/>'


def _label(mask: Mask, width: int, height: int) -> str:
    """Words on a ground that is as wide as letters mostly are."""
    ground, ink = COLOURS["label"]
    letters, lines = mask.size * height, mask.text.split("\n")
    x, y = mask.left * width, mask.top * height
    across, down = max(map(len, lines)) * letters * 0.6, 1.2 * letters * len(lines)
    shown = "".join(
        f'<text x="{x:.1f}" y="{y + letters * (0.95 + 1.2 * at):.1f}" font-family="sans-serif"'
        f' font-size="{letters:.1f}" fill="{ink}">{escape(line, quote=False)}</text>'
        for at, line in enumerate(lines)
    )
    turn = f' transform="rotate({mask.turn:.1f} {x:.1f} {y:.1f})"' if mask.turn else ""
    paper = f'<rect x="{x:.1f}" y="{y:.1f}" width="{across:.1f}" height="{down:.1f}" fill="{ground}"/>'
    return f"<g{turn}>{paper}{shown}</g>"


def read(content: bytes) -> Masked | None:
    """The masked picture that a drawing is; None where it is any other."""
    if b"<metadata>{" not in content[:400]:
        return None
    return _read(content)


@lru_cache(maxsize=16)
def _read(content: bytes) -> Masked | None:
    from pydantic import TypeAdapter

    found = _DESCRIBED.search(content.decode("utf-8", "replace"))
    try:
        masked = TypeAdapter(Masked).validate_json(unescape(found[1]) if found else "")
        sized = 0 < masked.width <= SIDE and 0 < masked.height <= SIDE
        shown = NAME.fullmatch(masked.picture) and not is_heard(masked.picture)
        proper = sized and shown and not masked.picture.endswith(".svg")
        return masked if proper and drawn(masked) == content else None
    except ValueError:  # pydantic's own included
        return None


def beneath(content: bytes) -> str | None:
    """The name of the picture below the masks of a drawing; None where it is no masked picture."""
    masked = read(content)
    return masked.picture if masked else None


def whole(content: bytes, picture: Callable[[str], bytes | None]) -> bytes:
    """A file that shows the same without any other: a masked picture with the picture in it.

    Args:
      content: any picture.
      picture: gives the content of another one by its name.
    """
    name = beneath(content)
    below = picture(name) if name else None
    if name is None or below is None:
        return content
    from base64 import b64encode

    address = f'href="data:{type_of(name)};base64,{b64encode(below).decode()}"'
    return content.replace(f'<image href="{name}"'.encode(), f"<image {address}".encode(), 1)
