"""PDF files: scans come out as the scanner's image, turned as they are shown; all else is drawn."""

from __future__ import annotations

import io
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pypdfium2
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageChops

from config import errors
from ocr.decode import Budget, pixels
from tests.unit.ocr.decode.delivered import array, jpeg_dictionary, pages_of, scanned_pdf, sheet, tiff_strip, written

_TURNS = {
    0: b"q 240 0 0 340 0 0 cm /Im0 Do Q",
    270: b"q 0 340 -240 0 240 0 cm /Im0 Do Q",
    180: b"q -240 0 0 -340 240 340 cm /Im0 Do Q",
    90: b"q 0 -340 240 0 0 340 cm /Im0 Do Q",
}


def _jpeg_pdf(mode: str = "L", **options: Any) -> tuple[bytes, bytes]:
    image = sheet(mode=mode)
    data = written(image, "JPEG", quality=90)
    return data, scanned_pdf(data, jpeg_dictionary(image), **options)


def _drawn(data: bytes, width: int, height: int) -> NDArray[np.uint8]:
    with pypdfium2.PdfDocument(data) as document:
        drawn = document[0].render(scale=1).to_pil().convert("L").resize((width, height))
    return np.array(drawn)


@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_the_scanners_jpeg_comes_out_unchanged(tmp_path: Path, mode: str) -> None:
    data, pdf = _jpeg_pdf(mode)
    (page,) = pages_of(tmp_path, pdf)
    assert (page.data, page.info.format, page.info.mode, page.flags) == (data, "jpeg", mode, ())
    assert (page.info.dpi_x, page.info.dpi_y, page.info.dpi_stated) == (72, 72, True)


