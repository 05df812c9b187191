"""Principal components: directions of largest variance, and the share of variance that they keep."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def pca_components(data: npt.ArrayLike) -> tuple[Array, Array]:
    """Variances along the principal directions of data, largest first, and these directions.

    The eigenvalues and eigenvectors of the covariance matrix S = X_cᵀ·X_c/N of centred data.

    Args:
      data: X, `[N, d]`, rows are examples.

    Returns:
      Variances `[d]`, descending, and directions `[d, d]`, one unit vector in each row (its sign is
      free).

    Source: Bishop, Pattern Recognition and Machine Learning (2006), section 12.1.1.
    """
    x = np.asarray(data, dtype=float)
    centred = x - x.mean(axis=0)
    variances, directions = np.linalg.eigh(centred.T @ centred / len(x))
    return variances[::-1], directions[:, ::-1].T


def same_direction(answer: npt.ArrayLike, direction: Array, digits: int) -> bool:
    """Whether a typed unit vector is the direction or its opposite, to one unit of the last digit."""
    typed, unit = np.asarray(answer, dtype=float), 10.0**-digits * (1 + 1e-6)
    if typed.shape != direction.shape:
        return False
    return bool(min(np.abs(typed - direction).max(), np.abs(typed + direction).max()) <= unit)


DIRECTIONS = ((1, 1, 2), (2, 1, 5), (1, 2, 5), (3, 1, 10), (1, 3, 10))
"""First and second entry of a direction, and its squared length."""


def _draw_components(draw: Draw, level: int) -> Params:
    if level == 3:
        first = draw.sample(range(7), 4)
        slope = draw.pick([-1, 1, 2])
        return {"X": [[float(v), float(6 + slope * v + draw.whole(-2, 2))] for v in first]}
    u, v, square = draw.pick(DIRECTIONS)
    v *= draw.sign()
    small, factor = draw.whole(1, 4), draw.whole(1, 3) if square < 10 else 1
    return {
        "S": [
            [float(small + factor * u * u), float(factor * u * v)],
            [float(factor * u * v), float(small + factor * v * v)],
        ]
    }


def _distinct(S: Array, eigenvalues: Array) -> str | None:
    if not S[0, 1] and eigenvalues[0] == S[0, 0]:
        return "the first direction is the first axis, for which the rule gives no length"
    return "the eigenvalues are close" if eigenvalues[0] < 1.3 * eigenvalues[1] else None


PCA_COMPONENTS = Exercise(
    id="pca_components",
    title="Eigenvalues and first direction of a covariance",
    topic="linear algebra",
    seconds=180,
    reference=pca_components,
    terms=("principal component analysis", "PCA", "principal component", "eigenvectors of the covariance"),
    aliases={"first_principal_component": Focus(2, "direction")},
    prompt={
        1: "PCA of two features starts from this covariance matrix. The principal variances are those along "
        "the principal directions.\n\n  S = {S}",
        2: "PCA of two features starts from this covariance matrix. The principal variances are those along "
        "the principal directions; a direction is a vector of length 1, and its sign is free.\n\n  S = {S}",
        3: "PCA is applied to four examples (rows) of two features; the covariance divides by the number of "
        "examples. The principal variances are those along the principal directions; a direction is a vector "
        "of length 1, and its sign is free.\n\n  X = {X}",
    },
    draw=_draw_components,
    levels={1: ("eigenvalues",), 2: ("eigenvalues", "direction"), 3: ("eigenvalues", "direction")},
    parts=(
        Part("eigenvalues", "the principal variances, largest first", "vector", digits=2),
        Part(
            "direction",
            "the first principal direction",
            "vector",
            accept=lambda answer, direction: same_direction(answer, direction, 3),
        ),
    ),
    guard=_distinct,
    steps=(
        Step("centred", "Subtract the mean of each column", "X_c = {centred}", lambda X: X - X.mean(axis=0)),
        Step(
            "S",
            "Covariance matrix: X_cᵀ·X_c/N",
            "S = {S}",
            lambda centred: centred.T @ centred / len(centred),
        ),
        Step(
            "trace",
            "Trace: the sum of the diagonal",
            "{S[0][0]} + {S[1][1]} = {trace}",
            lambda S: S[0, 0] + S[1, 1],
        ),
        Step(
            "determinant",
            "Determinant",
            "{S[0][0]}·{S[1][1]} − {S[0][1]}² = {determinant}",
            lambda S: S[0, 0] * S[1, 1] - S[0, 1] * S[1, 0],
        ),
        Step(
            "half_gap",
            "Root of (half the trace)² − determinant",
            "√(({trace}/2)² − {determinant}) = {half_gap}",
            lambda trace, determinant: np.sqrt((trace / 2) ** 2 - determinant),
        ),
        Step(
            "eigenvalues",
            "Eigenvalues = half the trace ± that root, the larger first",
            "{eigenvalues}",
            lambda trace, half_gap: np.array([trace / 2 + half_gap, trace / 2 - half_gap]),
        ),
        Step(
            "unscaled",
            "The first direction solves (S − λ₁·I)·v = 0: v = (s₁₂, λ₁ − s₁₁)",
            "{unscaled}",
            lambda S, eigenvalues: np.array([S[0, 1], eigenvalues[0] - S[0, 0]]),
        ),
        Step(
            "direction",
            "Divide by its length",
            "{direction}",
            lambda unscaled: unscaled / np.sqrt((unscaled**2).sum()),
        ),
    ),
    mistakes=(
        Mistake(
            "diagonal",
            "The diagonal holds the variances of the features: the principal ones are the eigenvalues.",
            must=True,
            swap={"eigenvalues": lambda S: np.sort(np.diagonal(S))[::-1]},
        ),
        Mistake(
            "ascending",
            "The largest eigenvalue comes first.",
            must=True,
            swap={
                "eigenvalues": lambda trace, half_gap: np.array([trace / 2 - half_gap, trace / 2 + half_gap])
            },
        ),
        Mistake(
            "not_normalised",
            "Divide the direction by its length.",
            must=True,
            levels=(2, 3),
            swap={"direction": lambda unscaled: unscaled},
        ),
        Mistake(
            "second_direction",
            "This direction belongs to the smaller eigenvalue: the first one is perpendicular to it.",
            levels=(2, 3),
            swap={
                "direction": lambda unscaled: (
                    np.array([-unscaled[1], unscaled[0]]) / np.sqrt((unscaled**2).sum())
                )
            },
        ),
        Mistake(
            "roots",
            "These are standard deviations: the eigenvalues are variances.",
            swap={
                "eigenvalues": lambda trace, half_gap: np.sqrt(
                    np.array([trace / 2 + half_gap, trace / 2 - half_gap])
                )
            },
        ),
        Mistake(
            "half_forgotten",
            "The eigenvalues are half the trace plus and minus the root: they add up to the trace.",
            swap={"eigenvalues": lambda trace, half_gap: np.array([trace + half_gap, trace - half_gap])},
        ),
        Mistake(
            "coordinates_exchanged",
            "Row one of (S − λ₁·I)·v = 0 gives v = (s₁₂, λ₁ − s₁₁), in this order.",
            levels=(2, 3),
            swap={"unscaled": lambda S, eigenvalues: np.array([eigenvalues[0] - S[0, 0], S[0, 1]])},
        ),
        Mistake(
            "not_centred",
            "Subtract the mean of each column before the covariance.",
            must=True,
            levels=(3,),
            swap={"centred": lambda X: X},
        ),
    ),
)


def explained_variance(variances: npt.ArrayLike, count: int) -> float:
    """Share of the whole variance that the first principal components keep.

    Σ_{i ≤ k} λ_i / Σ_i λ_i, with the eigenvalues λ in descending order. Singular values σ of the
    centred data give λ = σ²/N, so shares of σ².

    Args:
      variances: λ, `[d]`, in any order.
      count: k, from 1 to d.

    Returns:
      A value in (0, 1].

    Source: Jolliffe, Principal Component Analysis (2002), section 6.1.1.
    """
    ordered = np.sort(np.asarray(variances, dtype=float))[::-1]
    return float(ordered[:count].sum() / ordered.sum())


def _draw_explained(draw: Draw, level: int) -> Params:
    if level == 1:
        return {"variances": sorted([float(v) for v in draw.sample(range(1, 13), 3)], reverse=True)}
    if level == 2:
        spectrum = [draw.decimal(5, 9, 1), draw.decimal(2.5, 4.5, 1), draw.decimal(1, 2.2, 1)]
        spectrum += draw.spread(2, 0.2, 0.9, 1, gap=0.2)
        return {"variances": draw.shuffled(spectrum), "k": draw.whole(2, 3)}
    sigma = [draw.whole(20, 30), draw.whole(11, 17), draw.whole(6, 10), draw.whole(3, 5), draw.whole(1, 2)]
    return {
        "sigma": [float(v) for v in sigma],
        "N": draw.pick([100, 200, 500, 1000]),
        "wanted": draw.pick([0.8, 0.9, 0.95]),
    }


def _clear(shares: Array, wanted: float) -> str | None:
    return "a share is close to the wanted one" if np.any(np.abs(np.cumsum(shares) - wanted) < 0.01) else None


PCA_EXPLAINED_VARIANCE = Exercise(
    id="pca_explained_variance",
    title="Explained variance: how many components are enough?",
    topic="linear algebra",
    seconds=75,
    reference=explained_variance,
    terms=("explained variance", "variance kept", "number of principal components"),
    aliases={"pca_reduced_shape": Focus(3, "reduced")},
    prompt={
        1: "The covariance matrix of centred data has the eigenvalues {variances}.",
        2: "The covariance matrix of centred data has the eigenvalues {variances}, in no particular order. "
        "The data is reduced to its first {k} principal components.",
        3: "Centred data of {N} examples with five features (one example in each row) has the singular "
        "values {sigma}. As few principal components as possible are kept, so that they hold at least the "
        "share {wanted} of the variance.",
    },
    draw=_draw_explained,
    levels={1: ("first",), 2: ("kept",), 3: ("count", "reduced")},
    parts=(
        Part("first", "the share of variance along the first component"),
        Part("kept", "the share of variance that is kept"),
        Part("count", "the number of components", "integer", may_repeat=True),
        Part("reduced", "the shape of the reduced data", "shape"),
    ),
    guard=_clear,
    constants={"wanted": -1.0},
    steps=(
        Step(
            "variances",
            "Variances are proportional to the squared singular values",
            "σ² = {variances}",
            lambda sigma: sigma**2,
        ),
        Step("ordered", "Order them, largest first", "{ordered}", lambda variances: np.sort(variances)[::-1]),
        Step(
            "shares",
            "Divide each by the sum of all",
            "{shares}",
            lambda ordered: ordered / ordered.sum(),
        ),
        Step("first", "The first share", "{first}", lambda shares: shares[0]),
        Step("kept", "Add the shares that are kept", "{kept}", lambda shares, k: shares[:k].sum()),
        Step(
            "count",
            "Add shares until the wanted one is reached",
            "{count} components",
            lambda shares, wanted: int((np.cumsum(shares) < wanted).sum()) + 1,
        ),
        Step(
            "reduced",
            "Every example keeps one number for each component",
            "{reduced:shape}",
            lambda N, count: [int(N), int(count)],
        ),
    ),
    mistakes=(
        Mistake(
            "against_the_rest",
            "Divide by the sum of all eigenvalues, the kept ones included.",
            must=True,
            levels=(1, 2),
            swap={
                "first": lambda ordered: ordered[0] / ordered[1:].sum(),
                "kept": lambda ordered, k: ordered[:k].sum() / ordered[k:].sum(),
            },
        ),
        Mistake(
            "roots",
            "Eigenvalues are variances already: do not take roots.",
            must=True,
            levels=(1, 2),
            swap={"shares": lambda ordered: np.sqrt(ordered) / np.sqrt(ordered).sum()},
        ),
        Mistake(
            "squared_again",
            "Eigenvalues are variances already: only singular values are squared.",
            levels=(1, 2),
            swap={"shares": lambda ordered: ordered**2 / (ordered**2).sum()},
        ),
        Mistake(
            "not_ordered",
            "The first components are those with the largest eigenvalues, wherever they stand.",
            must=True,
            levels=(2,),
            swap={"ordered": lambda variances: variances},
        ),
        Mistake(
            "last_component_only",
            "Add the shares of all components that are kept.",
            levels=(2,),
            swap={"kept": lambda shares, k: shares[k - 1]},
        ),
        Mistake(
            "count_of_features",
            "Components differ in the variance that they keep: use the eigenvalues, not their number.",
            levels=(1, 2),
            swap={"first": lambda shares: 1 / len(shares), "kept": lambda shares, k: k / len(shares)},
        ),
        Mistake(
            "singular_values_not_squared",
            "Square the singular values: variances are proportional to the squares.",
            must=True,
            levels=(3,),
            swap={"variances": lambda sigma: sigma},
        ),
        Mistake(
            "one_too_few",
            "Keep the component with which the share is reached too.",
            levels=(3,),
            swap={"count": lambda shares, wanted: int((np.cumsum(shares) < wanted).sum())},
        ),
        Mistake(
            "single_shares",
            "Add the shares up: no single component needs to reach the wanted one.",
            levels=(3,),
            swap={"count": lambda shares, wanted: int((shares < wanted).sum())},
        ),
        Mistake(
            "examples_reduced",
            "PCA reduces the features: the number of examples stays.",
            levels=(3,),
            swap={"reduced": lambda count: [int(count), 5]},
        ),
    ),
)
