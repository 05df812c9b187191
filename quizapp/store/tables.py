"""The tables of the store.

An item is a scheduled thing: a card or an exercise. A card shares its item's number, and so do the
memory state and the skill, so that what is shown after each answer is joined by integers alone.

    sources ─< files ─< cards ─ items ─ states, skills
    decks ──────────────┘  │      └──< log
       overrides, path_cards >─┘└──< links >── (exercise) items

`log` is append-only and is the truth; `states` and `skills` are caches that the log can rebuild.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Named,
    PrimaryKeyConstraint,
    String,
    Table,
    TypedColumns,
    text,
)

MISTAKES = "json_extract(attempt, '$.mistakes')"
"""The mistakes of an attempt, in the words by which an index knows them."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class _Meta(TypedColumns):
    """Facts about the store itself, and choices that travel with it."""

    name = Column(String, primary_key=True)
    value: Named[str]


class _Sources(TypedColumns):
    """What was given to import: a folder, a file, the shipped notes, cards made by hand."""

    id = Column(Integer, primary_key=True)
    kind: Named[str]
    location: Named[str] = Column(unique=True)
    name: Named[str] = Column(server_default="")
    added_ms: Named[int]


class _Files(TypedColumns):
    """One note file and the content that was last read from it."""

    id = Column(Integer, primary_key=True)
    source_id: Named[int] = Column(ForeignKey("sources.id"), index=True)
    path: Named[str] = Column(unique=True)
    hash: Named[str]
    reader: Named[str]
    """The version of the rules that read it; other rules read an unchanged file again."""
    read_ms: Named[int]
    gone: Named[bool] = Column(server_default=text("0"))
    study_path: Named[str] = Column(server_default="")
    """The path of learning to which the file belongs, by its own word; most belong to none."""
    enabled: Named[bool] = Column(server_default=text("1"))
    """Whether its cards take part in studying."""


class _Decks(TypedColumns):
    id = Column(Integer, primary_key=True)
    name: Named[str] = Column(unique=True)
    place: Named[int] = Column(server_default=text("0"))
    """The order of learning."""


class _Paths(TypedColumns):
    """A path of learning that tags make, across files; those that a file names stand with the file."""

    id = Column(Integer, primary_key=True)
    name: Named[str] = Column(unique=True)
    enabled: Named[bool] = Column(server_default=text("0"))


class _PathCards(TypedColumns):
    """Which cards are on which path of tags, so that no queue looks through tags."""

    path_id: Named[int] = Column(ForeignKey("paths.id"))
    item_id: Named[int] = Column(ForeignKey("cards.item_id"), index=True)


class _Items(TypedColumns):
    """Scheduled things and what the learner decided about them."""

    id = Column(Integer, primary_key=True)
    key: Named[str] = Column(unique=True)
    suspended: Named[bool] = Column(server_default=text("0"))
    buried_until: Named[int | None]
    flag: Named[int] = Column(server_default=text("0"))
    note: Named[str] = Column(server_default="")
    joined_to: Named[int | None] = Column(ForeignKey("items.id"), index=True)
    """The item that carries this one's history on."""


class _Cards(TypedColumns):
    """Cards with the words that the learner sees."""

    item_id = Column(Integer, ForeignKey("items.id"), primary_key=True)
    id: Named[str] = Column(unique=True)
    front: Named[str]
    back: Named[str]
    kind: Named[str]
    deck_id: Named[int] = Column(ForeignKey("decks.id"))
    tags: Named[list[str]] = Column(JSON)
    difficulty: Named[int | None]
    reading: Named[str] = Column(server_default="")
    file_id: Named[int | None] = Column(ForeignKey("files.id"))
    start: Named[int]
    end: Named[int]
    unit: Named[str]
    path: Named[list[str]] = Column(JSON)
    passage: Named[str]
    explicit: Named[bool]
    created_ms: Named[int]
    changed_ms: Named[int]
    """When the words last changed."""
    retired_ms: Named[int | None]


