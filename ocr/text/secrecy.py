"""Secrecy marks: MẬT, TỐI MẬT, TUYỆT MẬT standing alone on a page, as opposed to the word in a sentence or a title.

The mark is a framed line of bold capitals under the number of the document, in the head of its first page (Nghị định
30/2020/NĐ-CP, Phụ lục I, ô 10a; its forms: Thông tư 24/2020/TT-BCA). Frames are taken off before recognition, so a
mark is known by its words and by the room round it. In the head it is also known where recognition slipped in its
marks (MẶT, MÂT, TOI MAT); further down only where it was read exactly and nothing stands beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from ocr.page import Box, Line
from ocr.text.fold import fold

SECRET = "secret"
"""Flag of a page that bears a secrecy mark."""

HEAD = 0.4
"""Fraction of the page's height within which a document has its head."""
ROOM = 0.75
"""Times its height: lines nearer than this above or below may be one text with the mark's line."""
ALIKE = 0.7
"""How tall the smaller of two lines of one title is at least, in heights of the other."""
BEFORE_MAT = frozenset({"bí", "bảo", "cơ", "độ", "giải", "thân", "dấu", "mức", "chu", "trù", "đường"})
"""Words that a title may end a line with before it goes on with ``MẬT``: bí mật, bảo mật, độ mật, giải mật …"""
AFTER_MAT = frozenset({"mã", "khẩu", "độ", "thiết", "thư", "vụ", "danh", "ong", "mía", "nghị", "phí"})
"""Words with which a title may go on after a line that ends with ``MẬT``: mật mã, mật khẩu, mật độ …"""
LABELS = ("độ mật", "mức độ mật")
URGENCY = ("thượng khẩn", "hỏa tốc", "hoả tốc", "khẩn")
"""The mark of urgency may stand beside that of secrecy."""
SIDES = frozenset("|│┃║¦")
"""What the sides of a frame are read as."""
FRAME = "".join(sorted(SIDES)) + "[](){}<>-–—_=~*.·•'\"“”‘’«»"
"""What else may stand round a mark."""
_LOOKALIKES = str.maketrans("wrf", "mtt")


class SecrecyDegree(StrEnum):
    """The three degrees of Luật Bảo vệ bí mật nhà nước 29/2018/QH14, Điều 8."""

    MAT = "MẬT"
    TOI_MAT = "TỐI MẬT"
    TUYET_MAT = "TUYỆT MẬT"


_BY_LETTERS = {degree.replace(" ", ""): degree for degree in SecrecyDegree}
_BY_FOLDED = {fold(letters): degree for letters, degree in _BY_LETTERS.items()}
LONGEST = 10
"""Letters that a mark has at most, one of them read twice."""


@dataclass(frozen=True, slots=True)
class SecrecyMark:
    """A secrecy mark and where it stands."""

    degree: SecrecyDegree
    box: Box
    """Fractions of the upright page."""
    exact: bool
    """Read in capitals with all its marks; False: recognition slipped, as in MẶT."""


def secrecy_marks(lines: Sequence[Line]) -> tuple[SecrecyMark, ...]:
    """The secrecy marks among the lines of one page, in their order; empty on nearly every page."""
    found = [(line, mark) for line in lines if (mark := mark_of(line))]
    return tuple(mark for line, mark in found if _alone(mark, [other for other in lines if other is not line]))


def mark_of(line: Line) -> SecrecyMark | None:
    """The mark that the words of a line are, wherever it stands: alone, spaced out, in a frame, after ``ĐỘ MẬT:``."""
    words, labelled = _without_label(line.text.split())
    letters, framed = _without_frame("".join(_without_urgency(words)))
    if not letters.isalpha() or len(letters) > LONGEST:
        return None
    capitals = _in_capitals(letters) or (labelled and letters[0].isupper())
    if not capitals and not framed:
        return None
    exact = _BY_LETTERS.get(letters.upper())
    degree = exact or _BY_FOLDED.get(_repaired(fold(letters)) if framed else fold(letters))
    return SecrecyMark(degree, line.box, capitals and exact is not None) if degree else None


# --- the words of the line -----------------------------------------------------------------------------------------


def _without_label(words: list[str]) -> tuple[list[str], bool]:
    for place, word in enumerate(words, 1):
        if word.endswith(":"):
            label = " ".join(words[:place]).strip(f"{FRAME}: ").lower()
            return (words[place:], True) if label in LABELS else (words, False)
    return words, False


def _without_urgency(words: list[str]) -> list[str]:
    plain = [word.strip(FRAME).lower() for word in words]
    for urgency in (text.split() for text in URGENCY):
        count = len(urgency)
        if plain[-count:] == urgency:
            return words[:-count]
        if plain[:count] == urgency:
            return words[count:]
    return words


def _without_frame(text: str) -> tuple[str, bool]:
    """The letters within, and whether the sides of a frame were read beside them."""
    framed = text[:1] in SIDES or text[-1:] in SIDES
    inner = text.strip(FRAME)
    return (inner.strip(f"{FRAME}Il1!") if framed else inner), framed


def _repaired(folded: str) -> str:
    """What a tight frame does to the letters, undone: W for M, R for T, one letter twice."""
    plain = folded.translate(_LOOKALIKES)
    return "".join(letter for letter, _ in groupby(plain))


def _in_capitals(letters: str) -> bool:
    """Mostly: recognition mixes capital and small letters that differ in size only."""
    return sum(letter.isupper() for letter in letters) * 2 > len(letters)


# --- the room round it ---------------------------------------------------------------------------------------------


def _alone(mark: SecrecyMark, others: Sequence[Line]) -> bool:
    in_head = mark.box.y + mark.box.h / 2 <= HEAD
    if any(mark_of(other) and _beside(mark.box, other.box) for other in others):
        return False  # degrees side by side are boxes to tick, or a table of them
    if not in_head and (not mark.exact or any(_beside(mark.box, other.box) for other in others)):
        return False
    return not any(_one_text(mark, other) for other in others)


def _beside(box: Box, other: Box) -> bool:
    """Whether two lines share a row: the middle of either lies within the other's height."""
    middle, other_middle = box.y + box.h / 2, other.y + other.h / 2
    return other.y <= middle <= other.y + other.h or box.y <= other_middle <= box.y + box.h


def _one_text(mark: SecrecyMark, other: Line) -> bool:
    """Whether ``other`` and the mark's line are two lines of one title: BẢO over MẬT, TIỀN over MẶT."""
    above = other.box.y < mark.box.y
    if not _close(mark.box, other.box) or not _in_capitals("".join(filter(str.isalpha, other.text))):
        return False
    if not mark.exact:
        tall, small = max(mark.box.h, other.box.h), min(mark.box.h, other.box.h)
        return small >= ALIKE * tall
    word = other.words[-1 if above else 0].text.strip(FRAME).lower()
    return word in (BEFORE_MAT if above else AFTER_MAT)


def _close(box: Box, other: Box) -> bool:
    """Whether one lies right above the other, with less than `ROOM` between."""
    overlap = min(box.x + box.w, other.x + other.w) - max(box.x, other.x)
    gap = max(box.y, other.y) - min(box.y + box.h, other.y + other.h)
    return overlap > 0 and gap < ROOM * max(box.h, other.h)
