"""The page image as PDF holds it: the stored bytes wherever PDF has a filter for them, and never a lossy step.

JPEG goes in unchanged (DCTDecode). Of a CCITT G4 TIFF the strip goes in unchanged (CCITTFaxDecode), of a plain PNG
the compressed rows (FlateDecode with PNG predictors). What fits neither is decoded and compressed without loss.
"""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass
from typing import Any

from PIL import Image, TiffImagePlugin

from archive.bundle.pdf_file import Name, Value
from config.errors import CorruptFile
from ocr.decode.guard import decoding
from ocr.page import ImageInfo

COMPONENTS = {"1": 1, "L": 1, "RGB": 3, "CMYK": 4}
_SPACES = {1: b"GRAY", 3: b"RGB ", 4: b"CMYK"}
_PNG_COLOURS = {(1, 0): "1", (8, 0): "L", (8, 2): "RGB"}
_REVERSED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


@dataclass(frozen=True, slots=True)
class EmbeddedImage:
    """The data of an image XObject and the entries that say how to decode it."""

    data: bytes
    entries: dict[str, Value]
    """All but the colour space."""
    components: int
    profile: bytes | None = None
    """The image's own ICC profile, where it has one that fits; otherwise its colours are taken for sRGB or grey."""
    note: str = ""
    """What was done to the image, if anything was."""


def embed(info: ImageInfo, data: bytes) -> EmbeddedImage:
    """The image file ``data`` for a PDF. Raises `CorruptFile` where it is not what ``info`` says."""
    try:
        with decoding(), Image.open(io.BytesIO(data)) as image:
            if image.size != (info.width, info.height):
                raise CorruptFile(problem=f"image of {image.size}, expected {(info.width, info.height)}")
            return _EMBED[info.format](image, data, info.mode)
    except CorruptFile:
        raise
    except Exception as error:  # Pillow raises whatever its plugins meet in a broken file
        raise CorruptFile(problem=f"{type(error).__name__}: {error}") from error


def _embed_jpeg(image: Image.Image, data: bytes, mode: str) -> EmbeddedImage:
    components = COMPONENTS[image.mode]
    profile = fitting_profile(image.info.get("icc_profile"), components)
    if components == 4 and profile is None:
        return _losslessly(image, "RGB", "CMYK without a profile: converted to RGB, lossless")
    entries = image_entries(image.size, 8) | {"Filter": Name("DCTDecode")}
    if components == 4 and "adobe" in image.info:
        entries["Decode"] = [1, 0] * 4  # Adobe's programs store CMYK inverted
    if components == 3 and "adobe" not in image.info and _components_named_rgb(image):
        entries["DecodeParms"] = {"ColorTransform": 0}
    return EmbeddedImage(data, entries, components, profile)


def _components_named_rgb(image: Any) -> bool:
    """Whether the JPEG's components are R, G, B by their names; PDF takes them for YCbCr where nothing is said."""
    return [component[0] for component in image.layer] == list(b"RGB")


def _embed_tiff(image: Image.Image, data: bytes, mode: str) -> EmbeddedImage:
    assert isinstance(image, TiffImagePlugin.TiffImageFile)
    tags = image.tag_v2
    offsets, counts = tags.get(TiffImagePlugin.STRIPOFFSETS, ()), tags.get(TiffImagePlugin.STRIPBYTECOUNTS, ())
    if tags.get(TiffImagePlugin.COMPRESSION) != 4 or len(offsets) != 1:
        return _losslessly(image, mode, "TIFF that is not one CCITT G4 strip: compressed anew, lossless")
    strip = data[offsets[0] : offsets[0] + counts[0]]
    if len(strip) < counts[0]:
        raise CorruptFile(problem="the TIFF's strip breaks off")
    if tags.get(TiffImagePlugin.FILLORDER, 1) == 2:
        strip = strip.translate(_REVERSED)
    # TIFF codes the bit 1 as "black" whatever it means; 1 is white where the photometric is BlackIsZero.
    black_is_1 = tags.get(TiffImagePlugin.PHOTOMETRIC_INTERPRETATION, 0) == 1
    return EmbeddedImage(strip, fax_entries(image.size, black_is_1=black_is_1), components=1)


def _embed_png(image: Image.Image, data: bytes, mode: str) -> EmbeddedImage:
    chunks = list(_png_chunks(data))
    _, header = chunks[0]
    depth, colour, interlaced = header[8], header[9], header[12]
    plain = _PNG_COLOURS.get((depth, colour))
    if plain is None or interlaced or any(kind == b"tRNS" for kind, _ in chunks):
        return _losslessly(image, mode, "PNG of an unusual kind: compressed anew, lossless")
    rows = b"".join(body for kind, body in chunks if kind == b"IDAT")
    profile = fitting_profile(image.info.get("icc_profile"), COMPONENTS[plain])
    return _flate(image, rows, plain, profile, "")


def _png_chunks(data: bytes) -> list[tuple[bytes, bytes]]:
    chunks, at = [], 8
    while at + 8 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        chunks.append((kind, data[at + 8 : at + 8 + length]))
        at += length + 12
    return chunks


def _losslessly(image: Image.Image, mode: str, note: str) -> EmbeddedImage:
    """The decoded image as the rows of a PNG."""
    out = io.BytesIO()
    image.convert(mode).save(out, "PNG")
    rows = b"".join(body for kind, body in _png_chunks(out.getvalue()) if kind == b"IDAT")
    return _flate(image, rows, mode, None, note)


def _flate(image: Image.Image, rows: bytes, mode: str, profile: bytes | None, note: str) -> EmbeddedImage:
    bits = 1 if mode == "1" else 8
    parameters: dict[str, Value] = {
        "Predictor": 15,
        "Colors": COMPONENTS[mode],
        "BitsPerComponent": bits,
        "Columns": image.width,
    }
    entries = image_entries(image.size, bits) | {"Filter": Name("FlateDecode"), "DecodeParms": parameters}
    return EmbeddedImage(rows, entries, COMPONENTS[mode], profile, note)


def image_entries(size: tuple[int, int], bits: int) -> dict[str, Value]:
    """The entries that every image of ``size`` (width, height) in pixels has, ``bits`` a component."""
    return {
        "Type": Name("XObject"),
        "Subtype": Name("Image"),
        "Width": size[0],
        "Height": size[1],
        "BitsPerComponent": bits,
    }


def fax_entries(size: tuple[int, int], *, black_is_1: bool) -> dict[str, Value]:
    """The entries of an image of ``size`` (width, height) in pixels whose data are one strip of CCITT Group 4."""
    parameters: dict[str, Value] = {"K": -1, "Columns": size[0], "Rows": size[1], "BlackIs1": black_is_1}
    return image_entries(size, 1) | {"Filter": Name("CCITTFaxDecode"), "DecodeParms": parameters}


def fitting_profile(profile: bytes | None, components: int) -> bytes | None:
    """The ICC profile, if it is one that PDF/A-2 allows for an image of so many components (6.2.4.2); else None.

    Scanners and programs leave the profile of a colour page on a grey one; no validator looks, viewers show black.
    """
    if profile is None or len(profile) < 128 or profile[36:40] != b"acsp":
        return None
    size, major, kind, space = int.from_bytes(profile[:4], "big"), profile[8], profile[12:16], profile[16:20]
    allowed = kind in (b"scnr", b"mntr", b"prtr", b"spac") and major in (2, 4) and size <= len(profile)
    return profile[:size] if allowed and space == _SPACES[components] else None


_EMBED = {"jpeg": _embed_jpeg, "tiff": _embed_tiff, "png": _embed_png}
