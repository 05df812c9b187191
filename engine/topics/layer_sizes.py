"""Parameters of fully connected layers and networks."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step

Counts = npt.NDArray[np.int64]


def mlp_parameters(widths: Sequence[int], bias: bool = True) -> Counts:
    """Parameters of each layer of a fully connected network.

    A layer from n to m units has n·m weights and, with biases, m more: (n + 1)·m.

    Args:
      widths: units of the input and of every layer after it, L + 1 numbers.
      bias: whether the layers have biases.

    Returns:
      `[L]` counts; their sum belongs to the network.

    Source: PyTorch's documentation of Linear; Stanford CS231n, course notes, Neural Networks Part 1.
    """
    return np.array([(n + bias) * m for n, m in itertools.pairwise(widths)])


def _draw_layer(draw: Draw, level: int) -> Params:
    if level == 1:
        return {"inputs": draw.whole(3, 60) * 10 + draw.whole(0, 9), "outputs": draw.whole(3, 40)}
    if level == 2:
        side = draw.pick([16, 24, 28, 32, 48, 64])
        return {"height": side, "width": side, "channels": 3, "outputs": draw.whole(2, 20) * 10}
    side = draw.pick([4, 5, 6, 7, 8])
    return {
        "height": side,
        "width": side,
        "channels": draw.pick([64, 128, 256, 512]),
        "hidden": draw.whole(4, 40) * 32,
        "outputs": draw.pick([10, 20, 50, 100, 200]),
    }


FC_PARAM_COUNT = Exercise(
    id="fc_param_count",
    title="Parameters of a fully connected layer",
    topic="linear layers",
    seconds=40,
    reference=mlp_parameters,
    terms=("parameters of a fully connected layer", "parameters of a linear layer", "flattened image"),
    aliases={"linear_param_count": Focus(1)},
    prompt={
        1: "A linear layer with biases turns {inputs} inputs into {outputs} outputs.",
        2: "A colour image of {channels}×{height}×{width} (C×H×W) is flattened and fed to a fully connected "
        "layer of {outputs} units with biases.",
        3: "A feature map of {channels}×{height}×{width} (C×H×W) is flattened and fed to a fully connected "
        "layer of {hidden} units, followed by another one of {outputs} units. Both have biases.",
    },
    draw=_draw_layer,
    levels={1: ("count",), 2: ("inputs", "count"), 3: ("first", "second", "share")},
    parts=(
        Part("inputs", "the number of inputs of the layer", "integer"),
        Part("count", "the number of parameters", "integer"),
        Part("first", "the parameters of the first layer", "integer"),
        Part("second", "the parameters of the second layer", "integer"),
        Part("share", "the share of the first layer in all of them", digits=4),
    ),
    policies={"biases": lambda inputs, outputs: outputs},
    steps=(
        Step(
            "inputs",
            "Flattening keeps every number: C·H·W inputs",
            "{channels}·{height}·{width} = {inputs}",
            lambda channels, height, width: channels * height * width,
        ),
        Step(
            "count",
            "One weight for each pair of input and output, one bias for each output: n·m + m",
            "{inputs}·{outputs} + {outputs} = {count}",
            lambda inputs, outputs, biases: inputs * outputs + biases(inputs, outputs),
        ),
        Step(
            "first",
            "First layer: n·m + m",
            "{inputs}·{hidden} + {hidden} = {first}",
            lambda inputs, hidden, biases: inputs * hidden + biases(inputs, hidden),
        ),
        Step(
            "second",
            "Second layer, with the outputs of the first as inputs",
            "{hidden}·{outputs} + {outputs} = {second}",
            lambda hidden, outputs, biases: hidden * outputs + biases(hidden, outputs),
        ),
        Step(
            "share",
            "First / (first + second)",
            "{first}/({first} + {second}) = {share}",
            lambda first, second: first / (first + second),
        ),
    ),
    mistakes=(
        Mistake(
            "no_bias",
            "Each output has a bias too: add one parameter for each output.",
            must=True,
            swap={"biases": lambda inputs, outputs: 0},
        ),
        Mistake(
            "one_bias",
            "Every output has a bias of its own, not the whole layer one.",
            swap={"biases": lambda inputs, outputs: 1},
        ),
        Mistake(
            "bias_for_inputs",
            "Biases belong to the outputs, not to the inputs.",
            must=True,
            swap={"biases": lambda inputs, outputs: inputs},
        ),
        Mistake(
            "channels_forgotten",
            "Flattening keeps all channels: multiply height · width by their number.",
            must=True,
            levels=(2, 3),
            swap={"inputs": lambda height, width: height * width},
        ),
        Mistake(
            "one_side",
            "The image has height · width pixels in every channel.",
            levels=(2, 3),
            swap={"inputs": lambda channels, height: channels * height},
        ),
        Mistake(
            "units_added",
            "Every input is connected with every output: multiply their numbers.",
            levels=(1, 2),
            swap={"count": lambda inputs, outputs: inputs + outputs},
        ),
        Mistake(
            "second_from_the_map",
            "The second layer reads the outputs of the first one, not the feature map.",
            levels=(3,),
            swap={"second": lambda inputs, outputs, biases: inputs * outputs + biases(inputs, outputs)},
        ),
    ),
)


def _draw_mlp(draw: Draw, level: int) -> Params:
    if level == 1:
        return {"widths": [draw.whole(2, 9), draw.whole(3, 9), draw.whole(2, 5)]}
    if level == 2:
        return {
            "widths": [
                draw.pick([20, 50, 64, 100, 784]),
                draw.whole(3, 16) * 10,
                draw.whole(2, 12) * 5,
                draw.whole(2, 12),
            ]
        }
    inputs, outputs = draw.whole(5, 40), draw.whole(2, 12)
    hidden = draw.whole(3, 9) * (inputs + outputs) + draw.whole(1, 40)
    slack = draw.whole(1, inputs + outputs)
    return {"inputs": inputs, "outputs": outputs, "budget": (inputs + 1 + outputs) * hidden + outputs + slack}


MLP_PARAM_COUNT = Exercise(
    id="mlp_param_count",
    title="Parameters of a multilayer perceptron",
    topic="linear layers",
    seconds=75,
    reference=mlp_parameters,
    terms=("multilayer perceptron", "parameters of an MLP", "fully connected network"),
    prompt={
        1: "A multilayer perceptron has {widths:list} units in its input, hidden and output layer. "
        "Every layer after the input has biases.",
        2: "A multilayer perceptron has these numbers of units, from the input to the output. Every layer "
        "after the input has biases.\n\n  {widths:list}",
        3: "A multilayer perceptron with {inputs} inputs, one hidden layer and {outputs} outputs (both "
        "layers with biases) may have at most {budget} parameters. How many hidden units can it have?",
    },
    draw=_draw_mlp,
    levels={1: ("total",), 2: ("layers", "total"), 3: ("hidden",)},
    parts=(
        Part("layers", "the parameters of each layer", "vector", digits=0),
        Part("total", "the parameters of the network", "integer"),
        Part("hidden", "the largest number of hidden units", "integer"),
    ),
    policies={"biases": lambda widths: widths[1:]},
    steps=(
        Step(
            "weights",
            "Weights between two layers: product of their units",
            "{weights}",
            lambda widths: widths[:-1] * widths[1:],
        ),
        Step(
            "layers",
            "Each layer has a bias for every unit of it",
            "{weights} + biases = {layers}",
            lambda widths, weights, biases: weights + biases(widths),
        ),
        Step("total", "Add the layers", "{layers:sum} = {total}", lambda layers: int(np.sum(layers))),
        Step(
            "per_unit",
            "What one hidden unit costs: its weights from the inputs, its bias, its weights to the outputs",
            "{inputs} + 1 + {outputs} = {per_unit}",
            lambda inputs, outputs: inputs + 1 + outputs,
        ),
        Step(
            "fixed",
            "What remains whatever the hidden layer: the biases of the outputs",
            "{budget} − {outputs} = {fixed}",
            lambda budget, outputs: budget - outputs,
        ),
        Step(
            "hidden",
            "Divide and round down",
            "⌊{fixed}/{per_unit}⌋ = {hidden}",
            lambda fixed, per_unit: fixed // per_unit,
        ),
    ),
    mistakes=(
        Mistake(
            "no_biases",
            "Every unit after the input has a bias.",
            must=True,
            swap={
                "biases": lambda widths: 0 * widths[1:],
                "per_unit": lambda inputs, outputs: inputs + outputs,
                "fixed": lambda budget: budget,
            },
        ),
        Mistake(
            "input_biased",
            "The input units have no biases; the units of the other layers have one each.",
            must=True,
            levels=(1, 2),
            swap={"biases": lambda widths: widths[:-1]},
        ),
        Mistake(
            "one_bias_a_layer",
            "A layer has as many biases as units, not one.",
            levels=(1, 2),
            swap={"biases": lambda widths: np.ones(len(widths) - 1, dtype=int)},
        ),
        Mistake(
            "all_multiplied",
            "Layers are connected pair by pair: add the products of neighbours.",
            levels=(1, 2),
            swap={"total": lambda widths: int(np.prod(widths))},
        ),
        Mistake(
            "units_counted",
            "Count the connections between the layers, not the units.",
            levels=(1, 2),
            swap={"total": lambda widths: int(np.sum(widths))},
        ),
        Mistake(
            "rounded_up",
            "Round down: one unit more would exceed the budget.",
            must=True,
            levels=(3,),
            swap={"hidden": lambda fixed, per_unit: -(-fixed // per_unit)},
        ),
        Mistake(
            "outputs_left_out",
            "A hidden unit also has a weight to every output.",
            must=True,
            levels=(3,),
            swap={"per_unit": lambda inputs: inputs + 1},
        ),
    ),
)