@pytest.mark.parametrize("rotate", [0, 90, 180, 270, -90, 450])
@pytest.mark.parametrize("placed", list(_TURNS))
def test_the_turn_is_the_one_that_a_viewer_shows(tmp_path: Path, rotate: int, placed: int) -> None:
    data, pdf = _jpeg_pdf(content=_TURNS[placed], rotate=rotate)
    (page,) = pages_of(tmp_path, pdf)
    assert page.data == data
    assert page.info.turn == (placed + rotate) % 360
    upright = np.rot90(pixels(page), -page.info.turn // 90)
    shown = _drawn(pdf, upright.shape[1], upright.shape[0])
    assert np.abs(upright.astype(int) - shown).mean() < 12
    assert np.abs(upright[::-1, ::-1].astype(int) - shown).mean() > 25


def test_resolution_comes_from_the_placed_size(tmp_path: Path) -> None:
    _, pdf = _jpeg_pdf(content=b"q 120 0 0 85 0 0 cm /Im0 Do Q", box=(0, 0, 120, 85))
    (page,) = pages_of(tmp_path, pdf)
    assert (page.info.dpi_x, page.info.dpi_y) == (144, 288) or not page.info.dpi_stated


@pytest.mark.parametrize("black_is_one", [False, True])
@pytest.mark.parametrize("decode", [None, [0, 1], [1, 0]])
def test_group_4_comes_out_with_the_scanners_bits(tmp_path: Path, black_is_one: bool, decode: list[int] | None) -> None:
    image = sheet(mode="1")
    strip = tiff_strip(written(ImageChops.invert(image), "TIFF", compression="group4", tiffinfo={278: 340}))
    parameters = pikepdf.Dictionary(K=-1, Columns=240, Rows=340, BlackIs1=black_is_one)
    dictionary = {
        "/Width": 240,
        "/Height": 340,
        "/BitsPerComponent": 1,
        "/ColorSpace": pikepdf.Name.DeviceGray,
        "/Filter": pikepdf.Name.CCITTFaxDecode,
        "/DecodeParms": parameters,
    } | ({"/Decode": pikepdf.Array(decode)} if decode else {})
    pdf = scanned_pdf(strip, dictionary)
    (page,) = pages_of(tmp_path, pdf)
    assert (page.info.format, page.info.mode) == ("tiff", "1")
    assert tiff_strip(page.data) == strip
    assert np.abs(pixels(page).astype(int) - _drawn(pdf, 240, 340)).mean() < 2


@pytest.mark.parametrize("mode", ["1", "L", "RGB"])
@pytest.mark.parametrize("predicted", [False, True])
def test_deflated_images_give_back_every_pixel(tmp_path: Path, mode: str, predicted: bool) -> None:
    image = sheet(mode=mode)
    dictionary: dict[str, Any] = {
        "/Width": 240,
        "/Height": 340,
        "/BitsPerComponent": 1 if mode == "1" else 8,
        "/ColorSpace": pikepdf.Name.DeviceRGB if mode == "RGB" else pikepdf.Name.DeviceGray,
        "/Filter": pikepdf.Name.FlateDecode,
    }
    data = zlib.compress(image.tobytes())
    if predicted:
        rows = image.tobytes()
        width = len(rows) // image.height
        plain = b"".join(b"\x00" + rows[at : at + width] for at in range(0, len(rows), width))
        data = zlib.compress(plain)
        dictionary["/DecodeParms"] = pikepdf.Dictionary(
            Predictor=15, Columns=240, Colors=len(image.getbands()), BitsPerComponent=1 if mode == "1" else 8
        )
    (page,) = pages_of(tmp_path, scanned_pdf(data, dictionary))
    assert "rendered" not in page.flags
    assert (pixels(page) == array(image)).all()


def test_a_deflated_bomb_unpacks_no_further_than_its_image(tmp_path: Path) -> None:
    dictionary = {
        "/Width": 240,
        "/Height": 340,
        "/BitsPerComponent": 8,
        "/ColorSpace": pikepdf.Name.DeviceGray,
        "/Filter": pikepdf.Name.FlateDecode,
    }
    (page,) = pages_of(tmp_path, scanned_pdf(zlib.compress(bytes(100_000_000)), dictionary))
    assert (page.info.width, page.info.height) == (240, 340)


@pytest.mark.parametrize(
    "content",
    [
        b"q 240 0 0 340 0 0 cm /Im0 Do Q 10 10 50 50 re f",
        b"q 240 0 0 340 0 0 cm /Im0 Do Q 0 0 m 240 340 l S",
        b"q 240 0 0 340 0 0 cm /Im0 Do Q q 120 0 0 170 0 0 cm /Im0 Do Q",
        b"q 150 0 0 340 0 0 cm /Im0 Do Q",
        b"q -240 0 0 340 240 0 cm /Im0 Do Q",
        b"q 240 12 -12 340 0 0 cm /Im0 Do Q",
        b"q 0 0 100 340 re W n 240 0 0 340 0 0 cm /Im0 Do Q",
        b"/OC /X BDC q 240 0 0 340 0 0 cm /Im0 Do Q EMC",
        b"q 240 0 0 340 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x40 EI Q",
        b"",
    ],
    ids=["area", "line", "two", "small", "mirrored", "skewed", "clipped", "optional", "inline", "empty"],
)
def test_whatever_is_no_plain_scan_is_drawn(tmp_path: Path, content: bytes) -> None:
    _, pdf = _jpeg_pdf(content=content)
    (page,) = pages_of(tmp_path, pdf)
    assert (page.info.format in ("png", "tiff"), page.info.turn, "rendered" in page.flags) == (True, 0, True)
    assert page.info.dpi == 300
    shown = _drawn(pdf, page.info.width, page.info.height)
    assert np.abs(pixels(page).astype(int) - shown).mean() < 12


@pytest.mark.parametrize(
    "content",
    [
        b"1 g 0 0 240 340 re f q 240 0 0 340 0 0 cm /Im0 Do Q",
        b"q 0 0 240 340 re W n 240 0 0 340 0 0 cm /Im0 Do Q",
        b"q 120 0 0 170 0 0 cm q 2 0 0 2 0 0 cm /Im0 Do Q Q",
        b"q 242 0 0 342 -1 -1 cm /Im0 Do Q",
        b"q 240 0 0 340 0 0 cm /Im0 Do Q BT 3 Tr /F1 9 Tf (words) Tj ET",
    ],
    ids=["white paper", "whole clip", "nested", "bleeding", "text layer"],
)
def test_what_nobody_sees_beside_the_image_does_not_matter(tmp_path: Path, content: bytes) -> None:
    data, pdf = _jpeg_pdf(content=content)
    (page,) = pages_of(tmp_path, pdf)
    assert page.data == data


def test_a_page_without_content_is_white_paper(tmp_path: Path) -> None:
    _, pdf = _jpeg_pdf(content=b"")
    (page,) = pages_of(tmp_path, pdf)
    assert pixels(page).min() == 255


def _annotation(subtype: str, **entries: Any) -> Any:
    def make(pdf: pikepdf.Pdf) -> pikepdf.Array:
        look = pdf.make_stream(b"1 0 0 rg 0 0 100 60 re f")
        look.Type, look.Subtype, look.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, pikepdf.Array([0, 0, 100, 60])
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name("/" + subtype),
            Rect=pikepdf.Array([100, 240, 200, 300]),
            F=4,
            AP=pikepdf.Dictionary(N=look),
        )
        for key, value in entries.items():
            note["/" + key] = value
        field = pdf.make_indirect(note)
        if subtype == "Widget":
            field.T = "field"
            pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([field]))
        return pikepdf.Array([field])

    return make


