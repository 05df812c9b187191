"""Which exercises a card calls for, against a small catalogue of its own."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cards.linking import Linker, headings_of, link, subject_of
from cards.linking.evidence import gather
from cards.linking.spelling import speller
from cards.linking.terms import TermIndex
from cards.linking.words import words_of
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
    Entry("momentum_step", ("SGD with momentum", "momentum")),
    Entry("sgd_step", ("stochastic gradient descent", "SGD")),
    Entry("max_pool", ("max pooling", "MaxPool")),
    Entry("pool_size", ("pooling layer", "size after pooling")),
    Entry("bn_eval", ("batch norm at test time",)),
    Entry("bn_forward", ("batch normalization", "batch norm")),
    Entry("iou", ("IoU", "intersection over union")),
    Entry("mean_ap", ("mAP", "mean average precision")),
    Entry("training_loop", ("`for optimizer.step loss.backward`",)),
    Entry("linear_backward", ("`grad_weight grad_bias`",)),
    *(Entry(f"other_{number}", (f"unrelated subject {word}",)) for number, word in enumerate("abcdefghijkl")),
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
        ("Explain: Size after max pooling", ["pool_size"]),
        ("What do you know about SGD?", ["sgd_step"]),
        ("What is an adamant gardener?", []),
        ("What?", []),
    ],
)
def test_terms_in_the_question(front: str, ids: list[str]) -> None:
    assert list(link(card(front), CATALOGUE)) == ids


@pytest.mark.parametrize(
    ("heading", "counts"), [("Deep Learning", False), ("Neural networks", False), ("Deep stacks", True)]
)
def test_the_name_of_the_field_above_a_card_is_no_part_of_a_term(heading: str, counts: bool) -> None:
    index = TermIndex([Entry("deep_sigmoid", ("deep sigmoids", "sigmoid network"))])
    assert ("deep_sigmoid" in gather(index, "What is a sigmoid?", heading, "").each) == counts


@pytest.mark.parametrize(
    ("code", "ids"),
    [
        ("for x in y:\n    loss.backward()\n    optimizer.step()", ["training_loop"]),
        ("def backward(loss, optimizer):\n    for step in optimizer:\n        loss(step)", []),
    ],
)
def test_identifiers_with_a_dot_stand_behind_one(code: str, ids: list[str]) -> None:
    assert list(link(card("Write it.", f"```python\n{code}\n```"), CATALOGUE)) == ids


@pytest.mark.parametrize(
    ("code", "ids"),
    [
        ("self.grad_weight = x.T @ g\nself.grad_bias = g.sum(0)", ["linear_backward"]),
        ("gradWeight, gradBias = backward(g)", ["linear_backward"]),
        ("layer.weight -= lr * layer.weight.grad\nlayer.bias -= lr * layer.bias.grad", []),
    ],
)
def test_an_identifier_of_several_words_is_one_name_in_the_code(code: str, ids: list[str]) -> None:
    assert list(link(card("Write it.", f"```python\n{code}\n```"), CATALOGUE)) == ids


def test_the_heading_before_a_sentence_with_a_gap_is_no_part_of_the_question() -> None:
    assert subject_of(card("Tips: momentum falls with […]", path=("Tips",))) == "momentum falls with […]"
    assert subject_of(card("Tips: momentum?", path=("Tips",))) == "Tips: momentum?"


def test_the_context_of_a_question_alone_calls_for_nothing() -> None:
    path = ("Deep Learning", "Max pooling")
    assert link(card("What is Stride? (Max pooling)", path=path), CATALOGUE) == ()
    assert link(card("Stride (Max pooling): name the 3.", path=path), CATALOGUE) == ()
    assert subject_of(card("What is NMS (max suppression)?", path=("NMS (max suppression)",))) == (
        "What is NMS (max suppression)?"
    )


def test_the_label_that_a_question_carries_is_a_heading_too() -> None:
    labelled = card("How large is it? (Size after pooling)", path=("Deep Learning", "Max pooling"))
    assert headings_of(labelled) == "Deep Learning . Max pooling . Size after pooling"
    assert headings_of(card("How large is it? (Max pooling)", path=("Max pooling",))) == "Max pooling"


def test_an_answer_that_mentions_something_calls_for_nothing() -> None:
    long = (
        "It has two sides that meet, and people who draw it by hand often think of Adam or a pooling layer."
    )
    assert link(card("What is a box?", long), CATALOGUE) == ()


@pytest.mark.parametrize(
    ("said", "likest"),
    [
        (("intersection", "union"), "iou"),
        (("batch", "normalization", "test", "time"), "bn_eval"),
        (("pooling", "layer", "size", "kettle"), "pool_size"),
    ],
)
def test_words_are_most_like_those_of_what_they_speak_of(said: tuple[str, ...], likest: str) -> None:
    index = TermIndex(CATALOGUE)
    words = [form for word in said for form in words_of(word)]
    found = index.likeness(dict.fromkeys(words, 1), [entry.id for entry in CATALOGUE])
    assert max(found, key=found.__getitem__) == likest
    assert all(0 <= value <= 1 for value in found.values())
    assert found["adam_step"] == 0


def test_few_words_are_like_nothing_much() -> None:
    index = TermIndex(CATALOGUE)
    few, more = (dict.fromkeys(words_of(text), 1) for text in ("pooling", "pooling layer size"))
    assert index.likeness(few, ["pool_size"])["pool_size"] < index.likeness(more, ["pool_size"])["pool_size"]


def test_words_in_code_count_only_side_by_side() -> None:
    assert link(card("What is new?", "```\nunion = over(box)\nintersection = 3\n```"), CATALOGUE) == ()


def test_what_the_author_names_wins() -> None:
    find = Linker(CATALOGUE).alone
    assert find(card("What is Adam?", exercises=("iou", "adam_bias_correction", "unknown"))) == (
        "iou",
        "adam_step",
        "unknown",
    )


def test_an_empty_catalogue_links_nothing() -> None:
    assert link(card("What is Adam?"), ()) == ()


def test_links_do_not_depend_on_the_order_of_the_catalogue() -> None:
    cards = [card("Explain: Size after max pooling"), card("SGD and Adam: what differs?", "Momentum, too.")]
    assert [link(each, CATALOGUE) for each in cards] == [link(each, CATALOGUE[::-1]) for each in cards]


@settings(max_examples=40)
@given(st.text(max_size=300), st.text(max_size=600), st.lists(st.text(max_size=30), max_size=3))
def test_any_text_gives_a_few_known_exercises(front: str, back: str, path: list[str]) -> None:
    names = link(card(front, back, tuple(path)), CATALOGUE)
    assert len(names) <= 4
    assert set(names) <= {entry.id for entry in CATALOGUE}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("RMSProp", "rms prop"),
        ("Normalization", "normalising"),
        ("$\\sqrt{d_k}$", "sqrt(d_k)"),
        ("√d_k", "sqrt d k"),
        ("3×3", "3 x 3"),
        ("$3\\times3$", "3*3"),
        ("batch_norm", "BatchNorm"),
        ("BN", "batch normalisation"),
        ("LeakyReLU", "leaky ReLUs"),
        ("σ² + ε", "\\sigma^2 + \\epsilon"),
        ("max-pooling", "MaxPool"),
        ("back-propagation", "backprop"),
        ("cross-entropies", "CrossEntropy"),
    ],
)
def test_ways_of_writing_one_thing_give_the_same_words(one: str, other: str) -> None:
    assert words_of(one) == words_of(other)


def test_different_things_stay_apart() -> None:
    texts = (
        "loss",
        "lose",
        "mean",
        "meaning",
        "variance",
        "variant",
        "covariance",
        "Adam",
        "AdamW",
        "conv",
        "conv2d",
    )
    assert len({tuple(words_of(text)) for text in texts}) == len(texts)


def test_a_long_word_may_have_one_wrong_letter() -> None:
    spelling = speller(["positional encoding", "normalization"])
    assert words_of("positionl enciding", spelling) == words_of("positional encoding")
    assert words_of("normalizatoin", spelling) == words_of("normalization")
    assert words_of("personal recording", spelling) == words_of("personal recording")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("convolutoin", "convolution"),
        ("convoluton", "convolution"),
        ("convolutionn", "convolution"),
        ("conbolution", "convolution"),
        ("positionsl", "positional"),
    ],
)
def test_a_slip_of_the_finger_is_read_as_the_word(typed: str, meant: str) -> None:
    assert words_of(typed, speller([meant])) == words_of(meant)


@pytest.mark.parametrize(
    ("word", "known"),
    [
        ("friction", "fraction"),
        ("protection", "projection"),
        ("perception", "perceptron"),
        ("integral", "internal"),
        ("stamping", "sampling"),
        ("cognition", "condition"),
        ("revolution", "resolution"),
    ],
)
def test_another_word_stays_what_it_is(word: str, known: str) -> None:
    assert words_of(word, speller([known])) == words_of(word)


def test_an_everyday_word_means_its_term_only_among_cards_on_the_field() -> None:
    physics = [card("What is momentum?", "Mass times velocity."), card("What is work?", "Force times way.")]
    learning = [
        card("What is momentum?"),
        card("Which method for batches?", "SGD, stochastic gradient descent"),
    ]
    assert Linker(CATALOGUE).together(physics) == [(), ()]
    assert Linker(CATALOGUE).together(learning)[0] == ("momentum_step",)


def test_an_unmistakable_term_is_linked_in_any_file() -> None:
    cards = [card(f"What is the {word}?") for word in ("tide", "wind", "moon", "storm")]
    cards.append(card("What is stochastic gradient descent?"))
    assert Linker(CATALOGUE).together(cards)[-1] == ("sgd_step",)


def test_a_chapter_can_be_on_the_field_where_its_file_is_not() -> None:
    kitchen = [
        card(f"What is {word}?", path=("Kitchen",)) for word in ("bread", "salt", "a pan", "yeast", "oil")
    ]
    chapter = [
        card("What is momentum?", path=("Networks",)),
        card("What is SGD?", "stochastic gradient descent", path=("Networks",)),
    ]
    assert Linker(CATALOGUE).together([*kitchen, *chapter])[5] == ("momentum_step",)
    assert Linker(CATALOGUE).together([*kitchen, chapter[0]])[5] == ()


def test_a_heading_that_names_the_field_is_enough() -> None:
    named = card("What is momentum?", path=("Deep Learning", "Training"))
    assert Linker(CATALOGUE).together([named]) == [("momentum_step",)]


def test_a_card_of_no_file_is_judged_by_itself() -> None:
    lone = Card("What is momentum?", "something", Source("", 0, 0))
    assert Linker(CATALOGUE).together([lone]) == [("momentum_step",)]


@settings(max_examples=20)
@given(
    st.lists(st.sampled_from(["momentum", "SGD", "stochastic gradient descent", "IoU", "tea"]), max_size=6)
)
def test_cards_around_a_card_only_take_links_away(words: list[str]) -> None:
    finder = Linker(CATALOGUE)
    cards = [card(f"What is {word}?") for word in words]
    for each, names in zip(cards, finder.together(cards), strict=True):
        assert set(names) <= set(finder.alone(each))


@pytest.mark.parametrize(
    ("back", "linked"),
    [
        ("```\nfor x in data:\n    loss = f(x)\n    loss.backward()\n    optimizer.step()\n```", True),
        ("```\nloss = f(x)\nloss.backward()\n```", False),
        ("The loss goes backward, and the optimizer takes a step.", False),
    ],
)
def test_identifiers_call_for_an_exercise_where_one_piece_of_code_has_them_all(
    back: str, linked: bool
) -> None:
    assert (link(card("Write the code: fit", back), CATALOGUE) == ("training_loop",)) == linked


def test_a_short_name_for_two_words_is_found_among_others() -> None:
    terms = (Entry("layer_rates", ("small learning rate earlier layers",)),)
    others = tuple(Entry(f"other_{word}", (f"unrelated subject {word}",)) for word in "abcdefgh")
    found = link(card("Why does the earlier of the layers get a small `lr`?"), terms + others)
    assert found == ("layer_rates",)


def test_an_acronym_is_not_the_word_with_its_letters() -> None:
    assert link(card("What is mAP?"), CATALOGUE) == ("mean_ap",)
    assert link(card("What is a feature map?"), CATALOGUE) == ()