class _Overrides(TypedColumns):
    """Fields in which the learner's words stand instead of the note's."""

    item_id: Named[int] = Column(ForeignKey("cards.item_id"))
    field: Named[str]
    replaced: Named[str]
    """The note's words at the time of the edit."""
    noted: Named[str]
    """The note's words now."""
    made_ms: Named[int]


class _Links(TypedColumns):
    """Which exercises a card calls for; a link that was removed stays, so that no import revives it."""

    item_id: Named[int] = Column(ForeignKey("cards.item_id"))
    exercise_item_id: Named[int] = Column(ForeignKey("items.id"), index=True)
    origin: Named[str]
    removed: Named[bool] = Column(server_default=text("0"))


class _Log(TypedColumns):
    """The review log. A row that voids an earlier one undoes it and says nothing else."""

    id = Column(Integer, primary_key=True)
    item_id: Named[int] = Column(ForeignKey("items.id"))
    at_ms: Named[int]
    day: Named[int]
    mode: Named[str]
    rating: Named[int | None]
    duration_ms: Named[int]
    was: Named[str | None]
    phase: Named[str | None]
    step: Named[int | None]
    interval: Named[int | None]
    wait: Named[int | None]
    voids: Named[int | None] = Column(ForeignKey("log.id"))
    variant: Named[str | None]
    level: Named[int | None]
    correct: Named[bool | None]
    attempt: Named[dict[str, Any] | None] = Column(JSON(none_as_null=True))


class _States(TypedColumns):
    """The memory state of each item that was reviewed."""

    item_id = Column(Integer, ForeignKey("items.id"), primary_key=True)
    model: Named[str]
    stability: Named[float] = Column(Float(53))
    difficulty: Named[float] = Column(Float(53))
    stability_fast: Named[float | None] = Column(Float(53))
    """The third number of models that have one."""
    phase: Named[str]
    step: Named[int]
    interval: Named[int]
    wait: Named[int]
    reps: Named[int]
    lapses: Named[int]
    day: Named[int]
    answered_ms: Named[int]
    due_day: Named[int]
    due_ms: Named[int | None]
    log_id: Named[int]
    """The last row of the log that is counted."""


class _Skills(TypedColumns):
    """The skill of each exercise that was attempted."""

    item_id = Column(Integer, ForeignKey("items.id"), primary_key=True)
    level: Named[int]
    run: Named[int]
    target: Named[str | None]


meta = Table("meta", metadata, _Meta)
sources = Table("sources", metadata, _Sources)
files = Table("files", metadata, _Files)
decks = Table("decks", metadata, _Decks)
paths = Table("paths", metadata, _Paths)
path_cards = Table("path_cards", metadata, _PathCards, PrimaryKeyConstraint("path_id", "item_id"))
items = Table("items", metadata, _Items)
cards = Table("cards", metadata, _Cards, Index(None, "deck_id", "file_id", "start"), Index(None, "file_id"))
overrides = Table("overrides", metadata, _Overrides, PrimaryKeyConstraint("item_id", "field"))
links = Table("links", metadata, _Links, PrimaryKeyConstraint("item_id", "exercise_item_id"))
log = Table(
    "log",
    metadata,
    _Log,
    CheckConstraint("rating IS NULL OR rating BETWEEN 1 AND 4", name="rating"),
    CheckConstraint("mode IN ('review', 'drill', 'quiz', 'cram')", name="mode"),
    Index("uq_log_voids", "voids", unique=True, sqlite_where=text("voids IS NOT NULL")),
    Index(None, "item_id", "at_ms"),
    Index(None, "day"),
    Index("ix_log_mistakes", "item_id", text(MISTAKES), sqlite_where=text("attempt IS NOT NULL")),
)
states = Table(
    "states",
    metadata,
    _States,
    Index("ix_states_due", "phase", "due_day"),
    Index("ix_states_steps", "due_ms", sqlite_where=text("due_ms IS NOT NULL")),
    Index("ix_states_lapses", "lapses", sqlite_where=text("lapses > 0")),
)
skills = Table("skills", metadata, _Skills)
