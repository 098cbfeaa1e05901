"""Who may use the desk in the browser: accounts, their sessions, and failed tries to come in."""

from __future__ import annotations

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from archive.models.base import Base, text_enum


class Role(enum.StrEnum):
    """What somebody is in the office; `archive.web.permissions` says what each may do."""

    CLERK = "clerk"
    ARCHIVIST = "archivist"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"


class User(Base):
    """One account."""

    __tablename__ = "web_user"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(64), unique=True)
    """NFC, lower case: what is typed at login, and what the chain of events names."""
    role: Mapped[Role] = mapped_column(text_enum(Role))
    desks: Mapped[list[str]] = mapped_column(default=list)
    """Desks whose dossiers a clerk sees; of no meaning for the other roles."""
    password_hash: Mapped[str]
    """As argon2id writes it, with its parameters and salt."""
    must_change: Mapped[bool]
    """The password was given by somebody else and opens only the page on which it is changed."""
    created_at: Mapped[datetime]


class WebSession(Base):
    """One browser in which somebody is logged in."""

    __tablename__ = "web_session"

    id_sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    """SHA-256 of the id in the cookie: who reads the ledger cannot take a session over."""
    user_id: Mapped[int] = mapped_column(ForeignKey("web_user.id"), index=True)
    csrf: Mapped[str] = mapped_column(String(64))
    """What every form of the session must send along."""
    began_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    """Last request, to the minute."""

    user: Mapped[User] = relationship()


class LoginFailures(Base):
    """Failed logins of one account or from one address since the last that succeeded."""

    __tablename__ = "web_failures"

    key_sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    """SHA-256 of the account's name or the address: people type passwords where the name belongs."""
    count: Mapped[int]
    last_at: Mapped[datetime]
