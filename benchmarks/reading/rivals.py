"""The programs that are compared, each run as a person would run it, and what came of every page.

The text is what ``pdftotext -raw`` takes out of the finished PDF, ours and theirs alike.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image

from benchmarks.reading import guests
from benchmarks.reading.cost import Cost, measured
from benchmarks.reading.samples import Sample
from benchmarks.reading.turns import shown_turn

CASE = "H26.12-260804-0583"
"""A dossier code that the demonstration uses, too."""
ONE_THREAD = {"OMP_THREAD_LIMIT": "1"}
"""For all of them: one thread for each process that recognises is faster on a busy machine."""
LEAST_DPI = 80
"""A stated resolution below is the default of some program and no scanner's; a person would give the true one."""
A4_INCHES = 11.69
FINISHED = (0, 10)
"""Exit codes of `sohoa`: done, and done but something needs a person."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a program made of one page; None is what it does not tell."""

    text: str
    rotation: int | None = None
    skew: float | None = None
    blank: bool | None = None
    seal: bool | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """What a program made of some pages, and what that cost."""

    outcomes: list[Outcome]
    cost: Cost
    pdf_bytes: int | None = None


Program = Callable[[Sequence[Sample], Path], Run]
"""Reads pages, in their order, with a folder of its own to work in."""


def sohoa(samples: Sequence[Sample], folder: Path) -> Run:
    """`sohoa ingest` into a new home, from the images to the PDF/A dossier."""
    command: list[str | Path] = [sys.executable, "-m", "scanner_agent", "--home", folder / "home"]
    cost = measured(
        [*command, "ingest", *(sample.image for sample in samples), "--case", CASE, "--json"],
        folder / "ingest.json",
        environment=ONE_THREAD,
    )
    if cost.exit_code not in FINISHED:
        raise RuntimeError(f"sohoa ingest ended with {cost.exit_code}")
    (dossier,) = json.loads((folder / "ingest.json").read_text(encoding="utf-8"))["dossiers"]
    shown = subprocess.run([*command, "show", dossier["id"], "--json"], check=True, capture_output=True)
    pages = json.loads(shown.stdout)["pages"]
    pdf = Path(dossier["pdf"])
    return Run([_shown(page, pdf) for page in pages], cost, pdf.stat().st_size)


def _shown(page: dict[str, Any], pdf: Path) -> Outcome:
    text = pdf_text(pdf, page["pdf_page"]) if page["pdf_page"] else ""
    return Outcome(text, page["rotation"], page["skew_degrees"], page["blank"], page["seal"])


def ocrmypdf(samples: Sequence[Sample], folder: Path) -> Run:
    """OCRmyPDF on one PDF of all pages, whose making is not counted; a person who scans to PDF has it already."""
    folder.mkdir(parents=True, exist_ok=True)
    given, made = folder / "given.pdf", folder / "made.pdf"
    images = [part for sample in samples for part in (sample.image, str(true_dpi(sample.image)))]
    subprocess.run([*guests.script("pack"), given, *images], check=True)
    command: list[str | Path] = [
        guests.program("ocrmypdf"),
        "-l",
        "vie",
        "--deskew",
        "--rotate-pages",
        "--output-type",
        "pdfa",
    ]
    path = f"{guests.program('ocrmypdf').parent}:{os.environ['PATH']}"
    cost = measured([*command, "--quiet", given, made], folder / "out", environment={**ONE_THREAD, "PATH": path})
    if not made.exists():
        raise RuntimeError(f"ocrmypdf ended with {cost.exit_code}")
    outcomes = [
        Outcome(pdf_text(made, number), shown_turn(made, number, sample.image))
        for number, sample in enumerate(samples, 1)
    ]
    return Run(outcomes, cost, made.stat().st_size)


def tesseract(samples: Sequence[Sample], folder: Path) -> Run:
    """Tesseract alone on each page as it is, one after the other."""
    folder.mkdir(parents=True, exist_ok=True)
    cost, outcomes, out = Cost(0, 0, 0, 0), [], folder / "out"
    for sample in samples:
        dpi = true_dpi(sample.image)
        stated = ["--dpi", str(dpi)] if dpi else []
        cost += measured(["tesseract", sample.image, "-", "-l", "vie", *stated], out, environment=ONE_THREAD)
        outcomes.append(Outcome(out.read_text(encoding="utf-8")))
    return Run(outcomes, cost)


PROGRAMS: dict[str, Program] = {"sohoa": sohoa, "ocrmypdf": ocrmypdf, "tesseract": tesseract}


def pdf_text(pdf: Path, page: int) -> str:
    """The text of a page, counted from 1, in the order of the file."""
    command: list[str | Path] = ["pdftotext", "-raw", "-f", str(page), "-l", str(page), "-enc", "UTF-8", pdf, "-"]
    return subprocess.run(command, check=True, capture_output=True).stdout.decode("utf-8")


def true_dpi(image: Path) -> int:
    """The resolution that a person has to give because the image states none, or an absurd one; else 0.

    Such pages are taken for A4, as nearly all papers of an office are.
    """
    with Image.open(image) as opened:
        stated = float(opened.info.get("dpi", (0, 0))[0])
        longest: int = max(opened.size)
    return 0 if stated >= LEAST_DPI else round(longest / A4_INCHES)
