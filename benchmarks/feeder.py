"""Batches of a feeder in which some sides hardly bear a word: how many lie right by themselves, and how many at last?

``python -m benchmarks.feeder [--seed 71] [--count 12] [--set office] [--sparse 4]`` takes pages of the generator beside
the project (`benchmarks.reading.sets`), strews drawn sides with hardly any text among them, and has them ingested
twice: all upside down, and as duplex by the short edge gives them, fronts upside down and backs upright.
"""

from __future__ import annotations

import argparse
import io
import json
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from archive.archive import Archive, open_archive
from archive.intake import take_in
from archive.models import Page, ReadingVersion
from archive.readings import unpack
from archive.work.drive import work_until
from archive.work.plan import anybody_waits
from benchmarks.reading.samples import Sample
from benchmarks.reading.sets import find_shared, generated
from config.home import Home

DPI, WIDE, HIGH = 200, 1654, 2339
FONT = "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf"
EVERY = 3
"""After so many pages of print comes one with hardly any."""
RED, BLUE, INK = (205, 45, 55), (40, 60, 160), (25, 25, 28)

Pixels = npt.NDArray[np.uint8]
Random = np.random.Generator


@dataclass(frozen=True, slots=True)
class Scan:
    """One side as the feeder gave it."""

    name: str
    jpeg: bytes
    turn: int | None
    """Clockwise degrees that set it upright; None: blank."""
    sparse: bool


def signed(random: Random) -> Pixels:
    """A seal, a signature and three words."""
    page = Image.new("RGB", (WIDE, HIGH), "white")
    x, y = int(random.uniform(850, 1100)), int(random.uniform(200, 500))
    _write(page, "GIÁM ĐỐC", x, y, 13)
    pixels = np.array(page)
    cv2.circle(pixels, (x - 60, y + 180), 120, RED, 6)
    cv2.circle(pixels, (x - 60, y + 180), 85, RED, 3)
    _scribble(pixels, random, x - 20, y + 180, 260, 55)
    return pixels


def plan(random: Random) -> Pixels:
    """Rooms drawn with a ruler, a number in each."""
    page = Image.new("RGB", (WIDE, HIGH), "white")
    draw = ImageDraw.Draw(page)
    for number in range(6):
        x, y = 200 + number % 2 * 600, 300 + number // 2 * 480
        draw.rectangle(
            (x, y, x + int(random.uniform(420, 600)), y + int(random.uniform(300, 480))), outline=INK, width=4
        )
        _write(page, str(number + 1), x + 200, y + 180, 14)
    return np.array(page)


def photo(random: Random) -> Pixels:
    """The picture of a shop front, glued to a sheet."""
    pixels = np.full((HIGH, WIDE, 3), 255, np.uint8)
    high, wide = 800, 1150
    coarse = random.uniform(40, 220, (9, 12, 3)).astype(np.uint8)
    picture = cv2.resize(coarse, (wide, high), interpolation=cv2.INTER_CUBIC)
    cv2.rectangle(picture, (150, 260), (1000, 790), (90, 70, 60), -1)
    cv2.rectangle(picture, (480, 400), (680, 790), (190, 200, 205), -1)
    pixels[320 : 320 + high, 250 : 250 + wide] = picture
    return pixels


def by_hand(random: Random) -> Pixels:
    """Some lines written by hand."""
    pixels = np.full((HIGH, WIDE, 3), 255, np.uint8)
    for row in range(4):
        _scribble(pixels, random, 220, 400 + 120 * row, random.uniform(600, 1200), 28)
    return pixels


KINDS: tuple[Callable[[Random], Pixels], ...] = (signed, plan, photo, by_hand)


def _write(page: Image.Image, text: str, x: int, y: int, points: float) -> None:
    font = ImageFont.truetype(FONT, points / 72 * DPI)
    ImageDraw.Draw(page).text((x, y), text, font=font, fill=INK)


def _scribble(pixels: Pixels, random: Random, x: float, y: float, long: float, high: float) -> None:
    steps = np.linspace(0, long, int(long / 6))
    across = x + steps + random.normal(0, 5, len(steps))
    down = y + high / 2 * np.sin(steps / 14) * random.uniform(0.2, 1.0, len(steps))
    cv2.polylines(pixels, [np.stack([across, down], 1).astype(np.int32)], False, BLUE, 4, cv2.LINE_AA)


def scanned(pixels: Pixels, random: Random) -> Pixels:
    """With a scanner's paper and noise."""
    worn = cv2.GaussianBlur(pixels, (0, 0), 0.7).astype(np.float32) - 12
    return np.clip(worn + random.normal(0, 4, (*pixels.shape[:2], 1)), 0, 255).astype(np.uint8)


