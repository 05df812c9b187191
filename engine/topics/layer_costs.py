"""What networks of layers cost and how deep they are: operations of linear layers, counting layers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine import show
from engine.draw import Draw
from engine.model import Convention, Exercise, Mistake, Params, Part, Step


def linear_flops(inputs: int, outputs: int, batch: int = 1) -> int:
    """Operations of a linear layer, multiplications and additions counted apart.

    Every weight is multiplied and added once for each example: 2·n·m·batch, biases left out.

    Args:
      inputs: n.
      outputs: m.
      batch: number of examples.

    Returns:
      FLOPs of the forward pass; half of them are multiply-adds (MACs).

    Source: Molchanov et al., Pruning Convolutional Neural Networks for Resource Efficient Inference
    (2017), appendix A.1; Kaplan et al., Scaling Laws for Neural Language Models (2020), section 2.1, for
    a backward pass that costs twice the forward pass.
    """
    return 2 * inputs * outputs * batch


def _draw_flops(draw: Draw, level: int) -> Params:
    if level == 1:
        return {"n": draw.whole(3, 40) * 10, "m": draw.whole(2, 30) * 5}
    if level == 2:
        return {
            "n": draw.pick([256, 512, 768, 1024, 2048]),
            "m": draw.pick([100, 300, 1000, 1500]),
            "batch": draw.pick([16, 32, 64, 128]),
        }
    return {
        "widths": [draw.pick([512, 784, 1024, 2048]), draw.whole(2, 12) * 100, draw.whole(1, 6) * 50],
        "batch": draw.pick([32, 64, 128, 256]),
    }


LINEAR_FLOPS = Exercise(
    id="linear_flops",
    title="Operations of linear layers",
    topic="linear layers",
    seconds=60,
    reference=linear_flops,
    terms=("FLOPs of a linear layer", "operations of a linear layer", "cost of a fully connected layer"),
    prompt={
        1: "A linear layer turns {n} inputs into {m} outputs for one example. A FLOP is a multiplication or "
        "an addition, a MAC one of each. Leave the biases out.",
        2: "A linear layer turns {n} inputs into {m} outputs for a batch of {batch} examples. A FLOP is a "
        "multiplication or an addition. Leave the biases out.",
        3: "A multilayer perceptron has {widths:list} units from the input to the output. A FLOP is a "
        "multiplication or an addition; leave biases and activations out. A backward pass costs twice as "
        "much as a forward pass. The batch has {batch} examples.",
    },
    draw=_draw_flops,
    levels={1: ("macs", "flops"), 2: ("mega",), 3: ("forward", "training")},
    parts=(
        Part("macs", "the multiply-adds (MACs)", "integer"),
        Part("flops", "the FLOPs", "integer"),
        Part("mega", "the operations of the forward pass", digits=3, significant=True, unit="MFLOPs"),
        Part("forward", "the operations of a forward pass", digits=3, significant=True, unit="MFLOPs"),
        Part("training", "the operations of a training step", digits=3, significant=True, unit="MFLOPs"),
    ),
    constants={"batch": 1, "per_weight": 2, "passes": 3},
    steps=(
        Step(
            "macs",
            "Every weight is used once for each example",
            "{n}·{m}·{batch} = {macs}",
            lambda n, m, batch: n * m * batch,
        ),
        Step(
            "flops",
            "A use is a multiplication and an addition: 2 FLOPs",
            "{per_weight}·{macs} = {flops}",
            lambda macs, per_weight: per_weight * macs,
        ),
        Step("mega", "In millions", "{flops}/10^6 = {mega}", lambda flops: flops / 1e6),
        Step(
            "weights",
            "Weights of all layers: products of neighbouring widths, added up",
            "{widths[0]}·{widths[1]} + {widths[1]}·{widths[2]} = {weights}",
            lambda widths: int(np.sum(widths[:-1] * widths[1:])),
        ),
        Step(
            "forward",
            "2 FLOPs for each weight and example, in millions",
            "{per_weight}·{weights}·{batch}/10^6 = {forward}",
            lambda weights, batch, per_weight: per_weight * weights * batch / 1e6,
        ),
        Step(
            "training",
            "Forward once, backward twice as much: three times",
            "{passes}·{forward} = {training}",
            lambda forward, passes: passes * forward,
        ),
    ),
    mistakes=(
        Mistake(
            "batch_forgotten",
            "Every example of the batch uses every weight: multiply by the batch size.",
            must=True,
            levels=(2, 3),
            swap={"batch": lambda: 1},
        ),
        Mistake(
            "units_added",
            "Every input meets every output: multiply their numbers.",
            levels=(1,),
            swap={"macs": lambda n, m: n + m},
        ),
        Mistake(
            "halved",
            "A MAC is two FLOPs: the FLOPs are twice the MACs, not half of them.",
            must=True,
            levels=(1,),
            swap={"flops": lambda macs: macs / 2},
        ),
        Mistake(
            "outputs_only",
            "Each output is a sum over all inputs: multiply by their number too.",
            levels=(1, 2),
            swap={"macs": lambda m, batch: m * batch},
        ),
        Mistake(
            "one_backward_pass",
            "The backward pass costs twice the forward pass: gradients by the weights and by the inputs.",
            must=True,
            levels=(3,),
            swap={"passes": lambda: 2},
        ),
        Mistake(
            "backward_only",
            "A training step contains the forward pass as well.",
            levels=(3,),
            swap={"training": lambda forward: 2 * forward},
        ),
        Mistake(
            "all_widths_multiplied",
            "Layers are connected pair by pair: add the products of neighbours.",
            levels=(3,),
            swap={"weights": lambda widths: int(np.prod(widths))},
        ),
    ),
    conventions=(
        Convention(
            "macs_counted",
            "Right in multiply-adds (MACs); here a multiplication and an addition are 2 FLOPs.",
            swap={"per_weight": lambda: 1},
        ),
    ),
)


def depth(layers: Sequence[tuple[int, str]]) -> int:
    """Number of layers of a network, as they are usually counted: those that have weights.

    Hidden layers and the output layer count; the input, activations, pooling and flattening do not.
    Of parallel branches only the longest counts.

    Args:
      layers: how often each stands in a row, and its name, such as `conv 3×3, 16 channels, ReLU`.

    Returns:
      How many layers have weights.

    Source: Simonyan and Zisserman, Very Deep Convolutional Networks (2015), section 2.1; Szegedy et al.,
    Going Deeper with Convolutions (2015), section 5.
    """
    return sum(times for times, name in layers if weighted(name))


def weighted(name: str) -> bool:
    """Whether a layer has weights: a convolution or a fully connected layer."""
    return name.startswith(("conv", "fully"))


def once(name: str) -> int:
    """How often a line counts: once if it has weights."""
    return 1 if weighted(name) else 0


def with_activations(name: str) -> int:
    """How often a line counts if activations are taken for layers."""
    return once(name) + ("ReLU" in name or "softmax" in name)


def longest_of(branches: Sequence[int]) -> int:
    """The length of the longest branch."""
    return max(branches)


def _draw_count(draw: Draw, level: int) -> Params:
    if level == 1:
        widths = [draw.whole(2, 40) * 10 for _ in range(draw.whole(2, 6))]
        hidden = [[1, f"fully connected, {width} units, ReLU"] for width in widths]
        ends = [[1, f"input, {draw.whole(2, 60)} numbers"], [1, "fully connected, 10 units, softmax"]]
        return {"layers": [ends[0], *hidden, ends[1]]}
    if level == 2:
        layers, channels = [[1, "input, 3×64×64"]], 8 * draw.whole(1, 4)
        for _ in range(draw.whole(2, 4)):
            layers += [[draw.whole(1, 4), f"conv 3×3, {channels} channels, ReLU"], [1, "max pool 2×2"]]
            channels *= 2
        layers.append([1, draw.pick(["flatten", "global average pool"])])
        if draw.chance():
            layers.append([draw.whole(1, 2), f"fully connected, {draw.whole(1, 8) * 64} units, ReLU"])
        return {"layers": [*layers, [1, "fully connected, 10 units, softmax"]]}
    blocks = [draw.sample([1, 2, 3, 4], 3) for _ in range(draw.whole(2, 4))]
    return {"stem": draw.whole(2, 5), "branches": blocks, "head": draw.whole(2, 3)}


def _count_prompt(params: Params) -> str:
    if "layers" in params:
        rows = "\n".join(f"  {f'{n} × ' if n > 1 else ''}{name}" for n, name in params["layers"])
        return f"How deep is this network? Count as is usual, the layers with weights.\n\n{rows}"
    blocks = [[i + 1, *block] for i, block in enumerate(params["branches"])]
    return (
        f"A network starts with {params['stem']} convolutions in a row, then has {len(blocks)} blocks one "
        f"after the other, and ends in a global average pooling and {params['head']} fully connected layers. "
        "Each block has three parallel branches whose outputs are concatenated; the table gives the "
        "convolutions in a row in each branch. The depth counts the layers with weights on the longest "
        "path.\n\n" + show.table(["block", "branch 1", "branch 2", "branch 3"], blocks)
    )


LAYER_COUNT = Exercise(
    id="layer_count",
    title="How many layers has this network?",
    topic="linear layers",
    seconds=40,
    reference=depth,
    terms=("number of layers", "depth of a network", "counting layers"),
    prompt=_count_prompt,
    draw=_draw_count,
    levels={1: ("depth",), 2: ("depth",), 3: ("path", "everything")},
    parts=(
        Part("depth", "the depth", "integer"),
        Part("path", "the depth", "integer"),
        Part("everything", "the number of layers with weights in the whole network", "integer"),
    ),
    policies={"counts": once, "through": longest_of},
    steps=(
        Step(
            "depth",
            "Count the layers with weights: convolutions and fully connected layers, the output included",
            "{depth}",
            lambda layers, counts: sum(times * counts(name) for times, name in layers),
        ),
        Step(
            "longest",
            "Of parallel branches only the longest is on the longest path: take it in every block",
            "{longest}",
            lambda branches, through: [through(block) for block in branches],
        ),
        Step(
            "path",
            "Add the layers before and behind the blocks; pooling has no weights",
            "{stem} + sum of {longest} + {head} = {path}",
            lambda stem, longest, head: stem + sum(longest) + head,
        ),
        Step(
            "everything",
            "In the whole network every branch counts",
            "{everything}",
            lambda stem, branches, head: stem + sum(sum(block) for block in branches) + head,
        ),
    ),
    mistakes=(
        Mistake(
            "activations_counted",
            "Activation functions have no weights: they belong to the layer before them.",
            must=True,
            levels=(1, 2),
            swap={"counts": with_activations},
        ),
        Mistake(
            "input_counted",
            "The input computes nothing: it is not counted.",
            must=True,
            levels=(1, 2),
            swap={"counts": lambda name: 1 if weighted(name) or name.startswith("input") else 0},
        ),
        Mistake(
            "pooling_counted",
            "Pooling has no weights and is not counted.",
            must=True,
            levels=(2,),
            swap={"counts": lambda name: 1 if weighted(name) or "pool" in name else 0},
        ),
        Mistake(
            "output_left_out",
            "The output layer has weights and counts.",
            must=True,
            levels=(1, 2),
            swap={"depth": lambda layers: depth(layers) - 1},
        ),
        Mistake(
            "repetitions_ignored",
            "A line with 3 × stands for three layers in a row.",
            levels=(2,),
            swap={"depth": lambda layers: sum(once(name) for times, name in layers)},
        ),
        Mistake(
            "convolutions_only",
            "Fully connected layers have weights and count too.",
            levels=(2,),
            swap={"counts": lambda name: 1 if name.startswith("conv") else 0},
        ),
        Mistake(
            "branches_added",
            "Branches lie side by side: only the longest of them adds to the depth.",
            must=True,
            levels=(3,),
            swap={"through": lambda block: sum(block)},
        ),
        Mistake(
            "shortest_path",
            "The depth goes along the longest branch of each block.",
            levels=(3,),
            swap={"through": lambda block: min(block)},
        ),
        Mistake(
            "blocks_as_layers",
            "A block is as deep as its longest branch, not one layer.",
            levels=(3,),
            swap={"through": lambda block: 1},
        ),
        Mistake(
            "ends_left_out",
            "The layers before and behind the blocks count as well.",
            levels=(3,),
            swap={"path": lambda longest: sum(longest)},
        ),
    ),
)
