"""Labels as numbers: one-hot codes, and class weights for imbalanced data."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine import show
from engine.draw import Draw
from engine.model import Convention, Exercise, Focus, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def one_hot(indices: npt.ArrayLike, classes: int) -> Array:
    """One-hot codes: 1 at the index, 0 everywhere else.

    Args:
      indices: whole numbers from 0 to K − 1, any shape.
      classes: K, the size of the vocabulary.

    Returns:
      The shape of the indices with an axis of length K at the end.

    Source: ONNX operator OneHot; Goodfellow, Bengio and Courville, Deep Learning (2016), section 12.4.2.
    """
    return np.asarray(np.eye(classes)[np.asarray(indices, dtype=int)])


VOCABULARIES = (
    "the cat sat on mat",
    "red green blue black",
    "a model learns from data",
    "north east south west up down",
    "one two three four five six",
    "dogs bark while cats sleep well",
    "rain snow wind sun fog hail",
)
"""Small vocabularies, the words in the order of their numbers."""


def _draw_one_hot(draw: Draw, level: int) -> Params:
    if level == 3:
        return {
            "batch": draw.pick([16, 32, 64, 128]),
            "length": draw.pick([20, 50, 100, 128]),
            "vocabulary_size": draw.pick([5000, 10000, 20000, 30000, 50000]),
        }
    vocabulary = draw.pick(VOCABULARIES)
    words = vocabulary.split()
    if level == 1:
        return {"vocabulary": vocabulary, "text": draw.pick(words)}
    return {"vocabulary": vocabulary, "text": " ".join(draw.sample(words, 3))}


ONE_HOT_ENCODE = Exercise(
    id="one_hot_encode",
    title="One-hot codes of words, and what they cost",
    topic="data",
    seconds=45,
    reference=one_hot,
    terms=("one-hot", "one hot encoding"),
    aliases={"one_hot_memory": Focus(3)},
    prompt={
        1: 'The vocabulary is "{vocabulary}", its words numbered in this order from 0. Encode "{text}" as a '
        "one-hot vector.",
        2: 'The vocabulary is "{vocabulary}", its words numbered in this order from 0. Encode the text '
        '"{text}" as a one-hot matrix with one row for each word of the text.',
        3: "A batch of {batch} texts of {length} tokens each has a vocabulary of {vocabulary_size} tokens. "
        "Compare one-hot vectors of 4-byte floats with token numbers of 8 bytes.",
    },
    draw=_draw_one_hot,
    levels={1: ("code",), 2: ("codes",), 3: ("entries", "memory", "ratio")},
    parts=(
        Part("code", "the one-hot vector", "vector", digits=0),
        Part("codes", "the one-hot matrix", "matrix", digits=0),
        Part("entries", "the entries of the one-hot tensor", "integer"),
        Part("memory", "its memory", digits=3, significant=True, unit="MB"),
        Part("ratio", "how many times as much memory as the numbers take", "integer"),
    ),
    steps=(
        Step("words", "List the words of the vocabulary", "{words}", lambda vocabulary: vocabulary.split()),
        Step(
            "numbers",
            "Number of each word of the text, counted from 0",
            "{numbers}",
            lambda text, words: np.array([words.index(word) for word in text.split()]),
        ),
        Step(
            "code",
            "A vector as long as the vocabulary with a 1 at that place",
            "{code}",
            lambda numbers, words: np.eye(len(words))[numbers[0]],
        ),
        Step(
            "codes",
            "A row as long as the vocabulary for each word, with a 1 at its place",
            "{codes}",
            lambda numbers, words: np.eye(len(words))[numbers],
        ),
        Step(
            "tokens",
            "Tokens of the batch",
            "{batch}·{length} = {tokens}",
            lambda batch, length: batch * length,
        ),
        Step(
            "entries",
            "Each token becomes a vector as long as the vocabulary",
            "{tokens}·{vocabulary_size} = {entries}",
            lambda tokens, vocabulary_size: tokens * vocabulary_size,
        ),
        Step(
            "memory",
            "Four bytes each; 1 MB is 10⁶ bytes",
            "{entries}·4/10⁶ = {memory}",
            lambda entries: entries * 4 / 1e6,
        ),
        Step(
            "ratio",
            "Each number takes 8 bytes, each vector 4 for every token of the vocabulary",
            "4·{entries}/(8·{tokens}) = {ratio}",
            lambda entries, tokens: 4 * entries // (8 * tokens),
        ),
    ),
    mistakes=(
        Mistake(
            "counted_from_one",
            "Words are numbered from 0: the first place of the vector belongs to the first word.",
            must=True,
            levels=(1, 2),
            swap={
                "numbers": lambda text, words: np.array(
                    [(words.index(word) + 1) % len(words) for word in text.split()]
                )
            },
        ),
        Mistake(
            "all_but_one",
            "The 1 marks the word, every other place is 0.",
            levels=(1, 2),
            swap={
                "code": lambda numbers, words: 1 - np.eye(len(words))[numbers[0]],
                "codes": lambda numbers, words: 1 - np.eye(len(words))[numbers],
            },
        ),
        Mistake(
            "number_written",
            "The mark is a 1, not the number of the word.",
            levels=(1, 2),
            swap={
                "code": lambda numbers, words: np.eye(len(words))[numbers[0]] * numbers[0],
                "codes": lambda numbers, words: np.eye(len(words))[numbers] * numbers[:, None],
            },
        ),
        Mistake(
            "counted_from_the_end",
            "The places stand in the order of the vocabulary, from the left.",
            levels=(1, 2),
            swap={
                "code": lambda numbers, words: np.eye(len(words))[numbers[0]][::-1],
                "codes": lambda numbers, words: np.eye(len(words))[numbers][:, ::-1],
            },
        ),
        Mistake(
            "one_text",
            "Count the tokens of all texts of the batch.",
            must=True,
            levels=(3,),
            swap={"tokens": lambda length: length},
        ),
        Mistake(
            "bytes_forgotten",
            "Each entry takes 4 bytes.",
            must=True,
            levels=(3,),
            swap={"memory": lambda entries: entries / 1e6},
        ),
        Mistake(
            "binary_unit",
            "MB counts in 10⁶ bytes: 2²⁰ bytes are a MiB.",
            must=True,
            levels=(3,),
            swap={"memory": lambda entries: entries * 4 / 2**20},
        ),
        Mistake(
            "sizes_of_numbers_ignored",
            "A token number takes 8 bytes, an entry only 4.",
            levels=(3,),
            swap={"ratio": lambda vocabulary_size: vocabulary_size},
        ),
    ),
)


def class_weights(counts: npt.ArrayLike) -> Array:
    """Weights that give every class the same say in the loss.

    w_c = n/(K·n_c): weight times count is the same for all classes, and the mean weight of an
    example is 1.

    Args:
      counts: examples of each class, `[K]`, all positive.

    Returns:
      `[K]`.

    Source: scikit-learn's documentation of compute_class_weight ("balanced"); King and Zeng, Logistic
    Regression in Rare Events Data (2001).
    """
    n = np.asarray(counts, dtype=float)
    return np.asarray(n.sum() / (len(n) * n))


def _draw_weights(draw: Draw, level: int) -> Params:
    if level == 1:
        small = draw.pick([20, 25, 40, 50])
        return {"counts": draw.shuffled([small, small * draw.whole(2, 9)])}
    counts = draw.shuffled([draw.whole(50, 90) * 10, draw.whole(15, 30) * 10, draw.whole(3, 9) * 10])
    if level == 2:
        return {"counts": counts}
    losses = [draw.decimal(0.1, 2.4, 2) for _ in range(4)]
    return {"counts": counts, "losses": losses, "labels": draw.shuffled([0, 1, 2, draw.whole(0, 2)])}


def _prompt_weighted(params: Params) -> str:
    a, b, c = params["counts"]
    return (
        f"The classes 0, 1 and 2 have {a}, {b} and {c} training examples. In the loss every class shall have "
        "the same total weight, and the mean weight of a training example shall be 1. The loss of a batch is "
        "the sum of the weighted losses divided by the sum of the weights.\n\n"
        + show.table(["loss", "class"], list(zip(params["losses"], params["labels"], strict=True)))
    )


CLASS_WEIGHTS = Exercise(
    id="class_weights",
    title="Class weights for imbalanced data",
    topic="data",
    seconds=60,
    reference=class_weights,
    terms=("class weights", "class weighting", "balanced weights", "weighted loss"),
    aliases={"weighted_cross_entropy": Focus(3, "loss")},
    prompt={
        1: "Two classes have {counts[0]} and {counts[1]} training examples. In the loss both shall have "
        "the same total weight, and the mean weight of an example shall be 1.",
        2: "Three classes have {counts[0]}, {counts[1]} and {counts[2]} training examples. In the loss all "
        "shall have the same total weight, and the mean weight of an example shall be 1.",
        3: _prompt_weighted,
    },
    draw=_draw_weights,
    levels={1: ("weights",), 2: ("weights",), 3: ("weights", "loss")},
    parts=(Part("weights", "the weight of each class", "vector"), Part("loss", "the loss of the batch")),
    steps=(
        Step("total", "Number of all examples", "n = {counts:sum} = {total}", lambda counts: counts.sum()),
        Step("classes", "Number of classes", "K = {classes}", lambda counts: len(counts)),
        Step(
            "weights",
            "w = n/(K·n_c): the rarer the class, the larger its weight",
            "{total}/({classes}·{counts}) = {weights}",
            lambda counts, classes, total: total / (classes * counts),
        ),
        Step(
            "of_each",
            "Weight of each example of the batch",
            "{of_each}",
            lambda weights, labels: weights[labels],
        ),
        Step(
            "loss",
            "Sum of weight · loss over the sum of the weights",
            "{loss}",
            lambda of_each, losses: (of_each * losses).sum() / of_each.sum(),
        ),
    ),
    mistakes=(
        Mistake(
            "shares",
            "Rare classes need the larger weight: divide by their count, do not multiply with it.",
            must=True,
            swap={"weights": lambda counts, total: counts / total},
        ),
        Mistake(
            "classes_not_counted",
            "Divide by the number of classes too, so that the mean weight is 1.",
            must=True,
            levels=(1, 2),
            swap={"weights": lambda counts, total: total / counts},
        ),
        Mistake(
            "plain_inverse",
            "1/n_c has the right ratios, but the mean weight shall be 1: multiply by n/K.",
            levels=(1, 2),
            swap={"weights": lambda counts: 1 / counts},
        ),
        Mistake(
            "largest_as_one",
            "The mean weight shall be 1, not the weight of the largest class.",
            swap={"weights": lambda counts: counts.max() / counts},
        ),
        Mistake(
            "complement",
            "1 minus the share does not balance the classes: weight times count must be equal.",
            swap={"weights": lambda counts, total: 1 - counts / total},
        ),
        Mistake(
            "unweighted",
            "Weigh the losses with the weights of their classes.",
            must=True,
            levels=(3,),
            swap={"loss": lambda losses: losses.mean()},
        ),
        Mistake(
            "weights_by_position",
            "Each loss takes the weight of its class, not of its place in the batch.",
            levels=(3,),
            swap={"of_each": lambda weights: np.append(weights, weights[0])},
        ),
    ),
    conventions=(
        Convention(
            "over_examples",
            "Right where the weighted sum is divided by the batch size; here the weights' sum divides it.",
            swap={"loss": lambda of_each, losses: (of_each * losses).mean()},
        ),
    ),
)
