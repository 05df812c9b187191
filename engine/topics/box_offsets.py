"""Box regression: what a detector predicts instead of coordinates, and back."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def encode_offsets(anchor: npt.ArrayLike, box: npt.ArrayLike) -> Array:
    """Offsets that lead from an anchor to a box, both as centre, width and height.

    t = ((x − xa)/wa, (y − ya)/ha, ln(w/wa), ln(h/ha))

    Args:
      anchor: `[..., 4]`, `xa, ya, wa, ha` with (xa, ya) the centre.
      box: `[..., 4]`, `x, y, w, h` likewise.

    Returns:
      `[..., 4]`, without units.

    Source: Girshick et al., R-CNN (2014), appendix C; Ren et al., Faster R-CNN (2015), equation 2.
    """
    a, b = np.asarray(anchor, dtype=float), np.asarray(box, dtype=float)
    return np.concatenate([(b[..., :2] - a[..., :2]) / a[..., 2:], np.log(b[..., 2:] / a[..., 2:])], axis=-1)


def decode_offsets(anchor: npt.ArrayLike, offsets: npt.ArrayLike) -> Array:
    """The box that offsets describe, as centre, width and height: the inverse of `encode_offsets`.

    (x, y) = (xa, ya) + (tx·wa, ty·ha) and (w, h) = (wa·exp(tw), ha·exp(th)).

    Args:
      anchor: `[..., 4]`, `xa, ya, wa, ha` with (xa, ya) the centre.
      offsets: `[..., 4]`.

    Returns:
      `[..., 4]` in the anchor's unit.

    Source: Ren et al., Faster R-CNN (2015), equation 2, solved for the box.
    """
    a, t = np.asarray(anchor, dtype=float), np.asarray(offsets, dtype=float)
    return np.concatenate([a[..., :2] + t[..., :2] * a[..., 2:], a[..., 2:] * np.exp(t[..., 2:])], axis=-1)


def as_centre(box: Array) -> Array:
    """Corners `x1, y1, x2, y2` as centre, width and height."""
    size = box[2:] - box[:2]
    return np.concatenate([box[:2] + size / 2, size])


def as_corners(box: Array) -> Array:
    """Centre, width and height as corners `x1, y1, x2, y2`."""
    return np.concatenate([box[:2] - box[2:] / 2, box[:2] + box[2:] / 2])


def _anchor(draw: Draw) -> list[float]:
    return [*draw.wholes(2, 60, 160), *[float(8 * n) for n in draw.sample(range(4, 14), 2)]]


def _draw_encode(draw: Draw, level: int) -> Params:
    anchor = [float(v) for v in _anchor(draw)]
    moved = [anchor[0] + draw.sign() * draw.whole(4, 20), anchor[1] + draw.sign() * draw.whole(4, 20)]
    size = [float(draw.whole(round(anchor[i] * 0.5), round(anchor[i] * 1.9))) for i in (2, 3)]
    box = [*moved, *size]
    if level < 3:
        return {"anchor": anchor, "box": box}
    corners = [[float(v) for v in as_corners(np.array(each))] for each in (anchor, box)]
    return {"anchor_corners": corners[0], "box_corners": corners[1]}


_CENTRES = (
    "Boxes are given as [x, y, w, h] with (x, y) the centre, in pixels; offsets are those of R-CNN "
    "(shifts relative to the anchor's size, natural logarithms of the size ratios).\n\n"
)

BBOX_OFFSETS_ENCODE = Exercise(
    id="bbox_offsets_encode",
    title="Regression targets of a box for its anchor",
    topic="detection",
    seconds=90,
    reference=encode_offsets,
    terms=("bounding box regression", "box offsets", "regression targets", "tx ty tw th"),
    prompt={
        1: _CENTRES + "  anchor        {anchor}\n  ground truth  {box}",
        2: _CENTRES + "  anchor        {anchor}\n  ground truth  {box}",
        3: "Boxes are given by their corners [x1, y1, x2, y2] in pixels; the offsets are those of "
        "R-CNN (shifts of "
        "the centre relative to the anchor's size, natural logarithms of the size ratios).\n\n"
        "  anchor        {anchor_corners}\n  ground truth  {box_corners}",
    },
    draw=_draw_encode,
    levels={1: ("shift",), 2: ("shift", "scale"), 3: ("shift", "scale")},
    parts=(
        Part("shift", "tx, ty", "vector"),
        Part("scale", "tw, th", "vector"),
    ),
    steps=(
        Step(
            "anchor",
            "Anchor as centre, width and height",
            "{anchor}",
            lambda anchor_corners: as_centre(anchor_corners),
        ),
        Step(
            "box",
            "Ground truth as centre, width and height",
            "{box}",
            lambda box_corners: as_centre(box_corners),
        ),
        Step(
            "shift",
            "Shift of the centre in units of the anchor: ((x − xa)/wa, (y − ya)/ha)",
            "(({box[0]} − {anchor[0]})/{anchor[2]}, ({box[1]} − {anchor[1]})/{anchor[3]}) = {shift}",
            lambda anchor, box: (box[:2] - anchor[:2]) / anchor[2:],
        ),
        Step(
            "scale",
            "Size ratios as logarithms: (ln(w/wa), ln(h/ha))",
            "(ln({box[2]}/{anchor[2]}), ln({box[3]}/{anchor[3]})) = {scale}",
            lambda anchor, box: np.log(box[2:] / anchor[2:]),
        ),
    ),
    mistakes=(
        Mistake(
            "over_box_size",
            "Divide the shift by the size of the anchor, not by that of the ground truth.",
            must=True,
            swap={"shift": lambda anchor, box: (box[:2] - anchor[:2]) / box[2:]},
        ),
        Mistake(
            "pixels",
            "Divide the shift by the anchor's width or height: offsets do not depend on the scale.",
            must=True,
            swap={"shift": lambda anchor, box: box[:2] - anchor[:2]},
        ),
        Mistake(
            "sign",
            "Offsets lead from the anchor to the ground truth: ground truth minus anchor, w over wa.",
            must=True,
            swap={
                "shift": lambda anchor, box: (anchor[:2] - box[:2]) / anchor[2:],
                "scale": lambda anchor, box: np.log(anchor[2:] / box[2:]),
            },
        ),
        Mistake(
            "no_logarithm",
            "The sizes are given as natural logarithms of their ratios.",
            must=True,
            levels=(2, 3),
            swap={"scale": lambda anchor, box: box[2:] / anchor[2:]},
        ),
        Mistake(
            "relative_change",
            "tw is ln(w/wa), not the relative change (w − wa)/wa.",
            levels=(2, 3),
            swap={"scale": lambda anchor, box: (box[2:] - anchor[2:]) / anchor[2:]},
        ),
        Mistake(
            "corner_shift",
            "Compare the centres, not the upper left corners.",
            must=True,
            levels=(3,),
            swap={
                "shift": lambda anchor_corners, box_corners, anchor: (
                    (box_corners[:2] - anchor_corners[:2]) / anchor[2:]
                )
            },
        ),
    ),
)


def _draw_decode(draw: Draw, level: int) -> Params:
    shift = draw.vector(2, 0.1, 0.5, 1 if level == 1 else 2, signed=True)
    if level == 1:
        return {"anchor": [float(v) for v in _anchor(draw)], "offsets": shift}
    scale = draw.vector(2, 0.15, 0.6, 2, signed=True)
    return {"anchor": [float(v) for v in _anchor(draw)], "offsets": [*shift, *scale]}


BBOX_OFFSETS_DECODE = Exercise(
    id="bbox_offsets_decode",
    title="The box that predicted offsets describe",
    topic="detection",
    seconds=90,
    reference=decode_offsets,
    terms=("decode offsets", "predicted offsets", "decoded box", "apply the offsets"),
    prompt={
        1: "A detector predicts the offsets [tx, ty] for an anchor [x, y, w, h] in pixels, (x, y) "
        "its centre. Shifts "
        "are relative to the anchor's size; its size is kept.\n\n  anchor   {anchor}\n  offsets  {offsets}",
        2: _CENTRES + "  anchor                    {anchor}\n  offsets [tx, ty, tw, th]  {offsets}",
        3: _CENTRES + "  anchor                    {anchor}\n  offsets [tx, ty, tw, th]  {offsets}\n\n"
        "The box is asked by its corners.",
    },
    draw=_draw_decode,
    levels={1: ("centre",), 2: ("centre", "size"), 3: ("corners",)},
    parts=(
        Part("centre", "the centre x, y", "vector", digits=1),
        Part("size", "width and height", "vector", digits=1),
        Part("corners", "the corners x1, y1, x2, y2", "vector", digits=1),
    ),
    steps=(
        Step(
            "centre",
            "Shift the centre by offset · size of the anchor: (xa + tx·wa, ya + ty·ha)",
            "({anchor[0]} + {offsets[0]}·{anchor[2]}, {anchor[1]} + {offsets[1]}·{anchor[3]}) = {centre}",
            lambda anchor, offsets: anchor[:2] + offsets[:2] * anchor[2:],
        ),
        Step(
            "size",
            "Scale by exponentials: (wa·e^tw, ha·e^th)",
            "({anchor[2]}·e^{offsets[2]}, {anchor[3]}·e^{offsets[3]}) = {size}",
            lambda anchor, offsets: anchor[2:] * np.exp(offsets[2:]),
        ),
        Step(
            "corners",
            "Corners: centre ∓ half of the size",
            "{centre} ∓ {size}/2 = {corners}",
            lambda centre, size: np.concatenate([centre - size / 2, centre + size / 2]),
        ),
    ),
    mistakes=(
        Mistake(
            "shift_in_pixels",
            "Multiply the shift by the anchor's width or height before adding it.",
            must=True,
            swap={"centre": lambda anchor, offsets: anchor[:2] + offsets[:2]},
        ),
        Mistake(
            "no_exponential",
            "tw and th are logarithms: multiply by e^tw, not by 1 + tw.",
            must=True,
            levels=(2, 3),
            swap={"size": lambda anchor, offsets: anchor[2:] * (1 + offsets[2:])},
        ),
        Mistake(
            "multiplied_by_offset",
            "tw and th are logarithms: multiply by e^tw, not by tw.",
            levels=(2,),
            swap={"size": lambda anchor, offsets: anchor[2:] * offsets[2:]},
        ),
        Mistake(
            "subtracted",
            "Offsets lead from the anchor to the box: add them.",
            swap={"centre": lambda anchor, offsets: anchor[:2] - offsets[:2] * anchor[2:]},
        ),
        Mistake(
            "width_and_height_exchanged",
            "tx scales with the anchor's width, ty with its height.",
            must=True,
            swap={"centre": lambda anchor, offsets: anchor[:2] + offsets[:2] * anchor[[3, 2]]},
        ),
        Mistake(
            "centre_as_corner",
            "The predicted point is the centre: the corners lie half of the size to either side.",
            must=True,
            levels=(3,),
            swap={"corners": lambda centre, size: np.concatenate([centre, centre + size])},
        ),
    ),
)
