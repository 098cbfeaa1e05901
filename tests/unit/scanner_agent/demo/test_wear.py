"""The tired scanner: what it does is what it says."""

import io

import cv2
import numpy as np
import pytest
from PIL import Image

from scanner_agent.demo import Drawing, Paper, Wear, scan


@pytest.fixture(scope="module")
def side() -> Drawing:
    paper = Paper(dpi=100)
    paper.title("BẢN CAM KẾT")
    for _ in range(6):
        paper.paragraph("Kho và phương tiện vận chuyển luôn sạch, khô, tránh ánh nắng; rượu được xếp riêng. " * 3)
    return paper.finish()


def pixels(jpeg: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(jpeg)))


def likeness(a: np.ndarray, b: np.ndarray) -> float:
    """Correlation of two pages' grey values, 1 where they are the same."""
    greys = [cv2.GaussianBlur(cv2.cvtColor(x, cv2.COLOR_RGB2GRAY), (0, 0), 1.0).ravel() for x in (a, b)]
    return float(np.corrcoef(*greys)[0, 1])


@pytest.mark.parametrize(("rotation", "skew"), [(0, 0.0), (0, 2.5), (90, -1.5), (180, 3.0), (270, 0.8)])
def test_turning_and_straightening_as_told_gives_the_page_back(rotation: int, skew: float, side: Drawing) -> None:
    scanned = pixels(scan(side, Wear(rotation=rotation, skew=skew), seed=1))
    upright = np.ascontiguousarray(np.rot90(scanned, k=-rotation // 90))
    assert upright.shape == side.pixels.shape
    height, width = upright.shape[:2]
    clockwise = cv2.getRotationMatrix2D((width / 2, height / 2), -skew, 1)
    straight = cv2.warpAffine(upright, clockwise, (width, height), borderValue=(255, 255, 255))
    middle = (slice(height // 10, -height // 10), slice(width // 10, -width // 10))
    assert likeness(straight[middle], side.pixels[middle]) > 0.85


def test_the_same_seed_gives_the_same_bytes_and_another_one_others(side: Drawing) -> None:
    assert scan(side, Wear(), seed=1) == scan(side, Wear(), seed=1)
    assert scan(side, Wear(), seed=1) != scan(side, Wear(), seed=2)


def test_the_file_states_its_resolution(side: Drawing) -> None:
    assert Image.open(io.BytesIO(scan(side, Wear(), seed=1))).info["dpi"] == (100, 100)


def test_a_blank_back_shows_the_front_faintly_and_mirrored(side: Drawing) -> None:
    back = pixels(scan(Drawing.blank(100), Wear(show_through=0.1, noise=1, dust=0), seed=1, other_side=side))
    assert likeness(back[:, ::-1], side.pixels) > 0.3
    assert back.min() > 150


def test_a_clean_blank_side_stays_light(side: Drawing) -> None:
    blank = pixels(scan(Drawing.blank(100), Wear(noise=2, dust=0), seed=1))
    assert blank.min() > 190
