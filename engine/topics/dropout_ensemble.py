"""Dropout as an average over thinned networks: their number, their probabilities, their mean output."""

from __future__ import annotations

import itertools
import math
from typing import Any

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step


def average_of_thinned(h: npt.ArrayLike, w: npt.ArrayLike, keep: float, bias: float = 0.0) -> float:
    """Mean output of a ReLU unit over all masks of its inputs.

    E[max(0, Σ mᵢ·wᵢ·hᵢ + b)], where every mᵢ is 1 with probability `keep`, else 0. Scaling the weights,
    max(0, keep·w·h + b), only approximates it: the ReLU is not linear.

    Args:
      h: `[n]`, inputs of the unit.
      w: `[n]`, weights.
      keep: probability that an input stays.
      bias: b, never dropped.

    Returns:
      The exact mean, over 2^n masks.

    Source: Goodfellow, Bengio and Courville, Deep Learning (2016), section 7.12 (weight scaling rule).
    """
    terms = np.asarray(w, dtype=float) * np.asarray(h, dtype=float)
    masks = np.array(list(itertools.product((0, 1), repeat=len(terms))))
    probability = np.prod(np.where(masks == 1, keep, 1 - keep), axis=1)
    return float(probability @ np.maximum(0, masks @ terms + bias))


def _draw_average(draw: Draw, level: int) -> Params:
    keep = draw.pick([0.6, 0.7, 0.8, 0.9])
    if level == 1:
        return {"h": draw.wholes(3, 1, 6), "w": draw.vector(3, 1, 4, 0, signed=True), "keep": keep}
    up, down = draw.decimal(1, 2.5, 1), -draw.decimal(0.4, 1.6, 1)
    if level == 2:
        return {"h": draw.vector(2, 0.5, 3, 1), "w": draw.shuffled([up, down]), "keep": keep}
    w = draw.shuffled([up, draw.decimal(0.5, 2, 1), down])
    bias = draw.signed(0.1, 0.5, 1)
    return {"h": draw.vector(3, 0.5, 3, 1), "w": w, "keep": draw.pick([0.6, 0.8]), "bias": bias}


def _over_masks(terms: Any, keep: float, bias: float = 0.0) -> tuple[float, list[str]]:
    mean, rows = 0.0, []
    for mask in itertools.product((0, 1), repeat=len(terms)):
        kept = sum(mask)
        probability = keep**kept * (1 - keep) ** (len(terms) - kept)
        value = max(0.0, float(np.dot(mask, terms) + bias))
        mean += probability * value
        rows.append(f"mask {' '.join(map(str, mask))}: probability {probability:.4g}, output {value:.4g}")
    return mean, rows


def _guard_average(h: Any, w: Any, keep: float, bias: float) -> str | None:
    """Whether the ReLU makes a difference: some masks switch the unit on and some off."""
    mean, _ = _over_masks(w * h, keep, bias)
    scaled = max(0.0, keep * float(np.dot(w, h)) + bias)
    return None if mean > 0.05 and abs(mean - scaled) > 0.02 else "the ReLU makes no difference"


