"""How each page was scanned, in numbers."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the column; pages that were read before have none until they are read again."""
    op.add_column("page", sa.Column("measures", sa.JSON(), nullable=True))
