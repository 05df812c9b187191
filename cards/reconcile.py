"""Stored cards against a new reading: which are kept, edited, moved, new or gone.

Pure: stored cards and a reading in, a plan out. A card keeps its id, and with it its history, when its
text is corrected, when it moves and when the heading above it is renamed; what is not certain becomes a
new card that is reported beside its likely twin. A history is never given to another fact.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from cards.likeness import Text, alike, contradict, normal
from cards.model import Card

State = Literal["new", "kept", "edited", "moved"]

SURE = 0.72
"""Likeness from which an edited card is the same card, if nothing contradicts."""
PERHAPS = 0.4
"""Likeness from which two cards are named as perhaps the same."""
MARGIN = 0.08
"""How much better the best candidate must be than the second."""
MANY = 10_000
"""Pairs of equal cards above which they are matched in their order, without looking for the nearest."""


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


class _Matching:
    """Pairs of a reading's cards and stored ones, found in rounds from certain to likely."""

    def __init__(self, stored: Sequence[Stored], reading: Sequence[Card]) -> None:
        self.stored, self.reading = stored, reading
        self.old = [Text(card.front, card.back) for card in stored]
        self.new = [Text(card.front, card.back) for card in reading]
        self.pairs: dict[int, int] = {}
        """Number in the reading -> number in the store."""
        self.taken: set[int] = set()
        self.doubts: dict[tuple[int, int], float] = {}

    def run(self) -> None:
        self._by_id()
        self._by_key(lambda text: (text.front, text.back), _always)
        self._by_key(lambda text: (text.asked, text.told), _always)
        self._by_key(lambda text: text.told, self._same_answer)
        self._by_key(lambda text: text.asked, self._same_question)
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
        """What can still be matched: an id that an author gave belongs to the card that carries it."""
        return [
            number for number, card in enumerate(self.reading) if number not in self.pairs and not card.id
        ]

    def _free_old(self) -> list[int]:
        return [
            number
            for number, card in enumerate(self.stored)
            if number not in self.taken and not card.explicit
        ]

    def _by_key(self, key: Callable[[Text], object], fits: Callable[[int, int], bool]) -> None:
        """Pair what has the same key; among several, the nearest place first."""
        old, new = self._free_old(), self._free_new()
        if not old or not new:
            return
        places: dict[object, list[int]] = defaultdict(list)
        for number in old:
            places[key(self.old[number])].append(number)
        groups: dict[object, list[int]] = defaultdict(list)
        for number in new:
            groups[key(self.new[number])].append(number)
        for value, numbers in groups.items():
            if value in places:
                self._pair_nearest(numbers, places[value], fits)

    def _pair_nearest(
        self, numbers: Sequence[int], candidates: Sequence[int], fits: Callable[[int, int], bool]
    ) -> None:
        if len(numbers) * len(candidates) > MANY:
            pairs: Iterable[tuple[int, int]] = zip(numbers, candidates, strict=False)
        else:
            possible = [(new, old) for new in numbers for old in candidates if fits(new, old)]
            pairs = (
                sorted(possible, key=lambda pair: self._distance(*pair)) if len(possible) > 1 else possible
            )
        for new, old in pairs:
            if new not in self.pairs and old not in self.taken:
                self._pair(new, old)

    def _distance(self, new: int, old: int) -> tuple[bool, bool, bool, float, int]:
        card, known = self.reading[new], self.stored[old]
        return (
            known.retired,
            card.source.file != known.file,
            card.source.path != known.path,
            -self._likeness(new, old),
            abs(card.source.start - known.start),
        )

    def _same_answer(self, new: int, old: int) -> bool:
        """The same back with another front: a renamed heading, unless the back is too short to tell."""
        if len(self.new[new].told) > 40:
            return True
        near = self.reading[new].source.file == self.stored[old].file
        return (
            near and len(self.new[new].told) > 11 and alike(self.new[new].asked, self.old[old].asked) >= 0.3
        )

    def _same_question(self, new: int, old: int) -> bool:
        """The same front with another back: the same card at the same place, elsewhere only if alike."""
        card, known = self.reading[new], self.stored[old]
        likeness = alike(self.new[new].told, self.old[old].told)
        if self.new[new].numbered or self.old[old].numbered:
            return likeness >= 0.5
        if card.source.file == known.file and not known.retired:
            return card.source.path == known.path or likeness >= 0.25
        return likeness >= 0.5

    def _by_likeness(self) -> None:
        """Pair what is surely the same by its words; name what is perhaps the same."""
        ranked = sorted(
            ((self._likeness(new, old), new, old) for new, old in self._candidates()),
            key=lambda entry: (-entry[0], entry[1], entry[2]),
        )
        ranked = [entry for entry in ranked if entry[0] >= PERHAPS]
        rivals = _rivals((score, new, old) for score, new, old in ranked if new not in self.pairs)
        for score, new, old in ranked:
            clear = score - rivals.get((new, old), 0.0) >= MARGIN
            free = new not in self.pairs and old not in self.taken and not self.reading[new].id
            sure = (
                score >= SURE
                and clear
                and not contradict(self.new[new].asked.split(), self.old[old].asked.split())
            )
            if free and sure:
                self._pair(new, old)
            else:
                self.doubts[new, old] = score

    def _candidates(self) -> Iterable[tuple[int, int]]:
        """Pairs that share rare words: for each stored card that was not found, a handful of the reading."""
        free = self._free_old()
        if not free:
            return
        index: dict[str, list[int]] = defaultdict(list)
        for number, text in enumerate(self.new):
            for word in text.words:
                index[word].append(number)
        for old in free:
            shared: Counter[int] = Counter()
            for word in self.old[old].words:
                known = index.get(word, ())
                if 0 < len(known) <= 80:
                    for new in known:
                        shared[new] += 1000 // len(known)
            for new, _ in shared.most_common(8):
                yield new, old

    def _likeness(self, new: int, old: int) -> float:
        one, two = self.new[new], self.old[old]
        return 0.4 * alike(one.asked, two.asked) + 0.6 * alike(one.told, two.told)

    def plan(self, covered: Callable[[str], bool]) -> Plan:
        ids = _Ids({card.id for card in self.stored} | {card.id for card in self.reading if card.id})
        given: set[str] = set()
        placed = [self._place(number, card, ids, given) for number, card in enumerate(self.reading)]
        gone = [
            number
            for number, card in enumerate(self.stored)
            if number not in self.taken and not card.retired and covered(card.file)
        ]
        return Plan(
            tuple(placed), tuple(self.stored[number] for number in gone), self._doubtful(placed, set(gone))
        )

    def _place(self, number: int, card: Card, ids: _Ids, given: set[str]) -> Placed:
        old = self.pairs.get(number)
        if old is None:
            repeated = card.id in given
            given.add(card.id)
            wish = card.id or card_id(card.front, card.back)
            return Placed(replace(card, id=ids.fresh(wish) if repeated or not card.id else wish), "new")
        known = self.stored[old]
        given.add(known.id)
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


def _always(new: int, old: int) -> bool:
    return True


def _rivals(ranked: Iterable[tuple[float, int, int]]) -> dict[tuple[int, int], float]:
    """For each pair, the best score that either of its two has with somebody else."""
    by_new: dict[int, list[tuple[float, int]]] = defaultdict(list)
    by_old: dict[int, list[tuple[float, int]]] = defaultdict(list)
    pairs = list(ranked)
    for score, new, old in pairs:
        by_new[new].append((score, old))
        by_old[old].append((score, new))
    return {
        (new, old): max(
            max((score for score, other in by_new[new] if other != old), default=0.0),
            max((score for score, other in by_old[old] if other != new), default=0.0),
        )
        for _, new, old in pairs
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
