"""What data says of a hypothesis: Bayes' theorem with its base rate, and the binomial likelihood."""

from __future__ import annotations

import math

from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step


def posterior(prior: float, sensitivity: float, false_positive_rate: float) -> float:
    """Probability of a condition where a test is positive (Bayes' theorem).

    P(C | +) = P(+ | C)·P(C)/P(+), with P(+) = P(+ | C)·P(C) + P(+ | not C)·(1 − P(C)).

    Args:
      prior: P(C), the base rate.
      sensitivity: P(+ | C).
      false_positive_rate: P(+ | not C), which is 1 − specificity.

    Returns:
      A probability.

    Source: MacKay, Information Theory, Inference, and Learning Algorithms (2003), section 2.3; Bishop,
    Pattern Recognition and Machine Learning (2006), equation 1.12.
    """
    positive = sensitivity * prior
    return positive / (positive + false_positive_rate * (1 - prior))


def _draw_bayes(draw: Draw, level: int) -> Params:
    if level == 1:
        total = draw.pick([1000, 2000, 5000])
        sick = total * draw.pick([1, 2, 4, 5]) // 100
        return {
            "total": total,
            "sick": sick,
            "caught": sick * draw.pick([70, 80, 90]) // 100,
            "alarms": (total - sick) * draw.pick([4, 5, 8, 10]) // 100,
        }
    return {
        "prior": draw.pick([0.005, 0.01, 0.02, 0.03, 0.04]),
        "sensitivity": draw.pick([0.8, 0.85, 0.9, 0.92, 0.95]),
        "specificity": draw.pick([0.88, 0.91, 0.93, 0.94, 0.96]),
    }


BAYES = Exercise(
    id="bayes_theorem",
    title="Bayes: what a positive test says of a rare condition",
    topic="probability",
    seconds=90,
    reference=posterior,
    terms=("Bayes' theorem", "Bayes theorem", "Bayes rule", "base rate", "posterior probability"),
    aliases={"base_rate": Focus(2, "after_one"), "two_positive_tests": Focus(3, "after_two")},
    prompt={
        1: "Of {total} emails, {sick} are spam. A filter flags {caught} of these, and {alarms} of the "
        "others. How likely is a flagged email spam?",
        2: "A defect occurs in a share of {prior} of all parts. A test has the sensitivity {sensitivity} "
        "and the specificity {specificity}. It is positive for some part.",
        3: "A defect occurs in a share of {prior} of all parts. A test has the sensitivity {sensitivity} "
        "and the specificity {specificity}. It is positive for some part, and so is a repetition that is "
        "independent of it, given the true state of the part.",
    },
    draw=_draw_bayes,
    levels={1: ("flagged",), 2: ("evidence", "after_one"), 3: ("after_one", "after_two")},
    parts=(
        Part("flagged", "the probability of spam"),
        Part("evidence", "how likely the test is positive for a part at random", digits=4),
        Part("after_one", "the probability of the defect after the positive test"),
        Part("after_two", "the probability of the defect after both tests"),
    ),
    steps=(
        Step(
            "flagged",
            "Among all that are flagged, the share of spam",
            "{caught}/({caught} + {alarms}) = {flagged}",
            lambda caught, alarms: caught / (caught + alarms),
        ),
        Step(
            "false_rate",
            "False positive rate = 1 − specificity",
            "1 − {specificity} = {false_rate}",
            lambda specificity: 1 - specificity,
        ),
        Step(
            "true_positive",
            "Defective and positive: prior · sensitivity",
            "{prior}·{sensitivity} = {true_positive}",
            lambda prior, sensitivity: prior * sensitivity,
        ),
        Step(
            "false_positive",
            "Sound and positive: (1 − prior) · false positive rate",
            "(1 − {prior})·{false_rate} = {false_positive}",
            lambda prior, false_rate: (1 - prior) * false_rate,
        ),
        Step(
            "evidence",
            "Positive at all: add both",
            "{true_positive} + {false_positive} = {evidence}",
            lambda true_positive, false_positive: true_positive + false_positive,
        ),
        Step(
            "after_one",
            "Posterior = defective and positive / positive at all",
            "{true_positive}/{evidence} = {after_one}",
            lambda true_positive, evidence: true_positive / evidence,
        ),
        Step(
            "true_again",
            "For the second test the first posterior is the prior: defective and positive again",
            "{after_one}·{sensitivity} = {true_again}",
            lambda after_one, sensitivity: after_one * sensitivity,
        ),
        Step(
            "false_again",
            "Sound and positive again",
            "(1 − {after_one})·{false_rate} = {false_again}",
            lambda after_one, false_rate: (1 - after_one) * false_rate,
        ),
        Step(
            "after_two",
            "Second posterior",
            "{true_again}/({true_again} + {false_again}) = {after_two}",
            lambda true_again, false_again: true_again / (true_again + false_again),
        ),
    ),
    mistakes=(
        Mistake(
            "base_rate_ignored",
            "The sensitivity is P(positive | defect): weigh it with the base rate, and count false alarms.",
            must=True,
            swap={
                "flagged": lambda caught, sick: caught / sick,
                "after_one": lambda sensitivity: sensitivity,
            },
        ),
        Mistake(
            "not_divided",
            "Divide by the probability of a positive result: so far it is `defective and positive`.",
            must=True,
            levels=(1, 2),
            swap={
                "flagged": lambda caught, total: caught / total,
                "after_one": lambda true_positive: true_positive,
            },
        ),
        Mistake(
            "specificity_as_false_rate",
            "Sound parts are positive with 1 − specificity.",
            must=True,
            levels=(2, 3),
            swap={"false_rate": lambda specificity: specificity},
        ),
        Mistake(
            "false_alarms_left_out",
            "Sound parts give positive results too, and there are many of them: add their share.",
            levels=(2,),
            swap={"evidence": lambda true_positive: true_positive},
        ),
        Mistake(
            "equal_priors",
            "The condition is rare: weigh both cases with the base rate, not alike.",
            levels=(2, 3),
            swap={"prior": lambda: 0.5},
        ),
        Mistake(
            "odds",
            "These are odds: divide by all positives, true and false.",
            swap={
                "flagged": lambda caught, alarms: caught / alarms,
                "after_one": lambda true_positive, false_positive: true_positive / false_positive,
            },
        ),
        Mistake(
            "base_rate_kept",
            "After the first test the probability is higher: use that posterior as the prior of the second.",
            levels=(3,),
            swap={"after_two": lambda after_one: after_one},
        ),
        Mistake(
            "posterior_squared",
            "Do not multiply posteriors: update the first one with the likelihoods of the second test.",
            must=True,
            levels=(3,),
            swap={"after_two": lambda after_one: after_one**2},
        ),
        Mistake(
            "doubled",
            "Two results do not add: update the first posterior with the likelihoods of the second test.",
            levels=(3,),
            swap={"after_two": lambda after_one: 2 * after_one},
        ),
        Mistake(
            "false_alarm_share",
            "This is the share of false alarms: subtract it from 1.",
            levels=(1, 2),
            swap={
                "flagged": lambda caught, alarms: alarms / (caught + alarms),
                "after_one": lambda false_positive, evidence: false_positive / evidence,
            },
        ),
    ),
)


