"""Readings of generated pages, written out as `archive.readings.pack` would, but ten times as fast.

Boxes lie where print would: lines from top to bottom, words in them by their letters.
"""

from __future__ import annotations

import json
import zlib
from json.encoder import encode_basestring
from random import Random

from ocr.page import Affine, EngineIdentity, ImageInfo, PageReading, PageState
from ocr.read import PIPELINE

_UNIT = 100_000
"""Boxes are kept to a hundred-thousandth of the page."""
_DECIMALS = tuple(repr(count / _UNIT) for count in range(_UNIT + 1))
_TOP, _LEFT, _HEIGHT = 4_000, 12_000, 1_250
_PITCH, _BOTTOM = 1_650, 92_000
_LETTER, _RIGHT = 1_080, 84_000
_FAST = 1
"""Level of compression: the stored form is larger by a tenth than that of real readings."""
ENGINE = EngineIdentity("generated", "1", "")


def packed(text: str, info: ImageInfo, random: Random) -> tuple[bytes, float]:
    """The stored reading of a page whose lines are those of ``text``, and its mean confidence."""
    whole = PageReading(
        state=PageState.OK,
        width=info.width,
        height=info.height,
        dpi=info.dpi,
        rotation=0,
        skew_degrees=0.0,
        skew_applied=False,
        to_page=Affine(),
        engine=ENGINE,
        pipeline=PIPELINE,
    ).to_dict()
    empty = json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    lines, confidence = _lines(text, random)
    return zlib.compress(empty.replace('"lines":[]', f'"lines":[{lines}]').encode(), _FAST), confidence


def _lines(text: str, random: Random) -> tuple[str, float]:
    decimals, draw = _DECIMALS, random.random
    rows = text.split("\n")
    pitch = min(_PITCH, _BOTTOM // len(rows))
    written, sure, letters = [], 0.0, 0
    for number, row in enumerate(rows):
        tail = f",{decimals[_TOP + number * pitch]},"
        letter = min(_LETTER, _RIGHT // len(row))
        at, words = _LEFT, []
        for word in row.split():
            length = len(word)
            chance = 80_000 + 10 * int(draw() * 1_990)
            box = f"{decimals[at]}{tail}{decimals[length * letter]},{decimals[_HEIGHT]}"
            words.append(f"[{encode_basestring(word)},{box},{decimals[chance]}]")
            at += (length + 1) * letter
            sure += chance * length
            letters += length
        written.append(f"[{','.join(words)}]")
    return ",".join(written), round(sure / letters / _UNIT, 4)
