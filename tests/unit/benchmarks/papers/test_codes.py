"""Codes on invented papers: on a share of them, and one text a paper but for what counts its pages."""

from __future__ import annotations

from random import Random

from benchmarks.papers.codes import codes_of
from benchmarks.papers.dossiers import dossiers
from benchmarks.papers.readings import noted_sheet


def test_every_side_has_its_codes_and_the_pages_of_one_paper_say_the_same() -> None:
    (dossier,) = dossiers(3, 1, noted_sheet)
    borne = codes_of(dossier, 1.0, Random(5))
    assert len(borne) == len(dossier.sides)
    assert all(not codes for side, codes in zip(dossier.sides, borne, strict=True) if side.paper is None)
    said = {codes[0].text.split("|trang=")[0] for codes in borne if codes}
    assert 1 < len(said) <= len(dossier.papers)
    assert codes_of(dossier, 1.0, Random(5)) == borne
    assert not any(codes_of(dossier, 0.0, Random(5)))
