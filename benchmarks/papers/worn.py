"""Papers drawn, worn by the generator of the shared pages and read by the whole pipeline."""

from __future__ import annotations

import importlib.util
import io
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from PIL import Image

from archive.papers import KnownTitles
from benchmarks.papers.dossiers import TrueDossier, dossiers
from benchmarks.papers.readings import SIZES
from benchmarks.papers.score import Score
from benchmarks.papers.shapes import Side
from config.procedures import Catalogue
from config.settings import ReadingSettings
from ocr.engine import Engine, open_engine
from ocr.fields import page_head
from ocr.page import ImageInfo, PageImage, PageReading
from ocr.read import ReadingOptions, read_page
from scanner_agent.demo.paper import Paper

MOST_PAPERS, MOST_SIDES = 2, 2
"""Of one dossier, and of one paper: so that few pages show many kinds."""
DPI = 300
"""Of the generator's pages before they are worn."""
Wearing = Callable[..., tuple[Any, dict[str, Any]]]


def wearing(shared: Path) -> tuple[Wearing, tuple[int, int]]:
    """The generator's own function that wears a page, and the width and height that it takes."""
    path = shared / "pages" / "make_pages.py"
    spec = importlib.util.spec_from_file_location("make_pages", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.wear, (module.W, module.H)


def read_papers(shared: Path, seed: int, papers: int, catalogue: Catalogue) -> Score:
    """The score of so many papers; missing ones are not asked for."""
    wear, size = wearing(shared)
    engine, known, score = open_engine(ReadingSettings()), KnownTitles.of(catalogue), Score()
    for dossier in _few(seed, papers):
        random, readings = Random(f"worn/{seed}/{score.dossiers}"), []
        for side in dossier.sides:
            readings.append(_read(_image(side, partial(wear, random), size), engine))
        began = time.process_time()
        heads = [page_head(reading) for reading in readings]
        score.take(dossier, heads, known)
        score.seconds += time.process_time() - began
    return score


def _few(seed: int, papers: int) -> Iterator[TrueDossier]:
    """Dossiers of a few papers and sides each, as many as have ``papers``."""
    for dossier in dossiers(seed, papers, _drawn):
        taken = dossier.papers[: min(MOST_PAPERS, papers)]
        if papers <= 0:
            return
        papers -= len(taken)
        yield replace(dossier, papers=tuple(replace(paper, sides=paper.sides[:MOST_SIDES]) for paper in taken))


def _drawn(random: Random) -> Paper:
    return Paper(DPI, size=random.choice(SIZES), seed=random.randrange(1 << 30))


def _image(side: Side, wear: Wearing, size: tuple[int, int]) -> tuple[Image.Image, int]:
    """The worn side and its dots per inch; an A5 side lies on a white A4 one, as on the glass."""
    if side.paper is None:
        grey = np.full(size[::-1], 255, np.uint8)
    else:
        grey = np.asarray(Image.fromarray(side.paper.finish().pixels).convert("L").resize(size))
    worn, truth = wear(grey, "office", side.paper is None)
    return Image.fromarray(worn), truth["dpi"]


def _read(scan: tuple[Image.Image, int], engine: Engine) -> PageReading:
    image, dpi = scan
    data = io.BytesIO()
    image.save(data, "JPEG", quality=80, dpi=(dpi, dpi))
    info = ImageInfo("jpeg", image.width, image.height, "RGB", dpi, dpi)
    return read_page(PageImage(info, data.getvalue()), engine, ReadingOptions())
