"""``python -m benchmarks.scaling``: pages a minute with one worker and with more, and the memory that a worker takes.

Colour A4 pages at 300 dpi are ingested with each number of workers; pages a minute count from the first page that was
read to the last, without starting up. ``--tiff 500`` reads a TIFF of so many pages instead and ``--long 1000`` so many
files, both with one worker a core alone: they tell how the memory of a worker grew from the first quarter to the last.
The figures are kept for RESULTS.md.
"""

from __future__ import annotations

import argparse
import io
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import psutil
from PIL import Image
from PIL.TiffImagePlugin import AppendingTiffWriter
from sqlalchemy import select

from archive.archive import open_archive
from archive.models import Event
from benchmarks.markdown import Row, table
from benchmarks.markdown import about as about_line
from benchmarks.results import Circumstances, keep
from config.home import Home
from config.settings import available_cores
from scanner_agent.demo import draw_stack

CASE = "H26.12-260804-0583"
SAMPLE_SECONDS = 0.25
WORKERS = "spawn_main", "archive.work.child"
"""What the command lines of processes that read pages bear: Dask's, and those at the ends of pipes."""
DPI = 300
MEMORY = ("early", "late", "most", "own")


@dataclass(frozen=True, slots=True)
class Run:
    """What came of reading pages with so many workers."""

    workers: int
    pages: int
    pages_a_minute: float
    """Between the first page and the last, all workers busy."""
    early_megabytes: float
    """Most resident memory of one worker in the first quarter of the samples after its start."""
    late_megabytes: float
    """The same in the last quarter."""
    most_megabytes: float
    own_megabytes: float
    """Most memory of one worker without the pages of files that are mapped into it, which the system may take back."""


