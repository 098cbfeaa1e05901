"""Open batches and claims of the agent, retries of tasks, evidence of links, corrections."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the columns, and the table of corrections."""
    op.create_table(
        "edit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("command", sa.String(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("undone_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["undone_by_id"], ["edit.id"], name=op.f("fk_edit_undone_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edit")),
    )
    op.add_column("batch", sa.Column("source", sa.String(), nullable=True))
    op.add_column("batch", sa.Column("grouping", sa.String(), nullable=True))
    op.add_column("batch", sa.Column("last_arrival_at", sa.DateTime(), nullable=True))
    op.add_column("batch", sa.Column("duplicate_of_id", sa.Integer(), nullable=True))
    op.create_index(op.f("ix_batch_source"), "batch", ["source"], unique=False)
    op.add_column("delivery", sa.Column("claim", sa.String(length=32), nullable=True))
    op.add_column("delivery", sa.Column("discarded", sa.String(), nullable=True))
    op.create_index(op.f("ix_delivery_claim"), "delivery", ["claim"], unique=False)
    op.add_column("dossier", sa.Column("reason_details", sa.JSON(), server_default="{}", nullable=False))
    op.add_column("link", sa.Column("withdrawn_at", sa.DateTime(), nullable=True))
    op.add_column("page", sa.Column("withheld", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("page", sa.Column("turned_by_hand", sa.Integer(), nullable=True))
    op.add_column("page", sa.Column("evidence", sa.JSON(), server_default="[]", nullable=False))
    op.add_column("task", sa.Column("priority", sa.Integer(), server_default="0", nullable=False))
    op.add_column("task", sa.Column("attempts", sa.Integer(), server_default="0", nullable=False))
    op.add_column("task", sa.Column("not_before", sa.DateTime(), nullable=True))
    op.add_column("task", sa.Column("owner", sa.String(), nullable=True))
