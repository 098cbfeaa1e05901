"""How well and how fast pages are read: word-bag error, turn, blank sides, skew, CPU seconds.

usage: python -m benchmarks.reading PAGES_DIR [--workers N] [--engine NAME] [--dpi N]

PAGES_DIR holds what pages/make_pages.py wrote: pNN.jpg or pNN.tif beside pNN.json. Pages are decoded and read in
worker processes, one engine each, as in production.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from typing import Any

from benchmarks.measures import word_bag_error
from config.settings import LimitSettings, ReadingSettings, available_cores
from ocr.decode import Budget, split
from ocr.engine import Engine, open_engine
from ocr.page import PageState
from ocr.read import ReadingOptions, read_page

_engine: Engine
_options: ReadingOptions


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one page."""

    name: str
    blank: bool
    blank_right: bool
    turn_right: bool
    error: float
    skew_error: float | None
    seal_right: bool
    confidence: float
    cpu_seconds: float


def cpu_seconds() -> float:
    """CPU time of this process and of the programs that it has run."""
    return sum(os.times()[:4])


def open_worker(settings: ReadingSettings) -> None:
    """Loads the engine once for this process."""
    global _engine, _options
    _engine, _options = open_engine(settings), ReadingOptions.of(settings)


def read_one(truth_file: Path) -> Result:
    """Reads the page beside ``truth_file`` and compares."""
    truth: dict[str, Any] = json.loads(truth_file.read_text(encoding="utf-8"))
    image = next(p for p in sorted(truth_file.parent.glob(f"{truth_file.stem}.*")) if p.suffix != ".json")
    began = cpu_seconds()
    page = next(iter(split(image, Budget.from_settings(LimitSettings()))))
    reading = read_page(page, _engine, _options)
    spent = cpu_seconds() - began
    skew = None if truth["blank"] or reading.skew_degrees is None else abs(reading.skew_degrees - truth["skew"])
    return Result(
        name=truth_file.stem,
        blank=truth["blank"],
        blank_right=truth["blank"] == (reading.state is PageState.BLANK),
        turn_right=truth["blank"] or reading.rotation == truth["rotation"],
        error=word_bag_error("\n".join(truth["text"]), reading.text),
        skew_error=skew,
        seal_right=truth["seal"] == bool(reading.seals),
        confidence=reading.confidence or 0.0,
        cpu_seconds=spent,
    )


def read_all(truths: list[Path], settings: ReadingSettings, workers: int) -> list[Result]:
    """Reads the pages beside these files in so many processes."""
    with ProcessPoolExecutor(
        workers, multiprocessing.get_context("spawn"), initializer=open_worker, initargs=(settings,)
    ) as pool:
        return list(pool.map(read_one, truths))


def figures(results: list[Result]) -> dict[str, Any]:
    """What the results come to. Errors as shares, skew in degrees, CPU in seconds a page."""
    written = [r for r in results if not r.blank]
    skews = [r.skew_error for r in written if r.skew_error is not None]
    return {
        "pages": len(results),
        "with_text": len(written),
        "error": mean(r.error for r in written),
        "turn_wrong": sum(not r.turn_right for r in results),
        "blank_wrong": sum(not r.blank_right for r in results),
        "seal_wrong": sum(not r.seal_right for r in results),
        "skew_mean": mean(skews) if skews else None,
        "skew_max": max(skews, default=None),
        "skew_close": sum(error <= 0.1 for error in skews) / len(written),
        "cpu": mean(r.cpu_seconds for r in results),
        "cpu_with_text": mean(r.cpu_seconds for r in written),
    }


def report(results: list[Result]) -> None:
    """Prints a row for each page and the totals."""
    print(f"{'page':6} {'error %':>8} {'turn':>6} {'blank':>6} {'seal':>6} {'skew err':>9} {'conf':>6} {'CPU s':>6}")
    for r in results:
        skew = "-" if r.skew_error is None else f"{r.skew_error:.3f}"
        marks = " ".join(f"{'ok' if right else 'WRONG':>6}" for right in (r.turn_right, r.blank_right, r.seal_right))
        print(f"{r.name:6} {100 * r.error:8.2f} {marks} {skew:>9} {r.confidence:6.3f} {r.cpu_seconds:6.2f}")
    total = figures(results)
    print(f"pages {total['pages']}, with text {total['with_text']}")
    print(f"word-bag error   mean {100 * total['error']:.2f} %")
    print(f"turn wrong       {total['turn_wrong']}")
    print(f"blank wrong      {total['blank_wrong']}")
    print(f"seal wrong       {total['seal_wrong']}")
    if total["skew_mean"] is not None:
        mean_max = f"mean {total['skew_mean']:.3f}°, max {total['skew_max']:.3f}°"
        print(f"skew error       {mean_max}, within 0.1° {100 * total['skew_close']:.0f} %")
    print(f"CPU a page       {total['cpu']:.2f} s, with text {total['cpu_with_text']:.2f} s")


def main() -> None:
    """Reads all pages of a folder and prints the report."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("pages", type=Path)
    parser.add_argument("--workers", type=int, default=available_cores())
    parser.add_argument("--engine", choices=["tesserocr", "pytesseract"], default="tesserocr")
    parser.add_argument("--dpi", type=int, default=ReadingSettings().dpi)
    chosen = parser.parse_args()
    truths = sorted(chosen.pages.glob("*.json"))
    if not truths:
        parser.error(f"no *.json in {chosen.pages}")
    report(read_all(truths, ReadingSettings(engine=chosen.engine, dpi=chosen.dpi), chosen.workers))


if __name__ == "__main__":
    main()
