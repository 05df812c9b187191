"""Information: surprise, entropy, mutual information and divergence of distributions."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step
from engine.topics.cross_entropy import distribution

Array = npt.NDArray[np.float64]


def entropy(probabilities: npt.ArrayLike) -> float:
    """Entropy of a distribution: the mean information of its outcomes, in bits.

    H = −Σ p_i·log₂ p_i, where an outcome of probability p carries −log₂ p bits. Largest, log₂ K, for K
    equally likely outcomes. The mutual information of two variables is H(X) + H(Y) − H(X, Y).

    Args:
      probabilities: p, any shape, positive, summing to 1.

    Returns:
      Bits.

    Source: Cover and Thomas, Elements of Information Theory (2006), sections 2.1 to 2.4.
    """
    p = np.asarray(probabilities, dtype=float)
    return float(-(p * np.log2(p)).sum())


def _draw_entropy(draw: Draw, level: int) -> Params:
    if level == 1:
        return {"p": draw.decimal(0.01, 0.9, 2)}
    if level == 2:
        return {"p": distribution(draw, draw.pick([3, 4]), 2 if draw.chance() else 1)}
    same, apart = draw.whole(28, 42), draw.whole(3, 14)
    rest = 100 - same - apart
    other = draw.whole(rest // 5, rest // 3)
    cells = [same, apart, other, rest - other]
    return {"joint": [[cells[0] / 100, cells[1] / 100], [cells[2] / 100, cells[3] / 100]]}


ENTROPY = Exercise(
    id="entropy",
    title="Information, entropy and mutual information",
    topic="probability",
    seconds=90,
    reference=entropy,
    terms=("Shannon entropy", "entropy of a distribution", "self-information", "mutual information"),
    aliases={"information_of_an_event": Focus(1), "mutual_information": Focus(3, "mutual")},
    prompt={
        1: "An event has the probability {p}. How much information does it carry when it happens?",
        2: "A source has outcomes with the probabilities p = {p}. Compare its entropy with that of equally "
        "likely outcomes.",
        3: "Two variables have these joint probabilities: X selects the row, Y the column.\n\n  P = {joint}",
    },
    draw=_draw_entropy,
    levels={1: ("information",), 2: ("bits", "missing"), 3: ("h_x", "h_joint", "mutual")},
    parts=(
        Part("information", "the information in bits"),
        Part("bits", "the entropy in bits"),
        Part("missing", "by how many bits it falls short of the largest possible"),
        Part("h_x", "the entropy of X in bits"),
        Part("h_joint", "the joint entropy of X and Y in bits"),
        Part("mutual", "the mutual information in bits"),
    ),
    steps=(
        Step(
            "information",
            "The less likely, the more information: −log₂ p",
            "−log₂ {p} = {information}",
            lambda p: -np.log2(p),
        ),
        Step("surprises", "Information of each outcome: −log₂ p", "{surprises}", lambda p: -np.log2(p)),
        Step("terms", "Weigh each with its probability", "{terms}", lambda p, surprises: p * surprises),
        Step("bits", "Add", "H = {terms:sum} = {bits}", lambda terms: terms.sum()),
        Step(
            "most", "Equally likely outcomes have log₂ of their number", "{most}", lambda p: np.log2(len(p))
        ),
        Step("missing", "Difference", "{most} − {bits} = {missing}", lambda most, bits: most - bits),
        Step("p_x", "Probabilities of X: sums of the rows", "{p_x}", lambda joint: joint.sum(axis=1)),
        Step("p_y", "Probabilities of Y: sums of the columns", "{p_y}", lambda joint: joint.sum(axis=0)),
        Step("h_x", "H(X) = −Σ p·log₂ p", "{h_x}", lambda p_x: -(p_x * np.log2(p_x)).sum()),
        Step("h_y", "H(Y) likewise", "{h_y}", lambda p_y: -(p_y * np.log2(p_y)).sum()),
        Step(
            "h_joint",
            "H(X, Y) = −Σ p·log₂ p over all cells",
            "{h_joint}",
            lambda joint: -(joint * np.log2(joint)).sum(),
        ),
        Step(
            "mutual",
            "Mutual information = H(X) + H(Y) − H(X, Y)",
            "{h_x} + {h_y} − {h_joint} = {mutual}",
            lambda h_x, h_y, h_joint: h_x + h_y - h_joint,
        ),
    ),
    mistakes=(
        Mistake(
            "nats",
            "Bits are asked: use the logarithm to the base 2.",
            must=True,
            swap={
                "information": lambda p: -np.log(p),
                "surprises": lambda p: -np.log(p),
                "h_x": lambda p_x: -(p_x * np.log(p_x)).sum(),
                "h_y": lambda p_y: -(p_y * np.log(p_y)).sum(),
                "h_joint": lambda joint: -(joint * np.log(joint)).sum(),
            },
        ),
        Mistake(
            "not_weighted",
            "Weigh the information of each outcome with its probability.",
            must=True,
            levels=(2, 3),
            swap={
                "terms": lambda surprises: surprises,
                "h_x": lambda p_x: -np.log2(p_x).sum(),
                "h_joint": lambda joint: -np.log2(joint).sum(),
            },
        ),
        Mistake(
            "averaged_alike",
            "Outcomes are not equally likely: weigh with p, not with 1/K.",
            levels=(2,),
            swap={"terms": lambda surprises: surprises / len(surprises)},
        ),
        Mistake(
            "weighted_event",
            "One event carries −log₂ p: the factor p belongs to the mean over all events.",
            levels=(1,),
            swap={"information": lambda p: -p * np.log2(p)},
        ),
        Mistake(
            "decimal",
            "Bits are asked: use the logarithm to the base 2, not 10.",
            levels=(1, 2),
            swap={"information": lambda p: -np.log10(p), "surprises": lambda p: -np.log10(p)},
        ),
        Mistake(
            "binary_entropy",
            "The information of the event itself is asked, not the mean of happening and not happening.",
            levels=(1,),
            swap={"information": lambda p: -p * np.log2(p) - (1 - p) * np.log2(1 - p)},
        ),
        Mistake(
            "entropies_added",
            "H(X) + H(Y) is the joint entropy of independent variables only: use the cells of the table.",
            must=True,
            levels=(3,),
            swap={"h_joint": lambda h_x, h_y: h_x + h_y},
        ),
        Mistake(
            "joint_for_mutual",
            "Mutual information is what X and Y share: H(X) + H(Y) − H(X, Y).",
            levels=(3,),
            swap={"mutual": lambda h_x, h_joint: h_joint - h_x},
        ),
        Mistake(
            "columns_for_rows",
            "X selects the row: its probabilities are the sums of the rows.",
            levels=(3,),
            swap={"p_x": lambda joint: joint.sum(axis=0)},
        ),
    ),
)


def kl_divergence(p: npt.ArrayLike, q: npt.ArrayLike) -> float:
    """Kullback-Leibler divergence: what it costs to take q for p, in nats.

    D(p ‖ q) = Σ p_i·ln(p_i/q_i), the cross entropy H(p, q) less the entropy H(p). Never negative, and
    not the same both ways.

    Args:
      p: the true distribution, `[K]`, positive.
      q: the one put in its place, `[K]`, positive.

    Returns:
      Nats.

    Source: Cover and Thomas (2006), section 2.3; Lin, Divergence Measures Based on the Shannon Entropy
    (1991), for the Jensen-Shannon divergence.
    """
    p, q = np.asarray(p, dtype=float), np.asarray(q, dtype=float)
    return float((p * np.log(p / q)).sum())


def _draw_kl(draw: Draw, level: int) -> Params:
    if level == 1:
        a, b = draw.sample([0.1, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.9], 2)
        return {"p": [a, round(1 - a, 2)], "q": [b, round(1 - b, 2)]}
    size = 3 if level == 2 else 2
    return {"p": distribution(draw, size, 1), "q": distribution(draw, size, 1 if level == 2 else 2)}


KL_DIVERGENCE = Exercise(
    id="kl_divergence",
    title="KL divergence both ways, Jensen-Shannon divergence",
    topic="probability",
    seconds=120,
    reference=kl_divergence,
    terms=("KL divergence", "Kullback-Leibler", "relative entropy", "Jensen-Shannon"),
    aliases={"js_divergence": Focus(3, "js"), "reverse_kl": Focus(2, "reverse")},
    prompt={
        1: "The true distribution is p, the model's is q. How far is the model from the truth, D(p ‖ q)?\n\n"
        "  p = {p}\n  q = {q}",
        2: "Two distributions are compared, in nats.\n\n  p = {p}\n  q = {q}",
        3: "Two distributions are compared by the Jensen-Shannon divergence: the mean of the KL "
        "divergences of p and of q from their mixture m = (p + q)/2, in bits.\n\n  p = {p}\n  q = {q}",
    },
    draw=_draw_kl,
    levels={1: ("forward",), 2: ("forward", "reverse"), 3: ("p_from_m", "js")},
    parts=(
        Part("forward", "D(p ‖ q) in nats"),
        Part("reverse", "D(q ‖ p) in nats"),
        Part("p_from_m", "D(p ‖ m) in bits", digits=4),
        Part("js", "the Jensen-Shannon divergence in bits", digits=4),
    ),
    steps=(
        Step("log_ratios", "Logarithms of the ratios: ln(p/q)", "{log_ratios}", lambda p, q: np.log(p / q)),
        Step("forward_terms", "Weigh them with p", "{forward_terms}", lambda p, log_ratios: p * log_ratios),
        Step(
            "forward",
            "Add",
            "D(p ‖ q) = {forward_terms:sum} = {forward}",
            lambda forward_terms: forward_terms.sum(),
        ),
        Step(
            "reverse_terms",
            "The other way the ratio is turned over and q weighs: q·ln(q/p)",
            "{reverse_terms}",
            lambda q, log_ratios: -q * log_ratios,
        ),
        Step(
            "reverse",
            "Add",
            "D(q ‖ p) = {reverse_terms:sum} = {reverse}",
            lambda reverse_terms: reverse_terms.sum(),
        ),
        Step("m", "Mixture", "m = (p + q)/2 = {m}", lambda p, q: (p + q) / 2),
        Step(
            "p_from_m",
            "D(p ‖ m) = Σ p·log₂(p/m)",
            "{p_from_m}",
            lambda p, m: (p * np.log2(p / m)).sum(),
        ),
        Step(
            "q_from_m",
            "D(q ‖ m) = Σ q·log₂(q/m)",
            "{q_from_m}",
            lambda q, m: (q * np.log2(q / m)).sum(),
        ),
        Step(
            "js",
            "Mean of both",
            "({p_from_m} + {q_from_m})/2 = {js}",
            lambda p_from_m, q_from_m: (p_from_m + q_from_m) / 2,
        ),
    ),
    mistakes=(
        Mistake(
            "reversed",
            "The distribution in front weighs: D(p ‖ q) = Σ p·ln(p/q).",
            must=True,
            levels=(1, 2),
            swap={
                "forward_terms": lambda q, log_ratios: -q * log_ratios,
                "reverse_terms": lambda p, log_ratios: p * log_ratios,
            },
        ),
        Mistake(
            "cross_entropy",
            "This is the cross entropy −Σ p·ln q: subtract the entropy of p.",
            must=True,
            levels=(1, 2),
            swap={
                "forward_terms": lambda p, q: -p * np.log(q),
                "reverse_terms": lambda p, q: -q * np.log(p),
            },
        ),
        Mistake(
            "bits",
            "Nats are asked: use the natural logarithm.",
            levels=(1, 2),
            swap={"log_ratios": lambda p, q: np.log2(p / q)},
        ),
        Mistake(
            "not_weighted",
            "Weigh each logarithm with the probability of its outcome.",
            levels=(1, 2),
            swap={
                "forward_terms": lambda log_ratios: log_ratios,
                "reverse_terms": lambda log_ratios: -log_ratios,
            },
        ),
        Mistake(
            "wrong_weight",
            "The weights are the probabilities in front: p for ln(p/q), q for ln(q/p).",
            levels=(1, 2),
            swap={
                "forward_terms": lambda q, log_ratios: q * log_ratios,
                "reverse_terms": lambda p, log_ratios: -p * log_ratios,
            },
        ),
        Mistake(
            "mean_of_terms",
            "Add the terms: the weights p already make it a mean.",
            levels=(1, 2),
            swap={
                "forward": lambda forward_terms: forward_terms.mean(),
                "reverse": lambda reverse_terms: reverse_terms.mean(),
            },
        ),
        Mistake(
            "direct",
            "Compare with the mixture m, not p with q directly.",
            must=True,
            levels=(3,),
            swap={
                "p_from_m": lambda p, q: (p * np.log2(p / q)).sum(),
                "q_from_m": lambda p, q: (q * np.log2(q / p)).sum(),
            },
        ),
        Mistake(
            "sum_of_both",
            "Take half of each divergence: the mean, not the sum.",
            must=True,
            levels=(3,),
            swap={"js": lambda p_from_m, q_from_m: p_from_m + q_from_m},
        ),
        Mistake(
            "nats_for_bits",
            "Bits are asked: use the logarithm to the base 2.",
            levels=(3,),
            swap={
                "p_from_m": lambda p, m: (p * np.log(p / m)).sum(),
                "q_from_m": lambda q, m: (q * np.log(q / m)).sum(),
            },
        ),
        Mistake(
            "mixture_in_front",
            "The mixture stands behind: D(p ‖ m), not D(m ‖ p).",
            levels=(3,),
            swap={
                "p_from_m": lambda p, m: (m * np.log2(m / p)).sum(),
                "q_from_m": lambda q, m: (m * np.log2(m / q)).sum(),
            },
        ),
    ),
)
