"""Small sound inputs of every kind, from which the fuzzer begins to spoil; all drawn here or by the tests' drawers."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from typing import Any

import pikepdf
from PIL import Image

from tests.unit.ocr.decode.delivered import jpeg_dictionary, scanned_pdf, sheet, tiff_strip, written
from tests.unit.ocr.decode.heic import PHOTO
from tests.unit.ocr.decode.zips import zipped

_SIDES = (24, 32)
"""Pixels: decoding one takes a millisecond, so that a minute tries thousands."""
_TIFF_PACKINGS = (None, "packbits", "tiff_lzw", "tiff_adobe_deflate", "jpeg")
_FAX_PACKINGS = ("group3", "group4", "tiff_ccitt")


def _drawn(mode: str) -> Image.Image:
    return sheet(*_SIDES, mode=mode)


def jpegs() -> list[bytes]:
    """Grey, colour, CMYK, progressive, with restart markers and with an Exif turn."""
    exif = Image.Exif()
    exif[0x0112] = 6
    return [
        written(_drawn("L"), "JPEG"),
        written(_drawn("RGB"), "JPEG", progressive=True, dpi=(300, 300)),
        written(_drawn("RGB"), "JPEG", restart_marker_blocks=1, exif=exif),
        written(_drawn("CMYK"), "JPEG"),
    ]


def pngs() -> list[bytes]:
    """Every kind of sample."""
    drawn = [_drawn(mode) for mode in ("1", "L", "RGB", "RGBA", "P", "LA")]
    return [written(image, "PNG", dpi=(300, 300)) for image in (*drawn, _drawn("L").convert("I;16"))]


def tiffs() -> list[bytes]:
    """Every packing, and several pages."""
    fax = [written(_drawn("1"), "TIFF", compression=packing) for packing in _FAX_PACKINGS]
    plain = [written(_drawn(mode), "TIFF", compression=packing) for packing in _TIFF_PACKINGS for mode in ("L", "RGB")]
    pages = written(_drawn("L"), "TIFF", save_all=True, append_images=[_drawn("1"), _drawn("RGB")])
    return [*fax, *plain, pages]


def bitmaps() -> list[bytes]:
    """BMP of one, eight and 24 bits."""
    return [written(_drawn(mode), "BMP") for mode in ("1", "L", "P", "RGB")]


def webps() -> list[bytes]:
    """WebP with and without loss."""
    return [written(_drawn("RGB"), "WEBP"), written(_drawn("RGBA"), "WEBP", lossless=True)]


def archives() -> list[bytes]:
    """ZIP files of images, stored and deflated."""
    files = {"1.jpg": jpegs()[0], "hồ sơ/2.png": pngs()[1], "hồ sơ/10.tif": tiffs()[0]}
    return [zipped(files), zipped(files, 0), zipped({"0.pdf": _printed()})]


def _printed(**catalogue: Any) -> bytes:
    """A PDF that must be drawn: a line of text, a path, a form field and a script."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=_SIDES)
    face = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=face))
    page.Contents = pdf.make_stream(b"BT /F1 6 Tf 2 12 Td (Don xin) Tj ET 0.5 g 2 2 9 4 re f")
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[2, 20, 9, 30], A=script)
    page.Annots = pikepdf.Array([pdf.make_indirect(note)])
    pdf.attachments["a.txt"] = b"a"
    for key, value in catalogue.items():
        pdf.Root["/" + key] = value
    return _saved(pdf)


def _saved(pdf: pikepdf.Pdf, **options: Any) -> bytes:
    target = io.BytesIO()
    pdf.save(target, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable, **options)
    return target.getvalue()


def _locked() -> bytes:
    with pikepdf.open(io.BytesIO(_printed())) as pdf:
        return _saved(pdf, encryption=pikepdf.Encryption(owner="o", user="", R=4))


def _flate_pdf() -> bytes:
    image = _drawn("RGB")
    kind: dict[str, Any] = {"/Width": _SIDES[0], "/Height": _SIDES[1], "/BitsPerComponent": 8}
    kind |= {"/ColorSpace": pikepdf.Name.DeviceRGB, "/Filter": pikepdf.Name.FlateDecode}
    return scanned_pdf(zlib.compress(image.tobytes()), kind)


def _fax_pdf() -> bytes:
    strip = tiff_strip(written(_drawn("1"), "TIFF", compression="group4"))
    how = pikepdf.Dictionary(K=-1, Columns=_SIDES[0], Rows=_SIDES[1])
    kind: dict[str, Any] = {"/Width": _SIDES[0], "/Height": _SIDES[1], "/BitsPerComponent": 1}
    kind |= {"/ColorSpace": pikepdf.Name.DeviceGray, "/Filter": pikepdf.Name.CCITTFaxDecode, "/DecodeParms": how}
    return scanned_pdf(strip, kind)


def pdfs() -> list[bytes]:
    """Scans of three packings, one turned; a printed page, one with a password for its owner only."""
    jpeg = written(_drawn("L"), "JPEG")
    scans = [scanned_pdf(jpeg, jpeg_dictionary(_drawn("L")), rotate=turn) for turn in (0, 90)]
    return [*scans, _flate_pdf(), _fax_pdf(), _printed(), _printed(Lang="vi"), _locked()]


def heics() -> list[bytes]:
    """A photograph."""
    return [PHOTO]


def _texts(*lines: str) -> Callable[[], list[bytes]]:
    return lambda: [line.encode() for line in lines]


separators = _texts("SOHOA:1:H26.12-251002-0007:54", "SOHOA:1:H26.12-251002-0007:S1212:54", "SOHOA:2:x:A1:00")
codes = _texts("Mã hồ sơ: 000.00.19.H47-260105-0001", "H57.132-260804-0583, H57 . 132 – 26O8O4 - O583l")
names = _texts("SCN_0007.jpg", "SCN_0001.tif.1", "abcdefg0001_003.pdf", "Quét 2026-08-04 10.11.12 (3).PDF", "0")
