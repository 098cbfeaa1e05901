"""Roles at the foot of a paper."""

from __future__ import annotations

import pytest

from ocr.fields import FieldName, paper_fields
from ocr.fields.signer import role_in
from tests.unit.ocr.fields.written import head, line, page


@pytest.mark.parametrize(
    ("text", "role", "known"),
    [
        ("GIÁM ĐỐC", "GIÁM ĐỐC", True),
        ("PHÓ GIÁMĐÔC", "PHÓ GIÁM ĐỐC", True),
        ("KT. GIÁM ĐỐC", "KT. GIÁM ĐỐC", True),
        ("TL, CHỦ TỊCH", "TL. CHỦ TỊCH", True),
        ("TUQ. TRƯỞNG ĐOÀN", "TUQ. TRƯỞNG ĐOÀN", False),
        ("K. GIÁM ĐỐC", "GIÁM ĐỐC", False),
    ],
)
def test_roles(text: str, role: str, known: bool) -> None:
    found = role_in(text)
    assert found is not None and (found.text, found.known) == (role, known)


@pytest.mark.parametrize("text", ["NƠI NHẬN", "CỘNG HÒA", "Nguyễn Văn An", ""])
def test_what_is_no_role(text: str) -> None:
    assert role_in(text) is None


def test_nothing_vouches_for_a_name() -> None:
    foot = [line("GIÁM ĐỐC", centre=0.7, y=0.7), line("TS. Nguyễn Văn Thành", centre=0.7, y=0.8)]
    found = paper_fields(page(*head("SỞ CÔNG THƯƠNG"), *foot)).get(FieldName.SIGNER)
    assert found is not None and found.value == "Nguyễn Văn Thành" and not found.sure
