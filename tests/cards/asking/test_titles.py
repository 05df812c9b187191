"""Headings become titles, labels become questions."""

from __future__ import annotations

import pytest

from cards.asking.front import told_apart
from cards.asking.titled import ask_label, ask_title
from cards.asking.topic import Topic, about
from cards.labels.label import split_label
from cards.labels.points import point_of
from cards.labels.titles import is_generic, split_heading, title_of, titles_above


@pytest.mark.parametrize(
    ("heading", "title", "tags"),
    [
        ("Pooling", "Pooling", ()),
        ("3.2 Pooling", "Pooling", ()),
        ("(2) Pooling:", "Pooling", ()),
        ("8c. Pooling", "Pooling", ()),
        ("iv. Pooling", "Pooling", ()),
        ("i. e. pooling", "i. e. pooling", ()),
        ("Pooling {-}", "Pooling", ()),
        ("Lecture 4: Pooling", "Pooling", ()),
        ("Lecture4 - Pooling", "Pooling", ()),
        ("Part II: Pooling", "Pooling", ()),
        ("Lec-4: Pooling", "Pooling", ()),
        ("Class-1 pooling", "Class-1 pooling", ()),
        ("**Pooling -**", "Pooling", ()),
        ("Part II", "Part II", ()),
        ("Week 3 | 2021-05-06", "", ()),
        ("`[NN] Pooling`", "Pooling", ()),
        ("[Layers] Pooling", "Pooling", ("Layers",)),
        ("[CNN - Pooling]", "Pooling", ()),
        ("[Better nets - (1) Look at the data]", "Look at the data", ("Better nets",)),
        ("**Pooling** of _maps_", "Pooling of maps", ()),
        ("What does `np.max` do?", "What does `np.max` do?", ()),
        ("Q12: What is pooling? ###", "What is pooling?", ()),
        ("Question 3. Why pool?", "Why pool?", ()),
        ("[Pooling](http://x.y/z)", "Pooling", ()),
        ("Pooling #cnn #layers/pool", "Pooling", ()),
        ("Pooling (not using)", "Pooling", ()),
        ("🚀 Pooling", "Pooling", ()),
        ("C. elegans", "C. elegans", ()),
        ("C. Pooling layers", "Pooling layers", ()),
        ("2D convolution", "2D convolution", ()),
        ("$\\beta$-VAE", "$\\beta$-VAE", ()),
    ],
)
def test_headings(heading: str, title: str, tags: tuple[str, ...]) -> None:
    assert split_heading(heading) == (title, tags)


def test_what_the_headings_above_contribute() -> None:
    assert titles_above(("My Study Notes", "[Basics] Algebra", "2.1 Vectors")) == (
        "My",
        "Basics",
        "Algebra",
        "Vectors",
    )
    assert titles_above(("Deep Learning Flashcards",)) == ("Deep Learning",)


@pytest.mark.parametrize(
    ("title", "generic"), [("Overview", True), ("Pros and Cons", True), ("The Idea", True), ("Adam", False)]
)
def test_generic_titles(title: str, generic: bool) -> None:
    assert is_generic(title) is generic


