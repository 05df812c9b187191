"""Positions of tokens as sines and cosines."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Convention, Exercise, Focus, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def sinusoidal_position(position: int, width: int, base: float = 10000.0) -> Array:
    """The sinusoidal encoding of a position: sines and cosines of falling frequencies.

    PE(pos, 2i) = sin(pos/base^(2i/width)) and PE(pos, 2i + 1) = cos of the same angle, in radians.

    Args:
      position: pos, from 0.
      width: features of the model, even.
      base: ratio of the longest to the shortest wavelength.

    Returns:
      `[width]`, sine and cosine of each pair side by side.

    Source: Vaswani et al., Attention Is All You Need (2017), section 3.5.
    """
    angles = position * base ** (-np.arange(0, width, 2) / width)
    return np.stack([np.sin(angles), np.cos(angles)], axis=-1).reshape(-1)


def _draw_sinusoidal(draw: Draw, level: int) -> Params:
    if level == 1:
        width = draw.pick([16, 32, 64, 128, 256])
        return {"position": draw.whole(3, 60), "width": width, "pair": draw.whole(width // 16, width // 4)}
    if level == 2:
        return {"position": draw.whole(2, 90), "width": 4, "base": draw.pick([100, 400, 900, 2500, 10000])}
    width, offset = draw.pick([4, 6]), draw.whole(2, 30)
    base = draw.pick([8, 27, 64, 125, 216])
    return {"offset": offset, "width": width, "base": base}


SINUSOIDAL_POSITION = Exercise(
    id="sinusoidal_position",
    title="Sinusoidal encoding of a position",
    topic="attention",
    seconds=90,
    reference=sinusoidal_position,
    terms=("positional encoding", "position encoding", "sinusoidal encoding", "positional embedding"),
    aliases={"positional_encoding": Focus(2, "encoding")},
    prompt={
        1: "A transformer of width {width} encodes positions by sines and cosines with the base 10000 and "
        "angles in radians. Pairs of features are counted from i = 0, positions from 0. Take the position "
        "{position} and the pair i = {pair}.",
        2: "A transformer of width {width} encodes positions by sines and cosines with the base {base} and "
        "angles in radians. Features 2i and 2i + 1 hold sine and cosine of pair i, from i = 0, and positions "
        "are counted from 0. Encode the position {position}.",
        3: "A transformer of width {width} encodes positions by sines and cosines with the base {base} and "
        "angles in radians. Pairs of features are counted from i = 0. Compare the encodings of two positions "
        "that are {offset} apart.",
    },
    draw=_draw_sinusoidal,
    levels={1: ("angle", "sine", "cosine"), 2: ("encoding",), 3: ("wavelength", "similarity")},
    parts=(
        Part("angle", "the angle of the pair", digits=4, significant=True),
        Part("sine", "its sine"),
        Part("cosine", "its cosine"),
        Part("encoding", "the encoding", "vector"),
        Part("wavelength", "the longest wavelength, in positions", digits=4, significant=True),
        Part("similarity", "the dot product of the two encodings", digits=2),
    ),
    constants={"base": 10000},
    steps=(
        Step(
            "angle",
            "Divide the position by the base to the power of 2i over the width",
            "{position} / {base}^(2·{pair}/{width}) = {angle}",
            lambda position, base, pair, width: position / base ** (2 * pair / width),
        ),
        Step("sine", "Take its sine", "sin {angle} = {sine}", lambda angle: np.sin(angle)),
        Step("cosine", "Take its cosine", "cos {angle} = {cosine}", lambda angle: np.cos(angle)),
        Step(
            "frequencies",
            "Frequency of each pair: one over the base to the power of 2i over the width",
            "{frequencies}",
            lambda base, width: base ** (-2 * np.arange(width // 2) / width),
        ),
        Step(
            "angles",
            "Multiply the position with the frequencies: one angle for each pair",
            "{position}·{frequencies} = {angles}",
            lambda position, frequencies: position * frequencies,
        ),
        Step(
            "encoding",
            "Put sine and cosine of each angle side by side",
            "{encoding}",
            lambda angles: np.stack([np.sin(angles), np.cos(angles)], axis=1).reshape(-1),
        ),
        Step(
            "slowest",
            "The last pair turns most slowly",
            "{slowest}",
            lambda frequencies: frequencies[-1],
        ),
        Step(
            "wavelength",
            "The wavelength is 2π over the frequency",
            "2π / {slowest} = {wavelength}",
            lambda slowest: 2 * np.pi / slowest,
        ),
        Step(
            "similarity",
            "As sin a·sin b + cos a·cos b = cos(a − b), add the cosines of frequency times offset",
            "sum of cos({frequencies}·{offset}) = {similarity}",
            lambda frequencies, offset: np.cos(frequencies * offset).sum(),
        ),
    ),
    mistakes=(
        Mistake(
            "exponent_without_two",
            "The exponent is 2i over the width: each pair takes two features.",
            must=True,
            swap={
                "angle": lambda position, base, pair, width: position / base ** (pair / width),
                "frequencies": lambda base, width: base ** (-np.arange(width // 2) / width),
            },
        ),
        Mistake(
            "degrees",
            "Angles are in radians: switch the calculator.",
            must=True,
            swap={
                "sine": lambda angle: np.sin(np.radians(angle)),
                "cosine": lambda angle: np.cos(np.radians(angle)),
                "encoding": lambda angles: np.stack(
                    [np.sin(np.radians(angles)), np.cos(np.radians(angles))], axis=1
                ).reshape(-1),
                "similarity": lambda frequencies, offset: np.cos(np.radians(frequencies * offset)).sum(),
            },
        ),
        Mistake(
            "sine_and_cosine_exchanged",
            "Even features hold the sine, odd ones the cosine.",
            levels=(1, 2),
            must=True,
            swap={
                "sine": lambda angle: np.cos(angle),
                "cosine": lambda angle: np.sin(angle),
                "encoding": lambda angles: np.stack([np.cos(angles), np.sin(angles)], axis=1).reshape(-1),
            },
        ),
        Mistake(
            "frequency_rises",
            "Divide by the power of the base: later pairs turn more slowly.",
            levels=(1, 3),
            swap={
                "angle": lambda position, base, pair, width: position * base ** (2 * pair / width),
                "frequencies": lambda base, width: base ** (2 * np.arange(width // 2) / width),
            },
        ),
        Mistake(
            "frequency_for_wavelength",
            "One over the frequency is the wavelength over 2π: multiply with 2π.",
            levels=(3,),
            must=True,
            swap={"wavelength": lambda slowest: 1 / slowest},
        ),
        Mistake(
            "base_is_longest",
            "The last pair has the exponent (width − 2)/width, which stays below 1.",
            levels=(3,),
            swap={"wavelength": lambda base: 2 * np.pi * base},
        ),
        Mistake(
            "feature_for_pair",
            "Both features of a pair share one angle: its exponent is 2i over the width for sine and cosine.",
            levels=(2,),
            swap={
                "encoding": lambda position, base, width: np.where(
                    np.arange(width) % 2,
                    np.cos(position * base ** (-np.arange(width) / width)),
                    np.sin(position * base ** (-np.arange(width) / width)),
                )
            },
        ),
    ),
    conventions=(
        Convention(
            "halves",
            "Right where all sines come first and the cosines after them; here they alternate.",
            swap={"encoding": lambda angles: np.concatenate([np.sin(angles), np.cos(angles)])},
        ),
    ),
)
