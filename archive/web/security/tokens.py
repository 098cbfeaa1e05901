"""Tokens of programs: made, listed, taken away, and known again by their hash."""

from __future__ import annotations

import re
import secrets
import unicodedata

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.ledger import Recording
from archive.models import ApiToken, Role, User
from archive.web.permissions import Scope
from archive.web.security.accounts import named
from archive.web.security.sessions import Visitor, hash_of
from config.errors import TokenNotFound, UsageError

PREFIX = "sohoa_"
"""With it programs that look for secrets in sources and logs find ours."""
TOKEN_BYTES = 32
_NAME = re.compile(r"[\w.@-]{1,64}")


def add(work: Recording, name: str, role: Role, desks: list[str]) -> str:
    """A new token, which is told this once. Raises `UsageError`."""
    plain = named(name)
    if not _NAME.fullmatch(plain):
        raise UsageError(
            vi="Tên mã truy cập gồm 1-64 chữ cái, chữ số và các dấu . _ @ -.",
            en="A token's name has 1 to 64 letters, digits and . _ @ -.",
        )
    if _find(work, plain):
        raise UsageError(vi=f"Đã có mã truy cập {plain}.", en=f"There is a token {plain} already.")
    token = PREFIX + secrets.token_urlsafe(TOKEN_BYTES)
    kept = [unicodedata.normalize("NFC", desk) for desk in desks]
    work.add(ApiToken(name=plain, role=role, desks=kept, sha256=hash_of(token), created_at=work.now))
    work.record("web.token_added", f"token:{plain}", role=role.value, desks=kept)
    return token


def listed(session: Session) -> list[ApiToken]:
    """All of them by name."""
    return list(session.scalars(select(ApiToken).order_by(ApiToken.name)))


def remove(work: Recording, name: str) -> str:
    """The token holds no longer; gives its name. Raises `TokenNotFound`."""
    token = _find(work, named(name))
    if token is None:
        raise TokenNotFound(name=named(name))
    work.delete(token)
    work.record("web.token_removed", f"token:{token.name}")
    return token.name


def bearer(session: Session, token: str) -> Visitor | None:
    """The program that has this token, as a visitor with its role and desks; None where it does not hold."""
    found = session.scalars(select(ApiToken).where(ApiToken.sha256 == hash_of(token))).first()
    if found is None:
        return None
    # No row of the ledger: numbers below zero are no person's.
    program = User(id=-found.id, name=f"token:{found.name}", role=found.role, desks=found.desks, must_change=False)
    return Visitor(program, Scope.of(program), session="", csrf="", stale=False)


def _find(session: Session, plain: str) -> ApiToken | None:
    return session.scalars(select(ApiToken).where(ApiToken.name == plain)).first()
