"""Connected pieces, few and many."""

from __future__ import annotations

import cv2
import numpy as np

from ocr.image.pieces import pieces_of


def test_pieces_are_joined_by_corners_and_told_apart() -> None:
    mask = np.zeros((8, 9), np.uint8)
    mask[1, 1] = mask[2, 2] = 1
    mask[5:7, 4:8] = 1
    labels, figures = pieces_of(mask)
    assert labels[1, 1] == labels[2, 2] != labels[5, 4] != labels[0, 0] == 0
    assert figures[labels[6, 7]].tolist() == [4, 5, 4, 2, 8]


def test_more_pieces_than_sixteen_bits_can_number_are_numbered() -> None:
    mask = np.zeros((600, 600), np.uint8)
    mask[::2, ::2] = 1
    labels, figures = pieces_of(mask)
    assert len(figures) == 300 * 300 + 1
    assert len(np.unique(labels)) == len(figures)
    assert (figures[1:, cv2.CC_STAT_AREA] == 1).all()
