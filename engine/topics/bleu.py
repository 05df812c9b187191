"""BLEU: clipped n-gram precision of a translation with a penalty for short ones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step


def ngrams(sentence: str, n: int) -> list[str]:
    """All runs of n words of a sentence, in order."""
    words = sentence.split()
    return [" ".join(words[i : i + n]) for i in range(len(words) - n + 1)]


def clipped_matches(candidate: str, references: Sequence[str], n: int) -> int:
    """How many n-grams of a candidate the references hold, none counted more often than in one of them."""
    found = ngrams(candidate, n)
    allowed = {gram: max(ngrams(each, n).count(gram) for each in references) for gram in set(found)}
    return sum(min(found.count(gram), most) for gram, most in allowed.items())


def bleu(candidate: str, references: Sequence[str], longest: int = 2) -> float:
    """BLEU of one sentence: the geometric mean of its n-gram precisions times the brevity penalty.

    p_n is the number of clipped matches over the number of n-grams of the candidate. The penalty is
    exp(1 − r/c) for a candidate of c words shorter than the closest reference, of r words, else 1.

    Args:
      candidate: words between spaces.
      references: one or more sentences; a match counts at most as often as in one of them.
      longest: n-grams from 1 to this length.

    Returns:
      BLEU in [0, 1].

    Source: Papineni et al., BLEU: a Method for Automatic Evaluation of Machine Translation (2002),
    sections 2.1 to 2.3.
    """
    c = len(candidate.split())
    r = min((len(each.split()) for each in references), key=lambda length: (abs(length - c), length))
    precisions = [
        clipped_matches(candidate, references, n) / len(ngrams(candidate, n)) for n in range(1, longest + 1)
    ]
    penalty = min(1.0, float(np.exp(1 - r / c)))
    return float(penalty * np.prod(precisions) ** (1 / longest))


def unclipped_matches(candidate: str, references: Sequence[str], n: int) -> int:
    """Matches that are not clipped: every n-gram that stands in some reference counts."""
    return sum(any(gram in ngrams(each, n) for each in references) for gram in ngrams(candidate, n))


def distinct_matches(candidate: str, references: Sequence[str], n: int) -> int:
    """Every kind of n-gram counted once."""
    return sum(any(gram in ngrams(each, n) for each in references) for gram in set(ngrams(candidate, n)))


def closest_length(lengths: Any, own: int) -> int:
    """The length nearest to one's own, the shorter of two."""
    return min((int(length) for length in lengths), key=lambda length: (abs(length - own), length))


ANIMALS = ("cat", "dog", "horse", "child", "student")
QUALITIES = ("old", "small", "quiet", "young", "tired")
VERBS = ("sat", "slept", "waited", "stood", "stayed")
PLACES = ("mat", "hill", "bridge", "bench", "road")
TIMES = ("today", "again", "outside", "alone")


def _draw(draw: Draw, level: int) -> Params:
    who, how, when = draw.pick(ANIMALS), draw.pick(QUALITIES), draw.pick(TIMES)
    where = draw.pick(PLACES)
    does, other = draw.sample(VERBS, 2)
    first = f"the {how} {who} {does} on the {where} {when}"
    candidates = [
        f"the the {who} {other} on the {where}",
        f"the {who} on the {where} the {where}",
        f"the {how} {who} {other} the {where} the",
        f"on the {where} the {who} {does} the",
        f"the {how} {how} {who} {does} on",
    ]
    if level < 3:
        return {"candidate": draw.pick(candidates), "references": [first]}
    second = draw.pick([f"a {who} {does} on the {where}", f"the {who} {other} on a {where}"])
    candidates = [
        f"the the {how} {who} {other} on the {where}",
        f"the {how} {who} on the {where} the {where}",
        f"on the {where} the {how} {who} {other} the",
    ]
    return {"candidate": draw.pick(candidates), "references": [first + " for a while", second]}