def test_a_signature_field_leaves_the_scan_as_it_is(tmp_path: Path) -> None:
    data, pdf = _jpeg_pdf("RGB", Annots=_annotation("Widget", FT=pikepdf.Name.Sig))
    (page,) = pages_of(tmp_path, pdf)
    assert (page.data, page.flags) == (data, ("annotations",))


@pytest.mark.parametrize("subtype", ["Stamp", "FreeText", "Ink", "Widget"])
def test_other_annotations_are_drawn_with_the_page(tmp_path: Path, subtype: str) -> None:
    _, pdf = _jpeg_pdf("RGB", Annots=_annotation(subtype, FT=pikepdf.Name.Tx))
    (page,) = pages_of(tmp_path, pdf)
    assert page.flags == ("rendered",)
    assert pixels(page)[int(70 / 72 * 300), int(150 / 72 * 300)].tolist() == [255, 0, 0]


@pytest.mark.parametrize(
    "entries", [{"F": 2}, {"Rect": pikepdf.Array([0, 0, 0, 0])}], ids=["hidden", "empty rectangle"]
)
def test_annotations_that_nobody_sees_do_not_matter(tmp_path: Path, entries: dict[str, Any]) -> None:
    data, pdf = _jpeg_pdf(Annots=_annotation("Stamp", **entries))
    (page,) = pages_of(tmp_path, pdf)
    assert (page.data, page.flags) == (data, ())


def _encrypted(user: str, revision: int = 6) -> bytes:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(_jpeg_pdf()[1])) as pdf:
        pdf.save(target, encryption=pikepdf.Encryption(owner="owner", user=user, R=revision, aes=revision > 3))
    return target.getvalue()


@pytest.mark.parametrize("revision", [4, 6])
def test_a_password_is_needed(tmp_path: Path, revision: int) -> None:
    with pytest.raises(errors.EncryptedFile):
        pages_of(tmp_path, _encrypted("mật khẩu" if revision == 6 else "secret", revision))


@pytest.mark.parametrize("revision", [4, 6])
def test_an_empty_password_opens_and_the_scan_is_unchanged(tmp_path: Path, revision: int) -> None:
    (page,) = pages_of(tmp_path, _encrypted("", revision))
    assert page.data == _jpeg_pdf()[0]


def test_a_scan_within_the_pdf_that_breaks_off(tmp_path: Path) -> None:
    image = sheet()
    with pytest.raises(errors.TruncatedFile):
        pages_of(tmp_path, scanned_pdf(written(image, "JPEG")[:-400], jpeg_dictionary(image)))


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_a_pdf_that_breaks_off(tmp_path: Path, share: float) -> None:
    _, pdf = _jpeg_pdf()
    with pytest.raises(errors.TruncatedFile):
        pages_of(tmp_path, pdf[: int(len(pdf) * share)])


