"""Stored cards against a new reading: which are kept, edited, moved, new or gone.

Pure: stored cards and a reading in, a plan out. A card keeps its id, and with it its history, when its
text is corrected, when it moves and when the heading above it is renamed; what is not certain becomes a
new card that is reported beside its likely twin. A history is never given to another fact.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from cards.model import Card
from cards.topic import without_count
from cards.wording import bare

State = Literal["new", "kept", "edited", "moved"]

SURE = 0.72
"""Likeness from which an edited card is the same card, if nothing contradicts."""
PERHAPS = 0.42
"""Likeness from which two cards are named as perhaps the same."""
MARGIN = 0.08
"""How much better the best candidate must be than the second."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A card as the store knows it: its text as it was last read from the notes."""

    id: str
    front: str
    back: str
    file: str
    start: int = 0
    end: int = 0
    path: tuple[str, ...] = ()
    retired: bool = False
    explicit: bool = False
    """The id was given by the author."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A card of the reading with its id for ever, and what happened to it."""

    card: Card
    state: State
    before: Stored | None = None
    returned: bool = False
    """It had been retired, and its text is back."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A card of the reading that is perhaps one that is stored; `likeness` from 0 to 1."""

    new: str
    perhaps: str
    likeness: float


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import does to the store."""

    cards: tuple[Placed, ...] = ()
    """In the order of the reading."""
    retired: tuple[Stored, ...] = ()
    doubtful: tuple[Doubt, ...] = ()


def reconcile(stored: Sequence[Stored], reading: Sequence[Card], covered: Callable[[str], bool]) -> Plan:
    """Match a reading with what is stored.

    Args:
        stored: all cards, the retired ones included.
        reading: the cards of the files that were read, in their order.
        covered: whether a file lies under the paths that were read; only its cards can be retired.
    """
    matching = _Matching(stored, reading)
    matching.run()
    return matching.plan(covered)


def card_id(front: str, back: str) -> str:
    """The id of a card without one: a hash of its normalised text at its first reading."""
    text = f"{normal(front)}\n{normal(back)}"
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def normal(text: str) -> str:
    """Text for comparing: marks, case and blanks do not count, words and symbols do."""
    words = bare(text)
    if len(words) >= 2:
        symbols = "".join(re.findall(r"[^\w\s*_`#>|~-]", text))
        return f"{words} {symbols}" if symbols.strip(".,;:!?'\"()[]") else words
    return " ".join(text.split()).casefold()


@dataclass(slots=True)
class _Text:
    """A card's text made ready for comparing, once."""

    front: str
    back: str
    front_words: Sequence[str] = field(default_factory=tuple)
    words: Sequence[str] = field(default_factory=tuple)


def _text(front: str, back: str) -> _Text:
    asked = without_count(front)
    front_words = bare(asked).split()
    return _Text(normal(asked), normal(back), front_words, [*front_words, *bare(back).split()])


