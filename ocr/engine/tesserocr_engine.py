"""Tesseract inside this process, through tesserocr."""

from __future__ import annotations

import os

os.environ["OMP_THREAD_LIMIT"] = "1"  # must stand before Tesseract is loaded: its threads slow a busy machine down 30×

import tesserocr

from config.errors import RecognitionFailed, RecognitionTimeout
from config.settings import ReadingSettings
from ocr.engine.models import find_careful, find_tessdata, model_name
from ocr.engine.port import Grey, Layout, RawLine, RawWord
from ocr.page import EngineIdentity

tesserocr.set_leptonica_log_level(tesserocr.LeptLogLevel.NONE)  # its remarks on odd crops are no news for a clerk

MODES = {Layout.PAGE: tesserocr.PSM.AUTO, Layout.BLOCK: tesserocr.PSM.SINGLE_BLOCK}
FIRST_LOOK = {"tessedit_do_invert": "0"}
"""Not every weak line is tried white on black as well, which costs a twelfth of the time: the second look does so."""


class TesserocrEngine:
    """Two Tesseract instances, kept for the life of the process; not to be shared by threads."""

    def __init__(self, settings: ReadingSettings) -> None:
        tessdata = find_tessdata(settings.language, settings.tessdata)
        careful = find_careful(settings.language, tessdata)
        self._timeout = settings.timeout
        version = tesserocr.tesseract_version().split()[1]
        self._identity = EngineIdentity("tesserocr", version, model_name(settings.language, tessdata, careful))
        self._api = tesserocr.PyTessBaseAPI(path=str(tessdata), lang=settings.language, variables=FIRST_LOOK)
        self._careful = tesserocr.PyTessBaseAPI(path=str(careful), lang=settings.language)

    @property
    def identity(self) -> EngineIdentity:
        """Engine, version and models."""
        return self._identity

    def recognise(self, image: Grey, dpi: int, layout: Layout = Layout.PAGE) -> list[RawLine]:
        """See `ocr.engine.port.Engine.recognise`."""
        return self._read(self._api, MODES[layout], image, dpi)

    def read_again(self, lines: list[Grey], dpi: int) -> list[RawLine]:
        """See `ocr.engine.port.Engine.read_again`."""
        again = (self._read(self._careful, tesserocr.PSM.SINGLE_LINE, line, dpi) for line in lines)
        return [[word for line in found for word in line] for found in again]

    def _read(self, api: tesserocr.PyTessBaseAPI, mode: int, image: Grey, dpi: int) -> list[RawLine]:
        api.SetPageSegMode(mode)
        try:
            height, width = image.shape
            api.SetImageBytes(image.tobytes(), width, height, 1, width)
            api.SetSourceResolution(dpi)
            finished = api.Recognize(round(self._timeout * 1000))
            if not finished:
                raise RecognitionTimeout(seconds=f"{self._timeout:g}")
            return _lines(api)
        except RuntimeError as error:
            raise RecognitionFailed(problem=str(error)) from error
        finally:
            api.Clear()


def _lines(api: tesserocr.PyTessBaseAPI) -> list[RawLine]:
    lines: list[RawLine] = []
    iterator = api.GetIterator()
    if iterator is None:
        return lines
    level, line = tesserocr.RIL.WORD, tesserocr.RIL.TEXTLINE
    for word in tesserocr.iterate_level(iterator, level):
        if word.Empty(level):
            continue
        if word.IsAtBeginningOf(line) or not lines:
            lines.append([])
        left, top, right, bottom = word.BoundingBox(level)
        confidence = min(max(word.Confidence(level) / 100, 0.0), 1.0)
        lines[-1].append(RawWord(word.GetUTF8Text(level), left, top, right, bottom, confidence))
    return [words for words in lines if words]
