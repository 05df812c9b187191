"""A frame is put together of what is seen: what lies under something else is neither drawn nor cut.

Textual draws each line of each widget, and cuts it at the edges of all widgets that stand in it, before it
looks which piece lies on top. Most of that is the empty ground of containers.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, cast

from textual import screen as screens
from textual._compositor import Compositor
from textual.geometry import Region
from textual.widget import Widget

from quizapp.tui.lines import has_edge_or_pattern

if TYPE_CHECKING:
    from textual._compositor import ChopsUpdate
    from textual.geometry import Size
    from textual.strip import Strip

Pieces = dict[int, "Strip | None"]
"""Of a line: what stands from a cell on up to the next one; None where nothing has been drawn yet."""

Gaps = list[tuple[int, int]]
"""Parts of a line: the first cell of each, and the one after its last."""

Places = Mapping[Widget, tuple[Region, Region]]
"""Of each widget its region and what of the screen it may cover."""

Seen = Mapping[Widget, Mapping[int, Gaps]]
"""Of each widget the lines in which it is seen, and where."""


def draw_what_is_seen() -> None:
    """From now on put all frames together in this way."""
    vars(screens)["Compositor"] = Frames


class Frames(Compositor):
    """What is seen is found out once for each layout, and cut nowhere but at its own edges."""

    def __init__(self) -> None:
        super().__init__()
        self._seen: Seen = {}
        self._of: Places = {}
        """The widgets for which it was found out."""
        self._changed: list[Region] = []
        """Where something has changed, while that is drawn."""

    @property
    def cuts(self) -> list[list[int]]:
        """The edges in each line, from its first cell to the one after its last."""
        if self._cuts is None:
            self._look()
        return cast("list[list[int]]", self._cuts)

    def render_partial_update(self) -> ChopsUpdate | None:
        """What has changed: nothing else in its lines is drawn."""
        self._changed = list(self._dirty_regions)
        try:
            return super().render_partial_update()
        finally:
            self._changed = []

    def _render_chops(
        self, crop: Region, is_rendered_line: Callable[[int], bool]
    ) -> Sequence[Mapping[int, Strip]]:
        self._look()
        lines: list[Pieces] = [dict.fromkeys(line[:-1]) for line in self.cuts]
        draw(lines, self._of, self._seen, self._changed or [crop], is_rendered_line)
        return cast("Sequence[Mapping[int, Strip]]", lines)

    def _look(self) -> None:
        """Find out what is seen. A widget that is drawn may ask where another one is, and have all places
        made anew: they are for the next frame.
        """
        visible = self.visible_widgets
        if self._of is not visible or self._cuts is None:
            self._of, self._seen = visible, what_is_seen(visible, self.size)
            self._cuts = edges(self._seen, self.size)


def what_is_seen(visible: Places, size: Size) -> Seen:
    """Where each widget is seen.

    Args:
        visible: the widgets from the front to the back.
        size: of the screen.
    """
    gaps: list[Gaps] = [[(0, size.width)] for _ in range(size.height)]
    seen: dict[Widget, dict[int, Gaps]] = {}
    for widget, (region, clip) in visible.items():
        shown = region.intersection(clip).intersection(size.region)
        rows = {y: found for y in shown.line_range if (found := _taken(gaps[y], shown.x, shown.right))}
        if rows:
            seen[widget] = rows
    return seen


def _taken(gaps: Gaps, start: int, end: int) -> Gaps:
    """Take from what is free in a line all between two cells."""
    free, gaps[:] = gaps[:], []
    found: Gaps = []
    for low, high in free:
        first, last = max(low, start), min(high, end)
        if first < last:
            found.append((first, last))
            gaps += [part for part in ((low, first), (last, high)) if part[0] < part[1]]
        else:
            gaps.append((low, high))
    return found


def edges(seen: Seen, size: Size) -> list[list[int]]:
    """Where something begins or ends in each line of a screen."""
    found = [{0, size.width} for _ in range(size.height)]
    for rows in seen.values():
        for y, gaps in rows.items():
            found[y].update(chain.from_iterable(gaps))
    return [sorted(line) for line in found]


def draw(
    lines: list[Pieces],
    places: Places,
    seen: Seen,
    changed: Collection[Region],
    wanted: Callable[[int], bool],
) -> None:
    """Fill in the pieces of lines.

    Args:
        lines: of the screen.
        places: of the widgets.
        seen: where each of them is seen.
        changed: the regions in which something has changed.
        wanted: whether anything has changed in a line.
    """
    for widget, rows in seen.items():
        region, clip = places[widget]
        shown = region.intersection(clip)
        spans = [one.line_range for one in changed if one.overlaps(shown)]
        found = {y: gaps for y, gaps in rows.items() if any(y in span for span in spans) and wanted(y)}
        if found:
            _fill(lines, found, widget, shown, shown.translate((-region.x, -region.y)))


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
    if not widget.is_container or styles.has_rule("keyline") or has_edge_or_pattern(styles):
        return False
    return kind.render is Widget.render and kind.render_line is Widget.render_line
