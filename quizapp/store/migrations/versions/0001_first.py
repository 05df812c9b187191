"""The first schema, in the words in which it was written to files."""

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision = None

TABLES = (
    """
    CREATE TABLE decks (
        id INTEGER NOT NULL,
        name VARCHAR NOT NULL,
        path VARCHAR DEFAULT '' NOT NULL,
        place INTEGER DEFAULT 0 NOT NULL,
        enabled BOOLEAN DEFAULT 1 NOT NULL,
        CONSTRAINT pk_decks PRIMARY KEY (id),
        CONSTRAINT uq_decks_name UNIQUE (name)
    )
    """,
    """
    CREATE TABLE items (
        id INTEGER NOT NULL,
        "key" VARCHAR NOT NULL,
        suspended BOOLEAN DEFAULT 0 NOT NULL,
        buried_until INTEGER,
        flag INTEGER DEFAULT 0 NOT NULL,
        note VARCHAR DEFAULT '' NOT NULL,
        joined_to INTEGER,
        CONSTRAINT pk_items PRIMARY KEY (id),
        CONSTRAINT uq_items_key UNIQUE ("key"),
        CONSTRAINT fk_items_joined_to FOREIGN KEY(joined_to) REFERENCES items (id)
    )
    """,
    """
    CREATE TABLE meta (
        name VARCHAR NOT NULL,
        value VARCHAR NOT NULL,
        CONSTRAINT pk_meta PRIMARY KEY (name)
    )
    """,
    """
    CREATE TABLE sources (
        id INTEGER NOT NULL,
        kind VARCHAR NOT NULL,
        location VARCHAR NOT NULL,
        name VARCHAR DEFAULT '' NOT NULL,
        added_ms INTEGER NOT NULL,
        CONSTRAINT pk_sources PRIMARY KEY (id),
        CONSTRAINT uq_sources_location UNIQUE (location)
    )
    """,
    """
    CREATE TABLE files (
        id INTEGER NOT NULL,
        source_id INTEGER NOT NULL,
        path VARCHAR NOT NULL,
        hash VARCHAR NOT NULL,
        reader VARCHAR NOT NULL,
        read_ms INTEGER NOT NULL,
        gone BOOLEAN DEFAULT 0 NOT NULL,
        CONSTRAINT pk_files PRIMARY KEY (id),
        CONSTRAINT fk_files_source_id FOREIGN KEY(source_id) REFERENCES sources (id),
        CONSTRAINT uq_files_path UNIQUE (path)
    )
    """,
    """
    CREATE TABLE log (
        id INTEGER NOT NULL,
        item_id INTEGER NOT NULL,
        at_ms INTEGER NOT NULL,
        day INTEGER NOT NULL,
        mode VARCHAR NOT NULL,
        rating INTEGER,
        duration_ms INTEGER NOT NULL,
        was VARCHAR,
        phase VARCHAR,
        step INTEGER,
        interval INTEGER,
        wait INTEGER,
        voids INTEGER,
        variant VARCHAR,
        level INTEGER,
        correct BOOLEAN,
        attempt JSON,
        CONSTRAINT pk_log PRIMARY KEY (id),
        CONSTRAINT ck_log_rating CHECK (rating IS NULL OR rating BETWEEN 1 AND 4),
        CONSTRAINT ck_log_mode CHECK (mode IN ('review', 'drill', 'quiz', 'cram')),
        CONSTRAINT fk_log_item_id FOREIGN KEY(item_id) REFERENCES items (id),
        CONSTRAINT fk_log_voids FOREIGN KEY(voids) REFERENCES log (id)
    )
    """,
    """
    CREATE TABLE skills (
        item_id INTEGER NOT NULL,
        level INTEGER NOT NULL,
        run INTEGER NOT NULL,
        target VARCHAR,
        CONSTRAINT pk_skills PRIMARY KEY (item_id),
        CONSTRAINT fk_skills_item_id FOREIGN KEY(item_id) REFERENCES items (id)
    )
    """,
    """
    CREATE TABLE states (
        item_id INTEGER NOT NULL,
        model VARCHAR NOT NULL,
        stability FLOAT NOT NULL,
        difficulty FLOAT NOT NULL,
        stability_fast FLOAT,
        phase VARCHAR NOT NULL,
        step INTEGER NOT NULL,
        interval INTEGER NOT NULL,
        wait INTEGER NOT NULL,
        reps INTEGER NOT NULL,
        lapses INTEGER NOT NULL,
        day INTEGER NOT NULL,
        answered_ms INTEGER NOT NULL,
        due_day INTEGER NOT NULL,
        due_ms INTEGER,
        log_id INTEGER NOT NULL,
        CONSTRAINT pk_states PRIMARY KEY (item_id),
        CONSTRAINT fk_states_item_id FOREIGN KEY(item_id) REFERENCES items (id)
    )
    """,
    """
    CREATE TABLE cards (
        item_id INTEGER NOT NULL,
        id VARCHAR NOT NULL,
        front VARCHAR NOT NULL,
        back VARCHAR NOT NULL,
        kind VARCHAR NOT NULL,
        deck_id INTEGER NOT NULL,
        tags JSON NOT NULL,
        difficulty INTEGER,
        reading VARCHAR DEFAULT '' NOT NULL,
        file_id INTEGER,
        start INTEGER NOT NULL,
        "end" INTEGER NOT NULL,
        unit VARCHAR NOT NULL,
        path JSON NOT NULL,
        passage VARCHAR NOT NULL,
        explicit BOOLEAN NOT NULL,
        created_ms INTEGER NOT NULL,
        changed_ms INTEGER NOT NULL,
        retired_ms INTEGER,
        CONSTRAINT pk_cards PRIMARY KEY (item_id),
        CONSTRAINT fk_cards_item_id FOREIGN KEY(item_id) REFERENCES items (id),
        CONSTRAINT uq_cards_id UNIQUE (id),
        CONSTRAINT fk_cards_deck_id FOREIGN KEY(deck_id) REFERENCES decks (id),
        CONSTRAINT fk_cards_file_id FOREIGN KEY(file_id) REFERENCES files (id)
    )
    """,
    """
    CREATE TABLE links (
        item_id INTEGER NOT NULL,
        exercise_item_id INTEGER NOT NULL,
        origin VARCHAR NOT NULL,
        removed BOOLEAN DEFAULT 0 NOT NULL,
        CONSTRAINT pk_links PRIMARY KEY (item_id, exercise_item_id),
        CONSTRAINT fk_links_item_id FOREIGN KEY(item_id) REFERENCES cards (item_id),
        CONSTRAINT fk_links_exercise_item_id FOREIGN KEY(exercise_item_id) REFERENCES items (id)
    )
    """,
    """
    CREATE TABLE overrides (
        item_id INTEGER NOT NULL,
        field VARCHAR NOT NULL,
        replaced VARCHAR NOT NULL,
        noted VARCHAR NOT NULL,
        made_ms INTEGER NOT NULL,
        CONSTRAINT pk_overrides PRIMARY KEY (item_id, field),
        CONSTRAINT fk_overrides_item_id FOREIGN KEY(item_id) REFERENCES cards (item_id)
    )
    """,
)

INDEXES = (
    "CREATE INDEX ix_items_joined_to ON items (joined_to)",
    "CREATE INDEX ix_files_source_id ON files (source_id)",
    "CREATE INDEX ix_log_day ON log (day)",
    "CREATE UNIQUE INDEX uq_log_voids ON log (voids) WHERE voids IS NOT NULL",
    "CREATE INDEX ix_log_item_id_at_ms ON log (item_id, at_ms)",
    "CREATE INDEX ix_states_due ON states (phase, due_day)",
    "CREATE INDEX ix_states_steps ON states (due_ms) WHERE due_ms IS NOT NULL",
    "CREATE INDEX ix_cards_deck_id_file_id_start ON cards (deck_id, file_id, start)",
    "CREATE INDEX ix_cards_file_id ON cards (file_id)",
    "CREATE INDEX ix_links_exercise_item_id ON links (exercise_item_id)",
)

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
    for statement in (*TABLES, *INDEXES, *TRIGGERS):
        op.execute(statement)
