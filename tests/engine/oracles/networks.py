"""Oracles of blocks that concatenate, gates, and patterns of networks: arrays that are built."""

from __future__ import annotations

import itertools

import numpy as np
from scipy.special import expit


def conv(c_in, c_out, k, bias=False):
    return np.zeros((c_out, c_in, k, k), dtype=np.int8).size + (c_out if bias else 0)


def inception_module(variant):
    p = variant.params
    c, h = p["c"], p["h"]
    outputs = [np.zeros((p[name], h, h), dtype=np.int8) for name in ("n1", "n3", "n5", "n_pool")]
    naive = sum(conv(c, p[name], k) for name, k in (("n1", 1), ("n3", 3), ("n5", 5), ("n_pool", 1)))
    found = {"shape": list(np.concatenate(outputs).shape), "naive": naive}
    if variant.level > 1:
        branches = [[(p["n1"], 1)], [(p["r3"], 1), (p["n3"], 3)], [(p["r5"], 1), (p["n5"], 5)]]
        weights = conv(c, p["n_pool"], 1)
        for branch in branches:
            channels = c
            for filters, k in branch:
                weights += conv(channels, filters, k)
                channels = filters
        positions = outputs[0][0].size
        found |= {
            "weights": weights,
            "macs": weights * positions / 10**6,
            "naive_macs": naive * positions / 10**6,
        }
    return found


def dense_block_channels(variant):
    """Maps concatenated layer by layer."""
    p = variant.params
    maps, growth = np.zeros((p["c"], 1)), p["growth"]
    seen = {}
    for layer in range(1, p["layers"] + 1):
        seen[layer] = len(maps)
        maps = np.concatenate([maps, np.zeros((growth, 1))])
    found = {"out": len(maps)}
    if "layer" in p:
        reads = seen[p["layer"]]
        found |= {
            "seen": reads,
            "weights": conv(reads, growth, 3),
            "narrow_weights": conv(reads, 4 * growth, 1) + conv(4 * growth, growth, 3),
            "transition": conv(len(maps), len(maps) // 2, 1),
        }
    return found


def se_params(variant):
    p = variant.params
    r = p["r"]
    if variant.level == 3:
        stages = [
            sum(np.zeros((c // r, c)).size + np.zeros((c, c // r)).size for _ in range(blocks))
            for c, blocks in zip(p["channels"], p["blocks"], strict=True)
        ]
        return {"added": sum(stages), "last_share": 100 - 100 * sum(stages[:2]) / sum(stages)}
    w1, w2 = np.zeros((p["c"] // r, p["c"])), np.zeros((p["c"], p["c"] // r))
    total = w1.size + w2.size + len(w1) + len(w2)
    return {
        "units": len(w1),
        "weights": w1.size + w2.size,
        "total": total,
        "share": total / conv(p["c"], p["c"], 3) * 100,
    }


def squeeze_excitation(variant):
    p = variant.params
    z = p.get("z") or [np.average(p["map0"]), np.average(p["map1"])]
    hidden = max(0.0, sum(w * value for w, value in zip(p["w1"][0], z, strict=True)))
    gates = expit([row[0] * hidden for row in p["w2"]])
    found = {"hidden": hidden, "gates": gates}
    if "map0" in p:
        found["y0"] = [[gates[0] * value for value in row] for row in p["map0"]]
    return found


def vgg_shape_schedule(variant):
    """Stages passed one after the other."""
    p = variant.params
    channels, side, filters = 3, p["n"], p["first"]
    for _ in range(p.get("stage", 5)):
        layers = []
        for _ in range(p.get("convs", 1)):
            layers.append((conv(channels, filters, 3), side * side))
            channels = filters
        side = len(range(0, side, 2))
        filters = min(2 * filters, p["most"])
    return {
        "out": [channels, side, side],
        "dense": np.zeros((channels, side, side)).size * p.get("units", 1) + p.get("units", 1),
        "parameters": sum(weights for weights, _ in layers) + len(layers) * channels,
        "macs": sum(weights * positions for weights, positions in layers) / 10**6,
    }


def cnn_pattern_layer_count(variant):
    """The pattern written out as a text."""
    p = variant.params
    text = "I" + ("CR" * p["N"] + "P") * p["M"] + "FR" * p["K"] + "F"
    found = {"convs": text.count("C"), "dense": text.count("F"), "relus": text.count("R")}
    found["depth"] = found["convs"] + found["dense"]
    if "n" in p:
        side = p["n"]
        for _ in range(text.count("P")):
            side = len(range(0, side, 2))
        found |= {"out": [p["f"], side, side], "flat": np.zeros((p["f"], side, side)).size}
    if variant.level == 3:
        sizes = [found["flat"], *[p["units"]] * p["K"], p["classes"]]
        found["head"] = sum(np.zeros((b, a + 1)).size for a, b in itertools.pairwise(sizes))
    return found


ORACLES = {
    "inception_module": ("arrays of weights, maps concatenated", inception_module),
    "dense_block_channels": ("maps concatenated layer by layer", dense_block_channels),
    "se_params": ("arrays of weights that are built", se_params),
    "squeeze_excitation": ("scipy.special.expit on sums written out", squeeze_excitation),
    "vgg_shape_schedule": ("stages passed one after the other", vgg_shape_schedule),
    "cnn_pattern_layer_count": ("the pattern written out as a text", cnn_pattern_layer_count),
}
