"""The demonstration: a stack with separator sheets is scanned into a watched folder, and the agent does the rest."""

from __future__ import annotations

import csv
import io
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Any

import pypdfium2

from archive.archive import Archive
from archive.cases import find_case, import_cases
from archive.completeness import papers_of, papers_to_json
from archive.dossiers.describe import details, listing
from archive.procedures import current_catalogue
from archive.separators import separator_sheets
from config.codes import CaseCode, Separator, parse_case_code
from config.settings import AgentSettings, FolderSource
from scanner_agent.collect import collect_once
from scanner_agent.demo.paper import Drawing
from scanner_agent.demo.stack import DemoSheet, case_rows, draw_stack
from scanner_agent.demo.wear import Wear, scan
from scanner_agent.news import News, Tally

SEPARATOR_DPI = 200
DESK = "quay-1"


@dataclass(frozen=True, slots=True)
class DemoPage:
    """A page that was drawn, and what became of it (as `sohoa show` tells)."""

    sheet: DemoSheet
    page: dict[str, Any]

    @property
    def words_found(self) -> float | None:
        """Share of the printed words that were read; None on a blank side."""
        printed = " ".join(self.sheet.truth).split()
        read = self.page["text"].split()
        if not printed:
            return None
        found = 0
        for word in printed:
            if word in read:
                read.remove(word)
                found += 1
        return found / len(printed)


@dataclass(frozen=True, slots=True)
class DemoDossier:
    """A dossier of the demonstration."""

    shown: dict[str, Any]
    pages: list[DemoPage]
    papers: dict[str, Any]
    """How the papers of its case stand, as `sohoa cases show` tells."""


def watched_folder(archive: Archive) -> Path:
    """Where the demonstration's scanner puts its files: beside the home, for no source may lie in it."""
    return archive.home.path.with_name(f"{archive.home.path.name}-scanner")


def run_demo(archive: Archive, tell: Callable[[str], None]) -> list[DemoDossier]:
    """Run the main job on the stack: case records in, scans in, dossiers out. Running it again changes nothing."""
    folder = watched_folder(archive)
    sheets = draw_stack()
    _write_cases(archive.home.path / "demo-cases.csv")
    import_cases(archive.ledger, archive.home.path / "demo-cases.csv")
    scan_stack(sheets, folder / DESK, archive.settings.pdf.font)
    settings = archive.settings.model_copy(update={"sources": (FolderSource(path=folder),), "agent": AgentSettings()})
    collect_once(replace(archive, settings=settings), News(archive, tell, _no_figures))
    stacks = {case: list(stack) for case, stack in groupby(sheets, key=lambda sheet: sheet.case)}
    return [_dossier(archive, case, stack) for case, stack in stacks.items()]


def scan_stack(sheets: list[DemoSheet], folder: Path, font: Path) -> None:
    """Lay the stack into ``folder`` as a scanner would: a separator sheet before each case, one file a side."""
    folder.mkdir(parents=True, exist_ok=True)
    number = 0
    for case, stack in groupby(sheets, key=lambda sheet: sheet.case):
        for jpeg in (_scanned_separator(case, font), *(sheet.jpeg for sheet in stack)):
            number += 1
            with _finished_a_minute_ago(folder / f"SCN_{number:04}.jpg") as path:
                path.write_bytes(jpeg)


def _scanned_separator(case: str, font: Path) -> bytes:
    code = parse_case_code(case)
    assert isinstance(code, CaseCode), "the demonstration's codes are codes"
    with pypdfium2.PdfDocument(io.BytesIO(separator_sheets([Separator(code)], font))) as pdf:
        page = pdf[0]
        sheet = page.render(scale=SEPARATOR_DPI / 72, rev_byteorder=True).to_numpy()[:, :, :3].copy()
        page.close()
    return scan(Drawing(sheet, SEPARATOR_DPI), Wear(skew=-1.4), seed=1)


@contextmanager
def _finished_a_minute_ago(path: Path) -> Iterator[Path]:
    """Nobody waits in a demonstration until it is sure that the scanner has finished a file."""
    yield path
    then = time.time() - 60
    os.utime(path, (then, then))


def _write_cases(path: Path) -> None:
    rows = case_rows()
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def _dossier(archive: Archive, case: str, stack: list[DemoSheet]) -> DemoDossier:
    with archive.ledger.read() as session:
        shown = details(listing(session, case=case)[0], archive.objects, archive.dossiers, archive.settings.quality)
        record, catalogue = find_case(session, case), current_catalogue(archive.home.procedures)
        papers = papers_to_json(record, papers_of(session, record, catalogue, archive.settings.quality))
    pages = [DemoPage(sheet, page) for sheet, page in zip(stack, shown["pages"], strict=True)]
    return DemoDossier(shown, pages, papers)


def _no_figures(_tally: Tally) -> None:
    """The demonstration is over before figures would help."""
