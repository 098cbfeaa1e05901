"""How many sheets of paper a dossier has, which sides of them are scanned, and backs that come in a second pass."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the columns; nothing is known of what came before."""
    for table in ("batch", "dossier", "case_record"):
        op.add_column(table, sa.Column("sheets", sa.Integer(), nullable=True))
    op.add_column("batch", sa.Column("sides", sa.String(32), nullable=False, server_default="one"))
    op.add_column("delivery", sa.Column("backs", sa.Boolean(), nullable=False, server_default=sa.false()))
