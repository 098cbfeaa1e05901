"""The records of the one-stop software, mirrored, and the links from dossiers to them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from archive.linking import LinkRank as LinkRank
from archive.models.base import Base, text_enum
from archive.models.intake import Page


class CaseRecord(Base):
    """One case as the one-stop software knows it."""

    __tablename__ = "case_record"

    code: Mapped[str] = mapped_column(String(64), primary_key=True)
    procedure: Mapped[str]
    applicant: Mapped[str]
    received_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    status: Mapped[str | None]
    handling_unit: Mapped[str | None]
    receiving_unit: Mapped[str | None]
    sheets: Mapped[int | None]
    """How many sheets of paper were handed in."""
    resolved_at: Mapped[datetime | None]
    """When the result was ready; None: in progress, or nobody said."""
    extended_to: Mapped[datetime | None]
    """The one new date that the office set with an apology."""
    updated_at: Mapped[datetime]

    pauses: Mapped[list[CasePause]] = relationship(order_by="CasePause.id")


class CasePause(Base):
    """A time in which the applicant was asked for papers and had not answered yet."""

    __tablename__ = "case_pause"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_code: Mapped[str] = mapped_column(ForeignKey("case_record.code"), index=True)
    requested_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]


class Link(Base):
    """Evidence that a dossier belongs to a case. The case record may arrive later than its papers."""

    __tablename__ = "link"

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[str] = mapped_column(ForeignKey("dossier.id"), index=True)
    case_code: Mapped[str] = mapped_column(String(64), index=True)
    rank: Mapped[LinkRank] = mapped_column(text_enum(LinkRank))
    rule: Mapped[str]
    """Which rule made it, such as ``ingest --case``."""
    page_id: Mapped[int | None] = mapped_column(ForeignKey("page.id"))
    box: Mapped[list[float] | None]
    """x, y, w, h in fractions of the upright page."""
    text: Mapped[str | None]
    """What was read there, before any repair."""
    made_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    """When it ceased to hold: unlinked, or replaced by stronger evidence."""

    page: Mapped[Page | None] = relationship()
