"""Readings as they are stored."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from archive.readings import pack, placed_text_of, unread
from ocr.page import Barcode, Box, ImageInfo, Line, PageReading, PageState, Word

EMPTY = unread(ImageInfo("jpeg", 1654, 2339, "RGB", 200, 200), PageState.OK)
PARTS = st.floats(0, 1).map(lambda part: round(part, 5))
BOXES = st.builds(Box, PARTS, PARTS, PARTS, PARTS)
TEXTS = (
    st.text(
        st.characters(exclude_categories=["Zs", "Zl", "Zp", "Cc", "Cs"]) | st.sampled_from('"\\[],{}:\x01'), min_size=1
    )
    .map(lambda text: unicodedata.normalize("NFC", text))
    .filter(lambda text: not any(map(str.isspace, text)))
)
LINES = st.lists(st.lists(st.builds(Word, TEXTS, BOXES, st.floats(0, 1)), min_size=1).map(tuple), max_size=5)


@given(LINES)
def test_words_and_boxes_are_those_of_the_reading(lines: list[tuple[Word, ...]]) -> None:
    code = Barcode("QRCode", '"lines":[["a",1]]"pipeline":', Box(0, 0, 1, 1))
    reading: PageReading = replace(EMPTY, lines=tuple(map(Line, lines)), barcodes=(code,), flags=("lines",))
    text, boxes = placed_text_of(pack(reading))
    assert text.split() == [word.text for word in reading.words]
    assert [list(box) for box in boxes] == [word.box.as_list() for word in reading.words]
