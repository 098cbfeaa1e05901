"""The page model: what is known of a page image, and what was read on it.

Coordinates. *Source pixels* are those of the stored image as its decoder gives them (no Exif turn applied).
*Page pixels* are those of the upright, straightened page, whose canvas is the scan's own size after the quarter
turn, with square pixels. `PageReading.to_page` leads from the first to the second and drives both the warp for
recognition and the matrix that places the image in the PDF. *Boxes* are fractions of the page canvas. A photographed
page is first laid flat (`PageReading.sheet`); its source pixels are then those of the flat sheet.
"""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Any, Literal, Self

from ocr.quality.values import PageMeasures
from ocr.sheet import Sheet

ImageFormat = Literal["jpeg", "png", "tiff"]
ColourMode = Literal["1", "L", "RGB", "CMYK"]
QuarterTurn = Literal[0, 90, 180, 270]
"""Clockwise degrees."""


@dataclass(frozen=True, slots=True)
class ImageInfo:
    """What must be known of a stored page image besides its bytes."""

    format: ImageFormat
    """``jpeg``: the scanner's bytes; ``tiff``: one strip of CCITT G4; ``png``: any other image, lossless."""
    width: int
    height: int
    """Source pixels."""
    mode: ColourMode
    dpi_x: float
    dpi_y: float
    """Source pixels an inch."""
    dpi_stated: bool = True
    """False: the file gave none, or an absurd one, and it was inferred from the paper sizes."""
    turn: QuarterTurn = 0
    """Clockwise degrees by which the container (Exif, PDF /Rotate) says the image is to be shown."""

    def __post_init__(self) -> None:
        if self.width < 1 or self.height < 1 or not (self.dpi_x > 0 and self.dpi_y > 0):
            raise ValueError(f"not an image: {self}")

    @property
    def dpi(self) -> float:
        """Pixels an inch of the page canvas: the finer of the two directions."""
        return max(self.dpi_x, self.dpi_y)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in fractions of the upright page, (0, 0) its top left corner."""

    x: float
    y: float
    w: float
    h: float

    def __post_init__(self) -> None:
        if not (0 <= self.x <= 1 and 0 <= self.y <= 1 and self.w >= 0 and self.h >= 0):
            raise ValueError(f"not a box on the page: {self}")

    @classmethod
    def from_corners(cls, x0: float, y0: float, x1: float, y1: float) -> Self:
        """The box of two opposite corners, clipped to the page, rounded to a hundred-thousandth of it."""
        left, right = sorted((min(max(x0, 0.0), 1.0), min(max(x1, 0.0), 1.0)))
        top, bottom = sorted((min(max(y0, 0.0), 1.0), min(max(y1, 0.0), 1.0)))
        return cls(round(left, 5), round(top, 5), round(right - left, 5), round(bottom - top, 5))

    @classmethod
    def around(cls, boxes: list[Box]) -> Self:
        """The smallest box that holds all of ``boxes`` (at least one)."""
        return cls.from_corners(
            min(b.x for b in boxes),
            min(b.y for b in boxes),
            max(b.x + b.w for b in boxes),
            max(b.y + b.h for b in boxes),
        )

    def as_list(self) -> list[float]:
        """``[x, y, w, h]``, as the commands print it."""
        return [self.x, self.y, self.w, self.h]


@dataclass(frozen=True, slots=True)
class Affine:
    """The map x' = a·x + b·y + c, y' = d·x + e·y + f."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 0.0
    e: float = 1.0
    f: float = 0.0

    def apply(self, x: float, y: float) -> tuple[float, float]:
        """The image of one point."""
        return self.a * x + self.b * y + self.c, self.d * x + self.e * y + self.f

    def then(self, after: Affine) -> Affine:
        """The map that does this one and then ``after``."""
        return Affine(
            after.a * self.a + after.b * self.d,
            after.a * self.b + after.b * self.e,
            after.a * self.c + after.b * self.f + after.c,
            after.d * self.a + after.e * self.d,
            after.d * self.b + after.e * self.e,
            after.d * self.c + after.e * self.f + after.f,
        )

    def inverse(self) -> Affine:
        """The map back. Raises `ZeroDivisionError` where there is none."""
        det = self.a * self.e - self.b * self.d
        a, b, d, e = self.e / det, -self.b / det, -self.d / det, self.a / det
        return Affine(a, b, -(a * self.c + b * self.f), d, e, -(d * self.c + e * self.f))

    @classmethod
    def scale(cls, sx: float, sy: float) -> Self:
        """Multiply x by ``sx`` and y by ``sy``."""
        return cls(a=sx, e=sy)

    @classmethod
    def rotation(cls, clockwise: float, cx: float, cy: float) -> Self:
        """Turn by ``clockwise`` degrees (y points down) round the point (cx, cy)."""
        sin, cos = math.sin(math.radians(clockwise)), math.cos(math.radians(clockwise))
        return cls(cos, -sin, cx - cos * cx + sin * cy, sin, cos, cy - sin * cx - cos * cy)

    @classmethod
    def quarter_turn(cls, clockwise: int, width: float, height: float) -> Self:
        """Turn an image of ``width`` × ``height`` by 0, 90, 180 or 270 degrees clockwise onto a canvas at (0, 0)."""
        turns = {
            0: cls(),
            90: cls(0, -1, height, 1, 0, 0),
            180: cls(-1, 0, width, 0, -1, height),
            270: cls(0, 1, 0, -1, 0, width),
        }
        return turns[clockwise]