def sheets(folder: Path, count: int) -> list[Path]:
    """So many colour pages of A4 at 300 dpi, one a file, no two alike."""
    drawn = [sheet.jpeg for sheet in draw_stack() if sheet.truth]
    paths = []
    for number in range(count):
        with Image.open(io.BytesIO(drawn[number % len(drawn)])) as image:
            page = image.resize((round(8.27 * DPI), round(11.69 * DPI)), Image.Resampling.BICUBIC)
        page.putpixel((0, 0), (number % 256, number // 256, 0))  # else it would be a duplicate
        path = folder / f"{number:04}.jpg"
        page.save(path, quality=80, dpi=(DPI, DPI))
        paths.append(path)
    return paths


def as_tiff(paths: list[Path], target: Path) -> None:
    """The pages as one TIFF, JPEG within, one after the other: it is never in memory whole."""
    with AppendingTiffWriter(str(target), new=True) as writer:
        for path in paths:
            with Image.open(path) as image:
                image.save(writer, "TIFF", compression="jpeg", quality=80, dpi=(DPI, DPI))
            writer.newFrame()


def run(delivered: Path, pages: int, workers: int) -> Run:
    """Ingest what was delivered in a home of its own."""
    with tempfile.TemporaryDirectory(prefix="sohoa-scaling-") as place:
        home = Home(Path(place) / "home")
        command = [sys.executable, "-m", "scanner_agent", "--home", str(home.path), "ingest", str(delivered)]
        command += ["--case", CASE]
        environment = os.environ | {"SOHOA_WORK__WORKERS": str(workers)}
        with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as process:
            memory = _watched(process)
        if process.returncode != 0:
            raise SystemExit(f"sohoa ingest ended with {process.returncode}")
        with open_archive(home) as archive, archive.ledger.read() as session:
            moments = sorted(session.scalars(select(Event.at).where(Event.kind == "page.read")))
    lasted = (moments[-1] - moments[0]).total_seconds()
    resident, own = [look[0] for look in memory], [look[1] for look in memory]
    quarter = max(1, len(resident) // 4)
    return Run(
        workers=workers,
        pages=pages,
        pages_a_minute=round(60 * (len(moments) - 1) / lasted, 2),
        early_megabytes=round(max(resident[:quarter], default=0.0), 1),
        late_megabytes=round(max(resident[-quarter:], default=0.0), 1),
        most_megabytes=round(max(resident, default=0.0), 1),
        own_megabytes=round(max(own, default=0.0), 1),
    )


Look = tuple[float, float]
"""Resident memory of the largest worker, and the most that one has of its own. Megabytes."""


def _watched(process: subprocess.Popen[bytes]) -> list[Look]:
    """What was seen from look to look, until the process ends."""
    looks: list[Look] = []
    ended = threading.Event()

    def wait() -> None:
        process.wait()
        ended.set()

    threading.Thread(target=wait, daemon=True).start()
    while not ended.wait(SAMPLE_SECONDS):
        seen = list(filter(None, map(_worker_megabytes, _descendants(process.pid))))
        if seen:
            looks.append((max(each[0] for each in seen), max(each[1] for each in seen)))
    return looks


def _descendants(pid: int) -> list[psutil.Process]:
    try:
        return psutil.Process(pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def _worker_megabytes(process: psutil.Process) -> Look | None:
    """The memory of a process that reads pages; None for others."""
    try:
        if any(mark in word for word in process.cmdline() for mark in WORKERS):
            memory = process.memory_info()
            return memory.rss / 1e6, (memory.rss - memory.shared) / 1e6
    except psutil.Error:
        pass
    return None


def scaling_section(results: list[dict[str, Any]]) -> str:
    """What RESULTS.md says of these measurings; empty where there is none."""
    rows = [row for result in results for row in _rows(result)]
    if not rows:
        return ""
    head = (
        "delivered",
        "workers",
        "pages a minute",
        "of n times one",
        "MB at first",
        "MB at last",
        "MB at most",
        "own MB",
    )
    told = "".join(map(about_line, (result["about"] for result in results)))
    return "\n".join(
        [
            "## Workers\n",
            told,
            "Colour A4 of 300 dpi; memory is that of the largest worker, in the first and the last quarter of the",
            "time; *own* is without what is mapped of files, of a long TIFF above all, which the system takes back at",
            "need. Asked for is at least 0.9 of n times what one worker gives, and at most 400 MB, as much at last as",
            "at first.\n",
            table(head, rows),
        ]
    )


def _rows(result: dict[str, Any]) -> Iterator[Row]:
    alone = next((each["pages_a_minute"] for each in result["runs"] if each["workers"] == 1), None)
    for each in result["runs"]:
        share = f"{each['pages_a_minute'] / alone / each['workers']:.2f}" if alone else "–"
        memory = (f"{each[when]:.0f}" if (when := f"{name}_megabytes") in each else "–" for name in MEMORY)
        what = f"{result['pages']} pages, {result['delivered']}"
        yield what, str(each["workers"]), f"{each['pages_a_minute']:.1f}", share, *memory


def main() -> None:
    """Read with one worker and with one a core, or one long TIFF; print, and keep the figures."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--pages", type=int, default=48)
    long = options.add_mutually_exclusive_group()
    long.add_argument("--tiff", type=int, default=0, metavar="PAGES")
    long.add_argument("--long", type=int, default=0, metavar="PAGES")
    chosen = options.parse_args()
    about = Circumstances.here(f"python -m benchmarks.scaling {' '.join(sys.argv[1:])}".strip(), "distributed")
    with tempfile.TemporaryDirectory(prefix="sohoa-scaling-") as place:
        count = chosen.tiff or chosen.long or chosen.pages
        delivered = Path(place) / "pages"
        delivered.mkdir()
        paths = sheets(delivered, count)
        if chosen.tiff:
            as_tiff(paths, Path(place) / "long.tif")
            delivered = Path(place) / "long.tif"
        workers = [available_cores()] if chosen.tiff or chosen.long else sorted({1, available_cores()})
        runs = [run(delivered, count, number) for number in workers]
    kind = "one TIFF" if chosen.tiff else "JPEGs"
    every = [asdict(each) for each in runs]
    result = {"subject": "scaling", "about": about.to_json(), "pages": count, "delivered": kind, "runs": every}
    print(scaling_section([result]))
    print(keep("scaling-tiff" if chosen.tiff else "scaling-long" if chosen.long else "scaling", result))


if __name__ == "__main__":
    main()
