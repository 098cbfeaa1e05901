"""What printed PDF pages say they bear."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Add the column; pages that came before have none and are recognised when they are read again."""
    op.add_column("page", sa.Column("layer_sha256", sa.String(64), nullable=True))
