"""The page model: geometry, validation, its stored form."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.page import Affine, Barcode, Box, EngineIdentity, ImageInfo, Line, PageReading, PageState, Word
from ocr.sheet import Projective, Sheet

NUMBERS = st.floats(-1000, 1000)
FRACTIONS = st.floats(-0.5, 1.5)


def word(text: str = "Độc", x: float = 0.1) -> Word:
    return Word(text, Box(x, 0.2, 0.1, 0.02), 0.9)


def reading(state: PageState = PageState.OK, *lines: Line) -> PageReading:
    return PageReading(
        state=state, width=800, height=600, dpi=200.0, rotation=90, skew_degrees=0.5, skew_applied=True,
        to_page=Affine(0, -1, 600, 1, 0, 0), engine=EngineIdentity("tesserocr", "5.5.4", "vie-12345678"), pipeline="1",
        lines=lines, barcodes=(Barcode("QRCode", "x", Box(0, 0, 0.1, 0.1)),), seals=(Box(0.5, 0.5, 0.2, 0.2),),
        flags=("dpi_inferred",),
    )  # fmt: skip


@given(NUMBERS, NUMBERS, st.floats(-180, 180), NUMBERS, NUMBERS)
def test_a_map_and_its_inverse_undo_each_other(x: float, y: float, angle: float, cx: float, cy: float) -> None:
    there = Affine.rotation(angle, cx, cy).then(Affine.scale(2, 0.5))
    assert there.then(there.inverse()).apply(x, y) == pytest.approx((x, y), abs=1e-6)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_quarter_turns_bring_the_corners_to_the_corners(turn: int) -> None:
    affine = Affine.quarter_turn(turn, 30, 20)
    corners = {affine.apply(x, y) for x in (0, 30) for y in (0, 20)}
    wide, high = (30, 20) if turn % 180 == 0 else (20, 30)
    assert corners == {(x, y) for x in (0, wide) for y in (0, high)}


def test_a_turn_by_ninety_degrees_is_a_quarter_turn() -> None:
    assert Affine.rotation(90, 5, 5).apply(5, 0) == pytest.approx((10, 5))
    assert Affine.quarter_turn(90, 10, 10).apply(5, 0) == (10, 5)


@given(FRACTIONS, FRACTIONS, FRACTIONS, FRACTIONS)
def test_boxes_of_corners_lie_on_the_page(x0: float, y0: float, x1: float, y1: float) -> None:
    box = Box.from_corners(x0, y0, x1, y1)
    assert 0 <= box.x <= box.x + box.w <= 1.00001
    assert 0 <= box.y <= box.y + box.h <= 1.00001


@pytest.mark.parametrize("text", ["", "hai từ", "a\n", "Đo\u0323c"])
def test_a_word_is_one_word_in_nfc(text: str) -> None:
    with pytest.raises(ValueError, match="not"):
        word(text)


def test_impossible_values_are_refused() -> None:
    with pytest.raises(ValueError, match="confidence"):
        Word("a", Box(0, 0, 1, 1), 1.5)
    with pytest.raises(ValueError, match="without words"):
        Line(())
    with pytest.raises(ValueError, match="no lines"):
        reading(PageState.BLANK, Line((word(),)))
    with pytest.raises(ValueError, match="not a box"):
        Box(1.2, 0, 0, 0)
    with pytest.raises(ValueError, match="not an image"):
        ImageInfo("png", 0, 10, "L", 200, 200)


def test_the_stored_form_comes_back_the_same() -> None:
    first = reading(PageState.OK, Line((word(), word("lập", 0.3))), Line((word("Tự"),)))
    assert PageReading.from_dict(json.loads(json.dumps(first.to_dict()))) == first


def test_a_sheet_is_stored_and_readings_from_before_there_were_any_are_understood() -> None:
    flat = replace(reading(), sheet=Sheet(1654, 2339, 200.0, Projective(c=-3.0, g=1e-4)))
    assert PageReading.from_dict(json.loads(json.dumps(flat.to_dict()))) == flat
    before = reading().to_dict()
    del before["sheet"]
    assert PageReading.from_dict(before).sheet is None


def test_a_reading_from_before_it_was_told_apart_is_sure_how_it_lies() -> None:
    guess = replace(reading(), turn_sure=False)
    plain = guess.to_dict()
    assert PageReading.from_dict(json.loads(json.dumps(plain))) == guess
    del plain["turn_sure"]
    assert PageReading.from_dict(plain).turn_sure


def test_text_words_and_confidence() -> None:
    page = reading(PageState.OK, Line((word(), word("lập", 0.3))), Line((word("Tự"),)))
    assert page.text == "Độc lập\nTự"
    assert [w.text for w in page.words] == ["Độc", "lập", "Tự"]
    assert page.confidence == pytest.approx(0.9)
    assert reading(PageState.NO_TEXT).confidence is None


def test_a_line_lies_round_its_words() -> None:
    assert Line((word(), word("lập", 0.3))).box.as_list() == pytest.approx([0.1, 0.2, 0.3, 0.02])


def test_what_was_read_at_first_is_stored_only_where_it_was_set_right() -> None:
    mended = Word("tổ", Box(0, 0, 0.1, 0.02), 0.8, raw="tô")
    first = reading(PageState.OK, Line((word(), mended)))
    stored = first.to_dict()["lines"][0]
    assert (len(stored[0]), stored[1][5:]) == (6, [0.8, "tô"])
    assert PageReading.from_dict(json.loads(json.dumps(first.to_dict()))) == first
