"""``python -m benchmarks.fields``: how many fields are found, how many right, and how right certain ones.

Drawn papers are read by the whole pipeline (``--drawn`` a kind), and many more are damaged as recognition damages
words. A field that a paper does not bear and that is found all the same counts as wrong.
"""

from __future__ import annotations

import argparse
import io
import time
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from PIL import Image

from benchmarks.fields.papers import KINDS, Truth, squeezed
from benchmarks.fields.reading import NotedPaper, noted_reading
from benchmarks.results import Circumstances, keep
from config.settings import ReadingSettings
from ocr.engine import open_engine
from ocr.fields import FieldName, PaperFields, paper_fields
from ocr.page import ImageInfo, PageImage
from ocr.read import ReadingOptions, read_page
from ocr.text import canon
from scanner_agent.demo.paper import Paper
from scanner_agent.demo.wear import Wear, scan


@dataclass(slots=True)
class Score:
    """How one field did."""

    borne: int = 0
    """Papers that say it."""
    found: int = 0
    """Of these, with a value."""
    right: int = 0
    sure: int = 0
    sure_right: int = 0
    in_vain: int = 0
    """Papers that do not say it, with a value all the same."""
    in_vain_sure: int = 0

    def take(self, truth: str, found: str, sure: bool) -> None:
        """Count one paper."""
        if not truth:
            self.in_vain += bool(found)
            self.in_vain_sure += sure
            return
        right = canon(squeezed(found)) == canon(squeezed(truth))
        self.borne += 1
        self.found += bool(found)
        self.right += right
        self.sure += sure
        self.sure_right += sure and right

    def shares(self) -> dict[str, float]:
        """Right of the borne, decided of the borne, certain of the borne, right of the certain (in vain is wrong)."""
        said = max(self.borne, 1)
        sure = self.sure + self.in_vain_sure
        return {
            "right": round(self.right / said, 4),
            "decided": round(self.found / said, 4),
            "sure": round(self.sure / said, 4),
            "sure_right": round(self.sure_right / sure, 5) if sure else 1.0,
            "in_vain": self.in_vain,
            "borne": self.borne,
        }


def damaged(seed: int, count: int, noise: float) -> Iterator[tuple[str, Truth, PaperFields, float]]:
    """``count`` papers of every kind, their fields and the milliseconds of CPU."""
    for kind, say in KINDS.items():
        for number in range(count):
            random = Random(f"{seed}/{kind}/{number}")
            paper = NotedPaper(size=random.choice((12.5, 13, 13.5)))
            truth = say(paper, random)
            reading = noted_reading(paper, noise, random)
            began = time.process_time()
            fields = paper_fields(reading)
            yield kind, truth, fields, 1000 * (time.process_time() - began)


def drawn(seed: int, count: int) -> Iterator[tuple[str, Truth, PaperFields, float]]:
    """``count`` papers of every kind, scanned and read by the whole pipeline."""
    engine = open_engine(ReadingSettings())
    for kind, say in KINDS.items():
        for number in range(count):
            random = Random(f"{seed}/{kind}/{number}")
            paper = Paper(200, seed=seed + number)
            truth = say(paper, random)
            data = scan(paper.finish(), Wear(skew=random.uniform(-1.5, 1.5)), seed + number)
            width, height = Image.open(io.BytesIO(data)).size
            reading = read_page(
                PageImage(ImageInfo("jpeg", width, height, "RGB", 200, 200), data), engine, ReadingOptions()
            )
            began = time.process_time()
            fields = paper_fields(reading)
            yield kind, truth, fields, 1000 * (time.process_time() - began)


def scores(done: Iterator[tuple[str, Truth, PaperFields, float]], errors: bool) -> tuple[dict[str, Score], float]:
    """The score of every field, and the mean milliseconds a page."""
    table, spent = {name.value: Score() for name in FieldName}, []
    for kind, truth, fields, milliseconds in done:
        spent.append(milliseconds)
        for name in FieldName:
            found = fields.get(name)
            table[name.value].take(truth.get(name, ""), found.value if found else "", found is not None and found.sure)
            if errors and (found.value if found else "").lower() != truth.get(name, "").lower():
                print(
                    kind, name.value, f"{truth.get(name, '')!r} -> {found and (found.value, found.raw, found.sure)!r}"
                )
    return table, sum(spent) / len(spent)


def main() -> None:
    """Measure, print a table, and keep the figures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seed", type=int, default=7)
    options.add_argument("--count", type=int, default=100, help="damaged papers of each kind")
    options.add_argument("--drawn", type=int, default=0, help="papers of each kind read by the whole pipeline")
    options.add_argument("--noise", type=float, nargs="+", default=[0.02, 0.05])
    options.add_argument("--errors", action="store_true", help="print what was not found as it stands")
    chosen = options.parse_args()
    command = f"python -m benchmarks.fields --seed {chosen.seed} --count {chosen.count} --drawn {chosen.drawn}"
    about = Circumstances.here(command, "rapidfuzz", "tesserocr")
    runs = {f"noise {noise}": damaged(chosen.seed, chosen.count, noise) for noise in chosen.noise}
    if chosen.drawn:
        runs["read"] = drawn(chosen.seed, chosen.drawn)
    result = {"about": about.to_json()}
    for name, run in runs.items():
        table, milliseconds = scores(run, chosen.errors)
        print(f"{name}: {milliseconds:.1f} ms a page")
        for field, score in table.items():
            print(f"  {field:16}", "  ".join(f"{key} {value:7}" for key, value in score.shares().items()))
        result[name] = {"milliseconds": round(milliseconds, 1), **{f: s.shares() for f, s in table.items()}}
    print(keep("fields", result))


if __name__ == "__main__":
    main()