class _Matching:
    """Pairs of a reading's cards and stored ones, found in rounds from certain to likely."""

    def __init__(self, stored: Sequence[Stored], reading: Sequence[Card]) -> None:
        self.stored, self.reading = stored, reading
        self.old = [_text(card.front, card.back) for card in stored]
        self.new = [_text(card.front, card.back) for card in reading]
        self.pairs: dict[int, int] = {}
        """Number in the reading -> number in the store."""
        self.taken: set[int] = set()
        self.doubts: dict[tuple[int, int], float] = {}

    def run(self) -> None:
        self._by_id()
        self._by_key(lambda text: (text.front, text.back), self._any_place)
        self._by_key(lambda text: text.front, self._same_question)
        self._by_key(lambda text: text.back if len(text.back) > 11 else "", self._same_answer)
        self._by_likeness()

    def _by_id(self) -> None:
        known = {card.id: number for number, card in enumerate(self.stored)}
        for number, card in enumerate(self.reading):
            if card.id and card.id in known and known[card.id] not in self.taken:
                self._pair(number, known[card.id])

    def _pair(self, new: int, old: int) -> None:
        self.pairs[new] = old
        self.taken.add(old)

    def _free_new(self) -> list[int]:
        return [number for number in range(len(self.reading)) if number not in self.pairs]

    def _free_old(self) -> list[int]:
        return [number for number in range(len(self.stored)) if number not in self.taken]

    def _by_key(self, key: Callable[[_Text], object], fits: Callable[[int, int], bool]) -> None:
        """Pair what has the same key; among several, the nearest place first."""
        places: dict[object, list[int]] = defaultdict(list)
        for number in self._free_old():
            places[key(self.old[number])].append(number)
        groups: dict[object, list[int]] = defaultdict(list)
        for number in self._free_new():
            groups[key(self.new[number])].append(number)
        for value, numbers in groups.items():
            if value and value in places:
                self._pair_nearest(numbers, places[value], fits)

    def _pair_nearest(
        self, numbers: Sequence[int], candidates: Sequence[int], fits: Callable[[int, int], bool]
    ) -> None:
        if len(numbers) * len(candidates) > 10_000:
            pairs = [(new, old) for new, old in zip(numbers, candidates, strict=False) if self._may(new, old)]
        else:
            ranked = sorted(
                (self._distance(new, old), new, old)
                for new in numbers
                for old in candidates
                if self._may(new, old) and fits(new, old)
            )
            pairs = [(new, old) for _, new, old in ranked]
        for new, old in pairs:
            if new not in self.pairs and old not in self.taken:
                self._pair(new, old)

    def _may(self, new: int, old: int) -> bool:
        """An id that the author gave belongs to the card that carries it."""
        return not (self.reading[new].id or self.stored[old].explicit)

    def _distance(self, new: int, old: int) -> tuple[bool, bool, bool, float, int]:
        card, known = self.reading[new], self.stored[old]
        return (
            known.retired,
            card.source.file != known.file,
            card.source.path != known.path,
            -self._likeness(new, old),
            abs(card.source.start - known.start),
        )

    def _any_place(self, new: int, old: int) -> bool:
        return True

    def _same_question(self, new: int, old: int) -> bool:
        """The same front with another back: the same card at the same place, elsewhere only if alike."""
        card, known = self.reading[new], self.stored[old]
        if card.source.file == known.file and not known.retired:
            return card.source.path == known.path or self._back_likeness(new, old) >= 0.25
        return self._back_likeness(new, old) >= 0.5

    def _same_answer(self, new: int, old: int) -> bool:
        """The same back with another front: a renamed heading, if the questions do not contradict."""
        card, known = self.reading[new], self.stored[old]
        return len(self.new[new].back) > 40 or (
            card.source.file == known.file and self._front_likeness(new, old) >= 0.3
        )

    def _by_likeness(self) -> None:
        """Pair what is surely the same by its words; name what is perhaps the same."""
        ranked = sorted(
            (
                (score, new, old)
                for new, old in self._candidates()
                if (score := self._likeness(new, old)) >= PERHAPS
            ),
            key=lambda entry: (-entry[0], entry[1], entry[2]),
        )
        best_new, best_old = _seconds(ranked)
        for score, new, old in ranked:
            if new in self.pairs or old in self.taken:
                self.doubts[new, old] = score
                continue
            clear = score - max(best_new[new].get(old, 0.0), best_old[old].get(new, 0.0)) >= MARGIN
            if score >= SURE and clear and not self._contradicts(new, old):
                self._pair(new, old)
            else:
                self.doubts[new, old] = score

    def _candidates(self) -> Iterable[tuple[int, int]]:
        """Pairs that share rare words; every new card with a handful of stored ones at most."""
        index: dict[str, list[int]] = defaultdict(list)
        for number in self._free_old():
            if not self.stored[number].explicit:
                for word in set(self.old[number].words):
                    index[word].append(number)
        for number in range(len(self.reading)):
            if number in self.pairs and self.reading[number].id:
                continue
            shared: Counter[int] = Counter()
            for word in set(self.new[number].words):
                known = index.get(word, ())
                if 0 < len(known) <= 60:
                    weight = 1.0 / len(known)
                    for old in known:
                        shared[old] += weight  # type: ignore[assignment]
            for old, _ in shared.most_common(8):
                yield number, old

    def _likeness(self, new: int, old: int) -> float:
        return 0.4 * self._front_likeness(new, old) + 0.6 * self._back_likeness(new, old)

    def _front_likeness(self, new: int, old: int) -> float:
        return _alike(self.new[new].front, self.old[old].front)

    def _back_likeness(self, new: int, old: int) -> float:
        return _alike(self.new[new].back, self.old[old].back)

    def _contradicts(self, new: int, old: int) -> bool:
        """Whether the fronts name different things: another number, symbol or key word."""
        one, two = set(self.new[new].front_words), set(self.old[old].front_words)
        gone, come = two - one, one - two
        return any(not _same_word_in(word, come) for word in gone) and any(
            not _same_word_in(word, gone) for word in come
        )

    def plan(self, covered: Callable[[str], bool]) -> Plan:
        ids = _Ids({card.id for card in self.stored} | {card.id for card in self.reading if card.id})
        placed = [self._place(number, card, ids) for number, card in enumerate(self.reading)]
        gone = [
            number
            for number in self._free_old()
            if not self.stored[number].retired and covered(self.stored[number].file)
        ]
        return Plan(
            tuple(placed), tuple(self.stored[number] for number in gone), self._doubtful(placed, set(gone))
        )

    def _place(self, number: int, card: Card, ids: _Ids) -> Placed:
        old = self.pairs.get(number)
        if old is None:
            repeated = card.id and any(self.reading[earlier].id == card.id for earlier in range(number))
            name = (
                ids.fresh(card.id if repeated else card_id(card.front, card.back))
                if repeated or not card.id
                else card.id
            )
            return Placed(replace(card, id=name), "new")
        known = self.stored[old]
        state: State = "kept"
        if (card.front, card.back) != (known.front, known.back):
            state = "edited"
        elif (card.source.file, card.source.path) != (known.file, known.path):
            state = "moved"
        return Placed(replace(card, id=known.id), state, known, known.retired)

    def _doubtful(self, placed: Sequence[Placed], gone: set[int]) -> tuple[Doubt, ...]:
        """Each stored card that was not found, beside what it perhaps became."""
        best: dict[int, tuple[float, int]] = {}
        for (new, old), score in self.doubts.items():
            if old in gone or (old not in self.taken and placed[new].state == "new"):
                best[old] = max(best.get(old, (0.0, 0)), (score, new))
        return tuple(
            Doubt(placed[new].card.id, self.stored[old].id, round(score, 3))
            for old, (score, new) in sorted(best.items())
        )


