"""Which papers of a case are there, what people said of them, and when a person called them whole."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Add the columns and the table; of cases that came before it is noted when something of them changes."""
    for column, kind in (
        ("papers", sa.JSON()),
        ("complete", sa.Boolean()),
        ("closed_at", sa.DateTime()),
        ("closed_despite", sa.String()),
    ):
        op.add_column("case_record", sa.Column(column, kind, nullable=True))
    op.create_index(op.f("ix_case_record_complete"), "case_record", ["complete"])
    op.create_table(
        "paper_said",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_code", sa.String(length=64), nullable=False),
        sa.Column("component", sa.String(), nullable=False),
        sa.Column("word", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.String(length=32), nullable=True),
        sa.Column("pages", sa.JSON(), nullable=False),
        sa.Column("said_by", sa.String(), nullable=False),
        sa.Column("said_at", sa.DateTime(), nullable=False),
        sa.Column("taken_back_by", sa.String(), nullable=True),
        sa.Column("taken_back_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["case_code"], ["case_record.code"], name=op.f("fk_paper_said_case_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_said")),
    )
    op.create_index(op.f("ix_paper_said_case_code"), "paper_said", ["case_code"])
