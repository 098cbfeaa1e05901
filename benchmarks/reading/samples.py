"""A page whose truth is known: what stands on it, and how it was scanned."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

IMAGES = (".jpg", ".png", ".tif")


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
