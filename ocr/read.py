"""How a page is read, from its stored image to its words in reading order.

pixels → a photographed sheet laid flat → even light → dots joined to strokes → the print without its stamps → blank, or
only pale? → which way up? → straight → recognition, of stamped words too → barcodes → reading order.
The shape of the lines says which way up a page is, almost always rightly and for a twentieth of a second; where it is
in doubt, a few lines are recognised each way up before the page is read. Words that came out doubtful are read once
more by a better model.
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
from ocr.decode.keep import DPI_INFERRED
from ocr.engine import Engine, RawLine
from ocr.image.blank import is_blank
from ocr.image.borders import scan_edges, without_edges
from ocr.image.canvas import Canvas, canvas, draw, overview
from ocr.image.dots import find_dots, join_dots
from ocr.image.faint import strengthened
from ocr.image.ink import print_layer, red_ink, without_red
from ocr.image.lie import Lie, lie
from ocr.image.light import even, uneven
from ocr.image.marks import Marks, find_marks, paper_white
from ocr.image.marks_lifted import without_marks
from ocr.image.photo import find_sheet, sheet_info, straightened
from ocr.image.profile import OVERVIEW_DPI, TextInk, text_ink
from ocr.image.rules import without_rules
from ocr.image.seal import Seal, seals_among
from ocr.image.upright import Posture, posture
from ocr.page import Barcode, Box, ImageInfo, Line, PageImage, PageReading, PageState, QuarterTurn, Word
from ocr.pale import has_words
from ocr.quality.measures import measure, with_words
from ocr.stamped import stamped_lines
from ocr.text.noise import without_noise
from ocr.text.order import reading_order
from ocr.text.second_look import look_again
from ocr.text.tones import with_likely_marks
from ocr.way_up import WayUp, beyond_doubt, way_up

PIPELINE = "5"
"""Goes up whenever a step changes what is read, so that old readings can be told from new ones."""

PHOTOGRAPHED = "photographed"
"""Flag of a page that is a sheet on a photograph, laid flat for reading and for the file."""
FINE_PRINT = 12.0
"""Pixels at `OVERVIEW_DPI` of the median letter below which print is finer than about 9 points."""
CLEAR_AXIS, CLEAR_SIDE = 2.5, 0.12
"""Margins of `Posture` above which the shape of the lines is believed before a word is read: tables stay below 2.5."""


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """What may be chosen in reading a page."""

    dpi: int = 200
    """Resolution at which it is recognised."""
    turn: QuarterTurn | None = None
    """Clockwise degrees that set it upright, where it is known from elsewhere; None: to be found out."""

    @classmethod
    def of(cls, settings: ReadingSettings) -> Self:
        """The options that the settings name."""
        return cls(dpi=settings.dpi)


def read_page(image: PageImage, engine: Engine, options: ReadingOptions) -> PageReading:
    """Reads one side of a sheet: state, turn, skew, seals, barcodes and words in reading order.

    Pure but for the engine: the same image, engine and options give the same reading. Raises what `pixels` raises
    on bytes that are no image, and `RecognitionTimeout` and `RecognitionFailed` of the engine.
    """
    scan = pixels(image)
    seen = overview(scan, image.info, OVERVIEW_DPI)
    sheet = find_sheet(seen, image.info)
    if sheet is None:
        return _read_flat(scan, seen, image.info, engine, options)
    info, flat = sheet_info(image.info, sheet), straightened(scan, sheet)
    reading = _read_flat(flat, overview(flat, info, OVERVIEW_DPI), info, engine, options)
    return replace(reading, sheet=sheet, flags=(*reading.flags, PHOTOGRAPHED, DPI_INFERRED))


def _read_flat(
    scan: npt.NDArray[np.uint8], seen: npt.NDArray[np.uint8], info: ImageInfo, engine: Engine, options: ReadingOptions
) -> PageReading:
    """The reading of a page that lies flat; ``seen`` is its overview."""
    layer = print_layer(seen)
    measures = measure(seen, layer, info, OVERVIEW_DPI)
    source, small = _in_even_light(*_without_edges(scan, seen), info)
    source, small = _in_strokes(source, small, info)
    look = _look_at(small, layer if small is seen else print_layer(small), info)
    if is_blank(without_red(small), look.red, OVERVIEW_DPI):
        pale = _pale_print(source, small, info, engine, options)
        if pale is None:
            blank = _blank(info, info.turn if options.turn is None else options.turn, engine)
            return replace(blank, measures=measures.of_a_blank())
        source, look, measures = pale.source, pale.look, measures.of_pale_print(pale.contrast)
    reading = _read_upright(source, look, engine, options)
    again = _page_reading(reading.looked_at_again(engine), engine)
    return replace(again, measures=with_words(measures, reading.lines))


def _read_upright(source: npt.NDArray[np.uint8], look: _Look, engine: Engine, options: ReadingOptions) -> _Reading:
    """The page read the way up that a person, its lines or else its words say."""
    if options.turn is not None:
        return _read(source, look.lie(options.turn), look, engine, options)
    told = _way_up(source, look, engine, options) if look.may_lie_otherwise else None
    first = told.lie if told else look.lie(look.turn)
    reading = _read(source, first, look, engine, options)
    if beyond_doubt(reading.lines):
        return reading
    told = told or _way_up(source, look, engine, options)
    if told.lie.turn != first.turn:
        reading = _read(source, told.lie, look, engine, options)
    return replace(reading, sure=told.sure or beyond_doubt(reading.lines))


def _way_up(source: npt.NDArray[np.uint8], look: _Look, engine: Engine, options: ReadingOptions) -> WayUp:
    """How the page lies, told by the words of a few lines."""
    dpi = _reading_dpi(look.ink, look.info, options)
    return way_up(_needed_channels(source, look), (look.lie(turn) for turn in look.turns()), engine, dpi)


# --- looking at the whole page -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Look:
    """What a glance at the page shows, at `OVERVIEW_DPI` and as the source lies."""

    red: npt.NDArray[np.uint8]
    seals: list[Seal]
    marks: Marks
    ink: TextInk
    posture: Posture | None
    info: ImageInfo

    @property
    def turn(self) -> QuarterTurn:
        """The turn that is tried first: what the lines show, else what the file says."""
        return self.posture.turn if self.posture else self.info.turn

    @property
    def may_lie_otherwise(self) -> bool:
        """Whether the shape of the lines leaves room for doubt."""
        seen = self.posture
        return seen is None or seen.axis_margin < CLEAR_AXIS or seen.side_margin < CLEAR_SIDE

    def turns(self) -> list[QuarterTurn]:
        """The turns that come into question, the likeliest first."""
        axis_clear = self.posture is not None and self.posture.axis_margin >= CLEAR_AXIS
        steps = (0, 180) if axis_clear else (0, 180, 90, 270)
        return [cast(QuarterTurn, (self.turn + step) % 360) for step in steps]

    def lie(self, turn: QuarterTurn) -> Lie:
        """How the page lies once it is set up by ``turn``."""
        return lie(self.ink, self.posture, self.info, turn)


def _without_edges(
    source: npt.NDArray[np.uint8], small: npt.NDArray[np.uint8]
) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint8]]:
    """The source and its overview, what lies beyond the sheet painted like paper."""
    edges = scan_edges(small, OVERVIEW_DPI)
    return (without_edges(source, edges), without_edges(small, edges)) if edges.any() else (source, small)


def _in_even_light(
    source: npt.NDArray[np.uint8], small: npt.NDArray[np.uint8], info: ImageInfo
) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint8]]:
    """The source and its overview, shadows taken off where there are any."""
    if info.mode == "1" or not uneven(small):
        return source, small
    lit = even(source, small)
    return lit, overview(lit, info, OVERVIEW_DPI)


def _in_strokes(
    source: npt.NDArray[np.uint8], small: npt.NDArray[np.uint8], info: ImageInfo
) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint8]]:
    """The source and its overview, the dots of a needle printer joined where its print is made of them."""
    dots = find_dots(source, min(info.dpi_x, info.dpi_y))
    if dots is None:
        return source, small
    joined = join_dots(source, dots)
    return joined, overview(joined, info, OVERVIEW_DPI)


def _look_at(small: npt.NDArray[np.uint8], layer: npt.NDArray[np.uint8], info: ImageInfo) -> _Look:
    ink = text_ink(layer)
    marks = find_marks(paper_white(small), OVERVIEW_DPI)
    return _Look(red_ink(small), seals_among(marks, OVERVIEW_DPI), marks, ink, posture(ink), info)


@dataclass(frozen=True, slots=True)
class _Pale:
    """A page of pale print, made dark."""

    source: npt.NDArray[np.uint8] = field(repr=False)
    look: _Look
    contrast: float
    """Levels that its own ink lies below its paper."""


def _pale_print(
    source: npt.NDArray[np.uint8],
    small: npt.NDArray[np.uint8],
    info: ImageInfo,
    engine: Engine,
    options: ReadingOptions,
) -> _Pale | None:
    """The page made dark where words can be read on it then; None: it is blank."""
    glance = strengthened(small, OVERVIEW_DPI)
    dark = strengthened(source, info.dpi) if glance else None
    if glance is None or dark is None:
        return None
    look = _look_at(glance.pixels, glance.pixels, info)
    turns = look.turns() if options.turn is None else [options.turn]
    if not has_words(dark.pixels, (look.lie(turn) for turn in turns), engine, options.dpi):
        return None
    return _Pale(dark.pixels, look, glance.contrast)


def _seal_boxes(look: _Look, page: Canvas, info: ImageInfo) -> tuple[Box, ...]:
    sx, sy = info.dpi_x / OVERVIEW_DPI, info.dpi_y / OVERVIEW_DPI
    return tuple(
        page.box_of_source(seal.left * sx, seal.top * sy, seal.right * sx, seal.bottom * sy) for seal in look.seals
    )


# --- reading it one way up -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Reading:
    """What came of reading the page one way up."""

    lie: Lie
    scale: float
    print: npt.NDArray[np.uint8] = field(repr=False)
    """The image that was recognised, at ``dpi``."""
    dpi: int
    lines: list[RawLine]
    """Of the print, in reading order."""
    stamped: list[RawLine]
    barcodes: tuple[Barcode, ...]
    seals: tuple[Box, ...]
    sure: bool = True
    """Whether the page shows, or a person said, that it lies so."""

    def looked_at_again(self, engine: Engine) -> Self:
        """The same with its doubtful words read a second time, without noise, with the marks that make sense.

        The stamped words, which the print does not show, come among its lines as they were read.
        """
        again = look_again(self.lines, self.print, self.dpi, engine)
        lines = with_likely_marks(without_noise(again))
        return replace(self, lines=reading_order(lines + self.stamped) if self.stamped else lines)


def _read(source: npt.NDArray[np.uint8], set_up: Lie, look: _Look, engine: Engine, options: ReadingOptions) -> _Reading:
    page, info = set_up.page, look.info
    dpi = _reading_dpi(set_up.ink, info, options)
    drawn = draw(_needed_channels(source, look), page, dpi)
    seals = _seal_boxes(look, page, info)
    grey, stamped = drawn, list[RawLine]()
    if drawn.ndim == 3:
        drawn = paper_white(drawn)
        marks = find_marks(drawn, dpi)
        grey = without_marks(drawn, marks)
        stamped = stamped_lines(drawn, marks, seals, dpi, engine)
    ruleless = without_rules(grey, dpi)
    lines = reading_order(engine.recognise(ruleless, dpi))
    return _Reading(set_up, dpi / page.dpi, ruleless, dpi, lines, stamped, read_barcodes(grey), seals)


def _reading_dpi(upright: TextInk, info: ImageInfo, options: ReadingOptions) -> int:
    """Fine print is read at half as much again, as far as the scan has it to give."""
    if not 0 < upright.letter_height < FINE_PRINT:
        return options.dpi
    return round(min(max(options.dpi, info.dpi), 1.5 * options.dpi))


def _needed_channels(source: npt.NDArray[np.uint8], look: _Look) -> npt.NDArray[np.uint8]:
    """A page without coloured marks needs one channel only: drawing three costs three times as much."""
    if source.ndim == 3 and not look.marks:
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
        turn_sure=False,
    )


def _page_reading(reading: _Reading, engine: Engine) -> PageReading:
    lines = tuple(
        Line(
            tuple(
                Word(
                    word.text,
                    reading.lie.page.box(word.left, word.top, word.right, word.bottom, reading.scale),
                    round(word.confidence, 4),
                    word.raw,
                )
                for word in line
            )
        )
        for line in reading.lines
    )
    set_up = reading.lie
    page = set_up.page
    return PageReading(
        state=PageState.OK if lines else PageState.NO_TEXT,
        width=page.width,
        height=page.height,
        dpi=page.dpi,
        rotation=set_up.turn,
        skew_degrees=None if set_up.skew is None else round(set_up.skew, 3),
        skew_applied=set_up.straightened != 0,
        to_page=page.to_page,
        engine=engine.identity,
        pipeline=PIPELINE,
        lines=lines,
        barcodes=reading.barcodes,
        seals=reading.seals,
        turn_sure=reading.sure,
    )
