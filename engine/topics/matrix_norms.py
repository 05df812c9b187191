"""How large a matrix is: Frobenius, induced and spectral norm."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def frobenius_norm(matrix: npt.ArrayLike) -> float:
    """Frobenius norm: the length of all entries of a matrix taken as one vector.

    ‖W‖_F = √(Σ w_ij²) = √(Σ σ_k²), with the singular values σ. The spectral norm is the largest σ
    alone, the induced 1-norm the largest column sum of sizes, the induced ∞-norm the largest row sum.

    Args:
      matrix: W, `[m, n]`.

    Returns:
      A value that is not negative.

    Source: Golub and Van Loan, Matrix Computations (2013), sections 2.3 and 2.4.
    """
    return float(np.sqrt((np.asarray(matrix, dtype=float) ** 2).sum()))


def _draw_norms(draw: Draw, level: int) -> Params:
    if level == 1:
        return {"W": [[float(draw.sign() * draw.whole(1, 5)) for _ in range(2)] for _ in range(2)]}
    if level == 2:
        return {"W": draw.matrix(2, 3, 0.3, 3, 1, signed=True)}
    return {"W": [[float(draw.sign() * draw.whole(1, 6)) for _ in range(2)] for _ in range(2)]}


MATRIX_NORMS = Exercise(
    id="matrix_norms",
    title="Frobenius, row-sum, column-sum and spectral norm",
    topic="linear algebra",
    seconds=75,
    reference=frobenius_norm,
    terms=("Frobenius norm", "matrix norm", "spectral norm", "norm of the weight matrix"),
    aliases={"frobenius_norm": Focus(1), "spectral_norm": Focus(3, "spectral")},
    prompt={
        1: "How large is this weight matrix?\n\n  W = {W}",
        2: "How large is this weight matrix? The norm ‖W‖₁ is induced by the 1-norm of vectors, ‖W‖∞ by the "
        "maximum norm.\n\n  W = {W}",
        3: "How large is this weight matrix, and what is the most by which it stretches a vector (its "
        "spectral norm)? The stable rank is the squared ratio of the Frobenius norm to the spectral norm.\n\n"
        "  W = {W}",
    },
    draw=_draw_norms,
    levels={
        1: ("frobenius",),
        2: ("frobenius", "one_norm", "infinity_norm"),
        3: ("frobenius", "spectral", "stable_rank"),
    },
    parts=(
        Part("frobenius", "the Frobenius norm"),
        Part("one_norm", "the norm ‖W‖₁", digits=2),
        Part("infinity_norm", "the norm ‖W‖∞", digits=2),
        Part("spectral", "the spectral norm"),
        Part("stable_rank", "the stable rank"),
    ),
    steps=(
        Step("squares", "Square all entries", "{squares}", lambda W: W**2),
        Step("total", "Add them", "{squares:sum} = {total}", lambda squares: squares.sum()),
        Step("frobenius", "Take the root", "√{total} = {frobenius}", lambda total: np.sqrt(total)),
        Step("column_sums", "Sum the sizes in each column", "{column_sums}", lambda W: np.abs(W).sum(axis=0)),
        Step(
            "one_norm", "‖W‖₁ is the largest column sum", "{one_norm}", lambda column_sums: column_sums.max()
        ),
        Step("row_sums", "Sum the sizes in each row", "{row_sums}", lambda W: np.abs(W).sum(axis=1)),
        Step(
            "infinity_norm", "‖W‖∞ is the largest row sum", "{infinity_norm}", lambda row_sums: row_sums.max()
        ),
        Step("gram", "Multiply WᵀW", "WᵀW = {gram}", lambda W: W.T @ W),
        Step(
            "determinant",
            "Its determinant",
            "{gram[0][0]}·{gram[1][1]} − {gram[0][1]}² = {determinant}",
            lambda gram: gram[0, 0] * gram[1, 1] - gram[0, 1] ** 2,
        ),
        Step(
            "largest",
            "Its larger eigenvalue: half the trace + root of (half the trace)² − determinant",
            "{total}/2 + √(({total}/2)² − {determinant}) = {largest}",
            lambda total, determinant: total / 2 + np.sqrt((total / 2) ** 2 - determinant),
        ),
        Step(
            "spectral",
            "Spectral norm: the root of it, the largest singular value",
            "√{largest} = {spectral}",
            lambda largest: np.sqrt(largest),
        ),
        Step(
            "stable_rank",
            "Stable rank = ‖W‖_F² / largest σ²",
            "{total}/{largest} = {stable_rank}",
            lambda total, largest: total / largest,
        ),
    ),
    mistakes=(
        Mistake(
            "no_root",
            "Take the root of the sum of squares.",
            must=True,
            swap={"frobenius": lambda total: total, "spectral": lambda largest: largest},
        ),
        Mistake(
            "sizes_added",
            "Square the entries before adding: the plain sum of sizes is another norm.",
            must=True,
            levels=(1, 2),
            swap={"frobenius": lambda W: np.abs(W).sum()},
        ),
        Mistake(
            "rows_columns_exchanged",
            "‖W‖₁ is the largest column sum, ‖W‖∞ the largest row sum.",
            must=True,
            levels=(2,),
            swap={
                "one_norm": lambda row_sums: row_sums.max(),
                "infinity_norm": lambda column_sums: column_sums.max(),
            },
        ),
        Mistake(
            "signs_kept",
            "Sum sizes, not signed entries.",
            levels=(1, 2),
            swap={
                "total": lambda W: abs(W.sum()) ** 2,
                "column_sums": lambda W: np.abs(W.sum(axis=0)),
                "row_sums": lambda W: np.abs(W.sum(axis=1)),
            },
        ),
        Mistake(
            "largest_entry",
            "The norm counts every entry, not only the largest.",
            swap={
                "frobenius": lambda W: np.abs(W).max(),
                "one_norm": lambda W: np.abs(W).max(),
                "infinity_norm": lambda W: np.abs(W).max(),
                "spectral": lambda W: np.abs(W).max(),
            },
        ),
        Mistake(
            "mean_square",
            "Nothing is divided by the number of entries: that would be the size of a typical weight.",
            levels=(1, 2),
            swap={"frobenius": lambda squares: np.sqrt(squares.mean())},
        ),
        Mistake(
            "smaller_eigenvalue",
            "The spectral norm belongs to the larger eigenvalue of WᵀW.",
            levels=(3,),
            swap={"largest": lambda total, determinant: total / 2 - np.sqrt((total / 2) ** 2 - determinant)},
        ),
        Mistake(
            "ratio_not_squared",
            "Square both norms in the stable rank.",
            must=True,
            levels=(3,),
            swap={"stable_rank": lambda frobenius, spectral: frobenius / spectral},
        ),
        Mistake(
            "eigenvalue_of_w",
            "Take singular values: eigenvalues of WᵀW, not those of W.",
            levels=(3,),
            swap={"largest": lambda W: np.abs(np.linalg.eigvals(W)).max() ** 2},
        ),
    ),
)
