"""Clockwise degrees that straighten grey pages, by deskew and by jdeskew: ``skew.py PACKAGE IMAGE…`` prints JSON.

Runs in the environment of the other programs. Both are called as their documentation does. What is printed is the
degrees of each image, null where the package gave none, and the CPU seconds of them all, decoding included.
"""

import json
import sys
import time
from collections.abc import Callable
from typing import Any

import cv2


def main() -> None:
    """Measure every image."""
    measure = {"deskew": deskew, "jdeskew": jdeskew}[sys.argv[1]]()
    began = time.process_time()
    degrees = [measure(cv2.imread(path, cv2.IMREAD_GRAYSCALE)) for path in sys.argv[2:]]
    print(json.dumps({"degrees": degrees, "cpu_seconds": time.process_time() - began}))


def deskew() -> Callable[[Any], float | None]:
    """It gives the counter-clockwise degrees that straighten."""
    from deskew import determine_skew

    def measure(image: Any) -> float | None:
        found = determine_skew(image)
        return None if found is None else -float(found)

    return measure


def jdeskew() -> Callable[[Any], float | None]:
    """It gives the counter-clockwise degrees that straighten."""
    from jdeskew.estimator import get_angle

    return lambda image: -float(get_angle(image))


if __name__ == "__main__":
    main()
