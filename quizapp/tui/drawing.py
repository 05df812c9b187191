"""A frame is put together of what is seen: what lies under something else is neither drawn nor cut.

Textual draws each line of each widget, and cuts it at the edges of all widgets that stand in it, before it
looks which piece lies on top. Most of that is the empty ground of containers.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from textual._compositor import Compositor
from textual.geometry import Region
from textual.widget import Widget

if TYPE_CHECKING:
    from textual.strip import Strip

Pieces = dict[int, "Strip | None"]
"""Of a line: what stands from a cell on up to the next one; None where nothing has been drawn yet."""

Gaps = list[tuple[int, int]]
"""Where nothing has been drawn yet: the first cell, and the one after the last."""


def draw_what_is_seen() -> None:
    """From now on put all frames together in this way."""
    Compositor._render_chops = drawn  # type: ignore[method-assign, assignment]


def drawn(
    compositor: Compositor, crop: Region, wanted: Callable[[int], bool]
) -> Sequence[Mapping[int, Strip | None]]:
    """The pieces of each line, from the front to the back.

    Args:
        compositor: of the screen.
        crop: all that has changed lies in it.
        wanted: whether anything has changed in a line.
    """
    cuts = compositor.cuts
    lines: list[Pieces] = [dict.fromkeys(line[:-1]) for line in cuts]
    for widget, (region, clip) in compositor.visible_widgets.items():
        shown = region.intersection(clip)
        if not crop.overlaps(shown):
            continue
        rows = [y for y in shown.line_range if wanted(y)]
        gaps = {y: found for y in rows if (found := _gaps(lines[y], cuts[y], shown))}
        if gaps:
            _fill(lines, gaps, widget, shown, shown.translate((-region.x, -region.y)))
    return lines


def _gaps(line: Pieces, cuts: Sequence[int], shown: Region) -> Gaps:
    """Where a widget is seen in a line."""
    edges = cuts[bisect_left(cuts, shown.x) : bisect_right(cuts, shown.right)]
    return [(start, end) for start, end in pairwise(edges) if line[start] is None]


def _fill(lines: list[Pieces], gaps: Mapping[int, Gaps], widget: Widget, shown: Region, own: Region) -> None:
    """Draw a widget where it is seen.

    Args:
        lines: of the screen.
        gaps: by line, where it is seen.
        widget: what is drawn.
        shown: where it would be seen if nothing lay before it.
        own: the same, from its own upper left corner.
    """
    top, bottom = min(gaps), max(gaps) + 1
    ground = _is_ground(widget)
    height = 1 if ground else bottom - top
    strips = widget.render_lines(Region(own.x, own.y + top - shown.y, own.width, height))
    for y, found in gaps.items():
        strip = strips[0 if ground else y - top]
        for start, end in found:
            lines[y][start] = strip.crop(start - shown.x, end - shown.x)


def _is_ground(widget: Widget) -> bool:
    """Whether all lines of a widget are alike: it only holds others, and has neither frame nor pattern."""
    kind, styles = type(widget), widget.styles
    if not widget.is_container or styles.has_rule("hatch") or styles.has_rule("keyline"):
        return False
    if kind.render is not Widget.render or kind.render_line is not Widget.render_line:
        return False
    return not any(edge for edge, _ in (*styles.border, *styles.outline))
