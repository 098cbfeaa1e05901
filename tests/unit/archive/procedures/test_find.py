"""Which procedure a case record means: known for sure, or not at all."""

from __future__ import annotations

import unicodedata
from datetime import date
from pathlib import Path

import pytest

from archive.procedures import find_version
from config.procedures import PACKAGED, Catalogue, load_catalogue

DAY = date(2026, 8, 4)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(Path("/nonexistent"))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2.000648", "2.000648"),
        (" 2.000648.000.00.00.H50 ", "2.000648"),
        ("2.000648.H38", "2.000648"),
        ("Cấp Giấy chứng nhận cửa hàng đủ điều kiện bán lẻ xăng dầu", "2.000648"),
        ("CAP GIAY CHUNG NHAN CUA HANG DU DIEU KIEN  BAN LE XANG DAU", "2.000648"),
        (unicodedata.normalize("NFD", "cấp giấy phép bán buôn rượu"), "2.001624"),
        ("Đăng ký hoạt động khuyến mại (may rủi, 1 tỉnh)", "2.000004"),
    ],
)
def test_by_code_or_by_whole_name(catalogue: Catalogue, text: str, code: str) -> None:
    known = find_version(catalogue, text, DAY)
    assert known and known.procedure.code == code and known.version.holds_on(DAY)


@pytest.mark.parametrize(
    "text",
    ["", "2.00064", "2.000648.H5", "2.000648 xăng dầu", "1.000948", "Cấp Giấy phép", "bán buôn rượu", "khuyến mại"],
)
def test_nothing_is_guessed(catalogue: Catalogue, text: str) -> None:
    assert find_version(catalogue, text, DAY) is None


def test_the_day_of_receipt_chooses_the_version(catalogue: Catalogue) -> None:
    old, new = (find_version(catalogue, "2.000191", day) for day in (date(2024, 6, 30), date(2024, 7, 1)))
    assert old and new and old.version != new.version
    assert find_version(catalogue, "2.000648", date(2010, 1, 1)) is None


def test_a_name_of_two_procedures_names_none(tmp_path: Path) -> None:
    text = (PACKAGED / "2.000648.toml").read_text(encoding="utf-8").replace('"2.000648"', '"1.999999"')
    (tmp_path / "1.999999.toml").write_text(text, encoding="utf-8")
    twins = load_catalogue(tmp_path)
    assert find_version(twins, twins.get("2.000648").name, DAY) is None
    assert find_version(twins, "1.999999", DAY)