def batch_of(samples: list[Sample], sparse: int, seed: int, turn_at: Callable[[int], int]) -> list[Scan]:
    """Samples and sparse sides in the feeder's order; ``turn_at`` says how the side at a place (from 1) lies."""
    random, scans, drawn = np.random.default_rng(seed), list[Scan](), 0
    for number, sample in enumerate(samples, 1):
        scans.append(_scan(_upright(sample), turn_at, len(scans) + 1, blank=sample.blank, sparse=False))
        if number % EVERY == 0 and drawn < sparse:
            side = scanned(KINDS[drawn % len(KINDS)](random), random)
            scans.append(_scan((side, DPI), turn_at, len(scans) + 1, blank=False, sparse=True))
            drawn += 1
    return scans


def _upright(sample: Sample) -> tuple[Pixels, float]:
    with Image.open(sample.image) as image:
        dpi = float(image.info["dpi"][0])
        pixels = np.asarray(image.convert("RGB"))
    return np.rot90(pixels, -(sample.rotation or 0) // 90), dpi


def _scan(side: tuple[Pixels, float], turn_at: Callable[[int], int], place: int, *, blank: bool, sparse: bool) -> Scan:
    pixels, dpi = side
    turn = turn_at(place)
    out = io.BytesIO()
    lying = np.ascontiguousarray(np.rot90(pixels, turn // 90))
    Image.fromarray(lying).save(out, "JPEG", quality=85, dpi=(dpi, dpi))
    return Scan(f"SCN_{place:04}.jpg", out.getvalue(), None if blank else turn, sparse)


def measured(scans: list[Scan], folder: Path) -> dict[str, int]:
    """Ingests the scans as one batch; how many sides are unsure, and lie right, before and after they were turned."""
    folder.mkdir(parents=True)
    paths = [folder / scan.name for scan in scans]
    for path, scan in zip(paths, scans, strict=True):
        path.write_bytes(scan.jpeg)
    with open_archive(Home(folder / "home")) as archive:
        batch = take_in(archive.ledger, archive.objects, paths, "desk", None).batch_id
        for _step in work_until(lambda: _done(archive), archive):
            pass
        with archive.ledger.read() as session:
            pages = {page.delivery.name: page for page in session.query(Page) if page.delivery.batch_id == batch}
            return _counted(archive, scans, pages)


def _done(archive: Archive) -> bool:
    with archive.ledger.read() as session:
        return not anybody_waits(session)


def _counted(archive: Archive, scans: list[Scan], pages: dict[str, Page]) -> dict[str, int]:
    shown = [(scan, page) for scan in scans if scan.turn is not None and not (page := pages[scan.name]).blank]
    unsure = [scan for scan, page in shown if not page.turn_sure or page.turned_by_batch is not None]
    return {
        "shown": len(shown),
        "unsure": len(unsure),
        "unsure_of_print": sum(not scan.sparse for scan in unsure),
        "right_before": sum(scan.turn == _rotation_before(archive, page) for scan, page in shown),
        "right_after": sum(scan.turn == page.rotation for scan, page in shown),
        "turned": sum(page.turned_by_batch is not None for _, page in shown),
    }


def _rotation_before(archive: Archive, page: Page) -> int:
    with archive.ledger.read() as session:
        first = session.query(ReadingVersion).filter_by(page_id=page.id).order_by(ReadingVersion.id).first()
    return unpack(archive.objects.read(first.reading_sha256)).rotation if first else page.rotation


def main() -> None:
    """Print the figures of both batches as JSON."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seed", type=int, default=71)
    options.add_argument("--count", type=int, default=12, help="pages of print")
    options.add_argument("--set", default="office")
    options.add_argument("--sparse", type=int, default=4, help="sides with hardly any text")
    options.add_argument("--shared", type=Path)
    chosen = options.parse_args()
    shared = find_shared(chosen.shared)
    assert shared, "the folder with pages/make_pages.py is needed: --shared"
    with tempfile.TemporaryDirectory() as place:
        samples = generated(shared, chosen.set, chosen.seed, chosen.count, Path(place) / "pages")
        for name, turn_at in (("upside down", lambda place: 180), ("short edge", lambda place: 180 * (place % 2))):
            scans = batch_of(samples, chosen.sparse, chosen.seed, turn_at)
            print(json.dumps({"batch": name, **measured(scans, Path(place) / name)}), flush=True)


if __name__ == "__main__":
    main()
