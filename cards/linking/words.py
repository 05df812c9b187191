"""Text, formulas and code as plain words in one form each, so that one term finds them all.

`RMSProp`, `rmsprop` and `RMS prop`, or `\\sqrt{d_k}` and `sqrt(d_k)`, give the same words. Nothing is known
here of exercises or cards.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from cards.words.wording import SIGNS_TO_BLANKS

Words = tuple[str, ...]

_WORD = re.compile(r"[^\W_]+")
_CAMEL = re.compile(
    r"[A-Z123-](?:(?<=[A-Za-z][A-Z])(?=[a-z]{2})|(?<=[A-Za-z][123])(?=[dD]\b)|(?<=\d-)(?=[dD]\b))"
)
_EXTENT = re.compile(r"([0-9])[ ]?(?:[x×*]|\\times)[ ]?(?=[0-9])")
_TEX = re.compile(
    r"\\(?:[dt]?frac|left|right|[bB]igg?[lrm]?|text(?:bf|it|rm|sf|tt|normal)?|math(?:rm|bf|cal|bb|it|sf|frak)"
    r"|boldsymbol|bm|operatorname|cdot|times|quad|qquad|displaystyle|limits|tilde|bar|vec|top|lvert|rvert"
    r"|begin\{[a-z*]+\}|end\{[a-z*]+\}|[,;:!| ])"
)
_SIGNS = {
    "α": " alpha ",
    "β": " beta ",
    "γ": " gamma ",
    "δ": " delta ",
    "ε": " epsilon ",
    "ϵ": " epsilon ",
    "η": " eta ",
    "θ": " theta ",
    "λ": " lambda ",
    "μ": " mu ",
    "π": " pi ",
    "ρ": " rho ",
    "σ": " sigma ",
    "τ": " tau ",
    "Σ": " sum ",
    "∑": " sum ",
    "∏": " prod ",
    "√": " sqrt ",
    "∇": " nabla ",
    "²": " 2 ",
    "³": " 3 ",
    "ᵀ": " T ",
    "₁": " 1 ",
    "₂": " 2 ",
    "’": "'",
}
_SIGN = re.compile(f"[{''.join(_SIGNS)}]")
_SYNONYMS = {
    "lr": "learnrate",
    "fc": "fullyconnected",
    "backprop": "backpropagation",
    "average": "avg",
    "averaging": "avg",
    "convolutional": "convolution",
    "convolve": "convolution",
    "conv": "convolution",
    "deconv": "deconvolution",
    "convnet": "cnn",
    "upconvolution": "upconv",
    "transpose": "transposed",
    "maximum": "max",
    "minimum": "min",
    "maxpooling": "maxpool",
    "parameter": "weight",
    "param": "weight",
    "coefficient": "weight",
    "init": "initialization",
    "atrous": "dilated",
    "dilation": "dilated",
    "backwards": "backward",
    "resnet": "residual",
    "bbox": "box",
    "eps": "epsilon",
    "varepsilon": "epsilon",
    "std": "deviation",
    "stdev": "deviation",
    "var": "variance",
    "val": "validation",
    "glorot": "xavier",
    "kaiming": "he",
    "squared": "square",
    "multiply": "product",
    "neuron": "unit",
    "centre": "center",
    "centred": "centered",
    "colour": "color",
    "analytical": "analytic",
    "grad": "gradient",
    "meaning": "sense",
    "variant": "version",
    "penalise": "penalty",
    "penalised": "penalty",
    "penalize": "penalty",
    "penalized": "penalty",
    "multiplication": "product",
    "imbalanced": "imbalance",
    "unbalanced": "imbalance",
    "dimensionality": "dimension",
    "dim": "dimension",
    "dims": "dimension",
    "prob": "probability",
    "proba": "probability",
}
_ACRONYMS = {"mAP": "meanap", "GAP": "globalpool", "CLIP": "clipmodel"}
"""What is another word in small letters."""
_JOINED: Mapping[Words, Words] = {
    ("stochastic", "gradient", "descent"): ("sgd",),
    ("fully", "connected"): ("fullyconnected",),
    ("full", "connected"): ("fullyconnected",),
    ("fcl",): ("fullyconnected", "layer"),
    ("dense", "layer"): ("fullyconnected", "layer"),
    ("learning", "rate"): ("learnrate",),
    ("eigen", "vector"): ("eigenvector",),
    ("eigen", "value"): ("eigenvalue",),
    ("batchnorm",): ("batch", "normalization"),
    ("batch", "norm"): ("batch", "normalization"),
    ("bn",): ("batch", "normalization"),
    ("batchnormalization",): ("batch", "normalization"),
    ("layernorm",): ("layer", "normalization"),
    ("layer", "norm"): ("layer", "normalization"),
    ("layernormalization",): ("layer", "normalization"),
    ("instancenorm",): ("instance", "normalization"),
    ("instance", "norm"): ("instance", "normalization"),
    ("groupnorm",): ("group", "normalization"),
    ("group", "norm"): ("group", "normalization"),
    ("maxpool",): ("max", "pooling"),
    ("max", "pool"): ("max", "pooling"),
    ("avgpool",): ("avg", "pooling"),
    ("avg", "pool"): ("avg", "pooling"),
    ("cross", "entropy"): ("crossentropy",),
    ("mini", "batch"): ("minibatch",),
    ("up", "convolution"): ("upconv",),
    ("non", "max"): ("nonmax",),
    ("non", "maximal"): ("nonmax",),
    ("multi", "head"): ("multihead",),
    ("multi", "headed"): ("multihead",),
    ("rms", "prop"): ("rmsprop",),
    ("rm", "sprop"): ("rmsprop",),
    ("ada", "grad"): ("adagrad",),
    ("ada", "delta"): ("adadelta",),
    ("adam", "w"): ("adamw",),
    ("soft", "max"): ("softmax",),
    ("soft", "plus"): ("softplus",),
    ("log", "softmax"): ("logsoftmax",),
    ("leakyrelu",): ("leaky", "relu"),
    ("p", "relu"): ("prelu",),
    ("drop", "out"): ("dropout",),
    ("mix", "up"): ("mixup",),
    ("cut", "mix"): ("cutmix",),
    ("cut", "out"): ("cutout",),
    ("back", "propagation"): ("backpropagation",),
    ("back", "prop"): ("backpropagation",),
    ("back", "propagate"): ("backpropagation",),
    ("hyper", "parameter"): ("hyperparameter",),
    ("hyper", "weight"): ("hyperparameter",),
    ("region", "of", "interest"): ("roi",),
    ("one", "hot"): ("onehot",),
    ("self", "attention"): ("selfattention",),
    ("zero", "center"): ("zerocenter",),
    ("true", "positive", "rate"): ("tpr",),
    ("false", "positive", "rate"): ("fpr",),
}
_ENDINGS = (
    ("ization", "iz"), ("isation", "iz"), ("izing", "iz"), ("ising", "iz"), ("ized", "iz"), ("ised", "iz"),
    ("izer", "izer"), ("iser", "izer"), ("ize", "iz"), ("ise", "iz"), ("ational", "at"), ("ation", "at"),
    ("ating", "at"), ("ated", "at"), ("ate", "at"), ("ity", "it"), ("iness", "y"), ("ness", ""), ("ing", ""),
    ("ies", "y"), ("ied", "y"), ("y", "y"), ("ion", ""), ("ance", "ant"), ("ence", "ent"), ("ed", ""),
    ("ly", ""), ("e", ""),
)  # fmt: skip
_BY_LAST_LETTER = {
    last: tuple((ending, instead) for ending, instead in _ENDINGS if ending[-1] == last)
    for last in {ending[-1] for ending, _ in _ENDINGS}
}
_SHORTEST = 3
"""Letters that a word keeps at least when an ending goes."""


def words_of(text: str, spelling: Callable[[str], str] | None = None) -> list[str]:
    """Words in small letters, in one form each; an identifier falls into its words.

    Args:
        spelling: the form of a word, such as `spelling.speller` gives, which also knows mistyped ones.
    """
    return words_in(spelt_out(text), spelling)


def words_of_all(texts: Sequence[str]) -> list[Words]:
    """The words of many short texts, spelt out in one go."""
    if not texts:
        return []
    lines = spelt_out("\n".join(" ".join(text.split()) for text in texts)).split("\n")
    joins, starts = _joins()
    found = (list(map(form_of, _WORD.findall(line))) for line in lines)
    return [tuple(each if starts.isdisjoint(each) else _join(each, joins, starts)) for each in found]


def spelt_out(text: str) -> str:
    """Text whose letters, digits and spaces alone tell its words: no TeX, no Greek, no joined names."""
    text = _EXTENT.sub(_by, text)
    if "\\" in text:
        text = _TEX.sub(" ", text)
    if not text.isascii():
        text = _SIGN.sub(lambda match: _SIGNS[match.group()], text)
    return _CAMEL.sub(_apart, text)


def words_in(text: str, spelling: Callable[[str], str] | None = None) -> list[str]:
    """The words of a text that is spelt out."""
    apart = (
        text.encode().translate(SIGNS_TO_BLANKS).decode().split() if text.isascii() else _WORD.findall(text)
    )
    found = list(map(spelling or form_of, apart))
    joins, starts = _joins()
    return found if starts.isdisjoint(found) else _join(found, joins, starts)


def _by(match: re.Match[str]) -> str:
    return f"{match.group(1)}x"


def _apart(match: re.Match[str]) -> str:
    return "" if match.group() == "-" else f" {match.group()}"


@lru_cache(maxsize=1)
def _joins() -> tuple[Mapping[Words, Words], frozenset[str]]:
    """Words that are one name, in their forms, and the words with which one may begin."""
    joins = {tuple(map(form_of, words)): tuple(map(form_of, name)) for words, name in _JOINED.items()}
    return joins, frozenset(words[0] for words in joins)


def _join(words: Sequence[str], joins: Mapping[Words, Words], starts: frozenset[str]) -> list[str]:
    result: list[str] = []
    done = 0
    for position in [at for at, word in enumerate(words) if word in starts]:
        for length in (3, 2, 1) if position >= done else ():
            joined = joins.get(tuple(words[position : position + length]))
            if joined:
                result += words[done:position]
                result += joined
                done = position + length
                break
    return [*result, *words[done:]]


@lru_cache(maxsize=16384)
def form_of(word: str) -> str:
    """The one form of a word: small letters, singular, without its ending, a synonym's."""
    word = word[:-1] if word[-1] == "s" and word[-2:-1].isupper() else word
    word = _ACRONYMS.get(word) or word.casefold()
    word = _singular(_SYNONYMS.get(word, word))
    return _stem(_SYNONYMS.get(word, word))


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "as", "ies")):
        return word[:-1]
    return word


def _stem(word: str) -> str:
    if len(word) <= _SHORTEST + 1 or not word.isascii() or not word.isalpha():
        return word
    for ending, instead in _BY_LAST_LETTER.get(word[-1], ()):
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            word = word[: len(word) - len(ending)] + instead
            break
    return word[:-1] if len(word) > _SHORTEST and word[-1] == word[-2] and word[-1] not in "ls" else word
