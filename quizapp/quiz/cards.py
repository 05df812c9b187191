"""Which cards can be asked on a sheet: a short answer to type, and a term to match with its explanation.

Only what can be graded fairly is taken: a short phrase, a term or a number, never a formula and never a yes
or no. No sheet is made here, and no card is changed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from cards.model import Card
from cards.notation import BOLD, GAP
from cards.words.wording import count_words, sentences
from quizapp.records import StudyCard
from quizapp.typed import plain

Askable = Card | StudyCard
"""A card as it was read, or as it stands in the store."""

LONGEST_ANSWER = 32
LEAST_WORDS = 3
"""Of what explains a term among others."""
LEAST_ALONE = 5
"""Words that tell a term by themselves."""
LONGEST_EXPLANATION = 170
LEAST_FORMULA, LONGEST_FORMULA = 4, 60
LONGEST_HEADING = 7
"""Words of a heading that a formula may explain."""

MOST_WORDS = 3

_GAPPED = re.compile(rf"(\*\*|__)?{re.escape(GAP)}(?(1)\1)")
NUMBER = re.compile(r"[-−+]?\d[\d.,]*(?:[e×·^⁻⁰-⁹ ]*\d+)?\s?%?")
_WORDS = re.compile(r"[^\W_][\w .,'’/&+-]*")
_ASKS_TERM = re.compile(
    r"(?:What (?:is|are)|What's|Define|Explain|Write|Give|State)\s+(?:an?\s+|the\s+)?(.+?)"
    r"(?:, (?:and|which|what|how|when|why|where)\b.*|\s+(?:as a formula|in a formula|and)\b.*)?[?.]?"
)
_ASKS_DEED = re.compile(r"What\s+(?:does|do)\s+(?:an?\s+|the\s+)?([^?]+?)\s+do\?")
_DISPLAY = re.compile(r"\s*\$\$\s*([^$]+?)\s*\$\$\s*(?:\n|$)")
_ASIDE = re.compile(r"\s*[(（]([^()（）]+)[)）]")
_AFTER = re.compile(r"(?<=[?？])\s*[(（].*[)）]$")
_LAST = re.compile(r"\s*[(（]((?:[^()（）]|[(（][^()（）]*[)）])+)[)）](?=[?？]?$|\s+do\?$)")
_INITIALS = re.compile(r"[A-Z]{2,}\s*=\s*")
_LEANING = re.compile(
    r"(?:It|They|This|That|These|Those|He|She|Its|Their|Yes|No|See|With|For|Because)\b", re.IGNORECASE
)
_LOOSE = frozenset(
    re.findall(
        r"\S+",
        """a an the of in on at to for and or but so as by with without from into every each all any some many
        several more less own new same other another different not no only very about its their this that
        these how why when where which who what nothing optional strongly alike general local""",
    )
)
_GUESSED = frozenset(("yes", "no", "true", "false", "not", "zero", "one", "left", "right", "up", "down"))
_STEM = 5


@dataclass(frozen=True, slots=True)
class Short:
    """A question that one short text answers."""

    card: Askable
    question: str
    """Markdown."""
    answers: tuple[str, ...]
    """What counts, as plain text; the first is the one shown."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A term and what explains it."""

    card: Askable
    term: str
    """Plain text."""
    explanation: str
    """Markdown, one line."""
    formula: bool
    """Whether a formula alone explains it."""


def short_of(card: Askable) -> Short | None:
    """The short question that a card makes; None where its answer could not be graded fairly."""
    if "![" in card.front:
        return None
    if card.kind == "cloze":
        return _from_gap(card)
    if card.kind not in ("list", "code", "comparison"):
        whole = _from_back(card)
        if whole is not None:
            return whole
    return _reversed(card)


def pair_of(card: Askable) -> Pair | None:
    """The term that a card explains in a sentence or a formula; None where the two are not clear cut."""
    if card.kind in ("cloze", "typed", "list", "code", "comparison"):
        return None
    formula = _formula(card.back)
    explanation = formula or _explanation(card.back)
    term = _term(_bare(card), LONGEST_HEADING if formula else MOST_WORDS)
    shown = _plain(explanation)
    if not term or _LEANING.match(shown) or _share_words(term, shown):
        return None
    if formula:
        fit = LEAST_FORMULA <= len(shown) <= LONGEST_FORMULA
    else:
        fit = count_words(shown) >= LEAST_WORDS and len(shown) <= LONGEST_EXPLANATION
    return Pair(card, term, explanation, bool(formula)) if fit else None


def _bare(card: Askable) -> str:
    """A card's front without the heading in parentheses that tells where it belongs, no other name of it."""
    front = _AFTER.sub("", card.front.strip())
    aside = _LAST.search(front)
    if aside is None:
        return front
    within = plain(aside[1])
    path = card.source.path if card.source else ()
    headings = [plain(heading) for heading in (card.deck, *path)]
    belongs = any(within in heading and f"({within})" not in heading for heading in headings)
    return front[: aside.start()] + front[aside.end() :] if belongs else front


def _from_gap(card: Askable) -> Short | None:
    """One gap of a cloze card, the one that is graded most surely; the others are filled."""
    passages = [match[2] for match in BOLD.finditer(card.back)]
    gaps = list(_GAPPED.finditer(card.front))
    if len(gaps) != len(passages):
        return None
    fit = [index for index, text in enumerate(passages) if _gradable(text, strict=True)]
    for index in sorted(fit, key=lambda index: _sureness(passages[index])):
        question = _filled(card.front, gaps, passages, index)
        if not _tells(passages[index], question):
            return Short(card, question, (_plain(passages[index]),))
    return None


