"""The marks on a separator sheet: what their rectangles say."""

from __future__ import annotations

import numpy as np
import pytest
import zxingcpp

from archive.separators.bars import INCH, Bar, code_39, patch_t, qr

DPMM = 8


def drawn(bars: list[Bar], width: float, height: float) -> np.ndarray:
    page = np.full((round(height * DPMM), round(width * DPMM)), 255, np.uint8)
    for bar in bars:
        rows = slice(round(bar.y * DPMM), round((bar.y + bar.h) * DPMM))
        page[rows, round(bar.x * DPMM) : round((bar.x + bar.w) * DPMM)] = 0
    return page


def test_the_qr_code_bears_its_text_with_the_strongest_correction() -> None:
    (code,) = zxingcpp.read_barcodes(drawn(list(qr("SOHOA:1:H57.132-260804-0583:35", 10, 20, 36)), 60, 60))
    assert (code.text, code.ec_level) == ("SOHOA:1:H57.132-260804-0583:35", "H")
    assert code.position.top_left.x == pytest.approx(10 * DPMM, abs=3)
    assert code.position.bottom_right.y == pytest.approx(56 * DPMM, abs=3)


def test_modules_stay_large_enough_for_150_dpi_whatever_the_code() -> None:
    longest = "SOHOA:1:H26.ABCDE.ABCDE.ABCDE.ABCDE.ABCDE-260804-12345:35"
    narrowest = min(bar.h for bar in qr(longest, 0, 0, 36))
    assert narrowest / INCH * 150 >= 5


def test_the_code_39_bears_its_text() -> None:
    (code,) = zxingcpp.read_barcodes(drawn(list(code_39("PATCHT", 10, 10, 52, 15)), 80, 40))
    assert code.text == "PATCHT" and code.format == zxingcpp.BarcodeFormat.Code39


def test_every_edge_reads_patch_t_from_outside_inwards() -> None:
    page = drawn(list(patch_t(210, 297, 62)), 210, 297) == 0
    middle_row, middle_column = page.shape[0] // 2, page.shape[1] // 2
    half_width, half_height = page.shape[1] // 2, page.shape[0] // 2
    for ray in (
        page[:half_height, middle_column],
        page[::-1][:half_height, middle_column],
        page[middle_row, :half_width],
        page[middle_row, ::-1][:half_width],
    ):
        edges = np.flatnonzero(np.diff(ray.astype(np.int8)))
        lengths = np.diff(edges) / DPMM / INCH
        bars, gaps = lengths[::2], lengths[1::2]
        assert [round(bar, 2) for bar in bars] == pytest.approx([0.08, 0.20, 0.08, 0.20], abs=0.011)
        assert [round(gap, 2) for gap in gaps] == pytest.approx([0.08] * 3, abs=0.011)
        assert edges[0] / DPMM / INCH >= 0.49
