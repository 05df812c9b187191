"""Cutout: how much of an image a blanked square takes away."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def cutout_fraction(width: int, height: int, side: int, cx: npt.ArrayLike, cy: npt.ArrayLike) -> Array:
    """Share of an image that a blanked square covers, given its centre.

    The square reaches s/2 to every side of its centre; what lies beyond the border covers nothing.

    Args:
      width, height: of the image, in pixels.
      side: side s of the square, in pixels.
      cx, cy: centre in continuous coordinates from the upper left corner; arrays broadcast.

    Returns:
      Shares in [0, 1].

    Source: DeVries and Taylor, Improved Regularization of Convolutional Neural Networks with Cutout
    (2017), section 3 (squares may reach over the border).
    """
    cx, cy = np.asarray(cx, dtype=float), np.asarray(cy, dtype=float)
    across = np.clip(cx + side / 2, 0, width) - np.clip(cx - side / 2, 0, width)
    down = np.clip(cy + side / 2, 0, height) - np.clip(cy - side / 2, 0, height)
    return np.asarray(across * down / (width * height))


def _draw_cutout(draw: Draw, level: int) -> Params:
    if level == 1:
        n, side = draw.pick([20, 24, 28, 32, 40, 64]), draw.whole(6, 16)
        return {"W": n, "H": n, "across": side, "down": side}
    if level == 2:
        W, H = draw.pick([32, 40, 48, 64]), draw.pick([28, 36, 50, 60])
        s = 2 * draw.whole(6, 11)
        near = draw.whole(2, s // 2 - 3)
        cx = near if draw.chance() else W - near
        inside, out = draw.whole(s // 2, H - s // 2), H - draw.whole(2, s // 2 - 2)
        return {"W": W, "H": H, "s": s, "cx": cx, "cy": draw.pick([inside, out])}
    return {"n": draw.pick([20, 24, 28, 32, 36, 40, 48]), "s": 2 * draw.whole(3, 8) + 1}


CUTOUT_MASKED_FRACTION = Exercise(
    id="cutout_masked_fraction",
    title="Cutout: the share of the image that is blanked",
    topic="data",
    seconds=75,
    reference=cutout_fraction,
    terms=("cutout", "contiguous square", "blank a patch"),
    prompt={
        1: "Cutout blanks a square of {across}×{down} pixels that lies within an image of {W}×{H} "
        "pixels. What share of the image "
        "is blanked?",
        2: "Cutout blanks a square of {s}×{s} pixels in an image of {W}×{H} pixels (width × height). "
        "Its centre lies at "
        "({cx}, {cy}), in continuous coordinates from the upper left corner; what reaches over the "
        "border is lost. "
        "How many pixels are blanked, and what share of the image is that?",
        3: "Cutout draws a pixel of an image of {n}×{n} pixels, all equally probable, and blanks the "
        "square of {s}×{s} pixels "
        "around it; what reaches over the border is lost. How probable is it that the whole square "
        "lies within the "
        "image, and what share of the image is blanked on average?",
    },
    draw=_draw_cutout,
    levels={1: ("share",), 2: ("blanked", "share"), 3: ("inside", "mean_share")},
    parts=(
        Part("share", "the share"),
        Part("blanked", "the blanked pixels", "integer"),
        Part("inside", "the probability"),
        Part("mean_share", "the mean share"),
    ),
    steps=(
        Step(
            "across",
            "Covered columns: from cx − s/2 to cx + s/2, within the image",
            "min({W}, {cx} + {s}/2) − max(0, {cx} − {s}/2) = {across}",
            lambda cx, s, W: min(cx + s // 2, W) - max(cx - s // 2, 0),
        ),
        Step(
            "down",
            "Covered rows: from cy − s/2 to cy + s/2, within the image",
            "min({H}, {cy} + {s}/2) − max(0, {cy} − {s}/2) = {down}",
            lambda cy, s, H: min(cy + s // 2, H) - max(cy - s // 2, 0),
        ),
        Step(
            "blanked", "Columns times rows", "{across}·{down} = {blanked}", lambda across, down: across * down
        ),
        Step("area", "Pixels of the image", "{W}·{H} = {area}", lambda W, H: W * H),
        Step(
            "share",
            "Blanked pixels over all pixels",
            "{blanked}/{area} = {share}",
            lambda blanked, area: blanked / area,
        ),
        Step(
            "reach",
            "The square reaches (s − 1)/2 pixels to each side of the drawn one",
            "({s} − 1)/2 = {reach}",
            lambda s: (s - 1) // 2,
        ),
        Step(
            "inside",
            "Along each axis that many pixels at both ends are too near to the border",
            "(({n} − 2·{reach})/{n})² = {inside}",
            lambda n, reach: ((n - 2 * reach) / n) ** 2,
        ),
        Step(
            "lost",
            "At the border up to reach pixels are lost, then one less with each step: 1 + 2 + … + "
            "reach at each "
            "end",
            "{reach}·({reach} + 1)/2 = {lost}",
            lambda reach: reach * (reach + 1) // 2,
        ),
        Step(
            "mean_side",
            "Mean length that is covered along an axis: s minus the mean loss of both ends",
            "{s} − 2·{lost}/{n} = {mean_side}",
            lambda s, lost, n: s - 2 * lost / n,
        ),
        Step(
            "mean_share",
            "Both axes are drawn independently: multiply their mean shares",
            "({mean_side}/{n})² = {mean_share}",
            lambda mean_side, n: (mean_side / n) ** 2,
        ),
    ),
    mistakes=(
        Mistake(
            "not_clipped",
            "Count only what lies within the image: cut the square off at the border.",
            must=True,
            levels=(2, 3),
            swap={
                "across": lambda s: s,
                "down": lambda s: s,
                "lost": lambda: 0,
            },
        ),
        Mistake(
            "sides_for_areas",
            "A share of an area is asked: multiply the shares of both sides.",
            must=True,
            swap={
                "share": lambda across, W: across / W,
                "mean_share": lambda mean_side, n: mean_side / n,
                "inside": lambda n, reach: (n - 2 * reach) / n,
            },
        ),
        Mistake(
            "share_left",
            "The blanked share is asked, not what is left.",
            swap={
                "share": lambda blanked, area: 1 - blanked / area,
                "mean_share": lambda mean_side, n: 1 - (mean_side / n) ** 2,
            },
        ),
        Mistake(
            "centre_as_corner",
            "The point is the centre of the square: it reaches half a side each way.",
            levels=(2,),
            swap={
                "across": lambda cx, s, W: min(cx + s, W) - cx,
                "down": lambda cy, s, H: min(cy + s, H) - cy,
            },
        ),
        Mistake(
            "side_for_half",
            "The square reaches half of its side each way.",
            levels=(2,),
            swap={
                "across": lambda cx, s, W: min(cx + s, W) - max(cx - s, 0),
                "down": lambda cy, s, H: min(cy + s, H) - max(cy - s, 0),
            },
        ),
        Mistake(
            "one_border_only",
            "The square can reach over both ends of an axis.",
            levels=(3,),
            swap={
                "inside": lambda n, reach: ((n - reach) / n) ** 2,
                "mean_side": lambda s, lost, n: s - lost / n,
            },
        ),
        Mistake(
            "whole_side_too_near",
            "Centres nearer than (s − 1)/2 to the border are too near, not those nearer than s.",
            levels=(3,),
            swap={"inside": lambda n, s: ((n - s) / n) ** 2},
        ),
    ),
)
