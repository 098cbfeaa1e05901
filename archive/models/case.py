"""The records of the one-stop software, mirrored, and the links from dossiers to them."""

from __future__ import annotations

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from archive.linking import LinkRank as LinkRank
from archive.models.base import Base, text_enum
from archive.models.intake import Page
from config.procedures import NotDigitised


class CaseRecord(Base):
    """One case as the one-stop software knows it."""

    __tablename__ = "case_record"

    code: Mapped[str] = mapped_column(String(64), primary_key=True)
    procedure: Mapped[str]
    applicant: Mapped[str]
    received_at: Mapped[datetime] = mapped_column(index=True)
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
    papers: Mapped[dict[str, Any] | None]
    """What was last told of its papers, as `archive.completeness.noted` writes it; None: nothing can be said."""
    complete: Mapped[bool | None] = mapped_column(index=True)
    """The verdict in it, by itself to be counted."""
    closed_at: Mapped[datetime | None]
    """When it was closed: nothing more is to be scanned."""
    by_itself: Mapped[bool] = mapped_column(default=True)
    """Whether it may be closed without a person's word, and so opened again: until one has closed or opened it."""
    closed_despite: Mapped[str | None]
    """Why that was said although papers are missing or doubtful."""
    updated_at: Mapped[datetime]

    pauses: Mapped[list[CasePause]] = relationship(order_by="CasePause.id")
    said: Mapped[list[PaperSaid]] = relationship(order_by="PaperSaid.id")


class CasePause(Base):
    """A time in which the applicant was asked for papers and had not answered yet."""

    __tablename__ = "case_pause"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_code: Mapped[str] = mapped_column(ForeignKey("case_record.code"), index=True)
    requested_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]


class PaperWord(enum.StrEnum):
    """What a person can say of a paper that a case's procedure names."""

    NOT_DIGITISED = "not_digitised"
    """It need not be scanned."""
    ACCEPTED = "accepted"
    """It was looked at, and is what it was taken for and legible."""
    APPLIES = "applies"
    """The condition under which it is required is met."""
    DOES_NOT_APPLY = "does_not_apply"


class PaperSaid(Base):
    """What a person said of a paper of a case; it holds until it is taken back."""

    __tablename__ = "paper_said"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_code: Mapped[str] = mapped_column(ForeignKey("case_record.code"), index=True)
    component: Mapped[str]
    """Id of the paper in the catalogue."""
    word: Mapped[PaperWord] = mapped_column(text_enum(PaperWord))
    reason: Mapped[NotDigitised | None] = mapped_column(text_enum(NotDigitised))
    pages: Mapped[list[int]] = mapped_column(default=list)
    """Ids of the pages that were looked at; other pages are not accepted with them."""
    said_by: Mapped[str]
    said_at: Mapped[datetime]
    taken_back_by: Mapped[str | None]
    taken_back_at: Mapped[datetime | None]


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
