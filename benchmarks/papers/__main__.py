"""``python -m benchmarks.papers``: papers of shuffled dossiers told apart, named and missed where they are missing.

A beginning is right where a paper truly begins; a paper whose beginning was missed has a wrong type as well, and one
that is missing is found missing where no other was taken for it.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

from archive.papers import KnownTitles
from benchmarks.papers.codes import codes_of
from benchmarks.papers.dossiers import dossiers
from benchmarks.papers.readings import noted, noted_sheet
from benchmarks.papers.scans import read_scans
from benchmarks.papers.score import Score
from benchmarks.papers.worn import read_papers
from benchmarks.reading.sets import find_shared
from benchmarks.results import Circumstances, keep
from config.procedures import Catalogue, load_catalogue
from ocr.fields import page_head


def damaged(seed: int, count: int, noise: float, catalogue: Catalogue, codes: float = 0.0) -> Score:
    """The score of ``count`` dossiers whose words are damaged, and a share ``codes`` of whose papers bears a code."""
    known, score = KnownTitles.of(catalogue), Score()
    for dossier in dossiers(seed, count, noted_sheet):
        random = Random(f"{seed}/{score.dossiers}")
        readings = [noted(side, noise, random) for side in dossier.sides]
        borne = codes_of(dossier, codes, Random(f"codes/{seed}/{score.dossiers}"))
        readings = [replace(read, barcodes=each) if read else None for read, each in zip(readings, borne, strict=True)]
        began = time.process_time()
        heads = [page_head(reading) if reading else None for reading in readings]
        score.take(dossier, heads, known, catalogue)
        score.seconds += time.process_time() - began
    return score


def told(name: str, score: Score, errors: bool) -> dict[str, Any]:
    """The figures of one run, printed."""
    shares = score.shares()
    print(f"{name}:", "  ".join(f"{key} {value}" for key, value in shares.items()))
    if errors:
        for error, count in Counter(score.errors).most_common():
            print(f"  {count:3} {error}")
    return shares


def main() -> None:
    """Measure, print, and keep the figures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seeds", "--seed", type=int, nargs="+", default=[23, 42])
    options.add_argument("--dossiers", type=int, default=200)
    options.add_argument("--noise", type=float, nargs="*", default=[0.02, 0.05])
    options.add_argument("--codes", type=float, default=0.0, metavar="SHARE", help="of papers that bear a QR code")
    options.add_argument("--read", type=int, default=0, metavar="N", help="papers worn and read by the whole pipeline")
    options.add_argument("--scans", action="store_true", help="the eight real scans, their first pages read")
    options.add_argument("--errors", action="store_true", help="print what was taken for something else")
    options.add_argument("--shared", type=Path, help="folder with pages/ and samples/")
    chosen = options.parse_args()
    seeds = " ".join(map(str, chosen.seeds))
    borne = f", codes on {100 * chosen.codes:g} % of papers" if chosen.codes else ""
    codes, read = (
        f" --{name} {value}" if value else "" for name, value in (("codes", chosen.codes), ("read", chosen.read))
    )
    more = f"{codes}{read}{' --scans' if chosen.scans else ''}"
    about = Circumstances.here(
        f"python -m benchmarks.papers --seeds {seeds} --dossiers {chosen.dossiers}{more}", "rapidfuzz", "tesserocr"
    )
    catalogue, shared, runs = load_catalogue(Path("/no such folder")), find_shared(chosen.shared), []
    for seed in chosen.seeds:
        for noise in chosen.noise:
            score = damaged(seed, chosen.dossiers, noise, catalogue, chosen.codes)
            name = f"{100 * noise:g} % of words damaged{borne}"
            runs.append({"seed": seed, "run": name, **told(f"seed {seed}, {name}", score, chosen.errors)})
    if (chosen.read or chosen.scans) and shared is None:
        print("No worn or real pages are read: pages/make_pages.py and samples/ are not there.")
    if chosen.read and shared:
        seed = chosen.seeds[0]
        score = read_papers(shared, seed, chosen.read, catalogue)
        runs.append({"seed": seed, "run": "worn and read", **told(f"seed {seed}, read", score, chosen.errors)})
    scans = read_scans(shared / "samples" / "vn-scans", chosen.errors) if chosen.scans and shared else None
    print(
        keep("papers", {"about": about.to_json(), "pages": sum(r["pages"] for r in runs), "runs": runs, "scans": scans})
    )


if __name__ == "__main__":
    main()
