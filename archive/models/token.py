"""Programs that may use the desk's API: their tokens, of which only hashes are kept."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from archive.models.base import Base, text_enum
from archive.models.person import Role


class ApiToken(Base):
    """What one program brings along in place of a password."""

    __tablename__ = "api_token"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(64), unique=True)
    """Of the program; the chain of events names it ``token:NAME``."""
    role: Mapped[Role] = mapped_column(text_enum(Role))
    desks: Mapped[list[str]] = mapped_column(default=list)
    """As `archive.models.person.User.desks`; a clerk's token without any sees no dossier."""
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    """Of the token: 256 random bits need no slow hash."""
    created_at: Mapped[datetime]
