"""ZIP: a filing becomes pages in the order of its names; one bad file, or one trick, and all of it is set aside."""

from __future__ import annotations

import struct
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from config import errors
from ocr.decode import pixels
from tests.unit.ocr.decode.delivered import ROOMY, array, pages_of, sheet, written
from tests.unit.ocr.decode.zips import locked, zipped


def _png(seed: int) -> bytes:
    return written(sheet(120, 170, seed=seed), "PNG")


def test_pages_stand_in_natural_order_of_the_names(tmp_path: Path) -> None:
    files = {"b/trang 10.png": _png(10), "b/trang 9.png": _png(9), "a.png": _png(1), "b/Trang 2.png": _png(2)}
    found = [pixels(page) for page in pages_of(tmp_path, zipped(files))]
    assert [
        next(n for n in (1, 2, 9, 10) if np.array_equal(each, array(sheet(120, 170, seed=n)))) for each in found
    ] == [*(1, 2, 9, 10)]


def test_what_systems_add_is_no_page(tmp_path: Path) -> None:
    rubbish = {"__MACOSX/._1.png": b"x", ".DS_Store": b"x", "scan/Thumbs.db": b"x", "scan/": b"", "desktop.ini": b"x"}
    assert len(pages_of(tmp_path, zipped({**rubbish, "scan/1.png": _png(1)}))) == 1


@pytest.mark.parametrize(
    "name", ["../../../../etc/cron.d/1.png", "/etc/1.png", "C:\\1.png", "a\n\u202egnp.1", "ă" * 127]
)
def test_no_name_becomes_a_path(tmp_path: Path, name: str) -> None:
    before = set(tmp_path.parent.rglob("*"))
    assert len(pages_of(tmp_path, zipped({name: _png(1)}), name="filing.zip")) == 1
    assert set(tmp_path.parent.rglob("*")) - before == {tmp_path / "filing.zip"}


def test_a_bad_file_is_named_in_both_languages(tmp_path: Path) -> None:
    with pytest.raises(errors.RefusedEntry) as caught:
        pages_of(tmp_path, zipped({"1.png": _png(1), "đơn\n2.png": _png(2)[:-40]}))
    assert "“đơn�2.png”" in caught.value.sentence("vi") and "đứt giữa chừng" in caught.value.sentence("vi")
    assert "breaks off" in caught.value.sentence("en")


@pytest.mark.parametrize("content", [b"", b"notes", zipped({"1.png": b"x"})], ids=["empty", "text", "zip"])
def test_a_file_that_is_no_page_refuses_the_whole(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(errors.RefusedEntry):
        pages_of(tmp_path, zipped({"1.png": _png(1), "2": content}))


def test_an_archive_of_nothing(tmp_path: Path) -> None:
    with pytest.raises(errors.EmptyFile):
        pages_of(tmp_path, zipped({"scan/": b""}))


def test_encrypted_files(tmp_path: Path) -> None:
    with pytest.raises(errors.RefusedEntry, match="mật khẩu"):
        pages_of(tmp_path, locked(zipped({"1.png": _png(1)})))


@pytest.mark.parametrize("share", [0.2, 0.6, 0.95])
def test_one_that_breaks_off(tmp_path: Path, share: float) -> None:
    data = zipped({"1.png": _png(1), "2.png": _png(2)})
    with pytest.raises(errors.TruncatedFile):
        pages_of(tmp_path, data[: int(len(data) * share)])


def test_a_check_sum_that_fails(tmp_path: Path) -> None:
    data = zipped({"1.png": _png(1)}, zipfile.ZIP_STORED)
    at = len(data) // 2
    with pytest.raises(errors.RefusedEntry, match="BadZipFile"):
        pages_of(tmp_path, data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])


def test_too_many_files(tmp_path: Path) -> None:
    with pytest.raises(errors.TooManyEntries):
        pages_of(tmp_path, zipped({f"{n}.png": b"" for n in range(6)}), replace(ROOMY, max_entries=5))


def test_too_many_pages_together(tmp_path: Path) -> None:
    files = {f"{n}.png": _png(n) for n in range(3)}
    with pytest.raises(errors.RefusedEntry, match="hơn 2 trang"):
        pages_of(tmp_path, zipped(files), replace(ROOMY, max_pages=2))


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    bomb = zipped({"1.bmp": bytes(101_000_000)})
    assert len(bomb) < 200_000
    with pytest.raises(errors.UnpacksTooLarge):
        pages_of(tmp_path, bomb)
    with pytest.raises(errors.UnpacksTooLarge):
        pages_of(tmp_path, zipped({"1.bmp": bytes(2_000_000)}), replace(ROOMY, max_unpacked=1_000_000))


def test_a_file_that_is_larger_than_the_directory_says(tmp_path: Path) -> None:
    data = zipped({"1.bmp": bytes(5_000_000)})
    said = struct.pack("<I", 5_000_000)
    assert data.count(said) == 2
    with pytest.raises(errors.RefusedEntry):
        pages_of(tmp_path, data.replace(said, struct.pack("<I", 500)))


def test_files_that_lie_over_each_other(tmp_path: Path) -> None:
    """One stretch of bytes entered in the directory many times unpacks to many files."""
    data = zipped({"1.png": _png(1)}, zipfile.ZIP_STORED)
    start = data.rindex(b"PK\x01\x02")
    end = data.rindex(b"PK\x05\x06")
    row, times = data[start:end], 20
    closing = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, times, times, len(row) * times, start, 0)
    with pytest.raises(errors.CorruptFile, match="overlap"):
        pages_of(tmp_path, data[:start] + row * times + closing)
