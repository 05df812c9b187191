"""The first schema."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

TRIGGERS = (
    """CREATE TRIGGER log_keeps_rows BEFORE DELETE ON log
    BEGIN SELECT RAISE(ABORT, 'the review log is append-only'); END""",
    """CREATE TRIGGER log_keeps_words BEFORE UPDATE ON log
    BEGIN SELECT RAISE(ABORT, 'the review log is append-only'); END""",
    """CREATE TRIGGER log_voids_answers BEFORE INSERT ON log
    WHEN NEW.voids IS NOT NULL AND EXISTS
        (SELECT 1 FROM log WHERE id = NEW.voids AND (voids IS NOT NULL OR item_id <> NEW.item_id))
    BEGIN SELECT RAISE(ABORT, 'only an answer of the same item can be undone'); END""",
)


def upgrade() -> None:
    op.create_table(
        "decks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("path", sa.String(), server_default="", nullable=False),
        sa.Column("place", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("enabled", sa.Boolean(), server_default=sa.text("1"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decks")),
        sa.UniqueConstraint("name", name=op.f("uq_decks_name")),
    )
    op.create_table(
        "items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("suspended", sa.Boolean(), server_default=sa.text("0"), nullable=False),
        sa.Column("buried_until", sa.Integer(), nullable=True),
        sa.Column("flag", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("note", sa.String(), server_default="", nullable=False),
        sa.Column("joined_to", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["joined_to"], ["items.id"], name=op.f("fk_items_joined_to")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_items")),
        sa.UniqueConstraint("key", name=op.f("uq_items_key")),
    )
    op.create_index(op.f("ix_items_joined_to"), "items", ["joined_to"], unique=False)
    op.create_table(
        "meta",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_meta")),
    )
    op.create_table(
        "sources",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("location", sa.String(), nullable=False),
        sa.Column("name", sa.String(), server_default="", nullable=False),
        sa.Column("added_ms", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sources")),
        sa.UniqueConstraint("location", name=op.f("uq_sources_location")),
    )
    op.create_table(
        "files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("reader", sa.String(), nullable=False),
        sa.Column("read_ms", sa.Integer(), nullable=False),
        sa.Column("gone", sa.Boolean(), server_default=sa.text("0"), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_files_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_files")),
        sa.UniqueConstraint("path", name=op.f("uq_files_path")),
    )
    op.create_index(op.f("ix_files_source_id"), "files", ["source_id"], unique=False)
    op.create_table(
        "log",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("at_ms", sa.Integer(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("mode", sa.String(), nullable=False),
        sa.Column("rating", sa.Integer(), nullable=True),
        sa.Column("duration_ms", sa.Integer(), nullable=False),
        sa.Column("was", sa.String(), nullable=True),
        sa.Column("phase", sa.String(), nullable=True),
        sa.Column("step", sa.Integer(), nullable=True),
        sa.Column("interval", sa.Integer(), nullable=True),
        sa.Column("wait", sa.Integer(), nullable=True),
        sa.Column("voids", sa.Integer(), nullable=True),
        sa.Column("variant", sa.String(), nullable=True),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("correct", sa.Boolean(), nullable=True),
        sa.Column("attempt", sa.JSON(none_as_null=True), nullable=True),
        sa.CheckConstraint("mode IN ('review', 'drill', 'quiz', 'cram')", name=op.f("ck_log_mode")),
        sa.CheckConstraint("rating IS NULL OR rating BETWEEN 1 AND 4", name=op.f("ck_log_rating")),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_log_item_id")),
        sa.ForeignKeyConstraint(["voids"], ["log.id"], name=op.f("fk_log_voids")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_log")),
    )
    op.create_index("uq_log_voids", "log", ["voids"], unique=True, sqlite_where=sa.text("voids IS NOT NULL"))
    op.create_index(op.f("ix_log_day"), "log", ["day"], unique=False)
    op.create_index(op.f("ix_log_item_id_at_ms"), "log", ["item_id", "at_ms"], unique=False)
    op.create_table(
        "skills",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("target", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_skills_item_id")),
        sa.PrimaryKeyConstraint("item_id", name=op.f("pk_skills")),
    )
    op.create_table(
        "states",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("stability", sa.Float(precision=53), nullable=False),
        sa.Column("difficulty", sa.Float(precision=53), nullable=False),
        sa.Column("stability_fast", sa.Float(precision=53), nullable=True),
        sa.Column("phase", sa.String(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("interval", sa.Integer(), nullable=False),
        sa.Column("wait", sa.Integer(), nullable=False),
        sa.Column("reps", sa.Integer(), nullable=False),
        sa.Column("lapses", sa.Integer(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("answered_ms", sa.Integer(), nullable=False),
        sa.Column("due_day", sa.Integer(), nullable=False),
        sa.Column("due_ms", sa.Integer(), nullable=True),
        sa.Column("log_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_states_item_id")),
        sa.PrimaryKeyConstraint("item_id", name=op.f("pk_states")),
    )
    op.create_index("ix_states_due", "states", ["phase", "due_day"], unique=False)
    op.create_index(
        "ix_states_steps", "states", ["due_ms"], unique=False, sqlite_where=sa.text("due_ms IS NOT NULL")
    )
    op.create_table(
        "cards",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("front", sa.String(), nullable=False),
        sa.Column("back", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("deck_id", sa.Integer(), nullable=False),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.Column("difficulty", sa.Integer(), nullable=True),
        sa.Column("reading", sa.String(), server_default="", nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("path", sa.JSON(), nullable=False),
        sa.Column("passage", sa.String(), nullable=False),
        sa.Column("explicit", sa.Boolean(), nullable=False),
        sa.Column("created_ms", sa.Integer(), nullable=False),
        sa.Column("changed_ms", sa.Integer(), nullable=False),
        sa.Column("retired_ms", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["deck_id"], ["decks.id"], name=op.f("fk_cards_deck_id")),
        sa.ForeignKeyConstraint(["file_id"], ["files.id"], name=op.f("fk_cards_file_id")),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_cards_item_id")),
        sa.PrimaryKeyConstraint("item_id", name=op.f("pk_cards")),
        sa.UniqueConstraint("id", name=op.f("uq_cards_id")),
    )
    op.create_index(
        op.f("ix_cards_deck_id_file_id_start"), "cards", ["deck_id", "file_id", "start"], unique=False
    )
    op.create_index(op.f("ix_cards_file_id"), "cards", ["file_id"], unique=False)
    op.create_table(
        "links",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("exercise_item_id", sa.Integer(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("removed", sa.Boolean(), server_default=sa.text("0"), nullable=False),
        sa.ForeignKeyConstraint(["exercise_item_id"], ["items.id"], name=op.f("fk_links_exercise_item_id")),
        sa.ForeignKeyConstraint(["item_id"], ["cards.item_id"], name=op.f("fk_links_item_id")),
        sa.PrimaryKeyConstraint("item_id", "exercise_item_id", name=op.f("pk_links")),
    )
    op.create_index(op.f("ix_links_exercise_item_id"), "links", ["exercise_item_id"], unique=False)
    op.create_table(
        "overrides",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("replaced", sa.String(), nullable=False),
        sa.Column("noted", sa.String(), nullable=False),
        sa.Column("made_ms", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["cards.item_id"], name=op.f("fk_overrides_item_id")),
        sa.PrimaryKeyConstraint("item_id", "field", name=op.f("pk_overrides")),
    )
    for trigger in TRIGGERS:
        op.execute(trigger)
