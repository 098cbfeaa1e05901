"""Names of agencies, known and set right: a misread ``BAN CHÍ ĐẠO`` or ``SO CONG THUONG`` is no other agency's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from ocr.fields.slips import listed, nearest
from ocr.fields.strips import bare

_DEPARTMENTS = listed(
    "CÔNG THƯƠNG|TÀI CHÍNH|NỘI VỤ|TƯ PHÁP|XÂY DỰNG|Y TẾ|KHOA HỌC VÀ CÔNG NGHỆ|GIÁO DỤC VÀ ĐÀO TẠO|NGOẠI VỤ|"
    "DU LỊCH|NÔNG NGHIỆP VÀ MÔI TRƯỜNG|NÔNG NGHIỆP VÀ PHÁT TRIỂN NÔNG THÔN|TÀI NGUYÊN VÀ MÔI TRƯỜNG|"
    "GIAO THÔNG VẬN TẢI|KẾ HOẠCH VÀ ĐẦU TƯ|LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI|THÔNG TIN VÀ TRUYỀN THÔNG|"
    "VĂN HÓA, THỂ THAO VÀ DU LỊCH|DÂN TỘC VÀ TÔN GIÁO|QUY HOẠCH - KIẾN TRÚC"
)
_MINISTRIES = listed("CÔNG THƯƠNG|TÀI CHÍNH|NỘI VỤ|TƯ PHÁP|XÂY DỰNG|Y TẾ|CÔNG AN|QUỐC PHÒNG|NGOẠI GIAO")
_OTHERS = listed(
    "CHÍNH PHỦ|VĂN PHÒNG CHÍNH PHỦ|ỦY BAN NHÂN DÂN|UBND|HỘI ĐỒNG NHÂN DÂN|HĐND|THANH TRA|BAN QUẢN LÝ|BAN CHỈ ĐẠO|"
    "VĂN PHÒNG|CỤC QUẢN LÝ THỊ TRƯỜNG|CHI CỤC QUẢN LÝ THỊ TRƯỜNG|CỤC THUẾ|CHI CỤC THUẾ|CÔNG AN|PHÒNG KINH TẾ|"
    "PHÒNG ĐĂNG KÝ KINH DOANH|PHÒNG QUẢN LÝ THƯƠNG MẠI|PHÒNG QUẢN LÝ NĂNG LƯỢNG|VĂN PHÒNG SỞ|"
    "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG|TRUNG TÂM KHUYẾN CÔNG|BAN QUẢN LÝ CÁC KHU CÔNG NGHIỆP|THỦ TƯỚNG CHÍNH PHỦ"
)
_FIRMS = listed(
    "CÔNG TY|TỔNG CÔNG TY|CÔNG TY CỔ PHẦN|CÔNG TY TNHH|CÔNG TY TNHH MỘT THÀNH VIÊN|DOANH NGHIỆP TƯ NHÂN|"
    "HỢP TÁC XÃ|HỘ KINH DOANH|CHI NHÁNH|NHÀ MÁY|TẬP ĐOÀN|CỬA HÀNG|NGÂN HÀNG|TRƯỜNG|BỆNH VIỆN|VIỆN|HỘI|BAN|PHÒNG|"
    "CỤC|CHI CỤC"
)
_PROVINCES = listed(
    "AN GIANG|BÀ RỊA - VŨNG TÀU|BẮC GIANG|BẮC KẠN|BẠC LIÊU|BẮC NINH|BẾN TRE|BÌNH ĐỊNH|BÌNH DƯƠNG|BÌNH PHƯỚC|"
    "BÌNH THUẬN|CÀ MAU|CAO BẰNG|ĐẮK LẮK|ĐẮK NÔNG|ĐIỆN BIÊN|ĐỒNG NAI|ĐỒNG THÁP|GIA LAI|HÀ GIANG|HÀ NAM|HÀ TĨNH|"
    "HẢI DƯƠNG|HẬU GIANG|HÒA BÌNH|HƯNG YÊN|KHÁNH HÒA|KIÊN GIANG|KON TUM|LAI CHÂU|LẠNG SƠN|LÀO CAI|LÂM ĐỒNG|"
    "LONG AN|NAM ĐỊNH|NGHỆ AN|NINH BÌNH|NINH THUẬN|PHÚ THỌ|PHÚ YÊN|QUẢNG BÌNH|QUẢNG NAM|QUẢNG NGÃI|QUẢNG NINH|"
    "QUẢNG TRỊ|SÓC TRĂNG|SƠN LA|TÂY NINH|THÁI BÌNH|THÁI NGUYÊN|THANH HÓA|THỪA THIÊN HUẾ|TIỀN GIANG|TRÀ VINH|"
    "TUYÊN QUANG|VĨNH LONG|VĨNH PHÚC|YÊN BÁI"
)
_CITIES = listed("HÀ NỘI|HẢI PHÒNG|ĐÀ NẴNG|HUẾ|CẦN THƠ|HỒ CHÍ MINH")

LIKE_NAME = 89.0
"""Likeness (0-100) from which a line is a known name misread: one letter wrong in a name of ten."""
LEAST_LETTERS = 8
"""Of a name that may be misread: shorter ones are too like each other."""
REMEMBERED = 1024
"""Lines whose names are kept: the papers of a desk come from few agencies."""
PROVINCES = (*_PROVINCES, *_CITIES)
_PLACES = (*(f"TỈNH {name}" for name in _PROVINCES), *(f"THÀNH PHỐ {name}" for name in _CITIES))
_KINDS = (*(f"SỞ {name}" for name in _DEPARTMENTS), *(f"BỘ {name}" for name in _MINISTRIES), *_OTHERS)
_STARTS = re.compile(
    r"(?:so|bo|uy ban|u?bnd|ubnd|cuc|chi cuc|tong cuc|phong|ban|van phong|trung tam|cong ty|tong cong ty|tap doan|"
    r"doanh nghiep|hop tac xa|ho kinh doanh|chi nhanh|nha may|hoi dong|hdnd|thanh tra|cong an|vien|truong|hoi|"
    r"chinh phu|thu tuong|cua hang|ngan hang|benh vien)\b"
)
_FIRM = re.compile(r"(?:tong )?cong ty|doanh nghiep|hop tac xa|ho kinh doanh|nha may|tap doan|cua hang|chi nhanh")


@dataclass(frozen=True, slots=True)
class AgencyName:
    """One line of a name as it should be."""

    text: str
    known: bool
    """Every word of it is of a known name; False: at least part of it stands as it was read."""


def starts_a_name(line: str) -> bool:
    """Whether a line of a head begins another agency's name, and does not go on with that above it."""
    return _STARTS.match(bare(set_right(line).text)) is not None


