"""Whether a page shows how it lies, and how it lies where only its batch does."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the columns; pages that were read before count as sure, and nothing is decided about them."""
    op.add_column("page", sa.Column("turned_by_batch", sa.Integer(), nullable=True))
    op.add_column("page", sa.Column("turn_sure", sa.Boolean(), nullable=False, server_default=sa.true()))
