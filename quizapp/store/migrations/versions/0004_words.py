"""An index of trigrams finds cards by any part of their words."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"

STATEMENTS = (
    """CREATE VIRTUAL TABLE card_words USING fts5(id, front, back, tags,
    content='cards', content_rowid='item_id', tokenize='trigram', detail=none, columnsize=0)""",
    """CREATE TRIGGER cards_into_words AFTER INSERT ON cards
    BEGIN INSERT INTO card_words (rowid, id, front, back, tags)
        VALUES (NEW.item_id, NEW.id, NEW.front, NEW.back, NEW.tags); END""",
    """CREATE TRIGGER cards_change_words AFTER UPDATE OF id, front, back, tags ON cards
    WHEN (OLD.id, OLD.front, OLD.back, OLD.tags) IS NOT (NEW.id, NEW.front, NEW.back, NEW.tags)
    BEGIN INSERT INTO card_words (card_words, rowid, id, front, back, tags)
        VALUES ('delete', OLD.item_id, OLD.id, OLD.front, OLD.back, OLD.tags);
    INSERT INTO card_words (rowid, id, front, back, tags)
        VALUES (NEW.item_id, NEW.id, NEW.front, NEW.back, NEW.tags); END""",
    "INSERT INTO card_words (card_words) VALUES ('rebuild')",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
