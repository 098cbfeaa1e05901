"""How near the measured skew comes, beside deskew and jdeskew, on pages that are set upright for all."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from benchmarks.reading import guests
from benchmarks.reading.figures import skew_figures
from benchmarks.reading.samples import Sample

OTHERS = ("deskew", "jdeskew")
MOST_PIXELS = 9e6
"""Of an image that the others get, about an A4 page at 300 dpi; larger ones are reduced, which no angle minds."""


def compare_skews(samples: Sequence[Sample], ours: Sequence[float | None], folder: Path) -> dict[str, Any]:
    """The skew errors of all, ours as it was told when the pages were read."""
    chosen = [(sample, skew) for sample, skew in zip(samples, ours, strict=True) if sample.skew is not None]
    truth = [sample.skew or 0.0 for sample, _ in chosen]
    folder.mkdir(parents=True, exist_ok=True)
    images = [str(_upright(sample, folder)) for sample, _ in chosen]
    result = {"sohoa": skew_figures([skew for _, skew in chosen], truth)}
    for name in OTHERS:
        told = subprocess.run([*guests.script("skew"), name, *images], check=True, capture_output=True)
        answer = json.loads(told.stdout)
        result[name] = {**skew_figures(answer["degrees"], truth), "cpu": answer["cpu_seconds"] / len(chosen)}
    return result


def _upright(sample: Sample, folder: Path) -> Path:
    """The page in grey, turned as the truth says: the others measure pages that stand upright."""
    grey = cv2.imread(str(sample.image), cv2.IMREAD_GRAYSCALE)
    assert grey is not None, sample.image
    image = np.ascontiguousarray(np.rot90(grey, k=-(sample.rotation or 0) // 90))
    if image.size > MOST_PIXELS:
        scale = (MOST_PIXELS / image.size) ** 0.5
        image = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    path = folder / f"{sample.name}.png"
    cv2.imwrite(str(path), image)
    return path
