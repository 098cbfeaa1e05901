"""Sides of sheets drawn with a seed: blank ones as scanners show them, and ones that bear a single slight mark."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
import numpy.typing as npt

from tests.unit.ocr.drawn import BODY, RED, Pixels, letter

DPI = 150
WIDE, HIGH = 1240, 1754
MM = DPI / 25.4
Random = np.random.Generator
BLUE, BLACK, VIOLET_BLUE, PENCIL = (45, 60, 150), (35, 35, 40), (95, 65, 165), (150, 150, 150)


def paper(rng: Random) -> Pixels:
    """Bare paper, unevenly lit."""
    tone = rng.uniform(232, 252) - np.array([0, rng.uniform(0, 4), rng.uniform(0, 14)])
    shade = 1 - rng.uniform(0, 0.08) * np.linspace(0, 1, WIDE)[None, :, None]
    return np.asarray(np.broadcast_to(tone, (HIGH, WIDE, 3)) * shade, np.uint8)


def scanned(rng: Random, page: Pixels) -> Pixels:
    """The page with a scanner's blur and noise."""
    blurred = cv2.GaussianBlur(page, (0, 0), rng.uniform(0.4, 0.8)).astype(np.float32)
    return np.clip(blurred + rng.normal(0, rng.uniform(2, 7), (HIGH, WIDE, 1)), 0, 255).astype(np.uint8)


def stroke(page: Pixels, points: npt.NDArray[np.float64], colour: tuple[int, int, int], width: float) -> Pixels:
    """A pen's line through ``points`` (in millimetres), ``width`` millimetres thick."""
    scale = 4
    low, high = np.floor(points.min(axis=0) * MM - 4), np.ceil(points.max(axis=0) * MM + 4)
    size = (high - low).astype(int) * scale
    cover = np.zeros((size[1], size[0]), np.uint8)
    path = ((points * MM - low) * scale).astype(np.int32)
    cv2.polylines(cover, [path], False, (255,), max(1, round(width * MM * scale)), cv2.LINE_AA)
    share = cv2.resize(cover, None, fx=1 / scale, fy=1 / scale, interpolation=cv2.INTER_AREA)[..., None] / 255
    x, y = low.astype(int)
    inked = page.copy()
    part = inked[y : y + share.shape[0], x : x + share.shape[1]]
    part[:] = part * (1 - share) + np.minimum(part, np.array(colour)) * share
    return inked


def scribble(rng: Random, long: float, high: float) -> npt.NDArray[np.float64]:
    """The path of something written by hand, ``long`` × ``high`` millimetres, well inside the page."""
    count = int(long * 2)
    x = np.linspace(0, long, count) + rng.normal(0, 0.6, count)
    y = high / 2 * np.sin(np.linspace(0, long * rng.uniform(0.7, 1.3), count)) * rng.uniform(0.3, 1, count)
    start = np.array([rng.uniform(25, 185 - long), rng.uniform(25, 265)])
    return np.stack([x, y], 1) + start


def from_the_edge(rng: Random) -> npt.NDArray[np.float64]:
    """The path of a line written from the very left of the sheet."""
    path = scribble(rng, 60, 5)
    return path + np.array([1 - path[:, 0].min(), 0])


def seal(page: Pixels, x: float, y: float, strength: float = 1.0) -> Pixels:
    """A red seal of 32 mm round (x, y) millimetres."""
    ink = np.full_like(page, 255)
    centre = (round(x * MM), round(y * MM))
    colour = tuple(int(255 - (255 - c) * strength) for c in RED)
    for radius, width in ((16.0, 1.0), (11.0, 0.6)):
        cv2.circle(ink, centre, round(radius * MM), colour, round(width * MM), cv2.LINE_AA)
    cv2.putText(ink, "*", (centre[0] - 30, centre[1] + 40), cv2.FONT_HERSHEY_SIMPLEX, 3, colour, 8, cv2.LINE_AA)
    return np.minimum(page, ink)


def written(rng: Random, colour: tuple[int, int, int], width: float) -> Pixels:
    """One line written by hand with a pen of so many millimetres."""
    return stroke(paper(rng), scribble(rng, rng.uniform(12, 60), rng.uniform(3, 6)), colour, width)


