"""Study paths belong to files, so that a learner's deck of the same name is never switched off with one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


FILES_TAKE_THE_PATH_OF_THEIR_DECKS = """
    UPDATE files SET
        study_path = coalesce((SELECT max(d.path) FROM cards c JOIN decks d ON d.id = c.deck_id
                               WHERE c.file_id = files.id), ''),
        enabled = coalesce((SELECT max(d.enabled) FROM cards c JOIN decks d ON d.id = c.deck_id
                            WHERE c.file_id = files.id), 1)
"""


def upgrade() -> None:
    op.add_column("files", sa.Column("study_path", sa.String(), server_default="", nullable=False))
    op.add_column("files", sa.Column("enabled", sa.Boolean(), server_default=sa.text("1"), nullable=False))
    op.execute(FILES_TAKE_THE_PATH_OF_THEIR_DECKS)
    op.drop_column("decks", "path")
    op.drop_column("decks", "enabled")
