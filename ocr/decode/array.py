"""From a kept page image back to its pixels."""

from __future__ import annotations

import io

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
    info = image.info
    with distrusting(info.format), decoding(), Image.open(io.BytesIO(image.data), formats=[info.format]) as opened:
        if opened.size != (info.width, info.height):
            raise CorruptFile(problem=f"{opened.size} instead of {info.width} × {info.height}")
        opened.load()
        wanted = {"1": "L", "L": "L", "RGB": "RGB", "CMYK": "RGB"}[info.mode]
        return np.asarray(opened if opened.mode == wanted else opened.convert(wanted), dtype=np.uint8)
