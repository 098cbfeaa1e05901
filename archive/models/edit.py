"""What clerks corrected: each correction with the dossiers as they were before and after, so that it can be undone."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from archive.models.base import Base


class Edit(Base):
    """One correction of one or more dossiers."""

    __tablename__ = "edit"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    command: Mapped[str]
    """Such as ``page rotate d-1f… 3 90``."""
    before: Mapped[dict[str, Any]]
    """The dossiers that it touched, by id, as they were: `archive.dossiers.shape` writes them."""
    after: Mapped[dict[str, Any]]
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("edit.id"))
    """The edit that took it back."""