def is_firm(name: str) -> bool:
    """Whether a name is that of a business."""
    return _FIRM.match(bare(name)) is not None


@lru_cache(REMEMBERED)
def set_right(line: str) -> AgencyName:
    """A line of a head with the known names in it set right; capitals."""
    squeezed = _squeezed(line)
    whole = _known(squeezed, _whole_names())
    if whole:
        return AgencyName(whole, True)
    words = line.split()
    for count in range(min(len(words) - 1, 8), 0, -1):
        start = _known(_squeezed(" ".join(words[:count])), _beginnings())
        if start and len(start.split()) == count:
            return AgencyName(" ".join([start, *words[count:]]), False)
    return AgencyName(line, False)


@lru_cache(REMEMBERED)
def province(text: str) -> str | None:
    """The province or city that ``text`` names, marks or one letter aside; None for others."""
    return _known(_squeezed(text), _provinces(), least=6)


def initials(name: str) -> str:
    """The first letters of its words, figures whole: ``BCĐ138``."""
    words = re.findall(r"[^\W\d_]+|\d+", name.upper())
    return "".join(word if word.isdigit() or word in _ABBREVIATED else _plain(word[0]) for word in words)


_ABBREVIATED = {"UBND", "HĐND", "TNHH"}


def _plain(letter: str) -> str:
    """Abbreviations keep Đ and drop the marks of vowels."""
    return letter if letter == "Đ" else bare(letter).upper()


def _squeezed(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", bare(text))


def _known(squeezed: str, names: dict[str, str], least: int = LEAST_LETTERS) -> str | None:
    if squeezed in names or len(squeezed) < least - 1:
        return names.get(squeezed)
    found = nearest(squeezed, [name for name in names if len(name) >= least], LIKE_NAME)
    return names[found] if found else None


@cache
def _whole_names() -> dict[str, str]:
    names = [*_KINDS, *_PLACES, *_CITIES, *_PROVINCES]
    names += [f"{kind} {place}" for kind in _KINDS for place in (*_PLACES, *_CITIES)]
    return {_squeezed(name): name for name in names}


@cache
def _beginnings() -> dict[str, str]:
    return {_squeezed(name): name for name in (*_KINDS, *_FIRMS)}


@cache
def _provinces() -> dict[str, str]:
    return {_squeezed(name): name.title() for name in PROVINCES}
