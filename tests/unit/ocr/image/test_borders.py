"""The lid and the shadows beyond a sheet, and print that must not be taken for them."""

from __future__ import annotations

import cv2
import numpy as np
from PIL import ImageDraw

from ocr.image.borders import scan_edges, without_edges
from tests.unit.ocr.drawn import DPI, Pixels, letter, noisy


def on_a_lid(page: Pixels, skew: float) -> Pixels:
    """The page askew on a larger black image."""
    height, width = page.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -skew, 1)
    turned = cv2.warpAffine(page, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=(12, 12, 12))
    return np.asarray(turned, np.uint8)


def test_wedges_of_the_lid_become_paper_and_the_print_stays() -> None:
    scan = on_a_lid(noisy(np.asarray(letter())), 3.0)
    edges = scan_edges(scan, DPI)
    cleaned = without_edges(scan, edges)
    assert int(cleaned[:40, :].min()) > 150
    assert int(cleaned[:, :20].min()) > 150
    body = (slice(150, 650), slice(150, 1000))
    assert np.array_equal(cleaned[body], scan[body])


def test_a_grey_image_is_cleaned_too() -> None:
    scan = on_a_lid(noisy(np.asarray(letter().convert("L"))), -2.0)
    edges = scan_edges(scan, DPI)
    assert edges.any()
    assert int(without_edges(scan, edges)[:, :10].min()) > 150


def test_the_mask_may_be_smaller_than_the_image() -> None:
    scan = on_a_lid(noisy(np.asarray(letter())), 3.0)
    small = cv2.resize(scan, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    cleaned = without_edges(scan, scan_edges(np.asarray(small, np.uint8), DPI / 2))
    assert np.mean(scan[:40] < 150) > 0.2
    assert np.mean(cleaned[:40] < 150) < 0.001


def test_a_page_without_dark_edges_is_left() -> None:
    assert not scan_edges(noisy(np.asarray(letter())), DPI).any()


def test_letters_and_frames_that_run_off_the_page_stay() -> None:
    page = letter()
    draw = ImageDraw.Draw(page)
    draw.line((0, 300, 1200, 300), fill=(20, 20, 20), width=5)
    draw.line((60, 0, 60, 800), fill=(20, 20, 20), width=6)
    edges = scan_edges(np.asarray(page), DPI)
    assert not edges[24:-24, 24:-24].any()  # three millimetres


def test_a_coloured_cover_and_a_negative_are_pages_and_not_edges() -> None:
    cover = np.full((800, 1200, 3), (30, 50, 150), np.uint8)
    assert not scan_edges(cover, DPI).any()
    assert not scan_edges(255 - np.asarray(letter()), DPI).any()