BLEU = Exercise(
    id="bleu",
    title="BLEU of a short translation",
    topic="language models",
    seconds=150,
    reference=bleu,
    terms=("BLEU", "BLEU score", "n-gram precision", "brevity penalty", "machine translation metric"),
    aliases={"ngram_precision": Focus(1), "brevity_penalty": Focus(2, "penalty")},
    prompt={
        1: "A translation is compared with a reference by their words. A match counts at most as "
        "often as the "
        "word stands in the reference.\n\n  translation  {candidate}\n  reference    {references[0]}",
        2: "A translation is scored with BLEU of 1-grams and 2-grams: clipped precisions, their "
        "geometric mean, "
        "and the brevity penalty exp(1 − r/c) for c words against r in the reference.\n\n"
        "  translation  {candidate}\n  reference    {references[0]}",
        3: "A translation is scored with BLEU of 1-grams and 2-grams: clipped precisions, their "
        "geometric mean, "
        "and the brevity penalty exp(1 − r/c) for a translation of c words that is shorter than r, "
        "the length "
        "of the reference nearest in length (of two equally near ones the shorter); otherwise the penalty is "
        "1. A match counts at most as often as in one of the references.\n\n"
        "  translation  {candidate}\n  reference 1  {references[0]}\n  reference 2  {references[1]}",
    },
    draw=_draw,
    levels={1: ("matches", "p1"), 2: ("p1", "p2", "penalty", "score"), 3: ("p1", "p2", "score")},
    parts=(
        Part("matches", "the clipped number of matching words", "integer"),
        Part("p1", "the 1-gram precision"),
        Part("p2", "the 2-gram precision"),
        Part("penalty", "the brevity penalty"),
        Part("score", "BLEU"),
    ),
    policies={"count": clipped_matches},
    steps=(
        Step(
            "words",
            "Count the words of the translation",
            "c = {words}",
            lambda candidate: len(candidate.split()),
        ),
        Step(
            "matches",
            "Count words that stand in a reference, each at most as often as there",
            "{matches}",
            lambda candidate, references, count: count(candidate, references, 1),
        ),
        Step(
            "p1",
            "Divide by the words of the translation",
            "{matches} / {words} = {p1}",
            lambda matches, words: matches / words,
        ),
        Step(
            "pairs",
            "Likewise for neighbouring words",
            "{pairs} pairs match",
            lambda candidate, references, count: count(candidate, references, 2),
        ),
        Step(
            "p2",
            "A translation has one pair less than words",
            "{pairs} / ({words} − 1) = {p2}",
            lambda pairs, words: pairs / (words - 1),
        ),
        Step(
            "reference_words",
            "Count the words of the reference that is nearest in length",
            "r = {reference_words}",
            lambda references, words: closest_length([len(each.split()) for each in references], words),
        ),
        Step(
            "penalty",
            "Punish a translation that is too short: exp(1 − r/c), at most 1",
            "min(1, exp(1 − {reference_words}/{words})) = {penalty}",
            lambda reference_words, words: min(1.0, np.exp(1 - reference_words / words)),
        ),
        Step(
            "score",
            "Multiply the geometric mean of the precisions with the penalty",
            "{penalty}·√({p1}·{p2}) = {score}",
            lambda penalty, p1, p2: penalty * np.sqrt(p1 * p2),
        ),
    ),
    mistakes=(
        Mistake(
            "not_clipped",
            "Count a word at most as often as it stands in a reference: otherwise repeating it would pay.",
            must=True,
            levels=(1, 2),
            swap={"count": unclipped_matches},
        ),
        Mistake(
            "recall",
            "Precision divides by the n-grams of the translation, not by those of the reference.",
            levels=(1, 2),
            must=True,
            swap={
                "p1": lambda matches, references: matches / len(references[0].split()),
                "p2": lambda pairs, references: pairs / (len(references[0].split()) - 1),
            },
        ),
        Mistake(
            "no_penalty",
            "Multiply with the brevity penalty: precision alone rewards short translations.",
            levels=(2,),
            must=True,
            swap={"penalty": lambda: 1.0},
        ),
        Mistake(
            "ratio_as_penalty",
            "The penalty is exp(1 − r/c), not the ratio of the lengths.",
            levels=(2,),
            swap={"penalty": lambda reference_words, words: words / reference_words},
        ),
        Mistake(
            "ratio_reversed",
            "Divide the length of the reference by that of the translation in the exponent.",
            levels=(2,),
            swap={"penalty": lambda reference_words, words: np.exp(1 - words / reference_words)},
        ),
        Mistake(
            "arithmetic_mean",
            "Take the geometric mean: the root of the product of the two precisions.",
            levels=(2, 3),
            swap={"score": lambda penalty, p1, p2: penalty * (p1 + p2) / 2},
        ),
        Mistake(
            "no_root",
            "Take the root of the product: the mean of two precisions.",
            levels=(2, 3),
            must=True,
            swap={"score": lambda penalty, p1, p2: penalty * p1 * p2},
        ),
        Mistake(
            "pairs_over_words",
            "Divide the matching pairs by the number of pairs, one less than words.",
            levels=(2, 3),
            must=True,
            swap={"p2": lambda pairs, words: pairs / words},
        ),
        Mistake(
            "kinds_counted",
            "Count every place: a word that stands twice in both counts twice.",
            swap={"count": distinct_matches},
        ),
        Mistake(
            "longest_reference",
            "Compare with the reference nearest in length: then this translation is not too short.",
            levels=(3,),
            must=True,
            swap={
                "reference_words": lambda references: max(len(each.split()) for each in references),
            },
        ),
        Mistake(
            "first_reference_only",
            "A match in any of the references counts.",
            levels=(3,),
            swap={
                "matches": lambda candidate, references, count: count(candidate, references[:1], 1),
                "pairs": lambda candidate, references, count: count(candidate, references[:1], 2),
            },
        ),
    ),
)
