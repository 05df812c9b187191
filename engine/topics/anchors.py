"""Anchor boxes: their sizes, how many there are, what a head predicts for them, and their labels."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine import show
from engine.draw import Draw
from engine.model import Convention, Exercise, Focus, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def anchor_sizes(side: float, ratios: npt.ArrayLike) -> Array:
    """Width and height of anchors of one area and several aspect ratios.

    With ratio r = h/w and area s²: w = s/√r and h = s·√r.

    Args:
      side: s, side of the square of the same area, in pixels.
      ratios: `[n]`, height over width.

    Returns:
      `[n, 2]`, widths and heights in pixels.

    Source: Ren et al., Faster R-CNN (2015), section 3.1.1, with the ratio of torchvision's AnchorGenerator.
    """
    r = np.asarray(ratios, dtype=float)
    return np.stack([side / np.sqrt(r), side * np.sqrt(r)], axis=-1)


def _draw_sizes(draw: Draw, level: int) -> Params:
    side = 8.0 * draw.whole(4, 40)
    if level == 1:
        return {"side": side, "ratio": draw.pick([4.0, 0.25])}
    return {"side": side, "ratio": draw.pick([0.3, 0.4, 0.5, 0.6, 1.5, 2.0, 2.5, 3.0])}


ANCHOR_BOX_DIMENSIONS = Exercise(
    id="anchor_box_dimensions",
    title="Width and height of an anchor of given area and ratio",
    topic="detection",
    seconds=60,
    reference=anchor_sizes,
    terms=("aspect ratio of anchors", "anchor dimensions", "anchor aspect ratio", "anchor scales and ratios"),
    prompt="An anchor has the area of a square of {side} pixels a side and the aspect ratio {ratio}, "
    "height over width.",
    draw=_draw_sizes,
    levels={1: ("width", "height"), 2: ("width", "height")},
    parts=(
        Part("width", "the width", significant=True, unit="px"),
        Part("height", "the height", significant=True, unit="px"),
    ),
    steps=(
        Step(
            "root",
            "Take the root of the ratio, so that the area stays",
            "√{ratio} = {root}",
            lambda ratio: np.sqrt(ratio),
        ),
        Step("width", "Width = side / √ratio", "{side} / {root} = {width}", lambda side, root: side / root),
        Step("height", "Height = side·√ratio", "{side}·{root} = {height}", lambda side, root: side * root),
    ),
    mistakes=(
        Mistake(
            "no_root",
            "Use the root of the ratio for each side: with the ratio itself the area changes.",
            must=True,
            swap={"root": lambda ratio: ratio},
        ),
        Mistake(
            "ratio_upside_down",
            "The ratio is height over width: above 1 the anchor is tall.",
            must=True,
            swap={"ratio": lambda ratio: 1 / ratio},
        ),
        Mistake(
            "one_side_kept",
            "Both sides change: keeping the width and stretching the height changes the area.",
            swap={"width": lambda side: side, "height": lambda side, ratio: side * ratio},
        ),
    ),
)


def anchor_head(height: int, width: int, per_cell: int, classes: int) -> tuple[int, int]:
    """Number of anchors on a feature map, and channels that a dense head predicts for them.

    n = H·W·k anchors; k·(C + 4) channels: a score for each class and four offsets an anchor.

    Args:
      height, width: cells H and W of the feature map.
      per_cell: anchors k at each cell: scales times ratios.
      classes: scores C an anchor, a background class included where there is one.

    Returns:
      Anchors in all, and channels of the head.

    Source: Ren et al., Faster R-CNN (2015), section 3.1 (there C = 2, object or not).
    """
    return height * width * per_cell, per_cell * (classes + 4)


def _draw_count(draw: Draw, level: int) -> Params:
    scales, ratios = draw.sample([2, 3, 4, 5], 2)
    drawn: Params = {"scales": scales, "ratios": ratios}
    if level == 3:
        stride = draw.pick([8, 16, 32])
        rows, columns = draw.sample(range(12, 40), 2)
        image = [rows * stride, columns * stride]
        return {**drawn, "image": image, "stride": stride, "classes": draw.whole(3, 40)}
    rows, columns = draw.sample(range(7, 15) if level == 1 else range(15, 60), 2)
    cells: Params = {"rows": rows, "columns": columns}
    return {**drawn, **cells} if level == 1 else {**drawn, **cells, "classes": 1}


ANCHOR_COUNT = Exercise(
    id="anchor_count",
    title="Anchors of a feature map, and channels of their head",
    topic="detection",
    seconds=60,
    reference=anchor_head,
    terms=(
        "number of anchors",
        "anchors per location",
        "region proposal network",
        "RPN head",
        "anchor boxes",
    ),
    aliases={"rpn_output_channels": Focus(2, "channels")},
    prompt={
        1: "A feature map of {rows}×{columns} cells has anchors of {scales} scales and {ratios} "
        "aspect ratios, every "
        "combination at each cell.",
        2: "A region proposal network slides over a feature map of {rows}×{columns} cells with "
        "anchors of {scales} "
        "scales and {ratios} aspect ratios, every combination at each cell. For each anchor it "
        "predicts {classes} "
        "objectness score (a sigmoid) and four box offsets.",
        3: "A dense detector sees an image of {image:shape} pixels at stride {stride}, with anchors "
        "of {scales} scales "
        "and {ratios} aspect ratios, every combination at each cell. For each anchor it predicts a "
        "score for each "
        "of {classes} classes (sigmoids, no background class) and four box offsets shared by all classes.",
    },
    draw=_draw_count,
    levels={1: ("anchors",), 2: ("anchors", "channels"), 3: ("anchors", "channels")},
    parts=(
        Part("anchors", "the number of anchors", "integer"),
        Part("channels", "the output channels of the head", "integer"),
    ),
    steps=(
        Step(
            "rows",
            "Rows of the feature map: image height / stride",
            "{image[0]}/{stride} = {rows}",
            lambda image, stride: int(image[0] // stride),
        ),
        Step(
            "columns",
            "Columns of the feature map: image width / stride",
            "{image[1]}/{stride} = {columns}",
            lambda image, stride: int(image[1] // stride),
        ),
        Step(
            "per_cell",
            "Anchors at each cell: scales · ratios",
            "{scales}·{ratios} = {per_cell}",
            lambda scales, ratios: scales * ratios,
        ),
        Step(
            "anchors",
            "Anchors in all: one set at each cell",
            "{rows}·{columns}·{per_cell} = {anchors}",
            lambda rows, columns, per_cell: rows * columns * per_cell,
        ),
        Step(
            "channels",
            "Channels: for each anchor of a cell its scores and four offsets",
            "{per_cell}·({classes} + 4) = {channels}",
            lambda per_cell, classes: per_cell * (classes + 4),
        ),
    ),
    mistakes=(
        Mistake(
            "scales_plus_ratios",
            "Every scale meets every ratio: multiply them.",
            must=True,
            swap={"per_cell": lambda scales, ratios: scales + ratios},
        ),
        Mistake(
            "one_per_cell",
            "Each cell carries a whole set of anchors: multiply by scales · ratios.",
            must=True,
            swap={"anchors": lambda rows, columns: rows * columns},
        ),
        Mistake(
            "no_offsets",
            "Each anchor needs four box offsets besides its scores.",
            levels=(2, 3),
            must=True,
            swap={"channels": lambda per_cell, classes: per_cell * classes},
        ),
        Mistake(
            "boxes_per_class",
            "The offsets are shared by all classes: four for each anchor.",
            levels=(3,),
            must=True,
            swap={"channels": lambda per_cell, classes: per_cell * classes * 5},
        ),
        Mistake(
            "background_added",
            "No background class was asked for: sigmoids can all be low.",
            levels=(3,),
            swap={"channels": lambda per_cell, classes: per_cell * (classes + 5)},
        ),
        Mistake(
            "anchors_shared",
            "Every anchor has its own scores and offsets: multiply by the anchors of a cell.",
            levels=(2, 3),
            swap={"channels": lambda classes: classes + 4},
        ),
    ),
    conventions=(
        Convention(
            "two_scores",
            "Right for two scores an anchor under a softmax (Faster R-CNN); here sigmoids are used.",
            swap={
                "channels": lambda per_cell, classes: (
                    per_cell * (classes + 5 if classes == 1 else classes + 4)
                )
            },
        ),
    ),
)


def anchor_labels(ious: npt.ArrayLike, high: float = 0.7, low: float = 0.3) -> list[str]:
    """Labels of anchors in training: positive, negative, or ignored.

    An anchor is positive if its IoU with some object is at least `high`, or if it is the best one for
    an object; negative if all its IoUs are below `low`; otherwise it takes no part in the loss.

    Args:
      ious: `[anchors, objects]`.
      high, low: thresholds.

    Returns:
      `positive`, `negative` or `ignored` for each anchor.

    Source: Ren et al., Faster R-CNN (2015), section 3.1.2.
    """
    table = np.atleast_2d(np.asarray(ious, dtype=float))
    best = table == table.max(axis=0, keepdims=True)
    positive = (table >= high).any(axis=1) | best.any(axis=1)
    negative = (table < low).all(axis=1) & ~positive
    return [
        "positive" if p else "negative" if n else "ignored" for p, n in zip(positive, negative, strict=True)
    ]


def _draw_labels(draw: Draw, level: int) -> Params:
    high, low = draw.pick([(0.7, 0.3), (0.6, 0.4), (0.5, 0.3)])
    gap = 0.03
    if level == 1:
        rows = [
            [draw.decimal(high + gap, 0.95, 2)],
            [draw.decimal(high + gap, 0.95, 2)],
            [draw.decimal(low + gap, high - gap, 2)],
            [draw.decimal(0.02, low - gap, 2)],
        ]
    else:  # the second object is reached by no anchor above the threshold
        rescue = draw.decimal(low + 0.1, high - gap, 2)
        rows = [
            [draw.decimal(high + gap, 0.95, 2), draw.decimal(0, low - gap, 2)],
            [draw.decimal(0, low - gap, 2), rescue],
            [draw.decimal(low + gap, high - gap, 2), draw.decimal(0, low - gap, 2)],
            [draw.decimal(0.0, low - gap, 2), draw.decimal(0.0, low - gap, 2)],
            [draw.decimal(0, low - gap, 2), round(rescue - 0.05, 2)],
        ]
    return {"ious": draw.shuffled(rows), "high": high, "low": low}


def _labels_prompt(params: Params) -> str:
    header = ["anchor", *[f"IoU with object {j + 1}" for j in range(len(params["ious"][0]))]]
    rows = [[i, *row] for i, row in enumerate(params["ious"])]
    return (
        f"Anchors get labels for training a region proposal network: positive from an IoU of "
        f"{params['high']:g} on, "
        "and also where an anchor is the best one for an object; negative if all IoUs are below "
        f"{params['low']:g}; all others are ignored.\n\n" + show.table(header, rows)
    )


def labelled(labels: list[str], wanted: str) -> list[int]:
    """Indices of the anchors with a label."""
    return [index for index, label in enumerate(labels) if label == wanted]


def by_threshold(ious: Array, high: float) -> list[int]:
    """Anchors that reach the threshold, without the rescue of objects that none reaches."""
    return [index for index, row in enumerate(ious) if max(row) >= high]


ANCHOR_LABEL = Exercise(
    id="anchor_label",
    title="Positive, negative and ignored anchors",
    topic="detection",
    seconds=60,
    reference=anchor_labels,
    terms=("positive anchors", "negative anchors", "anchor labels", "anchor assignment", "ignored anchors"),
    prompt=_labels_prompt,
    draw=_draw_labels,
    levels={1: ("positive", "negative"), 2: ("positive", "negative", "ignored")},
    parts=(
        Part("positive", "the positive anchors", "indices", ordered=False),
        Part("negative", "the negative anchors", "indices", ordered=False),
        Part("ignored", "the ignored anchors", "indices", ordered=False),
    ),
    policies={"reach": by_threshold},
    steps=(
        Step(
            "above",
            "Positive: some IoU reaches the upper threshold",
            "{above:list}",
            lambda ious, high, reach: reach(ious, high),
        ),
        Step(
            "best",
            "Positive too: the best anchor of each object, however low its IoU",
            "{best:list}",
            lambda ious: [int(index) for index in ious.argmax(axis=0)],
        ),
        Step(
            "positive",
            "Together these are the positive ones",
            "positive: {positive:list}",
            lambda above, best: sorted(set(above) | set(best)),
        ),
        Step(
            "negative",
            "Negative: every IoU is below the lower threshold, and the anchor is not positive",
            "negative: {negative:list}",
            lambda ious, low, positive: [
                i for i, row in enumerate(ious) if max(row) < low and i not in positive
            ],
        ),
        Step(
            "ignored",
            "The rest takes no part in the loss",
            "ignored: {ignored:list}",
            lambda ious, positive, negative: [i for i in range(len(ious)) if i not in positive + negative],
        ),
    ),
    mistakes=(
        Mistake(
            "best_not_rescued",
            "The best anchor of an object is positive even below the threshold, so that no object is "
            "left out.",
            must=True,
            levels=(2,),
            swap={"best": lambda ious: []},
        ),
        Mistake(
            "rest_negative",
            "Between the thresholds anchors are ignored, not negative.",
            must=True,
            swap={
                "negative": lambda ious, positive: [i for i in range(len(ious)) if i not in positive],
            },
        ),
        Mistake(
            "lower_threshold_positive",
            "Positive anchors need the upper threshold, not only the lower one.",
            must=True,
            swap={"high": lambda low: low},
        ),
        Mistake(
            "best_only",
            "All anchors above the upper threshold are positive, not only the best one of each object.",
            levels=(1,),
            must=True,
            swap={"reach": lambda ious, high: []},
        ),
    ),
)
