"""``python -m benchmarks.photos``: generated pages photographed on desks, in shadows, at up to 25 degrees, and read.

Also asked: is a scan ever taken for a photograph, and what does asking cost?
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import mean, median
from typing import Any
from unittest.mock import patch

import numpy as np
from PIL import Image

from benchmarks.measures import word_bag_error
from benchmarks.photographed import Photo, photograph
from benchmarks.reading import sets
from benchmarks.reading.samples import Sample
from benchmarks.results import Circumstances, keep
from config.settings import ReadingSettings
from ocr.decode import Budget, pixels, split
from ocr.engine import Engine, open_engine
from ocr.image.canvas import overview
from ocr.image.photo import find_sheet
from ocr.image.profile import OVERVIEW_DPI
from ocr.page import PageImage, PageReading
from ocr.read import ReadingOptions, read_page

BUDGET = Budget(max_pixels=100_000_000, max_pages=1, max_bytes=100_000_000)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one photograph."""

    page: str
    found: bool
    corner_error: float | None
    """Of the worst corner, as a share of the longest side."""
    error: float | None
    """Word-bag error; None where nothing is written on the page."""
    error_before: float | None
    """The same read as if it were a scan."""
    skew_error: float | None
    """Degrees."""
    millimetres: tuple[float, float]
    cpu_seconds: float


def outcome(sample: Sample, photo: Photo, image: PageImage, engine: Engine) -> Outcome:
    """The photograph ``image`` of the page ``sample``, read as a photograph and as a scan."""
    began = time.process_time()
    reading = read_page(image, engine, ReadingOptions())
    spent = time.process_time() - began
    with ExitStack() as before:
        before.enter_context(patch("ocr.read.find_sheet", return_value=None))
        before.enter_context(patch("ocr.image.clean.uneven", return_value=False))
        plain = read_page(image, engine, ReadingOptions())
    skewed = reading.skew_degrees is not None and sample.skew is not None
    return Outcome(
        page=sample.name,
        found=reading.sheet is not None,
        corner_error=_corner_error(photo, reading),
        error=word_bag_error(sample.text, reading.text) if sample.text else None,
        error_before=word_bag_error(sample.text, plain.text) if sample.text else None,
        skew_error=abs((reading.skew_degrees or 0) - (sample.skew or 0)) if skewed else None,
        millimetres=(25.4 * reading.width / reading.dpi, 25.4 * reading.height / reading.dpi),
        cpu_seconds=spent,
    )


def _corner_error(photo: Photo, reading: PageReading) -> float | None:
    if reading.sheet is None:
        return None
    wide, high = reading.sheet.width, reading.sheet.height
    lain = np.array([reading.sheet.from_photo.apply(x, y) for x, y in photo.corners])
    off = lain - np.array([(0, 0), (wide, 0), (wide, high), (0, high)])
    return float(np.linalg.norm(off, axis=1).max()) / max(wide, high)


def sheets_of(seed: int, count: int, shared: Path | None, folder: Path) -> dict[str, list[Sample]]:
    """So many sheets of every kind that there is on this machine, drawn into ``folder``; the first are photographed."""
    if shared is None:
        return {"drawn": sets.drawn(seed, folder / f"drawn-{seed}")[:count]}
    return {kind: sets.generated(shared, kind, seed, count, folder / f"{kind}-{seed}") for kind in sets.KINDS}


def photographs(samples: list[Sample], seed: int, folder: Path, engine: Engine) -> Iterator[Outcome]:
    """The outcome of each sample, photographed at random."""
    for number, sample in enumerate(samples):
        with Image.open(sample.image) as sheet:
            photo = photograph(np.asarray(sheet.convert("RGB")), np.random.default_rng([seed, number]))
        path = folder / f"{seed}-{sample.name}.jpg"
        path.write_bytes(photo.jpeg())
        done = outcome(sample, photo, next(split(path, BUDGET)), engine)
        print(done, flush=True)
        yield done


def scans(samples: list[Sample]) -> Iterator[tuple[bool, float]]:
    """Whether each scan is taken for a photograph, and the milliseconds of CPU that asking took."""
    for sample in samples:
        image = next(split(sample.image, BUDGET))
        seen = overview(pixels(image), image.info, OVERVIEW_DPI)
        began = time.process_time()
        sheet = find_sheet(seen, image.info)
        yield sheet is not None, 1000 * (time.process_time() - began)


def figures(taken: list[Outcome], scanned: list[tuple[bool, float]]) -> dict[str, Any]:
    """What the table shows, of at least one photograph and one scan."""
    written = [each for each in taken if each.error is not None and each.error_before is not None]
    skews = [each.skew_error for each in taken if each.skew_error is not None]
    corners = [each.corner_error for each in taken if each.corner_error is not None]
    return {
        "photos": len(taken),
        "found": sum(each.found for each in taken),
        "worst_corner": max(corners, default=None),
        "error": mean(each.error or 0 for each in written),
        "error_before": mean(each.error_before or 0 for each in written),
        "worst_skew": max(skews, default=None),
        "cpu_seconds": mean(each.cpu_seconds for each in written),
        "scans": len(scanned),
        "mistaken": sum(mistaken for mistaken, _ in scanned),
        "outline_ms": median(spent for _, spent in scanned),
    }


def main() -> None:
    """Measure the seeds that are asked for, and keep the result."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--seeds", type=int, nargs="+", default=[41, 42])
    options.add_argument("--pages", type=int, default=8, help="of each set and seed")
    options.add_argument("--shared", type=Path, help="folder with pages/make_pages.py")
    options.add_argument("--dry", action="store_true", help="keep no result")
    chosen = options.parse_args()
    shared = sets.find_shared(chosen.shared)
    command = f"python -m benchmarks.photos --pages {chosen.pages}"
    about = Circumstances.here(command, "tesserocr", "opencv-python-headless")
    engine, taken, scanned = open_engine(ReadingSettings(timeout=600)), list[Outcome](), list[tuple[bool, float]]()
    with tempfile.TemporaryDirectory() as scratch:
        for seed in chosen.seeds:
            sheets = sheets_of(seed, chosen.pages, shared, Path(scratch))
            taken += photographs(next(iter(sheets.values())), seed, Path(scratch), engine)
            scanned += [each for samples in sheets.values() for each in scans(samples)]
    found = figures(taken, scanned)
    print(found)
    if not chosen.dry:
        each = [asdict(one) for one in taken]
        seeds = {"seeds": chosen.seeds}
        keep(
            "photos",
            {"subject": "photos", "about": about.to_json(), "pages": len(taken), **found, **seeds, "each": each},
        )


if __name__ == "__main__":
    main()
