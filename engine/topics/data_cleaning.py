"""Missing values and image channels: filling gaps, and normalising each colour channel."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine import show
from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def impute_mean(values: npt.ArrayLike, training: npt.ArrayLike) -> Array:
    """Values whose gaps are filled with the mean of what the training data knows.

    The gaps count neither in the sum nor in the number. Filling a share g of a column with its mean
    keeps the mean and lowers the variance by the factor 1 − g.

    Args:
      values: `[n]`, gaps are nan.
      training: `[N]`, gaps are nan, not all of them.

    Returns:
      `[n]` without gaps.

    Source: scikit-learn's documentation of SimpleImputer; Little and Rubin, Statistical Analysis with
    Missing Data (2019), section 4.2.
    """
    column = np.asarray(values, dtype=float)
    return np.where(np.isnan(column), np.nanmean(np.asarray(training, dtype=float)), column)


def _draw_impute(draw: Draw, level: int) -> Params:
    if level == 1:
        return {"known": [float(v) for v in draw.sample(range(1, 20), 4)], "gaps": draw.whole(1, 2)}
    if level == 2:
        usual = draw.spread(4, 2, 9, 1, gap=0.4)
        return {
            "known": draw.shuffled([*usual, draw.decimal(18, 30, 1)]),
            "gaps": draw.whole(1, 3),
            "validation": draw.vector(3, 9, 15, 1),
        }
    return {"known": draw.spread(4, 0, 9, 1, gap=0.8), "gaps": draw.whole(1, 4)}


def column(known: list[float], gaps: int) -> str:
    """A column as printed, its gaps at the end of every second place."""
    cells = [show.number(value) for value in known]
    for i in range(gaps):
        cells.insert(1 + 2 * i, "?")
    return ", ".join(cells)


def _prompt_impute(params: Params) -> str:
    return (
        "A feature is missing (?) in some training examples. It is filled with the mean of the feature.\n\n"
        f"  {column(params['known'], params['gaps'])}"
    )


def _prompt_validation(params: Params) -> str:
    return (
        "A feature is missing (?) in some examples of the training and of the validation set. What fills "
        "the gap in the validation set, where the mean fills it, and where the median does?\n\n"
        f"  training    {column(params['known'], params['gaps'])}\n"
        f"  validation  {column(params['validation'], 1)}"
    )


def _prompt_variance(params: Params) -> str:
    return (
        "A feature is missing (?) in some training examples and is filled with its mean. How does that "
        "change its variance (dividing by the number of values)?\n\n"
        f"  {column(params['known'], params['gaps'])}"
    )


IMPUTE_MEAN = Exercise(
    id="impute_mean",
    title="Filling missing values",
    topic="data",
    seconds=60,
    reference=impute_mean,
    terms=("missing values", "missing features", "impute", "imputation"),
    aliases={"imputed_variance": Focus(3, "after")},
    prompt={1: _prompt_impute, 2: _prompt_validation, 3: _prompt_variance},
    draw=_draw_impute,
    levels={1: ("fill",), 2: ("fill", "median"), 3: ("before", "after")},
    parts=(
        Part("fill", "the filled value (mean)", digits=2),
        Part("median", "the filled value (median)", digits=2),
        Part("before", "the variance of the known values"),
        Part("after", "the variance after filling"),
    ),
    steps=(
        Step(
            "fill",
            "Mean of the known training values",
            "{fill}",
            lambda known: known.mean(),
        ),
        Step("ordered", "Sort the known training values", "{ordered}", lambda known: np.sort(known)),
        Step("median", "The middle one", "{median}", lambda ordered: ordered[len(ordered) // 2]),
        Step(
            "squares",
            "Squared differences of the known values from it",
            "{squares}",
            lambda known, fill: (known - fill) ** 2,
        ),
        Step("before", "Their mean", "{before}", lambda squares: squares.mean()),
        Step(
            "after",
            "Filled values add no squared difference, but they count in the number",
            "{after}",
            lambda squares, gaps: squares.sum() / (len(squares) + gaps),
        ),
    ),
    mistakes=(
        Mistake(
            "gaps_counted",
            "Divide by the number of known values: a gap is not a 0.",
            must=True,
            levels=(1, 2),
            swap={"fill": lambda known, gaps: known.sum() / (len(known) + gaps)},
        ),
        Mistake(
            "validation_statistics",
            "Fill with what the training data says: its statistics hold for the validation set, too.",
            must=True,
            levels=(2,),
            swap={
                "fill": lambda validation: validation.mean(),
                "median": lambda validation: np.median(validation),
            },
        ),
        Mistake(
            "sets_mixed",
            "Leave the validation values out: only training data may set the filling.",
            must=True,
            levels=(2,),
            swap={
                "fill": lambda known, validation: np.append(known, validation).mean(),
                "median": lambda known, validation: np.median(np.append(known, validation)),
            },
        ),
        Mistake(
            "median_for_mean",
            "The mean was asked: add the known values and divide by their number.",
            levels=(1, 2),
            swap={"fill": lambda known: np.median(known)},
        ),
        Mistake(
            "not_sorted",
            "Sort the values before taking the middle one.",
            levels=(2,),
            swap={"ordered": lambda known: known},
        ),
        Mistake(
            "middle_of_range",
            "The mean uses all known values, not only the smallest and the largest.",
            levels=(1,),
            swap={"fill": lambda known: (known.min() + known.max()) / 2},
        ),
        Mistake(
            "variance_kept",
            "Filled values lie at the mean: the same sum of squares is divided by more values.",
            must=True,
            levels=(3,),
            swap={"after": lambda before: before},
        ),
        Mistake(
            "zeros_filled",
            "The gaps are filled with the mean: as zeros they would lie far from it.",
            levels=(3,),
            swap={"after": lambda known, gaps: np.append(known, np.zeros(gaps)).var()},
        ),
        Mistake(
            "sample_variance",
            "Divide by the number of values, not by one less.",
            must=True,
            levels=(3,),
            swap={
                "before": lambda squares: squares.sum() / (len(squares) - 1),
                "after": lambda squares, gaps: squares.sum() / (len(squares) + gaps - 1),
            },
        ),
        Mistake(
            "deviation",
            "The variance has no root: this is the standard deviation.",
            levels=(3,),
            swap={
                "before": lambda squares: np.sqrt(squares.mean()),
                "after": lambda squares, gaps: np.sqrt(squares.sum() / (len(squares) + gaps)),
            },
        ),
    ),
)


def channel_standardize(images: npt.ArrayLike, mean: npt.ArrayLike, std: npt.ArrayLike) -> Array:
    """Images whose colour channels are normalised one by one.

    (x_c − μ_c)/σ_c, with the mean and standard deviation of the channel over all training images and
    all their pixels.

    Args:
      images: `[..., H, W, C]`, values scaled to [0, 1].
      mean, std: `[C]`, of values in the same range.

    Returns:
      The shape of the images.

    Source: PyTorch's documentation of torchvision.transforms.Normalize.
    """
    x = np.asarray(images, dtype=float)
    return np.asarray((x - np.asarray(mean, dtype=float)) / np.asarray(std, dtype=float))


def all_pixels(images: Array) -> Array:
    """Mean over everything but the channels; images `[n, pixels, channels]`."""
    return np.asarray(images.mean(axis=(0, 1)))


def _draw_channels(draw: Draw, level: int) -> Params:
    if level == 3:
        bases = [draw.whole(2, 4) * 20, draw.whole(7, 9) * 20]
        images = [[[base + 10 * draw.whole(-3, 3) for base in bases] for _ in range(3)] for _ in range(2)]
        shift = draw.whole(2, 4) * 10
        return {"images": [images[0], [[v + shift for v in pixel] for pixel in images[1]]]}
    mean = [draw.decimal(0.46, 0.52, 2), draw.decimal(0.43, 0.47, 2), draw.decimal(0.36, 0.42, 2)]
    std = [draw.decimal(0.2, 0.22, 2), draw.decimal(0.24, 0.26, 2), draw.decimal(0.28, 0.3, 2)]
    pixel = draw.vector(3, 0.1, 0.9, 1) if level == 1 else draw.wholes(3, 10, 245)
    return {"x" if level == 1 else "pixel": pixel, "mean": mean, "std": draw.shuffled(std)}


def _prompt_channels(params: Params) -> str:
    rows = [[i, j, *pixel] for i, image in enumerate(params["images"]) for j, pixel in enumerate(image)]
    return (
        "A data set of two images with three pixels each has two colour channels, in the range 0 to 255. "
        "What are the mean and the standard deviation of each channel, by which images are normalised "
        "(the deviation divides by the number of values)?\n\n"
        + show.table(["image", "pixel", "channel 0", "channel 1"], rows)
    )


CHANNEL_STANDARDIZE = Exercise(
    id="channel_standardize",
    title="Normalising the colour channels of images",
    topic="data",
    seconds=75,
    reference=channel_standardize,
    terms=("normalize images", "per-channel mean", "colour channel", "color channel", "channel mean"),
    aliases={"channel_statistics": Focus(3)},
    prompt={
        1: "An RGB pixel, scaled to [0, 1], is normalised with the mean and the standard deviation of each "
        "channel.\n\n  pixel = {x}\n  mean  = {mean}\n  std   = {std}",
        2: "An RGB pixel of an 8-bit image (0 to 255) is scaled to [0, 1] and then normalised with the "
        "mean and the standard deviation of each channel, which hold for the range [0, 1].\n\n  pixel = "
        "{pixel}\n  mean  = {mean}\n  std   = {std}",
        3: _prompt_channels,
    },
    draw=_draw_channels,
    levels={1: ("z",), 2: ("z",), 3: ("means", "deviations")},
    parts=(
        Part("z", "the normalised pixel", "vector"),
        Part("means", "the mean of each channel", "vector", digits=2),
        Part("deviations", "the standard deviation of each channel", "vector", digits=2),
    ),
    policies={"average": all_pixels},
    steps=(
        Step("x", "Scale to [0, 1]: divide by 255", "{x}", lambda pixel: pixel / 255),
        Step("centred", "Subtract the mean of each channel", "{centred}", lambda x, mean: x - mean),
        Step("z", "Divide by its standard deviation", "{z}", lambda centred, std: centred / std),
        Step(
            "means",
            "Mean of each channel over all images and pixels",
            "{means}",
            lambda images, average: average(images),
        ),
        Step(
            "variances",
            "Mean squared difference from it, over all images and pixels",
            "{variances}",
            lambda images, means, average: average((images - means) ** 2),
        ),
        Step("deviations", "Take the roots", "{deviations}", lambda variances: np.sqrt(variances)),
    ),
    mistakes=(
        Mistake(
            "not_scaled",
            "Divide by 255 first: mean and deviation hold for values in [0, 1].",
            must=True,
            levels=(2,),
            swap={"x": lambda pixel: pixel},
        ),
        Mistake(
            "channels_turned",
            "Each channel has its own mean and deviation: keep the order red, green, blue.",
            must=True,
            levels=(1, 2),
            swap={"mean": lambda mean: mean[::-1], "std": lambda std: std[::-1]},
        ),
        Mistake(
            "variance",
            "Divide by the standard deviation itself, not by its square.",
            must=True,
            levels=(1, 2),
            swap={"z": lambda centred, std: centred / std**2},
        ),
        Mistake(
            "not_divided",
            "Divide by the standard deviation after subtracting the mean.",
            levels=(1, 2),
            swap={"z": lambda centred: centred},
        ),
        Mistake(
            "mean_not_subtracted",
            "Subtract the mean of the channel before dividing.",
            levels=(1, 2),
            swap={"centred": lambda x: x},
        ),
        Mistake(
            "whole_image",
            "Take the statistics of each channel by itself: the channels differ in level and spread.",
            must=True,
            levels=(3,),
            swap={"average": lambda images: np.full(images.shape[-1], images.mean())},
        ),
        Mistake(
            "first_image_only",
            "Take the statistics over all images, not over the first one.",
            must=True,
            levels=(3,),
            swap={"average": lambda images: images[0].mean(axis=0)},
        ),
        Mistake(
            "variances_for_deviations",
            "Take the root of the variance.",
            must=True,
            levels=(3,),
            swap={"deviations": lambda variances: variances},
        ),
        Mistake(
            "mean_of_image_deviations",
            "Images differ from each other, too: measure all pixels from the common mean.",
            levels=(3,),
            swap={"deviations": lambda images: images.std(axis=1).mean(axis=0)},
        ),
        Mistake(
            "sample_deviation",
            "Divide by the number of values, not by one less.",
            levels=(3,),
            swap={"deviations": lambda images: images.reshape(-1, images.shape[-1]).std(axis=0, ddof=1)},
        ),
    ),
)
