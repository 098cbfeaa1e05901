"""Who signed, and in what capacity: at the foot, in the right half, ``KT. GIÁM ĐỐC`` over a name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ocr.fields.evidence import field_of
from ocr.fields.layout import COLUMN, Layout
from ocr.fields.slips import listed, nearest
from ocr.fields.strips import Strip, bare
from ocr.fields.values import FieldName, PaperField
from ocr.text.syllables import is_syllable

_OFFICES = listed(
    "GIÁM ĐỐC|CHỦ TỊCH|CỤC TRƯỞNG|CHI CỤC TRƯỞNG|TRƯỞNG PHÒNG|CHÁNH VĂN PHÒNG|BỘ TRƯỞNG|THỨ TRƯỞNG|VỤ TRƯỞNG|"
    "TRƯỞNG BAN|CHÁNH THANH TRA|VIỆN TRƯỞNG|HIỆU TRƯỞNG|CHỦ NHIỆM|NGƯỜI ĐẠI DIỆN|NGƯỜI ĐẠI DIỆN THEO PHÁP LUẬT|"
    "ĐẠI DIỆN DOANH NGHIỆP|ĐẠI DIỆN THƯƠNG NHÂN|CHỦ DOANH NGHIỆP|CHỦ HỘ KINH DOANH|CHỦ HỘ|CHỦ CƠ SỞ|"
    "NGƯỜI LÀM ĐƠN|NGƯỜI ĐỀ NGHỊ|NGƯỜI CAM KẾT|KẾ TOÁN TRƯỞNG|QUẢN ĐỐC|CỬA HÀNG TRƯỞNG|THỦ TƯỚNG|CHÍNH PHỦ|"
    "ỦY BAN NHÂN DÂN|ĐỘI TRƯỞNG|TỔNG GIÁM ĐỐC|TỔNG CỤC TRƯỞNG|BAN CHỈ ĐẠO|HỘI ĐỒNG QUẢN TRỊ|HỘI ĐỒNG THÀNH VIÊN"
)
_BY_LETTERS = {
    bare(office).replace(" ", ""): office for known in _OFFICES for office in (known, f"PHÓ {known}", f"Q. {known}")
}
_FOR = re.compile(r"\W*(?P<prefix>tm|kt|tl|tuq|q)(?:\s?[.,]\s?|\s)")
LIKE_OFFICE = 86.0
"""Likeness (0-100) of a misread office: one letter in seven."""
RIGHT_HALF = 0.55
"""Fraction of the width right of which a signature is centred."""
BELOW = 0.3
"""Fraction of the height below which one signs; short papers are signed early."""
IN_CAPITALS = 0.75
"""Share of capitals of a role."""
ROOM = 0.25
"""Fraction of the height at most between a role and the name: room for a hand and a seal."""
OFF_CENTRE = 0.09
"""Fraction of the width by which a name may stand beside the middle of its role."""
LEAST_LETTERS = 6
"""Of an office that may be misread."""
SYLLABLES = (2, 5)
"""Of a person's name; two dots of a degree (TS., ThS.) before it aside."""


def signer_fields(layout: Layout) -> list[PaperField]:
    """Role and name of the one who signed; of several signatures the last on the right."""
    right = sorted((s for s in layout.strips if s.centre > RIGHT_HALF and s.box.y > BELOW), key=lambda s: s.middle)
    read = {s: role for s in right if s.capitals >= IN_CAPITALS and s.box.w < COLUMN and (role := role_in(s.text))}
    if not read:
        return []
    rows = _together(list(read))
    words = tuple(word for row in rows for word in row.words)
    raw, value = " ".join(row.text for row in rows), " ".join(read[row].text for row in rows)
    known = all(read[row].known for row in rows)
    fields = [field_of(FieldName.ROLE, value, raw, words, "foot_role", known, believed=True)]
    name = _name_below(rows[-1], [strip for strip in right if strip not in read])
    if name:
        # Nothing vouches for a person's name: it is never certain.
        value = _without_degree(name.text)
        possible = all(is_syllable(word.lower()) for word in value.split())
        fields.append(field_of(FieldName.SIGNER, value, name.text, name.words, "foot_name", possible, believed=False))
    return fields


@dataclass(frozen=True, slots=True)
class Role:
    """A line of a role as it should be."""

    text: str
    known: bool
    """It is an office of the list; False: behind a prefix, whatever it is."""


def role_in(text: str) -> Role | None:
    """The role that a line names: an office, misread or not, or anything behind TM., KT., TL., TUQ.; else None."""
    prefix = _FOR.match(bare(text))
    office = text[prefix.end() :] if prefix else text
    squeezed = re.sub(r"[^a-z]", "", bare(office))
    known = squeezed if squeezed in _BY_LETTERS else None
    if not known and len(squeezed) >= LEAST_LETTERS:
        known = nearest(squeezed, tuple(_BY_LETTERS), LIKE_OFFICE)
    if not known and not prefix:
        return None
    said = _BY_LETTERS[known] if known else office
    return (
        Role(f"{prefix['prefix'].upper()}. {said}" if prefix else said, known is not None and "." not in office)
        if said
        else None
    )


def _together(roles: list[Strip]) -> list[Strip]:
    """The last role with the lines right above it: KT. GIÁM ĐỐC over PHÓ GIÁM ĐỐC."""
    rows = [roles[-1]]
    for strip in reversed(roles[:-1]):
        if rows[0].box.y - strip.box.y > 2.2 * max(strip.box.h, rows[0].box.h):
            break
        rows.insert(0, strip)
    return rows


def _name_below(role: Strip, right: list[Strip]) -> Strip | None:
    for strip in right:
        beside = abs(strip.centre - role.centre) <= OFF_CENTRE
        if beside and 0 < strip.box.y - role.box.y <= ROOM and _is_a_name(_without_degree(strip.text)):
            return strip
    return None


def _without_degree(text: str) -> str:
    return re.sub(r"^(?:(?:TS|ThS|PGS|GS|BS|KS|CN)\.?\s?)+", "", text.strip(" .,'`-"))


def _is_a_name(text: str) -> bool:
    words = text.split()
    return SYLLABLES[0] <= len(words) <= SYLLABLES[1] and all(
        word.isalpha() and word[0].isupper() and len(word) <= 7 for word in words
    )
