"""The judge on small exercises made for it: each verdict, and the order in which verdicts are tried."""

from __future__ import annotations

import numpy as np
import pytest

from engine.drawing import NoVariant
from engine.errors import UsageError
from engine.model import Convention, Exercise, Mistake, Part, Step


def product(a, b):
    """The product and its half."""
    return a * b


def make(**changes):
    """a·b, then its half: two parts that build on each other."""
    definition = {
        "id": "product",
        "title": "A product and its half",
        "topic": "probability",
        "seconds": 10,
        "reference": product,
        "prompt": "a = {a}, b = {b}",
        "draw": lambda draw, level: {"a": 2.5, "b": 1.7},
        "levels": {2: ("whole", "half")},
        "parts": (Part("whole", "a·b", digits=2), Part("half", "half of it", digits=2)),
        "steps": (
            Step("whole", "Multiply", "{a}·{b} = {whole}", lambda a, b: a * b),
            Step("half", "Divide by 2", "{whole} / 2 = {half}", lambda whole: whole / 2),
        ),
        "mistakes": (
            Mistake("added", "Multiply, do not add.", swap={"whole": lambda a, b: a + b}, must=True),
            Mistake("third", "Divide by 2, not by 3.", swap={"half": lambda whole: whole / 3}),
        ),
        "conventions": (
            Convention(
                "doubled", "Right where twice the product is meant.", {"whole": lambda a, b: 2 * a * b}
            ),
        ),
    }
    return Exercise(**{**definition, **changes})


def verdicts(variant, *typed):
    return [part.verdict for part in variant.check(*typed).parts]


# a·b = 4.25 and half of it is 2.125
@pytest.mark.parametrize(
    ("typed", "expected", "score"),
    [
        (("4.25", "2.13"), ["right", "right"], 1.0),
        (("4.25", "2.12"), ["right", "right"], 1.0),
        (("17/4", "17/8"), ["right", "right"], 1.0),
        (("4.26", "2.125"), ["right", "right"], 1.0),
        (("4.20", "2.10"), ["mistake", "carried"], 0.375),
        (("8.5", "4.25"), ["convention", "convention"], 1.0),
        (("4.25", "1.42"), ["right", "mistake"], 0.5),
        (("3.10", "1.55"), ["wrong", "carried"], 0.375),
        (("0", "0"), ["wrong", "wrong"], 0.0),
        (("425", "2.125"), ["near", "right"], 0.5),
        (("-4.25", "-2.13"), ["near", "carried"], 0.375),
        (("4", "2.125"), ["digits", "right"], 0.5),
        (("4.3", "2.1"), ["digits", "digits"], 0.0),
        (("four", "2.125"), ["unreadable", "right"], 0.5),
    ],
)
def test_verdicts(typed, expected, score):
    variant = make().variant(seed=1)
    assert verdicts(variant, *typed) == expected
    assert variant.check(*typed).score == pytest.approx(score)


def test_carried_from_a_right_number_has_full_credit():
    exercise = make(
        steps=(
            Step("whole", "Multiply", "{whole}", lambda a, b: a * b),
            Step("half", "A hundred times", "{half}", lambda whole: whole * 100),
        ),
        mistakes=(),
        conventions=(),
        draw=lambda draw, level: {"a": 2.503, "b": 1.7},
        # the rounding check would refuse a draw whose second part magnifies rounding; only digits matter here
        parts=(Part("whole", "a·b", digits=2), Part("half", "100·a·b", digits=0)),
    )
    variant = exercise.variant(seed=1)  # 4.2551 and 425.51
    result = variant.check("4.25", "425.00")
    assert [part.verdict for part in result.parts] == ["right", "right"]
    result = variant.check("4.26", "426.00")
    assert result.correct


def test_a_stock_answer_is_not_carried():
    variant = make().variant(seed=1)
    for stock in ("1.00", "0.00", "2.5", "1.7", "900"):
        half = str(float(stock) / 2)
        assert verdicts(variant, stock, half)[1] != "carried"