DROPOUT_EXPECTED_ACTIVATION = Exercise(
    id="dropout_expected_activation",
    title="Mean over all masks against one scaled pass",
    topic="regularization",
    seconds=150,
    reference=average_of_thinned,
    terms=(
        "scaled test pass",
        "average prediction of all thinned",
        "weight scaling rule",
        "weight scaling inference",
    ),
    prompt={
        1: "A linear unit computes w·h. Dropout keeps every entry of h independently with "
        "probability {keep} and "
        "rescales nothing. What is the mean of the unit over all masks?\n\n  h = {h}\n  w = {w}",
        2: "A unit computes ReLU(w·h), without a bias. Dropout keeps each of the two inputs "
        "independently with "
        "probability {keep} and rescales nothing. What is the mean output over the four masks, and "
        "what does one "
        "pass with the inputs scaled by {keep} give instead?\n\n  h = {h}\n  w = {w}",
        3: "A unit computes ReLU(w·h + b) with b = {bias}. Dropout keeps each of the three inputs "
        "independently "
        "with probability {keep} and rescales nothing; the bias stays. What is the mean output over "
        "the eight "
        "masks, and by how much does one pass with the inputs scaled by {keep} differ from it "
        "(scaled pass minus "
        "mean)?\n\n  h = {h}\n  w = {w}",
    },
    draw=_draw_average,
    levels={1: ("linear",), 2: ("exact", "scaled"), 3: ("exact", "gap")},
    parts=(
        Part("linear", "the mean", digits=2),
        Part("exact", "the mean over the masks"),
        Part("scaled", "the scaled pass", may_repeat=True),
        Part("gap", "the difference"),
    ),
    constants={"bias": 0.0},
    steps=(
        Step("terms", "Contribution of every input", "{w} · {h} = {terms}", lambda w, h: w * h * 1.0),
        Step(
            "linear",
            "A mean goes through a sum: keep·w·h, exactly",
            "{keep}·Σ{terms} = {linear}",
            lambda keep, terms: keep * terms.sum(),
        ),
        Step(
            "exact",
            "Go through all masks: output of each, weighted by its probability",
            "mean: {exact}",
            _over_masks,
            traced=True,
        ),
        Step(
            "scaled",
            "One pass with scaled inputs: ReLU(keep·w·h + b)",
            "{scaled}",
            lambda keep, terms, bias: max(0.0, keep * terms.sum() + bias),
        ),
        Step("gap", "Difference", "{scaled} − {exact} = {gap}", lambda scaled, exact: scaled - exact),
    ),
    mistakes=(
        Mistake(
            "not_scaled",
            "An entry is present only with the keep probability: multiply by it.",
            must=True,
            levels=(1,),
            swap={"linear": lambda terms: terms.sum()},
        ),
        Mistake(
            "drop_for_keep",
            "The probability given is the one of staying.",
            levels=(1, 2, 3),
            swap={"keep": lambda keep: 1 - keep},
        ),
        Mistake(
            "divided",
            "Nothing was rescaled, so the mean is keep times the full sum, not the sum over keep.",
            must=True,
            levels=(1,),
            swap={"linear": lambda keep, terms: terms.sum() / keep},
        ),
        Mistake(
            "mean_through_relu",
            "A mean does not pass a ReLU: take the ReLU for each mask, then average.",
            must=True,
            levels=(2, 3),
            swap={"exact": lambda scaled: (scaled, ["ReLU of the mean"])},
        ),
        Mistake(
            "relu_forgotten",
            "Masks with a negative sum give 0: apply the ReLU to each.",
            levels=(2, 3),
            swap={"exact": lambda keep, terms, bias: (keep * terms.sum() + bias, ["no ReLU"])},
        ),
        Mistake(
            "relu_on_each_term",
            "Add the contributions first, then apply the ReLU to the sum.",
            levels=(2, 3),
            swap={
                "exact": lambda keep, terms, bias: (
                    keep * np.maximum(terms, 0).sum() + max(bias, 0.0),
                    ["each term by itself"],
                )
            },
        ),
        Mistake(
            "masks_alike",
            "Masks differ in probability: keep for every 1, 1 − keep for every 0.",
            levels=(2, 3),
            swap={"exact": lambda terms, bias: _over_masks(terms, 0.5, bias)},
        ),
    ),
    guard=_guard_average,
)


def mask_probability(mask: npt.ArrayLike, keep: float) -> float:
    """Probability that dropout draws exactly this mask.

    keep^k·(1 − keep)^(n − k) for a mask with k ones among n units; there are 2^n masks, and C(n, k) of
    them have k ones.

    Args:
      mask: `[n]`, ones and zeros.
      keep: probability that a unit stays.

    Returns:
      A probability.

    Source: Srivastava et al., Dropout (2014), sections 1 (2^n thinned networks) and 4.
    """
    kept = np.sum(np.asarray(mask))
    return float(keep**kept * (1 - keep) ** (np.size(mask) - kept))


def _draw_subnetworks(draw: Draw, level: int) -> Params:
    if level == 1:
        return {"n": draw.whole(4, 15), "missing": draw.whole(1, 3)}
    keep = draw.pick([0.6, 0.7, 0.8, 0.9, 0.75])
    if level == 2:
        return {"mask": draw.shuffled([0, 1, 1, draw.pick([0, 1]), draw.pick([0, 1])]), "keep": keep}
    n = draw.whole(4, 7)
    return {"n": n, "k": draw.whole(2, n - 2), "keep": keep}


