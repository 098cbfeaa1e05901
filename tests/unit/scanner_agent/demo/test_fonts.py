"""Typefaces that can write Vietnamese."""

from pathlib import Path

import pytest

from config.errors import MissingFont
from scanner_agent.demo import fonts
from scanner_agent.demo.fonts import Face, font, font_file
from scanner_agent.glyphs import missing_letters


@pytest.mark.parametrize("face", Face)
def test_every_face_has_every_letter(face: Face) -> None:
    assert missing_letters(font_file(face)) == frozenset()
    assert font(face, 30).getlength("Độc lập") > 0


def test_a_machine_without_fonts_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "FONT_FOLDER", tmp_path)
    font_file.cache_clear()
    try:
        with pytest.raises(MissingFont, match="DejaVuSerif"):
            font_file(Face.REGULAR)
    finally:
        font_file.cache_clear()
