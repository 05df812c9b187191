"""Ten typical formulas on the back of a card, as pictures: drawn in two dimensions, not as their source."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from quizapp.workspace import Workspace

FORMULAS = {
    "stable softmax": r"\log p_i = z_i - m - \log \sum_{j=1}^{n} e^{z_j - m}, \quad m = \max_j z_j",
    "batch norm": r"""\hat{x}_i = \frac{x_i - \mu_B}{\sqrt{\sigma_B^2 + \epsilon}}, \quad
        y_i = \gamma \hat{x}_i + \beta""",
    "LSTM gates": r"""\begin{aligned}
        f_t &= \sigma(W_f [h_{t-1}, x_t] + b_f) \\
        i_t &= \sigma(W_i [h_{t-1}, x_t] + b_i) \\
        c_t &= f_t \odot c_{t-1} + i_t \odot \tanh(W_c [h_{t-1}, x_t] + b_c) \\
        h_t &= o_t \odot \tanh(c_t)
        \end{aligned}""",
    "IoU": r"\mathrm{IoU} = \frac{|A \cap B|}{|A \cup B|} = \frac{|A \cap B|}{|A| + |B| - |A \cap B|}",
    "rotation": r"""R = \begin{pmatrix} \cos\theta & -\sin\theta \\ \sin\theta & \cos\theta \end{pmatrix},
        \quad R^\top R = \begin{bmatrix} 1 & 0 \\ 0 & 1 \end{bmatrix}""",
    "smooth L1": r"""\ell(x) = \begin{cases} \frac{1}{2} x^2 & \text{if } |x| < 1 \\
        |x| - \frac{1}{2} & \text{otherwise} \end{cases}""",
    "Adam": r"""\theta_{t+1} = \theta_t - \eta \frac{\hat{m}_t}{\sqrt{\hat{v}_t} + \epsilon}, \quad
        \hat{m}_t = \frac{m_t}{1 - \beta_1^t}""",
    "normal density": r"""p(x) = \frac{1}{\sqrt{(2\pi)^k \det \Sigma}}
        \exp\left( -\frac{1}{2} (x - \mu)^\top \Sigma^{-1} (x - \mu) \right)""",
    "evidence bound": r"""\log p(x) \ge
        \underbrace{\mathbb{E}_{q(z \mid x)}[\log p(x \mid z)]}_{\text{reconstruction}}
        - \overbrace{D_{\mathrm{KL}}(q(z \mid x) \,\|\, p(z))}^{\text{distance from the prior}}""",
    "roots and limits": r"""\sqrt[3]{\frac{a}{b}} \quad \vec{v} \cdot \tilde{w} \quad \overline{x + y} \quad
        \binom{n}{k} \quad \lim_{h \to 0} \frac{f(x + h) - f(x)}{h} \quad
        \int_{-\infty}^{\infty} e^{-x^2}\, dx = \sqrt{\pi}""",
}


async def reveal(pilot: Pilot[None]) -> None:
    await pilot.press("enter", "space")


@pytest.mark.parametrize("name", FORMULAS)
def test_a_formula_looks_as_before(pictured: Callable[..., bool], home: Path, store: Path, name: str) -> None:
    note = f"# Formulas\n\n## How is it written: {name}?\n\nAs below.\n\n$$\n{FORMULAS[name]}\n$$\n"
    (home / "numbers.md").write_text(note, encoding="utf-8")
    with Workspace.open(str(store)) as workspace:
        workspace.import_notes([home / "numbers.md"])
    assert pictured(store, reveal, (80, 24), "quizapp-dark")
