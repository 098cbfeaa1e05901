"""What a PDF carries besides its pages is noticed; the pages are the same as without it."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from ocr.decode import notices
from tests.unit.ocr.decode.delivered import ROOMY, jpeg_dictionary, pages_of, scanned_pdf, sheet, written
from tests.unit.ocr.decode.zips import zipped

_SCAN = scanned_pdf(written(sheet(), "JPEG"), jpeg_dictionary(sheet()))
_Change = Callable[[Pdf], None]


def _with(change: _Change) -> bytes:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(_SCAN)) as pdf:
        change(pdf)
        pdf.save(target)
    return target.getvalue()


def _noticed(folder: Path, data: bytes) -> tuple[str, ...]:
    path = folder / "delivered"
    path.write_bytes(data)
    return notices(path, ROOMY)


def _script() -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS=String("app.launchURL('http://127.0.0.1/')"))


def _open_action(pdf: Pdf) -> None:
    pdf.Root.OpenAction = _script()


def _launch(pdf: Pdf) -> None:
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]))
    link.A = Dictionary(S=Name.Launch, F=String("calc.exe"))
    pdf.pages[0].obj.Annots = Array([link])


def _on_opening_a_page(pdf: Pdf) -> None:
    pdf.pages[0].obj.AA = Dictionary(O=_script())


def _rich_media(pdf: Pdf) -> None:
    media = Dictionary(Type=Name.Annot, Subtype=Name.RichMedia, Rect=Array([0, 0, 1, 1]))
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(media)])


def _attachment(pdf: Pdf) -> None:
    pdf.attachments["virus.exe"] = b"MZ"


def _goes_to_a_page(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Array([pdf.pages[0].obj, Name.Fit])


@pytest.mark.parametrize(
    ("change", "flags"),
    [
        (_open_action, ("active_content",)),
        (_launch, ("active_content",)),
        (_on_opening_a_page, ("active_content",)),
        (_rich_media, ("active_content",)),
        (_attachment, ("attachments",)),
        (_goes_to_a_page, ()),
        (lambda _: None, ()),
    ],
)
def test_it_is_noticed_and_the_page_is_still_one(tmp_path: Path, change: _Change, flags: tuple[str, ...]) -> None:
    data = _with(change)
    assert _noticed(tmp_path, data) == flags
    assert len(pages_of(tmp_path, data)) == 1


def test_a_script_leaves_the_scan_as_it_was(tmp_path: Path) -> None:
    (plain,), (active,) = pages_of(tmp_path, _SCAN), pages_of(tmp_path, _with(_open_action))
    assert plain == active


def _signed(covered: int | None = None, gap: bytes = b"<" + b"0" * 60 + b">") -> bytes:
    """A PDF with a signature over the first and last bytes, all but ``gap``; ``covered`` bytes are left out behind."""
    body = _with(lambda pdf: setattr(pdf.Root, "Sig", Dictionary(ByteRange=Array([0, 111111, 222222, 333333]))))
    start = body.index(b"/ByteRange")
    end = body.index(b"]", start) + 1
    frame = b"/ByteRange [0 %010d %010d %010d] /Contents "
    head = body[:start] + frame % (0, 0, 0)
    tail = body[end:]
    first, second = len(head), len(head) + len(gap)
    length = len(tail) - (covered or 0)
    return body[:start] + frame % (first, second, length) + gap + tail


@pytest.mark.parametrize(
    ("data", "flags"),
    [
        (_signed(), ("signed",)),
        (_signed() + b"\r\n", ("signed",)),
        (_signed(covered=9), ("signed_changed",)),
        (_signed() + b"% added after signing\n%%EOF\n", ("signed_changed",)),
        (_signed(gap=b"<00> /Hidden (words) <00>"), ("signed_changed",)),
    ],
    ids=["whole", "line end", "range too short", "added to", "words in the gap"],
)
def test_a_signature_covers_the_file_or_not(tmp_path: Path, data: bytes, flags: tuple[str, ...]) -> None:
    assert _noticed(tmp_path, data) == flags


def test_of_all_files_within_a_zip(tmp_path: Path) -> None:
    data = zipped({"1.pdf": _with(_open_action), "2.pdf": _with(_attachment), "3.txt": b"no page"})
    assert _noticed(tmp_path, data) == ("active_content", "attachments")


def test_macros_of_office_files(tmp_path: Path) -> None:
    parts = {"[Content_Types].xml": b"", "word/document.xml": b"", "word/vbaProject.bin": b""}
    assert _noticed(tmp_path, zipped(parts)) == ("active_content",)
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "_VBA_PROJECT".encode("utf-16-le")
    assert _noticed(tmp_path, old) == ("active_content",)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 nothing", b"text", _SCAN[:200]])
def test_of_a_broken_file_nothing(tmp_path: Path, data: bytes) -> None:
    assert _noticed(tmp_path, data) == ()
