"""Parameters of recurrent layers: plain ones, LSTMs and GRUs."""

from __future__ import annotations

from engine.draw import Draw
from engine.model import Convention, Exercise, Focus, Mistake, Params, Part, Step


def recurrent_parameters(inputs: int, hidden: int, blocks: int = 1, biases: int = 1) -> int:
    """Parameters of a recurrent layer.

    Every block has a matrix for the input, one for the state and a bias: blocks·(h·(x + h) + h). A plain
    layer has one block, a GRU three, an LSTM four. All steps share them, so the length of a sequence
    does not matter.

    Args:
      inputs: x, features of an input.
      hidden: h, features of the state.
      blocks: 1 plain, 3 GRU, 4 LSTM.
      biases: bias vectors of a block; some libraries keep two.

    Returns:
      Number of weights and biases.

    Source: Goodfellow, Bengio and Courville, Deep Learning (2016), equations 10.8 and 10.40 to 10.44;
    PyTorch documentation of `torch.nn.LSTM` for two biases.
    """
    return blocks * (hidden * (inputs + hidden) + biases * hidden)


def _draw_plain(draw: Draw, level: int) -> Params:
    if level == 1:
        inputs, hidden = draw.sample(range(2, 13), 2)
        return {"x": inputs, "hidden": hidden}
    inputs, hidden, outputs = draw.sample([8, 10, 20, 24, 32, 40, 50, 64, 80, 100, 128], 3)
    steps = draw.pick([12, 15, 25, 30, 60])
    if level == 2:
        return {"x": inputs, "hidden": hidden, "outputs": outputs, "steps": steps}
    return {
        "x": inputs,
        "hidden": hidden,
        "outputs": outputs,
        "vocabulary": draw.pick([5000, 8000, 20000]),
        "steps": steps,
    }


RNN_PARAMETERS = Exercise(
    id="rnn_parameters",
    title="Parameters of a recurrent network",
    topic="sequences",
    seconds=60,
    reference=recurrent_parameters,
    terms=(
        "parameters of a recurrent network",
        "shared weights along the sequence",
        "same weights at all steps",
        "same weight matrices",
        "unrolled graph",
    ),
    aliases={"rnn_param_count": Focus(2, "network")},
    prompt={
        1: "A plain recurrent layer reads {x} features at a time and has {hidden} hidden units. Its "
        "new state "
        "depends on the input, on the old state and on a bias.",
        2: "A plain recurrent layer reads {x} features at a time and has {hidden} hidden units with one bias "
        "each. A linear layer with bias makes {outputs} outputs of the state at each step. Sequences have "
        "{steps} steps.",
        3: "A language model embeds {vocabulary} tokens in {x} features. A plain recurrent layer of {hidden} "
        "units with one bias each reads them, and a linear layer with bias turns its state into "
        "scores of all "
        "{vocabulary} tokens. Sequences have {steps} tokens.",
    },
    draw=_draw_plain,
    levels={1: ("layer",), 2: ("layer", "network"), 3: ("layer", "model")},
    parts=(
        Part("layer", "the parameters of the recurrent layer", "integer"),
        Part("network", "the parameters with the output layer", "integer"),
        Part("model", "the parameters of the whole model", "integer"),
    ),
    constants={"copies": 1},
    steps=(
        Step(
            "weights",
            "A weight for each pair of an input and a unit, and for each pair of two units",
            "{hidden}·({x} + {hidden}) = {weights}",
            lambda hidden, x: hidden * (x + hidden),
        ),
        Step(
            "layer",
            "Add one bias for each unit; all steps share these parameters",
            "{weights} + {hidden} = {layer}",
            lambda weights, hidden, copies: (weights + hidden) * copies,
        ),
        Step(
            "network",
            "Add weights and biases of the output layer",
            "{layer} + {hidden}·{outputs} + {outputs} = {network}",
            lambda layer, hidden, outputs: layer + hidden * outputs + outputs,
        ),
        Step(
            "table",
            "A row of the embedding table for each token",
            "{vocabulary}·{x} = {table}",
            lambda vocabulary, x: vocabulary * x,
        ),
        Step(
            "head",
            "Weights and biases of the output layer",
            "{hidden}·{vocabulary} + {vocabulary} = {head}",
            lambda hidden, vocabulary: hidden * vocabulary + vocabulary,
        ),
        Step(
            "model",
            "Add table, recurrent layer and output layer",
            "{table} + {layer} + {head} = {model}",
            lambda table, layer, head: table + layer + head,
        ),
    ),
    mistakes=(
        Mistake(
            "once_per_step",
            "All steps share the same weights: do not multiply with the length of the sequence.",
            must=True,
            levels=(2, 3),
            swap={"copies": lambda steps: steps},
        ),
        Mistake(
            "no_recurrence",
            "Count the weights between old and new state too: one for each pair of units.",
            must=True,
            swap={"weights": lambda hidden, x: hidden * x},
        ),
        Mistake(
            "no_bias",
            "Add one bias for each unit.",
            must=True,
            swap={"layer": lambda weights, copies: weights * copies},
        ),
        Mistake(
            "own_state_only",
            "Every unit sees the old state of all units, not only its own.",
            swap={"weights": lambda hidden, x: hidden * (x + 1)},
        ),
        Mistake(
            "output_without_bias",
            "The output layer has a bias for each output.",
            levels=(2, 3),
            swap={
                "network": lambda layer, hidden, outputs: layer + hidden * outputs,
                "head": lambda hidden, vocabulary: hidden * vocabulary,
            },
        ),
        Mistake(
            "table_forgotten",
            "The embedding table is learned too: add its rows.",
            levels=(3,),
            swap={"table": lambda: 0},
        ),
    ),
    conventions=(
        Convention(
            "two_biases",
            "Right where a layer keeps two bias vectors, as PyTorch does; here each unit has one bias.",
            swap={"layer": lambda weights, hidden, copies: (weights + 2 * hidden) * copies},
        ),
    ),
)


