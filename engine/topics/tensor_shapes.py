"""Shapes of batches of images, texts and sound, and of an image on its way into a network."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Convention, Exercise, Focus, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]

KINDS = {
    "image": "{batch} RGB images, {height} pixels high and {width} wide, channels first as in PyTorch",
    "image_last": "{batch} RGB images, {height} pixels high and {width} wide, channels last as in TensorFlow",
    "grey": "{batch} grey images, {height} pixels high and {width} wide, with a channel axis as in PyTorch",
    "ids": "{batch} texts of {length} tokens as token numbers, batch first",
    "embedded": "{batch} texts of {length} tokens, batch first, each token a vector of {size} numbers",
    "audio": "{batch} clips of {seconds} seconds of stereo sound at {rate} samples a second, channels first",
    "video": "{batch} RGB clips of {length} frames, {height} pixels high, {width} wide, channels first",
}
"""What a batch may hold, in words."""

AXES = {
    "image": ("batch", "RGB", "height", "width"),
    "image_last": ("batch", "height", "width", "RGB"),
    "grey": ("batch", "grey", "height", "width"),
    "ids": ("batch", "length"),
    "embedded": ("batch", "length", "vector"),
    "audio": ("batch", "stereo", "samples"),
    "video": ("batch", "RGB", "length", "height", "width"),
}
"""The axes of each kind of batch, in order."""

SWAPPED = {
    "image": (0, 2, 3, 1),
    "image_last": (0, 3, 1, 2),
    "grey": (0, 2, 3, 1),
    "ids": (1, 0),
    "embedded": (0, 2, 1),
    "audio": (0, 2, 1),
    "video": (0, 2, 1, 3, 4),
}
"""The order in which the axes stand in the other usual layout."""

TURNED = {"height": "width", "width": "height"}
"""Height and width exchanged."""


def batch_shape(
    axes: Sequence[str],
    batch: int,
    height: int = 0,
    width: int = 0,
    length: int = 0,
    size: int = 0,
    rate: int = 0,
    seconds: int = 0,
) -> list[int]:
    """The shape of a batch of images, texts, sound or video.

    Images are N×C×H×W with channels first (N×H×W×C with channels last), token numbers N×T, embedded
    tokens N×T×D, sound N×C×samples, video N×C×T×H×W. An RGB image has 3 channels, a grey one 1,
    stereo sound 2.

    Args:
      axes: their names in order, as in `AXES`.
      batch, height, width, length, size: lengths; `length` counts tokens or frames, `size` the entries
        of a vector.
      rate, seconds: sampling rate and duration of sound.

    Returns:
      Lengths of the axes in order.

    Source: PyTorch's documentation of Conv1d, Conv2d, Conv3d and Embedding.
    """
    known = {"batch": batch, "height": height, "width": width, "length": length, "vector": size}
    known |= {"RGB": 3, "grey": 1, "stereo": 2, "samples": rate * seconds}
    return [known[axis] for axis in axes]


def _draw_shapes(draw: Draw, level: int) -> Params:
    batch = draw.pick([4, 8, 16, 32, 64])
    if level == 3:
        window = draw.pick([256, 400, 512, 1024])
        return {
            "batch": batch,
            "rate": draw.pick([8000, 16000, 22050]),
            "seconds": draw.pick([3, 4, 5, 6]),
            "window": window,
            "hop": window // draw.pick([2, 4]),
            "bands": draw.pick([40, 64, 80, 128]),
        }
    kind = draw.pick(list(KINDS)[:5] if level == 1 else list(KINDS))
    height, width = draw.sample([40, 48, 72, 96, 128, 160, 224], 2)
    sizes = {
        "batch": batch,
        "height": height,
        "width": width,
        "length": draw.pick([10, 12, 20, 30, 50]),
        "size": draw.pick([150, 200, 300, 512, 768]),
        "rate": draw.pick([8000, 16000, 44100]),
        "seconds": draw.pick([5, 6, 10]),
    }
    return {"kind": kind, **{name: value for name, value in sizes.items() if f"{{{name}}}" in KINDS[kind]}}


def _prompt_shapes(params: Params) -> str:
    words = KINDS[params["kind"]]
    for name in params:
        words = words.replace(f"{{{name}}}", str(params[name]))
    return f"A batch holds {words}. Describe its tensor."


TENSOR_SHAPES = Exercise(
    id="tensor_shapes",
    title="Shapes of batches of images, texts and sound",
    topic="data",
    seconds=45,
    reference=batch_shape,
    terms=("tensor shape", "channels first", "channels last", "spectrogram"),
    aliases={"spectrogram_shape": Focus(3)},
    prompt={
        1: _prompt_shapes,
        2: _prompt_shapes,
        3: "A batch of {batch} mono clips of {seconds} seconds with {rate} samples a second becomes mel "
        "spectrograms of {bands} bands: a window of {window} samples moves by {hop} samples, without "
        "padding, and windows that do not fit completely are left out. The axes are batch, bands, frames.",
    },
    draw=_draw_shapes,
    levels={1: ("shape",), 2: ("shape", "elements"), 3: ("frames", "spectrogram")},
    parts=(
        Part("shape", "the shape", "shape"),
        Part("elements", "the number of elements", "integer"),
        Part("frames", "the number of frames", "integer"),
        Part("spectrogram", "the shape of the batch of spectrograms", "shape"),
    ),
    steps=(
        Step("axes", "Name the axes in the order of the layout", "{axes}", lambda kind: list(AXES[kind])),
        Step(
            "shape",
            "Put in their lengths: 3 channels for RGB, 1 for grey, 2 for stereo",
            "{shape:shape}",
            batch_shape,
        ),
        Step("elements", "Multiply them", "{shape:shape} = {elements}", lambda shape: math.prod(shape)),
        Step(
            "samples",
            "Samples of a clip: rate · seconds",
            "{rate}·{seconds} = {samples}",
            lambda rate, seconds: rate * seconds,
        ),
        Step(
            "frames",
            "Frames: ⌊(samples − window)/hop⌋ + 1",
            "⌊({samples} − {window})/{hop}⌋ + 1 = {frames}",
            lambda samples, window, hop: (samples - window) // hop + 1,
        ),
        Step(
            "spectrogram",
            "Batch, bands, frames",
            "{spectrogram:shape}",
            lambda batch, bands, frames: [batch, bands, int(frames)],
        ),
    ),
    mistakes=(
        Mistake(
            "other_layout",
            "Mind the layout that is named: which axis comes second and which comes last?",
            must=True,
            levels=(1, 2),
            swap={"axes": lambda kind: [AXES[kind][i] for i in SWAPPED[kind]]},
        ),
        Mistake(
            "no_batch",
            "The batch is the first axis.",
            must=True,
            levels=(1, 2),
            swap={"axes": lambda kind: list(AXES[kind][1:])},
        ),
        Mistake(
            "width_first",
            "Height comes before width: rows before columns.",
            levels=(1, 2),
            swap={"axes": lambda kind: [TURNED.get(axis, axis) for axis in AXES[kind]]},
        ),
        Mistake(
            "no_channels",
            "Channels are an axis of their own, even a single one.",
            levels=(1, 2),
            swap={
                "axes": lambda kind: [axis for axis in AXES[kind] if axis not in ("RGB", "grey", "stereo")]
            },
        ),
        Mistake(
            "elements_added",
            "Multiply the lengths of the axes.",
            levels=(2,),
            swap={"elements": lambda shape: sum(shape)},
        ),
        Mistake(
            "first_window_forgotten",
            "Add 1 for the window at the start.",
            must=True,
            levels=(3,),
            swap={"frames": lambda samples, window, hop: (samples - window) // hop},
        ),
        Mistake(
            "windows_side_by_side",
            "Windows overlap: they move by the hop, not by their own length.",
            must=True,
            levels=(3,),
            swap={"frames": lambda samples, window: samples // window},
        ),
        Mistake(
            "axes_turned",
            "The axes are batch, bands, frames.",
            must=True,
            levels=(3,),
            swap={"spectrogram": lambda batch, bands, frames: [batch, int(frames), bands]},
        ),
        Mistake(
            "one_second",
            "The clip has rate · seconds samples.",
            levels=(3,),
            swap={"samples": lambda rate: rate},
        ),
    ),
    conventions=(
        Convention(
            "centred_windows",
            "Right for padded, centred windows (librosa's default); here nothing is padded.",
            swap={"frames": lambda samples, hop: samples // hop + 1},
        ),
    ),
)


def image_to_tensor(pixels: npt.ArrayLike) -> Array:
    """An 8-bit image array as the float tensor that a network takes.

    H×W×C with values 0 to 255 becomes C×H×W with values in [0, 1]: the channels come to the front and
    everything is divided by 255.

    Args:
      pixels: `[H, W, C]`, whole numbers from 0 to 255. (The size of a PIL image is width × height; its
        array is height × width × channels.)

    Returns:
      `[C, H, W]`.

    Source: PyTorch's documentation of torchvision.transforms.ToTensor.
    """
    return np.asarray(np.moveaxis(np.asarray(pixels, dtype=float), -1, 0) / 255)


def _draw_image(draw: Draw, level: int) -> Params:
    width, height = draw.sample([120, 160, 200, 240, 320, 400, 480, 640], 2)
    drawn: Params = {"width": width, "height": height, "value": draw.whole(20, 240)}
    if level < 3:
        return drawn
    column, row = draw.sample(range(20, 110), 2)
    return {**drawn, "column": column, "row": row, "channel": draw.whole(0, 2)}


IMAGE_TO_TENSOR = Exercise(
    id="image_to_tensor_shape",
    title="From an image file to the tensor of a network",
    topic="data",
    seconds=45,
    reference=image_to_tensor,
    terms=("ToTensor", "PIL image", "image to tensor", "uint8 image"),
    aliases={"pil_to_tensor": Focus(2)},
    prompt={
        1: "A NumPy array of an RGB image has the shape {height}×{width}×3 (8-bit). torchvision's ToTensor "
        "turns it into a tensor and scales it to [0, 1].",
        2: "A PIL image in RGB has the size ({width}, {height}), which is (width, height). It becomes a "
        "NumPy array, and torchvision's ToTensor turns that into a tensor scaled to [0, 1]. One entry of "
        "the array is {value}.",
        3: "A PIL image in RGB has the size ({width}, {height}), which is (width, height). torchvision's "
        "ToTensor turns it into a tensor scaled to [0, 1], Normalize(mean=0.5, std=0.5) follows, and a "
        "batch axis is put in front. The pixel in column {column} and row {row} has the value {value} in "
        "channel {channel} (all counted from 0).",
    },
    draw=_draw_image,
    levels={1: ("tensor",), 2: ("array", "tensor", "scaled"), 3: ("batch", "index", "normalised")},
    parts=(
        Part("array", "the shape of the array", "shape"),
        Part("tensor", "the shape of the tensor", "shape"),
        Part("scaled", "the entry of the tensor"),
        Part("batch", "the shape of the batch", "shape"),
        Part("index", "the indices of that value", "vector", digits=0),
        Part("normalised", "the value there"),
    ),
    steps=(
        Step(
            "array",
            "An image array is height × width × channels",
            "{array:shape}",
            lambda height, width: [height, width, 3],
        ),
        Step(
            "tensor",
            "ToTensor brings the channels to the front",
            "{tensor:shape}",
            lambda array: [array[2], array[0], array[1]],
        ),
        Step(
            "batch", "The batch of one image stands before them", "{batch:shape}", lambda tensor: [1, *tensor]
        ),
        Step(
            "index",
            "Image 0 of the batch, then channel, row, column",
            "{index}",
            lambda channel, row, column: [0, channel, row, column],
        ),
        Step("scaled", "Divide by 255", "{value}/255 = {scaled}", lambda value: value / 255),
        Step(
            "normalised",
            "Subtract the mean 0.5 and divide by 0.5: [0, 1] becomes [−1, 1]",
            "({scaled} − 0.5)/0.5 = {normalised}",
            lambda scaled: (scaled - 0.5) / 0.5,
        ),
    ),
    mistakes=(
        Mistake(
            "channels_last",
            "Networks in PyTorch take channels first: ToTensor moves them to the front.",
            must=True,
            swap={"tensor": lambda array: array},
        ),
        Mistake(
            "width_first",
            "An array has rows first: height before width, though PIL names the width first.",
            must=True,
            swap={"array": lambda height, width: [width, height, 3]},
        ),
        Mistake(
            "not_scaled",
            "ToTensor divides 8-bit values by 255.",
            must=True,
            levels=(2, 3),
            swap={"scaled": lambda value: float(value)},
        ),
        Mistake(
            "centred_not_divided",
            "Divide by the standard deviation 0.5 after subtracting the mean.",
            levels=(3,),
            swap={"normalised": lambda scaled: scaled - 0.5},
        ),
        Mistake(
            "normalise_left_out",
            "Normalize follows ToTensor: subtract 0.5 and divide by 0.5.",
            must=True,
            levels=(3,),
            swap={"normalised": lambda scaled: scaled},
        ),
        Mistake(
            "column_first",
            "A tensor is indexed by row before column.",
            must=True,
            levels=(3,),
            swap={"index": lambda channel, row, column: [0, channel, column, row]},
        ),
        Mistake(
            "channel_behind",
            "The channel comes before row and column.",
            levels=(3,),
            swap={"index": lambda channel, row, column: [0, row, column, channel]},
        ),
    ),
)
