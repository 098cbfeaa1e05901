"""Text layers of printed pages against recognition of the same pages: error and CPU.

usage: python -m benchmarks.printed [--pages 5] [--seed 41]

Invented papers become RTF, which LibreOffice prints as PDF; each page is then read with its own words and without them.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.corpus.pages import generate_pages
from benchmarks.measures import word_bag_error
from config.settings import LimitSettings, ReadingSettings
from ocr.decode import Budget, split
from ocr.engine import Engine, open_engine
from ocr.page import PageImage, PageReading
from ocr.read import ReadingOptions, read_page

_ROW = "{:>4} {:>7} {:>12} {:>9} {:>9} {:>9} {:>7}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One page read both ways: word-bag errors, and CPU seconds of reading."""

    engine: str
    own: float
    recognised: float
    own_seconds: float
    recognised_seconds: float


def as_rtf(text: str) -> bytes:
    """``text``, a paragraph a line, as RTF 1.9; every letter beyond ASCII by its number."""
    said = "".join(ch if ch.isascii() else f"\\u{ord(ch)}?" for ch in text)
    body = said.replace("\n", "\\par\n")
    return (
        "{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 Liberation Serif;}}\\paperw11906\\paperh16838\\fs26 " + body + "}"
    ).encode("ascii")


def read_both(page: PageImage, text: str, engine: Engine) -> Outcome:
    """Read ``page``, which bears ``text``, with its layer and without."""
    own, cheap = _timed(page, engine)
    recognised, dear = _timed(replace(page, layer=None), engine)
    errors = word_bag_error(text, own.text), word_bag_error(text, recognised.text)
    return Outcome(own.engine.name, errors[0], errors[1], cheap, dear)


def _timed(page: PageImage, engine: Engine) -> tuple[PageReading, float]:
    began = time.process_time()
    return read_page(page, engine, ReadingOptions()), time.process_time() - began


def outcomes(seed: int, count: int) -> Iterator[Outcome]:
    """One for each paper that fills no more than a page."""
    budget, engine = Budget.from_settings(LimitSettings()), open_engine(ReadingSettings())
    with tempfile.TemporaryDirectory() as folder:
        for generated in generate_pages(seed, count, noise=0):
            path = Path(folder) / "paper.rtf"
            path.write_bytes(as_rtf(generated.text))
            pages = list(split(path, budget))
            if len(pages) == 1:
                yield read_both(pages[0], generated.text, engine)


def main() -> None:
    """As the module says."""
    parser = argparse.ArgumentParser(prog="benchmarks.printed", description=__doc__)
    parser.add_argument("--pages", type=int, default=5)
    parser.add_argument("--seed", type=int, default=41)
    asked = parser.parse_args()
    print(_ROW.format("page", "read by", "", "own", "recogn.", "CPU s", "CPU s"))
    for number, found in enumerate(outcomes(asked.seed, asked.pages), 1):
        seconds = f"{found.own_seconds:.2f}", f"{found.recognised_seconds:.2f}"
        print(_ROW.format(number, "", found.engine, f"{found.own:.3%}", f"{found.recognised:.3%}", *seconds))


if __name__ == "__main__":
    main()
