"""Pages read in worker processes of this project, one engine each, as in production: the table for daily work."""

from __future__ import annotations

import multiprocessing
import os
import resource
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from statistics import mean
from typing import Any

import cv2

from benchmarks.measures import word_bag_error
from benchmarks.reading.samples import Sample
from config.memory import READING
from config.settings import LimitSettings, ReadingSettings
from ocr.decode import Budget, split
from ocr.engine import Engine, open_engine
from ocr.engine.port import Grey, Layout, RawLine
from ocr.page import EngineIdentity, PageState
from ocr.read import ReadingOptions, read_page

_listening: ListeningEngine
_options: ReadingOptions


@dataclass(frozen=True, slots=True)
class Heard:
    """One image that was recognised."""

    pixels: int
    letters: float
    """Each by the confidence of its word."""
    text: str
    cpu_seconds: float


class ListeningEngine:
    """An engine that remembers what it was given and what that cost: so bare recognition is known from the same run."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.heard: list[Heard] = []

    @property
    def identity(self) -> EngineIdentity:
        """That of the engine behind."""
        return self._engine.identity

    def recognise(self, image: Grey, dpi: int, layout: Layout = Layout.PAGE) -> list[RawLine]:
        """What the engine behind says."""
        began = cpu_seconds()
        lines = self._engine.recognise(image, dpi, layout)
        spent = cpu_seconds() - began
        words = [word for line in lines for word in line]
        letters = sum(len(word.text) * word.confidence for word in words)
        self.heard.append(Heard(image.size, letters, " ".join(word.text for word in words), spent))
        return lines

    def read_again(self, lines: list[Grey], dpi: int) -> list[RawLine]:
        """What the engine behind says; it is no part of bare recognition."""
        return self._engine.read_again(lines, dpi)

    @property
    def prepared_page(self) -> Heard | None:
        """The page as it was prepared for recognition: of the largest images the one on which most was read."""
        return max(self.heard, key=lambda heard: (heard.pixels, heard.letters), default=None)


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one page."""

    name: str
    blank: bool
    blank_right: bool
    turn_right: bool
    error: float | None
    """Word-bag error; None where the text is not known."""
    skew_error: float | None
    seal_right: bool
    confidence: float
    cpu_seconds: float
    bare_error: float | None
    """Word-bag error of what the engine said of the prepared page, before anything was done with it."""
    bare_cpu_seconds: float
    """Of that one recognition."""
    recognitions: int


def cpu_seconds() -> float:
    """CPU time of this process and of the programs that it has run."""
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def open_worker(settings: ReadingSettings) -> None:
    """Loads the engine once for this process."""
    global _listening, _options
    cv2.setNumThreads(1)  # as `archive.work.workshop` has it
    _listening, _options = ListeningEngine(open_engine(settings)), ReadingOptions.of(settings)


def read_one(sample: Sample) -> Result:
    """Reads the page and compares."""
    _listening.heard.clear()
    began = cpu_seconds()
    page = next(iter(split(sample.image, Budget.from_settings(LimitSettings()))))
    reading = read_page(page, _listening, _options)
    spent = cpu_seconds() - began
    bare, known = _listening.prepared_page, sample.text is not None
    asked_and_told = sample.skew is not None and reading.skew_degrees is not None
    return Result(
        name=sample.name,
        blank=sample.blank,
        blank_right=sample.blank == (reading.state is PageState.BLANK),
        turn_right=sample.blank or sample.rotation is None or reading.rotation == sample.rotation,
        error=word_bag_error(sample.text or "", reading.text) if known else None,
        skew_error=abs((reading.skew_degrees or 0.0) - (sample.skew or 0.0)) if asked_and_told else None,
        seal_right=sample.seal is None or sample.seal == bool(reading.seals),
        confidence=reading.confidence or 0.0,
        cpu_seconds=spent,
        bare_error=word_bag_error(sample.text or "", bare.text) if known and bare else None,
        bare_cpu_seconds=bare.cpu_seconds if bare else 0.0,
        recognitions=len(_listening.heard),
    )


