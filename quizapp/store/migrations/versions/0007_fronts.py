"""Fronts have an index of their own: cards whose front holds what is looked for come first."""

from __future__ import annotations

from alembic import op

revision = "0007"
down_revision = "0006"

STATEMENTS = (
    "DROP TRIGGER cards_into_words",
    "DROP TRIGGER cards_leave_words",
    "DROP TRIGGER cards_change_words",
    """CREATE VIRTUAL TABLE card_fronts USING fts5(front,
    content='texts_of_cards', content_rowid='item_id', tokenize='trigram', detail=none, columnsize=0)""",
    """CREATE TRIGGER cards_into_words AFTER INSERT ON cards
    BEGIN INSERT INTO card_words (rowid, id, front, back, tags)
        SELECT item_id, id, front, back, tags FROM texts_of_cards WHERE item_id = NEW.item_id;
    INSERT INTO card_fronts (rowid, front)
        SELECT item_id, front FROM texts_of_cards WHERE item_id = NEW.item_id; END""",
    """CREATE TRIGGER cards_leave_words BEFORE UPDATE OF id, front, back, tags ON cards
    WHEN (OLD.id, OLD.front, OLD.back, OLD.tags) IS NOT (NEW.id, NEW.front, NEW.back, NEW.tags)
    BEGIN INSERT INTO card_words (card_words, rowid, id, front, back, tags)
        SELECT 'delete', item_id, id, front, back, tags FROM texts_of_cards WHERE item_id = OLD.item_id;
    INSERT INTO card_fronts (card_fronts, rowid, front)
        SELECT 'delete', item_id, front FROM texts_of_cards WHERE item_id = OLD.item_id; END""",
    """CREATE TRIGGER cards_change_words AFTER UPDATE OF id, front, back, tags ON cards
    WHEN (OLD.id, OLD.front, OLD.back, OLD.tags) IS NOT (NEW.id, NEW.front, NEW.back, NEW.tags)
    BEGIN INSERT INTO card_words (rowid, id, front, back, tags)
        SELECT item_id, id, front, back, tags FROM texts_of_cards WHERE item_id = NEW.item_id;
    INSERT INTO card_fronts (rowid, front)
        SELECT item_id, front FROM texts_of_cards WHERE item_id = NEW.item_id; END""",
    "INSERT INTO card_fronts (card_fronts) VALUES ('rebuild')",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
