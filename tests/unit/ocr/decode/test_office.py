"""Office files: pages by LibreOffice where it is installed, a sentence where it is not or does not end."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from config import errors
from ocr.decode import office
from tests.unit.ocr.decode.delivered import ROOMY, pages_of
from tests.unit.ocr.decode.zips import zipped

_TWO_PAGES = rb"{\rtf1\ansi {\b DON DE NGHI} Kinh gui\page Trang hai}"
_TYPES = (
    b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
    b'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" '
    b'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    b'Target="word/document.xml"/></Relationships>'
)
_DOCUMENT = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>'
    "<w:t>Đơn đề nghị</w:t></w:r></w:p></w:body></w:document>"
).encode()
_DOCX = zipped({"[Content_Types].xml": _TYPES, "_rels/.rels": _RELATIONS, "word/document.xml": _DOCUMENT})

needs_libreoffice = pytest.mark.skipif(
    shutil.which(office.PROGRAM) is None, reason="LibreOffice is not installed: libreoffice-writer-nogui"
)


def _program(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Put a program of our own where LibreOffice is looked for."""
    path = folder / "bin" / office.PROGRAM
    path.parent.mkdir()
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    monkeypatch.setattr(office.shutil, "which", lambda _: str(path))


@needs_libreoffice
@pytest.mark.timeout(120)
@pytest.mark.parametrize(("data", "pages"), [(_TWO_PAGES, 2), (_DOCX, 1)], ids=["rtf", "docx"])
def test_it_becomes_pages(tmp_path: Path, data: bytes, pages: int) -> None:
    found = pages_of(tmp_path, data)
    assert len(found) == pages and all("rendered" in page.flags for page in found)


@needs_libreoffice
@pytest.mark.timeout(120)
def test_within_a_zip(tmp_path: Path) -> None:
    assert len(pages_of(tmp_path, zipped({"2.rtf": _TWO_PAGES, "1.docx": _DOCX}))) == 3


@needs_libreoffice
@pytest.mark.timeout(120)
def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    pages_of(tmp_path, _TWO_PAGES)
    assert not list((tmp_path / "temporary").iterdir())


def test_where_libreoffice_is_not_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office.shutil, "which", lambda _: None)
    for data, kind in ((_TWO_PAGES, "rtf"), (_DOCX, "docx"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "doc")):
        with pytest.raises(errors.NotConverted) as caught:
            pages_of(tmp_path, data)
        assert caught.value.details["found"] == kind and "nộp bản PDF" in caught.value.sentence("vi")


def test_one_that_hangs_is_ended_with_all_it_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _program(tmp_path, monkeypatch, "sleep 987 & sleep 988")
    with pytest.raises(errors.NotConverted, match="> 1 s"):
        pages_of(tmp_path, _TWO_PAGES, replace(ROOMY, office_seconds=1))
    assert not [
        p for p in psutil.process_iter(["cmdline"]) if p.info["cmdline"] in (["sleep", "987"], ["sleep", "988"])
    ]


def test_one_that_swells_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _program(tmp_path, monkeypatch, "exec python3 -c 'bytearray(400_000_000)'")
    with pytest.raises(errors.NotConverted, match="LibreOffice: 1"):
        pages_of(tmp_path, _TWO_PAGES, replace(ROOMY, office_bytes=300_000_000))


@pytest.mark.parametrize("script", ["exit 0", "exit 77", "kill -9 $$"])
def test_one_that_makes_no_pdf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    _program(tmp_path, monkeypatch, script)
    with pytest.raises(errors.NotConverted):
        pages_of(tmp_path, _TWO_PAGES)
