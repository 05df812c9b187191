"""Metrics and baselines where one class is much larger than the other."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine import show
from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def balanced_metrics(tp: int, fn: int, fp: int, tn: int) -> dict[str, float]:
    """Metrics of a two-class confusion matrix that a large class cannot carry alone.

    Balanced accuracy is the mean of sensitivity TP/(TP + FN) and specificity TN/(TN + FP). The
    Matthews correlation is (TP·TN − FP·FN)/√((TP+FP)(TP+FN)(TN+FP)(TN+FN)). Cohen's kappa is
    (p_o − p_e)/(1 − p_e), with the accuracy p_o and the agreement p_e that chance alone gives.

    Args:
      tp, fn, fp, tn: counts, none of the sums 0.

    Returns:
      `balanced`, `mcc` and `kappa`; 1 is perfect, and guessing has 0.5, 0 and 0.

    Source: Chicco and Jurman, The advantages of the Matthews correlation coefficient (2020); Cohen, A
    Coefficient of Agreement for Nominal Scales (1960).
    """
    n = tp + fn + fp + tn
    product = float(tp + fp) * (tp + fn) * (tn + fp) * (tn + fn)
    chance = ((tp + fp) * (tp + fn) + (tn + fp) * (tn + fn)) / n**2
    return {
        "balanced": (tp / (tp + fn) + tn / (tn + fp)) / 2,
        "mcc": (tp * tn - fp * fn) / product**0.5,
        "kappa": ((tp + tn) / n - chance) / (1 - chance),
    }


def _draw_balanced(draw: Draw, level: int) -> Params:
    if level == 1:
        positives, negatives = draw.pick([10, 20, 40]), draw.pick([100, 200, 400])
        fn, fp = draw.whole(3, positives - 3), draw.whole(5, negatives // 5)
        return {"tp": positives - fn, "fn": fn, "fp": fp, "tn": negatives - fp}
    tp, fn = draw.whole(8, 30), draw.whole(10, 40)
    return {"tp": tp, "fn": fn, "fp": draw.whole(5, 60), "tn": draw.whole(300, 1200)}


def _prompt_balanced(params: Params) -> str:
    rows = [["positive", params["tp"], params["fn"]], ["negative", params["fp"], params["tn"]]]
    return "A classifier looks for a rare class; positive is the rare one.\n\n" + show.table(
        ["truth", "called positive", "called negative"], rows
    )


BALANCED_METRICS = Exercise(
    id="balanced_metrics",
    title="Balanced accuracy, Matthews correlation, kappa",
    topic="metrics",
    seconds=120,
    reference=balanced_metrics,
    terms=(
        "balanced accuracy",
        "Matthews correlation",
        "MCC",
        "Cohen's kappa",
        "sensitivity and specificity",
    ),
    aliases={"balanced_accuracy": Focus(1, "balanced"), "matthews_correlation": Focus(2, "mcc")},
    prompt=_prompt_balanced,
    draw=_draw_balanced,
    levels={
        1: ("sensitivity", "specificity", "balanced"),
        2: ("accuracy", "balanced", "mcc"),
        3: ("chance", "kappa", "mcc"),
    },
    parts=(
        Part("sensitivity", "the sensitivity (recall of positives)"),
        Part("specificity", "the specificity (recall of negatives)"),
        Part("accuracy", "the accuracy"),
        Part("balanced", "the balanced accuracy"),
        Part("mcc", "the Matthews correlation coefficient"),
        Part("chance", "the accuracy expected by chance from row and column sums"),
        Part("kappa", "Cohen's kappa"),
    ),
    steps=(
        Step(
            "accuracy",
            "Accuracy = right answers / all answers",
            "({tp} + {tn})/({tp} + {fn} + {fp} + {tn}) = {accuracy}",
            lambda tp, fn, fp, tn: (tp + tn) / (tp + fn + fp + tn),
        ),
        Step(
            "sensitivity",
            "Sensitivity = TP/(TP + FN)",
            "{tp}/({tp} + {fn}) = {sensitivity}",
            lambda tp, fn: tp / (tp + fn),
        ),
        Step(
            "specificity",
            "Specificity = TN/(TN + FP)",
            "{tn}/({tn} + {fp}) = {specificity}",
            lambda tn, fp: tn / (tn + fp),
        ),
        Step(
            "balanced",
            "Balanced accuracy = mean of both",
            "({sensitivity} + {specificity})/2 = {balanced}",
            lambda sensitivity, specificity: (sensitivity + specificity) / 2,
        ),
        Step(
            "product",
            "Multiply the four sums of rows and columns",
            "({tp}+{fp})({tp}+{fn})({tn}+{fp})({tn}+{fn}) = {product}",
            lambda tp, fn, fp, tn: float((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn)),
        ),
        Step(
            "mcc",
            "MCC = (TP·TN − FP·FN) / root of that product",
            "({tp}·{tn} − {fp}·{fn}) / √{product} = {mcc}",
            lambda tp, fn, fp, tn, product: (tp * tn - fp * fn) / np.sqrt(product),
        ),
        Step(
            "chance",
            "Chance agreement: for each class share of its row · share of its column, added",
            "(({tp}+{fp})({tp}+{fn}) + ({tn}+{fp})({tn}+{fn}))/({tp}+{fn}+{fp}+{tn})² = {chance}",
            lambda tp, fn, fp, tn: ((tp + fp) * (tp + fn) + (tn + fp) * (tn + fn)) / (tp + fn + fp + tn) ** 2,
        ),
        Step(
            "kappa",
            "Kappa = (accuracy − chance)/(1 − chance)",
            "({accuracy} − {chance})/(1 − {chance}) = {kappa}",
            lambda accuracy, chance: (accuracy - chance) / (1 - chance),
        ),
    ),
    mistakes=(
        Mistake(
            "plain_accuracy",
            "The large class must not carry the score: average the recalls of both classes.",
            must=True,
            levels=(1, 2),
            swap={"balanced": lambda tp, fn, fp, tn: (tp + tn) / (tp + fn + fp + tn)},
        ),
        Mistake(
            "precision_for_sensitivity",
            "Sensitivity divides by all that are positive: TP/(TP + FN).",
            must=True,
            levels=(1,),
            swap={"sensitivity": lambda tp, fp: tp / (tp + fp)},
        ),
        Mistake(
            "precision_for_specificity",
            "Specificity is the recall of the negatives: TN/(TN + FP).",
            levels=(1, 2),
            swap={"specificity": lambda tp, fp: tp / (tp + fp)},
        ),
        Mistake(
            "false_positive_rate",
            "FP/(FP + TN) is the false positive rate: specificity is 1 minus it.",
            levels=(1, 2),
            swap={"specificity": lambda tn, fp: fp / (fp + tn)},
        ),
        Mistake(
            "products_added",
            "The numerator is the difference TP·TN − FP·FN.",
            must=True,
            levels=(2, 3),
            swap={"mcc": lambda tp, fn, fp, tn, product: (tp * tn + fp * fn) / np.sqrt(product)},
        ),
        Mistake(
            "f1",
            "This is F1, which ignores the true negatives: MCC uses all four counts.",
            levels=(2, 3),
            swap={"mcc": lambda tp, fn, fp: 2 * tp / (2 * tp + fp + fn)},
        ),
        Mistake(
            "youden",
            "This is sensitivity + specificity − 1: MCC divides by the root of all four sums.",
            levels=(2, 3),
            swap={"mcc": lambda tp, fn, fp, tn: tp / (tp + fn) + tn / (tn + fp) - 1},
        ),
        Mistake(
            "one_class_by_chance",
            "Chance can agree on both classes: add the products of both.",
            must=True,
            levels=(3,),
            swap={"chance": lambda tp, fn, fp, tn: (tp + fp) * (tp + fn) / (tp + fn + fp + tn) ** 2},
        ),
        Mistake(
            "not_rescaled",
            "Divide by 1 − chance, the most that can be won over chance.",
            levels=(3,),
            swap={"kappa": lambda accuracy, chance: accuracy - chance},
        ),
        Mistake(
            "half_by_chance",
            "Chance follows from the row and column sums: classes of different size agree more often.",
            levels=(3,),
            swap={"chance": lambda: 0.5},
        ),
    ),
)


def constant_baselines(counts: npt.ArrayLike) -> dict[str, float]:
    """What a model reaches that looks at no input, from the class counts alone.

    Always guessing the largest class has the accuracy max_k p_k, guessing each class as often as it
    occurs Σ_k p_k². Predicting the shares p_k as probabilities has the cross entropy −Σ_k p_k·ln p_k,
    equal probabilities ln K.

    Args:
      counts: examples of each class, `[K]`, all positive.

    Returns:
      `majority` and `proportional` accuracy, `entropy` and `even` cross entropy in nats.

    Source: Bishop, Pattern Recognition and Machine Learning (2006), section 1.6, for the entropy;
    scikit-learn's documentation of DummyClassifier.
    """
    p = np.asarray(counts, dtype=float) / np.sum(counts)
    return {
        "majority": float(p.max()),
        "proportional": float((p**2).sum()),
        "entropy": float(-(p * np.log(p)).sum()),
        "even": float(np.log(len(p))),
    }


def _draw_baseline(draw: Draw, level: int) -> Params:
    if level == 1:
        return {"counts": draw.shuffled([draw.whole(60, 95) * 10, draw.whole(5, 35) * 10])}
    small = [draw.whole(4, 30) * 10 for _ in range(2 if level == 2 else 3)]
    return {"counts": draw.shuffled([draw.whole(50, 95) * 10, *small])}


CLASS_IMBALANCE_BASELINE = Exercise(
    id="class_imbalance_baseline",
    title="Accuracy and loss of a model that ignores its input",
    topic="metrics",
    seconds=90,
    reference=constant_baselines,
    terms=(
        "majority class baseline",
        "class imbalance",
        "imbalanced classes",
        "constant guess",
        "dumb baseline",
    ),
    aliases={"majority_baseline": Focus(1), "initial_loss": Focus(3, "even")},
    prompt={
        1: "A data set has {counts[0]} and {counts[1]} examples of its two classes. A model always "
        "predicts the larger one.",
        2: "A data set has {counts[0]}, {counts[1]} and {counts[2]} examples of its three classes. A model "
        "ignores its input. Compare always predicting the largest class with predicting the class shares "
        "as probabilities (cross entropy in nats).",
        3: "A data set has {counts[0]}, {counts[1]}, {counts[2]} and {counts[3]} examples of its four "
        "classes. A model ignores its input. It may draw its answer at random, each class as often as it "
        "occurs; or give the class shares as probabilities; or give all classes the same probability, as "
        "right after initialization (cross entropy in nats).",
    },
    draw=_draw_baseline,
    levels={1: ("majority",), 2: ("majority", "entropy"), 3: ("proportional", "entropy", "even")},
    parts=(
        Part("majority", "the accuracy of always predicting the largest class"),
        Part("proportional", "the expected accuracy of drawing at random"),
        Part("entropy", "the cross entropy of giving the class shares"),
        Part("even", "the cross entropy of giving equal probabilities"),
    ),
    steps=(
        Step(
            "shares",
            "Class shares: counts over their sum",
            "p = {shares}",
            lambda counts: counts / counts.sum(),
        ),
        Step(
            "majority",
            "The largest class is right as often as it occurs: its share",
            "{majority}",
            lambda shares: shares.max(),
        ),
        Step(
            "proportional",
            "A random answer is class k with p_k and right with p_k: Σ p²",
            "{proportional}",
            lambda shares: (shares**2).sum(),
        ),
        Step(
            "entropy",
            "Cross entropy with the shares is their entropy: −Σ p·ln p",
            "{entropy}",
            lambda shares: -(shares * np.log(shares)).sum(),
        ),
        Step(
            "even",
            "With K equal probabilities every example costs ln K",
            "{even}",
            lambda counts: np.log(len(counts)),
        ),
    ),
    mistakes=(
        Mistake(
            "one_over_classes",
            "Take the shares of the classes: they are not equally frequent.",
            must=True,
            swap={
                "majority": lambda counts: 1 / len(counts),
                "proportional": lambda counts: 1 / len(counts),
                "entropy": lambda counts: np.log(len(counts)),
            },
        ),
        Mistake(
            "smallest_class",
            "The constant answer is right for the class that is predicted: the largest one.",
            levels=(1, 2),
            swap={"majority": lambda shares: shares.min()},
        ),
        Mistake(
            "against_the_rest",
            "Divide by all examples, those of the largest class included.",
            levels=(1, 2),
            swap={"majority": lambda counts: counts.max() / (counts.sum() - counts.max())},
        ),
        Mistake(
            "largest_only",
            "Examples of the other classes cost too: −ln of their own share, weighted by it.",
            must=True,
            levels=(2, 3),
            swap={"entropy": lambda shares: -np.log(shares.max())},
        ),
        Mistake(
            "unweighted",
            "Weigh −ln p of each class with its share: rare classes cost much but seldom.",
            levels=(2, 3),
            swap={"entropy": lambda shares: -np.log(shares).mean()},
        ),
        Mistake(
            "bits",
            "Use the natural logarithm: the cross entropy is asked in nats.",
            levels=(2, 3),
            swap={
                "entropy": lambda shares: -(shares * np.log2(shares)).sum(),
                "even": lambda counts: np.log2(len(counts)),
            },
        ),
        Mistake(
            "majority_accuracy",
            "Drawing at random is worse than always saying the largest class: add the squared shares.",
            must=True,
            levels=(3,),
            swap={"proportional": lambda shares: shares.max()},
        ),
        Mistake(
            "inverse_for_logarithm",
            "Equal probabilities cost −ln(1/K) = ln K.",
            levels=(3,),
            swap={"even": lambda counts: 1 / len(counts)},
        ),
    ),
)
