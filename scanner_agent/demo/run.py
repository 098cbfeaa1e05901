"""The demonstration: the stack is scanned into a folder, its cases are known, and the pipeline does the rest."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from archive.archive import Archive
from archive.cases import import_cases
from archive.dossiers.describe import details, listing
from archive.ingest import ingest
from archive.work.engine import Step
from scanner_agent.demo.stack import DemoSheet, case_rows, draw_stack


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


def scan_stack(folder: Path) -> list[DemoSheet]:
    """Draw the stack and lay it into ``folder`` as a scanner would, one folder a case, with the list of the cases."""
    sheets = draw_stack()
    for sheet in sheets:
        path = folder / sheet.case / sheet.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(sheet.jpeg)
    rows = case_rows()
    with (folder / "cases.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return sheets


def run_demo(archive: Archive, watch: Callable[[Step], None]) -> list[DemoDossier]:
    """Run the main job on the stack: case records in, scans in, dossiers out. Running it again changes nothing."""
    folder = archive.home.path / "demo-scans"
    sheets = scan_stack(folder)
    import_cases(archive.ledger, folder / "cases.csv")
    stacks = {case: list(stack) for case, stack in groupby(sheets, key=lambda sheet: sheet.case)}
    for case in stacks:
        ingest(archive, [folder / case], archive.settings.desk, case, watch)
    return [_dossier(archive, case, stack) for case, stack in stacks.items()]


def _dossier(archive: Archive, case: str, stack: list[DemoSheet]) -> DemoDossier:
    with archive.ledger.read() as session:
        shown = details(listing(session, case=case)[0], archive.objects, archive.dossiers)
    pages = [DemoPage(sheet, page) for sheet, page in zip(stack, shown["pages"], strict=True)]
    return DemoDossier(shown, pages)
