"""What the application keeps, as plain frozen records: cards in the store, items, answers.

They cross the border between the store, the session, the statistics and the screens; none of them
knows a database.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from cards.bulk.answers import PHASES
from cards.model import Card, Kind, Source
from quizapp.memory import Rating
from quizapp.schedule import Phase, Progress, Standing
from quizapp.skill import Attempt, Skill

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Stale(Exception):
    """Another program has answered the item since it was loaded; nothing was written."""


ItemKind = Literal["card", "exercise"]

Mode = Literal["review", "drill", "quiz", "cram"]
"""What an answer was given for; `review` alone drives the memory model."""

Origin = Literal["note", "linked", "learner"]
"""Who said that a card calls for an exercise: its note, the linker, or the learner."""

BY_HAND = "My cards"
"""The deck of cards made by hand, where none is named."""


@dataclass(frozen=True, slots=True)
class StudyCard:
    """A card as the learner sees it: the note's words, or the learner's own where they differ."""

    id: str
    front: str
    back: str
    kind: Kind
    deck: str
    tags: tuple[str, ...]
    source: Source | None
    """None for a card that was added by hand."""
    passage: str = ""
    """Cards cut from the same passage share it."""
    exercises: tuple[str, ...] = ()
    difficulty: int | None = None
    reading: str = ""
    changed_ms: int = 0
    """When its words last changed, in UTC milliseconds; only lists and exports know it."""


@dataclass(frozen=True, slots=True)
class Item:
    """One scheduled thing with all that is needed to show it and to take its answer."""

    id: int
    """The store's own number."""
    key: str
    """`card:<id>` or `exercise:<id>`, the same in every store."""
    card: StudyCard | None
    """None for an exercise."""
    progress: Progress | None
    """None while it is new."""
    model: str = ""
    """Version of the memory model that the progress was computed with; empty while it is new."""
    skill: Skill = field(default_factory=Skill)
    suspended: bool = False
    buried_until: int | None = None
    """The study day on which it returns."""
    flag: int = 0
    note: str = ""
    answers: int = 0
    """Rows that the log has of it, undone ones included; it makes every draw a new one."""
    latest: int = 0
    """The last row of the log that its progress counts; tells whether another program has answered."""
    retired: bool = False
    """Whether the card has vanished from its notes."""
    relatives: frozenset[int] = frozenset()
    """Items that are linked with it: an exercise's cards, a card's exercises."""

    @property
    def kind(self) -> ItemKind:
        return "card" if self.card else "exercise"

    @property
    def exercise(self) -> str:
        """The exercise's id; empty for a card."""
        return "" if self.card else self.key.removeprefix("exercise:")


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, about to be written."""

    item: int
    at_ms: int
    """UTC milliseconds."""
    day: int
    """Study day, fixed when written."""
    mode: Mode
    rating: Rating | None
    """None where nothing was graded, as in a quiz."""
    duration_ms: int
    was: Phase | Literal["new"] | None = None
    """Where the item stood before; None outside review."""
    standing: Standing | None = None
    """What the answer led to; None outside review."""
    attempt: Attempt | None = None
    """For an exercise, the question and the try."""


@dataclass(frozen=True, slots=True)
class LogRow:
    """One row of the review log."""

    id: int
    key: str
    answer: Answer
    owner: int
    """The item that carries this history: the answer's own, or the one to which that was joined."""
    voided: bool = False
    """Whether it was undone."""


Reviewed = tuple[int, int, int | None, int, int | None]
"""An answer in review as the statistics go through a million of them: the item, the study day, the rating,
1 where it was due in review and else 0, and the interval in days that it led to."""


Given = Mapping[str, "NDArray[Any]"]
"""Answers that were given elsewhere, as columns of whole numbers: item_id, at_ms, day, rating, duration_ms,
was, phase, interval and wait, as the log has them. A phase is its place in `cards.answers.PHASES`.
"""

PRACTICE = len(PHASES)
"""What stands for `was` in such a column where an answer was practice, outside of the schedule."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An item's place in a queue."""

    item: int
    kind: ItemKind
    passage: str = ""
    """For a card, the passage that it shares with its siblings."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which items to study; an empty part restricts nothing."""

    decks: tuple[str, ...] = ()
    """A deck brings the decks below it, which are named `deck::...`."""
    files: tuple[str, ...] = ()
    """Files, or folders with all files below them."""
    tags: tuple[str, ...] = ()
    exercises: tuple[str, ...] = ()
    kinds: tuple[ItemKind, ...] = ()


