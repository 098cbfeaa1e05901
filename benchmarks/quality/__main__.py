"""``python -m benchmarks.quality``: precision and recall of every flag of one page, on faults drawn over sheets.

Every kind of sheet is scanned as it should be, and again with each fault, the strengths from just noticeable to bad
taking turns. A flag that is raised where its fault is not, on whatever else is wrong there, is a false alarm.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass

import numpy as np
from cv2.typing import MatLike

from benchmarks.quality.faults import FAULTS, NEED_STROKES, coarsened
from benchmarks.quality.found import Found, merged
from benchmarks.quality.papers import Sheet, sheets
from benchmarks.quality.stacks import read, stacks
from benchmarks.results import Circumstances, keep
from config.settings import QualitySettings, ReadingSettings
from ocr.engine import Engine, open_engine
from ocr.image.blank import is_blank
from ocr.image.canvas import overview
from ocr.image.ink import print_layer
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


def look(pixels: MatLike, dpi: float, engine: Engine) -> tuple[PageMeasures, float]:
    """The measures of an image as reading a page takes them, and the milliseconds of CPU that they took."""
    info = ImageInfo("png", pixels.shape[1], pixels.shape[0], "RGB" if pixels.ndim == 3 else "L", dpi, dpi)
    small = overview(np.asarray(pixels, np.uint8), info, OVERVIEW_DPI)
    layer = print_layer(small)
    began = time.process_time()
    measures = measure(small, layer, info, OVERVIEW_DPI)
    spent = 1000 * (time.process_time() - began)
    if is_blank(small, OVERVIEW_DPI):
        # Only reading can tell whether it is blank or pale.
        measures = read(pixels, dpi, engine).measures or measures
    return measures, spent


def cases(seed: int, limits: QualitySettings, engine: Engine) -> Iterator[Case]:
    """All sheets of a seed, whole and with every fault."""
    random = np.random.default_rng(seed + 1000)
    for number, sheet in enumerate(sheets(seed)):
        yield _case(sheet, None, 0.0, sheet.scanned(), sheet.drawing.dpi, limits, engine)
        for place, (fault, spoil) in enumerate(FAULTS.items()):
            if UNSEEN.get(fault) == sheet.kind or (sheet.kind in WITHOUT_STROKES and fault in NEED_STROKES):
                continue
            strength = STRENGTHS[(number + place + seed) % len(STRENGTHS)]
            spoilt = spoil(sheet, strength, random)
            yield _case(sheet, fault, strength, spoilt.scanned(), sheet.drawing.dpi, limits, engine)
        strength = STRENGTHS[(number + seed) % len(STRENGTHS)]
        yield _case(sheet, LOW_DPI, strength, *coarsened(sheet, strength), limits, engine)


def _case(
    sheet: Sheet,
    fault: str | None,
    strength: float,
    pixels: MatLike,
    dpi: float,
    limits: QualitySettings,
    engine: Engine,
) -> Case:
    measures, spent = look(pixels, dpi, engine)
    return Case(sheet.kind, fault, strength, measures, judge(measures, limits), spent)


def report(done: list[Case]) -> Iterator[Found]:
    """How each flag of one page was found."""
    for flag in (LOW_DPI, *FAULTS):
        with_it = [case for case in done if case.fault == flag]
        false = sum(case.fault != flag and flag in case.flags for case in done)
        steps = [[flag in case.flags for case in with_it if case.strength == strength] for strength in STRENGTHS]
        found = sum(flag in case.flags for case in with_it)
        yield Found(flag, len(with_it), found, false, tuple(round(float(np.mean(step)), 3) for step in steps if step))


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
    """Measure the seeds that are asked for, and keep the figures for RESULTS.md."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seeds", type=int, nargs="+", default=[3])
    options.add_argument("--errors", action="store_true", help="print every miss and false alarm")
    chosen = options.parse_args()
    seeds = " ".join(map(str, chosen.seeds))
    command = f"python -m benchmarks.quality --seeds {seeds}"
    about = Circumstances.here(command, "tesserocr", "opencv-python-headless", "pillow")
    limits, engine = QualitySettings(), open_engine(ReadingSettings())
    flags = [found for seed in chosen.seeds for found in stacks(seed, limits, engine)]
    done = [case for seed in chosen.seeds for case in cases(seed, limits, engine)]
    flags = [*report(done), *merged(flags)]
    for found in flags:
        print(
            f"{found.flag:16} {found.faults:4} {found.found:4} {found.recall:.3f} {found.false:3} {found.precision:.3f}"
        )
    if chosen.errors:
        errors(done)
    whole = [case for case in done if case.fault is None]
    result = {
        "about": about.to_json(),
        "pages": len(done),
        "seeds": chosen.seeds,
        "flags": [asdict(found) | {"recall": found.recall, "precision": found.precision} for found in flags],
        "whole": len(whole),
        "whole_flagged": sum(bool(case.flags) for case in whole),
        "milliseconds": round(float(np.mean([case.milliseconds for case in done])), 1),
    }
    print(keep("quality", result))


if __name__ == "__main__":
    main()
