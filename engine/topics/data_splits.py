"""How a data set is split: training, validation and test set, and the folds of cross-validation."""

from __future__ import annotations

from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step


def split_sizes(total: int, validation_percent: int, test_percent: int) -> tuple[int, int, int]:
    """Sizes of training, validation and test set.

    The shares of all examples, rounded down, for validation and test; the rest is for training.

    Args:
      total: N.
      validation_percent, test_percent: whole percentages of N.

    Returns:
      Training, validation, test.

    Source: Goodfellow, Bengio and Courville, Deep Learning (2016), section 5.3.
    """
    validation, test = total * validation_percent // 100, total * test_percent // 100
    return total - validation - test, validation, test


def rounded_down(total: int, percent: int) -> int:
    """A percentage in whole examples."""
    return total * percent // 100


def _draw_split(draw: Draw, level: int) -> Params:
    percent = draw.pick([(10, 10), (15, 10), (20, 10), (20, 20), (15, 15), (10, 20)])
    if level == 1:
        return {
            "total": draw.whole(3, 40) * 200,
            "validation_percent": percent[0],
            "test_percent": percent[1],
        }
    if level == 2:
        total = draw.whole(80, 900) * 10 + draw.whole(1, 9)
        return {"total": total, "validation_percent": percent[0], "test_percent": percent[1]}
    folds = draw.pick([4, 5, 6, 7, 8])
    return {"total": folds * draw.whole(40, 200) + draw.whole(1, folds - 1), "folds": folds}


DATASET_SPLIT_SIZES = Exercise(
    id="dataset_split_sizes",
    title="Training, validation and test: sizes of a split",
    topic="data",
    seconds=45,
    reference=split_sizes,
    terms=(
        "train/validation/test",
        "training, validation and test",
        "data split",
        "split the data",
        "cross-validation",
    ),
    aliases={"k_fold_sizes": Focus(3)},
    prompt={
        1: "A data set of {total} examples is split: {validation_percent} % for validation, {test_percent} "
        "% for the test, the rest for training.",
        2: "A data set of {total} examples is split: {validation_percent} % for validation, {test_percent} "
        "% for the test (both rounded down), the rest for training.",
        3: "A model is judged by {folds}-fold cross-validation on {total} examples. Folds are as equal as "
        "possible: the first ones hold one example more.",
    },
    draw=_draw_split,
    levels={
        1: ("validation", "test", "training"),
        2: ("validation", "test", "training"),
        3: ("larger_folds", "first_training"),
    },
    parts=(
        Part("validation", "the size of the validation set", "integer"),
        Part("test", "the size of the test set", "integer", may_repeat=True),
        Part("training", "the size of the training set", "integer"),
        Part("larger_folds", "how many folds hold one example more", "integer", may_repeat=True),
        Part("first_training", "the training examples while the first fold validates", "integer"),
    ),
    policies={"share": rounded_down},
    steps=(
        Step(
            "validation",
            "Validation: its percentage of all examples, rounded down",
            "{validation_percent} % of {total} = {validation}",
            lambda total, validation_percent, share: share(total, validation_percent),
        ),
        Step(
            "test",
            "Test: its percentage of all examples too, not of those that are left",
            "{test_percent} % of {total} = {test}",
            lambda total, test_percent, share: share(total, test_percent),
        ),
        Step(
            "training",
            "The rest is for training",
            "{total} − {validation} − {test} = {training}",
            lambda total, validation, test: total - validation - test,
        ),
        Step(
            "smaller",
            "Divide by the number of folds",
            "⌊{total}/{folds}⌋ = {smaller}",
            lambda total, folds: total // folds,
        ),
        Step(
            "larger_folds",
            "The remainder goes to as many folds, one example each",
            "{total} − {folds}·{smaller} = {larger_folds}",
            lambda total, folds, smaller: total - folds * smaller,
        ),
        Step(
            "first_training",
            "All folds but the first train; the first one is a larger one",
            "{total} − ({smaller} + 1) = {first_training}",
            lambda total, smaller: total - smaller - 1,
        ),
    ),
    mistakes=(
        Mistake(
            "one_after_the_other",
            "Both percentages count from all examples, not from what the other set leaves.",
            must=True,
            levels=(1, 2),
            swap={
                "test": lambda total, validation, test_percent, share: share(total - validation, test_percent)
            },
        ),
        Mistake(
            "validation_not_removed",
            "Training gets what is left over: subtract the validation and the test set.",
            must=True,
            levels=(1, 2),
            swap={"training": lambda total, test: total - test},
        ),
        Mistake(
            "rounded_up",
            "Round down, as the question says: the rest goes to training.",
            levels=(2,),
            swap={"share": lambda total, percent: -(-total * percent // 100)},
        ),
        Mistake(
            "not_whole",
            "Examples cannot be divided: round down.",
            levels=(2,),
            swap={"share": lambda total, percent: total * percent / 100},
        ),
        Mistake(
            "one_fold_trains",
            "All folds but one train: the single fold validates.",
            must=True,
            levels=(3,),
            swap={"first_training": lambda smaller: smaller + 1},
        ),
        Mistake(
            "remainder_forgotten",
            "The first fold holds one example more: that one does not train.",
            must=True,
            levels=(3,),
            swap={"first_training": lambda total, smaller: total - smaller},
        ),
        Mistake(
            "remainder_of_fold",
            "The remainder of the division says how many folds are larger.",
            levels=(3,),
            swap={"larger_folds": lambda folds, total, smaller: folds - (total - folds * smaller)},
        ),
    ),
)
