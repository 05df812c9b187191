"""Formulas and code that say something else than the exercise which computes them.

Each rule knows the slip by its signs, in a passage that speaks of the thing and does not speak of a slip:
a note may show a wrong formula in order to warn of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cards.lint.flatten import flatten

if TYPE_CHECKING:
    from cards.lint import Finding, Note
    from cards.passages import Passage


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip by its signs. All patterns are searched for in flattened lines, `about` in the words as well."""

    about: str
    """What the passage, or a heading above it, speaks of."""
    signs: str
    exercise: str
    message: str
    unless: str = r"(?!)"
    """Signs somewhere in the passage that make it right."""


_WARNING = re.compile(
    r"\b(?:wrong|error|mistake|bug|slip|incorrect|pitfall|spot|beware|naive|naïve|unstable|overflow\w*|not\b|never"
    r"|forg[eo]t\w*|missing|without|instead|simplified|approximat\w*|ignor\w+|omit\w*|leav\w+ out|skip\w*)\b"
    r"|n't\b|≠|\\neq?\b",
    re.IGNORECASE,
)
"""Words by which a passage says itself that something is not as it should be, or not the whole."""

_SIZE = r"(?:w|h|n|i|in|l|d|input\w*|[nwhi]_?(?:in|h|w|0|1)|w1|h1)"
_KERNEL = r"(?:f|k|kernel\w*|filter\w*|[fk]_?[hw]?)"
_PADDING = r"\+\(?(?:2\*?p\w*|p_?\w*\+p_?\w*)\)?"

