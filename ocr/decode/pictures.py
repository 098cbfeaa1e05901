"""WebP, GIF and JPEG 2000: pictures that telephones and web pages make; one picture is one page, kept losslessly.

Their decoders are lenient towards files that break off, so the end of each format is looked for first. A file of
several pictures is an animation and no paper: it is refused.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Literal

from PIL import Image

from config.errors import CorruptFile, TruncatedFile, UnsupportedImage
from ocr.decode import keep
from ocr.decode.budget import Budget
from ocr.decode.dpi import resolution
from ocr.decode.guard import decoding, distrusting
from ocr.page import PageImage

Picture = Literal["webp", "gif", "jp2"]

_ORIENTATION = 0x0112
_GIF_TRAILER = b"\x3b"
_CODESTREAM_START, _CODESTREAM_END = b"\xff\x4f\xff\x51", b"\xff\xd9"
_PILLOW = {"webp": "WEBP", "gif": "GIF", "jp2": "JPEG2000"}


def page(kind: Picture, data: bytes, budget: Budget) -> PageImage:
    """The page of the picture file ``data``. Raises subclasses of `config.errors.RejectedFile`."""
    if not _ENDS[kind](data):
        raise TruncatedFile(page=1)
    name = _PILLOW[kind]
    with distrusting(name), decoding() as said, Image.open(io.BytesIO(data), formats=[name]) as opened:
        budget.check_pixels(*opened.size)
        frames = getattr(opened, "n_frames", 1)
        if frames != 1:
            raise UnsupportedImage(kind=f"{name}, {frames} frames")
        opened.load()
        budget.check_pixels(*opened.size)  # a GIF may grow beyond its own header
        orientation = opened.getexif().get(_ORIENTATION, 1) if kind == "webp" else 1
        image, stated = opened.copy(), opened.info.get("dpi")
    if said.lines:
        raise CorruptFile(problem=f"{name}: {said.lines[0]}")
    return keep.keep_lossless(image, resolution(*image.size, stated), orientation if orientation in range(1, 9) else 1)


def _webp_ends(data: bytes) -> bool:
    """RIFF says how long it is (RFC 9649, section 2.4)."""
    return 8 + int.from_bytes(data[4:8], "little") <= len(data)


def _gif_ends(data: bytes) -> bool:
    return data.rstrip(b"\0").endswith(_GIF_TRAILER)


def _jp2_ends(data: bytes) -> bool:
    """The codestream has its end marker (ISO 15444-1, A.4.4); boxes of metadata may follow it."""
    start = data.find(_CODESTREAM_START)
    return start >= 0 and data.find(_CODESTREAM_END, start) >= 0


_ENDS: dict[Picture, Callable[[bytes], bool]] = {"webp": _webp_ends, "gif": _gif_ends, "jp2": _jp2_ends}
