"""The number of a business, which is its tax number: ten digits, the last a check digit; ``-001`` for a branch."""

from __future__ import annotations

import re

WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
"""Of the first nine digits; the tenth is 10 less the remainder of their weighted sum by 11 (Thông tư 105/2020/TT-BTC
gives the digits; the weights are those that tax software has always used)."""
_NUMBER = re.compile(r"(?P<digits>[0-9]{10})(?:-[0-9]{3})?")


def business_check_digit(first_nine: str) -> int | None:
    """The tenth digit that belongs to nine others; None where none does, and no business has such a number."""
    check = 10 - sum(int(digit) * weight for digit, weight in zip(first_nine, WEIGHTS, strict=True)) % 11
    return check if check < 10 else None


def is_business_number(text: str) -> bool:
    """Whether ``text`` as a whole is the number of a business or of its branch, its check digit right."""
    found = _NUMBER.fullmatch(text)
    return found is not None and business_check_digit(found["digits"][:9]) == int(found["digits"][9])
