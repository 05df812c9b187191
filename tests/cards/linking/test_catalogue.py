"""Links to the program's own exercises: what notes on deep learning call for, and what other notes don't."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from cards.linking import Linker
from cards.linking.words import words_of
from cards.model import Card, Source
from cards.parse import read_note
from engine import registry

DECK = Path(__file__).parents[3] / "data" / "notes"
GENERAL = 0.05
"""The largest share of cards on other subjects that are linked, and of all cards to one exercise."""

OTHER_SUBJECTS = (
    ("Who signed the peace of 1648?", "The emperor, France and Sweden, after thirty years of war."),
    (
        "What does a noun's case show?",
        "Its part in the sentence: subject, object, or the owner of something.",
    ),
    ("Name the layers of the atmosphere.", "- troposphere\n- stratosphere\n- mesosphere\n- thermosphere"),
    ("What is a mortgage?", "A loan secured on land; the rate may be fixed or follow the bank rate."),
    ("How long do eggs boil?", "Four minutes for soft ones, nine for hard ones, from boiling water."),
    ("Why do leaves turn red?", "Chlorophyll decays first, so that the other colours show."),
    ("What is a fugue?", "A piece in which voices enter one after another with the same subject."),
    ("What does TCP do that UDP does not?", "It keeps the order of packets and sends lost ones again."),
    ("What is a deadlock?", "Two threads wait for locks that the other one holds."),
    ("What is the boiling point of ethanol?", "78 °C at sea level."),
    ("State Ohm's law.", "$U = R I$: voltage is resistance times current."),
    ("What is the kinetic energy?", "$E = \\frac{1}{2} m v^2$ for mass $m$ and velocity $v$."),
    ("What does `git rebase` do?", "It replays commits on another base."),
    (
        "What is an index in a database?",
        "A sorted structure that finds rows without reading the whole table.",
    ),
    ("Who wrote Middlemarch?", "George Eliot, in 1871."),
    ("What is osmosis?", "Water passes a membrane toward the side with more solute."),
    ("What is a contract?", "An agreement that courts enforce; it takes an offer and its acceptance."),
    ("How do you say 'thank you' in Finnish?", "Kiitos."),
    ("What is inflation?", "A lasting rise of the general level of prices, often measured by a basket."),
    ("What is the capital of Mali?", "Bamako."),
    ("Compare mitosis and meiosis.", "Mitosis gives two equal cells, meiosis four with half of the genes."),
    (
        "What is a closure in JavaScript?",
        "A function together with the variables of the place it was made in.",
    ),
    ("What does a thermostat regulate?", "The temperature: it switches the heating off at a set value."),
    ("What is a sonnet?", "A poem of fourteen lines with a fixed pattern of rhymes."),
    (
        "What is a transformer in a power grid?",
        "A device with two coils that changes an alternating voltage.",
    ),
    ("What is momentum in mechanics?", "Mass times velocity; it is conserved where no outer force acts."),
    ("What is a normal force?", "The force with which a surface pushes back at a right angle."),
    ("What is a network effect?", "A service is worth more to each user the more users it has."),
    ("How does a vaccine train the immune system?", "It shows it harmless parts of a germ."),
    ("What is the water cycle?", "Evaporation, clouds, rain, rivers, sea."),
    ("What is a load-bearing wall?", "A wall that carries weight of the floors above it down to the ground."),
    ("When do you use the subjunctive in Spanish?", "After wishes, doubts and some conjunctions."),
    ("What is a futures contract?", "A duty to buy or sell something later at a price that is agreed now."),
    (
        "Explain photosynthesis.",
        "$6CO_2 + 6H_2O \\to C_6H_{12}O_6 + 6O_2$ with light as the source of energy.",
    ),
    ("What is a rook worth?", "About five pawns."),
    ("What is a class in Java?", "A template for objects: it names their fields and their methods."),
    ("What is the half-life of carbon-14?", "About 5,730 years: each such span leaves one half."),
    ("What is plate tectonics?", "The crust is made of plates which move by some centimetres a year."),
    ("What is the speed of light?", "About 299,792 km/s in a vacuum."),
    ("Name the parts of a cell.", "- nucleus\n- ribosomes\n- membrane\n- mitochondria"),
)


@pytest.fixture(scope="module")
def linker() -> Linker:
    return Linker(registry.entries())


def card(front: str, back: str, path: tuple[str, ...] = ()) -> Card:
    return Card(front, back, Source("n.md", 1, 2, path))


@pytest.mark.parametrize(
    ("front", "back", "exercise"),
    [
        ("What is the output size?", "$\\lfloor (n + 2p - k)/s \\rfloor + 1$", "conv_output_size"),
        ("Explain: Adam", "m = b1*m + (1-b1)*g; divided by 1-b1**t (bias correction)", "adam_step"),
        ("What is RMSProp?", "divides by a moving average of squared gradients", "rmsprop_step"),
        ("What is rmsprop?", "see above", "rmsprop_step"),
        ("What is IoU?", "intersection area over union area", "iou"),
        ("Explain: Positional enciding", "sine and cosine waves", "sinusoidal_position"),
        ("Layer normalizatoin: what is it?", "per token", "layer_norm_forward"),
        ("AdaGrad's weakness", "its sums of squares never fall", "adagrad_step"),
        ("Formula of attention", "$\\text{softmax}(QK^T/\\sqrt{d_k})V$", "scaled_dot_product_attention"),
        ("How do dead ReLUs come about?", "a large update", "dead_relu_check"),
        ("What is weight decay?", "the L2 penalty shrinks the weights", "l2_sgd_step"),
        ("Why is NMS needed?", "it removes duplicate boxes", "nms"),
        ("Which loss for two classes?", "-(y log p + (1-y) log(1-p)), cross-entropy", "binary_cross_entropy"),
        ("What about max pooling?", "`F.max_pool2d` keeps the largest value of a window", "max_pool_2d"),
        ("What is dropout for?", "units are randomly dropped: `F.dropout`", "dropout_forward"),
        ("What helps against exploding gradients?", "Clip the gradient norm.", "gradient_clip_by_norm"),
        ("What does the momentum update look like?", "v = mu * v - lr * g", "momentum_step"),
        ("What must follow?", "Divide the gradients by the mini-batch size.", "minibatch_average_gradient"),
        ("Why does dropout help?", "It is like bagging a big ensemble.", "dropout_subnetworks"),
        ("What does an L1 penalty do?", "L1 sparsifies the weights.", "l1_soft_threshold"),
        ("Conv layer: how many parameters are there?", "k*k*Cin*Cout + Cout", "conv_param_count"),
        ("Attention in short?", "softmax(QK^T/sqrt(d)) V", "scaled_dot_product_attention"),
        ("KL of two Gaussians?", "0.5 (mu^2 + s^2 - 1 - log s^2) summed", "vae_kl"),
        ("What is an example of softmax?", "e^2 / (e^2 + e)", "softmax"),
    ],
)  # fmt: skip
def test_a_card_calls_for_its_exercise(linker: Linker, front: str, back: str, exercise: str) -> None:
    assert exercise in linker.alone(card(front, back))


@pytest.mark.parametrize(
    ("front", "back", "exercise"),
    [
        ("Which remedies are there?", "- more data\n- decrease the learning rate", "lr_step_decay"),
        ("Write the code: training", "```\noptim = torch.optim.Adam(net.parameters())\n```", "adam_step"),
        ("How to increase the receptive field?", "dilated kernels", "layers_for_receptive_field"),
        ("What are its properties?", "It can enlarge the receptive field.", "layers_for_receptive_field"),
        ("What is 2/(n_in + n_out)?", "a variance", "uniform_init_bound"),
        ("What is a velocity?", "a pace with its direction", "momentum_step"),
        ("What is a transformer block?", "a piece that is repeated", "transformer_parameters"),
        ("What is internal covariate shift?", "inputs that change", "gradient_product_depth"),
        ("What is FPN?", "a path from the top down", "yolo_multiscale_box_count"),
        ("How to keep the estimates stable?", "Take a larger batch size.", "minibatch_variance"),
        ("What is an ε-greedy policy?", "a random action now and then", "norm_eps_placement"),
        ("What is the chain rule of entropy?", "H(X, Y) = H(X) + H(Y|X)", "backprop_two_layer"),
        ("ResNet: top-1 and top-5 error?", "- top-1 error: 21.4\n- top-5 error: 5.7", "logit_accuracy"),
    ],
)
def test_what_an_exercise_only_needs_or_serves_does_not_call_for_it(
    linker: Linker, front: str, back: str, exercise: str
) -> None:
    assert exercise not in linker.alone(card(front, back))


@pytest.mark.parametrize(
    ("back", "exercises"),
    [
        ("- label smoothing\n- early stopping\n- more data", {"label_smoothing", "early_stopping_epoch"}),
        ("1. **Adagrad** (for rare words)\n2. RMSprop: a moving average", {"adagrad_step", "rmsprop_step"}),
        ("* Gradient clipping - it keeps steps short", {"gradient_clip_by_norm"}),
        ("- some are said to have thought of mixup before the others did\n- none", set()),
        ("Label smoothing, early stopping, more data", {"label_smoothing", "early_stopping_epoch"}),
        ("Label smoothing was thought of, before early stopping and mixup, by nobody", set()),
        ("It is a combination of momentum and label smoothing.", {"momentum_step", "label_smoothing"}),
        ("It combines the ideas of a lens and a mirror.", set()),
        ("- number of epochs\n- a\n- b", {"updates_per_epoch"}),
        ("- number of epochs\n- " + "\n- ".join("abcdefgh"), set()),
        ("- blue\n- green", set()),
        ("```\n- mixup\n```", set()),
    ],
)
def test_an_item_that_is_hardly_more_than_a_term_calls_for_its_exercise(
    linker: Linker, back: str, exercises: set[str]
) -> None:
    found = set(linker.alone(card("Which ways does the chapter name?", back)))
    assert exercises <= found
    assert exercises or not found


@pytest.mark.parametrize(
    ("question", "exercises"),
    [
        ("What is the difference between GRU and LSTM?", {"gru_step", "lstm_step"}),
        ("Leaky ReLU vs. PReLU vs. RReLU", {"leaky_relu", "prelu", "rrelu"}),
        ("Mixup or label smoothing, which one would you take first?", {"mixup", "label_smoothing"}),
        ("NMS: what are the 3 steps?", {"nms"}),
        ("Softplus: formula, derivative and range?", {"softplus"}),
        ("Softmax of [0, 0, 0]?", {"softmax"}),
        ("Salt: which values?", set()),
        ("What do salt and pepper have in common?", set()),
        ("What came between mixup that we have all heard of by now and the next ones?", set()),
        ("a, b, c, d, e, f, g, h, mixup", set()),
    ],
)
def test_a_question_calls_for_the_exercises_of_what_it_compares_or_wants_calculated(
    linker: Linker, question: str, exercises: set[str]
) -> None:
    found = set(linker.alone(card(question, "Some remember more than others.")))
    assert exercises <= found
    assert exercises or not found


@pytest.mark.parametrize(
    ("told", "linked"),
    [
        ("Inputs get zero mean and unit variance from the scripts", True),
        ("- Inputs get zero mean and unit variance from the scripts", False),
        ("Every run has early stopping switched on by the engineers", False),
    ],
)
def test_an_answer_that_names_in_passing_has_to_be_surer(linker: Linker, told: str, linked: bool) -> None:
    mark = "- " * told.startswith("- ")
    answer = f"{told}\n{mark}Plots are drawn at night\n{mark}Nobody is paged"
    assert bool(linker.alone(card("What is the habit of the team?", answer))) == linked


def test_an_item_calls_for_nothing_that_its_card_is_plainly_not_about(linker: Linker) -> None:
    question = "What comes after an LSTM cell, and what follows vanishing gradients in recurrent networks?"
    answer = "- momentum\n- RMSprop"
    assert "momentum_step" in linker.alone(card("What is on the shelf?", answer))
    assert "momentum_step" not in linker.alone(card(question, answer))


def test_headings_tell_what_a_question_is_about(linker: Linker) -> None:
    question, answer = "What is learned?", "a scale and a shift"
    assert "batch_norm_forward" in linker.alone(card(question, answer, ("Batch norm",)))
    assert linker.alone(card(question, answer, ("Cooking",))) == ()


def test_the_name_of_the_field_begins_no_term_of_a_heading(linker: Linker) -> None:
    question, answer = "How is language told to a neural network?", "Neural networks take numbers for words."
    assert "rnn_step" not in linker.alone(card(question, answer, ("Inside of a recurrent neural network",)))


def test_the_likeliest_exercises_come_first_and_are_few(linker: Linker) -> None:
    names = linker.alone(
        card(
            "What is the difference between batch norm, layer norm, instance norm and group norm?",
            "Batch norm: per channel. Layer norm: per sample. Dropout, softmax, Adam and IoU differ.",
        )
    )
    assert names[0] == "norm_statistics_count"
    assert len(names) <= 4


def test_cards_of_other_subjects_call_for_nothing(linker: Linker) -> None:
    linked = [(front, names) for front, back in OTHER_SUBJECTS if (names := linker.alone(card(front, back)))]
    assert len(linked) <= GENERAL * len(OTHER_SUBJECTS), linked


def test_no_exercise_has_terms_so_general_that_it_is_linked_everywhere(linker: Linker) -> None:
    deck = [
        each for path in sorted(DECK.glob("*.md")) for each in read_note(path.read_bytes(), path.name).cards
    ]
    bare = [card(each.front, each.back, each.source.path) for each in deck]
    often = Counter(name for each in bare for name in linker.alone(each))
    name, count = often.most_common(1)[0]
    assert count <= GENERAL * len(bare), f"{name} is linked to {count} of {len(bare)} cards"


def test_links_agree_with_those_that_the_deck_names(linker: Linker) -> None:
    right = linked = named = 0
    for path in sorted(DECK.glob("*.md")):
        for each in read_note(path.read_bytes(), path.name).cards:
            truth = {registry.resolve(name).id for name in each.exercises}
            found = set(linker.alone(card(each.front, each.back, each.source.path)))
            right, linked, named = right + len(truth & found), linked + len(found), named + len(truth)
    assert right >= 0.71 * linked, f"precision {right / linked:.3f}"
    assert right >= 0.71 * named, f"recall {right / named:.3f}"


def test_each_wording_belongs_to_an_exercise_and_says_something() -> None:
    known = {entry.id for entry in registry.entries()}
    assert set(registry.wordings()) <= known
    for name, texts in registry.wordings().items():
        forms = [tuple(words_of(text)) for text in texts]
        assert all(forms), name
        assert len(set(forms)) == len(forms), f"{name} has a wording twice: {Counter(forms).most_common(1)}"
