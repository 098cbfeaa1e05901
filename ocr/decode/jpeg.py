"""JPEG files: the scanner's bytes are kept as they are, once they have proved whole."""

from __future__ import annotations

import io

import cv2
import numpy as np
import pikepdf
from PIL import Image
from PIL.JpegImagePlugin import JpegImageFile

from config.errors import CorruptFile, UnsupportedImage
from ocr.decode import keep
from ocr.decode.budget import Budget
from ocr.decode.dpi import Resolution, resolution
from ocr.decode.guard import decoding, distrusting
from ocr.decode.jpeg_markers import Frame, read_frame, without_junk
from ocr.page import PageImage

_ORIENTATION, _X, _Y, _UNIT = 0x0112, 0x011A, 0x011B, 0x0128
_PER_CENTIMETRE = 2.54


def page(data: bytes, budget: Budget) -> PageImage:
    """The page of the JPEG file ``data``. Raises subclasses of `config.errors.RejectedFile`."""
    read_frame(data)
    data = without_junk(data)
    frame = read_frame(data)
    image = decode_whole(data, frame, budget)
    with decoding():
        res = resolution(image.width, image.height, _stated(image))
        orientation = _orientation(image)
    return keep_stream(data, frame, image, res, orientation)


def keep_stream(
    data: bytes,
    frame: Frame,
    image: Image.Image,
    res: Resolution,
    orientation: int = 1,
    flags: tuple[str, ...] = (),
) -> PageImage:
    """The page of the JPEG stream ``data`` that decoded to ``image``: its own bytes where every reader knows them."""
    if orientation not in keep.TURNS or not frame.decodes_everywhere:
        return keep.keep_lossless(image, res, orientation, flags)
    info = keep.info_of("jpeg", image, res, keep.TURNS[orientation])
    return PageImage(info, data, keep.notes(res, *flags))


def decode_whole(data: bytes, frame: Frame, budget: Budget) -> JpegImageFile:
    """The image of the JPEG stream ``data``, opened: every one of its codes has been decoded once.

    What libjpeg does not pass without a word is decoded by Pillow and by qpdf as well, and they say what is amiss.
    Raises `TooManyPixels`, `UnsupportedImage`, `CorruptFile`.
    """
    budget.check_pixels(frame.width, frame.height)
    if frame.bits != 8 or frame.components not in (1, 3, 4):
        raise UnsupportedImage(kind=f"JPEG, {frame.components} × {frame.bits} bit")
    with distrusting("JPEG"), decoding():
        image = JpegImageFile(io.BytesIO(data))
        if image.size != (frame.width, frame.height):
            raise CorruptFile(problem="JPEG: two sizes")
        if not _passes_without_a_word(data):
            image.load()
            complain_of_damage(data)
    return image


def _passes_without_a_word(data: bytes) -> bool:
    """Whether libjpeg decodes every code of ``data`` and finds nothing to say, on standard error, of what it met.

    Damage shows where codes are read, so an eighth of the pixels each way is drawn: on a page of 300 dpi 0.02 s of CPU,
    where Pillow, which silences libjpeg, takes 0.04 s, and qpdf, to which a warning is an error, 0.10 s.
    """
    with decoding() as said:
        drawn = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_REDUCED_GRAYSCALE_8)
    return drawn is not None and not said.lines


def complain_of_damage(data: bytes) -> None:
    """Raises `CorruptFile` where libjpeg, decoding the JPEG stream ``data``, has anything to say of it."""
    holder = pikepdf.new()
    stream = pikepdf.Stream(holder, data, Filter=pikepdf.Name.DCTDecode)
    try:
        stream.read_bytes(pikepdf.StreamDecodeLevel.all)
    except (pikepdf.PdfError, RuntimeError) as error:
        raise CorruptFile(problem="JPEG: damaged image data") from error


def _orientation(image: JpegImageFile) -> int:
    try:
        value = image.getexif().get(_ORIENTATION, 1)
    except Exception:  # a broken Exif block throws anything; the image is sound, only its turn is unknown
        return 1
    return value if value in range(1, 9) else 1


def _stated(image: JpegImageFile) -> tuple[float, float] | None:
    """Pixels an inch as JFIF or, failing that, Exif state them. Pillow's own ``dpi`` says 72 where nobody said it."""
    unit, density = image.info.get("jfif_unit"), image.info.get("jfif_density")
    if unit in (1, 2) and density:
        factor = 1.0 if unit == 1 else _PER_CENTIMETRE
        return density[0] * factor, density[1] * factor
    try:
        exif = image.getexif()
        factor = _PER_CENTIMETRE if exif.get(_UNIT) == 3 else 1.0
        return float(exif[_X]) * factor, float(exif[_Y]) * factor
    except Exception:  # absent, of another type, or divided by zero: not stated
        return None
