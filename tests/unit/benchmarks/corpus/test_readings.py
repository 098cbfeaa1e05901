"""Readings written by hand are those that the product writes."""

from __future__ import annotations

import zlib
from random import Random

from archive.readings import pack, unpack
from benchmarks.corpus import generate_pages
from benchmarks.corpus.readings import packed
from ocr.page import ImageInfo

INFO = ImageInfo(format="tiff", width=1654, height=2339, mode="1", dpi_x=200, dpi_y=200)


def test_the_stored_form_is_the_canonical_one() -> None:
    for page in generate_pages(3, 10):
        data, confidence = packed(page.text, INFO, Random(1))
        reading = unpack(data)
        assert zlib.decompress(data) == zlib.decompress(pack(reading))
        assert reading.text == page.text
        assert reading.confidence == confidence


def test_words_of_a_line_stand_side_by_side_and_lines_below_each_other() -> None:
    reading = unpack(packed("Sở Công Thương\nSố 12", INFO, Random(1))[0])
    first, second = reading.lines
    assert first.words[0].box.x + first.words[0].box.w < first.words[1].box.x
    assert first.box.y + first.box.h <= second.box.y


def test_the_longest_line_stays_on_the_page() -> None:
    reading = unpack(packed(" ".join(["nghiêng"] * 40), INFO, Random(1))[0])
    assert max(word.box.x + word.box.w for word in reading.words) <= 1


def test_quotes_and_backslashes_are_kept() -> None:
    assert unpack(packed('"a\\b" c', INFO, Random(1))[0]).text == '"a\\b" c'
