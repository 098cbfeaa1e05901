"""Signs of life, and which machine collects a batch: for a ledger on which several machines work."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Make the table and add the column; batches of before belong to whoever opens the ledger."""
    op.create_table(
        "beat",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_beat")),
    )
    op.add_column("batch", sa.Column("station", sa.String(), nullable=True))
