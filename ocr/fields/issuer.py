"""The agency or firm that issued a paper: the capitals over the number in the left column of its head."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ocr.fields.agencies import AgencyName, is_firm, set_right, starts_a_name
from ocr.fields.evidence import BELIEVED, field_of
from ocr.fields.layout import Layout
from ocr.fields.strips import Strip, lowest_confidence
from ocr.fields.values import FieldName, PaperField
from ocr.page import Word
from ocr.text.fold import canon

IN_CAPITALS = 0.7
"""Share of capitals of a line of a name: TNHH MTV Sài Gòn aside they are set in capitals throughout."""
MOST_ROWS = 6
"""Lines of a head's left column at most, over the number."""
_ENDS = re.compile(r"s[o0]\s?[:.;]|.*/|v/v|ngay|mau|\W*$")


@dataclass(frozen=True, slots=True)
class Name:
    """An agency's name of one line or more."""

    text: str
    raw: str
    words: tuple[Word, ...]
    known: bool
    """Every line of it is of known names."""


def head_names(layout: Layout) -> list[Name]:
    """The names in the left column over the number: the agencies above first, the issuer last."""
    rows: list[Strip] = []
    for strip in layout.left_head:
        if _ENDS.match(strip.bare):
            break
        if strip.capitals >= IN_CAPITALS and len(strip.text) > 2:
            rows.append(strip)
    names: list[list[Strip]] = []
    for row in rows[:MOST_ROWS]:
        if not names or _begins_another(row, names[-1]):
            names.append([row])
        else:
            names[-1].append(row)
    return [_name(each) for each in names]


def issuer_fields(names: Sequence[Name], applicant: PaperField | None) -> list[PaperField]:
    """Issuer and the agency above it; an applicant of the same name vouches for a firm's."""
    if not names:
        return []
    issuer = names[-1]
    vouched = applicant is not None and canon(applicant.value) == canon(issuer.text)
    believed = vouched or lowest_confidence(issuer.words) >= BELIEVED or issuer.known
    rule = "head_agency" if not is_firm(issuer.text) else "head_firm"
    found = [
        field_of(
            FieldName.ISSUER, issuer.text, issuer.raw, issuer.words, rule, issuer.known or vouched, believed=believed
        )
    ]
    if len(names) > 1:
        above = names[-2]
        found.append(
            field_of(FieldName.PARENT, above.text, above.raw, above.words, rule, above.known, believed=above.known)
        )
    return found


def _begins_another(row: Strip, above: Sequence[Strip]) -> bool:
    """Under a firm's name only another firm, or its branch, begins: its proper name may be any words."""
    return is_firm(row.text) if is_firm(above[0].text) else starts_a_name(row.text)


def _name(rows: Sequence[Strip]) -> Name:
    firm = is_firm(set_right(rows[0].text).text)
    right = [AgencyName(row.text, False) if firm and place else set_right(row.text) for place, row in enumerate(rows)]
    return Name(
        " ".join(each.text for each in right),
        " ".join(row.text for row in rows),
        tuple(word for row in rows for word in row.words),
        all(each.known for each in right),
    )
