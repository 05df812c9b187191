"""Oracles of data preparation, tensors and heat maps: scikit-learn, real arrays, counting."""

from __future__ import annotations

import io
import itertools
import math
import statistics
from fractions import Fraction

import numpy as np
import scipy.ndimage
import scipy.stats
from sklearn.impute import SimpleImputer
from sklearn.model_selection import KFold
from sklearn.preprocessing import MinMaxScaler, OneHotEncoder, StandardScaler
from sklearn.utils.class_weight import compute_class_weight, compute_sample_weight


def standardize(variant):
    p = variant.params
    x = np.array(p["x"], dtype=float)
    table = x if x.ndim == 2 else x[:, None]
    scaler = StandardScaler().fit(table)
    result = {
        "mean": scaler.mean_[0],
        "deviation": scaler.scale_[0],
        "centred": StandardScaler(with_std=False).fit_transform(table)[:, 0],
        "Z": scaler.transform(table),
    }
    if "value" in p:
        result["z"] = scaler.transform([[p["value"]]])[0, 0]
    return result


def minmax(variant):
    p = variant.params
    scaler = MinMaxScaler((0, 1) if variant.level == 1 else (-1, 1)).fit(np.array(p["x"])[:, None])
    scaled = scaler.transform([[p["value"]]])[0, 0]
    back = scaler.inverse_transform([[p.get("scaled_other", 0.0)]])[0, 0]
    return {"share": scaled, "scaled": scaled, "back": back}


def impute(variant):
    p = variant.params
    column = np.array([*p["known"], *[np.nan] * p["gaps"]])[:, None]
    filled = SimpleImputer(strategy="mean").fit(column)
    middle = SimpleImputer(strategy="median").fit(column)
    return {
        "fill": filled.transform([[np.nan]])[0, 0],
        "median": middle.transform([[np.nan]])[0, 0],
        "before": statistics.pvariance(p["known"]),
        "after": statistics.pvariance(filled.transform(column)[:, 0].tolist()),
    }


def channels(variant):
    p = variant.params
    if variant.level == 3:
        rows = [pixel for image in p["images"] for pixel in image]
        scaler = StandardScaler().fit(np.array(rows, dtype=float))
        return {"means": scaler.mean_, "deviations": scaler.scale_}
    pixel = p.get("x") or [float(Fraction(v, 255)) for v in p["pixel"]]
    # standard scores of normal distributions with these means and deviations
    shares = [scipy.stats.norm(m, s).cdf(v) for v, m, s in zip(pixel, p["mean"], p["std"], strict=True)]
    return {"z": scipy.stats.norm.ppf(shares)}


def one_hot(variant):
    p = variant.params
    if variant.level == 3:
        tokens, size = p["batch"] * p["length"], p["vocabulary_size"]
        row = np.zeros(size, dtype=np.float32)
        numbers = np.zeros((p["batch"], p["length"]), dtype=np.int64)
        memory = tokens * row.nbytes
        return {"entries": tokens * row.size, "memory": memory / 1e6, "ratio": memory / numbers.nbytes}
    words = p["vocabulary"].split()
    encoder = OneHotEncoder(categories=[words], sparse_output=False).fit([[word] for word in words])
    codes = encoder.transform([[word] for word in p["text"].split()])
    return {"code": codes[0], "codes": codes}


def weights(variant):
    p = variant.params
    labels = [k for k, n in enumerate(p["counts"]) for _ in range(n)]
    balanced = compute_class_weight("balanced", classes=np.unique(labels), y=labels)
    result = {"weights": balanced}
    if "losses" in p:
        each = compute_sample_weight(dict(enumerate(balanced)), p["labels"])
        result["loss"] = np.average(p["losses"], weights=each)
    return result


def splits(variant):
    p = variant.params
    if variant.level == 3:
        folds = list(KFold(p["folds"]).split(range(p["total"])))
        sizes = [len(test) for _, test in folds]
        larger = sum(size > min(sizes) for size in sizes)
        return {"larger_folds": larger, "first_training": len(folds[0][0])}

    def whole(percent):
        return math.floor(Fraction(p["total"] * percent, 100))

    validation, test = whole(p["validation_percent"]), whole(p["test_percent"])
    training = len(range(validation + test, p["total"]))
    return {"validation": validation, "test": test, "training": training}


def memory(variant):
    """Sizes of views of one number: they have the shape but take no memory."""
    p = variant.params
    tensor = np.broadcast_to(np.float32(0), p["shape"])
    half = np.broadcast_to(np.float16(0), p["shape"])
    batch = 0
    if "memory_gib" in p:
        low, high = 0, 10**9  # the largest number of images that fits, by halving
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if middle * half.nbytes <= p["memory_gib"] * 1024**3 else (low, middle)
        batch = low
    return {
        "count": tensor.size,
        "mib": tensor.nbytes / 1024 / 1024,
        "image_mib": half.nbytes / 1024 / 1024,
        "batch": batch,
    }


