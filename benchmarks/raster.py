"""How small the page images of each profile are, and how well what is left of them can still be read.

usage: python -m benchmarks.raster [--pages N] [--dry]

Every page becomes a dossier file of each profile; its page is drawn by pdftoppm at the scan's own resolution and read
again. The figures are kept for RESULTS.md.
"""

from __future__ import annotations

import argparse
import io
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
from benchmarks import markdown
from benchmarks.markdown import about
from benchmarks.measures import word_bag_error
from benchmarks.reading import sets
from benchmarks.reading.samples import Sample
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
SETS = (("office", 31), ("office", 32), ("hard", 31), ("hard", 33), ("onebit", 31))
"""Kinds of the page generator, and seeds."""
_SAID = """Kilobytes of image data a page, and the word-bag error of reading again what the file shows. Asked for is
at most a half (`standard`) and an eighth (`compact`) of the 881-1,375 KB that OCRmyPDF writes, with at most 0.2 points
more error than `faithful` has.
"""


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


def outcomes(sample: Sample, engine: Engine, folder: Path) -> dict[str, Outcome]:
    """What each profile makes of one page; ``folder`` is for its files."""
    page = next(iter(split(sample.image, Budget.from_settings(LimitSettings()))))
    reading = read_page(page, engine, ReadingOptions())
    truth = sample.text or ""
    found: dict[str, Outcome] = {}
    for profile in PROFILES:
        outcome = _written(page, reading, profile, folder / f"{profile}.pdf")
        unchanged = outcome.written == found["faithful"].written if found else False
        error = found["faithful"].error if unchanged else _error(folder / f"{profile}.pdf", reading, truth, engine)
        found[profile] = replace(outcome, error=error)
    return found


def _written(page: PageImage, reading: PageReading, profile: ImageProfile, path: Path) -> Outcome:
    """What the profile makes of the page at ``path``, not yet read again."""
    source = PageSource(page.info, lambda: page.data, lambda: reading, "1")
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


def chosen_sets(count: int, folder: Path) -> dict[str, list[Sample]]:
    """So many pages of each set that there is on this machine, drawn into ``folder``."""
    shared = sets.find_shared(None)
    if shared is None:
        return {"drawn": sets.drawn(1, folder / "drawn")[:count]}
    found = {
        f"{kind}, seed {seed}": sets.generated(shared, kind, seed, count, folder / f"{kind}-{seed}")
        for kind, seed in SETS
    }
    return {**found, "real": sets.real(shared)[:count]}


def measure(by_set: dict[str, list[Sample]]) -> dict[str, Any]:
    """Each set's figures and pages; a line is printed for every page."""
    # A busy machine is no reason to give a page up: only what is read counts here.
    engine, found = open_engine(ReadingSettings(timeout=600)), {}
    for name, samples in by_set.items():
        pages = {}
        for sample in samples:
            with tempfile.TemporaryDirectory() as scratch:
                pages[sample.name] = outcomes(sample, engine, Path(scratch))
            shown = (f"{o.written / 1000:6.0f} KB {100 * (o.error or 0):5.2f} %" for o in pages[sample.name].values())
            print(f"{name:16} {sample.name:28}", *shown, flush=True)
        each = {page: {profile: asdict(o) for profile, o in of.items()} for page, of in pages.items()}
        found[name] = {"pages": len(pages), "profiles": figures(pages.values()), "each": each}
    return found


def raster_section(result: dict[str, Any]) -> str:
    """What RESULTS.md says of the profiles."""
    return "\n".join(
        [
            "## Page images of the dossier file\n",
            about(result["about"]),
            _SAID,
            markdown.table(
                ("pages", "KB in", *(f"{name} {what}" for name in PROFILES for what in ("KB", "words %", "CPU s"))),
                (list(_row(name, each["profiles"])) for name, each in result["sets"].items()),
            ),
        ]
    )


def _row(name: str, by_profile: dict[str, Any]) -> Iterator[str]:
    yield name
    yield f"{by_profile['faithful']['kb_in']:,.0f}"
    for profile in PROFILES:
        found = by_profile[profile]
        yield f"{found['kb_out']:,.0f}"
        yield f"{100 * found['error']:.2f}"
        yield f"{found['cpu']:.2f}" + ("" if found["valid"] else " not valid")


def main() -> None:
    """Measure, print the section and keep the figures."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--pages", type=int, default=6, help="of each set")
    options.add_argument("--dry", action="store_true", help="keep no result")
    chosen = options.parse_args()
    command = f"python -m benchmarks.raster --pages {chosen.pages}"
    circumstances = Circumstances.here(command, "tesserocr", "opencv-python-headless", "pillow")
    with tempfile.TemporaryDirectory() as folder:
        found = measure(chosen_sets(chosen.pages, Path(folder)))
    pages = sum(each["pages"] for each in found.values())
    result = {"subject": "raster", "about": circumstances.to_json(), "pages": pages, "sets": found}
    print(raster_section(result))
    if not chosen.dry:
        keep("raster", result)


if __name__ == "__main__":
    main()
