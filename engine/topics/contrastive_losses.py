"""Losses that compare embeddings with each other: triplet loss and InfoNCE."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine import show
from engine.draw import Draw
from engine.model import Convention, Exercise, Focus, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def triplet_loss(
    anchor: npt.ArrayLike, positive: npt.ArrayLike, negative: npt.ArrayLike, margin: float
) -> Array:
    """Triplet loss: an anchor has to lie closer to its positive than to a negative, by a margin.

    max(0, ‖a − p‖² − ‖a − n‖² + α), with squared Euclidean distances.

    Args:
      anchor, positive, negative: embeddings `[..., d]`.
      margin: α, in the unit of a squared distance.

    Returns:
      Losses, shape of the leading axes.

    Source: Schroff, Kalenichenko and Philbin, FaceNet (2015), sections 3.1 and 3.2. PyTorch's
    TripletMarginLoss takes distances that are not squared.
    """
    a, p, n = (np.asarray(each, dtype=float) for each in (anchor, positive, negative))
    near, far = ((a - p) ** 2).sum(axis=-1), ((a - n) ** 2).sum(axis=-1)
    return np.asarray(np.maximum(0, near - far + margin))


def clamped(gap: float) -> float:
    """A violation of the margin: never negative."""
    return max(gap, 0.0)


def _draw_triplet(draw: Draw, level: int) -> Params:
    if level == 1:
        near = draw.decimal(0.3, 1.2, 1)
        return {
            "near": near,
            "far": round(near + draw.signed(0.1, 0.6, 1), 1),
            "margin": draw.pick([0.7, 0.8, 1.0]),
        }
    if level == 2:
        anchor = draw.vector(3, -2, 2, 1)
        shift, other = draw.vector(3, 0.3, 1.2, 1, signed=True), draw.vector(3, 0.4, 1.3, 1, signed=True)
        return {
            "anchor": anchor,
            "positive": [round(a + d, 1) for a, d in zip(anchor, shift, strict=True)],
            "negative": [round(a + d, 1) for a, d in zip(anchor, other, strict=True)],
            "margin": draw.pick([0.5, 1.0, 1.5, 2.0]),
        }
    near, margin = draw.decimal(0.6, 1.4, 2), draw.pick([0.3, 0.4, 0.5])
    steps = [-draw.decimal(0.1, 0.5, 2), *draw.spread(2, 0.05, margin - 0.05, 2, gap=0.06)]
    steps += [margin + v for v in draw.spread(2, 0.06, 0.9, 2, gap=0.06)]
    fars = [round(near + step, 2) for step in steps]
    return {"near": near, "fars": draw.shuffled(fars), "margin": margin}


def _prompt_mining(params: Params) -> str:
    rows = list(enumerate(params["fars"]))
    return (
        f"The squared distance of an anchor to its positive is {params['near']:g}, and the margin is "
        f"{params['margin']:g}. A negative is semi-hard if it is farther away than the positive, but by less "
        "than the margin. The triplet loss with one negative is how far it falls short of the margin, at "
        "least 0; here it is averaged over all these negatives.\n\n"
        + show.table(["negative", "squared distance"], rows)
    )


TRIPLET_LOSS = Exercise(
    id="triplet_loss",
    title="Triplet loss and semi-hard negatives",
    topic="losses",
    seconds=90,
    reference=triplet_loss,
    terms=("triplet loss", "triplet margin", "semi-hard negative"),
    aliases={"semi_hard_negatives": Focus(3, "semi_hard")},
    prompt={
        1: "An anchor has the squared distance {near} to its positive and {far} to a negative. The triplet "
        "loss works on squared distances with margin {margin}.",
        2: "The embeddings of an anchor, its positive and a negative are given. The triplet loss works on "
        "squared Euclidean distances with margin {margin}.\n\n"
        "  anchor   = {anchor}\n  positive = {positive}\n  negative = {negative}",
        3: _prompt_mining,
    },
    draw=_draw_triplet,
    levels={1: ("loss",), 2: ("near", "far", "loss"), 3: ("semi_hard", "mean")},
    parts=(
        Part("near", "the squared distance of anchor and positive", digits=2),
        Part("far", "the squared distance of anchor and negative", digits=2),
        Part("loss", "the loss", digits=2),
        Part("semi_hard", "semi-hard negatives", "indices", ordered=False),
        Part("mean", "the mean loss over the negatives"),
    ),
    policies={"clamp": clamped},
    steps=(
        Step(
            "near",
            "Squared distance to the positive: Σ (a − p)²",
            "{near}",
            lambda anchor, positive: ((anchor - positive) ** 2).sum(),
        ),
        Step(
            "far",
            "Squared distance to the negative: Σ (a − n)²",
            "{far}",
            lambda anchor, negative: ((anchor - negative) ** 2).sum(),
        ),
        Step(
            "loss",
            "Loss = near − far + margin, at least 0",
            "max(0, {near} − {far} + {margin}) = {loss}",
            lambda near, far, margin, clamp: clamp(near - far + margin),
        ),
        Step(
            "semi_hard",
            "Semi-hard: farther than the positive, but by less than the margin",
            "{near} < d < {near} + {margin}: {semi_hard:list}",
            lambda near, fars, margin: np.flatnonzero((fars > near) & (fars < near + margin)),
        ),
        Step(
            "losses",
            "Loss with each negative = near − far + margin, at least 0",
            "{losses}",
            lambda near, fars, margin, clamp: np.array([clamp(near - far + margin) for far in fars]),
        ),
        Step("mean", "Average over all negatives", "{mean}", lambda losses: losses.mean()),
    ),
    mistakes=(
        Mistake(
            "distances_exchanged",
            "The positive has to be near: subtract the distance of the negative from that of the positive.",
            must=True,
            swap={
                "loss": lambda near, far, margin, clamp: clamp(far - near + margin),
                "losses": lambda near, fars, margin, clamp: np.array(
                    [clamp(far - near + margin) for far in fars]
                ),
            },
        ),
        Mistake(
            "margin_forgotten",
            "Add the margin: the negative has to be farther by that much.",
            swap={
                "loss": lambda near, far, clamp: clamp(near - far),
                "losses": lambda near, fars, clamp: np.array([clamp(near - far) for far in fars]),
            },
        ),
        Mistake(
            "margin_subtracted",
            "Add the margin: it makes the loss larger.",
            levels=(1, 2),
            swap={"loss": lambda near, far, margin: near - far - margin},
        ),
        Mistake(
            "differences_not_squared",
            "Square the differences of the coordinates.",
            levels=(2,),
            swap={
                "near": lambda anchor, positive: np.abs(anchor - positive).sum(),
                "far": lambda anchor, negative: np.abs(anchor - negative).sum(),
            },
        ),
        Mistake(
            "not_clamped",
            "A negative that is far enough away costs 0, not a negative amount.",
            must=True,
            levels=(3,),
            swap={"clamp": lambda gap: gap},
        ),
        Mistake(
            "hard_as_semi_hard",
            "A negative that is nearer than the positive is hard, not semi-hard.",
            must=True,
            levels=(3,),
            swap={"semi_hard": lambda near, fars, margin: np.flatnonzero(fars < near + margin)},
        ),
        Mistake(
            "hard_only",
            "These are the hard negatives; semi-hard ones lie farther away than the positive.",
            levels=(3,),
            swap={"semi_hard": lambda near, fars: np.flatnonzero(fars < near)},
        ),
        Mistake(
            "easy_included",
            "A negative beyond the margin is easy: its loss is 0.",
            levels=(3,),
            swap={"semi_hard": lambda near, fars: np.flatnonzero(fars > near)},
        ),
        Mistake(
            "over_active_only",
            "Average over all negatives here, those with loss 0 included.",
            levels=(3,),
            swap={"mean": lambda losses: losses.sum() / (losses > 0).sum()},
        ),
    ),
    conventions=(
        Convention(
            "plain_distances",
            "Right for distances that are not squared (PyTorch's default); here they are squared.",
            swap={
                "near": lambda anchor, positive: np.sqrt(((anchor - positive) ** 2).sum()),
                "far": lambda anchor, negative: np.sqrt(((anchor - negative) ** 2).sum()),
            },
        ),
    ),
)


def info_nce(similarities: npt.ArrayLike, temperature: float = 1.0) -> Array:
    """InfoNCE: cross entropy of picking the positive among all candidates by similarity.

    −ln (exp(s_+/τ) / Σ_j exp(s_j/τ)), where the sum runs over the positive and all negatives.

    Args:
      similarities: s, `[n, n]`; row i compares query i with every key, and key i is its positive.
      temperature: τ > 0.

    Returns:
      One loss for each query, `[n]`, in nats.

    Source: van den Oord, Li and Vinyals, Representation Learning with Contrastive Predictive Coding
    (2018), equation 4; Radford et al., Learning Transferable Visual Models From Natural Language
    Supervision (2021), section 2.3, for the mean over rows and columns.
    """
    scaled = np.asarray(similarities, dtype=float) / temperature
    log_sums = np.log(np.exp(scaled - scaled.max(axis=1, keepdims=True)).sum(axis=1)) + scaled.max(axis=1)
    return np.asarray(log_sums - np.diagonal(scaled))


def along_rows(exps: Array) -> Array:
    """Probabilities of the true pairs among the keys of each query."""
    return np.asarray(np.diagonal(exps) / exps.sum(axis=1))


def along_columns(exps: Array) -> Array:
    """Probabilities of the true pairs among the queries of each key."""
    return np.asarray(np.diagonal(exps) / exps.sum(axis=0))


def _draw_info_nce(draw: Draw, level: int) -> Params:
    if level == 1:
        return {"positive": draw.decimal(0.6, 2, 1), "negatives": draw.vector(2, -1, 1, 1), "temperature": 1}
    temperature = draw.pick([0.2, 0.25, 0.4, 0.5])
    if level == 2:
        return {
            "positive": draw.decimal(0.4, 0.9, 2),
            "negatives": draw.vector(4, -0.4, 0.6, 2),
            "temperature": temperature,
        }
    rows = draw.matrix(3, 3, -0.3, 0.6, 1)
    for i in range(3):
        rows[i][i] = draw.decimal(0.4, 0.9, 1)
    return {"similarity": rows, "temperature": temperature}


INFO_NCE = Exercise(
    id="info_nce",
    title="InfoNCE: contrastive loss with a temperature",
    topic="losses",
    seconds=120,
    reference=info_nce,
    terms=("InfoNCE", "NT-Xent", "contrastive loss", "CLIP loss"),
    aliases={"contrastive_loss": Focus(2, "loss"), "clip_loss": Focus(3)},
    prompt={
        1: "A query has the similarity {positive} to its positive key and {negatives} to two negatives. The "
        "InfoNCE loss has temperature {temperature}, in nats.",
        2: "A query has the cosine similarity {positive} to its positive key and {negatives} to four "
        "negatives. The InfoNCE loss has temperature {temperature}, in nats.",
        3: "Three images (rows) are compared with their three texts (columns); image i belongs to text i. "
        "The contrastive loss with temperature {temperature} is the InfoNCE loss (nats), averaged over the "
        "images; the symmetric loss is the mean of this and of the same for the texts.\n\n"
        "  S = {similarity}",
    },
    draw=_draw_info_nce,
    levels={1: ("loss",), 2: ("p_positive", "loss"), 3: ("image_loss", "symmetric")},
    parts=(
        Part("p_positive", "the probability of the positive key"),
        Part("loss", "the loss"),
        Part("image_loss", "the mean loss over the images"),
        Part("symmetric", "the symmetric loss"),
    ),
    steps=(
        Step(
            "similarity",
            "Put the positive first, then the negatives",
            "{similarity}",
            lambda positive, negatives: np.concatenate([[positive], negatives]),
        ),
        Step(
            "logits",
            "Divide the similarities by the temperature",
            "{logits}",
            lambda similarity, temperature: similarity / temperature,
        ),
        Step("exps", "Take the exponential of each", "{exps}", lambda logits: np.exp(logits)),
        Step(
            "p_positive",
            "Probability of the positive: its exponential over the sum of all, its own included",
            "{exps[0]} / Σ = {p_positive}",
            lambda exps: exps[0] / exps.sum(),
        ),
        Step("loss", "Loss = −ln of it", "−ln {p_positive} = {loss}", lambda p_positive: -np.log(p_positive)),
        Step(
            "p_texts",
            "For each image, the probability of its text among all texts (along the row)",
            "{p_texts}",
            lambda exps: along_rows(exps),
        ),
        Step("image_loss", "Average −ln of them", "{image_loss}", lambda p_texts: -np.log(p_texts).mean()),
        Step(
            "p_images",
            "For each text, the probability of its image among all images (down the column)",
            "{p_images}",
            lambda exps: along_columns(exps),
        ),
        Step("text_loss", "Average −ln of them", "{text_loss}", lambda p_images: -np.log(p_images).mean()),
        Step(
            "symmetric",
            "Mean of both directions",
            "({image_loss} + {text_loss})/2 = {symmetric}",
            lambda image_loss, text_loss: (image_loss + text_loss) / 2,
        ),
    ),
    mistakes=(
        Mistake(
            "positive_left_out",
            "The sum in the denominator runs over all candidates, the positive included.",
            must=True,
            swap={
                "p_positive": lambda exps: exps[0] / exps[1:].sum(),
                "p_texts": lambda exps: np.diagonal(exps) / (exps.sum(axis=1) - np.diagonal(exps)),
                "p_images": lambda exps: np.diagonal(exps) / (exps.sum(axis=0) - np.diagonal(exps)),
            },
        ),
        Mistake(
            "temperature_multiplied",
            "Divide by the temperature: below 1 it sharpens the differences.",
            must=True,
            levels=(2, 3),
            swap={"logits": lambda similarity, temperature: similarity * temperature},
        ),
        Mistake(
            "temperature_ignored",
            "Divide the similarities by the temperature before the exponential.",
            must=True,
            levels=(2, 3),
            swap={"logits": lambda similarity: similarity},
        ),
        Mistake(
            "no_exponential",
            "Take exponentials before normalising: similarities may be negative.",
            swap={"exps": lambda logits: logits},
        ),
        Mistake(
            "columns_for_rows",
            "For an image compare its row with all texts; down a column stand the images of one text.",
            must=True,
            levels=(3,),
            swap={"p_texts": lambda exps: along_columns(exps), "p_images": lambda exps: along_rows(exps)},
        ),
        Mistake(
            "one_direction",
            "The symmetric loss averages both directions: from image to text and from text to image.",
            levels=(3,),
            swap={"symmetric": lambda image_loss, text_loss: text_loss},
        ),
        Mistake(
            "summed",
            "Average over the images, do not add their losses.",
            levels=(3,),
            swap={
                "image_loss": lambda p_texts: -np.log(p_texts).sum(),
                "text_loss": lambda p_images: -np.log(p_images).sum(),
            },
        ),
        Mistake(
            "probability_for_loss",
            "The loss is −ln of the probability, not 1 minus it.",
            levels=(1, 2),
            swap={"loss": lambda p_positive: 1 - p_positive},
        ),
        Mistake(
            "base_ten",
            "Use the natural logarithm.",
            levels=(1, 2),
            swap={"loss": lambda p_positive: -np.log10(p_positive)},
        ),
    ),
)
