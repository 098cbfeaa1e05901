"""Any file: what is opened, what it is taken for, and what is refused before it is decoded."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import ocr.decode
from config import errors
from config.settings import LimitSettings
from ocr.decode import Budget, pixels, split
from tests.unit.ocr.decode.delivered import ROOMY, array, pages_of, png_chunk, sheet, written


def test_the_public_names_are_exactly_those_intended() -> None:
    assert ocr.decode.__all__ == ["Budget", "notices", "pixels", "split"]


def test_budget_of_settings() -> None:
    limits = LimitSettings(megapixels=3, pages=7, megabytes=2)
    assert Budget.from_settings(limits) == Budget(3_000_000, 7, 2_000_000)


@pytest.mark.parametrize(("kind", "name"), [("PNG", "a.jpg"), ("JPEG", "a.tif"), ("BMP", "a.pdf"), ("TIFF", "a")])
def test_the_content_decides_and_not_the_suffix(tmp_path: Path, kind: str, name: str) -> None:
    assert len(pages_of(tmp_path, written(sheet(), kind), name=name)) == 1


def test_no_bytes(tmp_path: Path) -> None:
    with pytest.raises(errors.EmptyFile):
        pages_of(tmp_path, b"")


@pytest.mark.parametrize(
    ("data", "found"),
    [
        ("Giấy tờ".encode(), "text"),
        (b"%!PS-Adobe-3.0" + bytes(40), "PostScript"),
        (b"AT&TFORM" + bytes(40), "DjVu"),
        (b"\x00\x00\x00\x18ftypisom", "video"),
        (b"\x01\x02\x03\x04\x05\x06\x07\x08\xff", "01 02 03 04 05 06 07 08"),
    ],
)
def test_other_formats_are_named(tmp_path: Path, data: bytes, found: str) -> None:
    with pytest.raises(errors.UnknownFormat) as caught:
        pages_of(tmp_path, data, name="page.tif")
    assert caught.value.details == {"found": found}


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(errors.UnreadableFile):
        list(split(tmp_path / "none.tif", ROOMY))


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(errors.UnreadableFile):
        list(split(tmp_path, ROOMY))


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "real.png").write_bytes(written(sheet(), "PNG"))
    (tmp_path / "link.png").symlink_to(tmp_path / "real.png")
    with pytest.raises(errors.UnreadableFile):
        list(split(tmp_path / "link.png", ROOMY))


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(errors.UnreadableFile):
        list(split(tmp_path / "pipe", ROOMY))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission(tmp_path: Path) -> None:
    path = tmp_path / "closed.png"
    path.write_bytes(written(sheet(), "PNG"))
    path.chmod(0)
    with pytest.raises(errors.UnreadableFile):
        list(split(path, ROOMY))


def test_too_many_bytes(tmp_path: Path) -> None:
    with pytest.raises(errors.FileTooLarge):
        pages_of(tmp_path, written(sheet(), "BMP"), Budget(50_000_000, 10, 1000))


def test_a_bomb_is_refused_by_its_header(tmp_path: Path) -> None:
    header = b"\x00\x00\xea\x60\x00\x00\xea\x60\x08\x02\x00\x00\x00"  # 60,000 × 60,000 RGB
    bomb = b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", header) + png_chunk(b"IDAT", b"x") + png_chunk(b"IEND", b"")
    with pytest.raises(errors.TooManyPixels) as caught:
        pages_of(tmp_path, bomb)
    assert caught.value.details == {"width": 60000, "height": 60000, "limit": 50}


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "BMP", "TIFF"])
def test_one_pixel_more_than_the_budget(tmp_path: Path, kind: str) -> None:
    image = sheet(100, 120)
    assert pages_of(tmp_path, written(image, kind), Budget(12_000, 1, 1_000_000))
    with pytest.raises(errors.TooManyPixels):
        pages_of(tmp_path, written(image, kind), Budget(11_999, 1, 1_000_000))


@pytest.mark.parametrize("kind", ["PNG", "BMP", "JPEG", "TIFF", "PDF"])
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_damaged_bytes_give_pages_or_a_rejection_and_nothing_else(
    tmp_path: Path, kind: str, data: st.DataObject
) -> None:
    broken = bytearray(written(sheet(60, 80), kind))
    for _ in range(data.draw(st.integers(1, 6))):
        broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(broken)))
    try:
        pages = pages_of(tmp_path, bytes(broken[:cut]))
    except errors.RejectedFile:
        return
    for page in pages:
        assert pixels(page).shape[:2] == (page.info.height, page.info.width)


@pytest.mark.parametrize("kind", ["PNG", "BMP", "JPEG", "TIFF"])
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(share=st.floats(0.02, 0.98))
def test_a_file_that_breaks_off_is_never_believed(tmp_path: Path, kind: str, share: float) -> None:
    whole = written(sheet(90, 120), kind)
    with pytest.raises(errors.RejectedFile):
        pages_of(tmp_path, whole[: int(len(whole) * share)])


@pytest.mark.parametrize("kind", ["PNG", "BMP", "JPEG", "TIFF", "PDF"])
def test_the_same_file_gives_the_same_bytes(tmp_path: Path, kind: str) -> None:
    data = written(sheet(mode="RGB"), kind)
    assert pages_of(tmp_path, data) == pages_of(tmp_path, data)


@pytest.mark.parametrize("mode", ["1", "L", "RGB"])
def test_lossless_formats_give_back_every_pixel(tmp_path: Path, mode: str) -> None:
    image = sheet(mode=mode)
    for kind in ("PNG", "BMP", "TIFF"):
        (page,) = pages_of(tmp_path, written(image, kind))
        assert page.info.mode == mode
        assert (pixels(page) == array(image)).all()
