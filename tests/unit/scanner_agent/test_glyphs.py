"""Fonts that can write Vietnamese, and those that cannot."""

from pathlib import Path

from config.alphabet import VIETNAMESE_LETTERS
from config.settings import PdfSettings
from scanner_agent.glyphs import missing_letters


def test_the_font_of_the_text_layer_has_every_letter() -> None:
    assert missing_letters(PdfSettings().font) == frozenset()


def test_a_font_of_another_script_lacks_letters() -> None:
    khmer = Path("/usr/share/fonts/truetype/noto/NotoSansKhmer-Regular.ttf")
    assert {"ấ", "đ"} <= missing_letters(khmer)


def test_a_file_that_is_no_font_lacks_all(tmp_path: Path) -> None:
    (tmp_path / "broken.ttf").write_bytes(b"no font")
    assert missing_letters(tmp_path / "broken.ttf") == VIETNAMESE_LETTERS
    assert missing_letters(tmp_path / "absent.ttf") == VIETNAMESE_LETTERS
