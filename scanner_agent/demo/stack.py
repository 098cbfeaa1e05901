"""The stack that `sohoa demo` puts on the scanner: twelve sides of three cases, and the records of those cases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from ocr.page import Box
from scanner_agent.demo import liquor, petrol, promotion
from scanner_agent.demo.paper import Drawing
from scanner_agent.demo.wear import Turn, Wear, scan

PROMOTION, PETROL, LIQUOR = "H26.12-260804-0583", "H26.12-260804-0591", "H26.12-260804-0602"


@dataclass(frozen=True, slots=True)
class DemoSheet:
    """One side of a sheet as the scanner delivered it, and what is true of it."""

    case: str
    """Dossier code."""
    name: str
    """File name, as a scanner counts."""
    jpeg: bytes = field(repr=False)
    truth: tuple[str, ...]
    """The printed lines; the words of seals are not among them."""
    rotation: Turn
    """Clockwise degrees that set the page upright."""
    skew: float
    """Clockwise degrees that straighten it after that."""
    dpi: int
    seal: Box | None
    """Where the seal is on the upright, straight page."""
    blank: bool


@dataclass(frozen=True, slots=True)
class _Side:
    """What lies in the stack: a drawing, or the blank back of one, and what the scanner does to it."""

    case: str
    draw: Callable[[int, int], Drawing]
    dpi: int = 200
    rotation: Turn = 0
    skewed: bool = True
    back: bool = False


_STACK = (
    _Side(PROMOTION, promotion.notice_front),
    _Side(PROMOTION, promotion.notice_back),
    _Side(PROMOTION, promotion.goods, rotation=180),
    _Side(PROMOTION, promotion.goods, back=True),
    _Side(PETROL, petrol.application, dpi=300),
    _Side(PETROL, petrol.application, dpi=300, back=True),
    _Side(PETROL, petrol.equipment, rotation=90),
    _Side(PETROL, petrol.supply_contract, skewed=False),
    _Side(LIQUOR, liquor.application),
    _Side(LIQUOR, liquor.introduction, rotation=180),
    _Side(LIQUOR, liquor.introduction, rotation=180, back=True),
    _Side(LIQUOR, liquor.commitment),
)

_CASES = (
    (
        PROMOTION,
        "2.000033",
        "Công ty TNHH Thương mại Vạn Lạc Phát",
        "2026-08-04T08:20:00+07:00",
        "2026-08-07T17:00:00+07:00",
    ),
    (
        PETROL,
        "2.000648",
        "Công ty cổ phần Xăng dầu Hồng Giang Lộc",
        "2026-08-04T09:05:00+07:00",
        "2026-09-03T17:00:00+07:00",
    ),
    (
        LIQUOR,
        "2.001624",
        "Công ty TNHH Rượu vang Đồi Hoa Sim",
        "2026-08-04T09:40:00+07:00",
        "2026-08-18T17:00:00+07:00",
    ),
)


def case_rows() -> list[dict[str, str]]:
    """The three cases as `cases import` reads them."""
    columns = ("code", "procedure", "applicant", "received_at", "due_at", "status", "handling_unit")
    rest = ("Đang giải quyết", "Phòng Quản lý thương mại")
    return [dict(zip(columns, (*case, *rest), strict=True)) for case in _CASES]


def draw_stack(seed: int = 1) -> list[DemoSheet]:
    """The sides in the order in which they lie in the feeder; the same seed gives the same bytes.

    Raises `MissingFont` where no typeface with the Vietnamese letters is installed.
    """
    random = np.random.default_rng(seed)
    return [_sheet(side, number, random) for number, side in enumerate(_STACK, start=1)]


def _sheet(side: _Side, number: int, random: np.random.Generator) -> DemoSheet:
    front = side.draw(side.dpi, number - side.back)
    skew = round(float(random.uniform(0.6, 3.2) * random.choice([-1, 1])), 2) if side.skewed else 0.0
    wear = Wear(
        rotation=side.rotation,
        skew=skew,
        noise=float(random.uniform(3.5, 6.5)),
        blur=float(random.uniform(0.55, 0.9)),
        shade=float(random.uniform(0.04, 0.12)),
        show_through=0.07 if side.back else 0.0,
        quality=int(random.integers(68, 80)),
    )
    drawing = Drawing.blank(side.dpi) if side.back else front
    return DemoSheet(
        case=side.case,
        name=f"SCN_{number:04}.jpg",
        jpeg=scan(drawing, wear, int(random.integers(2**31)), other_side=front if side.back else None),
        truth=drawing.lines,
        rotation=side.rotation,
        skew=skew,
        dpi=side.dpi,
        seal=drawing.seal,
        blank=side.back,
    )
