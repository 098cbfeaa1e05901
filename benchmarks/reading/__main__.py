"""How well and how fast pages are read, beside other programs or, for daily work, alone.

usage: python -m benchmarks.reading [--quick]                          sohoa, OCRmyPDF, Tesseract: kept for RESULTS.md
       python -m benchmarks.reading --ours-only --set office --seed 3 --count 16      one set read here, page by page
       python -m benchmarks.reading PAGES_DIR [--workers N] [--engine NAME] [--dpi N]      the same of a folder
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks.reading import guests, sets
from benchmarks.reading.compare import FULL, PARTS, QUICK, Comparison
from benchmarks.reading.inside import read_all, report
from benchmarks.reading.samples import Sample, from_folder
from benchmarks.results import Circumstances, keep
from config.settings import ReadingSettings, available_cores

NO_SHARED = "There is no pages/make_pages.py under {}: the project's own drawn pages are read instead."


def options() -> argparse.ArgumentParser:
    """What may be chosen."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", type=Path, nargs="?", help="a folder of images beside their truth (*.json)")
    parser.add_argument("--ours-only", action="store_true", help="read by this project alone, nothing is kept")
    parser.add_argument("--set", choices=[*sets.KINDS, "real", "turned", "skewed", "drawn"], default="office")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=16)
    parser.add_argument("--shared", type=Path, help="the folder with pages/make_pages.py and samples/")
    parser.add_argument("--quick", action="store_true", help="8 pages a set and one seed instead of 16 and two")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS, help="what of the comparison is measured")
    parser.add_argument("--workers", type=int, default=available_cores())
    parser.add_argument("--engine", choices=["tesserocr", "pytesseract"], default="tesserocr")
    parser.add_argument("--dpi", type=int, default=ReadingSettings().dpi)
    return parser


def chosen_set(chosen: argparse.Namespace, folder: Path) -> list[Sample]:
    """The pages of the set that was named."""
    shared = sets.find_shared(chosen.shared)
    if shared is None or chosen.set == "drawn":
        if chosen.set != "drawn":
            say_no_shared(chosen)
        return sets.drawn(chosen.seed, folder)
    kept = {"real": sets.real, "turned": sets.turned, "skewed": sets.skewed}
    if chosen.set in kept:
        return kept[chosen.set](shared)
    return sets.generated(shared, chosen.set, chosen.seed, chosen.count, folder)


def say_no_shared(chosen: argparse.Namespace) -> None:
    """Tell that there are only the project's own pages."""
    print(NO_SHARED.format(chosen.shared or sets.SHARED), file=sys.stderr)


def compare(chosen: argparse.Namespace) -> None:
    """Measure all programs and keep the figures, each part by itself."""
    size, shared = QUICK if chosen.quick else FULL, sets.find_shared(chosen.shared)
    if shared is None:
        say_no_shared(chosen)
    command = "python -m benchmarks.reading" + " --quick" * chosen.quick
    for part in chosen.parts:
        about = Circumstances.here(f"{command} --parts {part}", "tesserocr", "opencv-python-headless")
        about.versions.update(guests.versions())
        with tempfile.TemporaryDirectory() as place:
            comparison = Comparison(shared, Path(place), size, lambda what: print(what, file=sys.stderr, flush=True))
            for found in comparison.part(part):
                kept = {"subject": "reading", "about": about.to_json(), "size": size.name, "pages": size.pages}
                keep(f"reading-{part}", {**kept, part: found})


def read_here(parser: argparse.ArgumentParser, chosen: argparse.Namespace) -> None:
    """Read one set in this project's processes and print the table."""
    settings = ReadingSettings(engine=chosen.engine, dpi=chosen.dpi)
    with tempfile.TemporaryDirectory() as place:
        samples = from_folder(chosen.pages) if chosen.pages else chosen_set(chosen, Path(place) / "pages")
        if not samples:
            parser.error(f"no *.json in {chosen.pages}")
        report(read_all(samples, settings, chosen.workers))


def main() -> None:
    """Read what is chosen."""
    parser = options()
    chosen = parser.parse_args()
    if chosen.pages or chosen.ours_only:
        read_here(parser, chosen)
    else:
        compare(chosen)


if __name__ == "__main__":
    main()