MARKED: dict[str, Callable[[Random], Pixels]] = {
    "blue pen": lambda rng: written(rng, BLUE, 0.5),
    "thin blue pen": lambda rng: written(rng, BLUE, 0.25),
    "thin black pen": lambda rng: written(rng, BLACK, 0.25),
    "violet pen": lambda rng: written(rng, VIOLET_BLUE, 0.4),
    "pencil": lambda rng: written(rng, PENCIL, 0.5),
    "red pen": lambda rng: written(rng, RED, 0.5),
    "initials": lambda rng: stroke(paper(rng), scribble(rng, 9, 5), BLUE, 0.4),
    "seal": lambda rng: seal(paper(rng), rng.uniform(40, 160), rng.uniform(40, 250)),
    "pale seal": lambda rng: seal(paper(rng), rng.uniform(40, 160), rng.uniform(40, 250), 0.6),
    "pen at a dark edge": lambda rng: dark_edge(rng, written(rng, BLUE, 0.4)),
    "pen that runs into a dark edge": lambda rng: stroke(dark_edge(rng, paper(rng)), from_the_edge(rng), BLUE, 0.4),
}


def through(rng: Random, page: Pixels) -> Pixels:
    """What is printed on the other side shines through."""
    other = cv2.resize(np.asarray(letter(BODY, 8.5)), (WIDE, HIGH), interpolation=cv2.INTER_AREA)
    mirrored = cv2.GaussianBlur(np.fliplr(other), (0, 0), rng.uniform(0.6, 1.5)).astype(np.float32)
    return np.clip(page - (255 - mirrored) * rng.uniform(0.05, 0.14), 0, 255).astype(np.uint8)


def dusty(rng: Random, page: Pixels) -> Pixels:
    """Specks of dust and fibres of the paper."""
    page = page.copy()
    for x, y in rng.uniform((8, 8), (200, 288), (int(rng.integers(10, 60)), 2)):
        cv2.circle(page, (round(x * MM), round(y * MM)), int(rng.integers(1, 3)), (70, 70, 70), -1)
    return page


def punched(rng: Random, page: Pixels) -> Pixels:
    """Two punch holes over a dark lid."""
    page, x, tone = page.copy(), round(rng.uniform(9, 14) * MM), int(rng.integers(10, 120))
    for y in (HIGH // 2 - round(40 * MM), HIGH // 2 + round(40 * MM)):
        cv2.circle(page, (x, y), round(rng.uniform(2.6, 3.2) * MM), (tone,) * 3, -1, cv2.LINE_AA)
    return page


def dark_edge(rng: Random, page: Pixels, deepest: float = 16.0) -> Pixels:
    """The sheet lies askew on a dark lid: wedges along its edges, ``deepest`` millimetres at most."""
    page, tone = page.copy(), int(rng.integers(5, 60))
    first, second = (round(rng.uniform(0.5, deepest) * MM) for _ in range(2))
    side = np.array([[0, 0], [first, 0], [second, HIGH], [0, HIGH]], np.int32)
    top = np.array([[0, 0], [WIDE, 0], [WIDE, second // 2], [0, first // 2]], np.int32)
    for wedge in (side, top)[: int(rng.integers(1, 3))]:
        cv2.fillPoly(page, [wedge], (tone,) * 3, cv2.LINE_AA)
    return page


def streaked(rng: Random, page: Pixels) -> Pixels:
    """A streak of the feeder's glass."""
    page, x = page.copy(), int(rng.integers(100, WIDE - 100))
    cv2.line(page, (x, 0), (x, HIGH), (int(rng.integers(80, 200)),) * 3, int(rng.integers(1, 4)))
    return page


def soaked(rng: Random, page: Pixels) -> Pixels:
    """The seal of the other side came through in specks."""
    sealed = seal(page, rng.uniform(40, 160), rng.uniform(40, 250), rng.uniform(0.3, 0.9))
    grain = cv2.resize(rng.random((HIGH // 4, WIDE // 4)).astype(np.float32), (WIDE, HIGH))
    return np.asarray(np.where((grain > 0.8)[..., None], sealed, page), np.uint8)


BLANK: dict[str, Callable[[Random], Pixels]] = {
    "bare": paper,
    "shining through": lambda rng: through(rng, paper(rng)),
    "dust": lambda rng: dusty(rng, paper(rng)),
    "holes": lambda rng: punched(rng, paper(rng)),
    "dark edges": lambda rng: dark_edge(rng, paper(rng)),
    "streak": lambda rng: streaked(rng, paper(rng)),
    "soaked seal": lambda rng: soaked(rng, paper(rng)),
    "everything": lambda rng: dark_edge(rng, punched(rng, dusty(rng, through(rng, paper(rng)))), deepest=5.0),
}
