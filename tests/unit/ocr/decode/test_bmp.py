"""BMP files: kept as PNG or Group 4."""

from __future__ import annotations

from pathlib import Path

import pytest

from config import errors
from tests.unit.ocr.decode.delivered import pages_of, sheet, written


@pytest.mark.parametrize("share", [0.3, 0.7, 0.99])
def test_a_bmp_that_breaks_off(tmp_path: Path, share: float) -> None:
    data = written(sheet(mode="RGB"), "BMP")
    with pytest.raises(errors.TruncatedFile):
        pages_of(tmp_path, data[: int(len(data) * share)])


def test_a_bmp_states_its_resolution(tmp_path: Path) -> None:
    (page,) = pages_of(tmp_path, written(sheet(1654, 2339), "BMP", dpi=(200, 200)))
    assert (page.info.format, round(page.info.dpi_x), page.info.dpi_stated) == ("png", 200, True)
