"""What pages show at their heads."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ocr.fields import FieldName, PageHead, page_head
from ocr.page import Barcode, Box
from tests.unit.ocr.fields.written import COUNTRY, head, line, page

HEAD = head("UBND TỈNH LÂM ĐỒNG", "SỞ CÔNG THƯƠNG")
TITLE = line("GIẤY PHÉP", y=0.17)


def test_lines_of_a_title_are_neither_the_states_name_nor_an_agencys() -> None:
    found = page_head(page(*HEAD, TITLE, line("BÁN BUÔN RƯỢU", y=0.19), line("Căn cứ Luật Thương mại;", y=0.3)))
    assert [each.text for each in found.lines] == ["GIẤY PHÉP", "BÁN BUÔN RƯỢU"]
    assert found.state_named and found.fields.value(FieldName.NUMBER) == "123"


def test_the_stored_form_gives_the_head_back() -> None:
    found = page_head(page(*HEAD, TITLE, line("2", centre=0.5, y=0.03)))
    assert found.page_number == 2
    assert PageHead.from_dict(found.to_dict()) == found


def test_codes_are_part_of_the_stored_form_and_a_form_of_before_has_none() -> None:
    before = page_head(page(*HEAD, TITLE))
    assert "codes" not in before.to_dict()
    code = Barcode("QRCode", "GIẤY PHÉP|12/GP-SCT", Box(0.8, 0.1, 0.1, 0.1))
    found = page_head(replace(page(*HEAD, TITLE), barcodes=(code,)))
    assert [each.text for each in found.codes] == ["GIẤY PHÉP|12/GP-SCT"]
    assert PageHead.from_dict(found.to_dict()) == found
    assert PageHead.from_dict({key: said for key, said in found.to_dict().items() if key != "codes"}) == before


@pytest.mark.parametrize(
    ("text", "centre", "y", "number"),
    [
        ("2", 0.5, 0.03, 2),
        ("- 3 -", 0.5, 0.04, 3),
        ("Trang 2/5", 0.85, 0.96, 2),
        ("trang số: 4", 0.2, 0.03, 4),
        ("2", 0.5, 0.96, None),
        ("2", 0.9, 0.03, None),
        ("2026", 0.5, 0.03, None),
        ("2 bộ", 0.5, 0.03, None),
        ("0", 0.5, 0.03, None),
    ],
)
def test_the_number_of_a_page(text: str, centre: float, y: float, number: int | None) -> None:
    assert page_head(page(line(text, centre=centre, y=y), line("tiếp theo", y=0.2))).page_number == number


def test_the_identity_number_of_a_person_is_in_no_title() -> None:
    found = page_head(page(COUNTRY, line("CĂN CƯỚC 001099012345", centre=0.5, y=0.17)))
    assert [each.text for each in found.lines] == ["CĂN CƯỚC"]
    assert "001099012345" not in str(found.to_dict())


def test_a_page_without_a_word_says_nothing() -> None:
    assert page_head(page()) == PageHead()
