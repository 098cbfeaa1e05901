"""Which way up, told by the words of a few lines."""

from __future__ import annotations

import numpy as np
import pytest

from config.settings import ReadingSettings
from ocr.engine import Engine, Layout, RawLine, RawWord, open_engine
from ocr.image.canvas import overview
from ocr.image.ink import print_layer
from ocr.image.lie import Lie, lie
from ocr.image.profile import OVERVIEW_DPI, text_ink
from ocr.image.upright import posture
from ocr.page import EngineIdentity, ImageInfo, QuarterTurn
from ocr.way_up import WayUp, doubtful, way_up, weight
from tests.unit.ocr.drawn import BODY, DPI, Pixels, letter, noisy, turned

TURNS: tuple[QuarterTurn, ...] = (0, 90, 180, 270)


class Counting:
    """The real engine, and how often it was asked and for how many pixels."""

    def __init__(self) -> None:
        self._engine = open_engine(ReadingSettings())
        self.sizes: list[int] = []

    @property
    def identity(self) -> EngineIdentity:
        return self._engine.identity

    def recognise(self, image: Pixels, dpi: int, layout: Layout = Layout.PAGE) -> list[RawLine]:
        self.sizes.append(image.size)
        return self._engine.recognise(image, dpi, layout)


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Counting()


def lies(source: Pixels, first: QuarterTurn) -> list[Lie]:
    info = ImageInfo("png", source.shape[1], source.shape[0], "RGB", DPI, DPI)
    ink = text_ink(print_layer(overview(source, info, OVERVIEW_DPI)))
    return [lie(ink, posture(ink), info, turn) for turn in (first, *(t for t in TURNS if t != first))]


@pytest.mark.parametrize("turn", TURNS)
@pytest.mark.parametrize("tried_first", [0, 90])
def test_the_words_tell_whichever_way_is_tried_first(
    engine: Engine, turn: QuarterTurn, tried_first: QuarterTurn
) -> None:
    source = np.ascontiguousarray(np.rot90(noisy(turned(np.asarray(letter(BODY[:3])), -1.5)), turn // 90))
    told = way_up(source, lies(source, tried_first), engine, DPI)
    assert (told.lie.turn, told.sure) == (turn, True)


def test_the_right_way_tried_first_costs_one_small_recognition() -> None:
    engine = Counting()
    source = np.asarray(letter(height=11.0))
    assert way_up(source, iter(lies(source, 0)), engine, DPI).lie.turn == 0
    assert len(engine.sizes) == 1
    assert engine.sizes[0] < 0.2 * source.shape[0] * source.shape[1]


def test_where_nothing_is_read_the_first_one_stands(engine: Engine) -> None:
    source = np.full((400, 400, 3), 255, np.uint8)
    told = way_up(source, lies(source, 270), engine, DPI)
    assert (told.lie.turn, told.sure) == (270, False)


class Saying:
    """Reads one word after the other, one each time it is asked."""

    identity = EngineIdentity("saying", "1", "none")

    def __init__(self, *words: tuple[str, float]) -> None:
        self._words = iter(words)

    def recognise(self, image: Pixels, dpi: int, layout: Layout = Layout.PAGE) -> list[RawLine]:
        text, confidence = next(self._words)
        return [[RawWord(text, 0, 0, 60, 20, confidence)]] if text else []

    def read_again(self, lines: list[Pixels], dpi: int) -> list[RawLine]:
        return [[] for _ in lines]


def test_words_beyond_doubt_make_a_page_sure_and_a_few_do_not() -> None:
    source = np.asarray(letter(BODY[:3]))
    first, *others = lies(source, 0)
    told = way_up(source, [first, *others], Saying(("nghĩa", 0.3), ("Cộnghòaxãhộichủnghĩa", 0.9)), DPI)
    assert told == WayUp(others[0], sure=True)
    told = way_up(source, [first, *others], Saying(("", 0.0), ("GIÁMĐỐC", 0.9), ("ni", 0.5), ("", 0.0)), DPI)
    assert told == WayUp(others[0], sure=False)
    told = way_up(source, [first, *others], Saying(*[("ĐQŒINVIĐĐQŒINVIĐĐQŒINVIĐ", 0.5)] * 4), DPI)
    assert told == WayUp(first, sure=False)


def test_there_must_be_a_way_to_try(engine: Engine) -> None:
    with pytest.raises(ValueError, match="no way up"):
        way_up(np.zeros((4, 4), np.uint8), [], engine, DPI)


def test_words_on_their_side_weigh_nothing_and_leave_doubt() -> None:
    upright, lying = RawWord("nhân", 0, 0, 60, 20, 0.9), RawWord("nhân", 0, 0, 20, 60, 0.9)
    assert weight([[upright, lying]]) == pytest.approx(3.6)
    assert not doubtful([[upright]])
    assert doubtful([[upright, lying]])
    assert doubtful([])
