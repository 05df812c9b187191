"""Data in principal coordinates: projection, reconstruction, decorrelation and whitening."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def pca_project(x: npt.ArrayLike, mean: npt.ArrayLike, directions: npt.ArrayLike) -> tuple[Array, Array]:
    """Coordinates of points along principal directions, and the points rebuilt from them.

    scores = U·(x − μ), reconstruction = μ + Uᵀ·scores. What is lost is perpendicular to all directions.

    Args:
      x: points, `[..., d]`.
      mean: μ of the data, `[d]`.
      directions: U, `[k, d]`, orthonormal rows.

    Returns:
      Scores `[..., k]` and reconstructions `[..., d]`.

    Source: Bishop, Pattern Recognition and Machine Learning (2006), section 12.1.2.
    """
    u, centre = np.asarray(directions, dtype=float), np.asarray(mean, dtype=float)
    scores = (np.asarray(x, dtype=float) - centre) @ u.T
    return np.asarray(scores), np.asarray(centre + scores @ u)


FRAME = ((0.36, 0.48, -0.8), (-0.8, 0.6, 0.0), (0.48, 0.64, 0.6))
"""Three orthonormal directions with short decimals."""


def orthonormal(draw: Draw, count: int) -> list[list[float]]:
    """Some of the rows of the frame, with coordinates exchanged and signs turned at random."""
    order, signs = draw.shuffled(range(3)), [draw.sign() for _ in range(3)]
    rows = draw.sample(FRAME, count)
    return [[signs[i] * row[i] for i in order] for row in rows]


def _draw_projection(draw: Draw, level: int) -> Params:
    if level == 1:
        u = draw.shuffled([0.6, 0.8])
        u[0] *= draw.sign()
        mean = [float(draw.whole(1, 5)) for _ in range(2)]
        return {"x": [m + draw.sign() * draw.whole(1, 5) for m in mean], "mean": mean, "U": [u]}
    mean = [float(draw.whole(-3, 3)) for _ in range(3)]
    x = [m + draw.signed(0.5, 4, 1) for m in mean]
    return {"x": x, "mean": mean, "U": orthonormal(draw, 2)}


PCA_PROJECTION = Exercise(
    id="pca_projection",
    title="Projection on principal directions and back",
    topic="linear algebra",
    seconds=120,
    reference=pca_project,
    terms=("PCA projection", "project onto the principal", "reconstruction from principal components"),
    aliases={"pca_reconstruction": Focus(2, "reconstruction")},
    prompt={
        1: "Data has the mean μ = {mean} and the first principal direction u = {U[0]}. The point is x = {x}.",
        2: "Data has the mean μ and is reduced to two principal directions, the rows of U.\n\n"
        "  x = {x}   μ = {mean}\n\n  U = {U}",
        3: "Data has the mean μ and is reduced to two principal directions, the rows of U. How much of the "
        "point is lost?\n\n  x = {x}   μ = {mean}\n\n  U = {U}",
    },
    draw=_draw_projection,
    levels={1: ("score",), 2: ("scores", "reconstruction"), 3: ("scores", "lost")},
    parts=(
        Part("score", "the coordinate of x along u", digits=2),
        Part("scores", "the two coordinates of x", "vector", digits=2),
        Part("reconstruction", "the point rebuilt from them", "vector", digits=2),
        Part("lost", "the squared distance of x and the point rebuilt from them", digits=2),
    ),
    steps=(
        Step("centred", "Subtract the mean", "x − μ = {centred}", lambda x, mean: x - mean),
        Step("score", "Inner product with the direction", "{score}", lambda centred, U: U[0] @ centred),
        Step(
            "scores",
            "Inner product with each direction: U·(x − μ)",
            "{scores}",
            lambda centred, U: U @ centred,
        ),
        Step(
            "reconstruction",
            "Add the directions, each times its coordinate, to the mean: μ + Uᵀ·scores",
            "{reconstruction}",
            lambda mean, scores, U: mean + scores @ U,
        ),
        Step(
            "residual",
            "What is left: x − reconstruction",
            "{residual}",
            lambda x, reconstruction: x - reconstruction,
        ),
        Step(
            "lost", "Sum of its squares", "{residual:squares} = {lost}", lambda residual: (residual**2).sum()
        ),
    ),
    mistakes=(
        Mistake(
            "not_centred",
            "Subtract the mean before projecting.",
            must=True,
            swap={"centred": lambda x: x},
        ),
        Mistake(
            "mean_not_added",
            "Add the mean back: the coordinates are measured from it.",
            must=True,
            levels=(2,),
            swap={"reconstruction": lambda scores, U: scores @ U},
        ),
        Mistake(
            "difference_turned",
            "Subtract the mean from the point: x − μ.",
            must=True,
            levels=(1, 2),
            swap={"centred": lambda x, mean: mean - x},
        ),
        Mistake(
            "columns_for_rows",
            "The directions are the rows of U: multiply the centred point with each row.",
            levels=(2, 3),
            swap={"scores": lambda centred, U: U[:, :2].T @ centred[:2]},
        ),
        Mistake(
            "one_direction",
            "Use both directions: each adds its coordinate times itself.",
            levels=(2, 3),
            swap={"reconstruction": lambda mean, scores, U: mean + scores[0] * U[0]},
        ),
        Mistake(
            "kept_for_lost",
            "These are the squares of the coordinates, what is kept: subtract them from ‖x − μ‖².",
            must=True,
            levels=(3,),
            swap={"lost": lambda scores: (scores**2).sum()},
        ),
        Mistake(
            "all_for_lost",
            "This is ‖x − μ‖², all of it: subtract the squares of the coordinates that are kept.",
            levels=(3,),
            swap={"lost": lambda centred: (centred**2).sum()},
        ),
        Mistake(
            "root_taken",
            "The squared distance is asked: no root.",
            levels=(3,),
            swap={"lost": lambda residual: np.sqrt((residual**2).sum())},
        ),
        Mistake(
            "length_of_projection",
            "A coordinate is an inner product: it keeps its sign and is not squared.",
            levels=(1,),
            swap={"score": lambda centred, U: (U[0] @ centred) ** 2},
        ),
        Mistake(
            "sum_of_differences",
            "Weigh the differences with the entries of the direction before adding.",
            levels=(1,),
            swap={"score": lambda centred: centred.sum()},
        ),
    ),
)


def whiten(x: npt.ArrayLike, directions: npt.ArrayLike, variances: npt.ArrayLike, eps: float = 0.0) -> Array:
    """Centred points in principal coordinates, each scaled to variance 1.

    z_i = (U·x)_i/√(λ_i + ε). The rotation alone takes the correlations away (decorrelation), the
    scaling makes the covariance the identity. ZCA whitening turns the result back: Uᵀ·z.

    Args:
      x: centred points, `[..., d]`.
      directions: U, `[d, d]`, orthonormal rows.
      variances: λ along them, `[d]`.
      eps: keeps directions of tiny variance from being blown up.

    Returns:
      `[..., d]`.

    Source: Kessy, Lewin and Strimmer, Optimal Whitening and Decorrelation (2018), sections 1 and 3;
    Krizhevsky, Learning Multiple Layers of Features from Tiny Images (2009), appendix A, for ZCA.
    """
    rotated = np.asarray(x, dtype=float) @ np.asarray(directions, dtype=float).T
    return np.asarray(rotated / np.sqrt(np.asarray(variances, dtype=float) + eps))


def _draw_whitening(draw: Draw, level: int) -> Params:
    if level == 1:
        eps = draw.pick([0.1, 0.5, 1.0])
        return {"rotated": draw.signed(2, 9, 1), "variances": round(draw.decimal(3, 30, 1), 1), "eps": eps}
    c, s = draw.shuffled([0.6, 0.8])
    U = [[c, s], [-s, c]] if draw.chance() else [[s, c], [-c, s]]
    variances = sorted(draw.sample([0.25, 0.5, 0.8, 2.0, 3.0, 5.0, 8.0, 12.0], 2), reverse=True)
    return {"x": draw.vector(2, 0.5, 4, 1, signed=True), "U": U, "variances": variances}


PCA_WHITENING = Exercise(
    id="pca_whitening",
    title="Decorrelation, PCA whitening and ZCA",
    topic="linear algebra",
    seconds=100,
    reference=whiten,
    terms=("whitening", "decorrelate", "ZCA", "whitened data"),
    aliases={
        "pca_whiten_scale": Focus(1),
        "pca_decorrelate": Focus(2, "rotated"),
        "zca_whitening": Focus(3, "zca"),
    },
    prompt={
        1: "After centring and rotation an example has the coordinate {rotated} along a principal direction "
        "whose eigenvalue is {variances}. PCA whitening uses ε = {eps}, added to the eigenvalue.",
        2: "A centred example x is decorrelated and then whitened by PCA (ε negligible). The rows of U are "
        "the principal directions, λ are the eigenvalues along them.\n\n"
        "  x = {x}   λ = {variances}\n\n  U = {U}",
        3: "A centred example x is whitened by PCA and by ZCA, which turns the result back to the axes of "
        "the features (ε negligible). The rows of U are the principal directions, λ are the eigenvalues "
        "along them.\n\n  x = {x}   λ = {variances}\n\n  U = {U}",
    },
    draw=_draw_whitening,
    levels={1: ("scaled",), 2: ("rotated", "white"), 3: ("white", "zca")},
    parts=(
        Part("scaled", "the whitened coordinate"),
        Part("rotated", "the decorrelated coordinates", "vector", digits=2),
        Part("white", "the coordinates after PCA whitening", "vector"),
        Part("zca", "the coordinates after ZCA whitening", "vector"),
    ),
    constants={"eps": 0.0},
    steps=(
        Step("rotated", "Rotate: inner product with each direction, U·x", "{rotated}", lambda x, U: U @ x),
        Step(
            "deviations",
            "Standard deviations along the directions: √(λ + ε)",
            "{deviations}",
            lambda variances, eps: np.sqrt(variances + eps),
        ),
        Step(
            "scaled",
            "Divide by it",
            "{rotated}/{deviations} = {scaled}",
            lambda rotated, deviations: rotated / deviations,
        ),
        Step(
            "white",
            "Divide each coordinate by its own",
            "{white}",
            lambda rotated, deviations: rotated / deviations,
        ),
        Step("zca", "Turn back: Uᵀ times the whitened coordinates", "{zca}", lambda white, U: U.T @ white),
    ),
    mistakes=(
        Mistake(
            "no_root",
            "Divide by the root of the eigenvalue: the eigenvalue is a variance.",
            must=True,
            swap={"deviations": lambda variances, eps: variances + eps},
        ),
        Mistake(
            "multiplied",
            "Divide by the standard deviation, so that the variance becomes 1.",
            must=True,
            swap={
                "scaled": lambda rotated, deviations: rotated * deviations,
                "white": lambda rotated, deviations: rotated * deviations,
            },
        ),
        Mistake(
            "eps_outside",
            "ε is added to the eigenvalue, inside the root.",
            levels=(1,),
            swap={"deviations": lambda variances, eps: np.sqrt(variances) + eps},
        ),
        Mistake(
            "eps_left_out",
            "Add ε to the eigenvalue before taking the root.",
            levels=(1,),
            swap={"deviations": lambda variances: np.sqrt(variances)},
        ),
        Mistake(
            "turned_the_wrong_way",
            "The directions are the rows of U: multiply U·x, not Uᵀ·x.",
            must=True,
            levels=(2, 3),
            swap={"rotated": lambda x, U: U.T @ x},
        ),
        Mistake(
            "not_rotated",
            "Rotate into the principal directions before scaling.",
            levels=(2, 3),
            swap={"rotated": lambda x: x},
        ),
        Mistake(
            "eigenvalues_exchanged",
            "Each coordinate is divided by the root of its own eigenvalue.",
            levels=(2, 3),
            swap={"white": lambda rotated, deviations: rotated / deviations[::-1]},
        ),
        Mistake(
            "turned_again",
            "Turn back with the transpose Uᵀ, not once more with U.",
            must=True,
            levels=(3,),
            swap={"zca": lambda white, U: U @ white},
        ),
        Mistake(
            "not_turned_back",
            "ZCA turns the whitened coordinates back to the features: multiply with Uᵀ.",
            must=True,
            levels=(3,),
            swap={"zca": lambda white: white},
        ),
    ),
)