def _seconds(
    ranked: Sequence[tuple[float, int, int]],
) -> tuple[dict[int, dict[int, float]], dict[int, dict[int, float]]]:
    """For each card and each partner, the best score that the card has with somebody else."""
    by_new: dict[int, list[tuple[float, int]]] = defaultdict(list)
    by_old: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for score, new, old in ranked:
        by_new[new].append((score, old))
        by_old[old].append((score, new))
    return _others(by_new), _others(by_old)


def _others(scores: dict[int, list[tuple[float, int]]]) -> dict[int, dict[int, float]]:
    return {
        one: {
            partner: max((score for score, other in known if other != partner), default=0.0)
            for _, partner in known
        }
        for one, known in scores.items()
    }


class _Ids:
    """Fresh ids, each given once."""

    def __init__(self, used: set[str]) -> None:
        self.used = used

    def fresh(self, wish: str) -> str:
        name, number = wish, 2
        while name in self.used:
            name, number = f"{wish}-{number}", number + 1
        self.used.add(name)
        return name


def _alike(one: str, two: str) -> float:
    """Likeness of two normalised texts from 0 to 1; a text contained in the other counts for much."""
    if one == two:
        return 1.0
    if not one or not two:
        return 0.0
    from rapidfuzz.distance import Indel  # imported on use: an import without changes needs none of it

    first, second = one.split(), two.split()
    ordered = Indel.normalized_similarity(first, second)
    letters = Indel.normalized_similarity(one, two)
    shared = sum((Counter(first) & Counter(second)).values())
    contained = shared / min(len(first), len(second)) if min(len(first), len(second)) > 5 else 0.0
    return max(ordered, letters * 0.98, contained * 0.6)


def _same_word_in(word: str, words: set[str]) -> bool:
    """Whether the word is there, give or take a slip of the pen; numbers and short names allow none."""
    if word in words:
        return True
    if len(word) < 5 or any(character.isdigit() for character in word):
        return False
    from rapidfuzz.distance import OSA

    limit = 1 if len(word) < 10 else 2
    return any(
        OSA.distance(word, other, score_cutoff=limit) <= limit
        for other in words
        if not any(character.isdigit() for character in other)
    )
