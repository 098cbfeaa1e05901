"""Eight real scans of one province, read by the whole pipeline: what they say of themselves, and where each begins."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from archive.papers import KnownTitles, first_pages
from benchmarks.fields.papers import squeezed
from config.procedures import load_catalogue
from config.settings import LimitSettings, ReadingSettings
from ocr.decode import Budget, split
from ocr.engine import open_engine
from ocr.fields import FieldName, PageHead, page_head
from ocr.read import ReadingOptions, read_page
from ocr.text import canon

FIELDS = (FieldName.KIND, FieldName.ISSUER, FieldName.NUMBER, FieldName.NOTATION, FieldName.DATE)
LETTER = "Công văn"
"""A kind that is never printed: letters have none."""
RIGHT, IN_PART, SILENT, WRONG = "right", "in part", "silent", "wrong"


def read_scans(folder: Path, errors: bool) -> dict[str, Any]:
    """Per field how many are right, right as far as they go, silent and wrong; and the beginnings among all pages."""
    heads, starts, told = list[PageHead](), list[int](), {name.value: dict.fromkeys(_ANSWERS, 0) for name in FIELDS}
    for row in _rows(folder):
        starts.append(len(heads))
        heads += _heads(folder / row["file"])
        for name, true in _truth(row).items():
            found = heads[starts[-1]].fields.value(name)
            answer = judged(name, true, found)
            told[name.value][answer] += 1
            if errors and answer != RIGHT:
                print(f"  {row['file'][:24]} {name.value}: {true!r} -> {found!r} {answer}")
    known = KnownTitles.of(load_catalogue(folder / "no procedures"))
    begun = {each.page for each in first_pages(heads, known)}
    result = {
        "pages": len(heads),
        "papers": len(starts),
        "found": len(begun & set(starts)),
        "in_vain": len(begun - set(starts)),
        "fields": told,
    }
    print("scans:", result)
    return result


_ANSWERS = (RIGHT, IN_PART, SILENT, WRONG)


def judged(name: FieldName, true: str, found: str) -> str:
    """Which of the four answers ``found`` is; a date may be right as far as it goes, an issuer without its parent."""
    said, meant = canon(squeezed(found)), canon(squeezed(true))
    if said == meant:
        return RIGHT
    if not said:
        return SILENT
    part = meant.startswith(said) if name is FieldName.DATE else name is FieldName.ISSUER and said in meant
    return IN_PART if part else WRONG


def _truth(row: dict[str, str]) -> dict[FieldName, str]:
    number, _, notation = row["so_ky_hieu"].partition("/")
    return {
        FieldName.KIND: "" if row["loai"] == LETTER else row["loai"],
        FieldName.ISSUER: row["co_quan"],
        FieldName.NUMBER: number,
        FieldName.NOTATION: notation,
        FieldName.DATE: row["ngay_ban_hanh"],
    }


def _rows(folder: Path) -> Iterator[dict[str, str]]:
    with (folder / "metadata.csv").open(encoding="utf-8-sig", newline="") as table:
        yield from csv.DictReader(table)


def _heads(path: Path) -> list[PageHead]:
    engine = open_engine(ReadingSettings())
    return [
        page_head(read_page(page, engine, ReadingOptions()))
        for page in split(path, Budget.from_settings(LimitSettings()))
    ]
