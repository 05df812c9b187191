"""Each kind of finding, where it is due and where it is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import engine
from cards.lint import RULES, Finding, Note, lint, repeated
from cards.lint.flatten import flatten
from cards.lint.slips import SLIPS
from cards.parse import read_note

NOTES = sorted((Path(__file__).resolve().parents[2] / "data" / "notes").glob("*.md"))

HERE = {"there.png", "pics/a b.png"}


def found(text: str) -> list[Finding]:
    return lint(Note("n.md", read_note(text.encode(), "n.md"), text, HERE.__contains__))


CASES = {
    "empty": ("# Pets\n\n## Cats\n\n## Dogs\n\nThey bark.\n", 3, "# Pets\n\n## Dogs\n\nThey bark.\n"),
    "unanswered": (
        "# Pets\n\n## Why do cats purr?\n\nTODO\n\n## Dogs\n\nThey bark.\n",
        3,
        "# Pets\n\n## Why do cats purr?\n\nNobody is sure.\n",
    ),
    "damaged": (
        "# Pets\n\nCats purr.\n\n```python\nx = 1\n",
        5,
        "# Pets\n\nCats purr.\n\n```python\nx = 1\n```\n",
    ),
    "formula": (
        "# Sums\n\nA sum is $\\frac{1}{2$ or so.\n",
        3,
        "# Sums\n\nA sum is $\\frac{1}{2}$ and \\$5, $5 and $6; `$\\frac{1}{2$` and $\\mymacro{x}$.\n",
    ),
    "image": (
        "# Pets\n\nCats:\n\n![a cat](gone.png)\n",
        5,
        "# Cats\n\n![a](there.png) ![b](pics/a%20b.png) ![c](//x.org/x) `![d](no)`\n\n```\n![e](no)\n```\n",
    ),
    "contradiction": ("# Convolution\n\nThe output size is $(W - F + 2P)/S$.\n", 3, ""),
}


@pytest.mark.parametrize("rule", RULES)
def test_each_rule_finds_its_fault_at_its_line(rule):
    text, line, _ = CASES[rule]
    assert [(one.start, one.rule) for one in found(text)] == [(line, rule)]


def test_a_command_without_its_argument_cannot_be_set():
    (one,) = found("# Sums\n\nA half is $\\frac{1}$ or so.\n")
    assert (one.start, one.rule) == (3, "formula")
    assert "lacks an argument" in one.message


@pytest.mark.parametrize("rule", [rule for rule in RULES if CASES[rule][2]])
def test_no_rule_speaks_where_all_is_well(rule):
    assert found(CASES[rule][2]) == []


WRONG = {
    "conv_output_size": [
        "## Output size of a convolution\n\n$$O = \\left\\lfloor \\frac{W - F + 2P}{S} \\right\\rfloor$$\n",
        "## Conv layer\n\nout = (n + 2p - k) / stride\n",
        "## Sizes\n\nA conv gives (w - k + 2p)/2 + 1, where s is the stride.\n",
        "## Convolution\n\n`h_out = (H - K) / S`\n",
    ],
    "softmax": [
        "## Softmax\n\n```python\ndef softmax(x):\n    return np.exp(x) / np.sum(np.exp(x))\n```\n",
        "## Softmax\n\n```python\ne = np.exp(z)\np = e / e.sum()\n```\n",
    ],
    "adam_step": ["## Adam\n\n```python\nw -= lr * m / (np.sqrt(v) + eps)\n```\n"],
    "sigmoid_value_and_derivative": ["## Sigmoid\n\nσ'(x) = σ(x)(1 + σ(x))\n"],
    "tanh_value_and_derivative": ["## tanh\n\n`tanh'(x) = 1 - tanh(x)`\n"],
    "iou": ["## IoU\n\n```python\nunion = area_a + area_b\niou = inter / union\n```\n"],
    "f1_score": ["## F1 score\n\nF1 = (precision + recall) / 2\n"],
    "precision": [
        "## Recall\n\nrecall = TP / (TP + FP)\n",
        "## Precision\n\n$precision = \\frac{TP}{TP+FN}$\n",
    ],
    "he_std": [
        "## Initialization\n\nXavier: std = sqrt(2 / n_in)\n",
        "## Init\n\nHe: std = sqrt(1/fan_in)\n",
    ],
    "norm_eps_placement": [
        "## Batch normalization\n\n$\\hat x = (x-\\mu)/(\\sqrt{\\sigma^2} + \\epsilon)$\n",
        "## Batch normalization\n\n$\\hat x = \\frac{x-\\mu}{\\sigma + \\epsilon}$\n",
    ],
    "momentum_step": ["## Momentum\n\n```python\nv = mu * v + lr * grad\nw += v\n```\n"],
    "softmax_cross_entropy": [
        "## Cross-entropy\n\n`loss = np.sum(y * np.log(p))`\n",
        "## Softmax gradient\n\n```python\ndscores = y - probs\n```\n",
    ],
    "dropout_forward": [
        "## Inverted dropout\n\n```python\nmask = np.random.rand(*x.shape) < p\nx = x * mask\n```\n"
    ],
    "batch_norm_forward": [
        "## Batch norm\n\n```python\nN, D = x.shape\nmu = x.mean(axis=1, keepdims=True)\n```\n"
    ],
    "depthwise_separable_params": ["## Depthwise separable layers\n\nparams = k*k + k\n"],
    "mahalanobis_distance": ["## Mahalanobis\n\n$d = \\sqrt{(x-m)^T S^{-1} (x-m)^T}$\n"],
    "matrix_norms": ["## Frobenius norm\n\nThe sum of the squares of all entries.\n"],
    "pca_whitening": ["## Whitening\n\nRotate the data, then divide each axis by its eigenvalue.\n"],
    "dropout_test_scale": ["## Dropout\n\nAt test time all outputs are scaled by 1/(1 - p).\n"],
    "momentum_ema_step": ["## Momentum\n\n$\\beta g_{t-1} + (1-\\beta) g_t$ smooths the path.\n"],
    "gradient_descent_step": [
        "## Gradient descent\n\n```python\nerr = target - pred\nw -= lr * x * err\n```\n",
        "## SGD\n\n`w = w - (lr + grad)`\n",
    ],
    "mse_loss": [
        "## MSE\n\n```python\nloss = np.mean((p - t) ** 2)\n\ndef backward():\n    return 2 * (p - t)\n```\n"
    ],
    "linear_backward": [
        "## Backward pass\n\n```python\nself.w -= lr * dw\nreturn g @ self.w.T\n```\n",
    ],
    "kl_divergence": ["## KL divergence\n\n$KL(p \\| q) = \\sum_x q(x) \\log \\frac{q(x)}{p(x)}$\n"],
    "l2_sgd_step": [
        "## L2\n\n```python\nloss += 0.5 * reg * np.sum(W * W)\ndW += 2 * reg * W\n```\n",
        "## L2\n\n```python\nloss += reg * np.sum(W * W)\ndW += reg * W\n```\n",
    ],
    "batch_norm_backward": [
        "## Batch norm\n\n```python\ndx = (d_c * std + d_s * (x - mean)) / (std ** 2)\n```\n",
        "## Batch norm\n\n```python\nd_mean = 1 / N\nd_c = 1 - d_mean\nds = 2 * (x - mu) * d_c\n```\n",
        "## Batch norm\n\n```python\nself.gamma -= lr * dgamma\ndxhat = dout * self.gamma\n```\n",
    ],
    "nchw_index": ["## Tensors\n\nPyTorch wants [batch_size, channels, width, height].\n"],
    "linear_layers_collapse": ["## ReLU\n\nReLU is linear, which makes it fast.\n"],
    "l1_soft_threshold": ["## L1\n\nL1 sparsifies inputs.\n"],
    "mlp_param_count": [
        "## A module\n\n```python\nself.layers = [nn.Linear(3, 4), nn.ReLU()]\n```\n",
    ],
    "gradient_sign_shared": ["## Weights\n\n```python\nself.W = 0.01 * np.random.rand(3, 4)\n```\n"],
    "conv_param_count": ["## Parameters of a layer\n\nparameters = k * k * c_in + c_out\n"],
}

RIGHT = [
    "## Output size of a convolution\n\n$$O = \\left\\lfloor \\frac{W - F + 2P}{S} \\right\\rfloor + 1$$\n",
    "## Conv\n\nout = floor((n + 2p - k) / s + 1), and $\\lceil (n - k + 1)/s \\rceil$ with valid padding\n",
    "## Transposed convolution\n\nThe size of its input is (n + 2p - k) / s.\n",
    "## Softmax\n\n```python\nz = z - z.max()\ne = np.exp(z)\np = e / e.sum()\n```\n",
    "## Softmax\n\nThis overflows and is wrong: `np.exp(x) / np.sum(np.exp(x))`.\n",
    "## Softmax\n\n$p_i = e^{z_i} / \\sum_j e^{z_j}$\n",
    "## Adam\n\n```python\nw -= lr * m_hat / (np.sqrt(v_hat) + eps)\n```\n",
    "## Adam\n\n```python\nm = m / (1 - beta1**t)\nw -= lr * m / (np.sqrt(v) + eps)\n```\n",
    "## RMSprop\n\n`w -= lr * g / (np.sqrt(v) + eps)`\n",
    "## Sigmoid\n\nσ'(x) = σ(x)(1 - σ(x))\n",
    "## tanh\n\n$\\tanh'(x) = 1 - \\tanh^2(x)$ and `1 - np.tanh(x)**2`\n",
    "## IoU\n\n```python\nunion = area_a + area_b - inter\n```\n",
    "## IoU\n\n```python\nunion = area_a + area_b\nunion -= inter\n```\n",
    "## F1\n\nF1 = 2 * P * R / (P + R)\n",
    "## Recall\n\nrecall = TP / (TP + FN), precision = TP / (TP + FP)\n",
    "## Initialization\n\nXavier: sqrt(2 / (n_in + n_out)); He: sqrt(2 / n_in)\n",
    "## Batch norm\n\n$\\hat x = (x-\\mu)/\\sqrt{\\sigma^2 + \\epsilon}$\n",
    "## Momentum\n\n```python\nv = mu * v - lr * grad\nw += v\n```\n",
    "## Momentum\n\n```python\nv = mu * v + lr * grad\nw -= v\n```\n",
    "## Cross-entropy\n\n`loss = -np.sum(y * np.log(p))`\n",
    "## Softmax gradient\n\n```python\ndscores = probs - y\n```\n",
    "## Inverted dropout\n\n```python\nmask = (np.random.rand(*x.shape) < p) / p\n```\n",
    "## Spot the error\n\n`recall = TP / (TP + FP)`\n",
    "## Batch norm\n\nFeatures are rows here.\n\n```python\nmu = np.mean(Z, axis=1)\n```\n",
    "## Conv\n\nThe stride fits where (W - F + 2P)/S is an integer.\n",
    "## Conv\n\nScores of a filter: (w - k)/std.\n",
    "## Softmax\n\nsoftmax(z) = exp(z) / sum(exp(z))\n",
    "## Cross-entropy\n\nThe log-likelihood to be raised: `log_l = sum(y * log(p))`\n",
    "## Frobenius norm\n\nIts square is the sum of the squares of all entries, as a penalty.\n",
    "## Gradient descent\n\n```python\nerr = y - pred\ngrad = -(2 / n) * x.T @ err\nw -= lr * grad\n```\n",
    "## Gradient descent\n\n```python\nerr = y - pred\nw -= lr * (-x * err)\n```\n",
    "## Backward pass\n\n```python\nself.w -= lr * dw\n\ndef f(self, x):\n    return x @ self.w.T\n```\n",
    "## Standard scores\n\n`z = (x - mean) / (std + eps)`\n",
    "## Batch norm\n\n```python\nmu = x.mean(axis=0)\n```\n",
    "## Batch norm and layer norm\n\n```python\nmu = x.mean(axis=1)\n```\n",
    "## Sizes\n\nA conv of stride 2 gives (w - k + 2p)/2 + 1.\n",
    "## Depthwise\n\nparams = k*k*c_in + c_in*c_out\n",
    "## Mahalanobis\n\n$d = \\sqrt{(x-m)^T S^{-1} (x-m)}$\n",
    "## Frobenius norm\n\nThe root of the sum of the squares of all entries.\n",
    "## Whitening\n\nDivide each axis by the square root of its eigenvalue.\n",
    "## Dropout\n\nAt test time all outputs are scaled by 1 - p; in training by 1/(1 - p) when inverted.\n",
    "## Dropout\n\nAt test time nothing is scaled, since training multiplies by 1/(1 - p).\n",
    "## Momentum\n\n$v_t = \\beta v_{t-1} + (1-\\beta) g_t$\n",
    "## Gradient descent\n\n```python\nerr = pred - target\nw -= lr * x * err\n```\n",
    "## Gradient descent\n\n```python\nerr = target - pred\nw += lr * x * err\n```\n",
    "## SGD\n\n`w = w - lr * grad`\n",
    "## MSE\n\n```python\nloss = np.mean((p - t) ** 2)\ndef back():\n    return 2 * (p - t) / p.size\n```\n",
    "## Backward pass\n\n```python\ndx = g @ self.w.T\nself.w -= lr * dw\nreturn dx\n```\n",
    "## KL divergence\n\n$KL(p \\| q) = \\sum_x p(x) \\log \\frac{p(x)}{q(x)}$\n",
    "## L2\n\n```python\nloss += 0.5 * reg * np.sum(W * W)\ndW += reg * W\n```\n",
    "## L2\n\n```python\nloss += reg * np.sum(W * W)\ndW += 2 * reg * W\n```\n",
    "## IoU\n\nThe naive union counts the overlap twice:\n\n```python\nunion = area_a + area_b\n```\n",
    "## Batch norm\n\n```python\ndxhat = dout * self.gamma\nself.gamma -= lr * dgamma\n```\n",
    "## Batch norm\n\n```python\ndx = (d_c * std - d_s * (x - mean)) / (std ** 2)\n```\n",
    "## Tensors\n\nPyTorch wants (N, C, H, W), and some images come as (W, H).\n",
    "## ReLU\n\nReLU is linear for positive inputs.\n",
    "## ReLU\n\nReLU is piecewise linear.\n",
    "## L1\n\nL1 makes the weights sparse.\n",
    "## A module\n\n```python\nself.layers = nn.ModuleList([nn.Linear(3, 4)])\n```\n",
    "## Weights\n\n```python\nW = np.random.rand(3, 4) - 0.5\n```\n",
    "## Weights\n\n```python\nW = 0.01 * np.random.randn(3, 4)\n```\n",
    "## Sizes of feature maps\n\nIt is not this, since the first window counts: `(W - F) / S`\n",
]


@pytest.mark.parametrize(
    ("exercise", "text"), [(name, text) for name, texts in WRONG.items() for text in texts]
)
def test_a_slip_is_found_by_the_exercise_that_knows_better(exercise, text):
    assert [one.exercise for one in found(text)] == [exercise]


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_right_or_shown_as_wrong_is_no_slip(text):
    assert [one.message for one in found(text) if one.rule == "contradiction"] == []


def test_every_slip_is_tried_and_its_exercise_exists():
    assert {slip.exercise for slip in SLIPS} == set(WRONG)
    for slip in SLIPS:
        assert engine.exercise(slip.exercise)


@pytest.mark.parametrize("path", NOTES, ids=lambda path: path.stem)
def test_the_shipped_notes_need_no_mending(path):
    text = path.read_text("utf-8")
    assert lint(Note(path.name, read_note(text.encode(), path.name), text)) == []


def test_the_shipped_notes_say_nothing_twice():
    cards = [card for path in NOTES for card in read_note(path.read_bytes(), path.name).cards]
    assert repeated(cards) == []


def test_a_fact_in_two_files_is_found_at_the_later_place():
    fact = "A cat sleeps for about two thirds of every day, mostly in short naps."
    texts = {
        "a.md": f"# A\n\n## Sleep of cats\n\n{fact}\n",
        "b.md": f"# B\n\n## How long do cats sleep?\n\n{fact}\n",
    }
    cards = [card for name, text in texts.items() for card in read_note(text.encode(), name).cards]
    (one,) = repeated(cards)
    assert (one.file, one.start, one.rule) == ("b.md", 3, "repeated")
    assert "a.md:3" in one.message


@pytest.mark.parametrize(
    ("written", "flat"),
    [
        ("\\frac{\\hat{m}}{\\sqrt{\\hat{v}} + \\epsilon}", "(mhat)/(sqrt(vhat)+eps)"),
        ("np.exp(z) / np.sum(np.exp(z))", "exp(z)/sum(exp(z))"),
        ("(W−F+2P)/S + 1", "(w-f+2p)/s+1"),
        ("β₁ · x**2", "beta₁*x^2"),
    ],
)
def test_formulas_come_to_plain_signs(written, flat):
    assert flatten(written) == flat


@given(st.text(alphabet="#$`!\\{}[]()/+-=^_ \n:?abeTODOxadmconvsoftmax0129", max_size=400))
def test_no_text_makes_a_rule_fail(text):
    lines = text.count("\n") + 1
    assert all(1 <= one.start <= one.end <= lines for one in found(text))


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("a.md", "# Cats\n## Sleep\nTwo thirds of a day.\n- [ ] read more\n- [x] buy food\n"),
        ("a.md", "# Cats\n<a id='sleep'></a>\n## Sleep\nTwo thirds of a day.\n\n\\newpage\n"),
        ("a.md", "- [[Cats]]\n    - {{[[TODO]]}} draw one\n    - What do they hunt?\n        - Mice.\n"),
        ("a.md", "# Cats\n!!! tip\n    Speak softly.\n\n:::note\nThey hear well.\n:::\n"),
        ("a.tex", "\\section{Cats}\n% TODO\n\\begin{equation}\n  s = 2d/3\n\\end{equation}\n"),
        ("a.adoc", "= Cats\n:toc:\n\n== Sleep\n\nTwo thirds of stem:[d].\n\n// TODO\ninclude::b.adoc[]\n"),
    ],
)
def test_what_other_programs_leave_needs_no_mending(file, text):
    assert lint(Note(file, read_note(text.encode(), file), text)) == []
