"""From a kept page image back to its pixels."""

from __future__ import annotations

import io

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from config.errors import CorruptFile
from ocr.decode.guard import decoding, distrusting
from ocr.page import PageImage


def pixels(image: PageImage) -> NDArray[np.uint8]:
    """The source pixels of ``image`` as stored: the turn of the container is *not* applied, see ``info.turn``.

    Shape (H, W) for grey and for 1-bit (black 0, white 255), (H, W, 3) RGB for colour and for CMYK, which is
    converted. Raises `CorruptFile` where the bytes are not the image that ``image.info`` describes.
    """
    drawn = _drawn_jpeg(image) if image.info.format == "jpeg" else None
    return _drawn(image) if drawn is None else drawn


def _drawn_jpeg(image: PageImage) -> NDArray[np.uint8] | None:
    """The pixels of a grey or RGB JPEG; None where it is another, or libjpeg has anything to say of it.

    OpenCV lets libjpeg write into the array that is handed back, which takes half as long as Pillow's two copies.
    """
    kind = {"L": cv2.IMREAD_GRAYSCALE, "RGB": cv2.IMREAD_COLOR_RGB}.get(image.info.mode)
    if kind is None:
        return None
    with decoding() as said:
        drawn = cv2.imdecode(np.frombuffer(image.data, np.uint8), kind | cv2.IMREAD_IGNORE_ORIENTATION)
    sound = drawn is not None and drawn.shape[:2] == (image.info.height, image.info.width) and not said.lines
    return np.asarray(drawn, np.uint8) if sound else None


def _drawn(image: PageImage) -> NDArray[np.uint8]:
    info = image.info
    with distrusting(info.format), decoding(), Image.open(io.BytesIO(image.data), formats=[info.format]) as opened:
        if opened.size != (info.width, info.height):
            raise CorruptFile(problem=f"{opened.size} instead of {info.width} × {info.height}")
        opened.load()
        wanted = {"1": "L", "L": "L", "RGB": "RGB", "CMYK": "RGB"}[info.mode]
        return np.asarray(opened if opened.mode == wanted else opened.convert(wanted), dtype=np.uint8)
