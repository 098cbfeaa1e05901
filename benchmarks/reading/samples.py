"""A page whose truth is known: what stands on it, and how it was scanned."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

IMAGES = (".jpg", ".png", ".tif")
COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
_RIGHT = re.compile(rf"{COUNTRY}|Độc lập - Tự do - Hạnh phúc|.*, ngày .* tháng .* năm .*")
"""Lines of the right column of a head (Nghị định 30/2020, Appendix I): country, motto, place and date."""
_HEAD = 8
"""Lines among which the head stands."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One page image beside its truth; None is what nobody knows."""

    name: str
    image: Path
    text: str | None
    """Lines in reading order, one a row."""
    rotation: int | None = None
    """Clockwise degrees that set it upright."""
    skew: float | None = None
    """Clockwise degrees that straighten it after that."""
    blank: bool = False
    seal: bool | None = None
    setting: float | None = None
    """How far the dial is turned up, where the page belongs to one."""

    @property
    def orders(self) -> list[str]:
        """The text in every order in which it may be read: the columns of the head row by row, or one by one."""
        lines = (self.text or "").splitlines()
        right = [number for number, line in enumerate(lines[:_HEAD]) if _RIGHT.fullmatch(line)]
        if COUNTRY not in lines[:_HEAD]:
            return ["\n".join(lines)]
        end = right[-1] + 1
        left = [number for number in range(end) if number not in right]
        columns = [lines[number] for number in left + right] + lines[end:]
        return ["\n".join(lines), "\n".join(columns)]

    @property
    def readable(self) -> bool:
        """Whether there is text on it, and it is known which."""
        return bool(self.text)


def from_folder(folder: Path) -> list[Sample]:
    """The pages of a folder with truth as ``pages/make_pages.py`` writes it: an image beside each ``*.json``."""
    return [_sample(path) for path in sorted(folder.glob("*.json"))]


def _sample(truth_file: Path) -> Sample:
    truth: dict[str, Any] = json.loads(truth_file.read_text(encoding="utf-8"))
    image = next(path for end in IMAGES if (path := truth_file.with_suffix(end)).exists())
    return Sample(
        name=truth_file.stem,
        image=image,
        text="\n".join(truth["text"]),
        rotation=truth["rotation"],
        skew=None if truth["blank"] else truth["skew"],
        blank=truth["blank"],
        seal=truth["seal"],
    )
