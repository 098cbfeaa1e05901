"""How small the page images of each profile are, and how well what is left of them can still be read.

usage: python -m benchmarks.raster FOLDER… [--pages N]

A FOLDER holds page images and beside each what is written on it: pNN.json as pages/make_pages.py writes it, or
NAME.gt.txt. Every page becomes a dossier file of each profile; its page is drawn by pdftoppm at the scan's own
resolution and read again. The figures are kept for RESULTS.md.
"""

from __future__ import annotations

import argparse
import io
import json
import resource
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import mean
from typing import Any, get_args

from PIL import Image

from archive.bundle import ComponentSource, DossierSource, PageSource, write_dossier
from benchmarks.measures import word_bag_error
from benchmarks.results import Circumstances, keep
from config.settings import ImageProfile, LimitSettings, PdfSettings, ReadingSettings
from ocr.decode import Budget, split
from ocr.decode.dpi import Resolution
from ocr.decode.keep import keep_lossless
from ocr.engine import Engine, open_engine
from ocr.page import PageImage, PageReading
from ocr.read import ReadingOptions, read_page

PROFILES: tuple[ImageProfile, ...] = get_args(ImageProfile)
MOMENT = datetime(2024, 11, 21, tzinfo=UTC)
"""When the pages are said to have been digitised: it takes no part in what is measured."""
IMAGES = {".jpg", ".png", ".tif"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one profile makes of one page."""

    stored: int
    """Bytes of the page image as it came."""
    written: int
    """Bytes of image data in the file."""
    error: float | None
    """Word-bag error of the page read again; None for a page without text."""
    cpu_seconds: float
    """Of writing and judging the file."""
    valid: bool


def truth_of(image: Path) -> str:
    """What is written on a page; braces, which mark handwriting, and block tags are left out."""
    drawn = image.with_suffix(".json")
    if drawn.exists():
        return "\n".join(json.loads(drawn.read_text(encoding="utf-8"))["text"])
    lines = image.with_suffix(".gt.txt").read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith("## ")).translate({ord("{"): None, ord("}"): None})


def outcomes(image: Path, engine: Engine, folder: Path) -> dict[str, Outcome]:
    """What each profile makes of one page; ``folder`` is for its files."""
    page = next(iter(split(image, Budget.from_settings(LimitSettings()))))
    reading = read_page(page, engine, ReadingOptions())
    truth = truth_of(image)
    found: dict[str, Outcome] = {}
    for profile in PROFILES:
        outcome = _written(page, reading, profile, folder / f"{profile}.pdf")
        unchanged = outcome.written == found["faithful"].written if found else False
        error = found["faithful"].error if unchanged else _error(folder / f"{profile}.pdf", reading, truth, engine)
        found[profile] = replace(outcome, error=error)
    return found


def _written(page: PageImage, reading: PageReading, profile: ImageProfile, path: Path) -> Outcome:
    """What the profile makes of the page at ``path``, not yet read again."""
    source = PageSource(page.info, lambda: page.data, reading, "1")
    dossier = DossierSource("d-1", None, "", MOMENT, "1", "", 1, [ComponentSource("", [source])], profile)
    began = _cpu_seconds()
    verdict = write_dossier(dossier, path, PdfSettings().font)
    spent = _cpu_seconds() - began
    (weight,) = verdict.images
    return Outcome(weight.stored, weight.written, None, spent, verdict.valid)


def _error(path: Path, reading: PageReading, truth: str, engine: Engine) -> float | None:
    """Word-bag error of the page in the file at ``path``; None where nothing is written on it."""
    if not truth:
        return None
    return word_bag_error(truth, read_page(_drawn(path, round(reading.dpi)), engine, ReadingOptions()).text)


def _drawn(path: Path, dpi: int) -> PageImage:
    """The page of the file at ``path`` as pdftoppm shows it."""
    command = ["pdftoppm", "-cropbox", "-r", str(dpi), "-singlefile", str(path)]
    printed = subprocess.run(command, capture_output=True, check=True).stdout
    with Image.open(io.BytesIO(printed)) as shown:
        return keep_lossless(shown.convert("RGB"), Resolution(dpi, dpi, True))


def _cpu_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def figures(pages: Iterable[dict[str, Outcome]]) -> dict[str, Any]:
    """Means of a folder's pages, by profile: kilobytes in and out, error as a share, CPU seconds."""
    listed = list(pages)
    return {
        profile: {
            "kb_in": mean(page[profile].stored for page in listed) / 1000,
            "kb_out": mean(page[profile].written for page in listed) / 1000,
            "error": mean(page[profile].error or 0.0 for page in listed if page[profile].error is not None),
            "cpu": mean(page[profile].cpu_seconds for page in listed),
            "valid": all(page[profile].valid for page in listed),
        }
        for profile in PROFILES
    }


def table(sets: dict[str, dict[str, Any]]) -> Iterator[str]:
    """The lines of a table of all sets."""
    yield f"{'set':12} {'KB in':>7}" + "".join(f" | {name:>9} KB  error %  CPU s" for name in PROFILES)
    for name, by_profile in sets.items():
        cells = (
            f" | {f['kb_out']:12.0f} {100 * f['error']:8.2f} {f['cpu']:6.2f}{'' if f['valid'] else ' INVALID'}"
            for f in by_profile["profiles"].values()
        )
        yield f"{name:12} {by_profile['profiles']['faithful']['kb_in']:7.0f}" + "".join(cells)


def measure(folders: list[Path], limit: int | None) -> dict[str, Any]:
    """Each folder's figures and pages; a line is printed for every page."""
    # A busy machine is no reason to give a page up: only what is read counts here.
    engine, sets = open_engine(ReadingSettings(timeout=600)), {}
    for folder in folders:
        pages = {}
        for image in sorted(p for p in folder.iterdir() if p.suffix in IMAGES)[:limit]:
            with tempfile.TemporaryDirectory() as scratch:
                pages[image.stem] = outcomes(image, engine, Path(scratch))
            shown = (f"{o.written / 1000:6.0f} KB {100 * (o.error or 0):5.2f} %" for o in pages[image.stem].values())
            print(f"{folder.name}/{image.stem:28}", *shown, flush=True)
        each = {name: {profile: asdict(o) for profile, o in page.items()} for name, page in pages.items()}
        sets[folder.name] = {"pages": len(pages), "profiles": figures(pages.values()), "each": each}
    return sets


def main() -> None:
    """Measure the folders that are named, print the table and keep it."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("folders", type=Path, nargs="+")
    options.add_argument("--pages", type=int, help="of each folder, the first so many")
    options.add_argument("--dry", action="store_true", help="keep no result")
    chosen = options.parse_args()
    names = " ".join(folder.name for folder in chosen.folders)
    about = Circumstances.here(f"python -m benchmarks.raster {names}", "tesserocr", "opencv-python-headless", "pillow")
    sets = measure(chosen.folders, chosen.pages)
    print(*table(sets), sep="\n")
    if not chosen.dry:
        total = sum(each["pages"] for each in sets.values())
        keep("raster", {"subject": "raster", "about": about.to_json(), "pages": total, "sets": sets})


if __name__ == "__main__":
    main()
