"""HEIC: photographs of telephones. Each top picture is a page, kept losslessly.

A picture's turn is applied by the decoder (ISO 23008-12, 6.5.10), so none is noted.
"""

from __future__ import annotations

from collections.abc import Iterator

from PIL import Image

from config.errors import TruncatedFile
from ocr.decode import keep
from ocr.decode.budget import Budget
from ocr.decode.dpi import resolution
from ocr.decode.guard import decoding, distrusting
from ocr.page import PageImage

_SMALL_BOX = 8
_LARGE_BOX = 16


def pages(data: bytes, budget: Budget) -> Iterator[PageImage]:
    """The pictures of the HEIC file ``data``. Raises subclasses of `config.errors.RejectedFile`."""
    _check_boxes(data)
    import pi_heif  # brings a video decoder, for nothing where scanners make images

    with distrusting("HEIC"), decoding():
        opened = pi_heif.open_heif(data, convert_hdr_to_8bit=True)
        budget.check_pages(len(opened))
        for picture in opened:
            budget.check_pixels(*picture.size)
    for picture in opened:
        with distrusting("HEIC"), decoding():
            image: Image.Image = picture.to_pillow()
        yield keep.keep_lossless(image, resolution(*image.size, picture.info.get("dpi")))


def _check_boxes(data: bytes) -> None:
    """Raises `TruncatedFile` where the boxes of the file do not fill it (ISO 14496-12, 4.2)."""
    at = 0
    while at < len(data):
        size, head = int.from_bytes(data[at : at + 4], "big"), _SMALL_BOX
        if size == 1:
            size, head = int.from_bytes(data[at + 8 : at + 16], "big"), _LARGE_BOX
        elif size == 0:  # to the end of the file, whatever that is
            return
        if size < head or at + size > len(data):
            raise TruncatedFile(page=1)
        at += size
