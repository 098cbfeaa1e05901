"""Accounts: made, listed, removed, logged in to. Every change is an event of the chain, never with the password."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from archive.ledger import Ledger, Recording
from archive.models import Role, User
from archive.web.security import limits, passwords, sessions
from config.errors import LoginRefused, TooManyLogins, UsageError, UserNotFound

FIRST = "admin"
"""Name of the administrator whom the first start makes."""
_NAME = re.compile(r"[\w.@-]{1,64}")


def add(work: Recording, name: str, role: Role, desks: list[str], password: str) -> User:
    """A new account, whose password must be changed at the first login. Raises `UsageError`."""
    plain = named(name)
    if not _NAME.fullmatch(plain):
        raise UsageError(
            vi="Tên người dùng gồm 1-64 chữ cái, chữ số và các dấu . _ @ -.",
            en="A user's name has 1 to 64 letters, digits and . _ @ -.",
        )
    if _find(work, plain):
        raise UsageError(vi=f"Đã có người dùng {plain}.", en=f"There is a user {plain} already.")
    if role is Role.CLERK and not desks:
        raise UsageError(
            vi="Cán bộ một cửa cần ít nhất một quầy: --desk QUẦY.", en="A clerk needs at least one desk: --desk DESK."
        )
    user = User(
        name=plain,
        role=role,
        desks=[unicodedata.normalize("NFC", desk) for desk in desks],
        password_hash=passwords.hashed(password),
        must_change=True,
        created_at=work.now,
    )
    work.add(user)
    work.record("web.user_added", f"user:{plain}", role=role.value, desks=user.desks)
    return user


def add_first(ledger: Ledger) -> str | None:
    """Make the administrator of an archive without accounts; gives the one-time password, None where there are some."""
    with ledger.write() as work:
        if work.scalar(select(func.count()).select_from(User)):
            return None
        password = passwords.generated()
        add(work, FIRST, Role.ADMINISTRATOR, [], password)
    return password


def listed(session: Session) -> list[User]:
    """All accounts by name."""
    return list(session.scalars(select(User).order_by(User.name)))


def need(session: Session, name: str) -> User:
    """The account. Raises `UserNotFound`."""
    user = _find(session, named(name))
    if user is None:
        raise UserNotFound(name=named(name))
    return user


def give_password(work: Recording, user: User, password: str) -> None:
    """Somebody else gives the account a password: it must be changed, and every session is over."""
    user.password_hash, user.must_change = passwords.hashed(password), True
    sessions.end_all(work, user)
    limits.note_success(work, user.name)
    work.record("web.password_given", f"user:{user.name}")


def change_password(ledger: Ledger, user: User, old: str, new: str, session: str) -> None:
    """The owner changes it; other sessions of the account are over. Raises `LoginRefused`, `UsageError`."""
    if not passwords.fits(old, user.password_hash):
        raise LoginRefused
    if old == new:
        raise UsageError(
            vi="Mật khẩu mới phải khác mật khẩu cũ.", en="The new password must be another than the old one."
        )
    kept = passwords.hashed(new)  # outside of any transaction: it takes long
    with ledger.write() as work:
        own = work.get_one(User, user.id)
        own.password_hash, own.must_change = kept, False
        sessions.end_all(work, own, but=session)
        work.record("web.password_changed", f"user:{own.name}", user=own.name)


def remove(work: Recording, user: User) -> None:
    """The account and its sessions are gone; what its owner did stays in the chain. Raises `UsageError` for the last.

    The last administrator stays: nobody could make another from the browser or see who looked at what.
    """
    others = select(func.count()).where(User.role == Role.ADMINISTRATOR, User.id != user.id)
    if user.role is Role.ADMINISTRATOR and not work.scalar(others):
        raise UsageError(vi="Không xoá được người quản trị cuối cùng.", en="The last administrator cannot be removed.")
    sessions.end_all(work, user)
    work.delete(user)
    work.record("web.user_removed", f"user:{user.name}")


def log_in(
    ledger: Ledger, name: str, password: str, address: str, old: str | None, now: datetime, life: sessions.Lifetime
) -> tuple[str, User]:
    """A new session for who knows the password: its id, and whose it is. ``old``: what the browser came with.

    Raises `LoginRefused` and `TooManyLogins`, after having recorded it; the name that was typed is told only where
    there is such an account, for people type passwords there.
    """
    plain = named(name)
    with ledger.read() as session:
        user = _find(session, plain)
    subject = f"user:{plain}" if user else "user:?"
    with ledger.write() as work:
        try:
            limits.need_no_pause(work, plain, address, now)
        except TooManyLogins as error:
            work.record("web.login_paused", subject, address=address)
            refusal: TooManyLogins | None = error
        else:
            limits.note_failure(work, plain, address, now)  # counted before it is tried: tries at once all count
            refusal = None
    if refusal:
        raise refusal
    right = passwords.fits(password, user.password_hash if user else None)  # outside of any transaction: it takes long
    with ledger.write() as work:
        if user is None or not right:
            work.record("web.login_refused", subject, address=address)
        else:
            limits.note_success(work, plain)
            limits.take_back(work, address)
            id_ = sessions.begin(work, user, old, now, life)
            work.record("web.login", subject, user=plain, address=address)
            return id_, user
    raise LoginRefused


def named(name: str) -> str:
    """A name as accounts have it."""
    return unicodedata.normalize("NFC", name).strip().lower()


def _find(session: Session, plain: str) -> User | None:
    return session.scalars(select(User).where(User.name == plain)).first()
