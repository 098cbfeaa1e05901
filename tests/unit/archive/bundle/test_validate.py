"""What is found in files that were spoiled after they were made."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from archive.bundle import validate, write_dossier
from archive.bundle.font import to_unicode
from archive.bundle.write import srgb
from tests.unit.archive.bundle.drawn import FONT, dossier, page, scan


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    path = tmp_path / "sound.pdf"
    assert write_dossier(dossier(page(), page(scan(mode="L"))), path, FONT).valid
    return path


def spoil(path: Path, change: Callable[[Any], None]) -> Path:
    spoiled = path.with_name("spoiled.pdf")
    with pikepdf.open(path) as pdf:
        change(pdf)
        pdf.save(spoiled, fix_metadata_version=False)
    return spoiled


def _long_block(pdf: Any) -> None:
    pdf.pages[0].Resources.Font.F0.ToUnicode.write(
        to_unicode([chr(65 + i) for i in range(101)])
        .replace(b"endbfchar\n1 beginbfchar\n", b"")
        .replace(b"100 beginbfchar", b"101 beginbfchar")
    )


def _no_meaning(pdf: Any) -> None:
    del pdf.pages[0].Resources.Font.F0.ToUnicode


def _wrong_width(pdf: Any) -> None:
    widths = pdf.pages[0].Resources.Font.F0.DescendantFonts[0].W[1]
    widths[3] = float(widths[3]) + 3


def _colour_profile_on_grey(pdf: Any) -> None:
    profile = pdf.make_stream(srgb(), N=3)
    pdf.pages[1].Resources.XObject.Im0.ColorSpace = pikepdf.Array([pikepdf.Name.ICCBased, profile])


def _colour_space_on_grey(pdf: Any) -> None:
    pdf.pages[1].Resources.XObject.Im0.ColorSpace = pikepdf.Name.DeviceRGB


def _lying_size(pdf: Any) -> None:
    pdf.pages[0].Resources.XObject.Im0.Height = 99


def _torn_jpeg(pdf: Any) -> None:
    image = pdf.pages[0].Resources.XObject.Im0
    image.write(b"\xff\xd8 torn", filter=pikepdf.Name.DCTDecode)


def _torn_font(pdf: Any) -> None:
    pdf.pages[0].Resources.Font.F0.DescendantFonts[0].CIDToGIDMap.write(b"\0")


def _javascript(pdf: Any) -> None:
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        (_long_block, "ToUnicode block of 101 rows"),
        (_no_meaning, "without ToUnicode"),
        (_wrong_width, "width of code 4"),
        (_colour_profile_on_grey, "JPEG of 1 components in a colour space of 3"),
        (_colour_space_on_grey, "JPEG of 1 components"),
        (_lying_size, "pixels is said"),
        (_torn_jpeg, ""),
        (_torn_font, ""),
        (_javascript, "OpenAction"),
    ],
)
def test_a_spoiled_file_is_found_out(sound: Path, change: Callable[[Any], None], finding: str) -> None:
    verdict = validate(spoil(sound, change))
    assert not verdict.valid
    assert any(finding in problem for problem in verdict.problems), verdict.problems


def test_a_sound_file_has_no_findings(sound: Path) -> None:
    verdict = validate(sound)
    assert (verdict.profile, verdict.valid, verdict.problems) == ("2b", True, ())
    assert verdict.validator.startswith("pikepdf.pdfa 1")


def test_a_file_that_is_no_pdf_is_a_verdict_and_no_error(tmp_path: Path) -> None:
    path = tmp_path / "not.pdf"
    path.write_bytes(b"%PDF-1.7\nand nothing more")
    assert not validate(path).valid
