"""The system's own Tesseract program, through pytesseract: for sites that must use the one they have vetted."""

from __future__ import annotations

import os

os.environ["OMP_THREAD_LIMIT"] = "1"  # inherited by the program

import pytesseract
from PIL import Image

from config.errors import MissingProgram, RecognitionFailed, RecognitionTimeout
from config.settings import ReadingSettings
from ocr.engine.models import find_tessdata, model_name
from ocr.engine.port import Grey, Layout, RawLine, RawWord
from ocr.page import EngineIdentity

MODES = {Layout.PAGE: 3, Layout.BLOCK: 6}
WORD_LEVEL = 5


class PytesseractEngine:
    """Starts the program once for every image."""

    def __init__(self, settings: ReadingSettings) -> None:
        self._settings = settings
        self._tessdata = find_tessdata(settings.language, settings.tessdata)
        try:
            version = str(pytesseract.get_tesseract_version()).split()[0]
        except pytesseract.TesseractNotFoundError as error:
            raise MissingProgram(program="tesseract", package="tesseract-ocr") from error
        self._identity = EngineIdentity("pytesseract", version, model_name(settings.language, self._tessdata))

    @property
    def identity(self) -> EngineIdentity:
        """Engine, version and model."""
        return self._identity

    def recognise(self, image: Grey, dpi: int, layout: Layout = Layout.PAGE) -> list[RawLine]:
        """See `ocr.engine.port.Engine.recognise`."""
        try:
            table = pytesseract.image_to_data(
                Image.fromarray(image),
                lang=self._settings.language,
                config=f'--tessdata-dir "{self._tessdata}" --psm {MODES[layout]} --dpi {dpi}',
                timeout=self._settings.timeout,
                output_type=pytesseract.Output.DICT,
            )
        except pytesseract.TesseractError as error:
            raise RecognitionFailed(problem=error.message) from error
        except RuntimeError as error:  # pytesseract's only sign of a timeout
            raise RecognitionTimeout(seconds=f"{self._settings.timeout:g}") from error
        return _lines(table)


def _lines(table: dict[str, list[int | float | str]]) -> list[RawLine]:
    lines: dict[tuple[int, ...], RawLine] = {}
    for row, level in enumerate(table["level"]):
        if level != WORD_LEVEL:
            continue
        key = tuple(int(table[name][row]) for name in ("block_num", "par_num", "line_num"))
        left, top, width, height = (float(table[name][row]) for name in ("left", "top", "width", "height"))
        confidence = min(max(float(table["conf"][row]) / 100, 0.0), 1.0)
        word = RawWord(str(table["text"][row]), left, top, left + width, top + height, confidence)
        lines.setdefault(key, []).append(word)
    return list(lines.values())
