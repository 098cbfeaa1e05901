"""What was made of the pages: dossiers of components, and each version of a dossier's file."""

from __future__ import annotations

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from archive.models.base import Base, text_enum
from archive.models.case import Link
from archive.models.intake import Batch, Page


class DossierState(enum.StrEnum):
    """How far a dossier has come."""

    OPEN = "open"
    LINKED = "linked"
    AWAITING_CASE = "awaiting_case"
    UNLINKED = "unlinked"
    COMPLETE = "complete"
    SIGNED = "signed"
    WITHDRAWN = "withdrawn"
    """Its pages stand in another dossier: empty, without a file, kept for the record."""


class Dossier(Base):
    """The papers of one filing, in order."""

    __tablename__ = "dossier"
    __table_args__ = (UniqueConstraint("batch_id", "ordinal"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    """Made of the batch's key and the ordinal, so that an interrupted ingest gives the same id again."""
    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.id"))
    ordinal: Mapped[int]
    """Place among the dossiers of the batch, from 1."""
    title: Mapped[str]
    state: Mapped[DossierState] = mapped_column(text_enum(DossierState))
    reason: Mapped[str | None]
    """Why it is in this state, where that is not plain: ``no_case``, ``conflict`` …"""
    reason_details: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    """Such as the codes that contradict each other."""
    case_code: Mapped[str | None] = mapped_column(index=True)
    """The case it is linked to or waits for; `Link` holds the evidence."""
    sheets: Mapped[int | None]
    """How many sheets of paper it has, as its separator or a clerk said."""
    version: Mapped[int] = mapped_column(default=1)
    """Counts up with every change of its pages or its case; `DossierFile` follows."""
    created_at: Mapped[datetime]

    batch: Mapped[Batch] = relationship()
    components: Mapped[list[Component]] = relationship(back_populates="dossier", order_by="Component.ordinal")
    links: Mapped[list[Link]] = relationship(order_by="Link.id")
    files: Mapped[list[DossierFile]] = relationship(back_populates="dossier", order_by="DossierFile.version")

    @property
    def pages(self) -> list[Page]:
        """Content pages in order, hidden ones included."""
        return [page for component in self.components for page in component.pages]

    @property
    def file(self) -> DossierFile | None:
        """The newest file; None until the first is made, and where it has no page that may be shown."""
        return self.files[-1] if self.files and any(page.shown for page in self.pages) else None


class Component(Base):
    """One paper of a dossier: a run of pages."""

    __tablename__ = "component"
    __table_args__ = (UniqueConstraint("dossier_id", "ordinal"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[str] = mapped_column(ForeignKey("dossier.id"))
    ordinal: Mapped[int]
    type: Mapped[str]
    """Id of a paper that the procedure names or of an attachment, ``other``, or ``internal_form``."""
    type_by_hand: Mapped[str | None] = mapped_column(index=True)
    """The same where a person said so."""
    title: Mapped[str]
    evidence: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    """Why it was taken for this, as `archive.papers.Named` says it."""
    fields: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What it says of itself, by the names of `ocr.fields.FieldName`; see `archive.dossiers.recognise`."""

    dossier: Mapped[Dossier] = relationship(back_populates="components")
    pages: Mapped[list[Page]] = relationship(order_by="Page.position")


class DossierFile(Base):
    """One version of a dossier's PDF, with the verdict on exactly these bytes."""

    __tablename__ = "dossier_file"
    __table_args__ = (UniqueConstraint("dossier_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[str] = mapped_column(ForeignKey("dossier.id"))
    version: Mapped[int]
    pdf_sha256: Mapped[str] = mapped_column(String(64))
    profile: Mapped[str]
    """PDF/A flavour that was judged: ``2b``."""
    valid: Mapped[bool]
    validator: Mapped[str]
    problems: Mapped[list[str]] = mapped_column(default=list)
    image_profile: Mapped[str] = mapped_column(default="faithful", server_default="faithful")
    """What became of the page images: ``faithful``, ``standard`` or ``compact``."""
    image_bytes: Mapped[list[list[int]]] = mapped_column(default=list, server_default="[]")
    """Bytes of each page's image, in order: ``[as kept, as written]``; empty where they were not yet noted."""
    made_at: Mapped[datetime]

    dossier: Mapped[Dossier] = relationship(back_populates="files")
