"""Probability of several events together: or, and, and what a test result says."""

from __future__ import annotations

import numpy as np

from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step


def union(p_a: float, p_b: float, p_both: float = 0.0) -> float:
    """Probability that at least one of two events happens.

    P(A or B) = P(A) + P(B) − P(A and B). The last term is 0 for events that exclude each other, and
    P(A)·P(B) for independent ones.

    Args:
      p_a, p_b: probabilities of the events.
      p_both: probability that both happen.

    Returns:
      A probability.

    Source: Blitzstein and Hwang, Introduction to Probability (2019), section 1.6.
    """
    return p_a + p_b - p_both


def overlap(p_a: float, p_b: float, both: int | None = None, total: int | None = None) -> float:
    """Probability that both happen: counted, or the product of independent events."""
    return p_a * p_b if both is None or total is None else both / total


def _draw_union(draw: Draw, level: int) -> Params:
    if level == 1:
        red, green, blue = draw.sample(range(2, 13), 3)
        return {"red": red, "green": green, "blue": blue}
    if level == 2:
        total = draw.pick([40, 50, 80, 120, 200])
        night, person = draw.whole(total // 3, total // 2), draw.whole(total // 4, total // 2)
        return {
            "total": total,
            "night": night,
            "person": person,
            "both": draw.whole(total // 20 + 1, total // 6),
        }
    a, b = draw.sample([0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.6, 0.7, 0.8], 2)
    return {"p_a": a, "p_b": b}


UNION = Exercise(
    id="probability_union",
    title="A or B: adding probabilities",
    topic="probability",
    seconds=45,
    reference=union,
    terms=(
        "mutually exclusive",
        "P(A or B)",
        "probability of A or B",
        "addition rule",
        "sum rule of probability",
    ),
    aliases={
        "prob_union_exclusive": Focus(1),
        "prob_union_overlap": Focus(2, "either"),
        "at_least_one_event": Focus(3, "either"),
    },
    prompt={
        1: "A bag holds {red} red, {green} green and {blue} blue balls. One ball is drawn. How likely is "
        "it red or green?",
        2: "Of {total} images, {night} were taken at night, {person} show a person, and {both} are both. One "
        "image is picked at random.",
        3: "Two detectors fire independently of each other, one with probability {p_a}, the other with "
        "probability {p_b}.",
    },
    draw=_draw_union,
    levels={1: ("colours",), 2: ("either", "exactly_one"), 3: ("either", "exactly_one")},
    parts=(
        Part("colours", "the probability of red or green"),
        Part("either", "the probability of one or the other (or both)"),
        Part("exactly_one", "the probability of exactly one of them"),
    ),
    steps=(
        Step(
            "p_red",
            "Probability of the first colour: its balls over all balls",
            "{red}/({red} + {green} + {blue}) = {p_red}",
            lambda red, green, blue: red / (red + green + blue),
        ),
        Step(
            "p_green",
            "Probability of the second colour",
            "{green}/({red} + {green} + {blue}) = {p_green}",
            lambda red, green, blue: green / (red + green + blue),
        ),
        Step(
            "colours",
            "One ball has one colour: the events exclude each other, so add",
            "{p_red} + {p_green} = {colours}",
            lambda p_red, p_green: p_red + p_green,
        ),
        Step("p_a", "P(A) from the counts", "{night}/{total} = {p_a}", lambda night, total: night / total),
        Step("p_b", "P(B) from the counts", "{person}/{total} = {p_b}", lambda person, total: person / total),
        Step(
            "p_both",
            "P(A and B): from the counts, or the product of independent events",
            "{p_both}",
            overlap,
        ),
        Step(
            "either",
            "Add and subtract what is counted twice: P(A) + P(B) − P(A and B)",
            "{p_a} + {p_b} − {p_both} = {either}",
            lambda p_a, p_b, p_both: p_a + p_b - p_both,
        ),
        Step(
            "exactly_one",
            "Exactly one: leave the overlap out altogether",
            "{p_a} + {p_b} − 2·{p_both} = {exactly_one}",
            lambda p_a, p_b, p_both: p_a + p_b - 2 * p_both,
        ),
    ),
    mistakes=(
        Mistake(
            "multiplied",
            "For `or` add the probabilities: a product answers `and`.",
            must=True,
            swap={
                "colours": lambda p_red, p_green: p_red * p_green,
                "either": lambda p_both: p_both,
                "exactly_one": lambda p_both: p_both,
            },
        ),
        Mistake(
            "overlap_kept",
            "Subtract P(A and B): what is both was counted twice.",
            must=True,
            levels=(2, 3),
            swap={"p_both": lambda: 0.0},
        ),
        Mistake(
            "overlap_subtracted_twice",
            "Subtract the overlap once: what is both still belongs to A or B.",
            must=True,
            levels=(2, 3),
            swap={"either": lambda p_a, p_b, p_both: p_a + p_b - 2 * p_both},
        ),
        Mistake(
            "overlap_in_one",
            "Subtract the overlap twice: what is both is not exactly one.",
            levels=(2, 3),
            swap={"exactly_one": lambda p_a, p_b, p_both: p_a + p_b - p_both},
        ),
        Mistake(
            "independence_assumed",
            "Take the overlap from the counts: nothing says that the events are independent.",
            levels=(2,),
            swap={"p_both": lambda p_a, p_b: p_a * p_b},
        ),
        Mistake(
            "neither",
            "This is the probability of neither: subtract it from 1.",
            swap={
                "colours": lambda p_red, p_green: 1 - p_red - p_green,
                "either": lambda p_a, p_b, p_both: 1 - p_a - p_b + p_both,
            },
        ),
        Mistake(
            "odds",
            "Divide by all balls, the wanted ones included.",
            levels=(1,),
            swap={"colours": lambda red, green, blue: (red + green) / blue},
        ),
        Mistake(
            "averaged",
            "Add the probabilities: one outcome more makes the event more likely.",
            levels=(1,),
            swap={"colours": lambda p_red, p_green: (p_red + p_green) / 2},
        ),
    ),
)


def joint(p_a: float, p_b_given_a: float) -> float:
    """Probability that two events both happen.

    P(A and B) = P(A)·P(B | A). For independent events P(B | A) = P(B).

    Args:
      p_a: probability of A.
      p_b_given_a: probability of B where A has happened.

    Returns:
      A probability, at most that of A.

    Source: Bishop, Pattern Recognition and Machine Learning (2006), equation 1.11 (the product rule).
    """
    return p_a * p_b_given_a


def _draw_joint(draw: Draw, level: int) -> Params:
    if level == 1:
        a, b = draw.sample([0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.45, 0.6, 0.7, 0.8, 0.9], 2)
        return {"p_a": a, "p_b": b}
    if level == 2:
        p_a, given = draw.decimal(0.2, 0.6, 2), draw.decimal(0.3, 0.8, 2)
        p_b = draw.decimal(p_a * given + 0.08, min(p_a * given + 0.35, 0.95), 2)
        return {"p_a": p_a, "p_b_given_a": given, "p_b": p_b}
    return {"total": draw.whole(12, 30), "wrong": draw.whole(4, 8)}


JOINT = Exercise(
    id="probability_joint",
    title="A and B: multiplying probabilities",
    topic="probability",
    seconds=60,
    reference=joint,
    terms=(
        "P(A and B)",
        "probability of A and B",
        "independent events",
        "conditional probability",
        "product rule of probability",
    ),
    aliases={
        "prob_joint_independent": Focus(1),
        "prob_joint_conditional": Focus(2, "both"),
        "drawing_without_replacement": Focus(3),
    },
    prompt={
        1: "Two events are independent. One has the probability {p_a}, the other {p_b}.",
        2: "A has the probability {p_a}, B has the probability {p_b}. Where A has happened, B has the "
        "probability {p_b_given_a}.",
        3: "Of {total} labels, {wrong} are wrong. Labels are picked at random, one after the other, and "
        "none is picked twice.",
    },
    draw=_draw_joint,
    levels={1: ("both",), 2: ("both", "reverse"), 3: ("two_wrong", "none_wrong")},
    parts=(
        Part("both", "the probability that both happen", digits=4),
        Part("reverse", "the probability of A where B has happened"),
        Part("two_wrong", "the probability that the first two are both wrong"),
        Part("none_wrong", "the probability that none of the first three is wrong"),
    ),
    steps=(
        Step(
            "p_b_given_a",
            "Independent: A does not change the probability of B",
            "P(B | A) = P(B) = {p_b_given_a}",
            lambda p_b: p_b,
        ),
        Step(
            "both",
            "P(A and B) = P(A)·P(B | A)",
            "{p_a}·{p_b_given_a} = {both}",
            lambda p_a, p_b_given_a: p_a * p_b_given_a,
        ),
        Step(
            "reverse", "P(A | B) = P(A and B)/P(B)", "{both}/{p_b} = {reverse}", lambda both, p_b: both / p_b
        ),
        Step(
            "first_wrong",
            "The first is wrong",
            "{wrong}/{total} = {first_wrong}",
            lambda wrong, total: wrong / total,
        ),
        Step(
            "second_wrong",
            "Then one wrong label fewer is left among one label fewer",
            "({wrong} − 1)/({total} − 1) = {second_wrong}",
            lambda wrong, total: (wrong - 1) / (total - 1),
        ),
        Step(
            "two_wrong",
            "Multiply",
            "{first_wrong}·{second_wrong} = {two_wrong}",
            lambda first_wrong, second_wrong: first_wrong * second_wrong,
        ),
        Step(
            "right_each",
            "Three right ones in a row: each time one right label fewer among one label fewer",
            "{right_each}",
            lambda wrong, total: (total - wrong - np.arange(3)) / (total - np.arange(3)),
        ),
        Step("none_wrong", "Multiply", "{none_wrong}", lambda right_each: right_each.prod()),
    ),
    mistakes=(
        Mistake(
            "added",
            "For `and` multiply: two demands together are less likely than each of them.",
            must=True,
            levels=(1, 2),
            swap={"both": lambda p_a, p_b_given_a: p_a + p_b_given_a},
        ),
        Mistake(
            "independence_assumed",
            "Use P(B | A): the events are not independent.",
            must=True,
            levels=(2,),
            swap={"both": lambda p_a, p_b: p_a * p_b},
        ),
        Mistake(
            "union",
            "This is A or B: for both multiply P(A) with P(B | A).",
            levels=(1, 2),
            swap={"both": lambda p_a, p_b_given_a: p_a + p_b_given_a - p_a * p_b_given_a},
        ),
        Mistake(
            "neither",
            "This is the probability that neither happens.",
            levels=(1,),
            swap={"both": lambda p_a, p_b: (1 - p_a) * (1 - p_b)},
        ),
        Mistake(
            "not_reversed",
            "P(A | B) is not P(B | A): divide P(A and B) by P(B).",
            must=True,
            levels=(2,),
            swap={"reverse": lambda p_b_given_a: p_b_given_a},
        ),
        Mistake(
            "divided_by_a",
            "The condition goes into the denominator: P(A | B) divides by P(B).",
            levels=(2,),
            swap={"both": lambda p_a, p_b_given_a: p_b_given_a / p_a},
        ),
        Mistake(
            "put_back",
            "A label that was picked is not there any more: one fewer of its kind and one fewer in all.",
            must=True,
            levels=(3,),
            swap={
                "second_wrong": lambda wrong, total: wrong / total,
                "right_each": lambda wrong, total: np.full(3, (total - wrong) / total),
            },
        ),
        Mistake(
            "only_total_reduced",
            "After a wrong label one wrong label fewer is left, too.",
            levels=(3,),
            swap={
                "second_wrong": lambda wrong, total: wrong / (total - 1),
                "right_each": lambda wrong, total: (total - wrong) / (total - np.arange(3)),
            },
        ),
        Mistake(
            "complement_of_all",
            "`None` is not the opposite of `all`: multiply the probabilities of right ones.",
            levels=(3,),
            swap={
                "none_wrong": lambda wrong, total: (
                    1 - wrong * (wrong - 1) * (wrong - 2) / (total * (total - 1) * (total - 2))
                )
            },
        ),
        Mistake(
            "added_draws",
            "For `and` multiply the probabilities of the single draws.",
            levels=(3,),
            swap={"two_wrong": lambda first_wrong, second_wrong: first_wrong + second_wrong},
        ),
    ),
)