def _filled(front: str, gaps: list[re.Match[str]], passages: list[str], kept: int) -> str:
    text, end = "", 0
    for index, (gap, passage) in enumerate(zip(gaps, passages, strict=True)):
        text += front[end : gap.start()] + (f"**{GAP}**" if index == kept else passage)
        end = gap.end()
    return text + front[end:]


def _sureness(text: str) -> tuple[int, int]:
    """Numbers first, then the longest single words, then phrases."""
    shown = _plain(text)
    kind = 0 if NUMBER.fullmatch(shown) else 1 if " " not in shown else 2
    return kind, -len(shown)


def _from_back(card: Askable) -> Short | None:
    """A card whose whole back is short, or a card that is made for typing."""
    back = card.back.strip()
    if card.kind == "typed":
        back = back.split("\n", 1)[0]
    elif "\n" in back:
        return None
    said = tuple(part.strip() for part in back.split(" | ") if part.strip())
    strict = card.kind != "typed"
    if not said or not all(_gradable(part, strict=strict) for part in said):
        return None
    if card.kind == "definition" and _term(_bare(card), MOST_WORDS) and not NUMBER.fullmatch(_plain(back)):
        return None
    if any(_tells(part, card.front) or (strict and _takes_up(part, card.front)) for part in said):
        return None
    return Short(card, card.front, tuple(dict.fromkeys(_plain(part) for part in said)))


def _reversed(card: Askable) -> Short | None:
    """A definition turned round: which term is it?"""
    pair = pair_of(card)
    if pair is None or pair.formula or card.kind == "formula" or ", " in card.front:
        return None
    if count_words(_plain(pair.explanation)) < LEAST_ALONE:
        return None
    aside = _ASIDE.search(pair.term)
    names = [_ASIDE.sub("", pair.term).strip()]
    if aside:
        names.append(aside[1])
    if not all(_gradable(name, strict=False) for name in names):
        return None
    return Short(card, f"Which term is explained here?\n\n{pair.explanation}", tuple(names))


def _gradable(markdown: str, *, strict: bool) -> bool:
    """Whether a text can be graded as it is typed; strictly: whether nobody would say it otherwise."""
    shown = _plain(markdown)
    if NUMBER.fullmatch(shown):
        return True
    words = re.findall(r"[^\W_]+", shown.casefold())
    if (
        "$" in markdown
        or not _WORDS.fullmatch(shown)
        or len(shown) > LONGEST_ANSWER
        or len(words) > MOST_WORDS
    ):
        return False
    if shown.casefold() in _GUESSED or len(shown) < 2:
        return False
    return not strict or (len(words) <= 2 and not _LOOSE & set(words))


def _term(front: str, most: int) -> str:
    """The term of at most so many words that a front asks for, as plain text; empty for anything else."""
    first = front.strip()
    if "\n" in first or "$" in first or "`" in first:
        return ""
    asked = _ASKS_DEED.fullmatch(first) or _ASKS_TERM.fullmatch(first)
    if asked is None and first.endswith("?"):
        return ""
    term = _plain(asked[1] if asked else first)
    bare = _ASIDE.sub("", term)
    words = re.findall(r"[^\W_]+", bare.casefold())
    loose = most == MOST_WORDS and (_LOOSE & set(words) or (words[-1:] and words[-1].endswith("ly")))
    fit = re.fullmatch(r"[^\W_][\w '’/-]*", bare) and len(words) <= most and not loose
    return term if fit else ""


def _formula(back: str) -> str:
    """The displayed formula that a back begins with, as one of a line; empty where it cannot be one.

    Initials on its left, as in `AP = ...`, would tell the term.
    """
    found = _DISPLAY.match(back)
    if found is None or re.search(r"\\begin|\\\\|\\tag", found[1]):
        return ""
    return f"${_INITIALS.sub('', ' '.join(found[1].split()))}$"


def _explanation(back: str) -> str:
    """The first sentence of a back that begins with prose, on one line of Markdown."""
    first = re.split(r"\n\s*\n", back.strip(), maxsplit=1)[0]
    if re.match(r"\s*(?:[-*+|>#]\s|\d+[.)]\s|\$\$|```|\|)", first) or "\n- " in first or "\n|" in first:
        return ""
    sentence = next(iter(sentences(" ".join(first.split()))), "")
    return "" if sentence.endswith((":", ",", ";")) or "![" in sentence else sentence


def stems(text: str) -> frozenset[str]:
    """The beginnings of the words that tell one term from another, and its words with a digit."""
    words = re.findall(r"[^\W_]+", plain(text))
    telling = (word for word in words if re.search(r"\w{3}|\w\d|\d\w", word) and word not in _LOOSE)
    return frozenset(word[:_STEM] for word in telling)


def _share_words(term: str, explanation: str) -> bool:
    """Whether an explanation gives its term away: a word of it, or a word of the same stem."""
    return not stems(term).isdisjoint(stems(explanation))


def _tells(answer: str, question: str) -> bool:
    """Whether a question holds its answer."""
    found = re.escape(plain(_plain(answer)))
    return re.search(rf"(?<![\w.]){found}(?![\w])", plain(_plain(question))) is not None


def _takes_up(answer: str, question: str) -> bool:
    """Whether an answer begins with a word of its question, which many would leave out."""
    first, *more = plain(_plain(answer)).split()
    return bool(more) and _tells(first, question)


def _plain(markdown: str) -> str:
    from cards.terminal import line

    return line(markdown)
