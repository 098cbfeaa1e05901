"""Whether a case may be closed without a person's word; which pages are bad scans that others stand for."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Add the columns; what is closed already was closed by a person."""
    op.add_column("case_record", sa.Column("by_itself", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column("page", sa.Column("spare", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute("UPDATE case_record SET by_itself = false WHERE closed_at IS NOT NULL")
