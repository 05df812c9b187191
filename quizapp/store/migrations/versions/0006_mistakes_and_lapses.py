"""Mistakes and leeches are found without reading every attempt and every memory state."""

from __future__ import annotations

from alembic import op

revision = "0006"
down_revision = "0005"

STATEMENTS = (
    """CREATE INDEX ix_log_mistakes ON log (item_id, json_extract(attempt, '$.mistakes'))
    WHERE attempt IS NOT NULL""",
    "CREATE INDEX ix_states_lapses ON states (lapses) WHERE lapses > 0",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