@pytest.mark.parametrize("stock", ["0, 0, 0", "1, 1, 1", "1, 2, 4", "900, 900, 900"])
def test_a_stock_vector_is_not_carried(stock):
    exercise = make(
        draw=lambda draw, level: {"a": [1.0, 2.0, 4.0], "b": 1.5},
        parts=(Part("whole", "b·a", "vector", digits=1), Part("half", "half", "vector", digits=2)),
        mistakes=(),
        conventions=(),
    )
    variant = exercise.variant(seed=1)
    half = ", ".join(str(float(cell) / 2) for cell in stock.split(","))
    assert verdicts(variant, stock, half)[1] != "carried"
    assert verdicts(variant, "1.4, 3.0, 5.0", "0.7, 1.5, 2.5") == ["wrong", "carried"]


def test_a_recognised_mistake_is_named_with_what_to_do():
    part = make().variant(seed=1).check("4.20", "2.13").parts[0]
    assert part.mistakes == ("added",)
    assert part.message == "Multiply, do not add."
    assert part.accepted == [4.24, 4.26]


def test_mistakes_that_give_the_same_share_a_message():
    twin = Mistake("summed", "A product is asked for.", swap={"whole": lambda a, b: b + a})
    variant = make(mistakes=(*make().mistakes, twin)).variant(seed=1)
    part = variant.check("4.20", "1").parts[0]
    assert part.mistakes == ("added", "summed")
    assert part.message.startswith("Either: ")


def test_unreadable_and_short_answers_are_free():
    variant = make().variant(seed=1)
    assert variant.check("four", "2.125").free
    assert variant.check("4", "2.125").free
    assert not variant.check("4.25", "7").free


def test_another_number_of_answers_is_refused():
    with pytest.raises(UsageError, match=r"asks 2 answers \(a·b, half of it\), 1 were given"):
        make().variant(seed=1).check("1")


def test_whole_numbers_are_exact_and_typed_fractions_are_graded():
    parts = (Part("whole", "a·b", "integer"), Part("half", "half", digits=2))
    exercise = make(
        draw=lambda draw, level: {"a": 5, "b": 3},
        parts=parts,
        mistakes=(Mistake("halved", "Do not halve.", swap={"whole": lambda a, b: a * b / 2}),),
        conventions=(),
    )
    variant = exercise.variant(seed=1)
    assert verdicts(variant, "15", "7.5") == ["right", "right"]
    assert verdicts(variant, "14", "7.5")[0] == "wrong"
    assert verdicts(variant, "7.5", "7.5")[0] == "mistake"


def vector_exercise():
    return make(
        draw=lambda draw, level: {"a": [1.0, 2.0, 4.0], "b": 1.5},
        levels={2: ("whole",)},
        parts=(Part("whole", "b·a", "vector", digits=1),),
        mistakes=(),
        conventions=(),
    )


def test_vectors_are_marked_cell_by_cell():
    result = vector_exercise().variant(seed=1).check("1.5, 9, 6.0")
    assert result.parts[0].cells == [True, False, True]
    assert result.score == pytest.approx(2 / 3)
    assert not result.correct


def test_right_numbers_in_another_order_are_a_near_miss():
    result = vector_exercise().variant(seed=1).check("6.0, 3.0, 1.5")
    assert result.parts[0].verdict == "near"
    assert "another order" in result.parts[0].message


def test_layouts_that_do_not_fit_are_free():
    result = vector_exercise().variant(seed=1).check("1.5, 3.0")
    assert result.free
    assert "3" in result.parts[0].message


def test_a_matrix_typed_transposed_is_a_near_miss():
    exercise = make(
        draw=lambda draw, level: {"a": [[1.0, 2.0], [3.0, 4.0]], "b": 1.5},
        levels={2: ("whole",)},
        parts=(Part("whole", "b·a", "matrix", digits=1),),
        mistakes=(),
        conventions=(),
    )
    result = exercise.variant(seed=1).check("[[1.5, 4.5], [3, 6]]")
    assert (result.parts[0].verdict, result.parts[0].cells) == ("near", [[True, False], [False, True]])


def test_one_number_does_not_fill_a_vector():
    assert vector_exercise().variant(seed=1).check("1.5").free


def test_significant_digits_follow_the_size():
    exercise = make(
        draw=lambda draw, level: {"a": 0.0123, "b": 0.5},
        levels={2: ("whole",)},
        parts=(Part("whole", "a·b", digits=2, significant=True),),
        mistakes=(),
        conventions=(),
    )
    variant = exercise.variant(seed=1)  # 0.00615
    assert verdicts(variant, "0.0062") == ["right"]
    assert verdicts(variant, "6.1e-3") == ["right"]
    assert verdicts(variant, "0.0064") == ["wrong"]
    assert verdicts(variant, "0.006") == ["digits"]


