"""Barcodes on pages."""

from __future__ import annotations

import io

import numpy as np
import pytest
import segno
import zxingcpp
from PIL import Image

from ocr.barcode import read_barcodes
from tests.unit.ocr.drawn import Pixels, letter, noisy


def with_qr(text: str) -> Image.Image:
    data = io.BytesIO()
    segno.make(text, error="m", micro=False).save(data, kind="png", scale=5, border=4)
    page = letter(height=6.0)
    page.paste(Image.open(data).convert("RGB"), (700, 650))
    return page


def linear(text: str, kind: zxingcpp.BarcodeFormat) -> Pixels:
    bars = np.asarray(zxingcpp.create_barcode(text, kind).to_image(scale=3))
    page = np.full((800, 1600), 255, np.uint8)
    page[300 : 300 + bars.shape[0], 100 : 100 + bars.shape[1]] = bars
    return page


@pytest.mark.parametrize("turn", [0, 1, 2, 3])
def test_a_qr_is_read_any_way_up_with_its_place(turn: int) -> None:
    page = np.rot90(noisy(np.asarray(with_qr("000.00.19.H26-250101-0001").convert("L"))), turn)
    (code,) = read_barcodes(page)
    assert (code.format, code.text) == ("QRCode", "000.00.19.H26-250101-0001")
    if turn == 0:
        assert (code.box.x, code.box.y) == pytest.approx((720 / 1200, 670 / 1200), abs=0.02)


@pytest.mark.parametrize(
    ("kind", "name"), [(zxingcpp.BarcodeFormat.Code128, "Code128"), (zxingcpp.BarcodeFormat.Code39, "Code39")]
)
def test_linear_codes_are_read(kind: zxingcpp.BarcodeFormat, name: str) -> None:
    (code,) = read_barcodes(linear("HS-2025-17", kind))
    assert (code.format, code.text) == (name, "HS-2025-17")
    assert 0.05 < code.box.x < 0.15


def test_other_formats_are_not_looked_for() -> None:
    assert read_barcodes(linear("4006381333931", zxingcpp.BarcodeFormat.EAN13)) == ()


def test_print_bears_no_code() -> None:
    assert read_barcodes(np.asarray(letter().convert("L"))) == ()


@pytest.mark.parametrize("shape", [(1, 1), (1, 100), (3, 2)])
def test_tiny_images_bear_no_code(shape: tuple[int, int]) -> None:
    assert read_barcodes(np.zeros(shape, np.uint8)) == ()
