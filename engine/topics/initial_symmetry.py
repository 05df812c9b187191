"""What weights of zero, or all alike, do to the first gradients of a network."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def activated(z: npt.ArrayLike, activation: str) -> Array:
    """Values of ReLU, tanh or sigmoid."""
    z = np.asarray(z, dtype=float)
    if activation == "ReLU":
        return np.asarray(np.maximum(z, 0))
    return np.tanh(z) if activation == "tanh" else np.asarray(1 / (1 + np.exp(-z)))


def slope_of(z: npt.ArrayLike, activation: str) -> Array:
    """Slopes of ReLU (0 at 0), tanh or sigmoid."""
    h = activated(z, activation)
    if activation == "ReLU":
        return np.where(h > 0, 1.0, 0.0)
    return 1 - h**2 if activation == "tanh" else h * (1 - h)


def first_gradients(
    x: npt.ArrayLike, w1: npt.ArrayLike, w2: npt.ArrayLike, target: float, activation: str = "ReLU"
) -> tuple[Array, Array, float]:
    """Gradients of half the squared error of a network with one hidden layer, for one example.

    With all weights 0, ReLU and tanh units put out 0 and no weight gets a gradient: only the output
    bias does. Sigmoid units put out 1/2, so the output weights move. With the last layer alone at 0,
    it moves in the first step and the layers before it from the second on. With all weights alike,
    hidden units get the same gradients for ever.

    Args:
      x: `[d]`.
      w1: `[h, d]`, one row for each hidden unit; no biases in the hidden layer.
      w2: `[h]`; the output has a bias of 0.
      target: wanted output.
      activation: `ReLU`, `tanh` or `sigmoid`.

    Returns:
      dW₁ `[h, d]`, dw₂ `[h]`, and the gradient of the output bias.

    Source: Goodfellow, Bengio and Courville, Deep Learning (2016), section 8.4.
    """
    x, w2 = np.asarray(x, dtype=float), np.asarray(w2, dtype=float)
    z = np.asarray(w1) @ x
    h = activated(z, activation)
    delta = float(w2 @ h - target)
    return np.outer(delta * w2 * slope_of(z, activation), x), delta * h, delta


def _draw_zero(draw: Draw, level: int) -> Params:
    x = [float(value * draw.sign()) for value in draw.sample([1, 2, 3, 4], 2)]
    target = draw.whole(2, 9) * draw.sign()
    if level == 1:
        return {"x": x, "target": target, "activation": draw.pick(["ReLU", "tanh"])}
    if level == 2:
        return {"x": x, "target": target, "activation": "sigmoid"}
    sides = draw.pick([(2, 5), (3, 4), (3, 5), (4, 5), (1, 4), (1, 5)])  # no small weights make them cancel
    return {
        "x": [float(side * draw.sign()) for side in draw.shuffled(sides)],
        "target": target,
        "w1": draw.matrix(2, 2, 1, 3, 0, signed=True),
        "lr": draw.pick([0.01, 0.05, 0.1]),
    }


ZERO_INIT_GRADIENTS = Exercise(
    id="zero_init_gradients",
    title="First gradients of a network that starts at zero",
    topic="initialization",
    seconds=90,
    reference=first_gradients,
    terms=(
        "zero initialization",
        "all weights zero",
        "initialised with zeros",
        "weights initialised to zero",
    ),
    prompt={
        1: "A network has two inputs, two hidden {activation} units and one linear output, y = w₂·h + b. All "
        "its weights and biases start at 0, and the loss is ½(y − t)².\n\n  x = {x}, target t = {target}",
        2: "A network has two inputs, two hidden {activation} units and one linear output, y = w₂·h + b. All "
        "its weights and biases start at 0, and the loss is ½(y − t)².\n\n  x = {x}, target t = {target}",
        3: "A network has two inputs, two hidden ReLU units h = ReLU(W₁·x) and one linear output, y = w₂·h. "
        "Only the last layer starts at 0: w₂ = [0, 0]. The loss is ½(y − t)². Take one step of gradient "
        "descent with learning rate {lr}, then look at the gradient of W₁ once more (same example).\n\n"
        "  x = {x}    W₁ = {w1}\n\n  target t = {target}",
    },
    draw=_draw_zero,
    levels={1: ("db", "dw2", "dw1"), 2: ("dw2", "db", "dw1"), 3: ("dw2", "dw1", "w2_new", "dw1_next")},
    parts=(
        Part("dw2", "the gradient by w₂", "vector", digits=2, may_repeat=True),
        Part("db", "the gradient by b", digits=2),
        Part("dw1", "the gradient by W₁", "matrix", digits=2, may_repeat=True),
        Part("w2_new", "w₂ after the step", "vector", digits=3),
        Part("dw1_next", "the gradient by W₁ after the step", "matrix", digits=2),
    ),
    guard=lambda h, y, target: "nothing to learn" if abs(y - target) < 0.5 else None,
    constants={"activation": "ReLU", "w1": [[0.0, 0.0], [0.0, 0.0]], "w2": [0.0, 0.0]},
    steps=(
        Step("z", "Hidden pre-activations: W₁·x", "{z}", lambda w1, x: np.asarray(w1) @ x),
        Step(
            "h",
            "Hidden outputs (a sigmoid of 0 is 1/2, ReLU and tanh of 0 are 0)",
            "h = {h}",
            lambda z, activation: activated(z, activation),
        ),
        Step("y", "Output", "y = {y}", lambda w2, h: float(np.asarray(w2) @ h)),
        Step(
            "db", "By the output and its bias: y − t", "{y} − {target} = {db}", lambda y, target: y - target
        ),
        Step("dw2", "By w₂: (y − t)·h", "{db}·{h} = {dw2}", lambda db, h: db * h),
        Step(
            "dh", "By h: (y − t)·w₂, which is 0 as long as w₂ is", "{dh}", lambda db, w2: db * np.asarray(w2)
        ),
        Step(
            "dw1",
            "By W₁: through the activation, times x",
            "{dw1}",
            lambda dh, z, activation, x: np.outer(dh * slope_of(z, activation), x),
        ),
        Step(
            "w2_new",
            "Step: w₂ − learning rate · gradient",
            "{w2_new}",
            lambda w2, lr, dw2: np.asarray(w2) - lr * dw2,
        ),
        Step("y_next", "New output: w₂·h", "{y_next}", lambda w2_new, h: float(w2_new @ h)),
        Step(
            "dw1_next",
            "Gradient by W₁ once more: (y − t)·w₂ through ReLU, times x",
            "{dw1_next}",
            lambda y_next, target, w2_new, z, activation, x: np.outer(
                (y_next - target) * w2_new * slope_of(z, activation), x
            ),
        ),
    ),
    mistakes=(
        Mistake(
            "error_reversed",
            "The derivative of ½(y − t)² by y is y − t, with y first.",
            must=True,
            swap={"db": lambda y, target: target - y},
        ),
        Mistake(
            "hidden_layer_learns",
            "The gradient reaches W₁ through w₂: as long as w₂ is 0, nothing arrives.",
            swap={"dh": lambda db: np.array([db, db])},
        ),
        Mistake(
            "inputs_for_hidden_outputs",
            "The gradient by w₂ carries the hidden outputs h, not the inputs x.",
            must=True,
            swap={"dw2": lambda db, x: db * x},
        ),
        Mistake(
            "everything_stands_still",
            "The output layer learns at once: h is not 0 here, so w₂ gets the gradient (y − t)·h.",
            must=True,
            levels=(2, 3),
            swap={"dw2": lambda h: 0 * h},
        ),
        Mistake(
            "bias_stands_still",
            "The error reaches the output bias whatever the weights are: its gradient is y − t.",
            levels=(1, 2),
            swap={"db": lambda y: 0.0 * y, "dw2": lambda y, target, h: (y - target) * h},
        ),
        Mistake(
            "old_error_after_the_step",
            "After the step the output has changed: calculate y anew.",
            levels=(3,),
            swap={"y_next": lambda y: y},
        ),
        Mistake(
            "uphill",
            "The step goes against the gradient: subtract.",
            levels=(3,),
            swap={"w2_new": lambda w2, lr, dw2: np.asarray(w2) + lr * dw2},
        ),
    ),
)


def _draw_constant(draw: Draw, level: int) -> Params:
    x = draw.spread(2, 1, 4, 0, gap=1) if level == 1 else draw.spread(2, 0.5, 3, 1, gap=0.3)
    drawn: Params = {
        "x": x,
        "c": draw.pick([0.1, 0.2, 0.3, 0.4, 0.5]),
        "units": draw.whole(2, 4),
        "target": draw.whole(2, 9) * draw.sign(),
    }
    return drawn if level < 3 else {**drawn, "lr": draw.pick([0.01, 0.02, 0.05])}


CONSTANT_INIT_SYMMETRY = Exercise(
    id="constant_init_symmetry",
    title="Hidden units that start alike stay alike",
    topic="initialization",
    seconds=90,
    reference=first_gradients,
    terms=(
        "constant initialization",
        "symmetry breaking",
        "break symmetry",
        "identical hidden units",
    ),
    prompt={
        1: "A network has two inputs, {units} hidden ReLU units and one linear output, without biases. All "
        "weights of both layers start at {c}, and the loss is ½(y − t)².\n\n  x = {x}, target t = {target}",
        2: "A network has two inputs, {units} hidden ReLU units and one linear output, without biases. All "
        "weights of both layers start at {c}, and the loss is ½(y − t)². W₁ has a row for each hidden "
        "unit.\n\n  x = {x}, target t = {target}",
        3: "A network has two inputs, {units} hidden ReLU units and one linear output, without biases. All "
        "weights of both layers start at {c}, and the loss is ½(y − t)². It takes one step of gradient "
        "descent with learning rate {lr}; W₁ has a row for each hidden unit.\n\n"
        "  x = {x}, target t = {target}",
    },
    draw=_draw_constant,
    levels={1: ("y", "dw2"), 2: ("y", "dw2", "dw1"), 3: ("dw1", "w1_new", "different")},
    parts=(
        Part("y", "the output y", digits=3),
        Part("dw2", "the gradient by the output weights", "vector", digits=3),
        Part("dw1", "the gradient by W₁", "matrix", digits=3),
        Part("w1_new", "W₁ after the step", "matrix", digits=3),
        Part("different", "the number of different hidden units after the step", "integer", may_repeat=True),
    ),
    steps=(
        Step("sum_of_inputs", "Sum of the inputs", "{x:sum} = {sum_of_inputs}", lambda x: float(np.sum(x))),
        Step(
            "h",
            "Every hidden unit puts out the same: c · sum of the inputs",
            "{c}·{sum_of_inputs} = {h}",
            lambda c, sum_of_inputs: max(0.0, c * sum_of_inputs),
        ),
        Step(
            "y",
            "Output: every unit contributes c · h",
            "{units}·{c}·{h} = {y}",
            lambda units, c, h: units * c * h,
        ),
        Step("delta", "By the output: y − t", "{y} − {target} = {delta}", lambda y, target: y - target),
        Step(
            "dw2",
            "By the output weights: (y − t)·h, the same for all",
            "{dw2}",
            lambda delta, h, units: np.full(units, delta * h),
        ),
        Step(
            "dw1",
            "By W₁: (y − t)·c·x, the same row for every unit",
            "{dw1}",
            lambda delta, c, x, units: np.outer(np.ones(units), delta * c * x),
        ),
        Step(
            "w1_new", "Step: weights − learning rate · gradient", "{w1_new}", lambda c, lr, dw1: c - lr * dw1
        ),
        Step(
            "different",
            "Count the different rows",
            "{different}",
            lambda w1_new: len(np.unique(w1_new, axis=0)),
        ),
    ),
    mistakes=(
        Mistake(
            "one_unit",
            "All hidden units feed the output: add their contributions.",
            must=True,
            levels=(1, 2),
            swap={"y": lambda c, h: c * h},
        ),
        Mistake(
            "error_reversed",
            "The derivative of ½(y − t)² by y is y − t, with y first.",
            must=True,
            swap={"delta": lambda y, target: target - y},
        ),
        Mistake(
            "output_weight_forgotten",
            "The gradient reaches the hidden layer through the output weights: multiply by c.",
            must=True,
            levels=(2, 3),
            swap={"dw1": lambda delta, x, units: np.outer(np.ones(units), delta * x)},
        ),
        Mistake(
            "inputs_forgotten",
            "The gradient by W₁ carries the inputs: each column its own.",
            levels=(2, 3),
            swap={"dw1": lambda delta, c, x, units: np.full((units, len(x)), delta * c)},
        ),
        Mistake(
            "uphill",
            "The step goes against the gradient: subtract.",
            levels=(3,),
            swap={"w1_new": lambda c, lr, dw1: c + lr * dw1},
        ),
        Mistake(
            "units_differ",
            "Equal units get equal gradients: the rows stay alike, however different the inputs are.",
            must=True,
            levels=(3,),
            swap={"different": lambda units: units},
        ),
        Mistake(
            "weights_by_input",
            "Count the units (rows); that their weights to different inputs differ is another matter.",
            levels=(3,),
            swap={"different": lambda w1_new: len(np.unique(w1_new))},
        ),
    ),
)