def test_a_predicate_accepts_every_answer_that_meets_it():
    exercise = make(
        levels={2: ("divisor",)},
        draw=lambda draw, level: {"n": 12},
        prompt="Name a divisor of {n}.",
        parts=(Part("divisor", "a divisor", "integer", accept=lambda answer, n: n % answer == 0),),
        steps=(Step("divisor", "Try the smallest", "{divisor}", lambda n: 2),),
        mistakes=(Mistake("multiple", "A divisor, not a multiple.", swap={"divisor": lambda n: 2 * n}),),
        conventions=(),
    )
    variant = exercise.variant(seed=1)
    assert [verdicts(variant, typed)[0] for typed in ("2", "6", "5", "24", "0")] == [
        "right",
        "right",
        "wrong",
        "mistake",
        "wrong",
    ]


def test_a_choice_is_judged_by_its_text_and_names_the_mistake():
    exercise = make(
        levels={2: ("larger",)},
        parts=(Part("larger", "which is larger?", "choice", options=("a", "b", "both alike")),),
        steps=(Step("larger", "Compare", "{larger}", lambda a, b: "a" if a > b else "b"),),
        mistakes=(
            Mistake("smaller", "The larger one.", swap={"larger": lambda a, b: "a" if a < b else "b"}),
        ),
        conventions=(),
    )
    variant = exercise.variant(seed=1)
    assert verdicts(variant, "a") == ["right"]
    assert verdicts(variant, "b") == ["mistake"]
    assert verdicts(variant, "both alike") == ["wrong"]


def test_an_exercise_that_cannot_be_drawn_says_why():
    hidden = Mistake("same", "Not visible.", swap={"whole": lambda a, b: a * b}, must=True)
    with pytest.raises(NoVariant, match="same invisible: 200"):
        make(mistakes=(hidden,)).variant(seed=1)


def test_a_target_that_cannot_show_gives_the_plain_question():
    hidden = Mistake("same", "Not visible.", swap={"whole": lambda a, b: a * b})
    exercise = make(mistakes=(hidden,))
    assert not exercise.variant(seed=1, target="same").target_met
    assert exercise.variant(seed=1).target_met


def test_unknown_levels_mistakes_and_parts_are_named():
    exercise = make()
    with pytest.raises(UsageError, match="no level 3: choose 2"):
        exercise.variant(seed=1, level=3)
    with pytest.raises(UsageError, match="knows no mistake 'x': choose one of added, third"):
        exercise.variant(seed=1, target="x")
    with pytest.raises(UsageError, match="asks no part 'x': choose one of whole, half"):
        exercise.variant(seed=1, part="x")


def test_rounding_that_would_miss_the_answer_is_refused_at_the_draw():
    exercise = make(
        steps=(
            Step("small", "A small number", "{small}", lambda a: a * 1e-3),
            Step("whole", "Magnify it", "{whole}", lambda small: small * 1e6),
            Step("half", "Half", "{half}", lambda whole: whole / 2),
        ),
        draw=lambda draw, level: {"a": draw.pick([2.5, 2.34567]), "b": 1.0},
        mistakes=(),
        conventions=(),
    )
    assert exercise.variant(seed=1).params["a"] == 2.5


@pytest.mark.parametrize("value", [np.float64(0.73), 0.731, 0.729])
def test_the_last_place_is_forgiven_in_both_directions(value):
    exercise = make(
        draw=lambda draw, level: {"a": 0.73, "b": 1.0}, levels={2: ("whole",)}, mistakes=(), conventions=()
    )
    exercise = make(
        draw=lambda draw, level: {"a": 0.73},
        prompt="{a}",
        steps=(
            Step("whole", "Take it", "{whole}", lambda a: a),
            Step("half", "Half", "{half}", lambda whole: whole / 2),
        ),
        levels={2: ("whole",)},
        parts=(Part("whole", "a", digits=3, may_repeat=True), Part("half", "half")),
        mistakes=(),
        conventions=(),
    )
    assert verdicts(exercise.variant(seed=1), str(float(value))) == ["right"]
