"""Sessions: a random id in a cookie, of which the ledger keeps only the hash."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session, joinedload

from archive.ledger import Recording
from archive.models import User, WebSession
from archive.web.permissions import Scope
from config.settings import WebSettings

ID_BYTES = 32
SEEN_EVERY = timedelta(minutes=1)
"""How exactly is noted when a session was used last: not each request needs a write for it."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who is at the browser."""

    user: User
    scope: Scope
    session: str
    """Hash of the session's id."""
    csrf: str
    stale: bool
    """Whether it should be noted again that the session is in use."""


@dataclass(frozen=True, slots=True)
class Lifetime:
    """How long sessions live."""

    idle: timedelta
    whole: timedelta

    @classmethod
    def of(cls, settings: WebSettings) -> Lifetime:
        """As it is set."""
        return cls(timedelta(minutes=settings.idle_minutes), timedelta(hours=settings.session_hours))


def begin(work: Recording, user: User, old: str | None, now: datetime, lifetime: Lifetime) -> str:
    """A new session of ``user``; gives its id. The one that the browser came with (``old``) has ended, whosever it was.

    Those that ran out are cleared away: logins are rare.
    """
    if old:
        end(work, hash_of(old))
    ran_out = or_(WebSession.seen_at < now - lifetime.idle, WebSession.began_at < now - lifetime.whole)
    work.execute(delete(WebSession).where(ran_out))
    id_ = secrets.token_urlsafe(ID_BYTES)
    csrf = secrets.token_urlsafe(ID_BYTES)
    work.add(WebSession(id_sha256=hash_of(id_), user_id=user.id, csrf=csrf, began_at=now, seen_at=now))
    return id_


def visitor(session: Session, id_: str | None, now: datetime, lifetime: Lifetime) -> Visitor | None:
    """Who has the session of this id; None where there is none, or it has run out."""
    if not id_:
        return None
    query = select(WebSession).where(WebSession.id_sha256 == hash_of(id_)).options(joinedload(WebSession.user))
    found = session.scalars(query).first()
    if found is None or now - found.seen_at > lifetime.idle or now - found.began_at > lifetime.whole:
        return None
    stale = now - found.seen_at > SEEN_EVERY
    return Visitor(found.user, Scope.of(found.user), found.id_sha256, found.csrf, stale)


def note_seen(work: Recording, session: str, now: datetime) -> None:
    """The session is in use."""
    if found := work.get(WebSession, session):
        found.seen_at = now


def end(work: Recording, session: str) -> None:
    """The session of this hash is over."""
    work.execute(delete(WebSession).where(WebSession.id_sha256 == session))


def end_all(work: Recording, user: User, but: str | None = None) -> None:
    """All sessions of ``user`` are over, or all but the one of this hash."""
    work.execute(delete(WebSession).where(WebSession.user_id == user.id, WebSession.id_sha256 != (but or "")))


def hash_of(id_: str) -> str:
    """What the ledger keeps of a session's id."""
    return hashlib.sha256(id_.encode("utf-8", "surrogateescape")).hexdigest()
