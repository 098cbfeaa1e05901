"""Separator sheets, from the printer through a bad scanner to what is made of them."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pypdf
import pytest

from archive.linking import PageEvidence, Problem, evidence_of
from archive.separators import separator_sheets
from config.codes import Separator, parse_case_code
from config.errors import MissingFont
from config.settings import LimitSettings, ReadingSettings
from ocr.decode import Budget, split
from ocr.engine import Engine, open_engine
from ocr.read import ReadingOptions, read_page
from scanner_agent.demo import Wear
from tests.unit.archive.separators.worn import FONT, Half, faint, printed, scanned, torn, without_barcodes

NEW, OLD = "H57.132-260804-0583", "000.00.19.H47-260105-0001"
LONG = "H26.ABCDE.ABCDE.ABCDE.ABCDE.ABCDE-260804-12345"


@pytest.fixture(scope="module")
def engine() -> Engine:
    return open_engine(ReadingSettings())


def said_by(data: bytes, engine: Engine, folder: Path) -> PageEvidence:
    path = folder / "sheet"
    path.write_bytes(data)
    (page,) = split(path, Budget.from_settings(LimitSettings()))
    return evidence_of(read_page(page, engine, ReadingOptions()), date(2026, 12, 31))


def parsed(*codes: str, sheets: int | None = None) -> list[Separator]:
    return [Separator(code, sheets) for text in codes if (code := parse_case_code(text))]


# --- the file ------------------------------------------------------------------------------------------------------


def test_there_is_one_a4_page_for_each_code_in_order() -> None:
    pdf = pypdf.PdfReader(io.BytesIO(separator_sheets(parsed(OLD, NEW, OLD, LONG), FONT)))
    assert len(pdf.pages) == 4
    for page, code in zip(pdf.pages, (OLD, NEW, OLD, LONG), strict=True):
        assert (round(page.mediabox.width), round(page.mediabox.height)) == (595, 842)
        text = page.extract_text()
        assert text.count(code) == 2 and text.count("Tờ phân tách hồ sơ") == 2


def test_how_many_sheets_are_to_follow_stands_on_it() -> None:
    pdf = pypdf.PdfReader(io.BytesIO(separator_sheets(parsed(NEW, sheets=12), FONT)))
    assert pdf.pages[0].extract_text().count("Số tờ / sheets: 12") == 2


def test_the_same_codes_give_the_same_bytes() -> None:
    assert separator_sheets(parsed(NEW, OLD), FONT) == separator_sheets(parsed(NEW, OLD), FONT)
    assert separator_sheets(parsed(NEW, OLD), FONT) != separator_sheets(parsed(OLD, NEW), FONT)


def test_its_fonts_are_embedded() -> None:
    pdf = pypdf.PdfReader(io.BytesIO(separator_sheets(parsed(NEW), FONT)))
    fonts = pdf.pages[0]["/Resources"]["/Font"].values()
    descriptors = [font.get_object()["/DescendantFonts"][0]["/FontDescriptor"] for font in fonts]
    assert len(descriptors) == 2 and all("/FontFile2" in descriptor for descriptor in descriptors)


def test_a_font_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingFont):
        separator_sheets(parsed(NEW), tmp_path / "none.ttf")


# --- the sheet after print and scan --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "dpi", "half", "wear", "bilevel"),
    [
        (NEW, 150, "whole", Wear(rotation=180, skew=4, noise=14), False),
        (OLD, 200, "whole", Wear(rotation=90, skew=-4, quality=35), False),
        (LONG, 150, "top", Wear(rotation=270, skew=2.5), False),
        (OLD, 150, "bottom", Wear(rotation=180, skew=-3, streaks=8, dust=300), False),
        (NEW, 200, "left", Wear(rotation=90, skew=-1.7), True),
        (OLD, 150, "right", Wear(skew=3.3, blur=1.2), True),
    ],
)
def test_a_sheet_is_known_by_its_qr_code_however_it_was_scanned(
    code: str, dpi: int, half: Half, wear: Wear, bilevel: bool, engine: Engine, tmp_path: Path
) -> None:
    data = scanned(torn(printed(code, dpi), half), dpi, wear, bilevel=bilevel)
    page = said_by(data, engine, tmp_path)
    assert page.kind == "separator"
    assert [(each.rule, each.code) for each in page.evidence] == [("separator_qr", code)]


def test_a_faint_sheet_is_known(engine: Engine, tmp_path: Path) -> None:
    page = said_by(scanned(faint(printed(NEW, 300)), 300, Wear(skew=-2.2)), engine, tmp_path)
    assert page.evidence[0].code == NEW


@pytest.mark.parametrize("keep_patch", [True, False])
@pytest.mark.parametrize(("code", "half"), [(NEW, "top"), (OLD, "bottom")])
def test_without_its_qr_codes_the_print_is_read_and_checked(
    code: str, half: Half, keep_patch: bool, engine: Engine, tmp_path: Path
) -> None:
    sheet = torn(without_barcodes(printed(code, 200), keep_patch=keep_patch), half)
    page = said_by(scanned(sheet, 200, Wear(rotation=180, skew=1.5)), engine, tmp_path)
    assert [(each.rule, each.code) for each in page.evidence] == [("separator_print", code)]


def test_half_a_sheet_without_a_barcode_is_still_a_separator(engine: Engine, tmp_path: Path) -> None:
    sheet = torn(without_barcodes(printed(NEW, 200)), "right")
    page = said_by(scanned(sheet, 200, Wear(skew=1.5)), engine, tmp_path)
    assert page.kind == "separator"
    assert [(each.code, each.problem) for each in page.evidence] == [(None, Problem.UNREADABLE)]