@dataclass(frozen=True, slots=True)
class DayCounts:
    """What was answered on one study day, undone answers left out."""

    day: int
    reviews: int
    """Answers in review mode, steps included."""
    new: int
    """Items that were answered for the first time."""
    due: int
    """Answers to items that were due in review."""
    recalled: int
    """Those of `due` that were not forgotten."""
    duration_ms: int


@dataclass(frozen=True, slots=True)
class StoredCard:
    """A card in the store with the words of its note, whatever the learner put in their place."""

    item: int
    card: Card
    """As it was last read, with its id; `source.file` is empty for a card made by hand."""
    explicit: bool
    """Whether the id is the author's own."""
    retired: bool


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A note file as it was last read."""

    id: int
    source: int
    path: str
    hash: str
    """Of its content."""
    reader: str
    """Version of the rules that read it."""
    gone: bool
    """Whether it was missing at the last import."""
    study_path: str
    enabled: bool
    """Whether its cards take part in studying."""
    location: str
    """Of its source."""


@dataclass(frozen=True, slots=True)
class SourceCounts:
    """Something that was given to import, and what it holds."""

    id: int
    kind: str
    """`folder`, `file` or `shipped`."""
    location: str
    name: str
    """The learner's own name for it; empty without."""
    files: int
    cards: int
    retired: int
    read_ms: int
    """UTC milliseconds at which a file of it was last read."""


@dataclass(frozen=True, slots=True)
class NewCard:
    """A card to be written: new when the store has none of its id, otherwise the latest reading of it."""

    card: Card
    """With its id; the file of its source must be known to the store, or be empty."""
    explicit: bool
    exercises: tuple[tuple[str, Origin], ...] = ()
    """Ids of the exercises that it calls for, and who says so."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field in which the learner's words stand while the note's have changed since."""

    card: str
    field: str
    words: str
    """The learner's, which stay."""
    noted: str
    """The note's, as they are now."""


@dataclass(frozen=True, slots=True)
class Written:
    """What became of readings of cards that were written."""

    items: Mapping[str, int]
    """By the ids of the cards."""
    conflicts: Sequence[Conflict]


@dataclass(frozen=True, slots=True)
class DeckCounts:
    """A deck and what it holds on a study day; retired cards do not count."""

    name: str
    cards: int
    new: int
    due: int
    steps: int
    """Cards in their learning steps."""
    on: int
    """Cards that take part in studying."""


@dataclass(frozen=True, slots=True)
class Found:
    """An item as a list of findings shows it."""

    item: int
    key: str
    front: str
    """The beginning of the front in Markdown; empty for an exercise."""
    deck: str
    suspended: bool
    buried: bool
    retired: bool
    flag: int
    phase: Phase | None
    """None while it is new."""
    wait: int | None
    """Days until it is due, below zero when it is overdue; None while it is new."""
    leech: bool
    on: bool
    """Whether its file takes part in studying."""

    @property
    def exercise(self) -> str:
        """The exercise's id; empty for a card."""
        return self.key.removeprefix("exercise:") if self.key.startswith("exercise:") else ""


@dataclass(frozen=True, slots=True)
class DeckFigures:
    """What was answered of a deck in review over some time."""

    name: str
    reviews: int
    duration_ms: int
    due: int
    """Answers to cards that were due in review."""
    recalled: int
    """Those of `due` that were not forgotten."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """A named mistake and how often it was made."""

    exercise: str
    mistake: str
    times: int
    tries: int
    """Tries at the exercise."""


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How an exercise goes at one level."""

    exercise: str
    level: int
    right: int
    tries: int


@dataclass(frozen=True, slots=True)
class PathCounts:
    """A study path: files whose cards enter study together when the learner chooses."""

    name: str
    enabled: bool
    cards: int
    started: int
    """Cards that were asked at least once."""


@dataclass(frozen=True, slots=True)
class Cached:
    """What an item's log leads to."""

    progress: Progress | None
    model: str
    """Version of the memory model; empty without progress."""
    latest: int
    """The last row of the log that the progress counts; 0 without progress."""
    skill: Skill | None
    """None for a card, and for an exercise that was never tried."""
