"""Whether a font can write Vietnamese: many that claim to know Latin show boxes for ẵ, ỡ or đ."""

from __future__ import annotations

from pathlib import Path

from fontTools.ttLib import TTFont, TTLibError

from config.alphabet import VIETNAMESE_LETTERS


def missing_letters(path: Path) -> frozenset[str]:
    """The Vietnamese letters that the font file cannot write; all of them where it is no font or not there."""
    try:
        with path.open("rb") as file, TTFont(file, lazy=True) as face:
            known = face.getBestCmap() or {}
            return frozenset(letter for letter in VIETNAMESE_LETTERS if ord(letter) not in known)
    except (OSError, TTLibError):
        return VIETNAMESE_LETTERS
