"""The engine that the settings name."""

from __future__ import annotations

from config.settings import ReadingSettings
from ocr.engine.port import Engine


def open_engine(settings: ReadingSettings) -> Engine:
    """Opens the engine that ``settings`` name, with its model loaded. Raises `MissingLanguage`, `MissingProgram`.

    Each engine's module is imported only here, so that a site needs only the one that it uses.
    """
    if settings.engine == "pytesseract":
        from ocr.engine.pytesseract_engine import PytesseractEngine

        return PytesseractEngine(settings)
    from ocr.engine.tesserocr_engine import TesserocrEngine

    return TesserocrEngine(settings)