@pytest.mark.parametrize(
    ("text", "label", "body"),
    [
        ("Stride: step of the window", "Stride", "step of the window"),
        ("Stride : step", "Stride", "step"),
        ("**Stride**: step", "Stride", "step"),
        ("**Stride:** step", "Stride", "step"),
        ("**Stride**. The step.", "Stride", "The step."),
        ("**Stride** is the step", "Stride", "**Stride** is the step"),
        ("`stride`: step", "stride", "step"),
        ("`Older` nets: bigger kernels", "Older nets", "bigger kernels"),
        ("[Stride] step", "Stride", "step"),
        ("步长：窗口移动的距离", "步长", "窗口移动的距离"),
        ("Why so small?: it is cheap", "Why so small?", "it is cheap"),
        ("(Reason 1) It is cheap", "Reason 1", "It is cheap"),
        ("padding `= (k-1)/2` for odd k", "padding", "`= (k-1)/2` for odd k"),
        ("Prob. of step: flat", "Prob. of step", "flat"),
        ("ReLU, PReLU: piecewise linear", "ReLU, PReLU", "piecewise linear"),
    ],
)
def test_labels(text: str, label: str, body: str) -> None:
    found = split_label(text)
    assert found is not None
    assert (found.label, found.body) == (label, body)


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/a: b",
        "at 3:54 it began",
        "for example: this",
        "we can write it as follows: so",
        "This is a long sentence about many different things that go on and on: yes",
        "Stop. Then: go",
        "`P(a) = 1`",
        "see [here](http://a.b): c",
        "(see a: b) c",
        "x = 1: no",
        "**Bold** words in a sentence",
        "logs answer the question: what power?",
        "nothing follows:",
    ],
)
def test_what_is_no_label(text: str) -> None:
    assert split_label(text) is None


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Stride - the step", "Stride"),
        ("Stride -> the step", "Stride"),
        ("Learning rate. Divide it by two.", "Learning rate"),
    ],
)
def test_weak_labels_count_in_lists_only(text: str, label: str) -> None:
    assert split_label(text) is None
    found = split_label(text, in_list=True)
    assert found is not None
    assert found.label == label
    assert found.strength == 1


@pytest.mark.parametrize(
    ("label", "point"),
    [
        ("Pros", ("", "what are the advantages?", "list")),
        ("Benefit 2", ("", "what are the advantages?", "list")),
        ("Problem of argmax", ("argmax", "what is the problem?", "basic")),
        ("Issues", ("", "what are the problems?", "basic")),
        ("Reason of using", ("", "what is the reason?", "basic")),
        ("argmax", None),
    ],
)
def test_points(label: str, point: tuple[str, str, str] | None) -> None:
    assert point_of(label) == point


OPTIMIZERS = Topic("Momentum", ("Deep Learning", "Optimizers"))


@pytest.mark.parametrize(
    ("label", "body", "front"),
    [
        ("Pros", "fast", "Momentum (Optimizers): what are the advantages?"),
        ("Be careful", "tune it", "Momentum (Optimizers): what must you be careful about?"),
        ("Problem of SGD", "noise", "What is the problem of SGD (Momentum)?"),
        ("Nesterov", "the look-ahead variant", "What is Nesterov? (Momentum)"),
        ("Velocities", "running sums", "What are Velocities? (Momentum)"),
        ("Slow training", "add momentum", "Slow training: what do you do about it? (Momentum)"),
        ("Weight decay", "add the weights to the step", "What does Weight decay do? (Momentum)"),
        ("Plot the loss", "once an epoch", "Plot the loss: how? (Momentum)"),
        ("Rolling the dice", "with a cup", "Rolling the dice: how? (Momentum)"),
        ("Without momentum", "it zigzags", "Without momentum: what holds? (Momentum)"),
        ("Large rates", "never at first", "Large rates: what is the rule? (Momentum)"),
        ("Plain SGD", "good for large data", "What is Plain SGD good for? (Momentum)"),
        ("P = 1/(2n)", "good for small nets", "P = 1/(2n): what is it? (Momentum)"),
        ("Warm restarts", "to leave flat regions", "What are Warm restarts for? (Momentum)"),
        ("A heavy ball on a slope", "rolls on", "What do you know about A heavy ball on a slope? (Momentum)"),
        ("Update", "`v = mu * v - lr * g`", "What is the formula for Update? (Momentum)"),
        ("All zero", "because nothing moves", "All zero: why? (Momentum)"),
        ("If it diverges", "lower the rate", "What if it diverges? (Momentum)"),
        ("How to tune", "start with 0.9", "How to tune? (Momentum)"),
        ("Momentum", "a running sum of gradients", "What is Momentum (Optimizers)?"),
        ("Definition", "a running sum", "What is Momentum (Optimizers)?"),
    ],
)
def test_questions_for_labels(label: str, body: str, front: str) -> None:
    assert ask_label(OPTIMIZERS, label, body).front() == front


