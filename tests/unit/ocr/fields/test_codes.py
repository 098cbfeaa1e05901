"""Which codes of a page are kept, and what of them."""

from __future__ import annotations

import unicodedata

import pytest

from ocr.fields.codes import LONGEST, MOST_CODES, page_codes
from ocr.page import Barcode, Box

BOX = Box(0.8, 0.05, 0.1, 0.07)


def kept(*texts: str) -> list[str]:
    return [code.text for code in page_codes(Barcode("QRCode", text, BOX) for text in texts)]


def test_a_code_is_kept_with_its_place_and_in_nfc() -> None:
    text = "GIẤY  CHỨNG NHẬN|số 12\nMẫu 02 "
    (code,) = page_codes([Barcode("QRCode", unicodedata.normalize("NFD", text), BOX)])
    assert (code.text, code.box) == ("GIẤY CHỨNG NHẬN|số 12\nMẫu 02", BOX)


@pytest.mark.parametrize(
    "text",
    [
        "SOHOA:1:H26.12-251002-0007:54",
        "H26.12-251002-0007",
        "000.00.19.H47-260105-0001",
        "0312345678",
        "8934567890123 A",
        "001099012345|271234567|NGUYỄN VĂN AN|01011999|Nam|12 Lê Lợi, Hà Nội|02082021",
    ],
)
def test_separators_dossiers_numbers_and_identity_cards_name_no_paper(text: str) -> None:
    assert kept(text) == []


def test_the_identity_number_of_a_person_is_not_kept_even_where_the_text_is_cut() -> None:
    assert kept("BẢN CAM KẾT|CCCD=001099012345|Hà Nội") == ["BẢN CAM KẾT|CCCD=|Hà Nội"]
    (cut,) = kept("x" * (LONGEST - 6) + "|001099012345|y")
    assert "00109" not in cut


def test_few_codes_and_few_letters_are_kept() -> None:
    assert len(kept(*(f"NHÃN SỐ {number}" for number in range(40)))) == MOST_CODES
    assert len(kept("GIẤY PHÉP|" + "c2lnbmF0dXJl" * 200)[0]) == LONGEST
    assert kept("GIẤY PHÉP", "GIẤY PHÉP") == ["GIẤY PHÉP"]
