"""Blocks that concatenate channels: inception modules and dense blocks."""

from __future__ import annotations

from typing import Any

from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step


def inception_weights(c_in: int, n1: int, r3: int, n3: int, r5: int, n5: int, n_pool: int) -> tuple[int, int]:
    """Output channels and weights of an inception module with 1×1 reductions.

    Four branches side by side: 1×1; 1×1 then 3×3; 1×1 then 5×5; 3×3 max pooling then 1×1. Their outputs
    are concatenated along the channels.

    Args:
      c_in: input channels.
      n1: filters of the plain 1×1 branch.
      r3, n3: reduction before the 3×3 convolution, and its filters.
      r5, n5: the same for 5×5.
      n_pool: filters behind the pooling.

    Returns:
      Output channels, and weights without biases.

    Source: Szegedy et al., Going Deeper with Convolutions (2015), section 4, figure 2b and table 1.
    """
    weights = c_in * (n1 + r3 + r5 + n_pool) + 9 * r3 * n3 + 25 * r5 * n5
    return n1 + n3 + n5 + n_pool, weights


def _draw_inception(draw: Draw, level: int) -> Params:
    if level == 1:
        n1, n3, n5, n_pool = (draw.whole(2, 8) for _ in range(4))
        return {
            "c": draw.whole(10, 20),
            "n1": n1,
            "n3": n3,
            "n5": n5,
            "n_pool": n_pool,
            "h": draw.whole(6, 20),
        }
    r3, r5 = draw.pick([32, 48, 64]), draw.pick([8, 16, 24])
    drawn: dict[str, Any] = {
        "c": draw.pick([128, 192, 256, 480]),
        "n1": draw.pick([32, 64, 96]),
        "r3": r3,
        "n3": draw.pick([80, 96, 128]),
        "r5": r5,
        "n5": draw.pick([28, 40, 56]),
        "n_pool": draw.pick([20, 36, 44]),
        "h": draw.pick([14, 28]),
    }
    return drawn


_BRANCHES = (
    "\n\n  1×1 convolution, {n1} filters"
    "\n  1×1 convolution, {r3} filters, then 3×3 convolution, {n3} filters"
    "\n  1×1 convolution, {r5} filters, then 5×5 convolution, {n5} filters"
    "\n  3×3 max pooling with stride 1, then 1×1 convolution, {n_pool} filters"
)

