"""Invented dossiers: the same again from a seed, papers of the catalogue only, and truth that their pages bear."""

from __future__ import annotations

from pathlib import Path
from random import Random

from archive.papers import KnownTitles
from benchmarks.papers.dossiers import INTERNAL_FORM, OTHER, dossiers
from benchmarks.papers.readings import noted, noted_sheet
from benchmarks.papers.score import Score
from benchmarks.papers.wordings import broken, kinds
from config.procedures import load_catalogue
from ocr.fields import page_head

CATALOGUE = load_catalogue(Path("/no such folder"))


def test_every_paper_of_the_catalogue_is_written_and_no_other() -> None:
    common = {paper.id for paper in CATALOGUE.common.attachments} | {OTHER, INTERNAL_FORM}
    parts = {
        (code, part.id)
        for code, procedure in CATALOGUE.procedures.items()
        for part in procedure.versions[-1].components
    }
    assert {(kind.procedure, kind.id) for kind in kinds() if kind.procedure} == parts
    assert {kind.id for kind in kinds() if not kind.procedure} <= common


def test_a_seed_gives_the_same_dossiers_again_and_another_one_others() -> None:
    def told(seed: int) -> list[list[tuple[str, int]]]:
        found = dossiers(seed, 4, noted_sheet)
        return [[(paper.title, len(paper.sides)) for paper in dossier.papers] for dossier in found]

    assert told(3) == told(3) != told(4)


def test_lines_of_a_title_are_parted_where_they_must_be_and_lose_no_word() -> None:
    title = "ĐƠN ĐỀ NGHỊ | Cấp Giấy chứng nhận cửa hàng đủ điều kiện bán lẻ xăng dầu"
    lines = broken(title, Random(1))
    assert lines[0] == "ĐƠN ĐỀ NGHỊ" and len(lines) > 2
    assert " ".join(lines) == title.replace("| ", "")


def test_readings_without_damage_are_told_apart_and_a_page_kept_back_is_counted() -> None:
    score, known = Score(), KnownTitles.of(CATALOGUE)
    (dossier,) = dossiers(5, 1, noted_sheet)
    readings = [noted(side, 0.0, Random(1)) for side in dossier.sides]
    score.take(dossier, [page_head(reading) if reading else None for reading in readings], known, CATALOGUE)
    assert score.shares()["recall"] == 1.0
    score.take(dossier, [None] * len(readings), known, CATALOGUE)
    assert score.beginnings_found == len(dossier.papers) + 1
    assert score.errors
