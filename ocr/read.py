"""How a page is read, from its stored image to its words in reading order.

pixels → the print without its stamps → blank? → which way up? → straight → recognition, of red print too →
barcodes → reading order.
The shape of the lines says which way up a page is, almost always rightly and for a twentieth of a second; where the
words that come out are doubtful and the shape was too, the page is read the other ways up as well and the best
reading stands. Words that came out doubtful are read once more by a better model.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Self, cast

import cv2
import numpy as np
import numpy.typing as npt

from config.settings import ReadingSettings
from ocr.barcode import read_barcodes
from ocr.decode import pixels
from ocr.engine import Engine, RawLine, RawWord
from ocr.image.blank import is_blank
from ocr.image.canvas import Canvas, canvas, draw, overview
from ocr.image.ink import has_stamp_ink, print_layer, red_ink
from ocr.image.profile import OVERVIEW_DPI, TextInk, text_ink
from ocr.image.red_print import STAMP_FRAME, has_red_print, red_layer
from ocr.image.rules import without_rules
from ocr.image.seal import Seal, find_seals
from ocr.image.skew import Skew, glance, measured, straightening
from ocr.image.upright import Posture, posture
from ocr.page import Barcode, Box, ImageInfo, Line, PageImage, PageReading, PageState, QuarterTurn, Word
from ocr.text.order import reading_order
from ocr.text.second_look import look_again

PIPELINE = "2"
"""Goes up whenever a step changes what is read, so that old readings can be told from new ones."""

LEAST_SKEW = 0.2
"""Degrees below which the pixels are left alone: recognition is as good, and the image stays as it was scanned."""
DOUBTFUL = 0.72
"""Mean confidence below which a page may lie the wrong way up; print the wrong way up stays below 0.6."""
BETTER = 1.25
"""How many times more another way up must give than the first one."""
SURE_RED = 0.5
"""Confidence from which words of the red layer are believed: what is left of a stamp comes out below."""
FINE_PRINT = 12.0
"""Pixels at `OVERVIEW_DPI` of the median letter below which print is finer than about 9 points."""
CLEAR_AXIS, CLEAR_SIDE = 1.5, 0.1
"""Margins of `Posture` above which the shape of the lines is believed whatever the words look like."""


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """What may be chosen in reading a page."""

    dpi: int = 200
    """Resolution at which it is recognised."""
    turn: QuarterTurn | None = None
    """Clockwise degrees that set it upright, where a person said so; None: to be found out."""

    @classmethod
    def of(cls, settings: ReadingSettings) -> Self:
        """The options that the settings name."""
        return cls(dpi=settings.dpi)


def read_page(image: PageImage, engine: Engine, options: ReadingOptions) -> PageReading:
    """Reads one side of a sheet: state, turn, skew, seals, barcodes and words in reading order.

    Pure but for the engine: the same image, engine and options give the same reading. Raises what `pixels` raises
    on bytes that are no image, and `RecognitionTimeout` and `RecognitionFailed` of the engine.
    """
    source = pixels(image)
    look = _look_at(source, image.info)
    if is_blank(look.layer, look.red, OVERVIEW_DPI):
        return _blank(image.info, image.info.turn if options.turn is None else options.turn, engine)
    first = _read(source, image.info, look.turn if options.turn is None else options.turn, look, engine, options)
    best = first
    if options.turn is None and look.may_lie_otherwise and first.doubtful:
        others = [_read(source, image.info, turn, look, engine, options) for turn in look.other_turns()]
        best = max(others, key=lambda reading: reading.weight)
        if best.weight <= BETTER * first.weight:
            best = first
    return _page_reading(best.looked_at_again(engine), engine)


# --- looking at the whole page -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Look:
    """What a glance at the page shows, at `OVERVIEW_DPI` and as the source lies."""

    layer: npt.NDArray[np.uint8]
    red: npt.NDArray[np.uint8]
    seals: list[Seal]
    red_print: bool
    ink: TextInk
    posture: Posture | None
    hint: QuarterTurn

    @property
    def turn(self) -> QuarterTurn:
        """The turn that is tried first: what the lines show, else what the file says."""
        return self.posture.turn if self.posture else self.hint

    @property
    def may_lie_otherwise(self) -> bool:
        """Whether the shape of the lines leaves room for doubt."""
        seen = self.posture
        return seen is None or seen.axis_margin < CLEAR_AXIS or seen.side_margin < CLEAR_SIDE

    def other_turns(self) -> list[QuarterTurn]:
        """The turns that are tried after the first one."""
        axis_clear = self.posture is not None and self.posture.axis_margin >= CLEAR_AXIS
        steps = (180,) if axis_clear else (180, 90, 270)
        return [cast(QuarterTurn, (self.turn + step) % 360) for step in steps]


def _look_at(source: npt.NDArray[np.uint8], info: ImageInfo) -> _Look:
    small = overview(source, info, OVERVIEW_DPI)
    layer = print_layer(small)
    ink, red = text_ink(layer), red_ink(small)
    seals = find_seals(red, OVERVIEW_DPI)
    return _Look(layer, red, seals, has_red_print(red, seals, OVERVIEW_DPI), ink, posture(ink), info.turn)


def _seal_boxes(look: _Look, page: Canvas, info: ImageInfo) -> tuple[Box, ...]:
    sx, sy = info.dpi_x / OVERVIEW_DPI, info.dpi_y / OVERVIEW_DPI
    return tuple(
        page.box_of_source(seal.left * sx, seal.top * sy, seal.right * sx, seal.bottom * sy) for seal in look.seals
    )


# --- reading it one way up -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Reading:
    """What came of reading the page one way up."""

    turn: QuarterTurn
    skew: float | None
    page: Canvas
    scale: float
    print: npt.NDArray[np.uint8] = field(repr=False)
    """The image that was recognised, at ``dpi``."""
    dpi: int
    lines: list[RawLine]
    barcodes: tuple[Barcode, ...]
    seals: tuple[Box, ...]

    @property
    def weight(self) -> float:
        """Letters read, each by the confidence of its word; Tesseract reads print that lies on its side, too."""
        return sum(len(w.text) * w.confidence for line in self.lines for w in line if not _on_its_side(w))

    @property
    def doubtful(self) -> bool:
        """Whether the words look like those of a page that lies the wrong way up."""
        letters = sum(len(word.text) for line in self.lines for word in line)
        return letters == 0 or self.weight < DOUBTFUL * letters

    def looked_at_again(self, engine: Engine) -> Self:
        """The same with its doubtful words read a second time."""
        return replace(self, lines=look_again(self.lines, self.print, self.dpi, engine))


def _on_its_side(word: RawWord) -> bool:
    return len(word.text) >= 3 and word.height > 1.5 * (word.right - word.left)


def _read(
    source: npt.NDArray[np.uint8],
    info: ImageInfo,
    turn: QuarterTurn,
    look: _Look,
    engine: Engine,
    options: ReadingOptions,
) -> _Reading:
    upright = look.ink
    for _ in range(turn // 90):
        upright = upright.turned()
    skew = straightening(_skew(upright, look.posture, turn))
    page = canvas(info, turn, skew if skew is not None and abs(skew) >= LEAST_SKEW else 0.0)
    dpi = _reading_dpi(upright, info, options)
    drawn = draw(_needed_channels(source), page, dpi)
    grey = print_layer(drawn)
    ruleless = without_rules(grey, dpi)
    lines = engine.recognise(ruleless, dpi)
    seals = _seal_boxes(look, page, info)
    if look.red_print and drawn.ndim == 3:
        lines = lines + _red_words(engine.recognise(without_rules(red_layer(drawn, seals), dpi, STAMP_FRAME), dpi))
    return _Reading(turn, skew, page, dpi / page.dpi, ruleless, dpi, reading_order(lines), read_barcodes(grey), seals)


def _red_words(lines: list[RawLine]) -> list[RawLine]:
    """Those lines of the red layer that are words and not the remains of a stamp."""
    believed = [[word for word in line if word.confidence >= SURE_RED] for line in lines]
    return [line for line in believed if max((len(word.text) for word in line), default=0) >= 2]


def _skew(upright: TextInk, seen: Posture | None, turn: QuarterTurn) -> Skew | None:
    """The skew along the lines as ``turn`` lays them: known already where the posture was judged along them."""
    if seen is not None and (seen.turn - turn) % 180 == 0:
        return seen.skew
    glimpse = glance(upright)
    return measured(upright, glimpse) if glimpse else None


def _reading_dpi(upright: TextInk, info: ImageInfo, options: ReadingOptions) -> int:
    """Fine print is read at half as much again, as far as the scan has it to give."""
    if not 0 < upright.letter_height < FINE_PRINT:
        return options.dpi
    return round(min(max(options.dpi, info.dpi), 1.5 * options.dpi))


def _needed_channels(source: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """Grey pages that a scanner stored as colour need one channel only: drawing three costs three times as much."""
    if source.ndim == 3 and not has_stamp_ink(source[::8, ::8]):
        return np.asarray(cv2.extractChannel(source, 0), np.uint8)
    return source


# --- what is handed back -------------------------------------------------------------------------------------------


def _blank(info: ImageInfo, turn: QuarterTurn, engine: Engine) -> PageReading:
    page = canvas(info, turn)
    return PageReading(
        state=PageState.BLANK,
        width=page.width,
        height=page.height,
        dpi=page.dpi,
        rotation=turn,
        skew_degrees=None,
        skew_applied=False,
        to_page=page.to_page,
        engine=engine.identity,
        pipeline=PIPELINE,
    )


def _page_reading(reading: _Reading, engine: Engine) -> PageReading:
    lines = tuple(
        Line(
            tuple(
                Word(
                    word.text,
                    reading.page.box(word.left, word.top, word.right, word.bottom, reading.scale),
                    round(word.confidence, 4),
                )
                for word in line
            )
        )
        for line in reading.lines
    )
    page = reading.page
    return PageReading(
        state=PageState.OK if lines else PageState.NO_TEXT,
        width=page.width,
        height=page.height,
        dpi=page.dpi,
        rotation=reading.turn,
        skew_degrees=None if reading.skew is None else round(reading.skew, 3),
        skew_applied=reading.skew is not None and abs(reading.skew) >= LEAST_SKEW,
        to_page=page.to_page,
        engine=engine.identity,
        pipeline=PIPELINE,
        lines=lines,
        barcodes=reading.barcodes,
        seals=reading.seals,
    )
