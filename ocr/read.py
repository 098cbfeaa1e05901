"""How a page is read, from its stored image to its words in reading order.

pixels → a photographed sheet laid flat → even light → dots joined to strokes → the print without its stamps → blank, or
only pale? → which way up? → straight → recognition, of stamped words too → barcodes → reading order.
The shape of the lines says which way up a page is, almost always rightly and for a twentieth of a second; where it is
in doubt, a few lines are recognised each way up before the page is read. Words that came out doubtful are read once
more by a better model.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Self

from config.settings import ReadingSettings
from ocr.barcode import read_barcodes
from ocr.decode import pixels
from ocr.decode.keep import DPI_INFERRED
from ocr.engine import Engine, RawLine
from ocr.image.blank import is_blank
from ocr.image.canvas import canvas, overview
from ocr.image.clean import cleaned
from ocr.image.drawn import draw_print, needed_channels
from ocr.image.ink import Pixels, print_layer
from ocr.image.lie import Lie
from ocr.image.look import Look, look_at
from ocr.image.photo import find_sheet, sheet_info, straightened
from ocr.image.profile import OVERVIEW_DPI, TextInk
from ocr.image.rules import without_rules_and_leaders
from ocr.page import (
    Barcode,
    Box,
    EngineIdentity,
    ImageInfo,
    Line,
    PageImage,
    PageReading,
    PageState,
    QuarterTurn,
    TextLayer,
    Word,
)
from ocr.pale import pale_print
from ocr.printed import is_believed, raw_lines, without_known
from ocr.quality.measures import measure, with_words
from ocr.stamped import words_of_stamps
from ocr.text.leaders import joined, with_leaders, without_leaders
from ocr.text.noise import without_noise
from ocr.text.order import reading_order
from ocr.text.second_look import look_again
from ocr.text.tones import with_likely_marks
from ocr.way_up import WayUp, beyond_doubt, way_up

PIPELINE = "7"
"""Goes up whenever a step changes what is read, so that old readings can be told from new ones."""

PHOTOGRAPHED = "photographed"
"""Flag of a page that is a sheet on a photograph, laid flat for reading and for the file."""
FINE_PRINT = 12.0
"""Pixels at `OVERVIEW_DPI` of the median letter below which print is finer than about 9 points."""


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
    if image.layer and options.turn in (None, image.info.turn) and is_believed(image.layer, seen):
        return _read_printed(scan, seen, image.info, image.layer, engine, options)
    sheet = find_sheet(seen, image.info)
    if sheet is None:
        return _read_flat(scan, seen, image.info, engine, options)
    info, flat = sheet_info(image.info, sheet), straightened(scan, sheet)
    reading = _read_flat(flat, overview(flat, info, OVERVIEW_DPI), info, engine, options)
    return replace(reading, sheet=sheet, flags=(*reading.flags, PHOTOGRAPHED, DPI_INFERRED))


def _read_flat(scan: Pixels, seen: Pixels, info: ImageInfo, engine: Engine, options: ReadingOptions) -> PageReading:
    """The reading of a page that lies flat; ``seen`` is its overview."""
    layer = print_layer(seen)
    measures = measure(seen, layer, info, OVERVIEW_DPI)
    source, small = cleaned(scan, seen, info)
    look = look_at(small, layer if small is seen else print_layer(small), info)
    if is_blank(small, OVERVIEW_DPI):
        pale = pale_print(source, small, info, options.turn, engine, options.dpi)
        if pale is None:
            blank = _blank(info, info.turn if options.turn is None else options.turn, engine)
            return replace(blank, measures=measures.of_a_blank())
        source, look, measures = pale.source, pale.look, measures.of_pale_print(pale.contrast)
    reading = _read_upright(source, look, engine, options)
    again = _page_reading(reading.looked_at_again(engine), engine)
    return replace(again, measures=with_words(measures, without_leaders(reading.lines)))


def _read_printed(
    scan: Pixels, seen: Pixels, info: ImageInfo, layer: TextLayer, engine: Engine, options: ReadingOptions
) -> PageReading:
    """The reading of a page whose text layer is believed: nothing is recognised but what its stamps say."""
    printed = print_layer(seen)
    look = look_at(seen, printed, info, lies_known=True)
    set_up = Lie(info.turn, look.ink, 0.0, canvas(info, info.turn))
    dpi = options.dpi
    drawn = draw_print(scan, look, set_up.page, dpi)
    lines = raw_lines(layer, set_up.page, dpi / info.dpi)
    seals = look.seal_boxes(set_up.page)
    if stamped := without_known(words_of_stamps(drawn, seals, dpi, engine), lines):
        lines = reading_order(lines + stamped)
    reading = _Reading(set_up, dpi / info.dpi, drawn.print, dpi, lines, [], read_barcodes(drawn.print), seals)
    measures = with_words(measure(seen, printed, info, OVERVIEW_DPI), lines)
    return replace(
        _page_reading(reading, engine), engine=EngineIdentity("pdf-text", layer.reader, ""), measures=measures
    )


def _read_upright(source: Pixels, look: Look, engine: Engine, options: ReadingOptions) -> _Reading:
    """The page read the way up that a person, its lines or else its words say."""
    if options.turn is not None:
        return _read(source, look.lie(options.turn), look, engine, options)
    told = _way_up(source, look, engine, options) if look.may_lie_otherwise else None
    first = told.lie if told else look.lie(look.turn)
    reading = _read(source, first, look, engine, options)
    if beyond_doubt(without_leaders(reading.lines)):
        return reading
    told = told or _way_up(source, look, engine, options)
    if told.lie.turn != first.turn:
        reading = _read(source, told.lie, look, engine, options)
    return replace(reading, sure=told.sure or beyond_doubt(without_leaders(reading.lines)))


def _way_up(source: Pixels, look: Look, engine: Engine, options: ReadingOptions) -> WayUp:
    """How the page lies, told by the words of a few lines."""
    dpi = _reading_dpi(look.ink, look.info, options)
    return way_up(needed_channels(source, look), (look.lie(turn) for turn in look.turns()), engine, dpi)


# --- reading it one way up -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Reading:
    """What came of reading the page one way up."""

    lie: Lie
    scale: float
    print: Pixels = field(repr=False)
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
        lines = joined(with_likely_marks(without_noise(again)))
        return replace(self, lines=reading_order(lines + self.stamped) if self.stamped else lines)


def _read(source: Pixels, set_up: Lie, look: Look, engine: Engine, options: ReadingOptions) -> _Reading:
    page, info = set_up.page, look.info
    dpi = _reading_dpi(set_up.ink, info, options)
    drawn = draw_print(source, look, page, dpi)
    seals = look.seal_boxes(page)
    stamped = words_of_stamps(drawn, seals, dpi, engine)
    ruleless, leaders = without_rules_and_leaders(drawn.print, dpi)
    lines = reading_order(with_leaders(engine.recognise(ruleless, dpi), leaders))
    return _Reading(set_up, dpi / page.dpi, ruleless, dpi, lines, stamped, read_barcodes(drawn.print), seals)


def _reading_dpi(upright: TextInk, info: ImageInfo, options: ReadingOptions) -> int:
    """Fine print is read at half as much again, as far as the scan has it to give."""
    if not 0 < upright.letter_height < FINE_PRINT:
        return options.dpi
    return round(min(max(options.dpi, info.dpi), 1.5 * options.dpi))


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
