"""Oracles of augmentation: pixels really painted, cropped, flipped and counted; scikit-learn's log loss."""

from __future__ import annotations

import itertools

import numpy as np
from sklearn.metrics import log_loss


def mixup(variant):
    """Mixed by linear interpolation; the loss is the weighted log loss of both labels."""
    p = variant.params
    lam = p["lam"]

    def between(a, b):
        return [np.interp(lam, [0, 1], [second, first]) for first, second in zip(p[a], p[b], strict=True)]

    found = {}
    if "x1" in p:
        found["x"] = between("x1", "x2")
    if "y1" in p:
        found["y"] = between("y1", "y2")
    if "p" in p:
        classes = [np.argmax(p["y1"]), np.argmax(p["y2"])]
        found["loss"] = log_loss(classes, [p["p"]] * 2, labels=[0, 1, 2], sample_weight=[lam, 1 - lam])
    return found


def cutmix(variant):
    """Paint the patch into an image and count pixels."""
    p = variant.params
    image = np.zeros((p["H"], p["W"]))
    if variant.level < 3:
        image[: p["h"], : p["w"]] = 1
    else:
        ratio = (1 - p["lam"]) ** 0.5
        rows, columns = np.indices(image.shape) + 0.5
        near_x = np.abs(columns - p["cx"]) < ratio * p["W"] / 2
        near_y = np.abs(rows - p["cy"]) < ratio * p["H"] / 2
        image[near_x & near_y] = 1
    ys, xs = np.nonzero(image)
    first = (image == 0).sum() / image.size
    found = {"weight": first, "box": [xs.min(), ys.min(), xs.max() + 1, ys.max() + 1]}
    if "y1" in p:
        found["y"] = [first if a else 1 - first if b else 0.0 for a, b in zip(p["y1"], p["y2"], strict=True)]
    return found


def flip(variant):
    """Paint the box into an image, cut and flip the image, and find the box again."""
    p = variant.params
    box, crop = p.get("box", p.get("shifted")), p.get("crop", [0, 0, p.get("w"), p.get("h")])
    image = np.zeros((300, 300), dtype=bool)
    image[box[1] : box[3], box[0] : box[2]] = True

    def found_in(picture):
        ys, xs = np.nonzero(picture)
        return [xs.min(), ys.min(), xs.max() + 1, ys.max() + 1]

    part = image[crop[1] : crop[3], crop[0] : crop[2]]
    zoom = p.get("zoom", 1)
    return {
        "shifted": found_in(part),
        "flipped": found_in(part[:, ::-1]),
        "zoomed": found_in(np.kron(part[:, ::-1], np.ones((zoom, zoom)))),
        "visible": part.sum() / image.sum(),
    }


def views(variant):
    """Enumerate the corners of all crops."""
    p = variant.params
    c = p["c"]
    W = len(np.pad(np.zeros(c), p["pad"])) if "pad" in p else p["width"]
    H = p.get("height", W)
    corners = [(x, y) for x in range(W) for y in range(H) if x + c <= W and y + c <= H]
    every = list(itertools.product(corners, ("as it is", "mirrored")))
    missed = 1.0
    for _ in range(p.get("epochs", 0)):
        missed *= (len(every) - 1) / len(every)
    return {"positions": len(corners), "views": len(every), "seen": 1 - missed}


def cutout(variant):
    p = variant.params
    if variant.level == 3:
        n, reach = p["n"], p["s"] // 2
        rows, columns = np.indices((n, n))
        shares, whole = [], 0
        for y, x in itertools.product(range(n), repeat=2):
            blank = (abs(rows - y) <= reach) & (abs(columns - x) <= reach)
            shares.append(blank.sum() / n**2)
            whole += blank.sum() == p["s"] ** 2
        return {"inside": whole / n**2, "mean_share": np.mean(shares)}
    image = np.zeros((p["H"], p["W"]), dtype=bool)
    rows, columns = np.indices(image.shape) + 0.5
    side = p.get("s", p.get("across"))
    cx, cy = p.get("cx", p["W"] / 2), p.get("cy", p["H"] / 2)
    if variant.level == 1:
        image[:side, :side] = True
    else:
        image[(abs(rows - cy) < side / 2) & (abs(columns - cx) < side / 2)] = True
    return {"blanked": image.sum(), "share": image.mean()}


def fixmatch(variant):
    """scikit-learn's log loss with pseudo-labels, weighted by whether they count."""
    p = variant.params
    if variant.level == 1:
        labels, probabilities = [0] * 3, [[q, 1 - q] for q in p["q"]]
        sure = [c >= p["threshold"] for c in p["confidence"]]
    else:
        labels = [max(range(3), key=row.__getitem__) for row in p["weak"]]
        probabilities = p["strong"]
        sure = [max(row) >= p["threshold"] for row in p["weak"]]
    weights = np.array(sure, dtype=float)
    classes = list(range(len(probabilities[0])))
    total = log_loss(labels, probabilities, labels=classes, sample_weight=weights, normalize=False)
    found = {"loss": total / 3, "images": [i for i, each in enumerate(sure, 1) if each]}
    if "labelled" in p:
        known = log_loss([1, 1], [[1 - q, q] for q in p["labelled"]], labels=[0, 1])
        found["total"] = known + p["weight"] * total / 3
    return found


ORACLES = {
    "mixup": ("numpy's interpolation and scikit-learn's weighted log loss", mixup),
    "cutmix_lambda": ("pixels of a painted image", cutmix),
    "augment_label_flip": ("pixels of a painted image that is cut and flipped", flip),
    "augmentation_crop_count": ("enumeration of all crops", views),
    "cutout_masked_fraction": ("pixels of painted images, over all centres", cutout),
    "fixmatch_loss": ("scikit-learn's weighted log loss", fixmatch),
}
