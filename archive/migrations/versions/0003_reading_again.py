"""Readings that others took the place of, and the runs that read pages again."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the tables, and to tasks the run that asked for them."""
    op.create_table(
        "reindex_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("received_from", sa.DateTime(), nullable=True),
        sa.Column("older_than", sa.String(length=32), nullable=True),
        sa.Column("last_page", sa.Integer(), nullable=False),
        sa.Column("cursor", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("read", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("withheld", sa.Integer(), nullable=False),
        sa.Column("rests_until", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reindex_run")),
    )
    op.create_table(
        "reading_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.Column("reading_sha256", sa.String(length=64), nullable=False),
        sa.Column("engine", sa.String(), nullable=True),
        sa.Column("pipeline", sa.String(), nullable=True),
        sa.Column("replaced_at", sa.DateTime(), nullable=False),
        sa.Column("change", sa.Double(), nullable=True),
        sa.Column("run_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["page_id"], ["page.id"], name=op.f("fk_reading_version_page_id")),
        sa.ForeignKeyConstraint(["run_id"], ["reindex_run.id"], name=op.f("fk_reading_version_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading_version")),
    )
    for column in ("page_id", "reading_sha256", "run_id"):
        op.create_index(op.f(f"ix_reading_version_{column}"), "reading_version", [column], unique=False)
    op.add_column("task", sa.Column("run_id", sa.Integer(), nullable=True))
