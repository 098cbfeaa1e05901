"""A printed page's own words are taken where they read as Vietnamese and lie on all of its print; else not."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from ocr.decode import Budget, pixels, split
from ocr.image.canvas import overview
from ocr.image.profile import OVERVIEW_DPI
from ocr.page import PageImage, TextLayer
from ocr.printed import is_believed, reads_as_vietnamese
from tests.unit.ocr.printed import Run, paragraphs, printed

BODY = [
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Kính gửi: Ủy ban nhân dân phường Cửa Nam, thành phố Hà Nội",
    "Tên tôi là Nguyễn Thị Ánh Tuyết, sinh ngày 02/9/1975, số định danh 001175012345,",
    "thư điện tử: anhtuyet75@example.vn. Tôi đề nghị cấp bản sao trích lục khai sinh",
    "để bổ sung hồ sơ xin học cho con. Tôi cam đoan những lời khai trên là đúng sự thật",
    "và chịu trách nhiệm trước pháp luật về cam đoan của mình.",
]
# TCVN 5712 (VN3): one byte a letter, which a file without a table of its own shows as Latin letters.
_TCVN3 = dict(
    zip(
        "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ",
        "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\xadõö÷øùúûüýþ",
        strict=True,
    )
)


def _bare(letter: str) -> str:
    return unicodedata.normalize("NFD", letter)[0].replace("đ", "d").replace("Đ", "D")


WRONG: dict[str, Callable[[str], str]] = {
    "letters that mean the next one": lambda ch: chr(ord(ch) + 1) if ch.isalpha() else ch,
    "letters by number of glyph": lambda ch: chr(33 + ord(ch) % 90),
    "TCVN3": lambda ch: _TCVN3.get(ch.lower(), ch),
    "marks that were dropped": _bare,
    "letters with marks that mean nothing": lambda ch: ch if ch.isascii() else "\ufffd",
    "private letters": lambda ch: ch if ch.isascii() else chr(0xF000 + ord(ch) % 256),
}


def page_of(folder: Path, pdf: bytes) -> PageImage:
    path = folder / "printed.pdf"
    path.write_bytes(pdf)
    (page,) = split(path, Budget(50_000_000, 10, 50_000_000))
    return page


def believed(page: PageImage) -> bool:
    return page.layer is not None and is_believed(page.layer, overview(pixels(page), page.info, OVERVIEW_DPI))


def text_of(layer: TextLayer | None) -> list[str]:
    return [line.text for line in layer.lines] if layer else []


def test_a_printed_page_is_believed(tmp_path: Path) -> None:
    page = page_of(tmp_path, printed(paragraphs(BODY)))
    assert text_of(page.layer) == BODY
    assert believed(page)


@pytest.mark.parametrize("wrong", WRONG)
def test_a_file_that_lies_about_its_letters_is_not(tmp_path: Path, wrong: str) -> None:
    page = page_of(tmp_path, printed(paragraphs(BODY), WRONG[wrong]))
    assert not believed(page)


def test_one_heading_that_lies_spoils_the_page() -> None:
    lie = WRONG["letters that mean the next one"]
    words = " ".join(BODY).split()
    assert reads_as_vietnamese(words)
    assert not reads_as_vietnamese(["".join(map(lie, word)) for word in words[:8]] + words[8:])


def _scan(folder: Path, runs: list[Run]) -> bytes:
    drawn = pixels(page_of(folder, printed(runs)))
    target = io.BytesIO()
    Image.fromarray(drawn).resize((1240, 1754)).save(target, "JPEG", quality=80)
    return target.getvalue()


@pytest.mark.parametrize("mode", [0, 3, 7])
def test_words_of_another_programs_recognition_are_not(tmp_path: Path, mode: int) -> None:
    stroke = b"2 w 60 40 m 500 41 l S "  # something besides the scan, so that the page is drawn
    runs = paragraphs(BODY, mode=mode)
    page = page_of(tmp_path, printed(runs, image=_scan(tmp_path, paragraphs(BODY)), drawn=stroke))
    assert "rendered" in page.flags
    assert page.layer is None


def test_a_layer_for_part_of_the_print_is_not(tmp_path: Path) -> None:
    """The last line is drawn by its outlines: a heading that became curves, a field that somebody filled in."""
    page = page_of(tmp_path, printed(paragraphs(BODY)))
    assert page.layer is not None
    short = TextLayer(page.layer.lines[:-1], page.layer.reader)
    assert not is_believed(short, overview(pixels(page), page.info, OVERVIEW_DPI))


def test_words_where_nothing_is_printed_are_not(tmp_path: Path) -> None:
    white = [Run(run.text, run.x, run.y - 300, colour="1 g") for run in paragraphs(BODY)]
    page = page_of(tmp_path, printed([*paragraphs(BODY), *white]))
    assert not believed(page)


def test_a_few_words_are_recognised() -> None:
    assert not reads_as_vietnamese(["Độc", "lập", "-", "Tự", "do", "-", "Hạnh", "phúc"])


def test_rules_pictures_and_coloured_ground_do_not_hinder(tmp_path: Path) -> None:
    table = b"0.9 g 60 660 460 30 re f 0 g 1 w 60 400 460 200 re S 60 500 m 520 500 l S 0.8 0 0 rg 300 300 40 40 re f "
    page = page_of(tmp_path, printed(paragraphs(BODY), drawn=table))
    assert believed(page)


def test_what_a_field_shows_is_read(tmp_path: Path) -> None:
    """The appearance of an annotation is print like any other."""
    with pikepdf.open(io.BytesIO(printed([*paragraphs(BODY)]))) as pdf:
        page = pdf.pages[0]
        shown = pdf.make_stream(b"BT /F1 12 Tf 0 4 Td " + _codes_of(page, "Ánh") + b" Tj ET")
        shown.Type, shown.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        shown.BBox, shown.Resources = pikepdf.Array([0, 0, 100, 20]), page.Resources
        field = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Stamp,
            Rect=pikepdf.Array([72, 500, 172, 520]),
            F=4,
            AP=pikepdf.Dictionary(N=pdf.make_indirect(shown)),
        )
        page.Annots = pikepdf.Array([pdf.make_indirect(field)])
        target = io.BytesIO()
        pdf.save(target)
    found = page_of(tmp_path, target.getvalue())
    assert text_of(found.layer) == [*BODY, "Ánh"]
    assert believed(found)


def _codes_of(page: pikepdf.Page, text: str) -> bytes:
    """``text`` in the codes of the page's font, looked up in what it shows already."""
    said = page.Resources.Font.F1.ToUnicode.read_bytes().decode()
    rows = [row.split() for row in said.splitlines() if row.startswith("<") and row.count("<") == 2]
    codes = {bytes.fromhex(meant.strip("<>")).decode("utf-16-be"): code.strip("<>") for code, meant in rows}
    return f"<{''.join(codes[letter] for letter in text)}>".encode()
