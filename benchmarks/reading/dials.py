"""Pages on which one trouble grows and nothing else changes: how far each program comes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.reading.samples import Sample
from scanner_agent.demo import Drawing, Seal, Wear, ink, petrol, promotion, scan

DPI = 300
"""Of all pages but those of the dial of that name: what offices scan at most often."""
PAPERS: tuple[Callable[[int, int], Drawing], ...] = (promotion.notice_front, petrol.application, petrol.supply_contract)
"""The papers of the demonstration that bear most text."""
CLEAN = Wear(noise=3, blur=0.5, shade=0.04, dust=0, streaks=0, quality=85)
"""The wear of a page whose dial stands at the beginning."""
SEALS_AT = ((70.0, 90.0), (140.0, 130.0), (80.0, 170.0))
"""Millimetres from the top left: over the text."""
OTHER_LIGHT = 0.15
"""Green and blue light that a seal's ink gives back, for each part of red."""
SEAL = Seal(above="CÔNG TY CỔ PHẦN HỒNG GIANG LỘC", below="TỈNH LÂM ĐỒNG", middle=("CÔNG TY", "CỔ PHẦN"))


@dataclass(frozen=True, slots=True)
class Dial:
    """One trouble, its unit and its settings, the easiest first."""

    name: str
    unit: str
    settings: tuple[float, ...]


DIALS = (
    Dial("dpi", "dots an inch of the scan", (300, 200, 150, 120, 100)),
    Dial("skew", "degrees", (0, 1, 2, 4, 8, 14)),
    Dial("noise", "grey levels, standard deviation", (0, 15, 30, 45, 60)),
    Dial("seal", "share of red light that the seal's ink takes away", (0.0, 0.2, 0.4, 0.6, 0.8)),
    Dial("show-through", "share of the other side's ink that is seen", (0.0, 0.15, 0.3, 0.45, 0.6)),
)


def dial_pages(papers: int, folder: Path) -> dict[str, list[Sample]]:
    """Of each dial the pages at every setting, on so many papers each, written into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    return {dial.name: list(_pages(dial, PAPERS[:papers], folder)) for dial in DIALS}


def _pages(dial: Dial, papers: tuple[Callable[[int, int], Drawing], ...], folder: Path) -> Iterator[Sample]:
    for number, paper in enumerate(papers):
        for setting in dial.settings:
            drawing, jpeg = page_at(dial.name, setting, paper, PAPERS[number - 1])
            image = folder / f"{dial.name}-{setting:g}-{number}.jpg"
            image.write_bytes(jpeg)
            skew = setting if dial.name == "skew" else 0.0
            yield Sample(image.stem, image, "\n".join(drawing.lines), 0, skew, setting=setting)


def page_at(
    dial: str, setting: float, paper: Callable[[int, int], Drawing], other: Callable[[int, int], Drawing]
) -> tuple[Drawing, bytes]:
    """A paper with one dial at ``setting``: how it was drawn, and how it was scanned."""
    dpi = int(setting) if dial == "dpi" else DPI
    drawing, behind = paper(dpi, 1), None
    wear = CLEAN
    if dial == "skew":
        wear = replace(wear, skew=setting)
    elif dial == "noise":
        wear = replace(wear, noise=setting)
    elif dial == "show-through":
        wear, behind = replace(wear, show_through=setting), other(dpi, 1)
    elif dial == "seal":
        drawing = replace(drawing, pixels=sealed(drawing, setting))
    return drawing, scan(drawing, wear, seed=1, other_side=behind)


def sealed(drawing: Drawing, darkness: float) -> NDArray[np.uint8]:
    """The page with seals over its text whose ink takes away so much of the red light, and nearly all the rest."""
    stamp = ink.impression(SEAL, np.random.default_rng(1), drawing.dpi)
    red = round(255 * (1 - darkness))
    other = round(OTHER_LIGHT * red)
    stamp = replace(stamp, colour=(red, other, other))
    pixels = drawing.pixels
    for x, y in SEALS_AT:
        pixels = ink.press(pixels, stamp.at(x, y), drawing.dpi)
    return pixels
