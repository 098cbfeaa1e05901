"""What pages said before they were read again, and the runs of `sohoa reindex --ocr` that had it done."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from archive.models.base import Base
from archive.models.intake import Page


class ReadingVersion(Base):
    """A reading that another took the place of. Its object is kept: what was searched and filed can be looked up."""

    __tablename__ = "reading_version"

    id: Mapped[int] = mapped_column(primary_key=True)
    page_id: Mapped[int] = mapped_column(ForeignKey("page.id"), index=True)
    reading_sha256: Mapped[str] = mapped_column(String(64), index=True)
    engine: Mapped[str | None]
    pipeline: Mapped[str | None]
    replaced_at: Mapped[datetime]
    change: Mapped[float | None]
    """How much of its words the next reading changed, 0-1 (`archive.difference`); None: nobody compared them."""
    run_id: Mapped[int | None] = mapped_column(ForeignKey("reindex_run.id"), index=True)
    """The run that had the page read again; None: the page was turned, by a person or as its batch lies."""

    page: Mapped[Page] = relationship()


class ReindexRun(Base):
    """One run that reads pages again, batch by batch behind the live work. It goes on after a kill."""

    __tablename__ = "reindex_run"

    id: Mapped[int] = mapped_column(primary_key=True)
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    """None: it is under way or was interrupted."""
    received_from: Mapped[datetime | None]
    """Only pages that came at this moment or later."""
    older_than: Mapped[str | None] = mapped_column(String(32))
    """Only pages whose pipeline is older than this version."""
    last_page: Mapped[int]
    """No page beyond this id: what came later was read by the present pipeline."""
    cursor: Mapped[int] = mapped_column(default=0)
    """Every page up to this id was asked for or passed over."""
    total: Mapped[int]
    """How many pages were chosen when it began."""
    read: Mapped[int] = mapped_column(default=0)
    """Pages that came back, those that could not be read included."""
    changed: Mapped[int] = mapped_column(default=0)
    """Pages whose text is another one now."""
    failed: Mapped[int] = mapped_column(default=0)
    """Pages that could not be read again; they keep what they had."""
    withheld: Mapped[int] = mapped_column(default=0)
    """Pages on which a secrecy mark was found that the reading before had missed."""
    rests_until: Mapped[datetime | None]
    """Somebody waited for pages of this run: until then nothing more is asked for, so that they come in between."""
