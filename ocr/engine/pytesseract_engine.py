"""The system's own Tesseract program, through pytesseract: for sites that must use the one they have vetted."""

from __future__ import annotations

import os

os.environ["OMP_THREAD_LIMIT"] = "1"  # inherited by the program

from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

import pytesseract
from PIL import Image

from config.errors import MissingProgram, RecognitionFailed, RecognitionTimeout
from config.settings import ReadingSettings
from ocr.engine.models import find_careful, find_tessdata, model_name
from ocr.engine.port import Grey, Layout, RawLine, RawWord
from ocr.page import EngineIdentity

MODES = {Layout.PAGE: 3, Layout.BLOCK: 6}
SINGLE_LINE = 7
WORD_LEVEL = 5
_Table = dict[str, list[int | float | str]]


class PytesseractEngine:
    """Starts the program once for every page, and once more for all of its doubtful lines."""

    def __init__(self, settings: ReadingSettings) -> None:
        self._settings = settings
        self._tessdata = find_tessdata(settings.language, settings.tessdata)
        self._careful = find_careful(settings.language, self._tessdata)
        try:
            version = str(pytesseract.get_tesseract_version()).split()[0]
        except pytesseract.TesseractNotFoundError as error:
            raise MissingProgram(program="tesseract", package="tesseract-ocr") from error
        model = model_name(settings.language, self._tessdata, self._careful)
        self._identity = EngineIdentity("pytesseract", version, model)

    @property
    def identity(self) -> EngineIdentity:
        """Engine, version and models."""
        return self._identity

    def recognise(self, image: Grey, dpi: int, layout: Layout = Layout.PAGE) -> list[RawLine]:
        """See `ocr.engine.port.Engine.recognise`."""
        table = self._read(Image.fromarray(image), self._tessdata, MODES[layout], dpi)
        return [[word for _, word in row] for _, row in groupby(_words(table), key=lambda item: item[0])]

    def read_again(self, lines: list[Grey], dpi: int) -> list[RawLine]:
        """See `ocr.engine.port.Engine.read_again`."""
        if not lines:
            return []
        with TemporaryDirectory(prefix="sohoa-lines-") as folder:
            files = [Path(folder) / f"{number}.png" for number in range(len(lines))]
            for file, line in zip(files, lines, strict=True):
                Image.fromarray(line).save(file, compress_level=1)
            listed = Path(folder) / "lines.txt"  # the program takes a list of images as one document of so many pages
            listed.write_text("".join(f"{file}\n" for file in files), encoding="utf-8")
            table = self._read(str(listed), self._careful, SINGLE_LINE, dpi)
        again: list[RawLine] = [[] for _ in lines]
        for (page, *_), word in _words(table):
            again[page - 1].append(word)
        return again

    def _read(self, image: Image.Image | str, tessdata: Path, mode: int, dpi: int) -> _Table:
        try:
            table: _Table = pytesseract.image_to_data(
                image,
                lang=self._settings.language,
                config=f'--tessdata-dir "{tessdata}" --psm {mode} --dpi {dpi}',
                timeout=self._settings.timeout,
                output_type=pytesseract.Output.DICT,
            )
        except pytesseract.TesseractError as error:
            raise RecognitionFailed(problem=error.message) from error
        except RuntimeError as error:  # pytesseract's only sign of a timeout
            raise RecognitionTimeout(seconds=f"{self._settings.timeout:g}") from error
        return table


def _words(table: _Table) -> list[tuple[tuple[int, ...], RawWord]]:
    """Each word with the numbers of its page, block, paragraph and line."""
    words = []
    for row, level in enumerate(table["level"]):
        if level != WORD_LEVEL:
            continue
        place = tuple(int(table[name][row]) for name in ("page_num", "block_num", "par_num", "line_num"))
        left, top, width, height = (float(table[name][row]) for name in ("left", "top", "width", "height"))
        confidence = min(max(float(table["conf"][row]) / 100, 0.0), 1.0)
        words.append((place, RawWord(str(table["text"][row]), left, top, left + width, top + height, confidence)))
    return words
