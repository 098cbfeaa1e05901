"""How a result is shown: what papers of several procedures are called together."""

from __future__ import annotations

import pytest

from archive.web.found import what_is_alike


@pytest.mark.parametrize(
    ("titles", "called"),
    [
        (["HỘ CHIẾU"], "HỘ CHIẾU"),
        (["HỘ CHIẾU", "HỘ CHIẾU"], "HỘ CHIẾU"),
        (["ĐƠN ĐỀ NGHỊ CẤP GIẤY PHÉP", "ĐƠN ĐỀ NGHỊ CẤP GIẤY CHỨNG NHẬN"], "ĐƠN ĐỀ NGHỊ CẤP GIẤY …"),
        (["BẢN CAM KẾT", "BẢN CAM KẾT AN TOÀN"], "BẢN CAM KẾT"),
        (["HỢP ĐỒNG", "BẢN KÊ"], "HỢP ĐỒNG …"),
    ],
)
def test_they_are_called_by_what_their_titles_have_in_common(titles: list[str], called: str) -> None:
    assert what_is_alike(titles) == called
