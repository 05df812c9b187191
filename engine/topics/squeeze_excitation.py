"""Squeeze-and-excitation: gates for channels, what they cost and what they compute."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def squeeze_excitation(x: npt.ArrayLike, w1: npt.ArrayLike, w2: npt.ArrayLike) -> Array:
    """Maps scaled by a gate for each channel that is computed from all channels' means.

    z = mean of each channel; gates = σ(W2·ReLU(W1·z)); y[c] = gate[c]·x[c]. Biases are left out.

    Args:
      x: `[channels, h, w]`.
      w1: `[channels / r, channels]`.
      w2: `[channels, channels / r]`.

    Returns:
      `[channels, h, w]`.

    Source: Hu, Shen and Sun, Squeeze-and-Excitation Networks (2018), equations 2 to 4.
    """
    maps = np.asarray(x, dtype=float)
    hidden = np.maximum(np.asarray(w1) @ maps.mean(axis=(1, 2)), 0)
    gates = 1 / (1 + np.exp(-np.asarray(w2) @ hidden))
    return np.asarray(gates[:, None, None] * maps)


def se_parameters(channels: int, reduction: int, bias: bool = False) -> int:
    """Parameters of a squeeze-and-excitation block.

    2·C²/r weights of two dense layers, C → C/r → C; with biases C/r + C more.

    Args:
      channels: C, divisible by the reduction.
      reduction: r.
      bias: whether both layers have biases.

    Returns:
      A count.

    Source: Hu, Shen and Sun, Squeeze-and-Excitation Networks (2018), section 4, equation 5.
    """
    return 2 * channels**2 // reduction + bias * (channels // reduction + channels)


def _draw_parameters(draw: Draw, level: int) -> Params:
    r = draw.pick([2, 4]) if level == 1 else draw.pick([4, 8, 16])
    if level == 1:
        return {"c": r * draw.whole(2, 20), "r": r}
    if level == 2:
        return {"c": r * draw.whole(4, 32), "r": r}
    c = 16 * draw.whole(2, 8)
    blocks = [draw.whole(2, 6) for _ in range(3)]
    return {"channels": [c, 2 * c, 4 * c], "blocks": blocks, "r": draw.pick([4, 8, 16])}


SE_PARAMS = Exercise(
    id="se_params",
    title="Parameters of squeeze-and-excitation",
    topic="architectures",
    seconds=60,
    reference=se_parameters,
    terms=("squeeze-and-excitation", "SE block", "squeeze and excitation", "SENet"),
    prompt={
        1: "A squeeze-and-excitation block has two fully connected layers without biases: from {c} channels "
        "to {c}/{r} units, and back to {c}. How many weights are that?",
        2: "A squeeze-and-excitation block with reduction {r} stands behind a 3×3 convolution from {c} to "
        "{c} channels. Its two fully connected layers have biases, the convolution has none.",
        3: "A network has three stages with {blocks[0]}, {blocks[1]} and {blocks[2]} blocks on "
        "{channels[0]}, {channels[1]} and {channels[2]} channels. Each block gets a squeeze-and-excitation "
        "with reduction {r}: two fully connected layers without biases. How many weights are added?",
    },
    draw=_draw_parameters,
    levels={1: ("weights",), 2: ("units", "total", "share"), 3: ("added", "last_share")},
    parts=(
        Part("units", "the units of the hidden layer", "integer"),
        Part("weights", "the weights", "integer"),
        Part("total", "the parameters of the block", "integer"),
        Part("share", "these parameters as a share of the convolution's weights", digits=2, unit="%"),
        Part("added", "the weights that are added", "integer"),
        Part("last_share", "the share of the last stage in them", digits=2, unit="%"),
    ),
    steps=(
        Step("units", "Hidden units: channels over reduction", "{c}/{r} = {units}", lambda c, r: c // r),
        Step(
            "weights",
            "Weights down and up",
            "{c}·{units} + {units}·{c} = {weights}",
            lambda c, units: c * units + units * c,
        ),
        Step(
            "total",
            "A bias for each hidden unit and each channel",
            "{weights} + {units} + {c} = {total}",
            lambda weights, units, c: weights + units + c,
        ),
        Step(
            "share",
            "Over the weights of the 3×3 convolution, in per cent",
            "100·{total}/(9·{c}²) = {share}",
            lambda total, c: 100 * total / (9 * c**2),
        ),
        Step(
            "by_stage",
            "Each stage: blocks · 2·C²/r",
            "{by_stage}",
            lambda blocks, channels, r: blocks * 2 * channels**2 // r,
        ),
        Step("added", "Add the stages", "{by_stage:sum} = {added}", lambda by_stage: int(by_stage.sum())),
        Step(
            "last_share",
            "Last stage over all, in per cent: the cost grows with C²",
            "100·{by_stage[2]}/{added} = {last_share}",
            lambda by_stage, added: 100 * by_stage[2] / added,
        ),
    ),
    mistakes=(
        Mistake(
            "one_layer",
            "There are two fully connected layers: down to C/r and back up to C.",
            must=True,
            swap={
                "weights": lambda c, units: c * units,
                "by_stage": lambda blocks, channels, r: blocks * channels**2 // r,
            },
        ),
        Mistake(
            "not_reduced",
            "The hidden layer has C/r units: divide by the reduction.",
            must=True,
            swap={
                "units": lambda c: c,
                "by_stage": lambda blocks, channels: blocks * 2 * channels**2,
            },
        ),
        Mistake(
            "reduction_squared",
            "Only one side of each weight matrix is reduced: divide by r, not by r².",
            levels=(1, 3),
            swap={
                "weights": lambda units: 2 * units**2,
                "by_stage": lambda blocks, channels, r: blocks * 2 * (channels // r) ** 2,
            },
        ),
        Mistake(
            "biases_forgotten",
            "Both layers have biases: one for each hidden unit and one for each channel.",
            levels=(2,),
            must=True,
            swap={"total": lambda weights: weights},
        ),
        Mistake(
            "convolution_without_kernel",
            "The 3×3 convolution has 9 weights for each pair of channels.",
            levels=(2,),
            swap={"share": lambda total, c: 100 * total / c**2},
        ),
        Mistake(
            "blocks_ignored",
            "Every block of a stage gets one: multiply by the blocks.",
            levels=(3,),
            must=True,
            swap={"by_stage": lambda channels, r: 2 * channels**2 // r},
        ),
    ),
)


def _draw_gates(draw: Draw, level: int) -> Params:
    if level == 2:
        return {
            "z": draw.vector(2, 0.5, 3, 1),
            "w1": [[draw.signed(0.2, 1.5, 1), draw.decimal(0.2, 1.5, 1)]],
            "w2": [[draw.decimal(0.3, 2, 1)], [-draw.decimal(0.3, 2, 1)]],
        }
    maps = {f"map{c}": [draw.sample(range(1, 8), 2) for _ in range(2)] for c in range(2)}
    w1 = [[draw.signed(0.1, 0.6, 1), draw.decimal(0.1, 0.6, 1)]]
    return {**maps, "w1": w1, "w2": [[draw.decimal(0.3, 1.5, 1)], [-draw.decimal(0.3, 1.5, 1)]]}


SQUEEZE_EXCITATION = Exercise(
    id="squeeze_excitation",
    title="Squeeze-and-excitation gates by hand",
    topic="architectures",
    seconds=120,
    reference=squeeze_excitation,
    terms=("squeeze-and-excitation", "channel attention", "SE block", "channel gates"),
    prompt={
        2: "A squeeze-and-excitation block without biases has squeezed two channels to their means z. Its "
        "gates are σ(W2·ReLU(W1·z)).\n\n  z = {z}\n\n  W1 = {w1}   W2 = {w2}",
        3: "A squeeze-and-excitation block without biases meets two channels. Squeeze them to their means z; "
        "the gates are σ(W2·ReLU(W1·z)) and multiply the channels.\n\n  channel 0: {map0}\n\n  channel 1: "
        "{map1}\n\n  W1 = {w1}   W2 = {w2}",
    },
    draw=_draw_gates,
    levels={2: ("hidden", "gates"), 3: ("gates", "y0")},
    parts=(
        Part("hidden", "the hidden value after ReLU"),
        Part("gates", "the gates of both channels", "vector"),
        Part("y0", "channel 0 of the output", "matrix", digits=2),
    ),
    guard=lambda w1, z: "ReLU cuts everything off" if (w1 @ z)[0] < 0.2 else None,
    steps=(
        Step(
            "z",
            "Squeeze: the mean of each channel",
            "z = {z}",
            lambda map0, map1: np.array([map0.mean(), map1.mean()]),
        ),
        Step("drive", "Down: W1·z", "{w1}·{z} = {drive}", lambda w1, z: (w1 @ z)[0]),
        Step("hidden", "ReLU", "{hidden}", lambda drive: max(drive, 0.0)),
        Step("logits", "Up: W2 times that", "{w2}·{hidden} = {logits}", lambda w2, hidden: w2[:, 0] * hidden),
        Step("gates", "Sigmoid of each", "{gates}", lambda logits: 1 / (1 + np.exp(-logits))),
        Step(
            "y0",
            "Multiply all of channel 0 by its gate",
            "{gates[0]}·{map0} = {y0}",
            lambda gates, map0: gates[0] * map0,
        ),
    ),
    mistakes=(
        Mistake(
            "softmax_gates",
            "Each gate has its own sigmoid: channels do not compete, and the gates need not sum to 1.",
            must=True,
            swap={"gates": lambda logits: np.exp(logits) / np.exp(logits).sum()},
        ),
        Mistake(
            "no_sigmoid",
            "The gates lie between 0 and 1: apply the sigmoid.",
            swap={"gates": lambda logits: logits},
        ),
        Mistake(
            "sigmoid_for_relu",
            "The hidden layer has ReLU; the sigmoid belongs to the gates.",
            must=True,
            swap={"hidden": lambda drive: 1 / (1 + np.exp(-drive))},
        ),
        Mistake(
            "summed",
            "Squeezing takes the mean of a channel, not the sum.",
            levels=(3,),
            swap={"z": lambda map0, map1: np.array([map0.sum(), map1.sum()])},
        ),
        Mistake(
            "gate_added",
            "The gate multiplies its channel.",
            levels=(3,),
            must=True,
            swap={"y0": lambda gates, map0: gates[0] + map0},
        ),
        Mistake(
            "other_gate",
            "The first gate belongs to channel 0.",
            levels=(3,),
            swap={"y0": lambda gates, map0: gates[1] * map0},
        ),
    ),
)
