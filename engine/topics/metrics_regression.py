"""Metrics of regression: mean, root and norm of errors, bias and spread, and R squared."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def error_measures(predictions: npt.ArrayLike, targets: npt.ArrayLike) -> dict[str, float]:
    """The usual summaries of errors: MAE, MSE, RMSE and the L2 norm.

    MAE = mean |e|, MSE = mean e², RMSE = √MSE, and the norm ‖e‖₂ = √(Σ e²), which divides by nothing.

    Args:
      predictions: `[n]`.
      targets: `[n]`, in the same unit.

    Returns:
      `mae`, `mse` (in the squared unit), `rmse` and `norm`.

    Source: scikit-learn's documentation of mean_absolute_error and root_mean_squared_error.
    """
    e = np.asarray(predictions, dtype=float) - np.asarray(targets, dtype=float)
    mse = float(np.mean(e**2))
    return {"mae": float(np.mean(np.abs(e))), "mse": mse, "rmse": mse**0.5, "norm": (mse * e.size) ** 0.5}


def _draw_errors(draw: Draw, level: int) -> Params:
    if level == 1:
        wholes = draw.wholes(4, 2, 12)
        misses = draw.shuffled([-draw.whole(2, 4), draw.whole(1, 3), -1, draw.whole(3, 6)])
        return {"p": [a + e for a, e in zip(wholes, misses, strict=True)], "y": wholes}
    y = draw.vector(5, 0, 9, 1)
    if level == 2:
        errors = draw.vector(5, 0.3, 3, 1, signed=True)
    else:
        lean = draw.sign()
        errors = [*draw.vector(3, 0.8, 3, 1), *draw.vector(2, -1.2, 0.6, 1)]
        errors = [lean * e for e in draw.shuffled(errors)]
    return {"p": [round(a + e, 1) for a, e in zip(y, errors, strict=True)], "y": y}


ERROR_MEASURES = Exercise(
    id="error_measures",
    title="MAE, MSE, RMSE and the norm of the errors",
    topic="metrics",
    seconds=90,
    reference=error_measures,
    terms=(
        "mean absolute error",
        "MAE",
        "L1 loss",
        "RMSE",
        "root mean squared error",
        "L2 norm of the error",
    ),
    aliases={"l1_loss": Focus(1, "mae"), "l2_norm_vs_loss": Focus(2), "bias_and_variance": Focus(3)},
    prompt={
        1: "A model predicts p for the targets y.\n\n  p = {p}\n  y = {y}",
        2: "A model predicts p for the targets y. The L2 norm of the errors divides by nothing.\n\n"
        "  p = {p}\n  y = {y}",
        3: "A model predicts p for the targets y. Split its mean squared error into the square of the mean "
        "error (the bias) and the variance of the errors (dividing by n).\n\n  p = {p}\n  y = {y}",
    },
    draw=_draw_errors,
    levels={1: ("mae",), 2: ("mse", "rmse", "norm"), 3: ("bias", "variance", "mse")},
    parts=(
        Part("mae", "the mean absolute error (L1 loss)", digits=2),
        Part("mse", "the mean squared error (L2 loss)"),
        Part("rmse", "the root mean squared error"),
        Part("norm", "the L2 norm of the errors"),
        Part("bias", "the mean error (prediction − target)"),
        Part("variance", "the variance of the errors"),
    ),
    steps=(
        Step("error", "Errors: prediction − target", "e = {error}", lambda p, y: p - y),
        Step("mae", "Mean of their sizes", "{mae}", lambda error: np.abs(error).mean()),
        Step("bias", "Mean of the errors, signs kept", "{bias}", lambda error: error.mean()),
        Step(
            "variance",
            "Mean squared distance of the errors from their mean",
            "{variance}",
            lambda error, bias: ((error - bias) ** 2).mean(),
        ),
        Step("squares", "Square the errors", "e² = {squares}", lambda error: error**2),
        Step(
            "mse",
            "Mean of the squares",
            "{mse}",
            lambda squares: squares.mean(),
        ),
        Step("rmse", "Its root", "√{mse} = {rmse}", lambda mse: np.sqrt(mse)),
        Step(
            "norm",
            "Root of the sum of squares, nothing divided",
            "√({squares:sum}) = {norm}",
            lambda squares: np.sqrt(squares.sum()),
        ),
    ),
    mistakes=(
        Mistake(
            "signs_kept",
            "Take the sizes of the errors first, or errors of both signs cancel.",
            must=True,
            levels=(1,),
            swap={"mae": lambda error: abs(error.mean())},
        ),
        Mistake(
            "sum_for_mean",
            "Divide by the number of errors.",
            must=True,
            swap={
                "mae": lambda error: np.abs(error).sum(),
                "mse": lambda squares: squares.sum(),
                "bias": lambda error: error.sum(),
                "variance": lambda error: ((error - error.mean()) ** 2).sum(),
            },
        ),
        Mistake(
            "norm_divided",
            "The norm is the root of the sum of squares: nothing is divided by n.",
            must=True,
            levels=(2,),
            swap={"norm": lambda squares: np.sqrt(squares.mean())},
        ),
        Mistake(
            "root_of_each",
            "Average the squares first, then take the root: the root of each square is the size again.",
            must=True,
            levels=(2,),
            swap={"rmse": lambda error: np.abs(error).mean(), "norm": lambda error: np.abs(error).sum()},
        ),
        Mistake(
            "divided_after_root",
            "Divide inside the root: RMSE = √(Σ e²/n), not √(Σ e²)/n.",
            levels=(2,),
            swap={"rmse": lambda squares: np.sqrt(squares.sum()) / len(squares)},
        ),
        Mistake(
            "norm_squared",
            "Take the root: without it, it is the sum of squares.",
            levels=(2,),
            swap={"norm": lambda squares: squares.sum(), "rmse": lambda mse: mse},
        ),
        Mistake(
            "squared_for_absolute",
            "The absolute error does not square anything.",
            levels=(1,),
            swap={"mae": lambda error: (error**2).mean()},
        ),
        Mistake(
            "sizes_in_bias",
            "The bias keeps the signs: it tells whether the model predicts too much or too little.",
            must=True,
            levels=(3,),
            swap={"bias": lambda error: np.abs(error).mean()},
        ),
        Mistake(
            "variance_around_zero",
            "The variance is measured from the mean error; around 0 it is the mean squared error.",
            must=True,
            levels=(3,),
            swap={"variance": lambda squares: squares.mean()},
        ),
        Mistake(
            "sample_variance",
            "Divide by n here: with n − 1 bias² and variance do not add up to the mean squared error.",
            levels=(3,),
            swap={"variance": lambda error, bias: ((error - bias) ** 2).sum() / (len(error) - 1)},
        ),
    ),
)


def r_squared(predictions: npt.ArrayLike, targets: npt.ArrayLike) -> float:
    """Coefficient of determination: by how much a model beats the mean of the targets.

    R² = 1 − Σ (y − p)² / Σ (y − ȳ)². The mean itself has 0, and a worse model a negative value.

    Args:
      predictions: p, `[n]`.
      targets: y, `[n]`, not all alike.

    Returns:
      A value of at most 1.

    Source: scikit-learn's documentation of r2_score; James et al., An Introduction to Statistical
    Learning (2013), equation 3.17.
    """
    y, p = np.asarray(targets, dtype=float), np.asarray(predictions, dtype=float)
    return float(1 - ((y - p) ** 2).sum() / ((y - y.mean()) ** 2).sum())


def _draw_r2(draw: Draw, level: int) -> Params:
    if level == 1:
        y = [float(v) for v in draw.sample(range(1, 12), 4)]
        return {"y": y, "p": [v + draw.pick([-2, -1, 1, 2]) for v in y]}
    y = draw.spread(5, 0, 9, 1, gap=0.8)
    if level == 2:
        return {"y": y, "p": [round(v + draw.signed(0.2, 1.8, 1), 1) for v in y]}
    shift = draw.signed(2.5, 5, 1)
    return {"y": y, "p": [round(v + shift + draw.signed(0.1, 1, 1), 1) for v in y]}


R_SQUARED = Exercise(
    id="r_squared",
    title="R squared: better than the mean?",
    topic="metrics",
    seconds=100,
    reference=r_squared,
    terms=("R squared", "R²", "coefficient of determination", "explained variance of a regression"),
    aliases={"r2_score": Focus(2)},
    prompt={
        1: "How much of the variance of the targets y do the predictions p explain (R²)?\n\n"
        "  y = {y}\n  p = {p}",
        2: "How much of the variance of the targets y do the predictions p explain (R²)?\n\n"
        "  y = {y}\n  p = {p}",
        3: "On a test set a model predicts p for the targets y; the predictions follow the targets but lie "
        "beside them. R² compares with the mean of these targets, the correlation is Pearson's.\n\n"
        "  y = {y}\n  p = {p}",
    },
    draw=_draw_r2,
    levels={1: ("r2",), 2: ("residual", "total", "r2"), 3: ("r2", "correlation")},
    parts=(
        Part("residual", "the sum of squared residuals", digits=2),
        Part("total", "the total sum of squares", digits=2),
        Part("r2", "R²"),
        Part("correlation", "the correlation of y and p"),
    ),
    steps=(
        Step(
            "residual",
            "Squared residuals: Σ (y − p)²",
            "Σ (y − p)² = {residual}",
            lambda y, p: ((y - p) ** 2).sum(),
        ),
        Step("mean", "Mean of the targets", "{mean}", lambda y: y.mean()),
        Step(
            "total",
            "Squares around the mean of the targets: Σ (y − mean)²",
            "Σ (y − {mean})² = {total}",
            lambda y, mean: ((y - mean) ** 2).sum(),
        ),
        Step(
            "r2",
            "R² = 1 − residual / total; below 0 if the mean would predict better",
            "1 − {residual}/{total} = {r2}",
            lambda residual, total: 1 - residual / total,
        ),
        Step(
            "correlation",
            "Correlation: a shift of all predictions does not change it",
            "{correlation}",
            lambda y, p: np.corrcoef(y, p)[0, 1],
        ),
    ),
    mistakes=(
        Mistake(
            "not_subtracted",
            "Subtract from 1: residual/total is the share that is left unexplained.",
            must=True,
            swap={"r2": lambda residual, total: residual / total},
        ),
        Mistake(
            "around_zero",
            "Measure the total from the mean of the targets, not from 0.",
            must=True,
            swap={"total": lambda y: (y**2).sum()},
        ),
        Mistake(
            "prediction_spread",
            "The total is the spread of the targets around their mean, not that of the predictions.",
            swap={"total": lambda p: ((p - p.mean()) ** 2).sum()},
        ),
        Mistake(
            "squared_correlation",
            "R² of predictions is 1 − residual/total: the squared correlation overlooks a shift or a scale.",
            must=True,
            levels=(3,),
            swap={"r2": lambda correlation: correlation**2},
        ),
        Mistake(
            "absolute",
            "Square the residuals and the distances from the mean.",
            levels=(1, 2),
            swap={
                "residual": lambda y, p: np.abs(y - p).sum(),
                "total": lambda y, mean: np.abs(y - mean).sum(),
            },
        ),
        Mistake(
            "cut_at_zero",
            "A model worse than the mean has a negative R²: nothing is cut off.",
            levels=(3,),
            swap={"r2": lambda: 0.0},
        ),
        Mistake(
            "turned",
            "Divide the residuals by the total, not the other way round.",
            levels=(1, 2),
            swap={"r2": lambda residual, total: 1 - total / residual},
        ),
    ),
)
