"""Covariance of features, and the distance that takes it into account."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Convention, Exercise, Focus, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def covariance_matrix(data: npt.ArrayLike) -> Array:
    """Covariance matrix of features, dividing by the number of examples.

    S = X_cᵀ·X_c/N with X_c = X − mean of each column. Variances stand on the diagonal. The
    correlation of two features is S_ij/√(S_ii·S_jj).

    Args:
      data: X, `[N, d]`, rows are examples.

    Returns:
      `[d, d]`, symmetric. (The unbiased estimate divides by N − 1.)

    Source: Bishop, Pattern Recognition and Machine Learning (2006), equation 12.3.
    """
    x = np.asarray(data, dtype=float)
    centred = x - x.mean(axis=0)
    return np.asarray(centred.T @ centred / len(x))


def _draw_covariance(draw: Draw, level: int) -> Params:
    if level == 1:
        whole, rise = draw.sample(range(9), 4), draw.pick([-2, -1, 1, 2])
        return {"X": [[float(v), float(12 + rise * v + draw.whole(-2, 2))] for v in whole]}
    first = draw.spread(4, 0, 6, 1, gap=0.5)
    slope = draw.signed(0.3, 1.5, 1)
    return {"X": [[v, round(8 + slope * v + draw.decimal(-2, 2, 1), 1)] for v in first]}


COVARIANCE_MATRIX = Exercise(
    id="covariance_matrix",
    title="Covariance matrix and correlation of two features",
    topic="linear algebra",
    seconds=120,
    reference=covariance_matrix,
    terms=("covariance matrix", "covariance of the data", "correlation coefficient"),
    aliases={"correlation": Focus(3, "correlation")},
    prompt={
        1: "Four examples (rows) have two features (columns). The covariance divides by the number of "
        "examples N.\n\n  X = {X}",
        2: "Four examples (rows) have two features (columns). The covariance divides by the number of "
        "examples N.\n\n  X = {X}",
        3: "Four examples (rows) have two features (columns). The covariance divides by the number of "
        "examples N; the correlation is Pearson's.\n\n  X = {X}",
    },
    draw=_draw_covariance,
    levels={1: ("covariance",), 2: ("means", "S"), 3: ("S", "correlation")},
    parts=(
        Part("means", "the mean of each feature", "vector"),
        Part("covariance", "the covariance of the two features"),
        Part("S", "the covariance matrix", "matrix"),
        Part("correlation", "their correlation"),
    ),
    steps=(
        Step("means", "Mean of each column", "{means}", lambda X: X.mean(axis=0)),
        Step("centred", "Subtract it from its column", "X_c = {centred}", lambda X, means: X - means),
        Step("N", "Count the examples", "N = {N}", lambda X: len(X)),
        Step(
            "covariance",
            "Multiply both entries of each row, add, divide by N",
            "{covariance}",
            lambda centred, N: (centred[:, 0] * centred[:, 1]).sum() / N,
        ),
        Step("S", "S = X_cᵀ·X_c/N", "S = {S}", lambda centred, N: centred.T @ centred / N),
        Step(
            "correlation",
            "Correlation = covariance / both standard deviations",
            "{S[0][1]}/√({S[0][0]}·{S[1][1]}) = {correlation}",
            lambda S: S[0, 1] / np.sqrt(S[0, 0] * S[1, 1]),
        ),
    ),
    mistakes=(
        Mistake(
            "not_centred",
            "Subtract the mean of each column first.",
            must=True,
            swap={"centred": lambda X: X},
        ),
        Mistake(
            "sum_for_mean",
            "Divide by the number of examples N.",
            must=True,
            swap={"N": lambda: 1},
        ),
        Mistake(
            "product_of_deviations",
            "Multiply the deviations row by row and then average: their means are 0.",
            levels=(1,),
            swap={"covariance": lambda X: X[:, 0].std() * X[:, 1].std()},
        ),
        Mistake(
            "standard_deviations",
            "The diagonal holds variances, not standard deviations.",
            levels=(2, 3),
            swap={"S": lambda centred, N: np.sqrt(np.abs(centred.T @ centred / N))},
        ),
        Mistake(
            "centred_by_rows",
            "Centre each feature over the examples: along the columns, not along the rows.",
            swap={"means": lambda X: X.mean(axis=1, keepdims=True)},
        ),
        Mistake(
            "sign_lost",
            "Keep the signs: where one feature rises while the other falls the covariance is negative.",
            levels=(1,),
            swap={"covariance": lambda centred, N: np.abs(centred[:, 0] * centred[:, 1]).sum() / N},
        ),
        Mistake(
            "divided_by_variances",
            "Divide by the root of the product of the variances, not by the product.",
            must=True,
            levels=(3,),
            swap={"correlation": lambda S: S[0, 1] / (S[0, 0] * S[1, 1])},
        ),
        Mistake(
            "slope",
            "This is the slope of a regression line: divide by both standard deviations.",
            levels=(3,),
            swap={"correlation": lambda S: S[0, 1] / S[0, 0]},
        ),
    ),
    conventions=(
        Convention(
            "sample",
            "Right for the unbiased estimate, which divides by N − 1; here the sum is divided by N.",
            swap={"N": lambda X: len(X) - 1},
        ),
    ),
)


def mahalanobis_distance(x: npt.ArrayLike, mean: npt.ArrayLike, covariance: npt.ArrayLike) -> Array:
    """Distance of points from a distribution, in standard deviations along each of its directions.

    d = √((x − μ)ᵀ·S⁻¹·(x − μ))

    Args:
      x: points, `[..., d]`.
      mean: μ, `[d]`.
      covariance: S, `[d, d]`, positive definite.

    Returns:
      Distances, shape of the leading axes; the Euclidean ones where S is the identity.

    Source: Bishop, Pattern Recognition and Machine Learning (2006), equation 2.44.
    """
    difference = np.asarray(x, dtype=float) - np.asarray(mean, dtype=float)
    inverse = np.linalg.inv(np.asarray(covariance, dtype=float))
    return np.asarray(np.sqrt(np.einsum("...i,ij,...j->...", difference, inverse, difference)))


def _draw_mahalanobis(draw: Draw, level: int) -> Params:
    mean = [float(draw.whole(-3, 4)), float(draw.whole(-3, 4))]
    if level == 1:
        variances = [float(v) for v in draw.sample([4, 9, 16, 25], 2)]
        return {"x": [m + draw.sign() * draw.whole(2, 9) for m in mean], "mean": mean, "variances": variances}
    a, c = draw.sample([2.0, 3.0, 4.0, 5.0, 6.0], 2)
    b = draw.sign() * draw.pick([v for v in (1.0, 1.5, 2.0, 2.5, 3.0) if 0.25 * a * c < v * v < 0.8 * a * c])
    S = [[a, b], [b, c]]
    if level == 2:
        return {"x": [m + draw.signed(1, 4, 1) for m in mean], "mean": mean, "S": S}
    along, across = draw.decimal(1.5, 3, 1), draw.decimal(1.2, 2, 1)
    lean = 1 if b > 0 else -1
    points = [[along, lean * along], [across, -lean * across], [draw.signed(0.5, 1.5), draw.signed(0.5, 1.5)]]
    rows = [[round(m + v, 1) for m, v in zip(mean, point, strict=True)] for point in draw.shuffled(points)]
    return {"x": rows, "mean": mean, "S": S}


MAHALANOBIS_DISTANCE = Exercise(
    id="mahalanobis_distance",
    title="Mahalanobis distance: how far in standard deviations?",
    topic="linear algebra",
    seconds=120,
    reference=mahalanobis_distance,
    terms=("Mahalanobis",),
    aliases={"mahalanobis_outlier": Focus(3, "farthest")},
    prompt={
        1: "Two uncorrelated features have the mean μ = {mean} and the variances {variances}. How far from "
        "the mean, by Mahalanobis, is x = {x}?",
        2: "Two features have the mean μ and the covariance matrix S. How far from the mean, by Mahalanobis, "
        "is x = {x}?\n\n  μ = {mean}   S = {S}",
        3: "Two features have the mean μ and the covariance matrix S. How far from the mean, by Mahalanobis, "
        "are the points in the rows of X (numbered from 0)?\n\n  X = {x}   μ = {mean}   S = {S}",
    },
    draw=_draw_mahalanobis,
    levels={1: ("plain",), 2: ("inverse", "distance"), 3: ("distances", "farthest")},
    parts=(
        Part("plain", "the distance"),
        Part("inverse", "the inverse of S", "matrix"),
        Part("distance", "the distance"),
        Part("distances", "the distance of each point", "vector"),
        Part("farthest", "the number of the farthest point", "integer", may_repeat=True),
    ),
    steps=(
        Step("difference", "Subtract the mean", "x − μ = {difference}", lambda x, mean: x - mean),
        Step(
            "in_variances",
            "Divide each squared difference by its variance",
            "{in_variances}",
            lambda difference, variances: difference**2 / variances,
        ),
        Step(
            "plain",
            "Add them and take the root",
            "√({in_variances:sum}) = {plain}",
            lambda in_variances: np.sqrt(in_variances.sum()),
        ),
        Step(
            "determinant",
            "Determinant of S",
            "{S[0][0]}·{S[1][1]} − {S[0][1]}² = {determinant}",
            lambda S: S[0, 0] * S[1, 1] - S[0, 1] * S[1, 0],
        ),
        Step(
            "inverse",
            "Inverse: exchange the diagonal, negate the rest, divide by the determinant",
            "S⁻¹ = {inverse}",
            lambda S, determinant: np.array([[S[1, 1], -S[0, 1]], [-S[1, 0], S[0, 0]]]) / determinant,
        ),
        Step(
            "square",
            "(x − μ)ᵀ·S⁻¹·(x − μ)",
            "{square}",
            lambda difference, inverse: ((difference @ inverse) * difference).sum(axis=-1),
        ),
        Step("distance", "Take the root", "√{square} = {distance}", lambda square: np.sqrt(square)),
        Step("distances", "Take the roots", "{distances}", lambda square: np.sqrt(square)),
        Step(
            "farthest",
            "The largest distance",
            "point {farthest}",
            lambda distances: int(np.argmax(distances)),
        ),
    ),
    mistakes=(
        Mistake(
            "no_root",
            "Take the root at the end: without it, it is the squared distance.",
            must=True,
            swap={
                "plain": lambda in_variances: in_variances.sum(),
                "distance": lambda square: square,
                "distances": lambda square: square,
            },
        ),
        Mistake(
            "euclidean",
            "Divide by the spread of the data: the inverse covariance stands between the differences.",
            must=True,
            swap={
                "in_variances": lambda difference: difference**2,
                "square": lambda difference: (difference**2).sum(axis=-1),
            },
        ),
        Mistake(
            "not_inverted",
            "Use the inverse of S: a direction of large variance counts less.",
            must=True,
            swap={
                "in_variances": lambda difference, variances: difference**2 * variances,
                "square": lambda difference, S: ((difference @ S) * difference).sum(axis=-1),
            },
        ),
        Mistake(
            "correlation_ignored",
            "The features are correlated: the entries beside the diagonal belong to the inverse too.",
            must=True,
            levels=(2, 3),
            swap={"inverse": lambda S: np.diag(1 / np.diagonal(S))},
        ),
        Mistake(
            "entries_inverted",
            "The inverse of a matrix is not the inverse of each entry.",
            levels=(2, 3),
            swap={"inverse": lambda S: 1 / S},
        ),
        Mistake(
            "divided_by_deviation",
            "Divide the squared difference by the variance (or the difference by the standard deviation).",
            levels=(1,),
            swap={"in_variances": lambda difference, variances: difference**2 / np.sqrt(variances)},
        ),
        Mistake(
            "differences_over_variances",
            "Divide the squared difference by the variance (or the difference by the standard deviation).",
            levels=(1,),
            swap={"in_variances": lambda difference, variances: (difference / variances) ** 2},
        ),
        Mistake(
            "determinant_forgotten",
            "Divide the exchanged matrix by the determinant of S.",
            levels=(2, 3),
            swap={"inverse": lambda S: np.array([[S[1, 1], -S[0, 1]], [-S[1, 0], S[0, 0]]])},
        ),
        Mistake(
            "signs_not_turned",
            "Negate the entries beside the diagonal when inverting.",
            levels=(2, 3),
            swap={
                "inverse": lambda S, determinant: (
                    np.array([[S[1, 1], S[0, 1]], [S[1, 0], S[0, 0]]]) / determinant
                )
            },
        ),
    ),
)
