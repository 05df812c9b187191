"""A tag puts a card on a path of its own, across files."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "paths",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("enabled", sa.Boolean(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_paths"),
        sa.UniqueConstraint("name", name="uq_paths_name"),
    )
    op.create_table(
        "path_cards",
        sa.Column("path_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["path_id"], ["paths.id"], name="fk_path_cards_path_id_paths"),
        sa.ForeignKeyConstraint(["item_id"], ["cards.item_id"], name="fk_path_cards_item_id_cards"),
        sa.PrimaryKeyConstraint("path_id", "item_id", name="pk_path_cards"),
    )
    op.create_index("ix_path_cards_item_id", "path_cards", ["item_id"])