def shapes(variant):
    """Real arrays, put together piece by piece."""
    p = variant.params
    if variant.level == 3:
        signal = np.zeros(p["rate"] * p["seconds"], dtype=np.int8)
        windows = np.lib.stride_tricks.sliding_window_view(signal, p["window"])[:: p["hop"]]
        return {"frames": len(windows), "spectrogram": [p["batch"], p["bands"], len(windows)]}
    kind, batch = p["kind"], p["batch"]
    if kind == "ids":
        one = np.zeros(p["length"])
    elif kind == "embedded":
        one = np.stack([np.zeros(p["size"])] * p["length"])
    elif kind == "audio":
        one = np.stack([np.concatenate([np.zeros(p["rate"], dtype=np.int8)] * p["seconds"])] * 2)
    elif kind == "video":
        frame = np.stack([np.zeros((p["height"], p["width"]), dtype=np.int8)] * 3)
        one = np.stack([frame] * p["length"], axis=1)
    else:
        plane = np.zeros((p["height"], p["width"]))
        axis = -1 if kind == "image_last" else 0
        one = np.stack([plane] * (1 if kind == "grey" else 3), axis=axis)
    shape = np.broadcast_to(one, (batch, *one.shape)).shape
    return {"shape": shape, "elements": batch * one.size}


def image(variant):
    p = variant.params
    # a picture in the plain PPM format, which like PIL names the width first
    header = f"P6 {p['width']} {p['height']} 255\n".encode()
    data = io.BytesIO(header + bytes(3 * p["width"] * p["height"]))
    _, width, height, _ = data.readline().split()
    array = np.frombuffer(data.read(), dtype=np.uint8).reshape(int(height), int(width), 3).copy()
    row, column, channel = p.get("row", 1), p.get("column", 2), p.get("channel", 0)
    array[row, column, channel] = p["value"]
    tensor = np.stack([array[..., c] for c in range(3)]) / np.float64(np.iinfo(np.uint8).max)
    normal = np.interp(tensor.max(), [0, 1], [-1, 1])
    batch = tensor[None]
    place = np.argwhere(batch == batch.max())[0]
    return {
        "array": array.shape,
        "tensor": tensor.shape,
        "scaled": tensor.max(),
        "batch": batch.shape,
        "index": place,
        "normalised": normal,
    }


def reshape(variant):
    p = variant.params
    if variant.level == 3:
        total = np.zeros(p["left"]) + np.zeros(p["right"])
        return {"sum_shape": total.shape, "elements": total.size}
    x = np.zeros(p["shape"])
    if variant.level == 1:
        return {"flat": x.reshape(p["rows"], -1).shape}
    y = x.transpose(p["order"])
    return {"permuted": y.shape, "final": y.reshape(p["rows"], -1)[None].shape}


def offsets(variant):
    p = variant.params
    x = np.arange(math.prod(p["shape"])).reshape(p["shape"])
    if variant.level < 3:
        return {"offset": x[tuple(p["index"])], "image_stride": x.strides[0] // x.itemsize}
    place = np.argwhere(x == p["offset"])[0]
    last = np.ascontiguousarray(x.transpose(0, 2, 3, 1)).ravel()
    return {"found": place, "nhwc_offset": np.flatnonzero(last == p["offset"])[0]}


def gaussian(variant):
    """Ratios of scipy's normal density to its value at the centre."""
    p = variant.params

    def bump(pixel):
        centre = [v // p["stride"] for v in pixel] if "stride" in p else pixel
        density = scipy.stats.multivariate_normal(centre, p["sigma"] ** 2 * np.eye(2))
        return centre, density.pdf(p["cell"]) / density.pdf(centre)

    centre, value = bump(p.get("point", p.get("centre")))
    result = {"centre": centre, "value": value}
    if "other" in p:
        other = bump(p["other"])[1]
        result |= {"other_value": other, "both": sorted([value, other])[-1]}
    return result


def peaks(variant):
    p = variant.params
    heat = np.array(p["heat"])
    if variant.level < 3:
        pooled = scipy.ndimage.maximum_filter(heat, size=3, mode="constant", cval=-1)
        return {"peaks": np.flatnonzero((pooled == heat) & (heat >= p["threshold"]))}
    rows, columns = heat.shape
    places = itertools.product(range(rows), range(columns))
    row, column = max(places, key=lambda place: heat[place])
    x, y = (column + p["shift"][0]) * p["stride"], (row + p["shift"][1]) * p["stride"]
    w, h = p["size"]
    return {"centre": [x, y], "box": [x - w / 2, y - h / 2, x + w / 2, y + h / 2]}


ORACLES = {
    "standardize": ("scikit-learn's StandardScaler", standardize),
    "minmax_scaling": ("scikit-learn's MinMaxScaler", minmax),
    "impute_mean": ("scikit-learn's SimpleImputer", impute),
    "channel_standardize": ("scipy's normal distribution and StandardScaler", channels),
    "one_hot_encode": ("scikit-learn's OneHotEncoder, and bytes of real arrays", one_hot),
    "class_weights": ("scikit-learn's compute_class_weight", weights),
    "dataset_split_sizes": ("scikit-learn's KFold, and exact fractions", splits),
    "tensor_numel": ("sizes of NumPy views", memory),
    "tensor_shapes": ("arrays put together piece by piece", shapes),
    "image_to_tensor_shape": ("an image in PPM format, read and transposed", image),
    "tensor_reshape_shape": ("NumPy's reshape, transpose and broadcasting", reshape),
    "nchw_index": ("positions in a real array", offsets),
    "gaussian_heatmap_value": ("scipy's multivariate normal density", gaussian),
    "heatmap_peaks": ("scipy.ndimage.maximum_filter", peaks),
}
