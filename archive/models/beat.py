"""Signs of life of those who work on one ledger from machines that cannot see each other's processes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from archive.models.base import Base


class Beat(Base):
    """When one of them last said that it lives, by the clock of the database."""

    __tablename__ = "beat"

    name: Mapped[str] = mapped_column(primary_key=True)
    """Such as ``engine:…``, with the process that it is, or ``station:…``."""
    at: Mapped[datetime]