@dataclass(frozen=True, slots=True)
class Word:
    """One recognised word: NFC, no white space, never empty."""

    text: str
    box: Box
    confidence: float
    """0-1: the engine's, lower where spelling or neighbours speak against the word."""
    raw: str = ""
    """What the engine read, where the neighbours set its marks right; else empty."""

    def __post_init__(self) -> None:
        if not self.text or any(ch.isspace() for ch in self.text):
            raise ValueError(f"not one word: {self.text!r}")
        if not unicodedata.is_normalized("NFC", self.text):
            raise ValueError(f"not NFC: {self.text!r}")
        if not 0 <= self.confidence <= 1:
            raise ValueError(f"confidence {self.confidence} is not within 0-1")


@dataclass(frozen=True, slots=True)
class Line:
    """Words that stand side by side, left to right."""

    words: tuple[Word, ...]

    def __post_init__(self) -> None:
        if not self.words:
            raise ValueError("a line without words")

    @property
    def text(self) -> str:
        """The words with one space between."""
        return " ".join(word.text for word in self.words)

    @property
    def box(self) -> Box:
        """The smallest box that holds the words."""
        return Box.around([word.box for word in self.words])


@dataclass(frozen=True, slots=True)
class TextLayer:
    """The words that a printed PDF page says it bears: a claim, until it is held against the image (`ocr.printed`)."""

    lines: tuple[Line, ...]
    """In reading order; boxes in fractions of the page image, as it is stored."""
    reader: str
    """What found them, and its version."""

    @property
    def words(self) -> list[Word]:
        """All words in reading order."""
        return [word for line in self.lines for word in line.words]

    def to_dict(self) -> dict[str, Any]:
        """Plain lists and strings; equal layers give equal values."""
        return {"lines": _lines_to_list(self.lines), "reader": self.reader}

    @classmethod
    def from_dict(cls, plain: dict[str, Any]) -> Self:
        """The layer that `to_dict` made ``plain`` of. Raises `ValueError`, `KeyError` or `TypeError` on others."""
        return cls(_lines_of(plain["lines"]), plain["reader"])


@dataclass(frozen=True, slots=True)
class PageImage:
    """One side of a sheet as it will be kept: a complete image file and what is known of it."""

    info: ImageInfo
    data: bytes = field(repr=False)
    flags: tuple[str, ...] = ()
    """What was noticed on the way in, such as ``dpi_inferred`` or ``rendered``."""
    layer: TextLayer | None = None
    """What a PDF page that was drawn says is printed on it; not believed yet."""


@dataclass(frozen=True, slots=True)
class Barcode:
    """A code read on the page."""

    format: str
    """``QRCode``, ``Code128`` or ``Code39``."""
    text: str
    box: Box


class PageState(StrEnum):
    """How far a page has come."""

    WAITING = "waiting"
    OK = "ok"
    BLANK = "blank"
    NO_TEXT = "no_text"
    TIMEOUT = "timeout"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class EngineIdentity:
    """Which recognition read a page: engine, its version, its model (language and a short hash of its file)."""

    name: str
    version: str
    model: str


