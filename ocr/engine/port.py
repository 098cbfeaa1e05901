"""The port to a recognition engine."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Protocol

import numpy as np
import numpy.typing as npt

from ocr.page import EngineIdentity

Grey = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class RawWord:
    """A word as the engine gives it: text not yet normalised, box in pixels of the image, confidence 0-1."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    confidence: float
    raw: str = ""
    """What the engine read, where ``text`` was set right since."""

    @property
    def height(self) -> float:
        """Pixels from top to bottom."""
        return self.bottom - self.top


RawLine = list[RawWord]


class Layout(Enum):
    """What the engine may expect on the image."""

    PAGE = "page"
    """A whole page: columns, tables, headings; the engine finds them."""
    BLOCK = "block"
    """One block of lines of the same kind."""


class Engine(Protocol):
    """Something that reads the words of a grey image."""

    @property
    def identity(self) -> EngineIdentity:
        """Engine, version and model: two engines of the same identity read the same."""
        ...

    def recognise(self, image: Grey, dpi: int, layout: Layout = Layout.PAGE) -> list[RawLine]:
        """The words of ``image`` (H, W) at ``dpi``, in lines as the engine groups them, no line empty.

        Raises `RecognitionTimeout` after the seconds that the settings allow, `RecognitionFailed` where the engine
        gives an error.
        """
        ...

    def read_again(self, lines: list[Grey], dpi: int) -> list[RawLine]:
        """The words of each of ``lines``, images of one line of print each, as the careful model reads them.

        As long as ``lines``. Raises as `recognise` does.
        """
        ...
