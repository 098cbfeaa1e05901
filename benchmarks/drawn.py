"""``python -m benchmarks.drawn``: how well the demonstration's papers are read, drawn with several seeds.

Their text is known exactly. The figures are kept for RESULTS.md.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

from benchmarks.reading import figures, read_all, report
from benchmarks.results import Circumstances, keep
from config.settings import ReadingSettings, available_cores
from scanner_agent.demo import DemoSheet, draw_stack


def write_page(sheet: DemoSheet, folder: Path, name: str) -> None:
    """The page and its truth, as `benchmarks.reading` wants them."""
    truth = {
        "text": list(sheet.truth),
        "rotation": sheet.rotation,
        "skew": sheet.skew,
        "dpi": sheet.dpi,
        "seal": sheet.seal is not None,
        "blank": sheet.blank,
    }
    (folder / f"{name}.jpg").write_bytes(sheet.jpeg)
    (folder / f"{name}.json").write_text(json.dumps(truth, ensure_ascii=False), encoding="utf-8")


def measure(seeds: int, workers: int) -> None:
    """Draw, read, report, keep."""
    about = Circumstances.here(f"python -m benchmarks.drawn --seeds {seeds}", "tesserocr", "opencv-python-headless")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for seed in range(1, seeds + 1):
            for number, sheet in enumerate(draw_stack(seed)):
                write_page(sheet, folder, f"{seed}-{number:02}")
        results = read_all(sorted(folder.glob("*.json")), ReadingSettings(), workers)
    report(results)
    each = {r.name: {"error": r.error, "cpu": r.cpu_seconds, "blank": r.blank} for r in results}
    keep("reading", {"subject": "reading", "about": about.to_json(), "each": each, **figures(results)})


def main() -> None:
    """Measure what is chosen."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seeds", type=int, default=2, help="stacks of twelve pages")
    options.add_argument("--workers", type=int, default=available_cores())
    measure(**vars(options.parse_args()))


if __name__ == "__main__":
    main()
