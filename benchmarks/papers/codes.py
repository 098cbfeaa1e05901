"""Codes on the pages of invented dossiers, as systems that print papers put them there."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from benchmarks.papers.dossiers import TrueDossier, TruePaper
from ocr.page import Barcode, Box
from ocr.text.fold import fold

BOX = Box(0.84, 0.03, 0.1, 0.07)
OF_THE_TITLE, EVERY_PAGE, PLAIN = 0.6, 0.6, 0.5
"""Shares of codes that say the title of the paper (the others: an address that names none), that stand on every page of
their paper (the others: on its first), and that say it in small letters without marks."""


def codes_of(dossier: TrueDossier, share: float, random: Random) -> list[tuple[Barcode, ...]]:
    """The codes of each side, where so many of the papers (0-1) bear one."""
    return [codes for paper in dossier.papers for codes in _of_paper(paper, random.random() < share, random)]


def _of_paper(paper: TruePaper, bears: bool, random: Random) -> Iterator[tuple[Barcode, ...]]:
    number = random.randrange(10**9, 10**10)
    title = paper.title.replace(" | ", " ")
    title = fold(title) if random.random() < PLAIN else title
    of_title, every = random.random() < OF_THE_TITLE, random.random() < EVERY_PAGE
    for page, side in enumerate(paper.sides, 1):
        text = f"{title}|{number}|trang={page}" if of_title else f"https://tra-cuu.example.vn/giay-to?id={number}"
        shown = bears and side.paper is not None and (every or page == 1)
        yield (Barcode("QRCode", text, BOX),) if shown else ()
