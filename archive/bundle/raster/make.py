"""What stands in the file for a page image: the scanner's own bytes, or a smaller image of the same page.

`standard` keeps one image at 200 dpi, its noise smoothed. `compact` divides the page: print in the page's black is a
stencil as sharp as the scan, everything else (paper, seals, signatures, figures) a JPEG at 200 dpi from which that
print was taken out. Either makes a page that never had tones one of black and white. A page that would not become
smaller stays as it is. A photographed sheet is laid flat, in the light in which it was taken: no PDF shows an image in
perspective, and the words belong over their pictures. The photograph itself stays in the store.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np

from archive.bundle.image import EmbeddedImage, embed
from archive.bundle.raster.encode import Stencil, group4, jpeg, stencil
from archive.bundle.raster.paper import filled, smoothed
from archive.bundle.raster.printed import find_print
from archive.bundle.raster.resolution import PRINT_DPI, least_size, resized, size_at
from archive.bundle.raster.tones import black_and_white
from config.settings import ImageProfile
from ocr.decode import pixels
from ocr.image.ink import INCH, Mask, Pixels
from ocr.image.photo import sheet_info, straightened
from ocr.page import ImageInfo, PageImage
from ocr.sheet import Sheet

STANDARD_QUALITY = 80
"""JPEG quality of a whole page: two fifths of OCRmyPDF's bytes. With 70 worn pages were read worse again."""
COMPACT_QUALITY = 50
"""JPEG quality of what lies under the stencil: seals look like the scan's, bare paper costs next to nothing."""
FLAT_QUALITY = 88
"""JPEG quality of a photographed sheet laid flat where else every byte is kept: above that of phones, so that coding
it a second time shows nowhere."""
COARSE_DPI = 150
"""Pixels an inch below which letters live by their greys: a stencil took a page of 72 dpi from 8 to 12 % of errors."""
HALO = 0.25
"""Millimetres across of what is taken out round each pixel of print. The last grey of an edge stays, and smooths it."""


@dataclass(frozen=True, slots=True)
class PageRaster:
    """The image of a page, and a stencil over it where print has a layer of its own; both fill the same rectangle."""

    image: EmbeddedImage
    stencil: Stencil | None = None

    @property
    def size(self) -> int:
        """Bytes of the image data."""
        return len(self.image.data) + (len(self.stencil.image.data) if self.stencil else 0)


def make_raster(info: ImageInfo, data: bytes, profile: ImageProfile, sheet: Sheet | None = None) -> PageRaster:
    """What ``profile`` makes of the image file ``data``, and of the ``sheet`` on it where that is a photograph.

    Raises `CorruptFile` where it is not what ``info`` says.
    """
    kept = PageRaster(embed(info, data))
    if sheet:
        return _laid_flat(info, data, profile, sheet, kept.image.profile)
    # Group 4 is as small as black and white gets; four inks cannot be smoothed as if they were three lights.
    if profile == "faithful" or info.format == "tiff" or info.mode == "CMYK":
        return kept
    made = _reduced(pixels(PageImage(info, data)), info, profile, kept.image.profile)
    return made if made.size < kept.size else kept


def _laid_flat(info: ImageInfo, data: bytes, profile: ImageProfile, sheet: Sheet, colours: bytes | None) -> PageRaster:
    # The pixels of a CMYK image are converted: its profile is not theirs.
    colours = None if info.mode == "CMYK" else colours
    flat = straightened(pixels(PageImage(info, data)), sheet)
    made = PageRaster(jpeg(flat, FLAT_QUALITY, colours))
    if profile != "faithful":
        smaller = _reduced(flat, sheet_info(info, sheet), profile, colours)
        made = smaller if smaller.size < made.size else made
    return replace(made, image=replace(made.image, note="photograph laid flat: compressed anew"))


def _reduced(source: Pixels, info: ImageInfo, profile: ImageProfile, colours: bytes | None) -> PageRaster:
    bare = black_and_white(source)
    return PageRaster(group4(bare)) if bare is not None else _MAKE[profile](source, info, colours)


def _standard(source: Pixels, info: ImageInfo, colours: bytes | None) -> PageRaster:
    return PageRaster(jpeg(smoothed(resized(source, least_size(info))), STANDARD_QUALITY, colours))


def _compact(source: Pixels, info: ImageInfo, colours: bytes | None) -> PageRaster:
    if min(info.dpi_x, info.dpi_y) < COARSE_DPI:
        return _standard(source, info, colours)
    fine = resized(source, size_at(info, PRINT_DPI))
    dpi = info.dpi_x * fine.shape[1] / info.width
    background = resized(source, least_size(info))
    printed = find_print(fine, dpi)
    if printed is None:
        return PageRaster(jpeg(smoothed(background), COMPACT_QUALITY, colours))
    quiet = smoothed(filled(background, _beside(printed.mask, dpi, least_size(info))))
    return PageRaster(jpeg(quiet, COMPACT_QUALITY, colours), stencil(printed.mask, printed.colour))


def _beside(mask: Mask, dpi: float, size: tuple[int, int]) -> Mask:
    """Which pixels (255, else 0) of the page at ``size`` have nothing of the print in them, that no ghost stays."""
    across = round(HALO * dpi / INCH) | 1
    halo = cv2.dilate(mask, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (across, across)))
    return np.where(resized(np.asarray(halo, np.uint8), size) == 0, 255, 0).astype(np.uint8)


_MAKE = {"standard": _standard, "compact": _compact}