def binomial_likelihood(successes: int, trials: int, p: float) -> float:
    """Probability of a number of successes, or, seen as a function of p, the likelihood of p.

    C(n, k)·p^k·(1 − p)^(n − k). Over k it sums to 1; over p it does not, and it is largest at k/n.

    Args:
      successes: k, from 0 to n.
      trials: n, independent and alike.
      p: probability of success in one trial.

    Returns:
      A value in [0, 1].

    Source: Bishop, Pattern Recognition and Machine Learning (2006), equations 2.8, 2.9 and 2.17.
    """
    return math.comb(trials, successes) * p**successes * (1 - p) ** (trials - successes)


def _draw_binomial(draw: Draw, level: int) -> Params:
    if level == 1:
        n = draw.whole(4, 6)
        return {"n": n, "k": draw.whole(1, n - 1), "p": draw.pick([0.2, 0.3, 0.4, 0.6, 0.7, 0.8])}
    n = draw.whole(8, 12)
    k = draw.whole(n // 2 + 1, n - 2)
    if level == 2:
        first = draw.pick([0.3, 0.4, 0.5])
        return {"n": n, "k": k, "p": first, "q": draw.pick([0.65, 0.75, 0.8, 0.85])}
    a = draw.whole(2, 6)
    return {"n": n, "k": k, "a": a, "b": draw.pick([v for v in (2, 3, 4, 5, 6, 8) if v != a])}


BINOMIAL_LIKELIHOOD = Exercise(
    id="binomial_likelihood",
    title="Binomial probability, likelihood and its maximum",
    topic="probability",
    seconds=90,
    reference=binomial_likelihood,
    terms=(
        "maximum likelihood",
        "likelihood function",
        "binomial distribution",
        "probability and likelihood",
    ),
    aliases={"maximum_likelihood": Focus(3, "mle"), "map_estimate": Focus(3, "map")},
    prompt={
        1: "A coin shows heads with probability {p}. It is tossed {n} times. How likely does it show heads "
        "exactly {k} times?",
        2: "A coin showed heads {k} times in {n} tosses. How likely is this result (in any order) if the "
        "coin shows heads with probability {p}, and how many times likelier is it with {q}?",
        3: "A coin showed heads {k} times in {n} tosses. Estimate its probability of heads: by maximum "
        "likelihood, and as the mode of the posterior with the prior Beta({a}, {b}), whose density is "
        "proportional to p^({a} − 1)·(1 − p)^({b} − 1).",
    },
    draw=_draw_binomial,
    levels={1: ("chance",), 2: ("chance", "ratio"), 3: ("mle", "map")},
    parts=(
        Part("chance", "the probability of this result", significant=True),
        Part("ratio", "how many times likelier it is with the second", significant=True),
        Part("mle", "the maximum likelihood estimate"),
        Part("map", "the mode of the posterior"),
    ),
    steps=(
        Step(
            "ways",
            "Orders in which the heads can come: n!/(k!·(n − k)!)",
            "C({n}, {k}) = {ways}",
            lambda n, k: math.comb(n, k),
        ),
        Step(
            "chance",
            "Times p for each head and 1 − p for each tail",
            "{ways}·{p}^{k}·(1 − {p})^({n} − {k}) = {chance}",
            lambda ways, n, k, p: ways * p**k * (1 - p) ** (n - k),
        ),
        Step(
            "other_chance",
            "The same with the other probability",
            "{ways}·{q}^{k}·(1 − {q})^({n} − {k}) = {other_chance}",
            lambda ways, n, k, q: ways * q**k * (1 - q) ** (n - k),
        ),
        Step(
            "ratio",
            "Divide the second by the first",
            "{other_chance}/{chance} = {ratio}",
            lambda chance, other_chance: other_chance / chance,
        ),
        Step("mle", "The likelihood is largest at the share of heads", "{k}/{n} = {mle}", lambda n, k: k / n),
        Step(
            "map",
            "Prior times likelihood is p^(k + a − 1)·(1 − p)^(n − k + b − 1), largest at the share of "
            "exponents",
            "({k} + {a} − 1)/({n} + {a} + {b} − 2) = {map}",
            lambda n, k, a, b: (k + a - 1) / (n + a + b - 2),
        ),
    ),
    mistakes=(
        Mistake(
            "one_order",
            "Multiply by the number of orders in which the heads can come: n!/(k!·(n − k)!).",
            must=True,
            levels=(1, 2),
            swap={"ways": lambda: 1},
        ),
        Mistake(
            "tails_left_out",
            "The tails have to happen too: multiply by (1 − p)^(n − k).",
            levels=(1, 2),
            swap={"chance": lambda ways, k, p: ways * p**k, "other_chance": lambda ways, k, q: ways * q**k},
        ),
        Mistake(
            "exponents_exchanged",
            "p belongs to the heads, 1 − p to the tails.",
            must=True,
            levels=(1, 2),
            swap={
                "chance": lambda ways, n, k, p: ways * p ** (n - k) * (1 - p) ** k,
                "other_chance": lambda ways, n, k, q: ways * q ** (n - k) * (1 - q) ** k,
            },
        ),
        Mistake(
            "at_most",
            "Exactly k heads: do not add the smaller numbers.",
            levels=(1, 2),
            swap={
                "chance": lambda n, k, p: sum(binomial_likelihood(i, n, p) for i in range(k + 1)),
                "other_chance": lambda n, k, q: sum(binomial_likelihood(i, n, q) for i in range(k + 1)),
            },
        ),
        Mistake(
            "ratio_turned",
            "Divide the likelihood of the second probability by that of the first.",
            levels=(2,),
            swap={"ratio": lambda chance, other_chance: chance / other_chance},
        ),
        Mistake(
            "posterior_mean",
            "(k + a)/(n + a + b) is the mean of the posterior: its mode takes 1 from each exponent.",
            must=True,
            levels=(3,),
            swap={"map": lambda n, k, a, b: (k + a) / (n + a + b)},
        ),
        Mistake(
            "prior_ignored",
            "Multiply the likelihood with the prior before looking for the maximum.",
            must=True,
            levels=(3,),
            swap={"map": lambda n, k: k / n},
        ),
        Mistake(
            "prior_parameters_exchanged",
            "a goes with the heads, b with the tails.",
            must=True,
            levels=(3,),
            swap={"map": lambda n, k, a, b: (k + b - 1) / (n + a + b - 2)},
        ),
        Mistake(
            "tails_estimated",
            "The probability of heads is asked: the share of heads.",
            levels=(3,),
            swap={"mle": lambda n, k: (n - k) / n},
        ),
        Mistake(
            "laplace",
            "Maximum likelihood adds nothing to the counts: k/n.",
            levels=(3,),
            swap={"mle": lambda n, k: (k + 1) / (n + 2)},
        ),
    ),
)
