"""Oracles of boxes in detectors: GIoU, regression targets, anchors and their labels."""

from __future__ import annotations

import numpy as np
from scipy.optimize import brentq, fsolve


def rasterized(variant):
    """Areas counted on a fine grid of cell centres."""
    p = variant.params
    a, b = np.array(p["box_a"]), np.array(p["box_b"])
    low, high = np.minimum(a, b)[:2], np.maximum(a, b)[2:]
    step = 0.1
    xs, ys = (np.arange(low[i], high[i] - step / 2, step) + step / 2 for i in (0, 1))
    grid_x, grid_y = np.meshgrid(xs, ys)

    def inside(box):
        return (grid_x > box[0]) & (grid_x < box[2]) & (grid_y > box[1]) & (grid_y < box[3])

    one, other = inside(a), inside(b)
    cell = step * step
    union, common, outer = (one | other).sum() * cell, (one & other).sum() * cell, grid_x.size * cell
    return {"union": union, "hull_area": outer, "giou": common / union - (outer - union) / outer}


def centred(corners):
    x1, y1, x2, y2 = corners
    return np.array([(x1 + x2) / 2, (y1 + y2) / 2, x2 - x1, y2 - y1])


def encode(variant):
    """The offsets from which the decoding equations lead back to the box, found by a root search."""
    p = variant.params
    anchor = np.array(p["anchor"]) if "anchor" in p else centred(p["anchor_corners"])
    box = np.array(p["box"]) if "box" in p else centred(p["box_corners"])

    def residual(t):
        x, y = anchor[0] + t[0] * anchor[2], anchor[1] + t[1] * anchor[3]
        return np.array([x, y, anchor[2] * np.exp(t[2]), anchor[3] * np.exp(t[3])]) - box

    found = fsolve(residual, np.zeros(4), xtol=1e-13)
    return {"shift": found[:2], "scale": found[2:]}


def decode(variant):
    """The box whose encoding equations give the offsets, one coordinate at a time."""
    x, y, w, h = variant.params["anchor"]
    offsets = [*variant.params["offsets"], 0.0, 0.0][:4]
    centre = [
        brentq(lambda v, c=c, s=s, t=t: (v - c) / s - t, -1e4, 1e4, xtol=1e-12)
        for c, s, t in ((x, w, offsets[0]), (y, h, offsets[1]))
    ]
    size = [
        brentq(lambda v, s=s, t=t: np.log(v / s) - t, 1e-3, 1e4, xtol=1e-12)
        for s, t in ((w, offsets[2]), (h, offsets[3]))
    ]
    corners = [
        centre[0] - size[0] / 2,
        centre[1] - size[1] / 2,
        centre[0] + size[0] / 2,
        centre[1] + size[1] / 2,
    ]
    return {"centre": centre, "size": size, "corners": corners}


def sizes(variant):
    """Width and height from their two conditions: area kept, ratio met."""
    side, ratio = variant.params["side"], variant.params["ratio"]
    width = brentq(lambda w: w * (ratio * w) - side**2, 1e-3, 1e5, xtol=1e-12)
    return {"width": width, "height": side**2 / width}


def counts(variant):
    """Anchors listed one by one, and the channels of a layer's weights."""
    p = variant.params
    rows, columns = (p["rows"], p["columns"]) if "rows" in p else (n // p["stride"] for n in p["image"])
    anchors = [
        (r, c, s, a)
        for r in range(rows)
        for c in range(columns)
        for s in range(p["scales"])
        for a in range(p["ratios"])
    ]
    per_cell = len({(s, a) for _, _, s, a in anchors})
    head = np.zeros((per_cell, p.get("classes", 0) + len("xywh")))
    return {"anchors": len(anchors), "channels": head.size}


def labels(variant):
    """Labels decided anchor by anchor, in the order of the paper's rules."""
    table, high, low = variant.params["ious"], variant.params["high"], variant.params["low"]
    found = {"positive": set(), "negative": set(), "ignored": set()}
    for i, row in enumerate(table):
        best = any(all(value >= other[j] for other in table) for j, value in enumerate(row))
        if best or any(value >= high for value in row):
            found["positive"].add(i)
        elif all(value < low for value in row):
            found["negative"].add(i)
        else:
            found["ignored"].add(i)
    from engine.topics.anchors import anchor_labels

    assert [i for i, each in enumerate(anchor_labels(table, high, low)) if each == "positive"] == sorted(
        found["positive"]
    )
    return {name: sorted(values) for name, values in found.items()}


ORACLES = {
    "giou": ("areas counted on a fine grid", rasterized),
    "bbox_offsets_encode": ("root of the decoding equations (scipy fsolve)", encode),
    "bbox_offsets_decode": ("roots of the encoding equations (scipy brentq)", decode),
    "anchor_box_dimensions": ("root of area and ratio (scipy brentq)", sizes),
    "anchor_count": ("anchors listed one by one", counts),
    "anchor_label": ("rules applied anchor by anchor in plain loops", labels),
}
