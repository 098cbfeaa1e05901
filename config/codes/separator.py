"""What the QR code of a separator sheet says: ``SOHOA:1:H26.12-251002-0007:54``, or ``…-0007:S1212:54``.

Who made it, the version of the grammar, the dossier code, two check digits. Fields of one capital letter and digits
may stand before the check digits; a later version of the sheet may say more, and this one passes over what it does
not know. The field S names how many sheets of paper the dossier has: the figure, then two check digits of the code with
that figure behind it. Everything is of QR's alphanumeric set, which keeps the symbol small.

The check digits are those of ISO/IEC 7064 MOD 97-10, as bank accounts (IBAN) have them, except that every character
weighs one place: 0-9 and A-Z count 0 to 35, the dot 36, the hyphen 37. No two of these differ by a multiple of 97 and
10 - 1 divides none, so that every single changed character and every swap of neighbours shows. (The one check
character of MOD 37,36 misses some swaps, and knows neither dots nor hyphens.) Two digits are also what recognition of
print confuses least.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from config.codes.case_code import CaseCode, parse_case_code

MAKER, VERSION = "SOHOA", "1"
_VALUES = {character: value for value, character in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ.-")}
_PAYLOAD = re.compile(rf"{MAKER}:{VERSION}:(?P<code>[^:]+)(?P<fields>(?::[A-Z][0-9]+)*):(?P<check>[0-9]{{2}})")
_SHEETS = re.compile(r":S(?P<sheets>[1-9][0-9]{0,3})(?P<check>[0-9]{2})(?=:|$)")
MOST_SHEETS = 9999


@dataclass(frozen=True, slots=True)
class Separator:
    """What a separator sheet says of the dossier behind it."""

    code: CaseCode
    sheets: int | None = None
    """How many sheets of paper it has, 1 to `MOST_SHEETS`; None: not said."""


def check_digits(code: CaseCode, sheets: int | None = None) -> str:
    """The two digits, 02 to 98, that belong to a dossier code, or to it with a figure (ISO/IEC 7064, MOD 97-10)."""
    remainder = 0
    for character in code.text + (str(sheets) if sheets else ""):
        remainder = (10 * remainder + _VALUES[character]) % 97
    return f"{98 - 100 * remainder % 97:02}"


def format_separator(separator: Separator) -> str:
    """What the QR code of this sheet says."""
    code, sheets = separator.code, separator.sheets
    said = [f"S{sheets}{check_digits(code, sheets)}"] if sheets else []
    return ":".join((MAKER, VERSION, code.text, *said, check_digits(code)))


def parse_separator(text: str) -> Separator | None:
    """What the text of a separator's QR code says; None where any part of it that is known is wrong."""
    found = _PAYLOAD.fullmatch(text)
    code = parse_case_code(found["code"]) if found else None
    if not found or not code or code.text != found["code"] or check_digits(code) != found["check"]:
        return None
    if not re.search(":S", found["fields"]):
        return Separator(code)
    said = _SHEETS.search(found["fields"])
    sheets = int(said["sheets"]) if said else None
    return Separator(code, sheets) if said and said["check"] == check_digits(code, sheets) else None


def is_separator(text: str) -> bool:
    """Whether the text of a QR code claims to be a separator's, right or wrong, of this version or another."""
    return text.startswith(f"{MAKER}:")
