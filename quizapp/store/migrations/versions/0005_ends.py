"""The index of trigrams knows where texts end, and which trigrams there are: it helps with two letters."""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"

STATEMENTS = (
    "DROP TRIGGER cards_into_words",
    "DROP TRIGGER cards_change_words",
    "DROP TABLE card_words",
    """CREATE VIEW texts_of_cards AS SELECT item_id, id || char(10, 10) AS id, front || char(10, 10) AS front,
    back || char(10, 10) AS back, tags || char(10, 10) AS tags FROM cards""",
    """CREATE VIRTUAL TABLE card_words USING fts5(id, front, back, tags,
    content='texts_of_cards', content_rowid='item_id', tokenize='trigram', detail=none, columnsize=0)""",
    "CREATE VIRTUAL TABLE card_words_trigrams USING fts5vocab(card_words, row)",
    """CREATE TRIGGER cards_into_words AFTER INSERT ON cards
    BEGIN INSERT INTO card_words (rowid, id, front, back, tags)
        SELECT item_id, id, front, back, tags FROM texts_of_cards WHERE item_id = NEW.item_id; END""",
    """CREATE TRIGGER cards_leave_words BEFORE UPDATE OF id, front, back, tags ON cards
    WHEN (OLD.id, OLD.front, OLD.back, OLD.tags) IS NOT (NEW.id, NEW.front, NEW.back, NEW.tags)
    BEGIN INSERT INTO card_words (card_words, rowid, id, front, back, tags)
        SELECT 'delete', item_id, id, front, back, tags FROM texts_of_cards
        WHERE item_id = OLD.item_id; END""",
    """CREATE TRIGGER cards_change_words AFTER UPDATE OF id, front, back, tags ON cards
    WHEN (OLD.id, OLD.front, OLD.back, OLD.tags) IS NOT (NEW.id, NEW.front, NEW.back, NEW.tags)
    BEGIN INSERT INTO card_words (rowid, id, front, back, tags)
        SELECT item_id, id, front, back, tags FROM texts_of_cards WHERE item_id = NEW.item_id; END""",
    "INSERT INTO card_words (card_words) VALUES ('rebuild')",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
