"""What a card is, where it came from, and what a reading of notes returns.

Plain frozen records: no file, no database and no screen is known here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["basic", "definition", "formula", "comparison", "list", "code", "cloze", "typed"]
"""What sort of question a card asks; it decides how it is shown, never how it is scheduled."""

Unit = Literal["line", "cell"]
"""What `Source.start` and `Source.end` count: lines of a text, or cells of a notebook."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a passage stands: file, first and last line (from 1, both included), heading path."""

    file: str
    start: int
    end: int
    path: tuple[str, ...] = ()
    unit: Unit = "line"


@dataclass(frozen=True, slots=True)
class Card:
    """One question and its answer, as read from a note.

    `front` and `back` are Markdown with TeX in `$...$` and `$$...$$`. The front stands alone, the
    back is never empty. `id` is the author's own id, or empty until reconciliation gives it one.
    """

    front: str
    back: str
    source: Source
    kind: Kind = "basic"
    id: str = ""
    deck: str = ""
    tags: tuple[str, ...] = ()
    exercises: tuple[str, ...] = ()
    """Ids or aliases of exercises that the author names; linking adds to none of them silently."""
    passage: str = ""
    """Cards cut from the same passage share this key: they are siblings."""
    difficulty: int | None = None
    """The author's estimate from 1 (easy) to 3 (hard)."""
    reading: str = ""
    """Where to read on: a paper or a textbook section."""
    changed_ms: int = field(default=0, compare=False)
    """When its words last changed, in UTC milliseconds; 0 where nobody has kept it."""


Reason = Literal[
    "empty",
    "title",
    "container",
    "navigation",
    "placeholder",
    "comment",
    "metadata",
    "image only",
    "no question",
    "duplicate",
    "damaged",
    "link only",
    "code only",
    "sound only",
    "image occlusion",
]
"""Why a passage gave no card."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A passage that gave no card, and why."""

    source: Source
    reason: Reason
    text: str = ""
    """The beginning of the passage, for the report."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one note file gave."""

    cards: Sequence[Card] = field(default_factory=tuple)
    skipped: Sequence[Skipped] = field(default_factory=tuple)
    path: str = ""
    """The path of learning that the note names in its front matter."""


Phase = Literal["new", "learning", "review", "relearning"]
"""Where a card stands in its learning."""


@dataclass(frozen=True, slots=True)
class Review:
    """One graded answer to a card, as the log of any program tells it."""

    at_ms: int
    """UTC milliseconds."""
    day: int
    """Study day, counted from 1970-01-01."""
    rating: int
    """1 again, 2 hard, 3 good, 4 easy."""
    duration_ms: int = 0
    was: Phase = "review"
    """Where the card stood before the answer."""
    interval: int = 0
    """Days until it came back; 0 where it stayed in its learning steps."""
    wait: int = 0
    """Seconds until the next learning step; 0 in review."""
    counts: bool = True
    """Whether it drives the memory model; practice outside the schedule does not."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """Where a card stands now: its memory state, when it is due, and whether it is put to rest."""

    phase: Phase = "new"
    stability: float = 0.0
    """Days after which recall has fallen to 90 %; 0 without a memory state."""
    difficulty: float = 0.0
    """From 1 to 10; 0 without a memory state."""
    due_day: int = 0
    due_ms: int | None = None
    """In learning steps, the instant of the next one."""
    interval: int = 0
    reps: int = 0
    lapses: int = 0
    answered_ms: int = 0
    """When it was answered last; 0 if never."""
    suspended: bool = False
    buried: bool = False
    flag: int = 0


@dataclass(frozen=True, slots=True)
class Practice:
    """An exercise at one level with questions drawn in advance, for programs that cannot draw any."""

    id: str
    """The same in every package."""
    exercise: str
    level: int
    title: str
    topic: str
    question: str
    """The first question as HTML."""
    answer: str
    """Its answer with the worked solution, as HTML."""
    variants: str
    """All questions, packed for the script that shows one of them."""
    count: int
    changed_ms: int = 0
    """When any of it last changed, in UTC milliseconds."""


@dataclass(frozen=True, slots=True)
class Preset:
    """Options that another program has for some decks, as far as they concern the memory model."""

    name: str
    parameters: tuple[float, ...] = ()
    """Of the model; empty where they are the published ones."""
    retention: float = 0.9


@dataclass(frozen=True, slots=True)
class Deck:
    """Cards with what belongs to them, as it travels between programs; histories are by card id."""

    cards: Sequence[Card] = ()
    reviews: Mapping[str, Sequence[Review]] = field(default_factory=dict)
    """Oldest first."""
    schedules: Mapping[str, Schedule] = field(default_factory=dict)
    exercises: Sequence[Practice] = ()
    media: Mapping[str, bytes] = field(default_factory=dict)
    """Files by the flat name under which the cards' text speaks of them."""
    parameters: tuple[float, ...] = ()
    """Of the memory model that the schedules come from, where it is known."""
    retention: float = 0.9
    """The desired probability of recall, from which intervals follow."""
    presets: Sequence[Preset] = ()
    """Options that came along; nobody adopts them unasked."""
    skipped: Sequence[Skipped] = ()
    """What a reader could make no card of."""
    remarks: Sequence[str] = ()
    """What somebody should know of the way in or out, in sentences."""
    late_remarks: Callable[[], Sequence[str]] = tuple
    """What somebody should know of the histories; to ask waits for them."""
    first_day: int | None = None
    """A study day before which nothing was answered, where it is known without reading all reviews."""

    @property
    def notes(self) -> tuple[Card | Practice, ...]:
        """Cards, then exercises, in the order in which they are new to a learner."""
        return (*self.cards, *self.exercises)
