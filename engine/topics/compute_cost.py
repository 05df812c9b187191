"""What runs cost: operations turned into time, and the price of an ensemble."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def runtime(operations: npt.ArrayLike, speed: float, utilisation: float = 1.0) -> Array:
    """Time that a number of operations takes on a device.

    FLOPs / (FLOPS · u): the work divided by the speed that is really reached. Training a transformer takes
    about 6·N·D FLOPs for N parameters and D tokens: 2 for the forward pass and 4 for the backward pass of
    every parameter and token.

    Args:
      operations: FLOPs (a multiply-accumulate counts as 2), any shape.
      speed: peak FLOPS of the device (FLOPs per second), of all devices together.
      utilisation: u, share of the peak that is reached.

    Returns:
      Seconds, of the shape of operations.

    Source: Kaplan et al., Scaling Laws for Neural Language Models (2020), section 2.1, for 6·N·D.
    """
    return np.asarray(np.asarray(operations, dtype=float) / (speed * utilisation))


def _draw_runtime(draw: Draw, level: int) -> Params:
    percent = draw.pick([25, 30, 35, 40, 45, 55, 60])
    if level == 1:
        return {
            "gflops": draw.whole(2, 60) * 10,
            "speed": draw.pick([5, 10, 20, 40, 50, 80]),
            "percent": percent,
        }
    if level == 2:
        return {
            "gmacs": draw.decimal(0.6, 20, 1),
            "batch": draw.pick([16, 32, 64, 128]),
            "speed": draw.whole(5, 60),
            "percent": percent,
        }
    return {
        "billions": draw.pick([2.7, 6.7, 7, 13, 30, 65]),
        "tokens": draw.whole(3, 20) * 100,
        "devices": draw.pick([64, 128, 256, 512, 1024]),
        "speed": draw.pick([125, 312, 400, 990]),
        "percent": percent,
    }


FLOPS_RUNTIME = Exercise(
    id="flops_runtime",
    title="From operations to time",
    topic="cost",
    seconds=75,
    reference=runtime,
    terms=(
        "FLOPs and FLOPS",
        "FLOPs vs FLOPS",
        "operations per second",
        "training compute",
    ),
    aliases={"training_compute": Focus(3, "total")},
    prompt={
        1: "A forward pass takes {gflops} GFLOPs. The device has a peak of {speed} TFLOP/s and reaches "
        "{percent} % of it. How long does the pass take?",
        2: "A forward pass takes {gmacs} billion multiply-accumulate operations for each image (one counts "
        "as 2 FLOPs). The device has a peak of {speed} TFLOP/s and reaches {percent} % of it. How long does "
        "a batch of {batch} images take, and how many images does it process per second?",
        3: "A transformer of {billions} billion parameters is trained on {tokens} billion tokens. Count 2 "
        "FLOPs for each parameter and token in the forward pass and twice as many in the backward pass. "
        "{devices} devices with a peak of {speed} TFLOP/s each reach {percent} % of it. How much computation "
        "is that, and how many days does it take?",
    },
    draw=_draw_runtime,
    levels={1: ("time",), 2: ("batch_time", "throughput"), 3: ("total", "days")},
    parts=(
        Part("time", "the time", digits=3, significant=True, unit="ms"),
        Part("batch_time", "the time", digits=3, significant=True, unit="ms"),
        Part("throughput", "the images per second", digits=3, significant=True),
        Part("total", "the computation", digits=3, significant=True, unit="FLOPs"),
        Part("days", "the days", digits=3, significant=True),
    ),
    constants={"devices": 1, "batch": 1},
    steps=(
        Step(
            "reached",
            "Speed that is reached: peak times its share",
            "{speed}·{percent}/100 = {reached} TFLOP/s",
            lambda speed, percent: speed * percent / 100,
        ),
        Step(
            "time",
            "1 GFLOP at 1 TFLOP/s takes 1 ms",
            "{gflops} / {reached} = {time} ms",
            lambda gflops, reached: gflops / reached,
        ),
        Step(
            "work",
            "Work for the batch: 2 FLOPs for each multiply-accumulate",
            "2·{gmacs}·{batch} = {work} GFLOPs",
            lambda gmacs, batch: 2 * gmacs * batch,
        ),
        Step(
            "batch_time",
            "1 GFLOP at 1 TFLOP/s takes 1 ms",
            "{work} / {reached} = {batch_time} ms",
            lambda work, reached: work / reached,
        ),
        Step(
            "throughput",
            "Images of the batch over its time in seconds",
            "{batch} / ({batch_time}/1000) = {throughput}",
            lambda batch, batch_time: batch / (batch_time / 1000),
        ),
        Step(
            "total",
            "Forward 2 and backward 4 FLOPs: 6·N·D, with a billion being 10⁹",
            "6·{billions}·10⁹·{tokens}·10⁹ = {total}",
            lambda billions, tokens: 6.0 * billions * 1e9 * tokens * 1e9,
        ),
        Step(
            "seconds",
            "Divide by the speed that all devices reach together, in FLOPs per second",
            "{total} / ({devices}·{reached}·10¹²) = {seconds} s",
            lambda total, devices, reached: total / (devices * reached * 1e12),
        ),
        Step(
            "days", "A day has 86,400 seconds", "{seconds} / 86400 = {days}", lambda seconds: seconds / 86400
        ),
    ),
    mistakes=(
        Mistake(
            "utilisation_ignored",
            "The peak is not reached: multiply it by its share first.",
            must=True,
            swap={"reached": lambda speed: speed},
        ),
        Mistake(
            "utilisation_upside_down",
            "A lower share makes the run longer: multiply the speed by it, not the time.",
            must=True,
            swap={"reached": lambda speed, percent: speed / (percent / 100)},
        ),
        Mistake(
            "unused_share",
            "This is the share of the peak that is reached, not the one that is lost.",
            swap={"reached": lambda speed, percent: speed * (100 - percent) / 100},
        ),
        Mistake(
            "macs_for_flops",
            "A multiply-accumulate is a multiplication and an addition: 2 FLOPs.",
            must=True,
            levels=(2,),
            swap={"work": lambda gmacs, batch: gmacs * batch},
        ),
        Mistake(
            "one_image",
            "The whole batch is processed: multiply by its size.",
            levels=(2,),
            swap={"work": lambda gmacs: 2 * gmacs},
        ),
        Mistake(
            "forward_pass_only",
            "2 FLOPs are the forward pass alone: the backward pass takes twice as many on top, together 6.",
            must=True,
            levels=(3,),
            swap={"total": lambda billions, tokens: 2.0 * billions * 1e9 * tokens * 1e9},
        ),
        Mistake(
            "one_device",
            "The devices share the work: multiply the speed by their number.",
            must=True,
            levels=(3,),
            swap={"seconds": lambda total, reached: total / (reached * 1e12)},
        ),
        Mistake(
            "hours_for_days",
            "A day has 24 hours of 3600 seconds.",
            levels=(3,),
            swap={"days": lambda seconds: seconds / 3600},
        ),
    ),
)


def ensemble_cost(models: int, parameters: float, operations: float, copies: int = 1) -> tuple[float, float]:
    """Parameters that an ensemble stores and operations that it spends on one prediction.

    M·P and M·A·F: every member is stored once and runs on each of the A augmented copies of the input.

    Args:
      models: M.
      parameters: P of one member.
      operations: F of one forward pass, in FLOPs.
      copies: A, augmented copies with the original among them; 1 without.

    Returns:
      Stored parameters, and FLOPs for each prediction.

    Source: follows from the definition; Goodfellow, Bengio and Courville, Deep Learning (2016), section
    7.11, on the cost.
    """
    return models * parameters, models * copies * operations


def _draw_cost(draw: Draw, level: int) -> Params:
    models = draw.whole(3, 10)
    if level == 1:
        return {"models": models, "parameters": draw.whole(2, 90), "operations": draw.whole(2, 40)}
    member = {
        "models": models,
        "parameters": draw.decimal(1.5, 90, 1),
        "operations": draw.decimal(0.5, 20, 1),
    }
    if level == 2:
        return {**member, "bytes_each": draw.pick([2, 4]), "speed": draw.decimal(0.5, 9, 1)}
    return {
        **member,
        "copies": draw.pick([4, 5, 6, 8, 10]),
        "images": draw.whole(20, 90) * 10000,
        "speed": draw.decimal(2, 9, 1),
    }


ENSEMBLE_COST = Exercise(
    id="ensemble_cost",
    title="Cost of an ensemble",
    topic="cost",
    seconds=60,
    reference=ensemble_cost,
    terms=(
        "cost of an ensemble",
        "cost of ensembles",
        "cost of ensembling",
    ),
    prompt={
        1: "An ensemble has {models} networks with {parameters} million parameters each; a forward pass of "
        "one takes {operations} GFLOPs. What does it store, and what does one prediction take?",
        2: "An ensemble has {models} networks with {parameters} million parameters of {bytes_each} bytes "
        "each; a forward pass of one takes {operations} GFLOPs. How much memory do the parameters need (1 MB "
        "= 10⁶ bytes), and how long does a prediction take if the networks run one after the other at "
        "{speed} TFLOP/s?",
        3: "An ensemble has {models} networks with {parameters} million parameters each; a forward pass of "
        "one takes {operations} GFLOPs. Every network sees {copies} augmented versions of each image. What "
        "does the ensemble store, what does one image take, and how long do {images} images take at {speed} "
        "TFLOP/s?",
    },
    draw=_draw_cost,
    levels={1: ("stored", "flops"), 2: ("memory", "latency"), 3: ("stored", "flops", "hours")},
    parts=(
        Part("stored", "the stored parameters in millions", digits=1),
        Part("flops", "the operations for one prediction in GFLOPs", digits=1),
        Part("memory", "the memory", digits=3, significant=True, unit="MB"),
        Part("latency", "the time", digits=3, significant=True, unit="ms"),
        Part("hours", "the time in hours", digits=3, significant=True),
    ),
    constants={"copies": 1},
    steps=(
        Step(
            "stored",
            "Every network is stored once",
            "{models}·{parameters} = {stored} million",
            lambda models, parameters: models * parameters,
        ),
        Step(
            "memory",
            "Million parameters times bytes: MB",
            "{stored}·{bytes_each} = {memory} MB",
            lambda stored, bytes_each: stored * bytes_each,
        ),
        Step(
            "passes",
            "Forward passes for one prediction: networks times versions of the input",
            "{models}·{copies} = {passes}",
            lambda models, copies: models * copies,
        ),
        Step(
            "flops",
            "Every pass takes its operations",
            "{passes}·{operations} = {flops} GFLOPs",
            lambda passes, operations: passes * operations,
        ),
        Step(
            "latency",
            "1 GFLOP at 1 TFLOP/s takes 1 ms",
            "{flops} / {speed} = {latency} ms",
            lambda flops, speed: flops / speed,
        ),
        Step(
            "hours",
            "All images in GFLOPs, at 1000 GFLOPs per second for each TFLOP/s, in hours of 3600 s",
            "{flops}·{images} / (1000·{speed}) / 3600 = {hours} h",
            lambda flops, images, speed: flops * images / (1000 * speed) / 3600,
        ),
    ),
    mistakes=(
        Mistake(
            "parameters_shared",
            "The members share no parameters: every network is stored.",
            must=True,
            swap={"stored": lambda parameters: parameters},
        ),
        Mistake(
            "one_pass_only",
            "Every network makes a pass of its own: multiply by their number.",
            must=True,
            swap={"passes": lambda copies: copies},
        ),
        Mistake(
            "pairs_counted",
            "The cost grows with the number of networks, not with its square.",
            levels=(1, 2),
            swap={"passes": lambda models: models**2},
        ),
        Mistake(
            "bytes_forgotten",
            "Multiply the parameters by the bytes of each.",
            levels=(2,),
            swap={"memory": lambda stored: stored},
        ),
        Mistake(
            "bits_for_bytes",
            "A parameter takes this many bytes, not bits: do not multiply by 8.",
            levels=(2,),
            swap={"memory": lambda stored, bytes_each: stored * bytes_each * 8},
        ),
        Mistake(
            "versions_forgotten",
            "Every network makes a pass for each version of the image.",
            must=True,
            levels=(3,),
            swap={"passes": lambda models: models},
        ),
        Mistake(
            "versions_stored",
            "The same parameters serve all versions of the image: store them once.",
            must=True,
            levels=(3,),
            swap={"stored": lambda models, parameters, copies: models * parameters * copies},
        ),
        Mistake(
            "minutes_for_hours",
            "An hour has 3600 seconds.",
            levels=(3,),
            swap={"hours": lambda flops, images, speed: flops * images / (1000 * speed) / 60},
        ),
    ),
)