INCEPTION_MODULE = Exercise(
    id="inception_module",
    title="Channels, weights and work of an inception module",
    topic="architectures",
    seconds=150,
    reference=inception_weights,
    terms=("inception module", "inception block", "concatenated branches"),
    prompt={
        1: "An inception module without reductions sends {c}×{h}×{h} (C×H×W) through four branches that keep "
        "the size, and concatenates their outputs: 1×1 convolution with {n1} filters, 3×3 with {n3}, 5×5 "
        "with {n5}, and 3×3 max pooling with a 1×1 convolution of {n_pool} filters behind it. No biases.",
        2: "An inception module sends {c}×{h}×{h} (C×H×W) through four branches that keep the size, and "
        "concatenates their outputs; no biases." + _BRANCHES,
        3: "An inception module sends {c}×{h}×{h} (C×H×W) through four branches that keep the size, and "
        "concatenates their outputs; no biases." + _BRANCHES + "\n\nCompare its multiply-accumulates (MACs) "
        "for one image with those of a module whose 3×3 and 5×5 convolutions read the {c} channels directly.",
    },
    draw=_draw_inception,
    levels={1: ("shape", "naive"), 2: ("shape", "weights"), 3: ("macs", "naive_macs")},
    parts=(
        Part("shape", "the output shape C×H×W", "shape"),
        Part("naive", "the weights of the module", "integer"),
        Part("weights", "the weights of the module", "integer"),
        Part("macs", "the work with the reductions", digits=4, significant=True, unit="MMACs"),
        Part("naive_macs", "the work without them", digits=4, significant=True, unit="MMACs"),
    ),
    steps=(
        Step(
            "shape",
            "The last convolutions of the branches give the channels: add them; the size stays",
            "{shape:shape}",
            lambda n1, n3, n5, n_pool, h: [n1 + n3 + n5 + n_pool, h, h],
        ),
        Step(
            "naive",
            "Without reductions every convolution reads all input channels; pooling has no weights",
            "{c}·({n1} + 9·{n3} + 25·{n5} + {n_pool}) = {naive}",
            lambda c, n1, n3, n5, n_pool: c * (n1 + 9 * n3 + 25 * n5 + n_pool),
        ),
        Step(
            "pointwise",
            "All 1×1 convolutions read the input channels (pooling keeps them)",
            "{c}·({n1} + {r3} + {r5} + {n_pool}) = {pointwise}",
            lambda c, n1, r3, r5, n_pool: c * (n1 + r3 + r5 + n_pool),
        ),
        Step(
            "large",
            "The 3×3 and 5×5 convolutions read the reduced channels",
            "9·{r3}·{n3} + 25·{r5}·{n5} = {large}",
            lambda r3, n3, r5, n5: 9 * r3 * n3 + 25 * r5 * n5,
        ),
        Step(
            "weights",
            "Weights in all",
            "{pointwise} + {large} = {weights}",
            lambda pointwise, large: pointwise + large,
        ),
        Step(
            "macs",
            "Every weight is used at every position; divide by a million",
            "{weights}·{h}²/10⁶ = {macs}",
            lambda weights, h: weights * h**2 / 1e6,
        ),
        Step(
            "naive_macs",
            "Likewise without the reductions",
            "{naive}·{h}²/10⁶ = {naive_macs}",
            lambda naive, h: naive * h**2 / 1e6,
        ),
    ),
    mistakes=(
        Mistake(
            "branches_in_a_row",
            "The branches stand side by side and each reads the input: its channels are concatenated.",
            must=True,
            levels=(1, 2),
            swap={"shape": lambda n_pool, h: [n_pool, h, h]},
        ),
        Mistake(
            "reductions_concatenated",
            "The reductions lie within the branches: only the last convolution of each is concatenated.",
            must=True,
            levels=(2,),
            swap={
                "shape": lambda n1, r3, n3, r5, n5, n_pool, h: [n1 + r3 + n3 + r5 + n5 + n_pool, h, h],
            },
        ),
        Mistake(
            "pooling_shrinks",
            "The pooling has stride 1 and padding here: all branches keep the size.",
            levels=(1, 2),
            swap={"shape": lambda n1, n3, n5, n_pool, h: [n1 + n3 + n5 + n_pool, h // 2, h // 2]},
        ),
        Mistake(
            "kernel_not_squared",
            "A 3×3 kernel has 9 weights for each pair of channels, a 5×5 kernel 25.",
            must=True,
            swap={
                "large": lambda r3, n3, r5, n5: 3 * r3 * n3 + 5 * r5 * n5,
                "naive": lambda c, n1, n3, n5, n_pool: c * (n1 + 3 * n3 + 5 * n5 + n_pool),
            },
        ),
        Mistake(
            "large_kernels_on_all_channels",
            "Behind a reduction the large kernels read the reduced channels only.",
            levels=(2, 3),
            must=True,
            swap={"large": lambda c, n3, n5: c * (9 * n3 + 25 * n5)},
        ),
        Mistake(
            "reductions_forgotten",
            "The 1×1 reductions have weights too.",
            levels=(2, 3),
            must=True,
            swap={"pointwise": lambda c, n1, n_pool: c * (n1 + n_pool)},
        ),
        Mistake(
            "pool_branch_forgotten",
            "The 1×1 convolution behind the pooling has weights too.",
            swap={
                "pointwise": lambda c, n1, r3, r5: c * (n1 + r3 + r5),
                "naive": lambda c, n1, n3, n5: c * (n1 + 9 * n3 + 25 * n5),
            },
        ),
        Mistake(
            "one_spatial_side",
            "There are height·width positions, not just one side of them.",
            levels=(3,),
            swap={
                "macs": lambda weights, h: weights * h / 1e6,
                "naive_macs": lambda naive, h: naive * h / 1e6,
            },
        ),
    ),
)


def dense_block_channels(c_in: int, growth: int, layers: int) -> int:
    """Channels behind a dense block.

    c_in + k·L: each layer reads everything before it and adds k maps.

    Args:
      c_in: channels before the block.
      growth: k, the growth rate.
      layers: L.

    Returns:
      A count.

    Source: Huang et al., Densely Connected Convolutional Networks (2017), section 3.
    """
    return c_in + growth * layers


def _draw_dense(draw: Draw, level: int) -> Params:
    if level == 1:
        return {"c": draw.whole(8, 24), "growth": draw.whole(3, 12), "layers": draw.whole(3, 6)}
    c, growth, layers = draw.pick([16, 24, 32, 64]), draw.pick([12, 24, 32, 40]), draw.whole(4, 12)
    drawn: dict[str, Any] = {"c": c, "growth": growth, "layers": layers}
    return (
        {**drawn, "layer": draw.whole(3, layers - 1)}
        if level == 2
        else {**drawn, "layer": draw.whole(3, layers)}
    )


DENSE_BLOCK_CHANNELS = Exercise(
    id="dense_block_channels",
    title="Channels and weights in a dense block",
    topic="architectures",
    seconds=90,
    reference=dense_block_channels,
    aliases={"densenet_transition": Focus(3)},
    terms=("dense block", "growth rate", "densely connected"),
    prompt={
        1: "A dense block (DenseNet) of {layers} layers starts from {c} channels; each layer reads "
        "everything before it in the block and adds {growth} maps. How many channels leave the block?",
        2: "A dense block (DenseNet) of {layers} layers starts from {c} channels; each layer is a 3×3 "
        "convolution without bias that reads everything before it in the block and adds {growth} maps. "
        "Layers are counted from 1; look at layer {layer}.",
        3: "A dense block (DenseNet-BC) of {layers} layers starts from {c} channels. Each layer reads "
        "everything before it in the block: a 1×1 convolution to 4·{growth} channels, then a 3×3 convolution "
        "that adds {growth} maps; no biases. Behind the block a 1×1 transition halves the channels. Layers "
        "are counted from 1; look at layer {layer}.",
    },
    draw=_draw_dense,
    levels={1: ("out",), 2: ("seen", "weights", "out"), 3: ("seen", "narrow_weights", "transition")},
    parts=(
        Part("seen", "the channels that this layer reads", "integer"),
        Part("weights", "the weights of this layer", "integer"),
        Part("narrow_weights", "the weights of this layer (both convolutions)", "integer"),
        Part("out", "the channels behind the block", "integer"),
        Part("transition", "the weights of the transition", "integer"),
    ),
    steps=(
        Step(
            "seen",
            "Channels before layer l: those of the input and of the l − 1 layers before it",
            "{c} + ({layer} − 1)·{growth} = {seen}",
            lambda c, layer, growth: c + (layer - 1) * growth,
        ),
        Step(
            "weights",
            "3×3 convolution from all of them to the new maps",
            "9·{seen}·{growth} = {weights}",
            lambda seen, growth: 9 * seen * growth,
        ),
        Step(
            "narrow_weights",
            "1×1 to 4·k channels, then 3×3 to k maps",
            "{seen}·4·{growth} + 9·4·{growth}·{growth} = {narrow_weights}",
            lambda seen, growth: seen * 4 * growth + 9 * 4 * growth * growth,
        ),
        Step(
            "out",
            "Each layer adds its maps to what is there",
            "{c} + {layers}·{growth} = {out}",
            lambda c, layers, growth: c + layers * growth,
        ),
        Step(
            "transition",
            "1×1 from all channels to half of them (rounded down)",
            "{out}·⌊{out}/2⌋ = {transition}",
            lambda out: out * (out // 2),
        ),
    ),
    mistakes=(
        Mistake(
            "input_left_out",
            "The block keeps its input as well: add the channels it starts from.",
            must=True,
            swap={
                "out": lambda layers, growth: layers * growth,
                "seen": lambda layer, growth: (layer - 1) * growth,
            },
        ),
        Mistake(
            "layer_itself_counted",
            "Layer l reads what stands before it: l − 1 layers have added their maps.",
            levels=(2, 3),
            must=True,
            swap={"seen": lambda c, layer, growth: c + layer * growth},
        ),
        Mistake(
            "last_layer_only",
            "Maps are concatenated, not replaced: every layer's maps stay.",
            swap={"out": lambda c, growth: c + growth, "seen": lambda c, growth: c + growth},
        ),
        Mistake(
            "doubled_each_time",
            "Each layer adds the same number of maps: growth is linear.",
            levels=(1,),
            must=True,
            swap={"out": lambda c, layers: c * 2**layers},
        ),
        Mistake(
            "weights_from_growth",
            "The layer reads all channels before it, not only the maps of the last layer.",
            levels=(2, 3),
            swap={
                "weights": lambda growth: 9 * growth * growth,
                "narrow_weights": lambda growth: 4 * growth * growth + 36 * growth * growth,
            },
        ),
        Mistake(
            "bottleneck_left_out",
            "The 3×3 convolution reads the 4·k channels of the 1×1 convolution before it.",
            levels=(3,),
            must=True,
            swap={"narrow_weights": lambda seen, growth: 9 * seen * growth},
        ),
        Mistake(
            "transition_square",
            "The transition halves the channels: out·(out/2) weights.",
            levels=(3,),
            swap={"transition": lambda out: out * out},
        ),
    ),
)
