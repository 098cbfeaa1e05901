"""``make bench``: everything that RESULTS.md tells, a process each, then that page itself."""

from __future__ import annotations

import argparse
import subprocess
import sys

from benchmarks.report import write_report


def main() -> None:
    """Measure everything, with search on so many pages."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--pages", type=int, default=20_000, help="that search is measured on")
    options.add_argument("--quick", action="store_true", help="reading on half as many pages, of one seed")
    chosen = options.parse_args()
    reading = ["benchmarks.reading", *(["--quick"] if chosen.quick else [])]
    few = ["--pages=2"] if chosen.quick else []
    images = (["benchmarks.raster", *few], ["benchmarks.photos", *few], ["benchmarks.quality"])
    papers = ["benchmarks.papers", *(["--dossiers=40"] if chosen.quick else ["--read=14", "--scans"])]
    for part in (reading, *images, papers, ["benchmarks.search", f"--pages={chosen.pages}"]):
        subprocess.run([sys.executable, "-m", *part], check=True)
    print(write_report())


if __name__ == "__main__":
    main()
