"""The kind of paper in capitals under the head, and what it is about; of an official letter the ``V/v`` on the left."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile

from ocr.fields.evidence import field_of
from ocr.fields.layout import Layout
from ocr.fields.slips import listed, nearest
from ocr.fields.strips import Strip, bare
from ocr.fields.values import FieldName, PaperField

KINDS = listed(
    "NGHỊ QUYẾT|QUYẾT ĐỊNH|CHỈ THỊ|QUY CHẾ|QUY ĐỊNH|THÔNG CÁO|THÔNG BÁO|HƯỚNG DẪN|CHƯƠNG TRÌNH|KẾ HOẠCH|"
    "PHƯƠNG ÁN|ĐỀ ÁN|DỰ ÁN|BÁO CÁO|BIÊN BẢN|TỜ TRÌNH|HỢP ĐỒNG|CÔNG ĐIỆN|BẢN GHI NHỚ|BẢN THỎA THUẬN|GIẤY ỦY QUYỀN|"
    "GIẤY MỜI|GIẤY GIỚI THIỆU|GIẤY NGHỈ PHÉP|PHIẾU GỬI|PHIẾU CHUYỂN|PHIẾU BÁO|THƯ CÔNG|GIẤY PHÉP|GIẤY CHỨNG NHẬN|"
    "GIẤY XÁC NHẬN|ĐƠN ĐỀ NGHỊ|GIẤY ĐỀ NGHỊ|VĂN BẢN ĐỀ NGHỊ|ĐƠN ĐĂNG KÝ|ĐĂNG KÝ|TỜ KHAI|BẢN CAM KẾT|BẢN KÊ|"
    "DANH SÁCH|THỂ LỆ|BIÊN LAI|ĐƠN XIN|CHỨNG CHỈ|GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ|PHIẾU YÊU CẦU BỔ SUNG|"
    "GIẤY ĐĂNG KÝ|BẢNG KÊ|NỘI QUY|ĐIỀU LỆ|SƠ YẾU LÝ LỊCH|"
    "PHIẾU TỪ CHỐI TIẾP NHẬN|NGHỊ ĐỊNH|THÔNG TƯ|BẢN SAO|PHIẾU KIỂM SOÁT|DANH MỤC|GIẤY BIÊN NHẬN|HỒ SƠ"
)
"""Names of kinds: Appendix III of Nghị định 30/2020/NĐ-CP, and what desks see besides."""
_BY_LETTERS = {bare(kind).replace(" ", ""): kind for kind in KINDS}
MOST_WORDS = max(len(kind.split()) for kind in KINDS)
"""Of a kind."""
LIKE_KIND = 85.0
"""Likeness (0-100) of a misread kind: one letter in seven."""
TITLE_ENDS = 0.55
"""Fraction of the height above which a title stands."""
CENTRED = 0.13
"""Fraction of the width by which the middle of a title may miss the middle of the text."""
IN_CAPITALS = 0.7
"""Share of capitals from which a line is set in them."""
MOST_LINES = 6
"""Of an abstract."""
NEXT_LINE = 2.3
"""Times the height of a line: the next line of one text begins no further below its top."""
_DIRECTIVE = r"(?:cac|luat|nghi|quyet dinh|chi (?:thi|dao)|cong (?:van|dien)|ke hoach|thong|van ban|y kien|quy|su) "
"""What a body carries out that begins with it; a notice may be about carrying out something else."""
_BODY = re.compile(
    rf"\W*(?:kinh gui|can cu|thuc hien {_DIRECTIVE}|xet|theo|ten |dieu 1|so\s?:|thuong nhan|ho va ten|\(|\d|-)"
)
_V_V = re.compile(r"\W?v\s?[/i1l|]\s?[vy]\W?\s?")


def title_fields(layout: Layout) -> list[PaperField]:
    """Kind and abstract of the paper."""
    letter = _letter_abstract(layout)
    if letter:
        return [letter]
    found = next(((strip, at) for strip in layout.strips if (at := _kind_at(strip, layout))), None)
    if not found:
        return []
    strip, (kind, length) = found
    words = strip.within(0, length)
    named = field_of(FieldName.KIND, kind, strip.text[:length], words, "title", True, believed=True)
    following = _about(strip, layout)
    rest = strip.text[length:].strip(" :-")
    parts = [rest] if rest else []
    said = [*parts, *(each.text for each in following)]
    if not said:
        return [named]
    spoken = [*(strip.within(length + 1, len(strip.text)) if rest else ()), *(w for s in following for w in s.words)]
    raw = " ".join(said)
    # Nothing vouches for what prose says: it is never certain.
    abstract = field_of(FieldName.ABSTRACT, raw.strip(" ./"), raw, spoken, "title", bool(following), believed=False)
    return [named, abstract]


def _kind_at(strip: Strip, layout: Layout) -> tuple[str, int] | None:
    """The kind of paper that a strip begins with, and how many letters of it that is."""
    below = layout.country.box.y if layout.country else 0.0
    if not below <= strip.box.y < TITLE_ENDS or strip.capitals < 0.4 or abs(strip.centre - 0.53) > CENTRED:
        return None
    words = strip.text.split()
    for count in range(min(len(words), MOST_WORDS), 0, -1):
        text = " ".join(words[:count])
        squeezed = re.sub(r"[^a-z]", "", bare(text))
        known = squeezed if squeezed in _BY_LETTERS else None
        if not known and len(squeezed) >= 6:
            known = nearest(squeezed, tuple(_BY_LETTERS), LIKE_KIND)
        if known and sum(letter.isupper() for letter in text) > len(squeezed) * 0.8:
            return _BY_LETTERS[known], len(text)
    return None


def _about(title: Strip, layout: Layout) -> list[Strip]:
    """The centred lines right under the title."""
    below = sorted((s for s in layout.strips if s.box.y > title.box.y + title.box.h / 2), key=lambda s: s.box.y)
    about: list[Strip] = []
    last = title
    for strip in below[:MOST_LINES]:
        near = strip.box.y - last.box.y <= NEXT_LINE * max(strip.box.h, last.box.h, title.box.h)
        other = about and strip.capitals > IN_CAPITALS > about[-1].capitals  # who decides, in capitals
        if not near or other or abs(strip.centre - title.centre) > CENTRED / 2 or _begins_the_body(strip):
            break
        about.append(strip)
        last = strip
    return about


def _begins_the_body(strip: Strip) -> bool:
    return not strip.text[0].islower() and _BODY.match(strip.bare) is not None


def _letter_abstract(layout: Layout) -> PaperField | None:
    left = layout.left_head
    first = next((place for place, strip in enumerate(left) if _V_V.match(strip.bare)), None)
    if first is None:
        return None
    strips = [left[first], *_column(left[first:])]
    words = [word for strip in strips for word in strip.words]
    raw = " ".join(strip.text for strip in strips)
    value = raw[_label_end(raw) :].strip(" .;/")
    if not value:
        return None
    return field_of(FieldName.ABSTRACT, value, raw, words, "letter_abstract", True, believed=False)


def _label_end(raw: str) -> int:
    found = _V_V.match(bare(raw))
    return found.end() if found else 0


def _column(strips: Sequence[Strip]) -> list[Strip]:
    """The lines under the first that go on with it."""
    pairs = pairwise(strips)
    kept = takewhile(
        lambda p: p[1].box.y - p[0].box.y <= 2 * max(p[0].box.h, p[1].box.h) and p[1].capitals < 0.7, pairs
    )
    return [below for _, below in kept]
