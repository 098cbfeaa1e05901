"""What became of the page images of a dossier file, and what they weigh."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the columns; the files made so far hold the scanner's own bytes."""
    profile = sa.Column("image_profile", sa.String(), nullable=False, server_default="faithful")
    op.add_column("dossier_file", profile)
    op.add_column("dossier_file", sa.Column("image_bytes", sa.JSON(), nullable=False, server_default="[]"))
