"""Dossier codes within other text: exactly as written in the text of barcodes, repaired in recognised print.

Recognition takes O for 0 and I or l for 1, makes commas of dots and dashes of hyphens, and sets blanks round them.
Where the grammar wants a digit, a dot or a hyphen, these are set right; nothing else is guessed.

A wrong code is worse than none, so the code must stand by itself. ``H47-260105-0001`` is a code, but behind
``000.00.19.`` it is the rest of one, and where those dots were not read a number with a blank stands before it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from config.codes.case_code import CaseCode, parse_case_code

_DIGIT = "[0-9OoIl]"
_DOT = r"\s?[.,·]\s?"
_HYPHEN = r"\s?[-‐‑‒–—−]\s?"
_OLD_UNIT = rf"{_DIGIT}{{3}}{_DOT}{_DIGIT}{{2}}{_DOT}{_DIGIT}{{2}}{_DOT}[A-Z]{_DIGIT}{{2}}"
_NEW_UNIT = rf"[A-Z]{_DIGIT}{{2}}(?:{_DOT}[0-9A-Zol]{{1,5}}){{1,6}}|(?<![.,0-9]\s)[A-Z]{_DIGIT}{{2}}"
# A fifth digit of the serial must be a plain one: the rule of a table is read as l or I beside the fourth.
_PRINTED = re.compile(
    rf"(?<![\w.,-])(?P<unit>{_OLD_UNIT}|(?P<new>{_NEW_UNIT}))"
    rf"{_HYPHEN}(?P<day>{_DIGIT}{{6}}){_HYPHEN}(?P<serial>{_DIGIT}{{4}}[0-9]?)(?!\w|[-–.,][0-9A-Z])"
)
_WRITTEN = re.compile(r"(?<![\w.])[0-9A-Z]{3}(?:\.[0-9A-Z]{1,5}){0,6}-[0-9]{6}-[0-9]{4,5}(?!\w|[-.][0-9A-Z])")
_DIGITS_READ_AS_LETTERS = str.maketrans("OoIl", "0011")


@dataclass(frozen=True, slots=True)
class FoundCode:
    """A place in a text that has the shape of a dossier code."""

    start: int
    end: int
    text: str
    """As it stands there."""
    code: CaseCode | None
    """None: its date does not exist."""


def printed_codes(text: str) -> list[FoundCode]:
    """The dossier codes in one line of recognised print, repaired."""
    return [
        FoundCode(found.start(), found.end(), found.group(), parse_case_code(_repaired(found)))
        for found in _PRINTED.finditer(text)
    ]


def written_codes(text: str) -> list[FoundCode]:
    """The dossier codes in text that was not recognised but decoded, such as that of a QR code: nothing is repaired."""
    return [
        FoundCode(found.start(), found.end(), found.group(), parse_case_code(found.group()))
        for found in _WRITTEN.finditer(text)
    ]


def digits(text: str) -> str:
    """A recognised number with letters that were taken for digits set right."""
    return text.translate(_DIGITS_READ_AS_LETTERS)


def _repaired(found: re.Match[str]) -> str:
    parts = [part.strip() for part in re.split("[.,·]", found["unit"])]
    if found["new"]:  # it begins with a letter, and letters may stand further on
        first, *below = parts
        parts = [first[0] + digits(first[1:]), *(digits(p) if re.fullmatch(f"{_DIGIT}+", p) else p for p in below)]
    else:
        parts = [*map(digits, parts[:3]), parts[3][0] + digits(parts[3][1:])]
    return f"{'.'.join(parts)}-{digits(found['day'])}-{digits(found['serial'])}"
