"""Oracles of vector products, norms, covariance, Mahalanobis distance and principal components."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import scipy.linalg
import scipy.spatial.distance as distance
import scipy.stats
from sklearn.decomposition import PCA


def exact(values):
    return [Fraction(str(v)) for v in values]


def vector_products(variant):
    """Exact fractions, entry by entry."""
    p = variant.params
    if variant.level < 3:
        a, other = exact(p["a"]), exact(p["b" if variant.level == 1 else "c"])
        inner = float(sum(x * y for x, y in zip(a, other, strict=True)))
        return {"inner": inner, "inner_c": inner, "outer": [[float(x * y) for y in exact(p["b"])] for x in a]}
    left, right, x = [exact(row) for row in p["left"]], [exact(row) for row in p["right"]], exact(p["x"])
    delta = [[left[0][i] * right[0][j] + left[1][i] * right[1][j] for j in range(2)] for i in range(3)]
    # applied term by term: a times the inner product of b and x
    weights = [sum(b * v for b, v in zip(row, x, strict=True)) for row in right]
    change = [float(left[0][i] * weights[0] + left[1][i] * weights[1]) for i in range(3)]
    return {"delta": [[float(v) for v in row] for row in delta], "change": change}


def cosine(variant):
    p = variant.params
    if variant.level == 2:
        cosines = [1 - distance.cosine(p["a"], key) for key in p["keys"]]
        return {"cosines": cosines, "best": cosines.index(max(cosines))}
    cosine = 1 - distance.cosine(p["a"], p["b"])
    unit = [np.array(v) / math.hypot(*v) for v in (p["a"], p["b"])]
    angle = math.degrees(scipy.linalg.subspace_angles(*[v[:, None] for v in unit])[0])
    return {
        "cosine": cosine,
        "angle": angle if cosine >= 0 else 180 - angle,
        "distance": distance.euclidean(*unit),
    }


def norms(variant):
    w = np.array(variant.params["W"])
    singular = scipy.linalg.svdvals(w)
    return {
        "frobenius": scipy.linalg.norm(w, "fro"),
        "one_norm": scipy.linalg.norm(w, 1),
        "infinity_norm": scipy.linalg.norm(w, np.inf),
        "spectral": singular[0],
        "stable_rank": (singular**2).sum() / singular[0] ** 2,
    }


def covariance(variant):
    x = np.array(variant.params["X"])
    s = np.cov(x, rowvar=False, bias=True)
    return {
        "covariance": s[0, 1],
        "S": s,
        "means": [scipy.stats.tmean(column) for column in x.T],
        "correlation": scipy.stats.pearsonr(*x.T).statistic,
    }


def mahalanobis(variant):
    p = variant.params
    if variant.level == 1:
        return {"plain": distance.seuclidean(p["x"], p["mean"], p["variances"])}
    inverse = scipy.linalg.solve(np.array(p["S"]), np.eye(2), assume_a="pos")
    points = np.atleast_2d(p["x"])
    distances = [distance.mahalanobis(x, p["mean"], inverse) for x in points]
    farthest = max(range(len(distances)), key=distances.__getitem__)
    return {"inverse": inverse, "distance": distances[0], "distances": distances, "farthest": farthest}


def oriented(direction, like):
    """A direction with the sign of the shown one, which is free."""
    return direction if np.dot(direction, like) > 0 else -direction


def pca(variant):
    p = variant.params
    if "X" in p:
        model = PCA().fit(np.array(p["X"]))
        values, first = model.explained_variance_ * 3 / 4, model.components_[0]
    else:
        values, vectors = scipy.linalg.eigh(np.array(p["S"]))
        values, first = values[::-1], vectors[:, -1]
    shown = variant.answer.get("direction")
    return {"eigenvalues": values, "direction": oriented(first, shown) if shown else first}


def explained(variant):
    """Ratios of scikit-learn's PCA on data that has the wanted spectrum."""
    p = variant.params
    variances = np.array(p["variances"]) if "variances" in p else np.array(p["sigma"]) ** 2
    corners = np.concatenate([np.diag(np.sqrt(variances)), -np.diag(np.sqrt(variances))])
    ratios = PCA().fit(corners).explained_variance_ratio_
    if variant.level == 3:
        kept = PCA(n_components=p["wanted"], svd_solver="full").fit(corners).n_components_
        return {"count": kept, "reduced": [p["N"], kept]}
    return {"first": ratios[0], "kept": math.fsum(ratios[: p.get("k", 1)])}


def projection(variant):
    """scikit-learn's PCA with these directions put in; least squares for the nearest point."""
    p = variant.params
    u = np.array(p["U"])
    model = PCA(n_components=len(u))
    model.mean_, model.components_, model.whiten = np.array(p["mean"]), u, False
    model.explained_variance_ = np.ones(len(u))
    scores = model.transform([p["x"]])
    nearest, *_ = np.linalg.lstsq(u.T, np.array(p["x"]) - np.array(p["mean"]), rcond=None)
    np.testing.assert_allclose(nearest, scores[0], atol=1e-9)
    rebuilt = model.inverse_transform(scores)[0]
    return {
        "score": scores[0][0],
        "scores": scores[0],
        "reconstruction": rebuilt,
        "lost": distance.sqeuclidean(rebuilt, p["x"]),
    }


def whitening(variant):
    """The symmetric inverse root of the covariance for ZCA; scikit-learn for PCA whitening."""
    p = variant.params
    if variant.level == 1:
        return {
            "scaled": math.copysign(math.sqrt(p["rotated"] ** 2 / (p["variances"] + p["eps"])), p["rotated"])
        }
    u, variances = np.array(p["U"]), np.array(p["variances"])
    model = PCA(n_components=2, whiten=True)
    model.mean_, model.components_, model.explained_variance_ = np.zeros(2), u, variances
    white = model.transform([p["x"]])[0]
    inverse_root = scipy.linalg.inv(scipy.linalg.sqrtm(u.T @ np.diag(variances) @ u))
    rotated = scipy.linalg.solve(u.T, np.array(p["x"]))
    return {"rotated": rotated, "white": white, "zca": inverse_root @ np.array(p["x"])}


ORACLES = {
    "vector_products": ("exact fractions, entry by entry", vector_products),
    "cosine_similarity": ("scipy.spatial distances and scipy.linalg.subspace_angles", cosine),
    "matrix_norms": ("scipy.linalg.norm and singular values", norms),
    "covariance_matrix": ("numpy.cov and scipy.stats.pearsonr", covariance),
    "mahalanobis_distance": ("scipy.spatial.distance with a solved inverse", mahalanobis),
    "pca_components": ("scipy.linalg.eigh and scikit-learn's PCA", pca),
    "pca_explained_variance": ("scikit-learn's PCA on data of that spectrum", explained),
    "pca_projection": ("scikit-learn's PCA and least squares", projection),
    "pca_whitening": ("scikit-learn's PCA and the inverse root of the covariance", whitening),
}
