"""When a case was resolved, the new date that the office set, and the times in which the applicant was awaited."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add the columns and the table."""
    for column in ("resolved_at", "extended_to"):
        op.add_column("case_record", sa.Column(column, sa.DateTime(), nullable=True))
    op.create_table(
        "case_pause",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_code", sa.String(length=64), nullable=False),
        sa.Column("requested_at", sa.DateTime(), nullable=False),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["case_code"], ["case_record.code"], name=op.f("fk_case_pause_case_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_pause")),
    )
    op.create_index(op.f("ix_case_pause_case_code"), "case_pause", ["case_code"])
