"""Endings: whether a file ends as its format ends, and whether somebody still writes it."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from scanner_agent.endings import ends_properly, holds_pages, is_being_written

PAGE = Image.new("L", (64, 64), 128)


def scan(kind: str, **options: object) -> bytes:
    out = BytesIO()
    PAGE.save(out, kind, **options)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "BMP", "TIFF", "PDF"])
def test_a_whole_file_ends_properly_and_one_that_was_cut_does_not(kind: str, tmp_path: Path) -> None:
    path, data = tmp_path / "scan", scan(kind)
    path.write_bytes(data)
    assert ends_properly(path)
    cut = len(data) // 2 if kind != "TIFF" else 4  # the chain of this TIFF stands at its beginning
    path.write_bytes(data[:cut])
    assert not ends_properly(path)


def test_a_tiff_of_several_pages_may_get_more(tmp_path: Path) -> None:
    path = tmp_path / "scan"
    path.write_bytes(scan("TIFF", save_all=True, append_images=[PAGE]))
    assert not ends_properly(path)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "BMP", "TIFF", "PDF"])
def test_only_a_pdf_or_a_tiff_can_get_more_pages(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "scan"
    path.write_bytes(scan(kind))
    assert holds_pages(path) is (kind in ("TIFF", "PDF"))


@pytest.mark.parametrize("data", [b"", b"II*\0", b"MM\0*\xff\xff\xff\xff", b"\xff\xd8", b"BM", b"some text"])
def test_a_beginning_is_no_end(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "scan"
    path.write_bytes(data)
    assert not ends_properly(path)


def test_a_file_that_is_open_for_writing_is_being_written(tmp_path: Path) -> None:
    path = tmp_path / "scan"
    with path.open("wb") as writer:
        writer.write(b"half")
        writer.flush()
        assert is_being_written(path)
    assert not is_being_written(path)
    with path.open("rb"):
        assert not is_being_written(path)
