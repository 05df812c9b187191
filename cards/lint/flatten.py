"""A formula as one line of plain signs, however it was written: TeX, Unicode or code.

`\\frac{1}{1+e^{-x}}`, `1/(1+e^-x)` and `1 / (1 + np.exp(-x))` come out alike enough to be looked through.
"""

from __future__ import annotations

import re

_FRACTION = re.compile(r"\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_ROOT = re.compile(r"\\sqrt\s*\{([^{}]*)\}")
_WORDS = re.compile(
    r"\\(?:text|mathrm|mathbf|mathit|operatorname|bm|boldsymbol|mathcal|textbf)\s*\{([^{}]*)\}"
)
_HAT = re.compile(r"\\(?:wide)?(hat|bar|tilde)\s*(?:\{([^{}]*)\}|([a-zA-Z]))")
_FLOOR = re.compile(r"\\(?:left|right)?[lr](?:floor|ceil)|\\lfloor|\\rfloor|⌊|⌋|⌈|⌉")
_DROPPED = re.compile(
    r"\\(?:left|right|big+|Big+|,|;|!|:|quad|qquad|displaystyle|limits)(?![a-z])|[\s{}]|\\\\"
)
_MODULE = re.compile(r"\b(?:np|numpy|math|torch|tf|jnp|K|F)\.(?:nn\.|functional\.|linalg\.)?")
_GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "eps", "ϵ": "eps", "η": "eta", "θ": "theta",
    "λ": "lambda", "μ": "mu", "ρ": "rho", "σ": "sigma", "φ": "phi", "π": "pi",
}  # fmt: skip
_SIGNS = str.maketrans(
    {
        "−": "-",
        "–": "-",
        "·": "*",
        "×": "*",
        "∗": "*",
        "²": "^2",
        "³": "^3",
        "√": "sqrt",
        "∑": "sum",
        "′": "'",
    }
    | _GREEK
)


def flatten(text: str) -> str:
    """The signs of a formula without blanks, in small letters."""
    before = ""
    while before != text and len(text) < 4000:
        before = text
        text = _WORDS.sub(r"\1", text)
        text = _HAT.sub(lambda match: f"{match.group(2) or match.group(3)}hat", text)
        text = _ROOT.sub(r"sqrt(\1)", text)
        text = _FRACTION.sub(r"(\1)/(\2)", text)
    text = _FLOOR.sub("|", text)
    text = (
        text.replace("\\cdot", "*")
        .replace("\\times", "*")
        .replace("\\varepsilon", "eps")
        .replace("\\epsilon", "eps")
    )
    text = _MODULE.sub("", _DROPPED.sub("", text.translate(_SIGNS)))
    return text.replace("\\", "").replace("**", "^").casefold()
