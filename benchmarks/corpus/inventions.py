"""Names, firms, places, numbers: invented as real ones are made. Every function draws from ``random`` alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import accumulate
from random import Random


def _listed(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_FAMILIES = {
    "Nguyễn": 38, "Trần": 12, "Lê": 10, "Phạm": 7, "Hoàng": 3, "Huỳnh": 3, "Phan": 5, "Vũ": 2, "Võ": 2, "Đặng": 2,
    "Bùi": 2, "Đỗ": 2, "Hồ": 2, "Ngô": 1, "Dương": 1, "Lý": 1, "Đinh": 1, "Trịnh": 1, "Mai": 1, "Tạ": 1, "Lưu": 1,
}  # fmt: skip
"""Family names with the share of people who bear them, in per cent."""
_MIDDLES = _listed(
    "Thị Văn Thị Văn Thị Văn Thị Văn Hữu Đức Minh Ngọc Thanh Quốc Xuân Đình Công Kim Hồng Thu Gia Bảo Anh Hoàng Khánh "
    "Phương Quang Thành Tuấn Trọng Duy Mạnh Bích Mỹ Diệu Thúy Như Cẩm Tấn Phúc Bá Viết Sỹ Nhật Hải Trung Thế Chí Vĩnh"
)
_GIVEN = _listed(
    "Anh An Ánh Bình Bắc Bích Châu Chi Chiến Chung Chương Cường Cúc Dung Dũng Duyên Dương Đào Đạt Đăng Điệp Đông Đoàn "
    "Đức Giang Hà Hạnh Hải Hằng Hân Hậu Hiền Hiếu Hiệp Hoa Hòa Hoàn Hoàng Hồng Hùng Hương Hường Hưng Huệ Huy Huyền "
    "Kiên Kiệt Khải Khang Khánh Khoa Khôi Lan Lâm Liên Linh Loan Long Lộc Lợi Luân Lương Ly Mai Mạnh Minh My Nam Nga "
    "Ngân Nghĩa Ngọc Nguyên Nguyệt Nhàn Nhân Nhi Nhung Oanh Phát Phong Phú Phúc Phụng Phương Phượng Quân Quang Quế "
    "Quỳnh Sang Sáng Sơn Sương Tài Tâm Tân Thái Thanh Thành Thảo Thắm Thắng Thiện Thịnh Thoa Thơ Thu Thuận Thủy Thúy "
    "Thư Thương Tiên Tiến Tín Tình Toàn Toản Trang Trâm Trí Triều Trinh Trọng Trung Trúc Tú Tuấn Tuệ Tùng Tuyền Tuyết "
    "Uyên Vân Việt Vinh Vũ Vương Vy Xuân Xuyến Yên Yến"
)
_LUCK = _listed(
    "An Bảo Bình Cường Đại Đạt Đông Đức Gia Giang Hà Hải Hòa Hoàng Hồng Hưng Kim Khang Lâm Lộc Long Lợi Minh Nam Ngân "
    "Ngọc Nguyên Nhật Phát Phong Phú Phúc Phương Quang Sơn Tâm Tân Tây Thái Thành Thịnh Thuận Tín Tiến Toàn Trường "
    "Tuấn Vạn Việt Vĩnh Vượng Xuân Yên"
)
_FIRMS = (
    "Công ty TNHH Thương mại {}", "Công ty TNHH Một thành viên {}", "Công ty TNHH Thương mại Dịch vụ {}",
    "Công ty cổ phần {}", "Công ty cổ phần Xăng dầu {}", "Công ty TNHH Rượu bia nước giải khát {}",
    "Doanh nghiệp tư nhân {}", "Hộ kinh doanh {}", "Hợp tác xã {}", "Công ty TNHH Sản xuất và Xuất nhập khẩu {}",
)  # fmt: skip
_PLACES = _listed(
    "An Bình Cẩm Châu Đông Hòa Hưng Long Lộc Mỹ Nghĩa Phong Phú Phước Quang Tân Tây Thạnh Thành Thuận Vĩnh"
)
_STREETS = (
    "Bạch Đằng", "Cách Mạng", "Hải Thượng", "Hòa Bình", "Lạc Long", "Ngô Mây", "Thống Nhất", "Trường Sơn", "Tây Sơn",
    "Hùng Vương",
)  # fmt: skip
_BODIES = _listed("NĐ-CP TT-BCT QĐ-UBND TT-VPCP QĐ-TTg NQ-HĐND TTr-SCT BC-SCT TB-SCT GP-SCT GCN-SCT QĐ-BCT CV-SCT")
_LOW, _HIGH = 1, 31
_WEIGHTS = tuple(accumulate(_FAMILIES.values()))
_FAMILY_NAMES = tuple(_FAMILIES)


def pick(random: Random, choices: Sequence[str]) -> str:
    """One of ``choices``, all alike likely."""
    return choices[int(random.random() * len(choices))]


def person(random: Random) -> str:
    """A name of three or four syllables: family, middle, given."""
    family = random.choices(_FAMILY_NAMES, cum_weights=_WEIGHTS)[0]
    middle = [pick(random, _MIDDLES)]
    if random.random() < 0.35:
        middle.append(pick(random, _GIVEN))
    return " ".join([family, *middle, pick(random, _GIVEN)])


def firm(random: Random) -> str:
    """A business with a lucky name of two or three syllables."""
    name = " ".join(random.sample(_LUCK, 3 if random.random() < 0.6 else 2))
    return pick(random, _FIRMS).format(name)


def address(random: Random) -> str:
    """A house, its street and commune."""
    street = pick(random, _STREETS) if random.random() < 0.3 else person(random)
    first, second = random.sample(_PLACES, 2)
    return f"Số {int(random.random() * 480) + 1} đường {street}, xã {first} {second}"


def number(random: Random) -> str:
    """A number as it stands in running text: mostly small, now and then an amount."""
    kind = random.random()
    if kind < 0.75:
        return str(int(_LOW + random.random() * (_HIGH - _LOW)))
    if kind < 0.9:
        return str(int(1990 + random.random() * 37))
    return f"{int(random.random() * 989) + 10}.{int(random.random() * 10) * 100:03d}.000"


def symbol(random: Random) -> str:
    """The number of a document, or a date."""
    if random.random() < 0.4:
        return calendar_day(random)
    year = f"/{int(2004 + random.random() * 22)}" if random.random() < 0.5 else ""
    return f"{int(random.random() * 3200) + 1}{year}/{pick(random, _BODIES)}"


def calendar_day(random: Random) -> str:
    """A day as 04/08/2026."""
    return f"{int(random.random() * 28) + 1:02d}/{int(random.random() * 12) + 1:02d}/{int(1960 + random.random() * 66)}"


def digits(random: Random, count: int) -> str:
    """So many digits, the first not a zero."""
    return str(int((1 + 9 * random.random()) * 10 ** (count - 1)))


def identity_number(random: Random) -> str:
    """Twelve digits as on an identity card: province, century and sex, year of birth, serial (Nghị định 137/2015)."""
    province, year = int(random.random() * 96) + 1, int(random.random() * 60) + 40
    return f"{province:03d}{int(random.random() * 2)}{year:02d}{int(random.random() * 1_000_000):06d}"


def case_code(random: Random, received: date, serial: int, unit: int) -> str:
    """A dossier code in one of the two grammars of `config.codes.case_code`; ``unit`` from 1 to 99."""
    tail = f"{received:%y%m%d}-{serial:04d}"
    return f"H26.{unit}-{tail}" if random.random() < 0.5 else f"000.00.{unit:02d}.H26-{tail}"