def test_a_page_tree_that_bites_its_tail(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.Root.Pages.Kids.append(pdf.Root.Pages)
    target = io.BytesIO()
    pdf.save(target)
    with pytest.raises(errors.CorruptFile):
        pages_of(tmp_path, target.getvalue())


def test_an_image_larger_than_the_budget_is_not_even_drawn(tmp_path: Path) -> None:
    huge = jpeg_dictionary(sheet()) | {"/Width": 60000, "/Height": 60000}
    for content in (_TURNS[0], b"0 0 9 9 re f " + _TURNS[0]):
        with pytest.raises(errors.TooManyPixels):
            pages_of(tmp_path, scanned_pdf(written(sheet(), "JPEG"), huge, content=content))


def test_too_many_pages(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    for _ in range(5):
        pdf.add_blank_page(page_size=(100, 100))
    target = io.BytesIO()
    pdf.save(target)
    with pytest.raises(errors.TooManyPages):
        pages_of(tmp_path, target.getvalue(), Budget(1_000_000, 4, 1_000_000))


def test_a_page_as_large_as_a_house_is_drawn_within_the_budget(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(14400, 14400))
    target = io.BytesIO()
    pdf.save(target)
    (page,) = pages_of(tmp_path, target.getvalue(), Budget(1_000_000, 4, 1_000_000))
    assert 800_000 < page.info.width * page.info.height <= 1_000_000


def test_a_stencil_painted_black_is_a_one_bit_page(tmp_path: Path) -> None:
    image = sheet(mode="1")
    dictionary = {"/Width": 240, "/Height": 340, "/ImageMask": True, "/BitsPerComponent": 1}
    pdf = scanned_pdf(image.tobytes(), dictionary)
    (page,) = pages_of(tmp_path, pdf)
    assert "rendered" not in page.flags
    assert (pixels(page) == array(image)).all()
    assert np.abs(pixels(page).astype(int) - _drawn(pdf, 240, 340)).mean() < 2


def test_a_stencil_painted_red_is_drawn(tmp_path: Path) -> None:
    dictionary = {"/Width": 240, "/Height": 340, "/ImageMask": True, "/BitsPerComponent": 1}
    pdf = scanned_pdf(sheet(mode="1").tobytes(), dictionary, content=b"1 0 0 rg " + _TURNS[0])
    (page,) = pages_of(tmp_path, pdf)
    assert page.flags == ("rendered",)
    assert page.info.mode == "RGB"


def test_an_inverted_jpeg_is_drawn(tmp_path: Path) -> None:
    image = sheet()
    dictionary = jpeg_dictionary(image) | {"/Decode": pikepdf.Array([1, 0])}
    (page,) = pages_of(tmp_path, scanned_pdf(written(image, "JPEG"), dictionary))
    assert "rendered" in page.flags
    assert np.median(pixels(page)) < 30


def test_a_masked_image_is_drawn(tmp_path: Path) -> None:
    image = sheet()
    dictionary = jpeg_dictionary(image) | {"/Mask": pikepdf.Array([0, 10])}
    (page,) = pages_of(tmp_path, scanned_pdf(written(image, "JPEG"), dictionary))
    assert "rendered" in page.flags


def test_the_image_may_lie_in_a_form(tmp_path: Path) -> None:
    image = sheet()
    data = written(image, "JPEG")
    pdf = pikepdf.open(io.BytesIO(scanned_pdf(data, jpeg_dictionary(image))))
    page = pdf.pages[0].obj
    form = pdf.make_stream(_TURNS[0])
    form.Type, form.Subtype, form.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, pikepdf.Array([0, 0, 240, 340])
    form.Resources = page.Resources
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Fm0=form))
    page.Contents = pdf.make_stream(b"q 1 0 0 1 0 0 cm /Fm0 Do Q")
    target = io.BytesIO()
    pdf.save(target)
    (kept,) = pages_of(tmp_path, target.getvalue())
    assert kept.data == data


def test_a_form_within_itself_ends(tmp_path: Path) -> None:
    _, data = _jpeg_pdf()
    pdf = pikepdf.open(io.BytesIO(data))
    page = pdf.pages[0].obj
    form = pdf.make_stream(b"/Fm0 Do")
    form.Type, form.Subtype, form.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, pikepdf.Array([0, 0, 240, 340])
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Fm0=form))
    form.Resources = page.Resources
    page.Contents = pdf.make_stream(b"/Fm0 Do")
    target = io.BytesIO()
    pdf.save(target)
    (kept,) = pages_of(tmp_path, target.getvalue())
    assert "rendered" in kept.flags


def test_pages_keep_their_order(tmp_path: Path) -> None:
    target = io.BytesIO()
    sheets = [sheet(mode="RGB", seed=n) for n in range(4)]
    sheets[0].save(target, "PDF", save_all=True, append_images=sheets[1:], resolution=100)
    pages = pages_of(tmp_path, target.getvalue())
    assert [page.info.format for page in pages] == ["jpeg"] * 4
    for page, drawn in zip(pages, sheets, strict=True):
        assert np.abs(pixels(page).astype(int) - array(drawn)).mean() < 12
    assert len({page.data for page in pages}) == 4


def test_cmyk_of_adobe_keeps_its_bytes_only_where_the_decode_array_says_inverted(tmp_path: Path) -> None:
    image = sheet(mode="CMYK")
    data = written(image, "JPEG", quality=95)  # Pillow writes the Adobe segment and inverts
    inverted = jpeg_dictionary(image) | {"/Decode": pikepdf.Array([1, 0] * 4)}
    (kept,) = pages_of(tmp_path, scanned_pdf(data, inverted))
    (drawn,) = pages_of(tmp_path, scanned_pdf(data, jpeg_dictionary(image)))
    assert (kept.data, kept.info.mode) == (data, "CMYK")
    assert "rendered" in drawn.flags
    assert Image.open(io.BytesIO(kept.data)).mode == "CMYK"
