"""Passwords: what is kept of them, and that nobody can tell whether an account exists by how long the answer takes."""

from __future__ import annotations

import unicodedata

import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.exceptions import VerifyMismatchError

from archive.web.security import passwords
from config.errors import UsageError


def test_what_is_kept_fits_however_the_keyboard_writes_it() -> None:
    kept = passwords.hashed("mật khẩu rất dài")
    assert kept.startswith("$argon2id$") and passwords.fits(unicodedata.normalize("NFD", "mật khẩu rất dài"), kept)
    assert not passwords.fits("mật khẩu rất dại", kept)


@pytest.mark.parametrize("password", ["", "x" * (passwords.SHORTEST - 1), "x" * (passwords.LONGEST + 1)])
def test_short_and_endless_ones_are_refused(password: str) -> None:
    with pytest.raises(UsageError):
        passwords.hashed(password)


def test_an_account_that_is_not_there_costs_what_others_cost() -> None:
    nobodys = passwords._NOBODYS
    assert extract_parameters(nobodys) == extract_parameters(passwords.hashed("mật khẩu rất dài"))
    with pytest.raises(VerifyMismatchError):
        PasswordHasher().verify(nobodys, "anything")
    assert not passwords.fits("anything", None)


def test_those_that_are_made_differ_and_can_be_typed() -> None:
    made = {passwords.generated() for _ in range(50)}
    assert len(made) == 50 and all(len(each) == 23 and each.isascii() for each in made)
