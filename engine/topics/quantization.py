"""Quantisation of numbers to 8 bits: scale, zero point, and what rounding loses."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step


def quantize(
    x: npt.ArrayLike, scale: float, zero_point: int = 0, low: int = -128, high: int = 127
) -> npt.NDArray[np.int64]:
    """Whole numbers that stand for real ones under affine quantisation.

    q = clip(round(x/s) + z, low, high) and back x ≈ s·(q − z). Asymmetric to 0…255: s = (max − min)/255 and
    z = round(−min/s), so that 0 is met exactly. Symmetric to −127…127: s = max|x|/127 and z = 0.

    Args:
      x: real numbers, any shape.
      scale: s, distance between neighbouring values.
      zero_point: z, the number that stands for 0.
      low, high: ends of the range of whole numbers.

    Returns:
      Whole numbers of the shape of x.

    Source: Jacob et al., Quantization and Training of Neural Networks for Efficient
    Integer-Arithmetic-Only Inference (2018), equation 1; ONNX operator QuantizeLinear.
    """
    q = np.rint(np.asarray(x, dtype=float) / scale) + zero_point
    return np.asarray(np.clip(q, low, high), dtype=np.int64)


def nearest_whole(value: Any) -> Any:
    """The nearest whole number."""
    return np.rint(value)


def saturated(q: Any) -> Any:
    """Whole numbers limited to 0…255."""
    return np.clip(q, 0, 255)


def _clear(quotient: float) -> bool:
    """Whether a quotient is far enough from a half that a scale with a few digits rounds it alike."""
    return abs(quotient % 1 - 0.5) > 0.08


def _hundredths(low: float, high: float, scale: float) -> list[float]:
    """Values with two decimals between two ends whose quotient by the scale is clear."""
    grid = [hundredth / 100 for hundredth in range(round(low * 100), round(high * 100))]
    return [value for value in grid if value and _clear(value / scale)]


def _draw_quantization(draw: Draw, level: int) -> Params:
    if level == 1:
        largest = draw.decimal(2, 20, 1)
        magnitudes = _hundredths(0.3 * largest, 0.9 * largest, largest / 127)
        return {"largest": largest, "x": draw.sign() * draw.pick(magnitudes)}
    low = -draw.decimal(0.5, 3, 1)
    ends = [tenth / 10 for tenth in range(15, 70)]
    high = draw.pick([end for end in ends if _clear(-low * 255 / (end - low)) and end != -low])
    scale = (high - low) / 255
    inside = draw.pick(_hundredths(0.1 * high, 0.9 * high, scale))
    negative = draw.pick(_hundredths(0.9 * low, 0.3 * low, scale))
    if level == 2:
        return {"low": low, "high": high, "x": draw.pick([inside, negative])}
    beyond = draw.decimal(high * 1.1, high * 1.5, 2)
    return {"low": low, "high": high, "values": draw.shuffled([inside, negative, beyond])}


QUANTIZATION = Exercise(
    id="quantization",
    title="Scale and zero point of 8-bit quantisation",
    topic="cost",
    seconds=100,
    reference=quantize,
    terms=("quantization", "quantisation", "int8 quantization", "zero point", "dequantize"),
    aliases={"quantization_scale_zero_point": Focus(2)},
    prompt={
        1: "Weights with magnitudes up to {largest} are quantised symmetrically to whole numbers from −127 "
        "to 127 (zero point 0, rounding to the nearest). Which scale does that take, and which number stands "
        "for {x}?",
        2: "Activations between {low} and {high} are quantised to whole numbers from 0 to 255: q = "
        "round(x/s) + z, with the scale s that lets this range fill all of them and the zero point z that "
        "stands for 0. Which number stands for {x}?",
        3: "In calibration activations lay between {low} and {high}. They are quantised to whole numbers "
        "from 0 to 255: q = round(x/s) + z, with the scale s that lets this range fill all of them and the "
        "zero point z that stands for 0; what does not fit saturates. Now the values {values:list} come. "
        "Which numbers stand for them, and which values do these give back?",
    },
    draw=_draw_quantization,
    levels={1: ("scale", "q"), 2: ("step", "zero", "code"), 3: ("codes", "restored")},
    parts=(
        Part("scale", "the scale", digits=4, significant=True),
        Part("q", "the whole number", "integer"),
        Part("step", "the scale", digits=4, significant=True),
        Part("zero", "the zero point", "integer"),
        Part("code", "the whole number", "integer"),
        Part("codes", "the whole numbers", "vector", digits=0),
        Part("restored", "the values given back", "vector"),
    ),
    policies={"nearest": nearest_whole, "limit": saturated},
    steps=(
        Step(
            "scale",
            "The largest magnitude becomes 127: divide it by 127",
            "{largest} / 127 = {scale}",
            lambda largest: largest / 127,
        ),
        Step(
            "q",
            "Divide by the scale and round",
            "round({x} / {scale}) = {q}",
            lambda x, scale, nearest: int(nearest(x / scale)),
        ),
        Step(
            "step",
            "256 numbers have 255 steps between them: divide the range by 255",
            "({high} − {low}) / 255 = {step}",
            lambda low, high: (high - low) / 255,
        ),
        Step(
            "zero",
            "Zero point: the lower end becomes 0, so 0 becomes round(−low/s)",
            "round({low} / {step}), negated = {zero}",
            lambda low, step, nearest: int(nearest(-low / step)),
        ),
        Step(
            "code",
            "Divide by the scale, round, and add the zero point",
            "round({x} / {step}) + {zero} = {code}",
            lambda x, step, zero, nearest: int(nearest(x / step)) + zero,
        ),
        Step(
            "raw",
            "Divide by the scale, round, and add the zero point",
            "round({values} / {step}) + {zero} = {raw}",
            lambda values, step, zero, nearest: nearest(values / step) + zero,
        ),
        Step(
            "codes",
            "Limit to 0…255: what lies beyond the range saturates",
            "{codes}",
            lambda raw, limit: limit(raw).astype(int),
        ),
        Step(
            "restored",
            "Back: subtract the zero point, then multiply by the scale",
            "{step}·({codes} − {zero}) = {restored}",
            lambda step, codes, zero: step * (np.array(codes) - zero),
        ),
    ),
    mistakes=(
        Mistake(
            "whole_range_on_one_side",
            "255 steps cover the range on both sides of 0; up to the largest magnitude there are 127.",
            must=True,
            levels=(1,),
            swap={"scale": lambda largest: largest / 255},
        ),
        Mistake(
            "numbers_for_steps",
            "Count the steps: the largest magnitude becomes 127, and 256 numbers have 255 steps between "
            "them.",
            must=True,
            levels=(1, 2),
            swap={"scale": lambda largest: largest / 128, "step": lambda low, high: (high - low) / 256},
        ),
        Mistake(
            "cut_off",
            "Round to the nearest whole number, do not cut the decimals off.",
            levels=(1, 2),
            swap={"nearest": lambda value: np.trunc(value)},
        ),
        Mistake(
            "multiplied",
            "Divide by the scale to quantise; multiplying gives values back.",
            levels=(1, 2),
            swap={
                "q": lambda x, scale: int(np.rint(x * scale)),
                "code": lambda x, step, zero: int(np.rint(x * step)) + zero,
            },
        ),
        Mistake(
            "zero_point_forgotten",
            "Add the zero point when quantising and subtract it on the way back: the code of 0 is not 0.",
            must=True,
            levels=(2, 3),
            swap={
                "code": lambda x, step: int(np.rint(x / step)),
                "restored": lambda step, codes: step * np.array(codes),
            },
        ),
        Mistake(
            "zero_point_from_above",
            "The zero point is the distance from the lower end to 0: −low/s.",
            must=True,
            levels=(2,),
            swap={"zero": lambda high, step: int(np.rint(high / step))},
        ),
        Mistake(
            "symmetric_scale",
            "The range fills all 256 numbers: divide high − low by 255, not the largest magnitude by 127.",
            levels=(2, 3),
            swap={"step": lambda low, high: max(-low, high) / 127},
        ),
        Mistake(
            "no_saturation",
            "8 bits hold at most 255: a value beyond the range is limited to its end.",
            must=True,
            levels=(3,),
            swap={"limit": lambda q: q},
        ),
        Mistake(
            "multiplied_before_subtracting",
            "Subtract the zero point before multiplying by the scale.",
            must=True,
            levels=(3,),
            swap={"restored": lambda step, codes, zero: step * np.array(codes) - zero},
        ),
        Mistake(
            "original_values",
            "Rounding and saturation lose something: compute the values from the whole numbers.",
            levels=(3,),
            swap={"restored": lambda values: values},
        ),
    ),
)
