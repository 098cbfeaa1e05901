"""How a decoded image is kept: 1-bit as Group 4, everything else as PNG, both lossless and deterministic."""

from __future__ import annotations

import io
from typing import Literal, cast

import numpy as np
from PIL import Image

from config.errors import UnsupportedImage
from ocr.decode import g4
from ocr.decode.dpi import Resolution
from ocr.page import ColourMode, ImageInfo, PageImage

Turn = Literal[0, 90, 180, 270]

RENDERED = "rendered"
"""The pixels were drawn or mirrored here; they are not those that the scanner sent."""
DPI_INFERRED = "dpi_inferred"
ANNOTATIONS = "annotations"
"""A PDF page bore visible signature fields that are not part of the kept image."""
DEPTH_REDUCED = "depth_reduced"
"""16 bits a channel were cut to the upper 8."""
COLOUR_CONVERTED = "colour_converted"
"""The colour space (CMYK, Lab …) was converted to RGB, which PNG can hold."""

# Exif and TIFF number eight positions of the stored row 0 and column 0. Four of them are turns …
TURNS: dict[int, Turn] = {1: 0, 6: 90, 3: 180, 8: 270}
# … and four are mirrored: what sets such an image upright.
_UNMIRROR = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    7: Image.Transpose.TRANSVERSE,
}
_SWAPS_SIDES = (5, 7)

# Measured on a colour page of 300 dpi: 0.46 s of CPU and 3.22 MB, at the default level 6 0.77 s and 3.20 MB.
_PNG_LEVEL = 3


def notes(res: Resolution, *flags: str) -> tuple[str, ...]:
    """The flags of a page, with `DPI_INFERRED` where its resolution is inferred; sorted, each once."""
    return tuple(sorted({*flags, *(() if res.stated else (DPI_INFERRED,))}))


def info_of(
    image_format: Literal["jpeg", "png", "tiff"], image: Image.Image, res: Resolution, turn: Turn = 0
) -> ImageInfo:
    """What is known of ``image`` kept as ``image_format``."""
    mode = cast(ColourMode, image.mode)
    return ImageInfo(image_format, image.width, image.height, mode, res.x, res.y, res.stated, turn)


def keep_lossless(image: Image.Image, res: Resolution, orientation: int = 1, flags: tuple[str, ...] = ()) -> PageImage:
    """A loaded ``image`` as a page: Group 4 or PNG.

    ``orientation`` is 1-8 as in Exif: a turn is noted, a mirrored image is set upright and flagged `RENDERED`.
    Raises `UnsupportedImage` for 32-bit and floating-point samples.
    """
    plain, noticed = to_plain(image)
    if orientation in _UNMIRROR:
        plain = plain.transpose(_UNMIRROR[orientation])
        noticed = (*noticed, RENDERED)
        if orientation in _SWAPS_SIDES:
            res = Resolution(res.y, res.x, res.stated)
    turn = TURNS.get(orientation, 0)
    all_flags = notes(res, *noticed, *flags)
    if plain.mode == "1":
        return PageImage(info_of("tiff", plain, res, turn), g4.encode(plain, (res.x, res.y)), all_flags)
    return PageImage(info_of("png", plain, res, turn), png_bytes(plain, res), all_flags)


def png_bytes(image: Image.Image, res: Resolution) -> bytes:
    """``image`` as PNG with its resolution and nothing else beside the pixels."""
    clean = Image.new(image.mode, image.size)
    clean.paste(image)  # without the text, profile and Exif that Pillow would carry over
    written = io.BytesIO()
    clean.save(written, "PNG", compress_level=_PNG_LEVEL, dpi=(res.x, res.y))
    return written.getvalue()


def to_plain(image: Image.Image) -> tuple[Image.Image, tuple[str, ...]]:
    """``image`` in mode 1, L or RGB, and the flags of what that cost.

    Transparency is laid over white paper. Raises `UnsupportedImage`.
    """
    mode = image.mode
    if "transparency" in image.info or mode in ("LA", "La", "PA", "RGBA", "RGBa"):
        return grey_if_grey(_over_white(image)), ()
    if mode in ("1", "L", "RGB"):
        return image, ()
    if mode in ("P", "RGBX"):
        return grey_if_grey(image.convert("RGB")), ()
    if mode.startswith("I;16"):
        upper = (np.asarray(image).astype(np.uint16) >> 8).astype(np.uint8)
        return Image.fromarray(upper), (DEPTH_REDUCED,)
    if mode in ("CMYK", "YCbCr", "LAB", "HSV"):
        return image.convert("RGB"), (COLOUR_CONVERTED,)
    raise UnsupportedImage(kind=f"{mode}, 32 bit")


def _over_white(image: Image.Image) -> Image.Image:
    drawn = image.convert("RGBA")
    paper = Image.new("RGBA", drawn.size, "white")
    return Image.alpha_composite(paper, drawn).convert("RGB")


def grey_if_grey(image: Image.Image) -> Image.Image:
    """An RGB ``image`` as L where its three channels are equal everywhere."""
    red, green, blue = (np.asarray(band) for band in image.split())
    if np.array_equal(red, green) and np.array_equal(green, blue):
        return image.getchannel(0)
    return image
