"""What pages say at their heads, and why a paper was taken for what it is."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Add the columns; heads of pages that came before are told when these are read again, or by `sohoa papers`."""
    op.add_column("page", sa.Column("head", sa.JSON(), nullable=True))
    op.add_column("component", sa.Column("type_by_hand", sa.String(), nullable=True))
    op.create_index("ix_component_type_by_hand", "component", ["type_by_hand"])
    op.add_column("component", sa.Column("evidence", sa.JSON(), nullable=False, server_default="{}"))
