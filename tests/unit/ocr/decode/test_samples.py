"""Real signed scans of one province: what the scanner wrote comes out of them unchanged."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from ocr.decode import pixels, split
from tests.unit.ocr.decode.delivered import ROOMY

_FOLDER = Path(__file__).parents[5] / "shared" / "samples" / "vn-scans"
_FORMAT = {"jpeg": "jpeg", "ccitt": "tiff"}

pytestmark = [
    pytest.mark.samples,
    pytest.mark.skipif(not _FOLDER.is_dir(), reason="the folder ../shared/samples is not here"),
]


def _scans() -> list[dict[str, str]]:
    if not _FOLDER.is_dir():
        return []
    with (_FOLDER / "metadata.csv").open(encoding="utf-8-sig", newline="") as table:
        return list(csv.DictReader(table))


@pytest.mark.parametrize("row", _scans(), ids=lambda row: row["file"][:8])
def test_a_signed_scan(row: dict[str, str]) -> None:
    path = _FOLDER / row["file"]
    pages = list(split(path, ROOMY))
    delivered = path.read_bytes()
    assert len(pages) == int(row["pages"])
    first = pages[0]
    assert f"{first.info.width}x{first.info.height}" == row["page1_pixels"]
    assert first.info.format == _FORMAT[row["codec"]]
    assert first.info.dpi == pytest.approx(float(row["dpi"]), abs=4)
    for page in pages:
        assert "rendered" not in page.flags
        assert page.data[-500:] in delivered
        assert pixels(page).shape[:2] == (page.info.height, page.info.width)