SLIPS: tuple[Slip, ...] = (
    Slip(
        r"conv|output size|feature map|kernel|filter|padding|stride",
        rf"(?<![\w+-])\(?\|?\({_SIZE}(?:{_PADDING})?-{_KERNEL}(?:{_PADDING})?\)/\(?s\w*\)?(?!\w)(?![)|\]]*\+1)(?![)|\]]*\+\(?1)",
        "conv_output_size",
        "the output size lacks the + 1 for the window at the start: floor((W − F + 2P)/S) + 1",
        unless=r"transpos|same\b|deconv",
    ),
    Slip(
        r"softmax",
        r"exp\((\w+)\)/\(?(?:sum\(exp\(\1\)|exp\(\1\)\.sum\()|^(\w+)=exp\((\w+)\)$[\s\S]{0,200}?\2/\(?(?:sum\(\2|\2\.sum\()",
        "softmax",
        "softmax in code overflows for large scores; subtract the maximum of each row first",
        unless=r"(?<!soft)max\(|\.max|amax|logsumexp",
    ),
    Slip(
        r"\badam\b",
        r"(?:lr|learning_rate|alpha|eta|step_size)\w*\*?\(?m\w*\)?/\(?sqrt\(v\w*\)",
        "adam_step",
        "this Adam has no bias correction; divide m by 1 − β₁ᵗ and v by 1 − β₂ᵗ first",
        unless=r"hat|1-\(?beta_?\w*\)?\^|bias|correct|adamax|amsgrad|1-b\w*\^",
    ),
    Slip(
        r"sigmoid|logistic",
        r"(?:sigma|sigmoid)\((\w+)\)\*?\(1\+(?:sigma|sigmoid)\(\1\)\)",
        "sigmoid_value_and_derivative",
        "the derivative of the sigmoid is σ(x)·(1 − σ(x)), with a minus",
    ),
    Slip(
        r"tanh",
        r"(?:tanh'\(?\w*\)?|d/dx\w*tanh\(\w+\)|derivative\w*|dtanh\w*|grad\w*)=?:?1-tanh\((\w+)\)(?!\^2|\*tanh|\*\*2)",
        "tanh_value_and_derivative",
        "the derivative of tanh is 1 − tanh²(x), with a square",
    ),
    Slip(
        r"iou|jaccard|intersection over union|bounding box",
        r"^\s*union\w*=\(?(?:area\w*|\w*area|[ab]\w*|s\d)\)?\+\(?(?:area\w*|\w*area|[ab]\w*|s\d)\)?(?:#.*)?$",
        "iou",
        "the union counts the overlap twice; subtract the intersection",
        unless=r"union\w*-=|union-inter|-inter",
    ),
    Slip(
        r"\bf1\b|f-?score|f1-?score",
        r"f_?1\w*=\(?(?:p|precision|prec)\+(?:r|recall|rec)\)?/2|f_?1\w*=2\*?\(?(?:p|precision)\+(?:r|recall)\)?/\(?(?:p|precision)\*?(?:r|recall)\b",
        "f1_score",
        "F1 is the harmonic mean 2PR/(P + R)",
    ),
    Slip(
        r"recall|precision|sensitivity",
        r"(?:recall|sensitivity)=\(?tp\)?/\(?tp\+fp\b|precision=\(?tp\)?/\(?tp\+fn\b",
        "precision",
        "precision is TP/(TP + FP) and recall is TP/(TP + FN); these two are exchanged",
    ),
    Slip(
        r"xavier|glorot|kaiming|\bhe\b",
        r"(?:xavier|glorot)\w*[:=][^\n;,]{0,20}?sqrt\(\(?2\)?/\(?(?:n|n_?in|fan_?in)\)?\)|(?:kaiming|\bhe(?:init\w*|normal)?)[:=][^\n;,]{0,20}?sqrt\(\(?1\)?/\(?(?:n|n_?in|fan_?in)\)?\)",
        "he_std",
        "He's standard deviation is √(2/n_in), Glorot's √(2/(n_in + n_out)); these two are exchanged",
    ),
    Slip(
        r"batch ?-?norm|layer ?-?norm|\bbn\b|normali[sz]ation",
        r"sqrt\((?:var\w*|sigma\w*\^2|v)\)\+eps",
        "norm_eps_placement",
        "ε belongs under the root: √(σ² + ε)",
        unless=r"adam|rmsprop|adagrad",
    ),
    Slip(
        r"momentum",
        r"^(\w*v\w*)=[\w.]+\*\1\+(?:lr|eta|alpha|learning_rate)\*\w+$[\s\S]{0,160}?^(\w+)(?:\+=\1|=\2\+\1)$",
        "momentum_step",
        "this momentum climbs: with + lr·gradient in the velocity, subtract the velocity",
    ),
    Slip(
        r"cross[ -]?entropy|log[ -]?loss|nll|negative log",
        r"^(?:\|?(?:loss|l|ce|j|cost|h|nll)\w*(?:\([\w,|]*\))?)=(?:\(?1/\(?\w+\)?\)?\*?)?(?:sum|mean)[\w_^=|]*\(?\(?[yt]\w*(?:\[\w+\])?\*?(?:log|ln)\(",
        "softmax_cross_entropy",
        "the cross-entropy lacks its minus sign: −Σ y·log p",
        unless=r"-loss|return-|-1\*|loss=-",
    ),
    Slip(
        r"softmax|cross[ -]?entropy",
        r"^d(?:z|logits|scores|s)=(?:y|targets?|labels|y_true|one_?hot|t)-(?:p|probs|y_?hat|softmax\w*|y_pred)\b",
        "softmax_cross_entropy",
        "the gradient by the logits is p − y; this one has the other sign",
    ),
    Slip(
        r"inverted dropout",
        r"^\w*mask\w*=\(?(?:random\.)?(?:rand|random|uniform)\w*\([^\n]*\)<\w+\)?(?:\.astype\(\w+\))?$",
        "dropout_forward",
        "inverted dropout divides the kept values by the keep probability in training",
        unless=r"/=|/\(?(?:keep|p|q|1-|\(1-)|\*\(?1/",
    ),
    Slip(
        r"parameter|weights",
        r"(?:params?|parameters|weights)=\(?(?:k|f)(?:\^2|\*(?:k|f))\*\(?(?:c_?in|cin)\)?\+(?:c_?out|cout)$",
        "conv_param_count",
        "each of the C_out filters has k·k·C_in weights: k²·C_in·C_out (+ C_out biases)",
    ),
)


def contradictions(note: Note) -> Iterator[Finding]:
    """Formulas of a note that an exercise would judge as a known mistake."""
    for passage in note.passages:
        if not _WARNING.search(_words(passage)):
            yield from _slips(note, passage)


def _words(passage: Passage) -> str:
    """The prose of a passage and its headings; what is code says nothing about itself but in comments."""
    lines = (line.text if not line.code else line.text.partition("#")[2] for line in passage.lines)
    return "\n".join([" ".join(passage.path), *lines])


def _slips(note: Note, passage: Passage) -> Iterator[Finding]:
    from cards.lint import Finding

    about = f"{' '.join(passage.path)}\n{passage.text}".casefold()
    flat = ""
    for slip in SLIPS:
        if not re.search(slip.about, about):
            continue
        flat = flat or "\n".join(flatten(line.text.strip().strip("`$")) for line in passage.lines)
        match = re.search(slip.signs, flat, re.MULTILINE)
        if match and not re.search(slip.unless, flat):
            number = passage.lines[flat.count("\n", 0, match.start())].number
            last = passage.lines[flat.count("\n", 0, match.end())].number
            yield Finding(note.file, number, last, "contradiction", slip.message, slip.exercise)
