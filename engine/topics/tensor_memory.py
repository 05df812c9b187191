"""Elements of a tensor and the memory that they take."""

from __future__ import annotations

import math

from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step


def tensor_bytes(shape: tuple[int, ...], bytes_per_element: int) -> int:
    """Memory of a tensor: the product of its axes times the bytes of one element.

    Args:
      shape: length of each axis.
      bytes_per_element: 4 for float32, 2 for float16 and bfloat16, 1 for uint8.

    Returns:
      Bytes; 2¹⁰ of them are a KiB, 2²⁰ a MiB, 2³⁰ a GiB.

    Source: NumPy's documentation of ndarray.nbytes.
    """
    return math.prod(shape) * bytes_per_element


def _draw_size(draw: Draw, level: int) -> Params:
    if level == 1:
        return {"shape": [draw.whole(2, 9), 3, draw.pick([4, 8, 16]), draw.pick([5, 6, 10, 12])]}
    side = draw.pick([112, 160, 192, 224, 256, 320, 572])
    shape = [draw.pick([8, 16, 32, 64]), draw.pick([3, 16, 32, 64, 128]), side, side]
    if level == 2:
        return {"shape": shape}
    return {"shape": shape[1:], "memory_gib": draw.pick([2, 4, 6, 8, 12])}


TENSOR_SIZE = Exercise(
    id="tensor_numel",
    title="Elements and memory of a tensor",
    topic="data",
    seconds=60,
    reference=tensor_bytes,
    terms=("elements of a tensor", "numel", "memory of a tensor", "batch of RGB images"),
    aliases={"tensor_memory": Focus(2, "mib")},
    prompt={
        1: "A PyTorch tensor of images has the shape {shape} (batch, channels, height, width).",
        2: "A PyTorch tensor of images has the shape {shape} (batch, channels, height, width) and holds "
        "float32 values.",
        3: "The activations of one image have the shape {shape} and are kept as bfloat16 (2 bytes). "
        "{memory_gib} GiB of memory are free for them.",
    },
    draw=_draw_size,
    levels={1: ("count",), 2: ("count", "mib"), 3: ("image_mib", "batch")},
    parts=(
        Part("count", "the number of elements", "integer"),
        Part("mib", "the memory", digits=3, significant=True, unit="MiB"),
        Part("image_mib", "the memory of one image", digits=3, significant=True, unit="MiB"),
        Part("batch", "the largest batch that fits", "integer"),
    ),
    steps=(
        Step(
            "count",
            "Multiply the lengths of all axes",
            "{shape:shape} = {count}",
            lambda shape: math.prod(shape.tolist()),
        ),
        Step("bytes", "float32 takes 4 bytes an element", "4·{count} = {bytes}", lambda count: 4 * count),
        Step("mib", "1 MiB is 2²⁰ bytes", "{bytes}/2²⁰ = {mib}", lambda bytes: bytes / 2**20),
        Step(
            "image_bytes",
            "Two bytes an element",
            "2·{shape:shape} = {image_bytes}",
            lambda shape: 2 * math.prod(shape.tolist()),
        ),
        Step(
            "image_mib",
            "1 MiB is 2²⁰ bytes",
            "{image_bytes}/2²⁰ = {image_mib}",
            lambda image_bytes: image_bytes / 2**20,
        ),
        Step(
            "batch",
            "Free bytes (1 GiB is 2³⁰ bytes) over the bytes of an image, rounded down",
            "⌊{memory_gib}·2³⁰/{image_bytes}⌋ = {batch}",
            lambda memory_gib, image_bytes: memory_gib * 2**30 // image_bytes,
        ),
    ),
    mistakes=(
        Mistake(
            "axes_added",
            "Multiply the lengths of the axes, do not add them.",
            must=True,
            levels=(1, 2),
            swap={"count": lambda shape: int(shape.sum())},
        ),
        Mistake(
            "batch_left_out",
            "The first axis counts too: there are that many images.",
            must=True,
            levels=(1, 2),
            swap={"count": lambda shape: math.prod(shape[1:].tolist())},
        ),
        Mistake(
            "channels_left_out",
            "Each pixel has a value for every channel.",
            levels=(1, 2),
            swap={"count": lambda shape: math.prod(shape.tolist()) // int(shape[1])},
        ),
        Mistake(
            "bytes_forgotten",
            "Multiply by the bytes of one element: 4 for float32.",
            must=True,
            levels=(2,),
            swap={"bytes": lambda count: count},
        ),
        Mistake(
            "bits",
            "float32 has 32 bits, which are 4 bytes.",
            levels=(2,),
            swap={"bytes": lambda count: 32 * count},
        ),
        Mistake(
            "decimal_unit",
            "1 MiB is 2²⁰ bytes; 10⁶ bytes are a MB.",
            must=True,
            levels=(2, 3),
            swap={"mib": lambda bytes: bytes / 1e6, "image_mib": lambda image_bytes: image_bytes / 1e6},
        ),
        Mistake(
            "float32_assumed",
            "bfloat16 takes 2 bytes an element.",
            must=True,
            levels=(3,),
            swap={"image_bytes": lambda shape: 4 * math.prod(shape.tolist())},
        ),
        Mistake(
            "decimal_gigabytes",
            "1 GiB is 2³⁰ bytes.",
            levels=(3,),
            swap={"batch": lambda memory_gib, image_bytes: memory_gib * 10**9 // image_bytes},
        ),
        Mistake(
            "rounded_up",
            "Round down: a batch that does not fit completely does not fit.",
            levels=(3,),
            swap={"batch": lambda memory_gib, image_bytes: -(-memory_gib * 2**30 // image_bytes)},
        ),
    ),
)
