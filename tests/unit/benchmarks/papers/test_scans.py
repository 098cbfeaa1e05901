"""How an answer about a real scan is judged."""

from __future__ import annotations

import pytest

from benchmarks.papers.scans import IN_PART, RIGHT, SILENT, WRONG, judged
from ocr.fields import FieldName


@pytest.mark.parametrize(
    ("name", "true", "found", "answer"),
    [
        (FieldName.KIND, "Tờ trình", "TỜ TRÌNH", RIGHT),
        (FieldName.KIND, "", "", RIGHT),
        (FieldName.KIND, "", "GIẤY PHÉP", WRONG),
        (FieldName.DATE, "2025-01-06", "2025-01", IN_PART),
        (FieldName.DATE, "2025-01-06", "2025-02", WRONG),
        (FieldName.NUMBER, "299", "", SILENT),
        (FieldName.NUMBER, "299", "29", WRONG),
        (FieldName.ISSUER, "BAN CHỈ ĐẠO 138 - UBND TỈNH QUẢNG NGÃI", "BAN CHỈ ĐẠO 138", IN_PART),
    ],
)
def test_an_answer_is_right_in_part_silent_or_wrong(name: FieldName, true: str, found: str, answer: str) -> None:
    assert judged(name, true, found) == answer
