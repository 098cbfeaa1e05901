"""A head of two columns may be read row by row or column by column; nothing else may change places."""

from pathlib import Path

from benchmarks.reading.samples import COUNTRY, Sample

MOTTO, DATE = "Độc lập - Tự do - Hạnh phúc", "Hà Nội, ngày 04 tháng 8 năm 2026"


def orders(*lines: str) -> list[list[str]]:
    return [text.splitlines() for text in Sample("page", Path("page.jpg"), "\n".join(lines)).orders]


def test_the_columns_of_a_head_may_be_read_one_after_the_other() -> None:
    rows, columns = orders("CÔNG TY", COUNTRY, "VẠN LỘC", MOTTO, "Số: 05", DATE, "ĐƠN", "Kính gửi")
    assert rows == ["CÔNG TY", COUNTRY, "VẠN LỘC", MOTTO, "Số: 05", DATE, "ĐƠN", "Kính gửi"]
    assert columns == ["CÔNG TY", "VẠN LỘC", "Số: 05", COUNTRY, MOTTO, DATE, "ĐƠN", "Kính gửi"]


def test_a_page_without_a_head_has_one_order() -> None:
    assert orders("Điều 1", "Hà Nội, ngày 04 tháng 8 năm 2026") == [["Điều 1", DATE]]
    assert orders() == [[]]
