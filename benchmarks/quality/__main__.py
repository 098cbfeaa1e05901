"""``python -m benchmarks.quality``: precision and recall of every flag of one page, on faults drawn over sheets.

Every kind of sheet is scanned as it should be, and again with each fault, the strengths from just noticeable to bad
taking turns. A flag that is raised where its fault is not, on whatever else is wrong there, is a false alarm.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from cv2.typing import MatLike

from benchmarks.quality.faults import FAULTS, NEED_STROKES, coarsened
from benchmarks.quality.papers import Sheet, sheets
from config.settings import QualitySettings
from ocr.image.blank import is_blank
from ocr.image.canvas import overview
from ocr.image.ink import print_layer, red_ink
from ocr.image.profile import OVERVIEW_DPI
from ocr.page import ImageInfo
from ocr.quality.gate import BLURRED, LOW_DPI, TOO_LIGHT, judge
from ocr.quality.measures import measure
from ocr.quality.values import PageMeasures

STRENGTHS = (0.0, 0.33, 0.67, 1.0)
UNSEEN = {BLURRED: "black and white", TOO_LIGHT: "black and white"}
"""What a scanner of black and white does not hand on: it draws blurred strokes sharp, and pale ones not at all."""
WITHOUT_STROKES = ("photograph alone",)
"""Kinds on which nothing is printed that could be blurred, pale or cut."""


@dataclass(frozen=True, slots=True)
class Case:
    """One scan, what is wrong with it, and what was said of it."""

    kind: str
    fault: str | None
    strength: float
    measures: PageMeasures
    flags: tuple[str, ...]
    milliseconds: float


def look(pixels: MatLike, dpi: float) -> tuple[PageMeasures, float]:
    """The measures of an image as reading a page takes them, and the milliseconds of CPU that they took."""
    mode = "RGB" if pixels.ndim == 3 else "L"
    info = ImageInfo("png", pixels.shape[1], pixels.shape[0], mode, dpi, dpi)
    small = overview(np.asarray(pixels, np.uint8), info, OVERVIEW_DPI)
    layer = print_layer(small)
    blank = is_blank(layer, red_ink(small), OVERVIEW_DPI)
    began = time.process_time()
    measures = measure(small, layer, info, OVERVIEW_DPI)
    spent = 1000 * (time.process_time() - began)
    return measures.of_a_blank() if blank else measures, spent


def cases(seed: int, limits: QualitySettings) -> Iterator[Case]:
    """All sheets of a seed, whole and with every fault."""
    random = np.random.default_rng(seed + 1000)
    for number, sheet in enumerate(sheets(seed)):
        yield _case(sheet, None, 0.0, sheet.scanned(), sheet.drawing.dpi, limits)
        for place, (fault, spoil) in enumerate(FAULTS.items()):
            if UNSEEN.get(fault) == sheet.kind or (sheet.kind in WITHOUT_STROKES and fault in NEED_STROKES):
                continue
            strength = STRENGTHS[(number + place + seed) % len(STRENGTHS)]
            spoilt = spoil(sheet, strength, random)
            yield _case(sheet, fault, strength, spoilt.scanned(), sheet.drawing.dpi, limits)
        strength = STRENGTHS[(number + seed) % len(STRENGTHS)]
        yield _case(sheet, LOW_DPI, strength, *coarsened(sheet, strength), limits)


def _case(
    sheet: Sheet, fault: str | None, strength: float, pixels: MatLike, dpi: float, limits: QualitySettings
) -> Case:
    measures, spent = look(pixels, dpi)
    return Case(sheet.kind, fault, strength, measures, judge(measures, limits), spent)


def report(done: list[Case]) -> None:
    """A row for each flag, then every miss and false alarm."""
    print(f"{'flag':16} {'faults':>6} {'found':>6} {'recall':>7} {'by strength':>24} {'false':>6} {'precision':>9}")
    for flag in (LOW_DPI, *FAULTS):
        with_it = [case for case in done if case.fault == flag]
        found = [case for case in with_it if flag in case.flags]
        false = [case for case in done if case.fault != flag and flag in case.flags]
        steps = []
        for strength in STRENGTHS:
            here = [case for case in with_it if case.strength == strength]
            steps.append(f"{sum(flag in case.flags for case in here) / len(here):.2f}")
        precision = len(found) / max(1, len(found) + len(false))
        recall = len(found) / len(with_it)
        print(
            f"{flag:16} {len(with_it):6} {len(found):6} {recall:7.3f} {' '.join(steps):>24} "
            f"{len(false):6} {precision:9.3f}"
        )
    whole = [case for case in done if case.fault is None]
    print(f"whole sheets {len(whole)}, flagged {sum(bool(case.flags) for case in whole)}")
    print(f"CPU of the measures: mean {np.mean([c.milliseconds for c in done]):.1f} ms a page")


def errors(done: list[Case]) -> None:
    """What was missed or said in vain, with the measures."""
    for case in done:
        if case.fault and case.fault not in case.flags:
            print("missed", case.fault, case.strength, case.kind, case.measures)
    for case in done:
        for flag in case.flags:
            if flag != case.fault:
                print("in vain", flag, "on", case.fault, case.strength, case.kind, case.measures)
    print(Counter((flag, case.fault) for case in done for flag in case.flags if flag != case.fault))


def main() -> None:
    """Measure the seeds that are asked for."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seeds", type=int, nargs="+", default=[1, 2])
    options.add_argument("--errors", action="store_true", help="print every miss and false alarm")
    chosen = options.parse_args()
    done = [case for seed in chosen.seeds for case in cases(seed, QualitySettings())]
    report(done)
    if chosen.errors:
        errors(done)


if __name__ == "__main__":
    main()
