"""Which exercises a card calls for, against a small catalogue of its own."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from cards.linking import link, linker, subject_of
from cards.model import Card, Source


@dataclass(frozen=True)
class Entry:
    id: str
    terms: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    title: str = ""
    topic: str = ""


CATALOGUE = (
    Entry("adam_step", ("Adam", "bias correction"), ("adam_bias_correction",)),
    Entry("momentum_step", ("SGD with momentum", "heavy ball")),
    Entry("sgd_step", ("stochastic gradient descent", "SGD")),
    Entry("max_pool", ("max pooling", "MaxPool")),
    Entry("pool_size", ("pooling layer", "size after pooling")),
    Entry("bn_eval", ("batch norm at test time",)),
    Entry("bn_forward", ("batch normalization", "batch norm")),
    Entry("backprop_a", ("backpropagation",)),
    Entry("backprop_b", ("backpropagation",)),
    Entry("backprop_c", ("backpropagation",)),
    Entry("iou", ("IoU", "intersection over union")),
)


def card(
    front: str, back: str = "something", path: tuple[str, ...] = (), exercises: tuple[str, ...] = ()
) -> Card:
    return Card(front, back, Source("n.md", 1, 2, path), exercises=exercises)


@pytest.mark.parametrize(
    ("front", "ids"),
    [
        ("What is Adam?", ["adam_step"]),
        ("What is ADAM?", ["adam_step"]),
        ("Write the code: Momentum", ["momentum_step"]),
        ("What is SGD with momentum?", ["momentum_step"]),
        ("What is stochastic gradient descent?", ["sgd_step"]),
        ("How to use batch normalization at test time?", ["bn_eval"]),
        ("What is BatchNorm?", ["bn_forward"]),
        ("What is the formula of `MaxPool2d`?", ["max_pool"]),
        ("Explain: Size after max pooling", ["max_pool", "pool_size"]),
        ("What is backpropagation?", []),
        ("Adam: what must you be careful about?", []),
        ("What is an adamant gardener?", []),
    ],
)
def test_terms_in_the_question(front: str, ids: list[str]) -> None:
    assert list(link(card(front), CATALOGUE)) == ids


def test_the_context_of_a_question_calls_for_nothing() -> None:
    path = ("Deep Learning", "Max pooling")
    assert link(card("What is Stride? (Max pooling)", path=path), CATALOGUE) == ()
    assert link(card("Stride (Max pooling): name the 3.", path=path), CATALOGUE) == ()
    assert subject_of(card("What is NMS (max suppression)?", path=("NMS (max suppression)",))) == (
        "What is NMS (max suppression)?"
    )


def test_an_answer_calls_only_through_terms_that_mean_one_thing() -> None:
    assert link(card("What is a box?", "Adam and pooling layer"), CATALOGUE) == ()
    assert link(card("What is a score?", "The union of two boxes over their intersection"), CATALOGUE) == (
        "iou",
    )
    assert link(card("What is new?", "It runs batch norm at test time."), CATALOGUE) == ("bn_eval",)
    assert link(card("What is new?", "```\nbatch_norm_at_test_time()\n```"), CATALOGUE) == ()


def test_what_the_author_names_wins() -> None:
    find = linker(CATALOGUE)
    assert find(card("What is Adam?", exercises=("iou", "adam_bias_correction", "unknown"))) == (
        "iou",
        "adam_step",
        "unknown",
    )


def test_an_empty_catalogue_links_nothing() -> None:
    assert link(card("What is Adam?"), ()) == ()
