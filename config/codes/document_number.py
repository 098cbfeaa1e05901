"""Number and notation of an administrative paper: ``123/QĐ-SCT``, ``1234/SCT-QLTM``, ``118/2025/NĐ-CP``.

Nghị định 30/2020/NĐ-CP, Appendix I: a paper of a named kind bears its number, a slash, the kind and the agency; an
official letter its number, the agency and the unit that drafted it; a law's text the year between. A number below ten
has a leading zero, and no blanks stand anywhere.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass


def _listed(text: str) -> tuple[str, ...]:
    return tuple(text.split("|"))


KINDS = frozenset(
    _listed(
        "NQ|QĐ|CT|QC|QyĐ|TC|TB|HD|CTr|KH|PA|ĐA|DA|BC|BB|TTr|HĐ|CĐ|BGN|BTT|GUQ|GM|GGT|GNP|PG|PC|PB|SY|TrS|SL|GP|GCN|"
        "GXN|XN|GT|ĐN|ĐĐN|ĐK|CK|NĐ|TT|TTLT|L|UQ"
    )
)
"""Abbreviations of kinds of papers: those of Appendix III, of copies, of licences, of firms' own papers and of laws."""
_SYMBOL = re.compile(r"[A-ZĐÂĂÊÔƠƯa-zđ][\wĐ&.]{0,11}(?:-[\wĐ&.]{1,12}){0,3}")
_WHOLE = re.compile(
    rf"(?P<number>[0-9]{{1,6}}[a-z]?)/(?:(?P<year>(?:19|20)[0-9]{{2}})/)?(?P<notation>{_SYMBOL.pattern})"
)


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A number and notation taken apart."""

    number: str
    """Figures as they are written, leading zero included; a letter may follow, as in 12a."""
    notation: str
    """Kind and agency, or agency and unit, as ``QĐ-SCT``."""
    year: int | None = None
    """Only in texts of laws."""

    def __str__(self) -> str:
        return "/".join(part for part in (self.number, str(self.year or ""), self.notation) if part)

    @property
    def named_kind(self) -> str | None:
        """The abbreviation of the kind of paper; None for an official letter, which has none."""
        first = self.notation.split("-")[0]
        return first if first in KINDS else None


def parse_document_number(text: str) -> DocumentNumber | None:
    """The number that ``text`` is as a whole, blanks around it aside; None where it is none. Nothing is repaired."""
    found = _WHOLE.fullmatch(unicodedata.normalize("NFC", text).strip())
    if not found:
        return None
    return DocumentNumber(found["number"], found["notation"], int(found["year"]) if found["year"] else None)


def is_notation(text: str) -> bool:
    """Whether ``text`` as a whole has the shape of a notation, such as ``QĐ-SCT``."""
    return _SYMBOL.fullmatch(text) is not None
