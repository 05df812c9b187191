"""Embedding tables: looking rows up, their gradient, and their size."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from engine import show
from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def embedding_gradient(tokens: npt.ArrayLike, upstream: npt.ArrayLike, rows: int) -> Array:
    """Gradient of an embedding table: each gradient lands on the row that was looked up.

    The lookup of token t is the product of its one-hot vector with the table, so row t of the gradient
    is the sum of the gradients of all places that hold t; rows that were not used get 0.

    Args:
      tokens: `[n]`, token ids from 0.
      upstream: `[n, d]`, gradient of the loss by the looked-up rows.
      rows: number of rows of the table.

    Returns:
      `[rows, d]`.

    Source: Goodfellow, Bengio and Courville, Deep Learning (2016), section 6.5.6 (backpropagation of a
    matrix product); PyTorch documentation of `torch.nn.Embedding`.
    """
    one_hot = np.eye(rows)[np.asarray(tokens)]
    return np.asarray(one_hot.T @ np.asarray(upstream, dtype=float))


def _draw_lookup(draw: Draw, level: int) -> Params:
    cells = draw.spread(8, -2, 2, 1, gap=0.1)
    table = [cells[i : i + 2] for i in range(0, 8, 2)]
    if level == 1:
        return {"table": table, "token": draw.whole(1, 2)}
    if level == 2:
        first, second = draw.sample([0, 1, 2, 3], 2)
        return {"table": table, "tokens": draw.shuffled([first, second, first])}
    often, once = draw.sample([0, 1, 2, 3], 2)
    return {
        "tokens": draw.shuffled([often, often, once]),
        "upstream": draw.matrix(3, 2, 0.2, 2, 1, signed=True),
        "rows": 4,
    }


EMBEDDING_LOOKUP = Exercise(
    id="embedding_lookup",
    title="Looking rows of an embedding table up",
    topic="sequences",
    seconds=45,
    reference=embedding_gradient,
    terms=("embedding layer", "embedding table", "word embedding", "embedding vector", "lookup table"),
    aliases={"embedding_gradient": Focus(3, "gradient"), "one_hot_times_table": Focus(1)},
    prompt={
        1: "An embedding layer keeps one row for each token. Tokens are counted from 0, and token {token} "
        "comes in as a one-hot vector that is multiplied with the table E.\n\n  E = {table}",
        2: "An embedding layer keeps one row for each token, counted from 0. The tokens "
        "{tokens:list} come in, "
        "and the classifier behind the layer reads the mean of their embeddings.\n\n  E = {table}",
        3: "An embedding table has {rows} rows, counted from 0, with two numbers each. The tokens "
        "{tokens:list} were looked up, and G holds the gradients of the loss by the three looked-up rows, in "
        "that order.\n\n  G = {upstream}",
    },
    draw=_draw_lookup,
    levels={1: ("one_hot", "embedding"), 2: ("embeddings", "pooled"), 3: ("gradient",)},
    parts=(
        Part("one_hot", "the one-hot vector", "vector", digits=0),
        Part("embedding", "the embedding", "vector", digits=1),
        Part("embeddings", "the embeddings, one row for each place", "matrix", digits=1),
        Part("pooled", "their mean", "vector"),
        Part("gradient", "the gradient of the table", "matrix", digits=1),
    ),
    constants={"first": 0},
    steps=(
        Step(
            "one_hot",
            "Put a 1 at the place of the token and 0 elsewhere, as many places as rows",
            "{one_hot}",
            lambda table, token, first: np.eye(len(table))[token - first],
        ),
        Step(
            "embedding",
            "Multiply it with the table: that picks one row",
            "{one_hot}·E = {embedding}",
            lambda one_hot, table: one_hot @ table,
        ),
        Step(
            "embeddings",
            "Take the row of each token, in the order in which they come",
            "{embeddings}",
            lambda table, tokens, first: table[tokens - first],
        ),
        Step(
            "pooled",
            "Average them over the places",
            "{pooled}",
            lambda embeddings: embeddings.mean(axis=0),
        ),
        Step(
            "selected",
            "One-hot rows of the tokens",
            "{selected}",
            lambda tokens, rows: np.eye(rows)[tokens],
        ),
        Step(
            "gradient",
            "Send each gradient to the row of its token: a token that comes twice adds both, unused "
            "rows get 0",
            "{gradient}",
            lambda selected, upstream: selected.T @ upstream,
        ),
    ),
    mistakes=(
        Mistake(
            "counted_from_one",
            "Tokens are counted from 0: token 0 is the first row.",
            must=True,
            levels=(1, 2),
            swap={"first": lambda: 1},
        ),
        Mistake(
            "summed",
            "Divide the sum by the number of places: the mean was asked for.",
            must=True,
            levels=(2,),
            swap={"pooled": lambda embeddings: embeddings.sum(axis=0)},
        ),
        Mistake(
            "each_token_once",
            "A token that comes twice counts twice in the mean.",
            must=True,
            levels=(2,),
            swap={"pooled": lambda table, tokens: table[np.unique(tokens)].mean(axis=0)},
        ),
        Mistake(
            "whole_table",
            "Average only the rows that were looked up.",
            levels=(2,),
            swap={"pooled": lambda table: table.mean(axis=0)},
        ),
        Mistake(
            "last_gradient_only",
            "Add the gradients of both places that hold the token: the second does not replace the first.",
            must=True,
            levels=(3,),
            swap={
                "gradient": lambda selected, upstream: np.stack(
                    [upstream[column > 0][-1] if column.any() else np.zeros(2) for column in selected.T]
                )
            },
        ),
        Mistake(
            "gradients_averaged",
            "Add the gradients of a token that comes twice: the loss depends on its row in both places.",
            must=True,
            levels=(3,),
            swap={
                "gradient": lambda selected, upstream: (
                    selected.T @ upstream / np.maximum(selected.sum(axis=0), 1)[:, None]
                )
            },
        ),
        Mistake(
            "order_of_places",
            "Rows of the gradient belong to tokens, not to places in the sequence.",
            levels=(3,),
            swap={"gradient": lambda upstream: np.vstack([upstream, np.zeros((1, 2))])},
        ),
    ),
)


def embedding_parameters(sizes: Sequence[int], widths: Sequence[int]) -> int:
    """Parameters of embedding tables: rows times width for each, without biases.

    Args:
      sizes: number of tokens or categories of each table.
      widths: length of an embedding in each table.

    Returns:
      Number of weights.

    Source: Bengio et al., A Neural Probabilistic Language Model (2003), section 2; Guo and Berkhahn,
    Entity Embeddings of Categorical Variables (2016), section 3, for tables of categories.
    """
    return int(np.dot(sizes, widths))


COLUMNS = {7: "weekday", 12: "month", 24: "hour", 50: "state", 300: "shop", 1200: "product"}
"""Names of categorical columns by their number of categories."""


def _draw_size(draw: Draw, level: int) -> Params:
    if level == 1:
        return {"vocabulary": draw.whole(3, 60) * 1000, "width": draw.pick([50, 64, 100, 128, 200, 256, 300])}
    if level == 2:
        return {
            "vocabulary": draw.pick([8000, 16000, 30000, 32000, 50000, 64000]),
            "width": draw.pick([300, 384, 512, 768, 1024]),
            "classes": draw.whole(3, 20),
            "bits": draw.pick([16, 32]),
        }
    return {
        "sizes": sorted(draw.sample(list(COLUMNS), 3)),
        "widths": sorted(draw.sample([2, 3, 4, 5, 6, 8, 10, 12, 16], 3)),
        "numeric": draw.whole(2, 9),
        "hidden": draw.pick([32, 50, 64, 100]),
    }


def _size_prompt(params: Params) -> str:
    columns = zip(params["sizes"], params["widths"], strict=True)
    rows = [(COLUMNS[size], size, width) for size, width in columns]
    return (
        "A network for tabular data embeds three categorical columns, each with a table of its own:\n\n"
        + show.table(["column", "categories", "width"], rows)
        + f"\n\nThe embeddings are concatenated with {params['numeric']} numeric columns and go into a "
        f"linear layer of {params['hidden']} units with a bias."
    )


EMBEDDING_PARAMETERS = Exercise(
    id="embedding_parameters",
    title="Size of embedding tables",
    topic="sequences",
    seconds=60,
    reference=embedding_parameters,
    terms=(
        "embedding layer",
        "embedding table",
        "entity embedding",
        "categorical embedding",
        "vocabulary size",
    ),
    aliases={"embedding_param_count": Focus(2, "table")},
    prompt={
        1: "An embedding layer maps a vocabulary of {vocabulary} tokens to vectors of {width} numbers.",
        2: "A text classifier maps a vocabulary of {vocabulary} tokens to vectors of {width} "
        "numbers, averages "
        "the vectors of a text and feeds the mean into a linear layer with bias for {classes} "
        "classes. Weights "
        "are stored as {bits}-bit numbers; 1 MB is 10⁶ bytes.",
        3: _size_prompt,
    },
    draw=_draw_size,
    levels={1: ("table",), 2: ("table", "model", "memory"), 3: ("tables", "joined", "network")},
    parts=(
        Part("table", "the parameters of the embedding layer", "integer"),
        Part("model", "the parameters of the classifier", "integer"),
        Part("memory", "the memory of its weights", digits=3, significant=True, unit="MB"),
        Part("tables", "the parameters of the three tables", "integer"),
        Part("joined", "the inputs of the linear layer", "integer"),
        Part("network", "the parameters of tables and linear layer", "integer"),
    ),
    steps=(
        Step(
            "table",
            "One row for each token: vocabulary times width, no bias",
            "{vocabulary}·{width} = {table}",
            lambda vocabulary, width: vocabulary * width,
        ),
        Step(
            "head",
            "Linear layer: a weight for each feature and class, a bias for each class",
            "{width}·{classes} + {classes} = {head}",
            lambda width, classes: width * classes + classes,
        ),
        Step(
            "model",
            "Add table and linear layer",
            "{table} + {head} = {model}",
            lambda table, head: table + head,
        ),
        Step(
            "memory",
            "Multiply with the bytes of a number",
            "{model}·{bits}/8 / 10⁶ = {memory} MB",
            lambda model, bits: model * bits / 8 / 1e6,
        ),
        Step(
            "each",
            "Categories times width for each table",
            "{sizes}·{widths} = {each}",
            lambda sizes, widths: sizes * widths,
        ),
        Step("tables", "Add the tables", "{each:sum} = {tables}", lambda each: int(each.sum())),
        Step(
            "joined",
            "Add the widths and the numeric columns",
            "sum of {widths} + {numeric} = {joined}",
            lambda widths, numeric: int(widths.sum()) + numeric,
        ),
        Step(
            "network",
            "Add the weights and biases of the linear layer",
            "{tables} + {joined}·{hidden} + {hidden} = {network}",
            lambda tables, joined, hidden: tables + joined * hidden + hidden,
        ),
    ),
    mistakes=(
        Mistake(
            "with_bias",
            "An embedding layer has no bias: it is a table of rows.",
            must=True,
            swap={
                "table": lambda vocabulary, width: vocabulary * width + width,
                "each": lambda sizes, widths: sizes * widths + widths,
            },
        ),
        Mistake(
            "added",
            "Every token has a whole row of its own: multiply the rows with the width.",
            must=True,
            swap={
                "table": lambda vocabulary, width: vocabulary + width,
                "each": lambda sizes, widths: sizes + widths,
            },
        ),
        Mistake(
            "head_without_bias",
            "The linear layer has a bias for each of its outputs.",
            must=True,
            levels=(2, 3),
            swap={
                "head": lambda width, classes: width * classes,
                "network": lambda tables, joined, hidden: tables + joined * hidden,
            },
        ),
        Mistake(
            "one_hot_head",
            "The linear layer reads the averaged embedding: its inputs are the width, not the vocabulary.",
            levels=(2,),
            swap={"head": lambda vocabulary, classes: vocabulary * classes + classes},
        ),
        Mistake(
            "bits_as_bytes",
            "Divide by 8: a byte has eight bits.",
            levels=(2,),
            swap={"memory": lambda model, bits: model * bits / 1e6},
        ),
        Mistake(
            "one_table_for_all",
            "Each column has its own table: multiply categories and width column by column, then add.",
            levels=(3,),
            swap={"tables": lambda sizes, widths: int(sizes.sum() * widths.sum())},
        ),
        Mistake(
            "categories_joined",
            "After the lookup only the embeddings are left: add their widths, not the categories.",
            levels=(3,),
            swap={"joined": lambda sizes, numeric: int(sizes.sum()) + numeric},
        ),
        Mistake(
            "numeric_forgotten",
            "The numeric columns are inputs of the linear layer too.",
            levels=(3,),
            must=True,
            swap={"joined": lambda widths: int(widths.sum())},
        ),
    ),
)
