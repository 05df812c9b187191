"""Oracles of the metrics: scikit-learn on examples that are written out one by one."""

from __future__ import annotations

import itertools
import math
import statistics
from fractions import Fraction

import numpy as np
from sklearn import metrics
from sklearn.dummy import DummyClassifier


def examples(counts):
    """Labels and predictions of a confusion matrix, one by one."""
    pairs = [(i, j) for i, row in enumerate(counts) for j, n in enumerate(row) for _ in range(n)]
    return [i for i, _ in pairs], [j for _, j in pairs]


def precision_recall(variant):
    p = variant.params
    counts = p.get("confusion") or [[p.get("tn", 0), p["fp"]], [p["fn"], p["tp"]]]
    truth, called = examples(counts)
    if "confusion" in p:
        precisions, recalls, *_ = metrics.precision_recall_fscore_support(truth, called)
        macro = metrics.f1_score(truth, called, average="macro")
        return {"precisions": precisions, "recalls": recalls, "macro_f1": macro}
    return {
        "accuracy": metrics.accuracy_score(truth, called),
        "precision": metrics.precision_score(truth, called),
        "recall": metrics.recall_score(truth, called),
        "f1": metrics.f1_score(truth, called),
    }


def balanced(variant):
    p = variant.params
    truth, called = examples([[p["tn"], p["fp"]], [p["fn"], p["tp"]]])
    kappa = metrics.cohen_kappa_score(truth, called)
    accuracy = metrics.accuracy_score(truth, called)
    # expected agreement of two raters whose answers are paired at random, in exact fractions
    n = len(truth)
    chance = sum(Fraction(truth.count(c), n) * Fraction(called.count(c), n) for c in (0, 1))
    return {
        "accuracy": accuracy,
        "sensitivity": metrics.recall_score(truth, called),
        "specificity": metrics.recall_score(truth, called, pos_label=0),
        "balanced": metrics.balanced_accuracy_score(truth, called),
        "mcc": metrics.matthews_corrcoef(truth, called),
        "chance": float(chance),
        "kappa": kappa,
    }


def at_threshold(variant):
    p = variant.params
    precision, recall, thresholds = metrics.precision_recall_curve(p["labels"], p["scores"])
    if variant.level < 3:
        index = int(np.searchsorted(thresholds, p["threshold"]))
        return {"precision": precision[index], "recall": recall[index]}
    index = max(i for i in range(len(thresholds)) if recall[i] >= p["least"])
    return {"threshold": thresholds[index], "precision": precision[index]}


def roc(variant):
    p = variant.params
    auc = metrics.roc_auc_score(p["labels"], p["scores"])
    positives = sum(p["labels"])
    result = {"auc": auc, "won": auc * positives * (len(p["labels"]) - positives)}
    if "threshold" in p:
        fpr, tpr, thresholds = metrics.roc_curve(p["labels"], p["scores"], drop_intermediate=False)
        index = max(i for i in range(len(thresholds)) if thresholds[i] >= p["threshold"])
        result |= {"fpr": fpr[index], "tpr": tpr[index]}
    return result


def baseline(variant):
    counts = variant.params["counts"]
    truth = [k for k, n in enumerate(counts) for _ in range(n)]
    blank = np.zeros((len(truth), 1))

    def loss(strategy):
        model = DummyClassifier(strategy=strategy).fit(blank, truth)
        return metrics.log_loss(truth, model.predict_proba(blank))

    majority = DummyClassifier(strategy="most_frequent").fit(blank, truth).score(blank, truth)
    n = len(truth)
    agreeing = sum(Fraction(1, n) * Fraction(truth.count(k), n) for k in truth)
    even = metrics.log_loss(truth, np.full((n, len(counts)), 1 / len(counts)))
    return {"majority": majority, "entropy": loss("prior"), "proportional": float(agreeing), "even": even}


def logit_accuracy(variant):
    p = variant.params
    if variant.level == 3:
        tops = [metrics.top_k_accuracy_score(p["y"], p["z"], k=k, labels=range(5)) for k in (1, 2)]
        return {"top1": tops[0], "top2": tops[1]}
    threshold = p.get("threshold", 0.5)
    called = [1 / (1 + math.exp(-z)) > threshold for z in p["z"]]
    low, high = -20.0, 20.0
    for _ in range(200):  # the logit at which the sigmoid reaches the threshold, by halving
        middle = (low + high) / 2
        low, high = (middle, high) if 1 / (1 + math.exp(-middle)) < threshold else (low, middle)
    return {"cut": low, "accuracy": metrics.accuracy_score(p["y"], called)}


def loss_vs_accuracy(variant):
    p = variant.params
    result = {}
    for model in "ab"[: variant.level]:
        result[f"loss_{model}"] = metrics.log_loss(p["y"], p[model])
        result[f"accuracy_{model}"] = metrics.accuracy_score(p["y"], [v > 0.5 for v in p[model]])
    return result


def gap(variant):
    """Whole hundredths; the verdict from how the curves were meant."""
    train, valid = ([round(100 * v) for v in variant.params[name]] for name in ("train", "valid"))
    best = min(range(len(valid)), key=valid.__getitem__)
    rises = [b > a for a, b in itertools.pairwise(train)]
    verdict = "learning rate too high" if sum(rises) >= 2 and max(train[1:]) > train[0] else None
    if verdict is None:
        verdict = "overfitting" if valid[-1] - valid[best] > 10 else "underfitting"
    return {
        "accuracy_gap": (train[-1] - valid[-1]) / 100,
        "gap": (valid[-1] - train[-1]) / 100,
        "epoch": best + 1,
        "gap_there": (valid[best] - train[best]) / 100,
        "verdict": verdict,
    }


def batches(variant):
    """Every example by itself, with the mean of its batch."""
    p = variant.params
    sizes = p.get("sizes")
    if sizes is None:
        sizes = [len(range(i, p["examples"])[: p["size"]]) for i in range(0, p["examples"], p["size"])]
    losses = [m for m, n in zip(p["means"], sizes, strict=True) for _ in range(n)]
    plain, mean = statistics.fmean(p["means"]), statistics.fmean(losses)
    return {"plain": plain, "mean": mean, "last": sizes[-1], "error": plain - mean}


def perplexity(variant):
    p = variant.params
    if variant.level == 1:
        return {"from_loss": math.pow(math.e, p["nll"])}
    if variant.level == 2:
        value = statistics.geometric_mean(p["p"]) ** -1
        return {"value": value, "mean_nll": math.log(value)}
    tokens = [1 / q for q, n in zip(p["perplexities"], p["tokens"], strict=True) for _ in range(n)]
    joint = 1 / statistics.geometric_mean(tokens)
    return {"joint": joint, "bits": math.log2(joint)}


ORACLES = {
    "precision_recall": ("scikit-learn on examples written out", precision_recall),
    "balanced_metrics": ("scikit-learn on examples written out", balanced),
    "precision_recall_at_threshold": ("scikit-learn's precision_recall_curve", at_threshold),
    "roc_auc": ("scikit-learn's roc_auc_score and roc_curve", roc),
    "class_imbalance_baseline": ("scikit-learn's DummyClassifier and log_loss", baseline),
    "logit_accuracy": ("sigmoid and halving; scikit-learn's top_k_accuracy_score", logit_accuracy),
    "loss_vs_accuracy": ("scikit-learn's log_loss and accuracy_score", loss_vs_accuracy),
    "generalization_gap": ("arithmetic in whole hundredths", gap),
    "batch_mean_vs_sample_mean": ("mean over examples written out one by one", batches),
    "perplexity": ("geometric means of tokens written out", perplexity),
}
