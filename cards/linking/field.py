"""Whether the cards around a card are on the field of the exercises, so that an everyday word means its term.

"Momentum", "dropout" and "recall" are terms here and something else in a note on physics, medicine or cars.
A term of one such word counts only where other cards of the same file or chapter say what has no
other meaning.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from cards.linking.evidence import Evidence, Findings
from cards.linking.words import words_of
from cards.model import Card

ON_FIELD = 0.4
"""The share of cards with unmistakable terms from which a file or a chapter is on the field; notes on deep
learning have it in more than 80 of 100 cards, those on other subjects in fewer than 30."""

EVERYDAY = frozenset(
    form
    for word in re.findall(
        r"\S+",
        """
        accelerate accuracy Adam alignment anchor anticipate attention average bag baseline beam
        binomial blank bootstrap broadcast byte calibration categorical center checkerboard
        chinchilla clip combine conditional contiguous converge convolution correlation cosine cross
        curvature curve cutout decay dense dice dilation directional discard discount discriminator
        distillation downhill dropout early either elastic embedding ensemble entropy epoch epsilon
        error event exponential factor fan flop fluctuate fold forest gate generalize generator
        global glove glue gradient group he height hinge holdout ii impute imputation inception
        independent inertia IoU iteration jigsaw lasso latency layer leakage learn length likelihood
        local log mac manifold map margin marginal mask max mean median megabyte memorize memory min
        mixup moment momentum move nag negative network next norm number object order oscillation
        outlier overconfident overflow overshoot pad patience peak permutation perplexity pixel
        plateau policy pool positive posterior precision prior probability product proposal pyramid
        random rate ratio recall rectifier region regularization reinforcement replay residual reuse
        reward ridge rope rotation rule saddle saturation scale score selection sensitivity sequence
        sigmoid size sparsity speed sphere square squeeze standardize standout step stop stride sum
        surprise swish switch symmetry tensor test throughput transfer transformer trend triplet
        true type uncorrelated unfold union unroll validation value vanish variance vector velocity
        vote warmup weight whiten width yield zero
        alpha beta delta eta gamma lambda mu nabla phi pi rho sigma sqrt tau theta exp prod argmax""",
    )
    for form in words_of(word)
)
"""The forms of words that mean something else in other fields, or nothing special, also two of them side by
side: the learning rate of a factory, cross-validation of a questionnaire."""

NAMES = tuple(
    frozenset(words_of(name))
    for name in (
        "deep learning", "machine learning", "neural network", "artificial intelligence", "computer vision",
        "PyTorch", "TensorFlow", "Keras", "reinforcement learning", "data science", "optimizer",
        "activation function", "loss function", "Q-learning", "policy gradient", "generative model",
        "diffusion model", "language model",
    )
)  # fmt: skip
"""What says by itself that its card is on the field."""


def is_everyday(words: frozenset[str]) -> bool:
    """Whether a term may mean something else: it is everyday words, letters and numbers."""
    return words not in NAMES and all(len(word) == 1 or word in EVERYDAY or word.isdigit() for word in words)


def is_on_field(findings: Findings) -> bool:
    """Whether a card names its field or has a term with one meaning only."""
    return any(not is_everyday(words) for words in findings.asked | findings.told) or any(
        name <= findings.said for name in NAMES
    )


def only_everyday(one: Evidence) -> bool:
    """Whether an exercise has nothing for it but everyday words."""
    return all(is_everyday(words) for words in one.asked | one.told)


def places_on_field(cards: Sequence[Card], on_field: Iterable[bool]) -> frozenset[tuple[str, ...]]:
    """The files, chapters and decks whose cards are on the field, as `places_of` names them."""
    total, sure = Counter[tuple[str, ...]](), Counter[tuple[str, ...]]()
    for card, is_sure in zip(cards, on_field, strict=True):
        for place in places_of(card):
            total[place] += 1
            sure[place] += is_sure
    return frozenset(place for place, count in sure.items() if count >= ON_FIELD * total[place])


def places_of(card: Card) -> Iterator[tuple[str, ...]]:
    """Where a card stands: its file, its chapter, its deck."""
    yield (card.source.file,)
    if card.source.path:
        yield (card.source.file, "chapter", card.source.path[0])
    if card.deck:
        yield (card.source.file, "deck", card.deck)
