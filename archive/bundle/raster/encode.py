"""Pixels as PDF holds them: JPEG, CCITT Group 4, and stencils through which a colour is painted."""

from __future__ import annotations

import io
from dataclasses import dataclass

from PIL import Image

from archive.bundle.image import COMPONENTS, EmbeddedImage, fax_entries, image_entries
from archive.bundle.pdf_file import Name
from ocr.decode.g4 import strip_of
from ocr.image.ink import Mask, Pixels


@dataclass(frozen=True, slots=True)
class Stencil:
    """A 1-bit image whose black pixels let a colour through to the page, and whose white ones let nothing."""

    image: EmbeddedImage
    colour: tuple[int, int, int]
    """RGB, 0-255."""


def jpeg(pixels: Pixels, quality: int, profile: bytes | None) -> EmbeddedImage:
    """``pixels`` (H, W) or (H, W, 3) RGB as a JPEG of ``quality`` 1-95, of the colours of the ICC ``profile`` if any.

    Progressive, since runs of empty blocks then cost next to nothing; PDF allows it (ISO 32000-1, 7.4.8).
    """
    out = io.BytesIO()
    image = Image.fromarray(pixels)
    image.save(out, "JPEG", quality=quality, progressive=True, optimize=True)
    entries = image_entries(image.size, 8) | {"Filter": Name("DCTDecode")}
    return EmbeddedImage(out.getvalue(), entries, COMPONENTS[image.mode], profile)


def group4(mask: Mask) -> EmbeddedImage:
    """A page (H, W) of 0 and 255 without loss."""
    image = Image.fromarray(mask).convert("1", dither=Image.Dither.NONE)
    return EmbeddedImage(strip_of(image), fax_entries(image.size, black_is_1=False), components=1)


def stencil(mask: Mask, colour: tuple[int, int, int]) -> Stencil:
    """A stencil that is open where ``mask`` (H, W) is 255 and closed where it is 0."""
    image = group4(255 - mask)
    entries = image.entries | {"ImageMask": True}
    return Stencil(EmbeddedImage(image.data, entries, components=0), colour)
