"""Statistics of batch normalization in a convolutional network: one mean for each channel."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def channel_statistics(x: npt.ArrayLike) -> tuple[Array, Array]:
    """Mean and biased variance of each channel over the whole batch and all pixels.

    These are the statistics of batch normalization in a convolutional network: n·h·w values for each
    channel, so that every pixel is treated alike.

    Args:
      x: `[n, c, h, w]`.

    Returns:
      Means `[c]` and variances `[c]`.

    Source: Ioffe and Szegedy, Batch Normalization (2015), section 3.2.
    """
    x = np.asarray(x, dtype=float)
    return x.mean(axis=(0, 2, 3)), x.var(axis=(0, 2, 3))


def _draw_channel(draw: Draw, level: int) -> Params:
    pixels = 2 if level == 1 else 4
    offsets = draw.sample([-4, 0, 5, 10], 2)

    def image() -> list[list[int]]:
        return [draw.sample(range(low, low + 10), pixels) for low in offsets]

    params: Params = {"image_1": image(), "image_2": image()}
    if level == 3:
        return params
    return {**params, "c": draw.whole(1, 2)}


def _guard_channel(image_1: Any, image_2: Any) -> str | None:
    """Whether the two images differ in each channel, so that pooling them matters."""
    apart = np.abs(image_1.mean(axis=1) - image_2.mean(axis=1))
    return None if (apart >= 0.5).all() else "the images have equal means"


BATCHNORM_CHANNEL_STATS = Exercise(
    id="batchnorm_channel_stats",
    title="Statistics of batch norm in a convolutional network",
    topic="normalization",
    seconds=120,
    reference=channel_statistics,
    terms=("batch norm in a CNN", "per channel over batch and positions", "statistics per channel"),
    prompt={
        1: "A batch holds two images of two channels with 1×2 pixels. Rows are channels, columns "
        "pixels. Batch "
        "normalization in training computes the mean of channel {c} (counted from 1). Which is it?\n\n"
        "  image 1 = {image_1}\n\n  image 2 = {image_2}",
        2: "A batch holds two images of two channels with 2×2 pixels. Rows are channels, columns the four "
        "pixels. Which mean and variance does batch normalization in training use for channel {c} (counted "
        "from 1)? The variance divides by the number of values.\n\n"
        "  image 1 = {image_1}\n\n  image 2 = {image_2}",
        3: "A batch holds two images of two channels with 2×2 pixels. Rows are channels, columns the four "
        "pixels. Batch normalization in training (scale 1, shift 0, ε negligible; variances divide by the "
        "number of values) is applied. Which means does it use, and what becomes of image 2?\n\n"
        "  image 1 = {image_1}\n\n  image 2 = {image_2}",
    },
    draw=_draw_channel,
    guard=_guard_channel,
    levels={1: ("mean",), 2: ("mean", "variance"), 3: ("means", "normalised")},
    parts=(
        Part("mean", "the mean"),
        Part("variance", "the variance"),
        Part("means", "the means of the channels", "vector"),
        Part("normalised", "the normalised image 2", "matrix", digits=2),
    ),
    steps=(
        Step(
            "pool",
            "Pool the pixels of that channel from all images",
            "{pool}",
            lambda image_1, image_2, c: np.concatenate([image_1[c - 1], image_2[c - 1]]) * 1.0,
        ),
        Step("mean", "Their mean", "{mean}", lambda pool: pool.mean()),
        Step(
            "variance",
            "Their variance: mean of the squared differences",
            "{variance}",
            lambda pool, mean: np.mean((pool - mean) ** 2),
        ),
        Step(
            "pools",
            "For each channel pool the pixels of all images",
            "{pools}",
            lambda image_1, image_2: np.concatenate([image_1, image_2], axis=1) * 1.0,
        ),
        Step("means", "One mean for each channel", "{means}", lambda pools: pools.mean(axis=1)),
        Step(
            "deviations",
            "One standard deviation for each channel",
            "{deviations}",
            lambda pools, means: np.sqrt(np.mean((pools - means[:, None]) ** 2, axis=1)),
        ),
        Step(
            "normalised",
            "Apply them to image 2, row by row",
            "{normalised}",
            lambda image_2, means, deviations: (image_2 - means[:, None]) / deviations[:, None],
        ),
    ),
    mistakes=(
        Mistake(
            "own_image_only",
            "Pool over the whole batch: within each image alone it would be instance norm.",
            must=True,
            swap={
                "pool": lambda image_1, c: image_1[c - 1] * 1.0,
                "pools": lambda image_2: image_2 * 1.0,
            },
        ),
        Mistake(
            "all_channels",
            "Each channel has statistics of its own: do not mix the channels.",
            must=True,
            swap={
                "pool": lambda image_1, image_2: np.concatenate([image_1.ravel(), image_2.ravel()]) * 1.0,
                "means": lambda pools: pools.mean() + 0 * pools[:, 0],
                "deviations": lambda pools: pools.std() + 0 * pools[:, 0],
            },
        ),
        Mistake(
            "other_channel",
            "Channels are counted from 1 here, and they are the rows.",
            levels=(1, 2),
            swap={"c": lambda c: 3 - c},
        ),
        Mistake(
            "sum_for_mean",
            "Divide by the number of values: images times pixels.",
            swap={"mean": lambda pool: pool.sum(), "means": lambda pools: pools.sum(axis=1)},
        ),
        Mistake(
            "each_pixel_alone",
            "A convolution treats every pixel alike, so batch norm pools the pixels too.",
            levels=(3,),
            swap={
                "normalised": lambda image_1, image_2: (
                    (image_2 - (image_1 + image_2) / 2) / (np.abs(image_1 - image_2) / 2 + 1e-12)
                )
            },
        ),
        Mistake(
            "sample_variance",
            "Divide by the number of values, not by one less.",
            levels=(2, 3),
            swap={
                "variance": lambda pool: pool.var(ddof=1),
                "deviations": lambda pools: pools.std(axis=1, ddof=1),
            },
        ),
        Mistake(
            "variances_averaged",
            "Take the variance of all pooled values: the means of the images differ too.",
            levels=(2,),
            swap={"variance": lambda image_1, image_2, c: (image_1[c - 1].var() + image_2[c - 1].var()) / 2},
        ),
        Mistake(
            "root_taken",
            "The variance is asked: leave out the root.",
            levels=(2,),
            swap={"variance": lambda pool: pool.std()},
        ),
    ),
)