DROPOUT_SUBNETWORKS = Exercise(
    id="dropout_subnetworks",
    title="Thinned networks that dropout can draw",
    topic="regularization",
    seconds=60,
    reference=mask_probability,
    terms=("thinned networks", "thinned sub-network", "possible sub-networks", "ensemble of thinned"),
    aliases={"dropout_subnetwork_count": Focus(1)},
    prompt={
        1: "Dropout acts on {n} units of a network. How many different networks can it draw, the "
        "full and the empty "
        "one included, and in how many of them are exactly {missing} dropped?",
        2: "Dropout acts on five units and keeps each independently with probability {keep}. How "
        "many different masks "
        "are there, and how probable is this one?\n\n  {mask}",
        3: "Dropout acts on {n} units and keeps each independently with probability {keep}. How many "
        "masks keep exactly "
        "{k} units, how probable is it that exactly {k} stay, and how probable that at least one "
        "unit is dropped?",
    },
    draw=_draw_subnetworks,
    levels={1: ("masks", "thinner"), 2: ("masks", "probability"), 3: ("ways", "exactly", "some")},
    parts=(
        Part("masks", "the number of networks", "integer"),
        Part("thinner", "those with that many dropped", "integer", may_repeat=True),
        Part("probability", "the probability of the mask", significant=True),
        Part("ways", "the masks with that many units", "integer", may_repeat=True),
        Part("exactly", "the probability of exactly that many"),
        Part("some", "the probability that some unit is dropped"),
    ),
    steps=(
        Step("n", "Number of units", "{n}", lambda mask: len(mask)),
        Step(
            "masks",
            "Each unit stays or goes, independently: 2ⁿ",
            "2 to the power of {n} = {masks}",
            lambda n: 2**n,
        ),
        Step(
            "thinner",
            "Choose which units are dropped: C(n, k)",
            "C({n}, {missing}) = {thinner}",
            lambda n, missing: math.comb(n, missing),
        ),
        Step("kept", "Units that stay under the mask", "{kept}", lambda mask: int(mask.sum())),
        Step(
            "probability",
            "Multiply keep for every unit that stays and 1 − keep for every one that goes",
            "{keep}^{kept}·(1 − {keep})^({n} − {kept}) = {probability}",
            lambda keep, kept, n: keep**kept * (1 - keep) ** (n - kept),
        ),
        Step(
            "ways", "Choose which units stay: C(n, k)", "C({n}, {k}) = {ways}", lambda n, k: math.comb(n, k)
        ),
        Step(
            "each",
            "Probability of one such mask",
            "{keep}^{k}·(1 − {keep})^({n} − {k}) = {each}",
            lambda keep, n, k: keep**k * (1 - keep) ** (n - k),
        ),
        Step("exactly", "Times their number", "{ways}·{each} = {exactly}", lambda ways, each: ways * each),
        Step(
            "some",
            "The opposite of no unit dropped: 1 − keepⁿ",
            "1 − {keep}^{n} = {some}",
            lambda keep, n: 1 - keep**n,
        ),
    ),
    mistakes=(
        Mistake(
            "two_each_added",
            "Choices that are independent multiply: 2·2·…·2, not 2 + 2 + … + 2.",
            must=True,
            levels=(1, 2),
            swap={"masks": lambda n: 2 * n},
        ),
        Mistake(
            "full_or_empty_left_out",
            "Count the network with all units and the one with none too.",
            levels=(1, 2),
            swap={"masks": lambda n: 2**n - 1},
        ),
        Mistake(
            "orders_counted",
            "A mask only says which units stay: there is no order to count, so it is 2ⁿ.",
            levels=(1, 2),
            swap={"masks": lambda n: math.factorial(n)},
        ),
        Mistake(
            "keep_and_drop_exchanged",
            "A unit that stays has the probability keep, one that goes 1 − keep.",
            must=True,
            levels=(2, 3),
            swap={"keep": lambda keep: 1 - keep},
        ),
        Mistake(
            "masks_alike",
            "Masks are equally probable only where keep is one half.",
            levels=(2,),
            swap={"probability": lambda n: 1 / 2**n},
        ),
        Mistake(
            "dropped_units_forgotten",
            "The units that go count too: a factor 1 − keep for each.",
            levels=(2, 3),
            swap={"probability": lambda keep, kept: keep**kept, "each": lambda keep, k: keep**k},
        ),
        Mistake(
            "one_mask_only",
            "Several masks keep that many units: multiply by their number.",
            must=True,
            levels=(3,),
            swap={"exactly": lambda each: each},
        ),
        Mistake(
            "order_counted",
            "Which units stay matters, not in which order they are named: C(n, k).",
            levels=(1, 3),
            swap={
                "ways": lambda n, k: math.perm(n, k),
                "thinner": lambda n, missing: math.perm(n, missing),
            },
        ),
        Mistake(
            "all_dropped",
            "At least one dropped is the opposite of all kept, 1 − keepⁿ; all dropped is much rarer.",
            levels=(3,),
            swap={"some": lambda keep, n: (1 - keep) ** n},
        ),
    ),
)
