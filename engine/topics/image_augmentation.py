"""Augmentation of images: boxes under crop and flip, and the number of different views."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Convention, Exercise, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def crop_and_flip(box: npt.ArrayLike, crop: npt.ArrayLike) -> Array:
    """Box of an object after a crop and a horizontal flip.

    Shift by the corner of the crop, cut off what lies outside, then mirror: x1' = w − x2, x2' = w − x1,
    where w is the width of the crop.

    Args:
      box: x1, y1, x2, y2 of the object, continuous coordinates.
      crop: x1, y1, x2, y2 of the part that is cut out of the image.

    Returns:
      x1, y1, x2, y2 in the flipped crop.

    Source: the definition of both operations; compare the documentation of torchvision.transforms.v2
    (horizontal_flip_bounding_boxes, crop_bounding_boxes).
    """
    box, crop = np.asarray(box, dtype=float), np.asarray(crop, dtype=float)
    size = crop[2:] - crop[:2]
    x1, y1, x2, y2 = np.clip(box - np.tile(crop[:2], 2), 0, np.tile(size, 2))
    return np.array([size[0] - x2, y1, size[0] - x1, y2])


def _draw_flip(draw: Draw, level: int) -> Params:
    if level == 1:
        x1, y1 = draw.whole(2, 20), draw.whole(2, 20)
        box = [x1, y1, x1 + draw.whole(10, 30), y1 + draw.whole(10, 28)]
        return {"w": draw.whole(60, 100), "h": draw.whole(50, 90), "shifted": box}
    left, top = draw.whole(10, 40), draw.whole(10, 40)
    w, h = draw.pick([80, 100, 120]), draw.pick([70, 90, 110])
    x1, y1 = left + draw.whole(5, 30), top + draw.whole(5, 30)
    box = [x1, y1, x1 + draw.whole(12, 35), y1 + draw.whole(12, 30)]
    crop = [left, top, left + w, top + h]
    if level == 2:
        return {"W": left + w + draw.whole(10, 60), "crop": crop, "box": box}
    over = draw.whole(4, 12)
    beyond_left = [left - over, y1, left + draw.whole(15, 40), box[3]]
    beyond_top = [x1, top - over, box[2], top + draw.whole(15, 40)]
    return {"crop": crop, "box": draw.pick([beyond_left, beyond_top]), "zoom": draw.pick([2, 3])}


AUGMENT_LABEL_FLIP = Exercise(
    id="augment_label_flip",
    title="A box label under crop and flip",
    topic="data",
    seconds=75,
    reference=crop_and_flip,
    terms=("labels change too", "masks must be cropped", "flip the boxes", "labels are spatial"),
    prompt={
        1: "An image of {w}×{h} pixels (width × height) is flipped horizontally. An object has the "
        "box x1, y1, x2, "
        "y2 = {shifted:list} in continuous coordinates from the upper left corner. What is its box "
        "afterwards?",
        2: "From an image {W} pixels wide the part x1, y1, x2, y2 = {crop:list} is cut out, then it "
        "is flipped "
        "horizontally. An object has the box {box:list}. What is its box in the crop before and "
        "after the flip? "
        "Coordinates are continuous, from the upper left corner.",
        3: "From an image the part x1, y1, x2, y2 = {crop:list} is cut out, flipped horizontally and "
        "enlarged {zoom} "
        "times in both directions. An object has the box {box:list}; what lies outside of the crop "
        "is cut off. "
        "What is its box in the enlarged picture, and what share of its area is still to be seen? "
        "Coordinates "
        "are continuous, from the upper left corner.",
    },
    draw=_draw_flip,
    levels={1: ("flipped",), 2: ("shifted", "flipped"), 3: ("zoomed", "visible")},
    parts=(
        Part("shifted", "the box before the flip", "vector", digits=0),
        Part("flipped", "the box after the flip", "vector", digits=0),
        Part("zoomed", "the box in the enlarged picture", "vector", digits=0),
        Part("visible", "the share that is to be seen"),
    ),
    steps=(
        Step("w", "Width of the crop", "{crop[2]} − {crop[0]} = {w}", lambda crop: crop[2] - crop[0]),
        Step("h", "Height of the crop", "{crop[3]} − {crop[1]} = {h}", lambda crop: crop[3] - crop[1]),
        Step(
            "shifted",
            "Subtract the corner of the crop, and cut off what lies outside",
            "{shifted}",
            lambda box, crop, w, h: np.clip(box - crop[[0, 1, 0, 1]], 0, np.array([w, h, w, h])),
        ),
        Step(
            "flipped",
            "Mirror: the right edge becomes the left one, x1' = w − x2 and x2' = w − x1",
            "[{w} − {shifted[2]}, {shifted[1]}, {w} − {shifted[0]}, {shifted[3]}] = {flipped}",
            lambda shifted, w: np.array([w - shifted[2], shifted[1], w - shifted[0], shifted[3]]),
        ),
        Step(
            "zoomed",
            "Enlarging multiplies all coordinates",
            "{zoom}·{flipped} = {zoomed}",
            lambda zoom, flipped: zoom * flipped,
        ),
        Step(
            "whole",
            "Area of the whole box",
            "({box[2]} − {box[0]})·({box[3]} − {box[1]}) = {whole}",
            lambda box: (box[2] - box[0]) * (box[3] - box[1]),
        ),
        Step(
            "seen",
            "Area of what is left in the crop",
            "({shifted[2]} − {shifted[0]})·({shifted[3]} − {shifted[1]}) = {seen}",
            lambda shifted: (shifted[2] - shifted[0]) * (shifted[3] - shifted[1]),
        ),
        Step("visible", "Share that is left", "{seen}/{whole} = {visible}", lambda seen, whole: seen / whole),
    ),
    mistakes=(
        Mistake(
            "edges_not_exchanged",
            "The right edge becomes the left one: x1' = w − x2, so that x1' is the smaller.",
            must=True,
            swap={
                "flipped": lambda shifted, w: np.array(
                    [w - shifted[0], shifted[1], w - shifted[2], shifted[3]]
                )
            },
        ),
        Mistake(
            "vertical_flip",
            "A horizontal flip exchanges left and right: x changes, y stays.",
            swap={
                "flipped": lambda shifted, h: np.array(
                    [shifted[0], h - shifted[3], shifted[2], h - shifted[1]]
                )
            },
        ),
        Mistake(
            "image_width",
            "After the crop mirror within the crop: its width counts, not that of the image.",
            must=True,
            levels=(2,),
            swap={
                "flipped": lambda shifted, W: np.array(
                    [W - shifted[2], shifted[1], W - shifted[0], shifted[3]]
                )
            },
        ),
        Mistake(
            "corner_not_subtracted",
            "The crop has its own origin: subtract its upper left corner first.",
            must=True,
            levels=(2,),
            swap={"shifted": lambda box: box},
        ),
        Mistake(
            "not_clipped",
            "Cut the box off at the border of the crop: coordinates stay within it.",
            must=True,
            levels=(3,),
            swap={"shifted": lambda box, crop: box - crop[[0, 1, 0, 1]]},
        ),
        Mistake(
            "not_flipped",
            "Mirror the box as well as the picture.",
            must=True,
            levels=(3,),
            swap={"flipped": lambda shifted: shifted},
        ),
        Mistake(
            "not_enlarged",
            "The box grows with the picture: multiply all coordinates.",
            levels=(3,),
            swap={"zoomed": lambda flipped: flipped},
        ),
    ),
    conventions=(
        Convention(
            "pixel_indices",
            "Right for indices of pixels counted from 0, x' = w − 1 − x; here coordinates are continuous.",
            swap={
                "flipped": lambda shifted, w: np.array(
                    [w - 1 - shifted[2], shifted[1], w - 1 - shifted[0], shifted[3]]
                )
            },
        ),
    ),
)


def view_count(width: int, height: int, crop: int, padding: int = 0, mirror: bool = True) -> int:
    """How many different views random crops and mirroring make of one image.

    (W + 2p − c + 1)·(H + 2p − c + 1) positions of a c×c crop, twice as many with the mirror images.

    Args:
      width, height: of the image, in pixels.
      crop: side c of the crop.
      padding: pixels p of padding on every side before cropping.
      mirror: whether each crop may also be flipped horizontally.

    Returns:
      The number of views.

    Source: counting positions; Krizhevsky, Sutskever and Hinton, ImageNet Classification (2012), section
    4.1, use such crops (and quote 2048 for 256 and 224, one position fewer a side).
    """
    positions = (width + 2 * padding - crop + 1) * (height + 2 * padding - crop + 1)
    return positions * (2 if mirror else 1)


def _draw_views(draw: Draw, level: int) -> Params:
    if level == 1:
        crop = draw.pick([20, 24, 28, 32, 48, 56, 64])
        return {"width": crop + draw.whole(3, 16), "c": crop}
    if level == 2:
        crop = draw.pick([24, 32, 48, 64, 96, 224])
        return {"width": crop + draw.whole(5, 40), "height": crop + draw.whole(5, 40), "c": crop}
    side = draw.pick([28, 32, 48, 64])
    return {"c": side, "pad": draw.whole(2, 6), "epochs": draw.pick([50, 100, 200])}


AUGMENTATION_CROP_COUNT = Exercise(
    id="augmentation_crop_count",
    title="How many views do crops and mirroring make?",
    topic="data",
    seconds=60,
    reference=view_count,
    terms=("random crops", "horizontal mirroring", "crops and flips", "suggested for growing a data set"),
    prompt={
        1: "At how many positions can a {c}×{c} crop be taken from an image of {width}×{width} pixels, if it "
        "has to lie within "
        "the image?",
        2: "From images of {width}×{height} pixels a {c}×{c} crop is taken at a random position within the "
        "image and flipped "
        "horizontally half of the time. How many positions are there, and how many different views of one "
        "(unsymmetric) image?",
        3: "Images of {c}×{c} pixels are padded by {pad} pixels on every side; a {c}×{c} crop is "
        "taken at a random "
        "position, all equally probable, and flipped horizontally half of the time. How many "
        "different views are "
        "there of one image, and how probable is it that the untouched image is seen at least once "
        "in {epochs} "
        "epochs?",
    },
    draw=_draw_views,
    levels={1: ("positions",), 2: ("positions", "views"), 3: ("views", "seen")},
    parts=(
        Part("positions", "the number of positions", "integer"),
        Part("views", "the number of views", "integer"),
        Part("seen", "the probability of the untouched image"),
    ),
    steps=(
        Step(
            "width",
            "Width with the padding of both sides",
            "{c} + 2·{pad} = {width}",
            lambda c, pad: c + 2 * pad,
        ),
        Step("height", "The image is square", "{height}", lambda width: width),
        Step(
            "across",
            "Positions across: width − crop + 1",
            "{width} − {c} + 1 = {across}",
            lambda width, c: width - c + 1,
        ),
        Step(
            "down",
            "Positions down: height − crop + 1",
            "{height} − {c} + 1 = {down}",
            lambda height, c: height - c + 1,
        ),
        Step(
            "positions",
            "Every one with every other",
            "{across}·{down} = {positions}",
            lambda across, down: across * down,
        ),
        Step(
            "views", "Each as it is and mirrored", "2·{positions} = {views}", lambda positions: 2 * positions
        ),
        Step(
            "seen",
            "One minus the probability that it is missed every time: 1 − (1 − 1/views)^epochs",
            "1 − (1 − 1/{views})^{epochs} = {seen}",
            lambda views, epochs: 1 - (1 - 1 / views) ** epochs,
        ),
    ),
    mistakes=(
        Mistake(
            "one_forgotten",
            "Both end positions count: size − crop + 1.",
            must=True,
            swap={
                "across": lambda width, c: width - c,
                "down": lambda height, c: height - c,
            },
        ),
        Mistake(
            "one_axis_only",
            "Positions across and down combine: multiply them.",
            must=True,
            swap={"positions": lambda across: across},
        ),
        Mistake(
            "mirror_forgotten",
            "Every crop can be mirrored: twice as many views.",
            must=True,
            levels=(2, 3),
            swap={"views": lambda positions: positions},
        ),
        Mistake(
            "mirror_added",
            "Mirroring doubles the views; it does not add one.",
            levels=(2, 3),
            swap={"views": lambda positions: positions + 1},
        ),
        Mistake(
            "sides_added",
            "Multiply the positions of both axes instead of adding them.",
            swap={"positions": lambda across, down: across + down},
        ),
        Mistake(
            "padding_once",
            "Padding adds pixels at both ends of an axis.",
            must=True,
            levels=(3,),
            swap={"width": lambda c, pad: c + pad},
        ),
        Mistake(
            "probabilities_added",
            "Epochs can repeat a view: multiply the chances of missing it, and subtract from 1.",
            levels=(3,),
            swap={"seen": lambda views, epochs: epochs / views},
        ),
        Mistake(
            "one_epoch",
            "There is a chance in every epoch: take the opposite of missing it in all of them.",
            levels=(3,),
            swap={"seen": lambda views: 1 / views},
        ),
    ),
)
