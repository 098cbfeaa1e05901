"""Words and places that a printed PDF page gives are those that were printed, however the page is shown."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import numpy as np
import pikepdf
import pytest

from ocr.decode import pixels
from ocr.page import PageImage
from tests.unit.ocr.printed import Run, paragraphs, printed
from tests.unit.ocr.test_printed import BODY, page_of, text_of

_UPRIGHT = {0: "1 0 0 1 0 0", 90: "0 1 -1 0 595 0", 180: "-1 0 0 -1 595 842", 270: "0 -1 1 0 0 842"}
"""Turns of the page space that /Rotate takes back."""
_BESIDE = 4
"""Pixels outside a box at which there is paper."""


@pytest.mark.parametrize("rotate", _UPRIGHT)
def test_a_page_that_is_shown_turned(tmp_path: Path, rotate: int) -> None:
    size = (595, 842)
    runs = paragraphs(BODY, x=40, top=560)
    page = page_of(tmp_path, printed(runs, size=size, drawn=f"{_UPRIGHT[rotate]} cm\n".encode(), Rotate=rotate))
    assert text_of(page.layer) == BODY
    _assert_words_lie_on_ink(page)


def test_text_that_runs_otherwise_than_the_page_is_left_out(tmp_path: Path) -> None:
    assert page_of(tmp_path, printed(paragraphs(BODY), Rotate=90)).layer is None


def test_a_page_of_which_a_part_is_shown(tmp_path: Path) -> None:
    shown = pikepdf.Array([50, 600, 595, 842])
    page = page_of(tmp_path, printed([*paragraphs(BODY), Run("ngoài", 80, 300)], CropBox=shown, UserUnit=2))
    assert text_of(page.layer) == BODY
    _assert_words_lie_on_ink(page)


def test_ligatures_and_marks_by_themselves_become_plain_letters(tmp_path: Path) -> None:
    said = {"ề": unicodedata.normalize("NFD", "ề"), "ﬁ": "ﬁ"}
    page = page_of(tmp_path, printed([Run("ﬁle đề nghị", 72, 700)], lambda ch: said.get(ch, ch)))
    assert text_of(page.layer) == ["file đề nghị"]


def test_a_hyphen_at_the_end_of_a_line_stays_there(tmp_path: Path) -> None:
    page = page_of(tmp_path, printed(paragraphs(["năm 2020-", "2025 tại Hà-", "Nội"])))
    assert text_of(page.layer) == ["năm 2020-", "2025 tại Hà-", "Nội"]


def test_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    left, right = ["ỦY BAN NHÂN DÂN", "Số: 12/QĐ"], ["CỘNG HÒA XÃ HỘI", "Độc lập - Tự do"]
    rows = [run for pair in zip(paragraphs(left), paragraphs(right, x=320), strict=True) for run in pair]
    assert text_of(page_of(tmp_path, printed(rows)).layer) == left + right


def test_letters_of_which_nothing_is_said_are_no_letters(tmp_path: Path) -> None:
    page = page_of(tmp_path, printed([Run("đề nghị", 72, 700)], lambda ch: "\ufffe" if ch == "ề" else ch))
    assert text_of(page.layer) == ["đ\ufffd nghị"]


def test_a_page_without_text_has_no_layer(tmp_path: Path) -> None:
    assert page_of(tmp_path, printed([], drawn=b"0 g 100 100 50 50 re f ")).layer is None


def _assert_words_lie_on_ink(page: PageImage) -> None:
    page_pixels = pixels(page)
    assert page.layer is not None
    height, width = page_pixels.shape[:2]
    for x, y, w, h in (word.box.as_list() for word in page.layer.words):
        left, top, right, bottom = int(x * width), int(y * height), int((x + w) * width), int((y + h) * height)
        assert page_pixels[top : bottom + 1, left : right + 1].min() < 80
        around = page_pixels[top - _BESIDE : bottom + _BESIDE + 1, left - _BESIDE : right + _BESIDE + 1]
        assert np.median(np.concatenate([around[0], around[-1], around[:, 0], around[:, -1]])) > 200
