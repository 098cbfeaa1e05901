"""`make bench`: the reading of the demonstration's papers, drawn with several seeds, whose text is known exactly."""

from __future__ import annotations

import argparse
import json
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks.reading import read_all, report
from config.settings import ReadingSettings, available_cores
from scanner_agent.demo import DemoSheet, draw_stack


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is to be measured."""

    seeds: int
    workers: int


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


def main() -> None:
    """Draw, read, report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=2, help="stacks of twelve pages")
    parser.add_argument("--workers", type=int, default=available_cores())
    chosen = Chosen(**vars(parser.parse_args()))
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for seed in range(1, chosen.seeds + 1):
            for number, sheet in enumerate(draw_stack(seed)):
                write_page(sheet, folder, f"{seed}-{number:02}")
        report(read_all(sorted(folder.glob("*.json")), ReadingSettings(), chosen.workers))


main()