@dataclass(frozen=True, slots=True)
class PageReading:
    """Everything that was read on one page. `to_dict` and `from_dict` are its stored form."""

    state: PageState
    width: int
    height: int
    """Page pixels of the canvas."""
    dpi: float
    """Page pixels an inch."""
    rotation: QuarterTurn
    """Clockwise degrees that set the source image upright."""
    skew_degrees: float | None
    """Clockwise degrees that straighten the page after that turn; None: unsure, or a blank page."""
    skew_applied: bool
    """Whether `to_page` straightens: a skew too small to matter is measured and left."""
    to_page: Affine
    """From source pixels to page pixels."""
    engine: EngineIdentity
    pipeline: str
    """Version of the steps of this package that made the reading."""
    lines: tuple[Line, ...] = ()
    """In reading order."""
    barcodes: tuple[Barcode, ...] = ()
    seals: tuple[Box, ...] = ()
    """Where seals lie: red, blue or violet."""
    flags: tuple[str, ...] = ()
    measures: PageMeasures | None = None
    """How the page was scanned; None in readings from before it was measured."""
    sheet: Sheet | None = None
    """Where the source is a photograph: its sheet laid flat, whose pixels are the source pixels of `to_page`."""
    turn_sure: bool = True
    """Whether `rotation` was shown by print, or given; False: a guess, for there was hardly anything to read.

    Readings from before it was told apart count as sure; blank pages never are.
    """

    def __post_init__(self) -> None:
        if self.state in (PageState.BLANK, PageState.NO_TEXT) and self.lines:
            raise ValueError(f"a page in state {self.state} has no lines")

    @property
    def text(self) -> str:
        """The lines in reading order, one a row; empty where nothing was read."""
        return "\n".join(line.text for line in self.lines)

    @property
    def words(self) -> list[Word]:
        """All words in reading order."""
        return [word for line in self.lines for word in line.words]

    @property
    def confidence(self) -> float | None:
        """Mean confidence of the words, weighted by their letters; None without words."""
        letters = sum(len(word.text) for word in self.words)
        if not letters:
            return None
        return round(sum(word.confidence * len(word.text) for word in self.words) / letters, 4)

    def to_dict(self) -> dict[str, Any]:
        """Plain lists, numbers and strings; equal readings give equal values."""
        plain = {f.name: getattr(self, f.name) for f in fields(self)}
        return plain | {
            "state": self.state.value,
            "to_page": [getattr(self.to_page, name) for name in "abcdef"],
            "engine": [self.engine.name, self.engine.version, self.engine.model],
            "lines": _lines_to_list(self.lines),
            "barcodes": [[code.format, code.text, *code.box.as_list()] for code in self.barcodes],
            "seals": [box.as_list() for box in self.seals],
            "flags": list(self.flags),
            "measures": self.measures.to_dict() if self.measures else None,
            "sheet": self.sheet.to_list() if self.sheet else None,
        }

    @classmethod
    def from_dict(cls, plain: dict[str, Any]) -> PageReading:
        """The reading that `to_dict` made ``plain`` of. Raises `ValueError`, `KeyError` or `TypeError` on others."""
        return cls(
            **{
                **plain,
                "state": PageState(plain["state"]),
                "to_page": Affine(*plain["to_page"]),
                "engine": EngineIdentity(*plain["engine"]),
                "lines": _lines_of(plain["lines"]),
                "barcodes": tuple(Barcode(b[0], b[1], Box(*b[2:6])) for b in plain["barcodes"]),
                "seals": tuple(Box(*box) for box in plain["seals"]),
                "flags": tuple(plain["flags"]),
                "measures": PageMeasures.from_dict(measures) if (measures := plain.get("measures")) else None,
                "sheet": Sheet.from_list(sheet) if (sheet := plain.get("sheet")) else None,
            }
        )


def _word_to_list(word: Word) -> list[Any]:
    """``[text, x, y, w, h, confidence]``, and what was read at first where that was set right."""
    plain = [word.text, *word.box.as_list(), word.confidence]
    return [*plain, word.raw] if word.raw else plain


def _lines_to_list(lines: tuple[Line, ...]) -> list[list[list[Any]]]:
    return [[_word_to_list(word) for word in line.words] for line in lines]


def _lines_of(plain: list[list[list[Any]]]) -> tuple[Line, ...]:
    return tuple(Line(tuple(Word(w[0], Box(*w[1:5]), *w[5:7]) for w in line)) for line in plain)
