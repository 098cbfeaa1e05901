"""Which pages are read: generated with exact truth, real ones with what was transcribed, or the demonstration's own."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from pathlib import Path

from benchmarks.reading.samples import IMAGES, Sample, from_folder
from scanner_agent.demo import draw_stack

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
"""Where generator and real pages lie beside a clone of the project."""
KINDS = ("office", "hard", "onebit")
"""Sets of the generator."""
SKEWED = {"galfar_1big": 1.4, "galfar_2": 2.2, "galfar_3": 6.25, "galfar_5": -3.4}
"""Clockwise degrees that straighten the real skewed pages, ± 0.3°, by their README."""


def find_shared(chosen: Path | None) -> Path | None:
    """The folder with ``pages/make_pages.py`` and ``samples/``: as chosen, else `SHARED`; None where it is absent."""
    folder = chosen or Path(os.environ.get("SOHOA_SHARED", SHARED))
    return folder if (folder / "pages" / "make_pages.py").is_file() else None


def generated(shared: Path, kind: str, seed: int, count: int, folder: Path) -> list[Sample]:
    """Pages of one kind and seed, written into ``folder``; the same arguments give the same pages everywhere."""
    program = shared / "pages" / "make_pages.py"
    command = [sys.executable, program, folder, "--set", kind, "--seed", str(seed), "--count", str(count)]
    subprocess.run([str(part) for part in command], check=True)
    return from_folder(folder)


def drawn(seed: int, folder: Path) -> list[Sample]:
    """The demonstration's twelve sides, written into ``folder``: pages for a machine that has no others."""
    folder.mkdir(parents=True, exist_ok=True)
    samples = []
    for number, sheet in enumerate(draw_stack(seed)):
        image = folder / f"{seed}-{number:02}.jpg"
        image.write_bytes(sheet.jpeg)
        text, skew = "\n".join(sheet.truth), None if sheet.blank else sheet.skew
        samples.append(Sample(image.stem, image, text, sheet.rotation, skew, sheet.blank, sheet.seal is not None))
    return samples


def real(shared: Path) -> list[Sample]:
    """Scanned administrative documents, transcribed once; how they lie nobody measured, but all lie upright."""
    found = sorted((shared / "samples" / "vn-pages").glob("*.gt.txt"))
    return [
        Sample(_stem(path), _image(path), transcribed(path.read_text(encoding="utf-8")), rotation=0) for path in found
    ]


def transcribed(text: str) -> str:
    """What stands on the page: without the tags of blocks and the braces round what is written by hand."""
    lines = [line for line in text.splitlines() if not line.startswith("## ")]
    return "\n".join(lines).replace("{", "").replace("}", "")


def turned(shared: Path) -> list[Sample]:
    """Real pages as a duplex feeder gave them: landscape tables lying on their sides, and blank backs."""
    folder = shared / "samples" / "vn-rotation-blank"
    with (folder / "labels.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [
        Sample(
            Path(row["file"]).stem,
            folder / row["file"],
            None,
            int(row["rotate_clockwise_deg_to_upright"]),
            blank=row["class"] == "blank",
        )
        for row in rows
    ]


def skewed(shared: Path) -> list[Sample]:
    """Real pages whose skew was measured by hand."""
    folder = shared / "samples" / "skew"
    return [Sample(name, folder / f"{name}.png", None, 0, skew) for name, skew in SKEWED.items()]


def _stem(truth: Path) -> str:
    return truth.name.removesuffix(".gt.txt")


def _image(truth: Path) -> Path:
    return next(path for end in IMAGES if (path := truth.with_name(_stem(truth) + end)).exists())
