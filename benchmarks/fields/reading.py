"""The reading of a drawn paper without recognition: its own places, and words damaged as recognition damages them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from benchmarks.corpus.noise import misread
from benchmarks.corpus.readings import ENGINE
from ocr.engine.port import RawLine, RawWord
from ocr.page import Affine, Box, Line, PageReading, PageState, Word
from ocr.read import PIPELINE
from ocr.text.order import reading_order
from scanner_agent.demo.fonts import Face
from scanner_agent.demo.paper import HEIGHT, WIDTH, Paper

LOW = 0.9
"""Confidence below which lie three in four misread words, and one in thirty of the right ones (`ocr.text.doubt`)."""
MISREAD_LOW, RIGHT_LOW = 0.75, 1 / 30
MERGED, SPLIT = 0.10, 0.18
"""Shares of damage, summed up, that run two words together and that part one, as in `benchmarks.corpus.noise`."""
_UNIT = 10.0
"""Pixels a millimetre of the readings."""


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    x: float
    y: float
    width: float
    height: float


class NotedPaper(Paper):
    """A paper that remembers where each of its words stands, and draws none; lengths are millimetres."""

    def __init__(self, dpi: int = 72, *, size: float = 13, seed: int = 0) -> None:
        super().__init__(dpi, size=size, seed=seed)
        self.pieces: list[_Piece] = []

    def _write(self, text: str, x: float, y: float, face: Face, size: float) -> None:
        at, blank = x, self._width(" ", face, size)
        for word in text.split(" "):
            width = self._width(word, face, size) if word else 0.0
            if word:
                self.pieces.append(_Piece(word, at, y, width, size * 0.72 / 72 * 25.4))
            at += width + blank


def noted_reading(paper: NotedPaper, noise: float, random: Random) -> PageReading:
    """What would be read, with a share ``noise`` of the words damaged."""
    rows: dict[float, RawLine] = {}
    for piece in paper.pieces:
        rows.setdefault(round(piece.y, 1), []).append(_word(piece, random))
    lines = reading_order([_damaged(sorted(row, key=lambda word: word.left), noise, random) for row in rows.values()])
    return PageReading(
        state=PageState.OK,
        width=round(WIDTH * _UNIT),
        height=round(HEIGHT * _UNIT),
        dpi=25.4 * _UNIT,
        rotation=0,
        skew_degrees=0.0,
        skew_applied=False,
        to_page=Affine(),
        engine=ENGINE,
        pipeline=PIPELINE,
        lines=tuple(Line(tuple(_placed(word) for word in line)) for line in lines),
    )


def _word(piece: _Piece, random: Random) -> RawWord:
    left, top = piece.x * _UNIT, piece.y * _UNIT
    right, bottom = left + piece.width * _UNIT, top + piece.height * _UNIT
    return RawWord(piece.text, left, top, right, bottom, _confidence(random, RIGHT_LOW))


def _confidence(random: Random, low: float) -> float:
    return random.uniform(0.35, LOW) if random.random() < low else random.uniform(LOW, 0.97)


def _damaged(row: RawLine, noise: float, random: Random) -> RawLine:
    read: RawLine = []
    for word in row:
        draw = random.random() if random.random() < noise else 1.0
        doubt = _confidence(random, MISREAD_LOW)
        if draw == 1.0:
            read.append(word)
        elif draw < MERGED and read and word.left - read[-1].right < word.height:
            before = read.pop()
            read.append(replace(before, text=before.text + word.text, right=word.right, confidence=doubt))
        elif draw < SPLIT and len(word.text) > 3:
            cut = random.randrange(1, len(word.text))
            at = word.left + (word.right - word.left) * cut / len(word.text)
            read.append(replace(word, text=word.text[:cut], right=at, confidence=doubt))
            read.append(replace(word, text=word.text[cut:], left=at, confidence=doubt))
        else:
            read.append(replace(word, text=misread(word.text, random), confidence=doubt))
    return read


def _placed(word: RawWord) -> Word:
    box = Box.from_corners(
        word.left / _UNIT / WIDTH, word.top / _UNIT / HEIGHT, word.right / _UNIT / WIDTH, word.bottom / _UNIT / HEIGHT
    )
    return Word(word.text, box, round(word.confidence, 4))