def _draw_gated(draw: Draw, level: int) -> Params:
    if level == 1:
        inputs, hidden = draw.sample(range(2, 21), 2)
        return {"x": inputs, "hidden": hidden}
    inputs, hidden = draw.sample([32, 40, 50, 64, 80, 100, 128, 200, 256, 300], 2)
    return {"x": inputs, "hidden": hidden}


LSTM_PARAMETERS = Exercise(
    id="lstm_parameters",
    title="Parameters of an LSTM and of a GRU",
    topic="sequences",
    seconds=75,
    reference=recurrent_parameters,
    terms=("LSTM", "GRU", "long short-term memory", "gated recurrent unit"),
    aliases={"lstm_param_count": Focus(2, "lstm"), "gru_param_count": Focus(2, "gru")},
    prompt={
        1: "An LSTM layer reads {x} features at a time and has {hidden} hidden units. Every block "
        "has one bias "
        "for each unit, and there are no peepholes.",
        2: "An LSTM and a GRU of {hidden} hidden units each read {x} features at a time. Every block has one "
        "bias for each unit, and there are no peepholes.",
        3: "Two bidirectional LSTM layers are stacked. The first reads {x} features at a time; each "
        "layer has "
        "{hidden} hidden units in each direction, and the second layer reads both directions of the first. "
        "Every block keeps two biases for each unit, one for the input and one for the state.",
    },
    draw=_draw_gated,
    levels={1: ("lstm",), 2: ("lstm", "gru"), 3: ("first", "total")},
    parts=(
        Part("lstm", "the parameters of the LSTM", "integer"),
        Part("gru", "the parameters of the GRU", "integer"),
        Part("first", "the parameters of the first layer", "integer"),
        Part("total", "the parameters of both layers", "integer"),
    ),
    constants={"lstm_blocks": 4, "gru_blocks": 3, "biases": 2, "directions": 2},
    steps=(
        Step(
            "block",
            "A block has a matrix for the input, one for the state, and a bias",
            "{hidden}·({x} + {hidden}) + {hidden} = {block}",
            lambda hidden, x: hidden * (x + hidden) + hidden,
        ),
        Step(
            "lstm",
            "An LSTM has four blocks: forget, input and output gate and the candidate",
            "{lstm_blocks}·{block} = {lstm}",
            lambda lstm_blocks, block: lstm_blocks * block,
        ),
        Step(
            "gru",
            "A GRU has three blocks: update and reset gate and the candidate",
            "{gru_blocks}·{block} = {gru}",
            lambda gru_blocks, block: gru_blocks * block,
        ),
        Step(
            "first",
            "Directions times blocks times the matrices and both biases of a block",
            "{directions}·{lstm_blocks}·({hidden}·({x} + {hidden}) + {biases}·{hidden}) = {first}",
            lambda directions, lstm_blocks, hidden, x, biases: (
                directions * lstm_blocks * (hidden * (x + hidden) + biases * hidden)
            ),
        ),
        Step(
            "wide",
            "The second layer reads the states of both directions",
            "2·{hidden} = {wide}",
            lambda hidden: 2 * hidden,
        ),
        Step(
            "second",
            "Likewise the second layer",
            "{directions}·{lstm_blocks}·({hidden}·({wide} + {hidden}) + {biases}·{hidden}) = {second}",
            lambda directions, lstm_blocks, hidden, wide, biases: (
                directions * lstm_blocks * (hidden * (wide + hidden) + biases * hidden)
            ),
        ),
        Step("total", "Add the layers", "{first} + {second} = {total}", lambda first, second: first + second),
    ),
    mistakes=(
        Mistake(
            "three_blocks",
            "An LSTM has three gates and a candidate: count four blocks.",
            must=True,
            swap={"lstm_blocks": lambda: 3},
        ),
        Mistake(
            "two_blocks",
            "A GRU has two gates and a candidate: count three blocks.",
            levels=(2,),
            must=True,
            swap={"gru_blocks": lambda: 2},
        ),
        Mistake(
            "one_block",
            "Each gate and the candidate have weights of their own.",
            swap={"lstm_blocks": lambda: 1, "gru_blocks": lambda: 1},
        ),
        Mistake(
            "no_recurrence",
            "Count the weights of the state too: one for each pair of units in every block.",
            levels=(1, 2),
            must=True,
            swap={"block": lambda hidden, x: hidden * x + hidden},
        ),
        Mistake(
            "no_bias",
            "Add one bias for each unit of every block.",
            levels=(1, 2),
            must=True,
            swap={"block": lambda hidden, x: hidden * (x + hidden)},
        ),
        Mistake(
            "one_direction",
            "Each direction has weights of its own.",
            levels=(3,),
            must=True,
            swap={"directions": lambda: 1},
        ),
        Mistake(
            "one_bias",
            "Count both biases of every block, as the question says.",
            levels=(3,),
            must=True,
            swap={"biases": lambda: 1},
        ),
        Mistake(
            "second_reads_one_direction",
            "The second layer reads both directions of the first: twice the hidden units.",
            levels=(3,),
            must=True,
            swap={"wide": lambda hidden: hidden},
        ),
        Mistake(
            "layers_alike",
            "The second layer reads the states of the first, not the inputs.",
            levels=(3,),
            swap={"wide": lambda x: x},
        ),
    ),
    conventions=(
        Convention(
            "two_biases",
            "Right where a block keeps two bias vectors, as in PyTorch; here it has one.",
            swap={"block": lambda hidden, x: hidden * (x + hidden) + 2 * hidden},
        ),
    ),
)
