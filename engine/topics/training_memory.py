"""Memory that training needs for each parameter, by precision, optimizer and sharding."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine import show
from engine.draw import Draw
from engine.model import Exercise, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def training_memory(
    parameters: npt.ArrayLike,
    weight_bytes: int = 4,
    gradient_bytes: int = 4,
    master_bytes: int = 0,
    moment_bytes: int = 8,
) -> Array:
    """Memory for weights, gradients and optimizer states, without activations.

    Bytes per parameter: weight + gradient + master copy + moments. Adam in single precision takes
    4 + 4 + 0 + 2·4 = 16, and so does mixed precision with a master copy: 2 + 2 + 4 + 2·4.

    Args:
      parameters: number of parameters, any shape.
      weight_bytes, gradient_bytes: bytes of a weight and of its gradient.
      master_bytes: bytes of the copy of a weight in single precision; 0 without one.
      moment_bytes: bytes of all running averages of the optimizer for a parameter.

    Returns:
      Bytes of the shape of parameters.

    Source: Rajbhandari et al., ZeRO: Memory Optimizations Toward Training Trillion Parameter Models (2020),
    section 3.1.
    """
    each = weight_bytes + gradient_bytes + master_bytes + moment_bytes
    return np.asarray(np.asarray(parameters, dtype=float) * each)


BUFFERS = {"Adam": 2, "SGD with momentum": 1}
"""Running averages that an optimizer keeps for each parameter."""

WIDTHS = {"fp32": 4, "bf16": 2, "8 bit": 1}
"""Bytes of a number in a format."""


def _draw_memory(draw: Draw, level: int) -> Params:
    billions = draw.decimal(0.6, 30, 1)
    if level == 1:
        return {"billions": billions, "optimizer": draw.pick(["Adam", "SGD with momentum"])}
    if level == 2:
        formats = {"gradients": draw.pick(["bf16", "fp32"]), "moments": draw.pick(["fp32", "8 bit"])}
        return {"billions": billions, **formats}
    return {"billions": billions, "devices": draw.pick([4, 8, 16, 32, 64])}


def _formats(params: Params) -> str:
    rows = [
        ["weights", "bf16", 2],
        ["gradients", params["gradients"], WIDTHS[params["gradients"]]],
        ["master copy of the weights", "fp32", 4],
        ["each of the two moments", params["moments"], WIDTHS[params["moments"]]],
    ]
    return (
        f"A model of {show.value(params['billions'])} billion parameters is trained with Adam in mixed "
        f"precision "
        "(activations left out, 1 GB = 10⁹ bytes):\n\n"
        + show.table(["kept for each parameter", "format", "bytes"], rows)
        + "\n\nHow much memory is that? And how much do the weights alone take for inference in bf16?"
    )


TRAINING_MEMORY = Exercise(
    id="training_memory",
    title="Memory of training with Adam",
    topic="cost",
    seconds=75,
    reference=training_memory,
    terms=("training memory", "memory of the optimizer states", "16 bytes per parameter", "ZeRO sharding"),
    prompt={
        1: "A model of {billions} billion parameters is trained in single precision (4 bytes a number) with "
        "{optimizer}. How many bytes does a parameter take together with its gradient and the running "
        "averages of the optimizer? And how much memory is that in all (activations left out, 1 GB = 10⁹ "
        "bytes)?",
        2: _formats,
        3: "A model of {billions} billion parameters is trained with Adam in mixed precision: weights and "
        "gradients take 2 bytes each, the optimizer states (a master copy and two moments) 4 bytes each. "
        "{devices} devices share the model with ZeRO. How many GB does one device hold (activations left "
        "out, 1 GB = 10⁹ bytes) if the optimizer states are divided among the devices, if the gradients are "
        "divided as well, and if the weights are, too?",
    },
    draw=_draw_memory,
    levels={1: ("single", "total"), 2: ("mixed", "memory", "inference"), 3: ("stages",)},
    parts=(
        Part("single", "the bytes for a parameter", "integer"),
        Part("total", "the memory", digits=1, unit="GB"),
        Part("mixed", "the bytes for a parameter", "integer"),
        Part("memory", "the memory", digits=1, unit="GB"),
        Part("inference", "the memory of the weights alone", digits=1, unit="GB"),
        Part("stages", "the GB on a device in the three cases", "vector", digits=2),
    ),
    steps=(
        Step(
            "buffers",
            "Running averages of the optimizer: Adam keeps two moments, momentum one velocity",
            "{optimizer}: {buffers}",
            lambda optimizer: BUFFERS[optimizer],
        ),
        Step(
            "single",
            "4 bytes for the weight, for its gradient and for each running average",
            "4·(1 + 1 + {buffers}) = {single}",
            lambda buffers: 4 * (1 + 1 + buffers),
        ),
        Step(
            "total",
            "Billion parameters times bytes: GB",
            "{billions}·{single} = {total} GB",
            lambda billions, single: billions * single,
        ),
        Step(
            "gradient_bytes",
            "Bytes of a gradient",
            "{gradients}: {gradient_bytes}",
            lambda gradients: WIDTHS[gradients],
        ),
        Step(
            "moment_bytes", "Bytes of a moment", "{moments}: {moment_bytes}", lambda moments: WIDTHS[moments]
        ),
        Step(
            "mixed",
            "Weight + gradient + master copy + two moments",
            "2 + {gradient_bytes} + 4 + 2·{moment_bytes} = {mixed}",
            lambda gradient_bytes, moment_bytes: 2 + gradient_bytes + 4 + 2 * moment_bytes,
        ),
        Step(
            "memory",
            "Billion parameters times bytes: GB",
            "{billions}·{mixed} = {memory} GB",
            lambda billions, mixed: billions * mixed,
        ),
        Step(
            "inference",
            "For inference only the weights remain, 2 bytes each in bf16",
            "{billions}·2 = {inference} GB",
            lambda billions: billions * 2,
        ),
        Step(
            "divided",
            "Bytes that are divided: 12 of the states, with 2 of the gradient, with 2 of the weight",
            "{divided}",
            lambda: np.array([12, 12 + 2, 12 + 2 + 2]),
        ),
        Step(
            "stages",
            "What is not divided stays whole on every device: the rest of the 16 bytes",
            "{billions}·(16 − {divided} + {divided}/{devices}) = {stages}",
            lambda billions, divided, devices: billions * (16 - divided + divided / devices),
        ),
    ),
    mistakes=(
        Mistake(
            "states_forgotten",
            "The optimizer keeps running averages: add their bytes to weight and gradient.",
            must=True,
            levels=(1, 2),
            swap={"single": lambda: 8, "mixed": lambda gradient_bytes: 2 + gradient_bytes},
        ),
        Mistake(
            "gradients_forgotten",
            "Every parameter has a gradient, which takes memory as well.",
            levels=(1, 2),
            swap={
                "single": lambda buffers: 4 * (1 + buffers),
                "mixed": lambda moment_bytes: 2 + 4 + 2 * moment_bytes,
            },
        ),
        Mistake(
            "one_moment_only",
            "Adam keeps two moments for each parameter.",
            levels=(1, 2),
            swap={
                "buffers": lambda: 1,
                "mixed": lambda gradient_bytes, moment_bytes: 2 + gradient_bytes + 4 + moment_bytes,
            },
        ),
        Mistake(
            "master_copy_forgotten",
            "Mixed precision updates a master copy in fp32: 4 bytes more.",
            must=True,
            levels=(2,),
            swap={"mixed": lambda gradient_bytes, moment_bytes: 2 + gradient_bytes + 2 * moment_bytes},
        ),
        Mistake(
            "master_copy_for_inference",
            "Inference runs on the bf16 weights: the master copy is not needed.",
            levels=(2,),
            swap={"inference": lambda billions: billions * 4},
        ),
        Mistake(
            "gibibytes",
            "1 GB is 10⁹ bytes here; with 2³⁰ bytes it would be a GiB.",
            levels=(1, 2),
            swap={
                "total": lambda billions, single: billions * 1e9 * single / 2**30,
                "memory": lambda billions, mixed: billions * 1e9 * mixed / 2**30,
                "inference": lambda billions: billions * 1e9 * 2 / 2**30,
            },
        ),
        Mistake(
            "moments_only",
            "The master copy belongs to the optimizer states: 12 bytes are divided, not 8.",
            must=True,
            levels=(3,),
            swap={"divided": lambda: np.array([8, 8 + 2, 8 + 2 + 2])},
        ),
        Mistake(
            "weights_divided_first",
            "The states are divided first, then the gradients, and the weights last.",
            must=True,
            levels=(3,),
            swap={"divided": lambda: np.array([2, 2 + 2, 2 + 2 + 12])},
        ),
        Mistake(
            "rest_forgotten",
            "What is not divided is held by every device in full: add it.",
            must=True,
            levels=(3,),
            swap={"stages": lambda billions, divided, devices: billions * divided / devices},
        ),
        Mistake(
            "all_divided",
            "Only the named parts are divided: in the first case weights and gradients stay whole.",
            levels=(3,),
            swap={"stages": lambda billions, devices: billions * 16 / devices * np.ones(3)},
        ),
    ),
)
