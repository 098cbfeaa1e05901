"""Sheets photographed with a phone: seen from aside, on a desk, in a room's light. Drawn, so the corners are known."""

from __future__ import annotations

import io
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

DESKS = ((92, 64, 45), (150, 112, 78), (178, 150, 112), (105, 108, 112), (48, 50, 54), (60, 88, 74), (70, 84, 118))
"""RGB of walnut, oak, beech, grey laminate, black lacquer, a green cutting mat, blue cloth."""
LONG_SIDE = 3200
"""Pixels of the drawn photo: 8 megapixels, what a simple phone or a messenger hands on."""
TILT, TURN = 25.0, 8.0
"""Most degrees between the camera's axis and the sheet's, and most degrees by which the sheet lies turned."""
FOCAL = (0.68, 1.1)
"""Focal length in long sides of the image: 24 to 40 mm on 35 mm film."""
FILLED = (0.72, 0.92)
"""How much of the image's width or height the sheet takes."""

Pixels = NDArray[np.uint8]
Points = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Photo:
    """A drawn photograph and where its sheet lies."""

    pixels: Pixels
    """(H, W, 3) RGB."""
    corners: Points
    """(4, 2): x, y of the sheet's top left, top right, bottom right and bottom left corner in pixels."""

    def jpeg(self) -> bytes:
        """As a phone writes it: quality 85, no resolution stated."""
        out = io.BytesIO()
        Image.fromarray(self.pixels).save(out, "JPEG", quality=85)
        return out.getvalue()


def photograph(
    sheet: Pixels, random: np.random.Generator, *, tilt: float | None = None, long_side: int = LONG_SIDE
) -> Photo:
    """A photo of ``sheet`` (H, W, 3) RGB; ``tilt`` in degrees, drawn at random up to `TILT` where none is given."""
    high, wide = sheet.shape[:2]
    frame = (round(long_side * 0.75), long_side) if high >= wide else (long_side, round(long_side * 0.75))
    corners = _seen((wide, high), frame, random, random.uniform(0, TILT) if tilt is None else tilt)
    edges = np.array([(0, 0), (wide, 0), (wide, high), (0, high)], np.float32)
    to_photo = cv2.getPerspectiveTransform(edges, corners.astype(np.float32))
    shrunk = np.linalg.norm(corners[1] - corners[0]) / wide
    soft = cv2.GaussianBlur(sheet, (0, 0), max(0.4, 0.45 / shrunk)) if shrunk < 1 else sheet
    sheet_mask = np.full((high, wide), 255, np.uint8)
    inside = np.asarray(cv2.warpPerspective(sheet_mask, to_photo, frame, flags=cv2.INTER_LINEAR), np.uint8)
    paper = cv2.warpPerspective(soft, to_photo, frame, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    cover = (inside.astype(np.float32) / 255)[..., None]
    scene = paper.astype(np.float32) * cover + _desk(frame, random) * _own_shadow(inside, random) * (1 - cover)
    scene *= _light(frame, random)
    scene += random.normal(0, random.uniform(2, 5), (frame[1], frame[0], 1))
    return Photo(np.clip(scene, 0, 255).astype(np.uint8), corners)


def _seen(size: tuple[int, int], frame: tuple[int, int], random: np.random.Generator, tilt: float) -> Points:
    """The corners of a sheet of ``size`` in an image of ``frame``, from a pinhole camera tilted by ``tilt`` degrees."""
    flat = np.array([(-1, -1, 0), (1, -1, 0), (1, 1, 0), (-1, 1, 0)], np.float64) * [*np.array(size) / 2, 1]
    leaning, turn = random.uniform(0, 2 * np.pi), np.radians(random.uniform(-TURN, TURN))
    about = np.array([np.cos(leaning), np.sin(leaning), 0]) * np.radians(tilt)
    spun, leant = cv2.Rodrigues(np.array([0, 0, turn]))[0], cv2.Rodrigues(about)[0]
    lain = flat @ (leant @ spun).T
    focal, far = random.uniform(*FOCAL) * max(frame), 4.0 * max(size)
    filled = random.uniform(*FILLED)
    for _ in range(20):  # the distance at which the sheet fills as much of the image as it should
        seen = focal * lain[:, :2] / (lain[:, 2:] + far)
        far *= float(np.max(np.ptp(seen, axis=0) / frame)) / filled
    seen = focal * lain[:, :2] / (lain[:, 2:] + far)
    low, high = seen.min(0), seen.max(0)
    room = np.array(frame) - (high - low)
    return np.asarray(seen - low + room * random.uniform(0.25, 0.75, 2), np.float64)


def _desk(frame: tuple[int, int], random: np.random.Generator) -> NDArray[np.float32]:
    """A desk top (H, W, 3): plain, or with the grain of wood running along or across."""
    wide, high = frame
    tone = np.array(DESKS[random.integers(len(DESKS))], np.float32)
    grain = random.normal(0, 1, (high // 8, wide // 8)).astype(np.float32)
    long, short = random.uniform(20, 60), random.uniform(0.5, 1.2)
    across, down = (long, short) if random.random() < 0.5 else (short, long)
    soft = cv2.GaussianBlur(grain, (0, 0), sigmaX=across, sigmaY=down)
    wood = cv2.resize(soft / (soft.std() + 1e-6), frame, interpolation=cv2.INTER_CUBIC)
    return np.asarray(tone * (1 + random.choice([0.0, 0.05, 0.12]) * wood[..., None]), np.float32)


def _own_shadow(inside: Pixels, random: np.random.Generator) -> NDArray[np.float32]:
    """The narrow shadow that the sheet throws on the desk."""
    off = random.uniform(-8, 8, 2)
    shift = np.array([[1, 0, off[0]], [0, 1, off[1]]], np.float32)
    moved = cv2.warpAffine(inside, shift, (inside.shape[1], inside.shape[0]))
    return np.asarray(1 - 0.45 * cv2.GaussianBlur(moved, (0, 0), 5).astype(np.float32)[..., None] / 255, np.float32)


def _light(frame: tuple[int, int], random: np.random.Generator) -> NDArray[np.float32]:
    """How brightly each place is lit (H, W, 3), 0-1: a lamp at one side, the lens, a shadow, a tint."""
    wide, high = frame[0] // 8, frame[1] // 8
    y, x = np.mgrid[0:high, 0:wide].astype(np.float32)
    x, y = x / wide - 0.5, y / high - 0.5
    towards = random.uniform(0, 2 * np.pi)
    light = 0.88 + random.uniform(0, 0.22) * (x * np.cos(towards) + y * np.sin(towards))
    light *= 1 - random.uniform(0, 0.35) * (x**2 + y**2)
    if random.random() < 0.7:  # somebody's head, hand or phone: everything on one side of a bent line
        across, at, bend = random.uniform(0, 2 * np.pi), random.uniform(-0.3, 0.3), random.uniform(-0.6, 0.6)
        along = x * np.sin(across) - y * np.cos(across)
        shaded = (x * np.cos(across) + y * np.sin(across) + bend * along**2 > at).astype(np.float32)
        light *= 1 - random.uniform(0.2, 0.5) * cv2.GaussianBlur(shaded, (0, 0), random.uniform(0.01, 0.06) * high)
    tint = np.array([1.0, random.uniform(0.93, 1.0), random.uniform(0.82, 1.0)], np.float32)
    return np.asarray(cv2.resize(light, frame, interpolation=cv2.INTER_CUBIC)[..., None] * tint, np.float32)
