"""The dossier code (mã số hồ sơ) that the one-stop desk prints on the receipt and by which a dossier finds its case.

Two grammars are in use. Until 2025: ``000.00.19.H47-260105-0001``, the unit's identifier of QCVN 102:2016 with the
smallest unit first (Thông tư 01/2018/TT-VPCP, Art. 19). Since then: ``H57.132-260804-0583``, the identifier of
Quyết định 20/2020/QĐ-TTg with the largest unit first. Both go on with the date of receipt and the serial of that
day. The rule says four digits for the serial; busy desks were seen to use five.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

UNIT_LENGTH = 35
"""Longest unit identifier that Quyết định 20/2020/QĐ-TTg allows."""


class CodeStyle(StrEnum):
    """Which identifier of the unit the code begins with."""

    QCVN_102 = "qcvn_102"
    QD_20 = "qd_20"


@dataclass(frozen=True, slots=True)
class CaseCode:
    """A dossier code taken apart; ``text`` as a whole is the key."""

    text: str
    unit: str
    received: date
    serial: int
    """From 1, of that day."""
    style: CodeStyle

    def __str__(self) -> str:
        return self.text


_UNITS = {
    CodeStyle.QCVN_102: r"[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.[A-Z][0-9]{2}",
    CodeStyle.QD_20: r"[A-Z][0-9]{2}(?:\.[0-9A-Z]{1,5}){0,6}",
}
_GRAMMARS = {
    style: re.compile(
        rf"(?P<unit>{unit})-(?P<yy>[0-9]{{2}})(?P<mm>[0-9]{{2}})(?P<dd>[0-9]{{2}})-(?P<serial>[0-9]{{4,5}})"
    )
    for style, unit in _UNITS.items()
}


def parse_case_code(text: str) -> CaseCode | None:
    """The dossier code that ``text`` is, as a whole, blanks around it aside; None where it is none.

    Exact: nothing is repaired that a scanner or a typist got wrong, except that the text is brought to NFC. The date
    must exist; whether it lies in the future is for somebody with a clock to say.
    """
    text = unicodedata.normalize("NFC", text).strip()
    for style, grammar in _GRAMMARS.items():
        found = grammar.fullmatch(text)
        if found and len(found["unit"]) <= UNIT_LENGTH:
            received = _date(found["yy"], found["mm"], found["dd"])
            return CaseCode(text, found["unit"], received, int(found["serial"]), style) if received else None
    return None


def _date(yy: str, mm: str, dd: str) -> date | None:
    try:
        return date(2000 + int(yy), int(mm), int(dd))
    except ValueError:
        return None