@pytest.mark.parametrize(
    ("title", "above", "body", "front"),
    [
        (
            "Batch Normalization",
            ("Deep Learning",),
            "A layer that normalises.",
            "What is Batch Normalization?",
        ),
        ("Adam", ("Deep Learning",), "It is a mix.", "What is Adam (Deep Learning)?"),
        ("Adam", ("Deep Learning", "Optimizers"), "Works well.", "Explain: Adam (Optimizers)"),
        ("Issue", ("CNN", "Segmentation"), "Resolution.", "Segmentation (CNN): what is the problem?"),
        ("GRU vs LSTM", ("Nets",), "Fewer gates.", "What is the difference between GRU and LSTM?"),
        ("Why it works", ("Nets", "Dropout"), "Noise.", "Why does Dropout work?"),
        ("What do ResNets solve?", ("Deep Learning",), "Vanishing.", "What do ResNets solve?"),
        ("How to get it?", ("ML", "Ensembles"), "Vary.", "How to get Ensembles?"),
        ("Keep kernels small", ("Nets", "Design"), "3x3", "Keep kernels small (Design): how?"),
    ],
)
def test_questions_for_titles(title: str, above: tuple[str, ...], body: str, front: str) -> None:
    assert ask_title(Topic(title, above), body, "text").front() == front


def test_other_languages_keep_their_own_words() -> None:
    topic = Topic("动量", ("深度学习", "优化器"), english=False)
    assert ask_title(topic, "累积梯度。", "text").front() == "动量（优化器）"
    assert ask_label(topic, "优点", "快").front() == "优点（动量）"


def test_equal_fronts_are_told_apart_by_context_or_number() -> None:
    one = ask_title(Topic("Pooling over all the positions", ("A", "Notes on vision")), "x", "text")
    two = ask_title(Topic("Pooling over all the positions", ("A", "Notes on sound")), "x", "text")
    assert one.front() == two.front()
    assert [question.front() for question in told_apart([one, two])] == [
        "Explain: Pooling over all the positions (Notes on vision)",
        "Explain: Pooling over all the positions (Notes on sound)",
    ]
    assert [question.front()[-5:] for question in told_apart([one, one])] == ["[1/2]", "[2/2]"]


def test_context_is_the_nearest_title_that_says_more() -> None:
    assert about(Topic("Pooling", ("Deep Learning", "Overview"))) == "Pooling (Deep Learning)"
    assert about(Topic("Max Pooling", ("Nets", "Pooling"))) == "Max Pooling"
    assert title_of("Pros:") == "Pros"


@pytest.mark.parametrize(
    ("title", "body", "front"),
    [
        ("Keep kernels small", "3 by 3 nearly everywhere", "Keep kernels small: how?"),
        ("Keep kernels small", "It saves weights.", "Keep kernels small: why?"),
        ("Dropout", "Drop units at random.", "What does Dropout do?"),
        ("Gates", "keep the state for long", "What do Gates do?"),
        ("Warm-up", "To leave the first steps small.", "What is Warm-up for?"),
        ("Upsampling", "Through transposed kernels", "Upsampling: how?"),
        ("Encoder", "image -> layers -> code", "Encoder: what does it look like?"),
        ("Pooling", "size, stride, padding", "Pooling: what belongs to it?"),
        ("RMSProp", "small change of plain SGD", "What is RMSProp?"),
        ("RMSProp", "Rates differ and shrink over time.", "Explain: RMSProp"),
        ("RMSProp", "after the warm-up", "Explain: RMSProp"),
        ("RMSProp", "units, for example", "Explain: RMSProp"),
        ("Dilation", "set in the layer", "Explain: Dilation"),
        ("Shapes", "[1, 2], [3, 4], [5]", "Explain: Shapes"),
    ],
)
def test_questions_for_a_title_with_one_line(title: str, body: str, front: str) -> None:
    assert ask_title(Topic(title, ()), body, "line").front() == front
