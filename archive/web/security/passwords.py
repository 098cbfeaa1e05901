"""Passwords: hashed with argon2id, generated where nobody types one, and asked to be long rather than odd."""

from __future__ import annotations

import secrets
import threading
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from config.errors import UsageError

SHORTEST, LONGEST = 12, 128
"""Characters. NIST SP 800-63B asks for 8 at least; a desk that stands in public gets some more."""
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without letters and digits that look alike on paper."""
_GROUPS, _GROUP = 4, 5
_AT_ONCE = threading.BoundedSemaphore(2)
"""Each hashing takes 64 MiB and a core: many tries at once must not take the desk down."""
_HASHER = PasswordHasher()  # argon2id with the second parameters that RFC 9106 recommends: 3 passes, 64 MiB, 4 lanes
_NOBODYS = "$argon2id$v=19$m=65536,t=3,p=4$c29ob2Euc29ob2Euc29obw$Yd3vE9bMSaG0lYPnVqf7WnQbIYRyF3Pyk9iDvb0JQvM"
"""What is verified where there is no such account, so that it takes as long."""


def hashed(password: str) -> str:
    """What is kept of a password. Raises `UsageError` for one that is too short or too long."""
    plain = _plain(password)
    if not SHORTEST <= len(plain) <= LONGEST:
        raise UsageError(
            vi=f"Mật khẩu phải có từ {SHORTEST} đến {LONGEST} ký tự.",
            en=f"A password has {SHORTEST} to {LONGEST} characters.",
        )
    with _AT_ONCE:
        return _HASHER.hash(plain)


def fits(password: str, kept: str | None) -> bool:
    """Whether the password is the one that was `hashed`; ``None``: there is no such account, which takes as long."""
    with _AT_ONCE:
        try:
            return _HASHER.verify(kept or _NOBODYS, _plain(password)[:LONGEST]) and kept is not None
        except (VerificationError, InvalidHashError):
            return False


def generated() -> str:
    """A password of 99 bits that can be read out and typed."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(_GROUP)) for _ in range(_GROUPS))


def _plain(password: str) -> str:
    """NFC: keyboards make the same letter in two ways."""
    return unicodedata.normalize("NFC", password)