def read_all(samples: list[Sample], settings: ReadingSettings, workers: int) -> list[Result]:
    """Reads the pages in so many processes."""
    os.environ.update(READING)  # as those that read pages have it, from their start
    with ProcessPoolExecutor(
        workers, multiprocessing.get_context("spawn"), initializer=open_worker, initargs=(settings,)
    ) as pool:
        return list(pool.map(read_one, samples))


def figures(results: list[Result]) -> dict[str, Any]:
    """What the results come to. Errors as shares, skew in degrees, CPU in seconds a page; None where unknown."""
    written = [r for r in results if not r.blank]
    skews = [r.skew_error for r in written if r.skew_error is not None]
    bare = sum(r.bare_cpu_seconds for r in written)
    return {
        "pages": len(results),
        "with_text": len(written),
        "error": _mean([r.error for r in written]),
        "bare_error": _mean([r.bare_error for r in written]),
        "turn_wrong": sum(not r.turn_right for r in results),
        "blank_wrong": sum(not r.blank_right for r in results),
        "seal_wrong": sum(not r.seal_right for r in results),
        "skew_mean": _mean(skews),
        "skew_max": max(skews, default=None),
        "skew_close": sum(error <= 0.1 for error in skews) / len(skews) if skews else None,
        "cpu": _mean([r.cpu_seconds for r in results]),
        "cpu_with_text": _mean([r.cpu_seconds for r in written]),
        "bare_ratio": sum(r.cpu_seconds for r in written) / bare if bare else None,
    }


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return mean(known) if known else None


def report(results: list[Result]) -> None:
    """Prints a row for each page and the totals."""
    wide = max([6, *(len(r.name) for r in results)])
    print(
        f"{'page':{wide}} {'error %':>8} {'turn':>6} {'blank':>6} {'seal':>6} {'skew err':>9} {'conf':>6} {'CPU s':>6}"
        f" {'× bare':>6} {'runs':>4}"
    )
    for r in results:
        error = _or_dash(r.error, lambda share: f"{100 * share:.2f}")
        skew = _or_dash(r.skew_error, lambda degrees: f"{degrees:.3f}")
        marks = " ".join(f"{'ok' if right else 'WRONG':>6}" for right in (r.turn_right, r.blank_right, r.seal_right))
        ratio = f"{r.cpu_seconds / r.bare_cpu_seconds:.2f}" if r.bare_cpu_seconds else "-"
        print(
            f"{r.name:{wide}} {error:>8} {marks} {skew:>9} {r.confidence:6.3f} {r.cpu_seconds:6.2f}"
            f" {ratio:>6} {r.recognitions:4}"
        )
    _report_totals(figures(results))


def _report_totals(total: dict[str, Any]) -> None:
    def percent(share: float) -> str:
        return f"{100 * share:.2f} %"

    print(f"pages {total['pages']}, with text {total['with_text']}")
    print(
        f"word-bag error   mean {_or_dash(total['error'], percent)}; the engine alone on the prepared pages "
        f"{_or_dash(total['bare_error'], percent)}"
    )
    for what in ("turn", "blank", "seal"):
        print(f"{what + ' wrong':16} {total[what + '_wrong']}")
    if total["skew_mean"] is not None:
        mean_max = f"mean {total['skew_mean']:.3f}°, max {total['skew_max']:.3f}°"
        print(f"skew error       {mean_max}, within 0.1° {100 * total['skew_close']:.0f} %")
    spent = (_or_dash(total[key], lambda value: f"{value:.2f}") for key in ("cpu", "cpu_with_text", "bare_ratio"))
    print("CPU a page       {} s, with text {} s: {} × recognising the prepared page alone".format(*spent))


def _or_dash(value: float | None, form: Callable[[float], str]) -> str:
    return "-" if value is None else form(value)
