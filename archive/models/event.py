"""What happened, append-only. Every transaction's events are sealed by one link of a hash chain."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from archive.models.base import Base


class EventLink(Base):
    """The seal on the events of one transaction: SHA-256 of the link before and of these events."""

    __tablename__ = "event_link"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """Counts from 1 without gaps."""
    previous: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64))

    events: Mapped[list[Event]] = relationship(back_populates="link", order_by="Event.ordinal")


class Event(Base):
    """One thing that happened."""

    __tablename__ = "event"
    __table_args__ = (UniqueConstraint("link_id", "ordinal"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    link_id: Mapped[int] = mapped_column(ForeignKey("event_link.id"))
    ordinal: Mapped[int]
    at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(index=True)
    """Such as ``batch.received`` or ``page.read``."""
    subject: Mapped[str] = mapped_column(index=True)
    """Such as ``batch:3`` or ``dossier:d-1f…``."""
    data: Mapped[dict[str, Any]]

    link: Mapped[EventLink] = relationship(back_populates="events")
