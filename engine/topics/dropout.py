"""Dropout in training and at test time: masks and scales."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def inverted_dropout(h: npt.ArrayLike, uniform: npt.ArrayLike, drop: float) -> Array:
    """Training pass of inverted dropout: zero some activations, divide the others by the keep probability.

    y = m·h/(1 − p) with mᵢ = 1 where uᵢ < 1 − p, else 0. The mean of y is h, so that nothing changes at
    test time. The gradient goes through the same mask: dh = m·dy/(1 − p).

    Args:
      h: activations, any shape.
      uniform: draws u from [0, 1), the same shape.
      drop: probability p of dropping a unit, in [0, 1).

    Returns:
      The shape of h.

    Source: Srivastava et al., Dropout (2014), sections 4 and 10.
    """
    kept = np.asarray(uniform) < 1 - drop
    return np.where(kept, np.asarray(h, dtype=float) / (1 - drop), 0.0)


def _draw_forward(draw: Draw, level: int) -> Params:
    if level == 1:
        h = draw.sample(range(1, 10), 4)
        return {
            "h": h,
            "mask": draw.shuffled([1, 1, 0, draw.pick([0, 1])]),
            "drop": draw.pick([0.2, 0.6, 0.75]),
        }
    values = draw.vector(4, 0.3, 3, 1)
    keep = draw.pick([0.4, 0.6, 0.7, 0.8])
    below = [draw.decimal(0.03, keep - 0.03, 2) for _ in range(2)]
    above = [draw.decimal(keep + 0.03, 0.97, 2)]
    other = draw.decimal(0.03, keep - 0.03, 2) if draw.chance() else draw.decimal(keep + 0.03, 0.97, 2)
    uniform = draw.shuffled([*below, *above, other])
    if level == 2:
        return {"h": values, "uniform": uniform, "keep": keep}
    return {"h": values, "uniform": uniform, "keep": keep, "dy": draw.vector(4, 0.2, 2, 1, signed=True)}


DROPOUT_FORWARD = Exercise(
    id="dropout_forward",
    title="Inverted dropout of a few activations",
    topic="regularization",
    seconds=60,
    reference=inverted_dropout,
    terms=("inverted dropout", "dropout mask", "removes activations in training"),
    aliases={"dropout_inverted_train": Focus(2)},
    prompt={
        1: "Inverted dropout in training with the drop probability {drop}: the mask has a 1 for "
        "every unit that stays.\n\n  h    = {h}\n  mask = {mask}",
        2: "Inverted dropout in training with the keep probability {keep}: a unit stays where its "
        "uniform draw "
        "u is less than that.\n\n  h = {h}\n  u = {uniform}",
        3: "Inverted dropout in training with the keep probability {keep}: a unit stays where its "
        "uniform draw "
        "u is less than that. On the way back the loss has the gradients dy by the outputs. What leaves the "
        "layer forwards and backwards, and what would it give for h at test time, summed over the units?\n\n"
        "  h  = {h}\n  u  = {uniform}\n  dy = {dy}",
    },
    draw=_draw_forward,
    levels={1: ("y",), 2: ("y",), 3: ("y", "dh", "test_sum")},
    parts=(
        Part("y", "the output", "vector"),
        Part("dh", "the gradient by h", "vector"),
        Part("test_sum", "the sum of the outputs at test time", digits=1),
    ),
    steps=(
        Step(
            "keep",
            "Keep probability: one minus the drop probability",
            "1 − {drop} = {keep}",
            lambda drop: 1 - drop,
        ),
        Step(
            "mask",
            "Compare each draw with the keep probability",
            "mask = {mask}",
            lambda uniform, keep: (uniform < keep) * 1,
        ),
        Step(
            "scale",
            "Units that stay are divided by the keep probability",
            "1/{keep} = {scale}",
            lambda keep: 1 / keep,
        ),
        Step(
            "y",
            "Mask and scale",
            "{mask} · {h} · {scale} = {y}",
            lambda mask, h, scale: mask * h * scale,
        ),
        Step(
            "dh",
            "The gradient passes the same mask and the same scale",
            "{mask} · {dy} · {scale} = {dh}",
            lambda mask, dy, scale: mask * dy * scale,
        ),
        Step(
            "test_sum",
            "At test time inverted dropout does nothing: add up h",
            "{h:sum} = {test_sum}",
            lambda h: h.sum(),
        ),
    ),
    mistakes=(
        Mistake(
            "not_rescaled",
            "Divide the units that stay by the keep probability, so that the mean is kept.",
            must=True,
            swap={"scale": lambda: 1.0},
        ),
        Mistake(
            "divided_by_drop",
            "Divide by the keep probability, not by the drop probability.",
            must=True,
            swap={"scale": lambda keep: 1 / (1 - keep)},
        ),
        Mistake(
            "multiplied_in_training",
            "Divide by the keep probability in training: multiplying by it belongs to plain dropout at test "
            "time.",
            must=True,
            swap={"scale": lambda keep: keep},
        ),
        Mistake(
            "mask_turned_over",
            "Units with a draw below the keep probability stay, and those with a mask of 1.",
            swap={"y": lambda mask, h, scale: (1 - mask) * h * scale},
        ),
        Mistake(
            "expectation_for_sample",
            "Apply the mask that was drawn; the mean is for test time.",
            swap={"y": lambda h: h * 1.0},
        ),
        Mistake(
            "gradient_unmasked",
            "A dropped unit has no influence on the loss: mask the gradient too.",
            must=True,
            levels=(3,),
            swap={"dh": lambda dy, scale: dy * scale},
        ),
        Mistake(
            "gradient_not_scaled",
            "The scale of the forward pass multiplies the gradient too.",
            levels=(3,),
            swap={"dh": lambda mask, dy: mask * dy},
        ),
        Mistake(
            "scaled_at_test_time",
            "Inverted dropout has scaled in training already: leave the test pass alone.",
            levels=(3,),
            swap={"test_sum": lambda h, keep: h.sum() * keep},
        ),
    ),
)


def plain_dropout_test(h: npt.ArrayLike, w: npt.ArrayLike, drop: float) -> float:
    """Input of a unit at test time, for a network trained with plain dropout.

    z = (1 − p)·w·h: in training only a share 1 − p of the h is present on average, and nothing was
    rescaled there. Without the factor the sum is 1/(1 − p) too large.

    Args:
      h: `[n]`, activations that dropout acts on.
      w: `[n]`, weights of the unit.
      drop: probability p of dropping an activation.

    Returns:
      The weighted sum that the unit expects.

    Source: Srivastava et al., Dropout (2014), figure 2 and section 4.
    """
    return float((1 - drop) * np.dot(w, h))


def _draw_test(draw: Draw, level: int) -> Params:
    if level == 1:
        return {"drop": draw.pick([0.2, 0.3, 0.4, 0.6, 0.7, 0.75, 0.8]), "trained": draw.whole(2, 12)}
    h = draw.vector(3, 0.5, 3, 1)
    w = draw.vector(3, 0.3, 2, 1, signed=True)
    if level == 2:
        return {"h": h, "w": w, "b": draw.signed(0.2, 1, 1), "drop": draw.pick([0.2, 0.3, 0.4, 0.6])}
    drops = draw.sample([0.1, 0.2, 0.3, 0.4, 0.5], 2)
    return {
        "x": draw.vector(3, 0.5, 3, 1),
        "w": draw.vector(3, 0.3, 2, 1),
        "v": draw.decimal(0.5, 3, 1),
        "drops": drops,
    }


DROPOUT_TEST_SCALE = Exercise(
    id="dropout_test_scale",
    title="Plain dropout: what changes at test time",
    topic="regularization",
    seconds=60,
    reference=plain_dropout_test,
    terms=(
        "dropout at test time",
        "vanilla dropout",
        "multiplied by the keep probability",
        "dropout is switched off",
    ),
    aliases={"dropout_inflation_factor": Focus(1, "factor")},
    prompt={
        1: "A network was trained with plain dropout, which rescales nothing in training; the drop "
        "probability was "
        "{drop}. In training the weighted sum that reaches a unit was {trained} on average. At test "
        "time dropout is "
        "switched off and the weights stay as they are. By which factor is the sum too large, and what is it "
        "on average?",
        2: "A network was trained with plain dropout of the activations h (drop probability {drop}, "
        "nothing rescaled "
        "in training; the bias is never dropped). What does the unit w·h + b have to receive at test "
        "time?\n\n"
        "  h = {h}\n  w = {w}\n  b = {b}",
        3: "A linear network v·(w·x) was trained with plain dropout, rescaling nothing: the inputs x "
        "were dropped "
        "with probability {drops[0]}, the hidden unit w·x with probability {drops[1]}. What does the network "
        "give at test time if dropout is just switched off, and what if it is done right?\n\n"
        "  x = {x}\n  w = {w}\n  v = {v}",
    },
    draw=_draw_test,
    levels={1: ("factor", "inflated"), 2: ("z",), 3: ("unscaled", "output")},
    parts=(
        Part("factor", "the factor"),
        Part("inflated", "the mean sum at test time", digits=2),
        Part("z", "the input of the unit"),
        Part("unscaled", "the output without any factor"),
        Part("output", "the right output"),
    ),
    steps=(
        Step(
            "keep",
            "Share that is present in training: keep = 1 − drop",
            "1 − {drop} = {keep}",
            lambda drop: 1 - drop,
        ),
        Step(
            "factor",
            "At test time all are present: 1/keep times as much",
            "1/{keep} = {factor}",
            lambda keep: 1 / keep,
        ),
        Step(
            "inflated",
            "Times the mean of training",
            "{trained}·{factor} = {inflated}",
            lambda trained, factor: trained * factor,
        ),
        Step("total", "Weighted sum of all activations", "{w}·{h} = {total}", lambda w, h: np.dot(w, h)),
        Step(
            "z",
            "Multiply it by the keep probability, then add the bias, which was never dropped",
            "{keep}·{total} + {b} = {z}",
            lambda keep, total, b: keep * total + b,
        ),
        Step(
            "hidden", "Hidden unit with all inputs present", "{w}·{x} = {hidden}", lambda w, x: np.dot(w, x)
        ),
        Step("unscaled", "Times the outer weight", "{v}·{hidden} = {unscaled}", lambda v, hidden: v * hidden),
        Step(
            "keeps",
            "Keep probability of both layers",
            "{keeps}",
            lambda drops: 1 - drops,
        ),
        Step(
            "output",
            "Each layer that was dropped needs its own factor",
            "{unscaled}·{keeps[0]}·{keeps[1]} = {output}",
            lambda unscaled, keeps: unscaled * np.prod(keeps),
        ),
    ),
    mistakes=(
        Mistake(
            "drop_for_keep",
            "The share that is present in training is 1 − drop: use the keep probability.",
            must=True,
            swap={"keep": lambda drop: drop, "keeps": lambda drops: drops},
        ),
        Mistake(
            "not_scaled",
            "Plain dropout scales at test time: multiply by the keep probability.",
            must=True,
            levels=(2,),
            swap={"keep": lambda: 1.0},
        ),
        Mistake(
            "divided_at_test_time",
            "At test time more units are present than in training: multiply by keep to bring the sum "
            "down again.",
            must=True,
            levels=(2, 3),
            swap={
                "z": lambda keep, total, b: total / keep + b,
                "output": lambda unscaled, keeps: unscaled / np.prod(keeps),
            },
        ),
        Mistake(
            "factor_turned_over",
            "At test time more units are present than in training, so the sum grows.",
            must=True,
            levels=(1,),
            swap={"factor": lambda keep: keep},
        ),
        Mistake(
            "bias_scaled",
            "The bias was never dropped: leave it as it is.",
            must=True,
            levels=(2,),
            swap={"z": lambda keep, total, b: keep * (total + b)},
        ),
        Mistake(
            "one_factor",
            "Two layers were dropped: multiply by both keep probabilities.",
            must=True,
            levels=(3,),
            swap={"output": lambda unscaled, keeps: unscaled * keeps[0]},
        ),
        Mistake(
            "keeps_averaged",
            "The factors of layers that follow one another multiply.",
            levels=(3,),
            swap={"output": lambda unscaled, keeps: unscaled * np.mean(keeps)},
        ),
        Mistake(
            "drops_added",
            "The keep probabilities multiply; the drop probabilities do not add up.",
            levels=(3,),
            swap={"output": lambda unscaled, drops: unscaled * (1 - drops.sum())},
        ),
    ),
)
